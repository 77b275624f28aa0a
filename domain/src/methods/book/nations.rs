//! Host and user nations in the NATO Security Investment Programme (NPP 23-26).

use super::super::{Authority, Method, MethodRule, Standing, Step};
use super::common::{CHOICE, COMPETITION, EFL_E, LADDER, POLICY, STANDSTILL, STANDSTILL_LENGTH};
use super::{HIDDEN, LATE_REFUSED, PRICE_TOGETHER, day, step};
use crate::timetable;

const OWN: &str =
    "Open to host and user nations; conditions of its own paragraph are theirs to check.";

const BASE: MethodRule = MethodRule {
    id: "NPP-23",
    method: Method::Ncb,
    authorities: &[Authority::Nation],
    version: POLICY,
    valid_from: day(2025, 1, 1),
    valid_until: None,
    source: "NPP 23-24",
    ladder: &[
        CHOICE,
        Step {
            above: Some(EFL_E),
            ..step(
                Standing::Unlawful,
                "Above EFL E ({above}) a nation uses NCP or NCB+.",
                LADDER,
            )
        },
    ],
    timetable: &[],
    notices: &[],
    approvals: &[],
    conditions: &[],
    offerers: HIDDEN,
    late: LATE_REFUSED,
    price_opening: PRICE_TOGETHER,
    standstill: &[],
    standstill_length: None,
    complaints: None,
};

/// The rules of nations.
pub(super) const RULES: &[MethodRule] = &[
    BASE,
    MethodRule {
        id: "NPP-24",
        method: Method::NcbPlus,
        ladder: &[
            CHOICE,
            step(
                Standing::Lawful,
                "Above EFL E a nation may use it beside NCP.",
                LADDER,
            ),
        ],
        timetable: COMPETITION,
        standstill: STANDSTILL,
        standstill_length: STANDSTILL_LENGTH,
        complaints: Some(&timetable::COMPLAINT),
        ..BASE
    },
    MethodRule {
        id: "NPP-25",
        method: Method::Pib,
        source: "NPP 25-26",
        ladder: &[step(Standing::Lawful, OWN, "NPP 25-26")],
        ..BASE
    },
    MethodRule {
        id: "NPP-26",
        method: Method::Tl,
        source: "NPP 25-26",
        ladder: &[step(Standing::Lawful, OWN, "NPP 25-26")],
        ..BASE
    },
];
