//! What a scheme says about the work of the panel, about low prices and about lots, as typed.

use super::input::{number, optional};
use crate::FieldErrors;
use domain::solicitations::{LotRules, PanelRules, Screening};
use rust_decimal::Decimal;

/// How the panel works, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelInput {
    /// `panel_remarks`: code of `RemarkDuty`; free when empty.
    pub remarks: String,
    /// `panel_anonymous`: ticked where evaluators are not to know the bidders' names.
    pub anonymous: bool,
}

/// From where on prices seem low, as typed, in percent; as usual when empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScreeningInput {
    /// `screen_below_mean`.
    pub below_mean: String,
    /// `screen_trimmed`.
    pub trimmed: String,
}

/// How a solicitation is divided for the award, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LotRulesInput {
    /// `awarded_by`: code of `AwardedBy`; as a whole when empty.
    pub by: String,
    /// `most_lots`: the most lots for one bidder; no limit when empty.
    pub most: String,
}

/// Reads how it is divided; what is not said is as where nothing is said.
pub(super) fn lot_rules(input: &LotRulesInput, wrong: &mut FieldErrors) -> LotRules {
    let usual = LotRules::default();
    let by = optional(&input.by).and_then(|code| {
        let known = code.parse().map_err(|_| "Choose a rule of the list.");
        wrong.take("awarded_by", known)
    });
    let by = by.unwrap_or(usual.by);
    let most = optional(&input.most).filter(|_| by != usual.by);
    let most = most.and_then(|typed| {
        let number = typed.parse().map_err(|_| "Enter a whole number.");
        wrong.take("most_lots", number)
    });
    LotRules { by, most }
}

/// Reads how the panel works; what is not said is as where nothing is said.
pub(super) fn panel(input: &PanelInput, wrong: &mut FieldErrors) -> PanelRules {
    let usual = PanelRules::default();
    let remarks = optional(&input.remarks).and_then(|code| {
        let known = code.parse().map_err(|_| "Choose a rule of the list.");
        wrong.take("panel_remarks", known)
    });
    PanelRules {
        remarks: remarks.unwrap_or(usual.remarks),
        anonymous: input.anonymous,
    }
}

/// Reads the thresholds of the screens, each within what may be chosen.
pub(super) fn screening(input: &ScreeningInput, wrong: &mut FieldErrors) -> Screening {
    let usual = Screening::default();
    let mut percent = |field: &str, text: &str, [low, high]: [Decimal; 2], usual: Decimal| {
        let typed = number(field.to_owned(), text, wrong).unwrap_or(usual);
        if !(low..=high).contains(&typed) {
            wrong.add(field, format!("Enter {low} to {high} percent."));
        }
        typed
    };
    Screening {
        below_mean: percent(
            "screen_below_mean",
            &input.below_mean,
            Screening::BELOW_MEAN,
            usual.below_mean,
        ),
        trimmed: percent(
            "screen_trimmed",
            &input.trimmed,
            Screening::TRIMMED,
            usual.trimmed,
        ),
    }
}
