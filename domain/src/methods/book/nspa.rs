//! NSPA's own methods (NSPA OI 4200-01; AQO).

use super::super::{
    Authority, Bound, Duty, Late, LateOffers, Method, MethodRule, Offerers, PriceOpening, Standing,
};
use super::{PRICE_TOGETHER, day, duty, step};
use crate::timetable::PLANNED_SOLE_SOURCE;

const NSPA: &[Authority] = &[Authority::Nspa];
const OPEN: &str = "NSPA chooses among its competitive methods; no value limits this one.";

const LATE: LateOffers = LateOffers {
    late: Late::Refused,
    text: "Disregarded where electronic submission is compulsory.",
    source: "NSPA 9.3",
};

/// Complaints are lodged before award under NSPA's own instruction; no fixed standstill is confirmed by a source.
const COMPLAINTS: &[Duty] = &[duty(
    Bound::Always,
    "Complaints before award follow the agency's own instruction; its periods are not confirmed here.",
    "NSPA-C",
)];

/// A competition of NSPA that other lines narrow.
const BASE: MethodRule = MethodRule {
    id: "NSPA-8.1-LPC",
    method: Method::Lpc,
    authorities: NSPA,
    version: "OI 4200-01 (29 Jul 2025)",
    valid_from: day(2025, 7, 29),
    valid_until: None,
    source: "NSPA 8.1",
    ladder: &[step(Standing::Lawful, OPEN, "NSPA 8.1")],
    timetable: &[],
    notices: &[],
    approvals: &[],
    conditions: &[],
    offerers: (
        Offerers::AfterClosing,
        Bound::From(80_000_000),
        "NSPA 9.2, NSPA-AW",
    ),
    late: LATE,
    price_opening: PRICE_TOGETHER,
    standstill: COMPLAINTS,
    standstill_length: None,
    complaints: None,
};

/// The rules of NSPA.
pub(super) const RULES: &[MethodRule] = &[
    BASE,
    MethodRule {
        id: "NSPA-8.1-BV",
        method: Method::Bv,
        approvals: &[duty(
            Bound::From(120_000_000),
            "A strategy decision before the solicitation.",
            "NSPA 8.1",
        )],
        price_opening: (PriceOpening::AfterTechnical, "NSPA 8.1.3.5"),
        ..BASE
    },
    MethodRule {
        id: "NSPA-8.1-CN",
        method: Method::Cn,
        conditions: &[duty(
            Bound::Always,
            "What may be negotiated, and what not, is published with the solicitation.",
            "NSPA 8.1",
        )],
        ..BASE
    },
    MethodRule {
        id: "NSPA-8.1-CD",
        method: Method::Cd,
        ..BASE
    },
    MethodRule {
        id: "AQO-4",
        method: Method::Aqo,
        version: "OI 2200-01 (19 Jun 2026)",
        valid_from: day(2026, 6, 19),
        source: "AQO 4, 6.3",
        ladder: &[step(
            Standing::Lawful,
            "Industry proposes different solutions; nations choose among those that qualify.",
            "AQO 4, 6.3",
        )],
        conditions: &[duty(
            Bound::Always,
            "Solutions above the quality threshold become Qualified Options: three are aimed at, at most five.",
            "AQO 6.3",
        )],
        ..BASE
    },
    MethodRule {
        id: "NSPA-12.2-BCI",
        method: Method::Mini,
        source: "NSPA 12.2",
        ladder: &[step(
            Standing::Lawful,
            "Under a Basic Contractual Instrument its holders compete for each order and must bid.",
            "NSPA 12.2",
        )],
        conditions: &[duty(
            Bound::Always,
            "A Basic Contractual Instrument is in force with the bidders.",
            "NSPA 12.2",
        )],
        ..BASE
    },
    MethodRule {
        id: "NSPA-6.3-SS",
        method: Method::Ss,
        source: "NSPA 6.3, 8.1",
        ladder: &[step(
            Standing::OnApproval,
            "It needs a justification, and from EUR 160 000 on a published notice of the planned sole source.",
            "NSPA 6.3, 8.1",
        )],
        timetable: &[&PLANNED_SOLE_SOURCE],
        notices: &[duty(
            Bound::From(16_000_000),
            "A notice of the planned sole source for 10 calendar days.",
            "NSPA 6.3, 8.1",
        )],
        approvals: &[duty(
            Bound::Always,
            "Governance approves the method and the vendor where common funding pays.",
            "NPP 22",
        )],
        ..BASE
    },
];
