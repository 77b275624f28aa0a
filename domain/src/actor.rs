//! Who acts: a person with roles, the system itself, or nobody.

use crate::id::{AccountId, ProviderId, SessionId};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a person is here to do. One account may hold several roles.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Runs solicitations, compares, awards and manages contracts.
    Officer,
    /// Scores offers.
    Evaluator,
    /// Opens sealed offers together with a colleague.
    Opener,
    /// Acts for one provider organisation.
    Provider,
    /// Acts for one nation.
    Delegate,
    /// Reads every record and checks the log.
    Auditor,
    /// Keeps accounts and settings.
    Administrator,
}

impl Role {
    /// Every role, in the order in which they are listed to people.
    pub const ALL: [Self; 7] = [
        Self::Officer,
        Self::Evaluator,
        Self::Opener,
        Self::Provider,
        Self::Delegate,
        Self::Auditor,
        Self::Administrator,
    ];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Evaluator => "evaluator",
            Self::Opener => "opener",
            Self::Provider => "provider",
            Self::Delegate => "delegate",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Officer => "Acquisition officer",
            Self::Evaluator => "Evaluator",
            Self::Opener => "Opening officer",
            Self::Provider => "Provider",
            Self::Delegate => "Nation delegate",
            Self::Auditor => "Auditor",
            Self::Administrator => "Administrator",
        }
    }
}

/// What a person may do within the provider organisation that the account is bound to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    /// Everything, also inviting people and stating facts for the organisation.
    Owner,
    /// Writing: offers, the capability profile, requests, reports.
    Member,
    /// Reading only.
    Reader,
}

impl Membership {
    /// Every membership, the one that may do most first.
    pub const ALL: [Self; 3] = [Self::Owner, Self::Member, Self::Reader];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Member => "member",
            Self::Reader => "reader",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Owner => "Owner",
            Self::Member => "Member",
            Self::Reader => "Reader",
        }
    }

    /// What it lets a person do.
    #[must_use]
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Owner => {
                "Does everything for the organisation: states facts, invites people, writes and submits offers."
            }
            Self::Member => {
                "Writes and submits offers, keeps the profile, asks for declarations, reports milestones."
            }
            Self::Reader => "Reads what the organisation may read and changes nothing.",
        }
    }

    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.as_str() == code)
    }

    /// What is stored beside an account: nothing for those that an administrator made, who do everything for their
    /// organisation; an unknown code lets nothing be changed.
    #[must_use]
    pub fn stored(code: Option<&str>) -> Self {
        code.map_or(Self::Owner, |code| {
            Self::from_code(code).unwrap_or(Self::Reader)
        })
    }
}

/// The text names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "“{0}” is not a role; roles are officer, evaluator, opener, provider, delegate, auditor, administrator"
)]
pub struct NotARole(pub String);

impl FromStr for Role {
    type Err = NotARole;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| NotARole(text.to_owned()))
    }
}

/// A two-letter ISO 3166-1 code of a nation.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct NationCode([u8; 2]);

/// The text is not a code of two letters.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a nation code of two letters, such as NO or CA")]
pub struct NotANation(pub String);

impl NationCode {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("XX")
    }
}

impl FromStr for NationCode {
    type Err = NotANation;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match <[u8; 2]>::try_from(text.trim().to_ascii_uppercase().as_bytes()) {
            Ok(code) if code.iter().all(u8::is_ascii_uppercase) => Ok(Self(code)),
            _ => Err(NotANation(text.to_owned())),
        }
    }
}

impl TryFrom<String> for NationCode {
    type Error = NotANation;
    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<NationCode> for String {
    fn from(code: NationCode) -> Self {
        code.as_str().to_owned()
    }
}

impl fmt::Display for NationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for NationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A signed-in person, as the session says at the moment of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The session through which the person acts; none for the command line.
    pub session: Option<SessionId>,
    /// The name shown beside what the person did.
    pub name: String,
    /// The roles held now.
    pub roles: Vec<Role>,
    /// The organisation that a provider's account is bound to.
    pub provider: Option<ProviderId>,
    /// What the person may do within that organisation.
    pub membership: Membership,
    /// The nation that a delegate's account is bound to.
    pub nation: Option<NationCode>,
    /// The zone that the person chose for the account.
    pub own_zone: Option<Tz>,
    /// The zone of the organisation that the account is bound to.
    pub house_zone: Option<Tz>,
}

impl Person {
    /// The zone in which the person reads deadlines, beside the one in which they are published and UTC: the own choice, else that of
    /// the organisation.
    #[must_use]
    pub const fn zone(&self) -> Option<Tz> {
        match self.own_zone {
            None => self.house_zone,
            own => own,
        }
    }
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// Nobody is signed in.
    Nobody,
    /// A signed-in person.
    Person(Person),
    /// The program itself: background jobs, import and demonstration data from the command line.
    System(&'static str),
}

impl Actor {
    /// The account, when a person acts.
    #[must_use]
    pub fn account(&self) -> Option<AccountId> {
        match self {
            Self::Person(person) => Some(person.account),
            _ => None,
        }
    }

    /// The person, when one acts.
    #[must_use]
    pub fn person(&self) -> Option<&Person> {
        match self {
            Self::Person(person) => Some(person),
            _ => None,
        }
    }

    /// The name that the log keeps.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Nobody => "nobody",
            Self::Person(person) => &person.name,
            Self::System(part) => part,
        }
    }

    /// Whether the actor holds a role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.person()
            .is_some_and(|person| person.roles.contains(&role))
    }

    /// The provider organisation the actor speaks for.
    #[must_use]
    pub fn provider(&self) -> Option<ProviderId> {
        self.person()
            .filter(|p| p.roles.contains(&Role::Provider))
            .and_then(|p| p.provider)
    }

    /// The nation the actor speaks for.
    #[must_use]
    pub fn nation(&self) -> Option<NationCode> {
        self.person()
            .filter(|p| p.roles.contains(&Role::Delegate))
            .and_then(|p| p.nation)
    }
}
