//! Vehicles of the United States (DFARS 212.70; 10 USC 4022).
//!
//! Their limits are in USD; they are told as conditions and not computed, because a limit holds in its own currency.

use super::super::{Authority, Bound, Method, MethodRule, Standing};
use super::{HIDDEN, LATE_REFUSED, PRICE_TOGETHER, day, duty, step};

const CSO: &str = "DFARS 212.7002-7005, PGI 212.7003";
const OT: &str = "10 USC 4022; OTA";

const BASE: MethodRule = MethodRule {
    id: "DFARS-212.70",
    method: Method::Cso,
    authorities: &[Authority::UnitedStates],
    version: "20 Nov 2025",
    valid_from: day(2025, 11, 20),
    valid_until: None,
    source: CSO,
    ladder: &[step(
        Standing::Lawful,
        "Innovative solutions are bought as commercial ones, each offer after its own review.",
        CSO,
    )],
    timetable: &[],
    notices: &[duty(
        Bound::Always,
        "The call is published anew at least every year.",
        CSO,
    )],
    approvals: &[duty(
        Bound::Always,
        "Above USD 100 million a senior official approves it, and notice is given.",
        CSO,
    )],
    conditions: &[duty(
        Bound::Always,
        "The contract is fixed-price, with or without incentive.",
        CSO,
    )],
    offerers: HIDDEN,
    late: LATE_REFUSED,
    price_opening: PRICE_TOGETHER,
    standstill: &[],
    standstill_length: None,
    complaints: None,
};

/// The rules of the United States.
pub(super) const RULES: &[MethodRule] = &[
    BASE,
    MethodRule {
        id: "10-USC-4022",
        method: Method::Ota,
        source: OT,
        ladder: &[step(
            Standing::OnApproval,
            "A prototype may use it when one of its four tests is met; an Agreements Officer signs.",
            OT,
        )],
        notices: &[],
        approvals: &[duty(
            Bound::Always,
            "An Agreements Officer signs. Approval steps by amount are not confirmed by a source and are left out.",
            OT,
        )],
        conditions: &[
            duty(
                Bound::Always,
                "A nontraditional contractor takes a significant part, or all are small or nontraditional, or a third of the cost is shared, or a senior official decides so.",
                OT,
            ),
            duty(
                Bound::Always,
                "Follow-on production without a new competition needs a competed and completed prototype.",
                OT,
            ),
        ],
        ..BASE
    },
];
