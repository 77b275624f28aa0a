//! Who may do what.
//!
//! [`permit`] is the only door: a use case takes a [`Permit`] of its action, and a permit cannot be made elsewhere.
//! The rules are the table in [`actions`]; `docs/permissions.md` is written from it.

pub mod actions;

use crate::actor::{Actor, Membership, NationCode, Role};
use crate::id::{AccountId, ProviderId};
use std::marker::PhantomData;

/// Which rows an action reaches, beside the role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Every row.
    Any,
    /// A provider's account reaches only its own organisation's rows; others are hidden from it.
    OwnProvider,
    /// As [`Bound::OwnProvider`], for owners and members of the organisation and not for readers.
    OwnProviderWrites,
    /// As [`Bound::OwnProvider`], for owners of the organisation only.
    OwnProviderKeeps,
    /// A delegate's account reaches only its own nation's rows; others are hidden from it.
    OwnNation,
    /// Not the person who did the step before: two persons are needed.
    AnotherPerson,
}

/// An entry of the table of rules.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// The code that the log keeps, such as `solicitation.publish`.
    pub code: &'static str,
    /// What it is, in words.
    pub summary: &'static str,
    /// The roles that may.
    pub roles: &'static [Role],
    /// The rows they reach.
    pub bound: Bound,
    /// Whether somebody who is not signed in may, too.
    pub public: bool,
}

/// Something that a person can do, at the level of types.
pub trait Action {
    /// Its rule.
    const RULE: Rule;
}

/// What the action is done to, as far as the rules need it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    /// The provider organisation that owns the row.
    pub provider: Option<ProviderId>,
    /// The nation that owns the row.
    pub nation: Option<NationCode>,
    /// The person who did the step before, where two persons are needed.
    pub author: Option<AccountId>,
}

impl Subject {
    /// Nothing that belongs to anybody in particular.
    pub const ANY: Self = Self {
        provider: None,
        nation: None,
        author: None,
    };

    /// A row of a provider.
    #[must_use]
    pub const fn of_provider(provider: ProviderId) -> Self {
        Self {
            provider: Some(provider),
            ..Self::ANY
        }
    }

    /// A row of a nation.
    #[must_use]
    pub const fn of_nation(nation: NationCode) -> Self {
        Self {
            nation: Some(nation),
            ..Self::ANY
        }
    }

    /// A step that needs another person than `author`.
    #[must_use]
    pub const fn after(author: AccountId) -> Self {
        Self {
            author: Some(author),
            ..Self::ANY
        }
    }
}

/// Proof that the actor may do `A`. Only [`permit`] makes it.
#[derive(Debug)]
pub struct Permit<A> {
    actor: Actor,
    action: PhantomData<A>,
}

impl<A: Action> Permit<A> {
    /// Who was permitted.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The code of the action, for the log.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        A::RULE.code
    }
}

/// Why an action is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Nobody is signed in.
    #[error("sign in first")]
    SignIn,
    /// The person's roles do not allow it.
    #[error("“{summary}” is for: {roles}")]
    Role {
        /// The action in words.
        summary: &'static str,
        /// The roles that may, in words.
        roles: String,
    },
    /// The person's membership in the organisation does not allow it.
    #[error("“{summary}” is for {who} of your organisation")]
    Membership {
        /// The action in words.
        summary: &'static str,
        /// Who may, in words.
        who: &'static str,
    },
    /// The row is another provider's or nation's: to this person it does not exist.
    #[error("there is nothing here")]
    Hidden,
    /// The same person did the step before.
    #[error("“{0}” needs a second person: you did the step before it")]
    SamePerson(&'static str),
}

/// Decides whether `actor` may do `A` to `subject`.
///
/// The system itself may do everything: it is the command line on the machine and the background jobs.
///
/// # Errors
/// [`Refused`], which says why.
pub fn permit<A: Action>(actor: &Actor, subject: Subject) -> Result<Permit<A>, Refused> {
    decide(&A::RULE, actor, subject)?;
    Ok(Permit {
        actor: actor.clone(),
        action: PhantomData,
    })
}

/// Whether a link or button for the action should be shown at all.
#[must_use]
pub fn may<A: Action>(actor: &Actor, subject: Subject) -> bool {
    decide(&A::RULE, actor, subject).is_ok()
}

fn decide(rule: &Rule, actor: &Actor, subject: Subject) -> Result<(), Refused> {
    let person = match actor {
        Actor::System(_) => return Ok(()),
        Actor::Nobody if rule.public => return Ok(()),
        Actor::Nobody => return Err(Refused::SignIn),
        Actor::Person(person) => person,
    };
    let acting: Vec<Role> = person
        .roles
        .iter()
        .copied()
        .filter(|role| rule.roles.contains(role))
        .collect();
    if acting.is_empty() {
        return if rule.public {
            Ok(())
        } else {
            Err(missing_role(rule))
        };
    }
    let reaches = |role: Role| match (rule.bound, role) {
        (
            Bound::OwnProvider | Bound::OwnProviderWrites | Bound::OwnProviderKeeps,
            Role::Provider,
        ) => subject.provider.is_some() && subject.provider == person.provider,
        (Bound::OwnNation, Role::Delegate) => {
            subject.nation.is_some() && subject.nation == person.nation
        }
        _ => true,
    };
    let mut reaching = acting.into_iter().filter(|role| reaches(*role)).peekable();
    if reaching.peek().is_none() {
        return Err(Refused::Hidden);
    }
    if reaching.all(|role| role == Role::Provider) {
        membership(rule, person.membership)?;
    }
    if rule.bound == Bound::AnotherPerson && subject.author == Some(person.account) {
        return Err(Refused::SamePerson(rule.summary));
    }
    Ok(())
}

/// Within an organisation readers write nothing, and what binds the organisation is for its owners.
fn membership(rule: &Rule, membership: Membership) -> Result<(), Refused> {
    let who = match (rule.bound, membership) {
        (Bound::OwnProviderWrites, Membership::Reader) => "an owner or a member",
        (Bound::OwnProviderKeeps, Membership::Member | Membership::Reader) => "an owner",
        _ => return Ok(()),
    };
    Err(Refused::Membership {
        summary: rule.summary,
        who,
    })
}

fn missing_role(rule: &Rule) -> Refused {
    let roles = rule
        .roles
        .iter()
        .map(|role| role.label())
        .collect::<Vec<_>>()
        .join(", ");
    Refused::Role {
        summary: rule.summary,
        roles,
    }
}

#[cfg(test)]
mod tests {
    use super::actions::*;
    use super::*;
    use crate::actor::Person;
    use uuid::Uuid;

    fn person(role: Role, provider: Option<ProviderId>) -> Actor {
        let account = AccountId(Uuid::from_u128(7));
        Actor::Person(Person {
            account,
            session: None,
            name: "A".into(),
            roles: vec![role],
            provider,
            membership: Membership::Owner,
            nation: None,
            own_zone: None,
            house_zone: None,
        })
    }

    #[test]
    fn a_reader_writes_nothing_and_a_member_invites_nobody() {
        let own = ProviderId(Uuid::from_u128(1));
        let subject = Subject::of_provider(own);
        let as_member = |membership| match person(Role::Provider, Some(own)) {
            Actor::Person(person) => Actor::Person(Person {
                membership,
                ..person
            }),
            other => other,
        };
        let reader = as_member(Membership::Reader);
        assert!(permit::<ReadOwnOffers>(&reader, subject).is_ok());
        assert!(matches!(
            permit::<EditOffer>(&reader, subject),
            Err(Refused::Membership { .. })
        ));
        let member = as_member(Membership::Member);
        assert!(permit::<EditOffer>(&member, subject).is_ok());
        assert!(permit::<KeepOwnProvider>(&member, subject).is_err());
    }

    #[test]
    fn the_rows_of_another_provider_are_hidden() {
        let (ours, theirs) = (
            ProviderId(Uuid::from_u128(1)),
            ProviderId(Uuid::from_u128(2)),
        );
        let actor = person(Role::Provider, Some(ours));
        assert!(permit::<EditOffer>(&actor, Subject::of_provider(ours)).is_ok());
        assert_eq!(
            permit::<EditOffer>(&actor, Subject::of_provider(theirs)).unwrap_err(),
            Refused::Hidden
        );
        assert_eq!(
            permit::<EditOffer>(&actor, Subject::ANY).unwrap_err(),
            Refused::Hidden
        );
    }

    #[test]
    fn a_wrong_role_is_told_which_roles_may() {
        let refused =
            permit::<PublishSolicitation>(&person(Role::Auditor, None), Subject::ANY).unwrap_err();
        assert!(
            matches!(refused, Refused::Role { ref roles, .. } if roles.contains("Acquisition officer"))
        );
    }

    #[test]
    fn nobody_is_asked_to_sign_in() {
        assert_eq!(
            permit::<ReadAudit>(&Actor::Nobody, Subject::ANY).unwrap_err(),
            Refused::SignIn
        );
        assert!(permit::<ReadStrategy>(&Actor::Nobody, Subject::ANY).is_err());
    }

    #[test]
    fn two_persons_are_two_persons() {
        let actor = person(Role::Officer, None);
        let own = actor.account().unwrap();
        assert!(matches!(
            permit::<ApproveAward>(&actor, Subject::after(own)),
            Err(Refused::SamePerson(_))
        ));
        assert!(
            permit::<ApproveAward>(&actor, Subject::after(AccountId(Uuid::from_u128(9)))).is_ok()
        );
    }

    #[test]
    fn codes_are_unique() {
        let mut codes: Vec<_> = ALL.iter().map(|rule| rule.code).collect();
        codes.sort_unstable();
        let before = codes.len();
        codes.dedup();
        assert_eq!(before, codes.len());
    }
}
