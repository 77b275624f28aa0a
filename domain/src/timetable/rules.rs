//! The rules as data, so that a stored deadline can name the rule and the version that made it.

use serde::Serialize;

/// How much a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Limit {
    /// Calendar days.
    Days(u32),
    /// Calendar months.
    Months(u32),
    /// Half of the time between publication and closing.
    HalfOfBidding,
}

/// One dated rule of the procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Stable name to store beside a deadline, such as `NCP-7`.
    pub id: &'static str,
    /// Edition of the document the rule was read from.
    pub version: &'static str,
    /// The rule in one sentence for people.
    pub text: &'static str,
    /// Document and paragraph.
    pub source: &'static str,
    /// How much it asks for.
    pub limit: Limit,
}

impl Rule {
    /// The calendar days the rule asks for; 0 when it counts in something else.
    #[must_use]
    pub const fn whole_days(&self) -> u32 {
        match self.limit {
            Limit::Days(days) => days,
            Limit::Months(_) | Limit::HalfOfBidding => 0,
        }
    }

    /// The calendar months the rule allows; 0 when it counts in something else.
    #[must_use]
    pub const fn whole_months(&self) -> u32 {
        match self.limit {
            Limit::Months(months) => months,
            Limit::Days(_) | Limit::HalfOfBidding => 0,
        }
    }
}

const NCP: &str = "2025";
const GBI: &str = "SP.A18 (07.26)";

/// Notice to national delegations before publication, above EFL E (NCP 5.2.1; GBI 1.2).
pub const NOTICE: Rule = Rule {
    id: "NCP-5.2.1",
    version: NCP,
    text: "Above EFL E, tell the national delegations at least 10 calendar days before publication.",
    source: "NCP 5.2.1; GBI 1.2",
    limit: Limit::Days(10),
};

/// The same notice when security clearances are needed (NCP 5.2.1; GBI 1.2).
pub const NOTICE_WITH_CLEARANCES: Rule = Rule {
    id: "NCP-5.2.1-clearances",
    version: NCP,
    text: "Above EFL E and with security clearances, tell the national delegations at least 20 calendar days before publication.",
    source: "NCP 5.2.1; GBI 1.2",
    limit: Limit::Days(20),
};

/// Minimum bidding time (NCP 7; GBI 2.2).
pub const BIDDING_TIME: Rule = Rule {
    id: "NCP-7",
    version: NCP,
    text: "Leave bidders at least 35 calendar days between publication and closing.",
    source: "NCP 7; GBI 2.2",
    limit: Limit::Days(35),
};

/// Minimum bidding time for Alliance Operations and Missions (NCP 7; GBI 2.2).
pub const BIDDING_TIME_OPERATIONS: Rule = Rule {
    id: "NCP-7-operations",
    version: NCP,
    text: "For Alliance Operations and Missions, leave bidders at least 20 calendar days between publication and closing.",
    source: "NCP 7; GBI 2.2",
    limit: Limit::Days(20),
};

/// Questions by half of the bidding period (GBI 2.8).
pub const QUESTIONS: Rule = Rule {
    id: "GBI-2.8",
    version: GBI,
    text: "Bidders ask their questions by half of the bidding period; everyone gets every answer.",
    source: "GBI 2.8",
    limit: Limit::HalfOfBidding,
};

/// Bid validity of at most six months from closing (GBI 2.15).
pub const BID_VALIDITY: Rule = Rule {
    id: "GBI-2.15",
    version: GBI,
    text: "Offers stay valid for at most 6 months from closing.",
    source: "GBI 2.15",
    limit: Limit::Months(6),
};

/// Standstill, as long as the complaint period, above EFL E (NCP 28-29; NCP App.1 11).
pub const STANDSTILL: Rule = Rule {
    id: "NCP-28",
    version: NCP,
    text: "Above EFL E, sign only after 15 calendar days, counted from the day after the bidders were notified.",
    source: "NCP 28-29; NCP App.1 11; DISP 3.1",
    limit: Limit::Days(15),
};

/// The complaint period about an award (NCP App.1 11; DISP 3.1).
pub const COMPLAINT: Rule = Rule {
    id: "NCP-A1-11",
    version: NCP,
    text: "A bidder may complain about the award within 15 calendar days, counted from the day after it was notified.",
    source: "NCP App.1 11; DISP 3.1",
    limit: Limit::Days(15),
};

/// Notice of a planned sole source (NSPA 6.3, 8.1).
pub const PLANNED_SOLE_SOURCE: Rule = Rule {
    id: "NSPA-6.3-notice",
    version: "OI 4200-01 (29 Jul 2025)",
    text: "From EUR 160 000 on, publish a notice of the planned sole source 10 calendar days before the solicitation.",
    source: "NSPA 6.3, 8.1",
    limit: Limit::Days(10),
};

/// The estimate from which on a planned sole source is announced, in EUR minor units (NSPA 6.3, 8.1).
pub const PLANNED_SOLE_SOURCE_FROM: i64 = 16_000_000;

/// Every rule of this module.
pub const RULES: &[Rule] = &[
    NOTICE,
    NOTICE_WITH_CLEARANCES,
    BIDDING_TIME,
    BIDDING_TIME_OPERATIONS,
    QUESTIONS,
    BID_VALIDITY,
    STANDSTILL,
    COMPLAINT,
    PLANNED_SOLE_SOURCE,
];

/// The notice rule for a solicitation above EFL E (NCP 5.2.1; GBI 1.2).
#[must_use]
pub const fn notice(clearances_needed: bool) -> &'static Rule {
    if clearances_needed {
        &NOTICE_WITH_CLEARANCES
    } else {
        &NOTICE
    }
}

/// The minimum bidding time that applies (NCP 7; GBI 2.2).
#[must_use]
pub const fn bidding_time(for_operations: bool) -> &'static Rule {
    if for_operations {
        &BIDDING_TIME_OPERATIONS
    } else {
        &BIDDING_TIME
    }
}
