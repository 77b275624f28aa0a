//! What an offer holds: four volumes (GBI 3.3-3.5), of which only the last names prices.

mod affected;
mod anonymous;
mod attachments;
mod completeness;
mod disclosure;
mod late;
mod partners;
mod price;

pub use affected::{Affected, Touched, affected};
pub use anonymous::pseudonym;
pub use attachments::{Attachment, FileSecret, MOST_ATTACHMENTS};
pub use completeness::{Asked, LONGEST_VALIDITY, Missing, completeness};
pub use disclosure::Disclosure;
pub use late::LateGround;
pub use partners::{Partner, PartnerRole, own_share};
pub use price::{Price, PriceLine, Totals};

use crate::actor::NationCode;
use crate::parameters;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// Volume 1: administration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administration {
    /// The person to write to.
    pub contact_name: String,
    /// The address to write to.
    pub contact_email: String,
    /// Where the offeror is legally based (NPP 32).
    pub nation_of_origin: Option<NationCode>,
    /// Calendar days from closing during which the offer stands; at most six months (GBI 2.15).
    pub validity_days: Option<i64>,
    /// Whether the offeror accepts the prospective contract's terms without exception.
    pub accepts_terms: bool,
    /// Anything else that the buyer should know, without any hint of price.
    pub remarks: String,
    /// Members of the consortium and subcontractors; none where the offeror does everything itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub partners: Vec<Partner>,
    /// Files that belong to this volume.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// The answer to one of the solicitation's requirements.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The code of the requirement.
    pub requirement: String,
    /// The number, where the requirement asks for one in a unit of its own; none means not offered.
    pub value: Option<Decimal>,
    /// What shows that the value is true.
    pub evidence: String,
    /// The answer to a typed requirement, as it was declared; none means not offered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<parameters::Declared>,
}

impl Declared {
    /// The answer as it would be typed, and the code of its unit; both empty where nothing is declared.
    #[must_use]
    pub fn typed(&self) -> (String, String) {
        use parameters::Declared as Answer;
        let text = match &self.answer {
            Some(Answer::Number(quantity)) => {
                let unit = quantity.unit().as_str().to_owned();
                return (quantity.amount().to_string(), unit);
            }
            Some(Answer::YesNo(true)) => "yes".to_owned(),
            Some(Answer::YesNo(false)) => "no".to_owned(),
            Some(Answer::Choice(chosen)) => chosen.join(","),
            Some(Answer::Text(text)) => text.as_str().to_owned(),
            None => self
                .value
                .map(|value| value.to_string())
                .unwrap_or_default(),
        };
        (text, String::new())
    }

    /// Whether anything but evidence is declared.
    #[must_use]
    pub const fn is_answered(&self) -> bool {
        self.value.is_some() || self.answer.is_some()
    }
}

/// Volume 2: technical.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Technical {
    /// The solution in words.
    pub summary: String,
    /// One answer for each technical sub-criterion, by its code.
    pub answers: Vec<Answer>,
    /// Declared parameters.
    pub declared: Vec<Declared>,
    /// Files that belong to this volume.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// The answer to one technical sub-criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// The code of the criterion.
    pub criterion: String,
    /// The answer.
    pub text: String,
}

/// A past contract that shows experience (GBI 4.7).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastContract {
    /// For whom.
    pub customer: String,
    /// What was delivered.
    pub description: String,
    /// The last year of performance.
    pub last_year: Option<i64>,
}

/// Volume 3: corporate experience.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experience {
    /// Past contracts.
    pub references: Vec<PastContract>,
    /// Files that belong to this volume.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// Everything a provider writes; what is sealed is the canonical text of this.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferContent {
    /// Volume 1.
    pub administration: Administration,
    /// Volume 2.
    pub technical: Technical,
    /// Volume 3.
    pub experience: Experience,
    /// Volume 4.
    pub price: Price,
}

/// The four volumes (GBI 3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Volume {
    /// Volume 1.
    Administration,
    /// Volume 2.
    Technical,
    /// Volume 3.
    Experience,
    /// Volume 4.
    Price,
}

impl Volume {
    /// All four, in order.
    pub const ALL: [Self; 4] = [
        Self::Administration,
        Self::Technical,
        Self::Experience,
        Self::Price,
    ];

    /// The word in addresses.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Administration => "administration",
            Self::Technical => "technical",
            Self::Experience => "experience",
            Self::Price => "price",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Administration => "Administration",
            Self::Technical => "Technical",
            Self::Experience => "Corporate experience",
            Self::Price => "Price",
        }
    }

    /// Reads the word in an address.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|volume| volume.as_str() == code)
    }
}
