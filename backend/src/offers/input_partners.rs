//! What is typed of members of a consortium and of subcontractors.

use super::input::line;
use crate::FieldErrors;
use domain::money::parse_decimal;
use domain::offers::{Partner, PartnerRole, own_share};
use rust_decimal::Decimal;

/// A partner as typed; its fields are named `partner_name_1`, `partner_share_1`…
#[derive(Clone, Debug, Default)]
pub struct PartnerInput {
    /// `member` or `subcontractor`.
    pub role: String,
    /// Its name; a row without anything but a role is none.
    pub name: String,
    /// Nation code.
    pub nation: String,
    /// Percent.
    pub share: String,
    /// What it does.
    pub work: String,
}

impl PartnerInput {
    fn is_filled(&self) -> bool {
        [&self.name, &self.nation, &self.share, &self.work]
            .iter()
            .any(|text| !text.trim().is_empty())
    }

    fn parsed(self, at: usize, errors: &mut FieldErrors) -> Partner {
        let field = |stem: &str| format!("partner_{stem}_{at}");
        let (nation, share) = (self.nation.trim(), self.share.trim());
        let percent = || {
            let number = parse_decimal(share.trim_end_matches('%'));
            number
                .filter(|share| *share > Decimal::ZERO && *share <= Decimal::ONE_HUNDRED)
                .ok_or_else(|| format!("row {at}: write a share above 0 and up to 100 %"))
        };
        Partner {
            role: PartnerRole::from_code(&self.role).unwrap_or(PartnerRole::Subcontractor),
            nation: (!nation.is_empty())
                .then(|| errors.take(field("nation"), nation.parse()))
                .flatten(),
            share: (!share.is_empty())
                .then(|| errors.take(field("share"), percent()))
                .flatten(),
            name: line(errors, &field("name"), &self.name),
            work: line(errors, &field("work"), &self.work),
        }
    }
}

/// The partners; shares that are together more than everything are refused at the first.
pub(super) fn partners(rows: Vec<PartnerInput>, errors: &mut FieldErrors) -> Vec<Partner> {
    let rows = rows.into_iter().enumerate();
    let partners: Vec<Partner> = rows
        .filter(|(_, row)| row.is_filled())
        .map(|(index, row)| row.parsed(index + 1, errors))
        .collect();
    if own_share(&partners).is_none() {
        let words = "the shares of members and subcontractors are together more than 100 %";
        errors.add("partner_share_1", words);
    }
    partners
}
