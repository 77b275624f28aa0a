//! Which events of a process a person may see, and how much of them.

use chrono::{DateTime, Utc};
use domain::actor::{Actor, Person, Role};
use domain::id::ProviderId;
use uuid::Uuid;

/// How much of an event a person sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Nothing: to this person the event does not exist.
    Hidden,
    /// When, who and the sentence; neither the reason nor the record before and after.
    Told,
    /// Everything.
    Whole,
}

/// What the table needs to know of an event and its process.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The action's code.
    pub action: String,
    /// When it happened.
    pub at: DateTime<Utc>,
    /// Who did it.
    pub account: Option<Uuid>,
    /// The provider that owns the offer or contract it happened to.
    pub owner: Option<ProviderId>,
    /// When the solicitation was published.
    pub published_at: Option<DateTime<Utc>>,
    /// Whether the offers are open.
    pub opened: bool,
    /// Whether evaluators may not know the bidders' names.
    pub names_hidden: bool,
    /// Whether the bidders have their notices of the award that it happened to.
    pub notified: bool,
}

/// What an event is about, as far as seeing it is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// The need and the solicitation before publication.
    Need,
    /// The solicitation from its publication on.
    Solicitation,
    /// Who asked what; the answers are part of the solicitation.
    Question,
    /// An offer while it is sealed.
    SealedOffer,
    /// An offer after the opening.
    OpenedOffer,
    /// The opening.
    Opening,
    /// Scores, moderated scores and declarations of single persons.
    Scores,
    /// The rest of the evaluation.
    Evaluation,
    /// The award before the bidders have their notices.
    SecretAward,
    /// The award afterwards.
    Award,
    /// What one bidder is asked about its offer, and its answer.
    Inquiry,
    /// A complaint about the award: who complains, why, and what is answered.
    Complaint,
    /// Contract and milestones.
    Contract,
    /// Anything else.
    Other,
}

impl Matter {
    /// Every matter, in the order of the table.
    pub const ALL: [Self; 14] = [
        Self::Need,
        Self::Solicitation,
        Self::Question,
        Self::SealedOffer,
        Self::OpenedOffer,
        Self::Opening,
        Self::Scores,
        Self::Evaluation,
        Self::SecretAward,
        Self::Award,
        Self::Inquiry,
        Self::Complaint,
        Self::Contract,
        Self::Other,
    ];

    /// The matter in words.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Need => "Solicitation before publication",
            Self::Solicitation => "Solicitation from publication on",
            Self::Question => "Who asked what",
            Self::SealedOffer => "Offer before the opening",
            Self::OpenedOffer => "Offer after the opening",
            Self::Opening => "Opening of the offers",
            Self::Scores => "Scores, moderation and declarations",
            Self::Evaluation => "Other steps of the evaluation",
            Self::SecretAward => "Award before the notices",
            Self::Award => "Award after the notices",
            Self::Inquiry => "Inquiry to a bidder, and its answer",
            Self::Complaint => "Complaint about the award",
            Self::Contract => "Contract and milestones",
            Self::Other => "Anything else",
        }
    }
}

/// A cell of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Everything.
    Whole,
    /// The sentence only.
    Told,
    /// Everything of what is one's own: the provider's offer or contract, the evaluator's own act.
    Own,
    /// Nothing.
    Hidden,
}

impl Cell {
    /// The cell in words, for the documentation.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Whole => "everything",
            Self::Told => "the sentence",
            Self::Own => "own",
            Self::Hidden => "–",
        }
    }
}

/// The row of a matter, in the order of [`Role::ALL`].
#[must_use]
pub const fn row(matter: Matter) -> [Cell; 7] {
    use Cell::{Hidden as H, Own as O, Told as T, Whole as W};
    // officer, evaluator, opener, provider, delegate, auditor, administrator
    match matter {
        Matter::Need => [W, W, W, H, H, W, W],
        Matter::Solicitation => [W, W, W, W, W, W, W],
        Matter::Question | Matter::SealedOffer => [H, H, H, O, H, W, H],
        Matter::OpenedOffer => [W, W, W, O, H, W, H],
        Matter::Opening => [W, W, W, T, T, W, T],
        Matter::Scores => [T, O, H, H, H, W, H],
        Matter::Evaluation => [W, T, H, H, H, W, H],
        Matter::SecretAward => [W, T, H, H, H, W, H],
        Matter::Award => [W, W, T, T, T, W, T],
        Matter::Inquiry | Matter::Complaint => [W, H, H, O, H, W, H],
        Matter::Contract => [W, W, W, O, W, W, W],
        Matter::Other => [W, H, H, H, H, W, W],
    }
}

/// What an event is about.
#[must_use]
pub fn matter(facts: &Facts) -> Matter {
    let public = facts
        .published_at
        .is_some_and(|published| facts.at >= published);
    let (part, verb) = facts.action.split_once('.').unwrap_or((&facts.action, ""));
    match (part, verb) {
        ("offer", "open" | "commit" | "recover") => Matter::Opening,
        ("offer", _) if facts.opened => Matter::OpenedOffer,
        ("offer", _) => Matter::SealedOffer,
        ("question", "answer") => Matter::Solicitation,
        ("question", _) => Matter::Question,
        ("solicitation", _) if public => Matter::Solicitation,
        ("solicitation" | "need", _) => Matter::Need,
        ("evaluation", "score" | "moderate" | "declare" | "note") => Matter::Scores,
        ("evaluation", _) | ("inquiry", "conclude") => Matter::Evaluation,
        ("inquiry", _) => Matter::Inquiry,
        ("award", "debrief") => Matter::OpenedOffer,
        ("award", "propose_decision" | "refuse_decision" | "prepare_debrief") => {
            Matter::SecretAward
        }
        ("award", _) if facts.notified => Matter::Award,
        ("award", _) => Matter::SecretAward,
        ("complaint", _) => Matter::Complaint,
        ("contract" | "milestone" | "framework", _) => Matter::Contract,
        _ => Matter::Other,
    }
}

/// How much of an event `actor` sees: the most that any of the person's roles allows.
#[must_use]
pub fn sight(actor: &Actor, facts: &Facts) -> Sight {
    let person = match actor {
        Actor::System(_) => return Sight::Whole,
        Actor::Nobody => return Sight::Hidden,
        Actor::Person(person) => person,
    };
    let matter = matter(facts);
    let row = row(matter);
    let by_role = Role::ALL
        .into_iter()
        .zip(row)
        .filter(|(role, _)| person.roles.contains(role));
    by_role
        .map(|(role, cell)| match role {
            Role::Evaluator if facts.names_hidden => {
                of_cell(person, role, veiled(matter, cell), facts)
            }
            _ => of_cell(person, role, cell, facts),
        })
        .max()
        .unwrap_or(Sight::Hidden)
}

/// What an evaluator sees while bidders' names are hidden: nothing that somebody did for a bidder, and of the opening that it was.
const fn veiled(matter: Matter, cell: Cell) -> Cell {
    match matter {
        Matter::OpenedOffer => Cell::Hidden,
        Matter::Opening => Cell::Told,
        _ => cell,
    }
}

fn of_cell(person: &Person, role: Role, cell: Cell, facts: &Facts) -> Sight {
    let own = match role {
        Role::Provider => facts.owner.is_some() && facts.owner == person.provider,
        _ => facts.account == Some(person.account.0),
    };
    match cell {
        Cell::Whole => Sight::Whole,
        Cell::Told => Sight::Told,
        Cell::Own if own => Sight::Whole,
        Cell::Own | Cell::Hidden => Sight::Hidden,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::actor::Membership;
    use domain::id::AccountId;

    fn person(roles: &[Role]) -> Actor {
        Actor::Person(Person {
            account: AccountId(Uuid::from_u128(1)),
            session: None,
            name: "A".into(),
            roles: roles.to_vec(),
            provider: Some(ProviderId(Uuid::from_u128(2))),
            membership: Membership::Owner,
            nation: None,
            own_zone: None,
            house_zone: None,
        })
    }

    fn facts(action: &str) -> Facts {
        Facts {
            action: action.into(),
            published_at: Some(DateTime::UNIX_EPOCH),
            ..Facts::default()
        }
    }

    #[test]
    fn everybody_who_may_see_the_solicitation_sees_the_opening() {
        for role in Role::ALL {
            assert!(sight(&person(&[role]), &facts("offer.open")) >= Sight::Told);
        }
        assert_eq!(sight(&Actor::Nobody, &facts("offer.open")), Sight::Hidden);
    }

    #[test]
    fn a_sealed_offer_is_seen_by_its_provider_and_the_auditor_alone() {
        let own = Facts {
            owner: Some(ProviderId(Uuid::from_u128(2))),
            ..facts("offer.submit")
        };
        let seeing = Role::ALL
            .into_iter()
            .filter(|role| sight(&person(&[*role]), &own) != Sight::Hidden);
        assert_eq!(seeing.collect::<Vec<_>>(), [Role::Provider, Role::Auditor]);
        let other = Facts {
            owner: Some(ProviderId(Uuid::from_u128(3))),
            opened: true,
            ..own
        };
        assert_eq!(sight(&person(&[Role::Provider]), &other), Sight::Hidden);
        assert_eq!(sight(&person(&[Role::Officer]), &other), Sight::Whole);
    }

    #[test]
    fn who_asked_stays_hidden_even_after_the_opening_and_the_answer_does_not() {
        let asked = Facts {
            owner: Some(ProviderId(Uuid::from_u128(2))),
            opened: true,
            ..facts("question.ask")
        };
        let seeing = Role::ALL
            .into_iter()
            .filter(|role| sight(&person(&[*role]), &asked) != Sight::Hidden);
        assert_eq!(seeing.collect::<Vec<_>>(), [Role::Provider, Role::Auditor]);
        let answer = facts("question.answer");
        assert_eq!(sight(&person(&[Role::Delegate]), &answer), Sight::Whole);
    }

    #[test]
    fn officers_are_told_of_scores_without_their_details() {
        assert_eq!(
            sight(&person(&[Role::Officer]), &facts("evaluation.score")),
            Sight::Told
        );
        assert_eq!(
            sight(&person(&[Role::Auditor]), &facts("evaluation.score")),
            Sight::Whole
        );
    }

    #[test]
    fn an_evaluator_sees_only_own_scores() {
        let own = Facts {
            account: Some(Uuid::from_u128(1)),
            ..facts("evaluation.score")
        };
        assert_eq!(sight(&person(&[Role::Evaluator]), &own), Sight::Whole);
        assert_eq!(
            sight(&person(&[Role::Evaluator]), &facts("evaluation.score")),
            Sight::Hidden
        );
    }

    #[test]
    fn before_publication_providers_and_delegates_see_nothing() {
        let draft = Facts {
            published_at: None,
            ..facts("solicitation.edit")
        };
        for role in [Role::Provider, Role::Delegate] {
            assert_eq!(sight(&person(&[role]), &draft), Sight::Hidden);
            assert_eq!(
                sight(&person(&[role]), &facts("solicitation.publish")),
                Sight::Whole
            );
        }
    }

    #[test]
    fn an_award_is_told_outside_only_after_the_notices() {
        let provider = person(&[Role::Provider]);
        assert_eq!(sight(&provider, &facts("award.approve")), Sight::Hidden);
        let notified = Facts {
            notified: true,
            ..facts("award.approve")
        };
        assert_eq!(sight(&provider, &notified), Sight::Told);
    }

    #[test]
    fn several_roles_see_the_most_that_one_of_them_sees() {
        let both = person(&[Role::Provider, Role::Auditor]);
        assert_eq!(sight(&both, &facts("evaluation.score")), Sight::Whole);
    }

    #[test]
    fn the_auditor_sees_everything_of_everything() {
        assert!(
            Matter::ALL
                .into_iter()
                .all(|matter| row(matter)[5] == Cell::Whole)
        );
    }
}
