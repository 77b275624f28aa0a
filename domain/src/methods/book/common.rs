//! NATO common funding: the policy and procedure of 2025, and NCIA's methods (NPP, NCP, GBI, METH).

use super::super::{Authority, Bound, Duty, Method, MethodRule, NPP_2025, Standing, Step};
use super::{GBI_LATE, GBI_PRICE, HIDDEN, LATE_REFUSED, PRICE_TOGETHER, day, duty, step};
use crate::timetable;
use crate::timetable::{
    BID_VALIDITY, BIDDING_TIME, BIDDING_TIME_OPERATIONS, NOTICE, NOTICE_WITH_CLEARANCES, QUESTIONS,
    Rule,
};

pub(super) const POLICY: &str = "PO(2025)0198";
pub(super) const LADDER: &str = "NPP 27, App. 1; METH";
pub(super) const EFL_E: i64 = NPP_2025.efl_e;
const LC_TOP: i64 = NPP_2025.commercial_lc;
const PCA_TOP: i64 = NPP_2025.commercial_pca;

const NATO: &[Authority] = &[Authority::Ncia, Authority::Nspa, Authority::Nation];
const NCIA: &[Authority] = &[Authority::Ncia];

/// Everything that the procedure for competitive procurement asks of a timetable.
pub(super) const COMPETITION: &[&Rule] = &[
    &NOTICE,
    &NOTICE_WITH_CLEARANCES,
    &BIDDING_TIME,
    &BIDDING_TIME_OPERATIONS,
    &QUESTIONS,
    &BID_VALIDITY,
];
/// What remains where a framework's own terms set the times.
const FRAMEWORK_TIMES: &[&Rule] = &[&QUESTIONS, &BID_VALIDITY];

/// Up to EFL E every method of an agency is open to it.
pub(super) const CHOICE: Step = Step {
    up_to: Some(EFL_E),
    ..step(
        Standing::Lawful,
        "Up to EFL E ({limit}) the authority chooses the method.",
        LADDER,
    )
};

/// The ladder of a method that commercial products and services may use up to a limit of their own.
const fn commercial_ladder(top: i64) -> [Step; 4] {
    [
        CHOICE,
        Step {
            commercial: Some(true),
            up_to: Some(top),
            ..step(
                Standing::Lawful,
                "Commercial products and services may use it up to {limit}.",
                LADDER,
            )
        },
        Step {
            commercial: Some(true),
            above: Some(top),
            ..step(
                Standing::Unlawful,
                "Even for commercial products and services it ends at {above}.",
                LADDER,
            )
        },
        Step {
            above: Some(EFL_E),
            ..step(
                Standing::Unlawful,
                "Above EFL E ({above}) it is open only to commercial products and services.",
                LADDER,
            )
        },
    ]
}

const LC_LADDER: &[Step] = &commercial_ladder(LC_TOP);
const PCA_LADDER: &[Step] = &commercial_ladder(PCA_TOP);

const PUBLIC_NOTICE: Duty = duty(
    Bound::Above(NPP_2025.public_notice),
    "A public notice of the procurement opportunity.",
    "NPP 27; METH",
);
const DELEGATIONS: Duty = duty(
    Bound::Above(EFL_E),
    "Notice to the national delegations 10 calendar days before publication, 20 where clearances are needed.",
    "NCP 5.2.1; GBI 1.2",
);
const COMPETITION_NOTICES: &[Duty] = &[PUBLIC_NOTICE, DELEGATIONS];

pub(super) const STANDSTILL: &[Duty] = &[
    duty(
        Bound::Above(EFL_E),
        "15 calendar days between the notice to the bidders and signature, as long as the complaint period.",
        "NCP 28-29; DISP 3.1",
    ),
    duty(
        Bound::Always,
        "A standstill is due at every value; up to EFL E its length is the authority's choice.",
        "NCP 28-29",
    ),
];

/// Above EFL E the standstill is as long as the complaint period (NCP 28-29).
pub(super) const STANDSTILL_LENGTH: Option<(Bound, &Rule)> =
    Some((Bound::Above(EFL_E), &timetable::STANDSTILL));

const FRAMEWORK: &[Duty] = &[
    duty(
        Bound::Always,
        "The framework was openly competed within the last five years.",
        "NPP 20",
    ),
    duty(
        Bound::Always,
        "The order keeps to the framework's terms and to its original ceiling.",
        "NPP 20",
    ),
];

/// A rule of the policy that other lines narrow.
const BASE: MethodRule = MethodRule {
    id: "NPP-19",
    method: Method::Ncp,
    authorities: NATO,
    version: POLICY,
    valid_from: day(2025, 1, 1),
    valid_until: None,
    source: "NPP 19",
    ladder: &[
        CHOICE,
        step(
            Standing::Lawful,
            "Above EFL E this is the method for every purchase.",
            LADDER,
        ),
    ],
    timetable: COMPETITION,
    notices: COMPETITION_NOTICES,
    approvals: &[],
    conditions: &[],
    offerers: HIDDEN,
    late: GBI_LATE,
    price_opening: GBI_PRICE,
    standstill: STANDSTILL,
    standstill_length: STANDSTILL_LENGTH,
    complaints: Some(&timetable::COMPLAINT),
};

/// The rules of NATO common funding.
pub(super) const RULES: &[MethodRule] = &[
    BASE,
    MethodRule {
        id: "NPP-21",
        method: Method::Lc,
        source: "NPP 21",
        ladder: LC_LADDER,
        conditions: &[duty(
            Bound::Always,
            "The pool of vendors is stated.",
            "NPP 21",
        )],
        ..BASE
    },
    MethodRule {
        id: "NPP-20",
        method: Method::Pca,
        source: "NPP 20",
        ladder: PCA_LADDER,
        timetable: FRAMEWORK_TIMES,
        notices: &[],
        conditions: FRAMEWORK,
        ..BASE
    },
    MethodRule {
        id: "NPP-20-mini",
        method: Method::Mini,
        authorities: &[Authority::Ncia, Authority::Nation],
        source: "NPP 20",
        ladder: PCA_LADDER,
        timetable: FRAMEWORK_TIMES,
        notices: &[],
        conditions: FRAMEWORK,
        ..BASE
    },
    MethodRule {
        id: "NPP-22",
        method: Method::Ss,
        authorities: &[Authority::Ncia, Authority::Nation],
        source: "NPP 22",
        ladder: &[step(
            Standing::OnApproval,
            "Governance must approve both the method and the vendor first.",
            "NPP 22",
        )],
        timetable: &[],
        notices: &[],
        approvals: &[duty(
            Bound::Always,
            "Governance approves the method and the vendor.",
            "NPP 22",
        )],
        late: LATE_REFUSED,
        price_opening: PRICE_TOGETHER,
        standstill: &[duty(
            Bound::Always,
            "The standstill may be waived for a single bidder; above EFL E that is reported to the committee.",
            "NCP 28-29",
        )],
        ..BASE
    },
    MethodRule {
        id: "METH-simplified",
        method: Method::Simpl,
        authorities: NCIA,
        version: "web page of 20 Aug 2026",
        source: "METH",
        ladder: &[
            CHOICE,
            Step {
                above: Some(EFL_E),
                ..step(
                    Standing::Unlawful,
                    "Simplified procurement ends at EFL E ({above}).",
                    "METH",
                )
            },
        ],
        ..BASE
    },
];
