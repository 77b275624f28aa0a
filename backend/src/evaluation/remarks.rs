//! Remarks beside scores, as typed and as they are counted.

use super::sheet::{CriterionLine, Sheet};
use crate::FieldErrors;
use domain::evaluation::remarks::{Remark, RemarkKind, lacking, read, standing};
use domain::id::OfferId;
use rust_decimal::Decimal;

/// Remarks as typed: one a line, by kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarksInput(pub Vec<(RemarkKind, String)>);

impl RemarksInput {
    /// Takes what was typed for each kind.
    #[must_use]
    pub fn of(typed: impl Fn(RemarkKind) -> String) -> Self {
        let kinds = RemarkKind::ALL.iter();
        Self(kinds.map(|kind| (*kind, typed(*kind))).collect())
    }

    /// Whether nothing was typed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|(_, text)| text.trim().is_empty())
    }

    /// The remarks; what is wrong is noted by the field, whose name ends with `suffix`.
    pub(super) fn read(&self, suffix: &str, errors: &mut FieldErrors) -> Vec<Remark> {
        let all = self.0.iter();
        let read = all.filter_map(|(kind, text)| {
            let field = format!("{}{suffix}", kind.as_str());
            errors.take(field, read(*kind, text))
        });
        read.flatten().collect()
    }
}

impl Sheet {
    /// What a score of a criterion lacks beside its remarks; nothing where they agree.
    pub(super) fn lacking(
        &self,
        criterion: &CriterionLine,
        value: Decimal,
        remarks: &[Remark],
    ) -> Option<&'static str> {
        let scheme = &self.process.scheme;
        let standing = standing(criterion.scale, value, scheme.technical_minimum);
        lacking(scheme.panel.remarks, standing, remarks)
    }

    /// The remarks about an offer under a criterion that may be read by whoever reads its scores: the panel's where it
    /// agreed, else those that evaluators handed in.
    #[must_use]
    pub fn remarks(&self, offer: OfferId, criterion: &str) -> Vec<&Remark> {
        match self.agreed(offer, criterion) {
            Some(agreed) => agreed.remarks.iter().collect(),
            None => {
                let own = self.handed_in(offer, criterion).into_iter();
                own.flat_map(|score| &score.remarks).collect()
            }
        }
    }
}
