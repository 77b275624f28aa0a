//! Who else does the work: members of a consortium and subcontractors, each with its share.

use crate::actor::NationCode;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What a partner is to the offeror.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartnerRole {
    /// Signs and answers together with the offeror.
    Member,
    /// Works for the offeror, which answers for it.
    Subcontractor,
}

impl PartnerRole {
    /// Both, for lists of choices.
    pub const ALL: [Self; 2] = [Self::Member, Self::Subcontractor];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Member => "member",
            Self::Subcontractor => "subcontractor",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Member => "Member of the consortium",
            Self::Subcontractor => "Subcontractor",
        }
    }

    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == code)
    }
}

/// A partner of the offeror.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Partner {
    /// What it is to the offeror.
    pub role: PartnerRole,
    /// Its name.
    pub name: String,
    /// Where it is legally based.
    pub nation: Option<NationCode>,
    /// Its share of the work by value, percent above 0 and up to 100; a share, and never an amount.
    pub share: Option<Decimal>,
    /// What it does.
    pub work: String,
}

/// The offeror's own share in percent: what the partners leave. `None` where they have more than everything.
#[must_use]
pub fn own_share(partners: &[Partner]) -> Option<Decimal> {
    let mut shares = partners.iter().filter_map(|partner| partner.share);
    let rest = shares.try_fold(Decimal::ONE_HUNDRED, Decimal::checked_sub)?;
    (rest >= Decimal::ZERO).then_some(rest)
}

/// What the partners lack, as instructions to the offeror.
pub(super) fn missing(partners: &[Partner]) -> Vec<(bool, String)> {
    let unfinished = partners
        .iter()
        .any(|one| one.name.is_empty() || one.nation.is_none() || one.share.is_none());
    vec![
        (
            unfinished,
            "Give name, nation and share of each member and subcontractor".to_owned(),
        ),
        (
            own_share(partners).is_none(),
            "Correct the shares of members and subcontractors: together they are more than 100 %"
                .to_owned(),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partner(share: &str) -> Partner {
        Partner {
            role: PartnerRole::Subcontractor,
            name: "Boreal".into(),
            nation: "FI".parse().ok(),
            share: share.parse().ok(),
            work: String::new(),
        }
    }

    #[test]
    fn the_offeror_keeps_what_the_partners_leave() {
        let shares = [partner("30"), partner("12.5")];
        assert_eq!(own_share(&shares), Some(Decimal::new(575, 1)));
        assert_eq!(own_share(&[partner("100")]), Some(Decimal::ZERO));
        assert_eq!(own_share(&[partner("60"), partner("40.1")]), None);
    }

    #[test]
    fn a_partner_without_a_share_is_unfinished() {
        let lacks = |partners: &[Partner]| missing(partners).iter().any(|(lacks, _)| *lacks);
        assert!(lacks(&[partner("")]));
        assert!(!lacks(&[partner("30")]));
        assert!(!lacks(&[]));
    }
}
