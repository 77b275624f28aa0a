//! What a new contract takes over from the awarded offer: its priced lines and its options.

use super::change::Now;
use super::make::ContractInput;
use super::record::{ContractLine, ContractOption};
use crate::Error;
use domain::contracts::{LineNumber, next_clin, option_window};
use domain::offers::PriceLine;
use domain::states::option::{OptionEvent, OptionState};

/// One option for each option line, each period following the one before it.
pub(super) fn options(
    priced: &[PriceLine],
    input: &ContractInput,
    now: &Now<'_>,
) -> Result<Vec<ContractOption>, Error> {
    let lines: Vec<&PriceLine> = priced.iter().filter(|line| line.option).collect();
    if lines.len() != input.option_ends.len() {
        return Err(Error::field(
            "option_1_ends_on",
            "give the last day of the period of every option",
        ));
    }
    let mut before = input.ends_on;
    let mut options = Vec::new();
    for ((number, line), ends_on) in (1_i64..).zip(lines).zip(&input.option_ends) {
        let starts_on = before.succ_opt().unwrap_or(before);
        if *ends_on < starts_on {
            return Err(Error::field(
                format!("option_{number}_ends_on"),
                "an option's period follows the period before it",
            ));
        }
        options.push(ContractOption {
            id: now.id(),
            number,
            title: line.description.clone(),
            value_minor: line.total_minor().ok_or_else(too_large)?,
            starts_on,
            ends_on: *ends_on,
            notice_by: option_window(before, input.notice_days).notice_by,
            noticed_on: None,
            status: OptionState::Unavailable
                .apply(OptionEvent::WindowOpens)
                .map_err(Error::not_now)?,
            modification: None,
        });
        before = *ends_on;
    }
    Ok(options)
}

fn too_large() -> Error {
    Error::not_now("a line of the offer is worth more than can be recorded")
}

/// Numbered lines in the order of the offer, each option line tied to its option.
pub(super) fn lines(
    priced: &[PriceLine],
    options: &[ContractOption],
    now: &Now<'_>,
) -> Result<Vec<ContractLine>, Error> {
    let mut used: Vec<LineNumber> = Vec::new();
    let mut left = options.iter();
    let mut lines = Vec::new();
    for line in priced {
        let number = next_clin(&used)
            .ok_or_else(|| Error::not_now("a contract has at most 9999 lines (DFARS 204.71)"))?;
        used.push(number);
        lines.push(ContractLine {
            id: now.id(),
            number: number.to_string(),
            description: line.description.clone(),
            unit: line.unit.clone(),
            quantity: line.quantity,
            unit_price_minor: line.unit_price_minor,
            total_minor: line.total_minor().ok_or_else(too_large)?,
            option: line
                .option
                .then(|| left.next())
                .flatten()
                .map(|option| option.id),
        });
    }
    Ok(lines)
}
