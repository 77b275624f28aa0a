//! What an officer has written of a solicitation, in types. Incomplete while it is a draft; publication asks for all of it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::contracts::VehicleKind;
use domain::methods::{Authority, Method};
use domain::money::Money;
use domain::solicitations::{Lot, Requirement, ScheduleLine, Scheme};
use domain::text::Line;
use std::collections::BTreeMap;

/// The written part of a solicitation.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// What is bought, in a line.
    pub title: Line,
    /// The operational need in words; may still be empty.
    pub need: String,
    /// Code of the Strategy's functional area.
    pub functional_area: Option<String>,
    /// Codes of the Strategy's objectives, lines and tenets that it serves.
    pub strategy: Vec<String>,
    /// Code of the programme that pays.
    pub programme: Option<String>,
    /// Who buys.
    pub buyer_name: String,
    /// Who runs the purchase and answers for it.
    pub authority: Authority,
    /// The procurement method.
    pub method: Method,
    /// Why this method, where the authority may not choose it by itself.
    pub method_reason: Option<String>,
    /// The legal ground of a sole source, by its id.
    pub method_ground: Option<String>,
    /// When the planned sole source was announced (NSPA 6.3, 8.1).
    pub sole_source_notice_on: Option<NaiveDate>,
    /// Whether a product off the shelf or a commercial service is bought (NPP 27, App. 1).
    pub commercial_service: bool,
    /// Whether it serves Alliance Operations and Missions (NCP 7).
    pub for_operations: bool,
    /// Whether bidders need security clearances (NCP 5.2.1).
    pub clearances_needed: bool,
    /// Estimated value including all options over the whole duration, never split (NPP 27).
    pub estimate: Option<Money>,
    /// The part of the estimate that is options; none where there are none.
    pub estimate_options: Option<Money>,
    /// Its parts; none where it is a single requirement.
    pub lots: Vec<Lot>,
    /// What offers answer in the same terms.
    pub requirements: Vec<Requirement>,
    /// The lines that every offer prices; none leaves them to the offers.
    pub price_schedule: Vec<ScheduleLine>,
    /// How offers are evaluated.
    pub scheme: Option<Scheme>,
    /// The kind of contract that is intended.
    pub vehicle: Option<VehicleKind>,
    /// When the delegations were told.
    pub announced_on: Option<NaiveDate>,
    /// Until when bidders may ask.
    pub questions_by: Option<DateTime<Utc>>,
    /// The last moment to submit an offer.
    pub closes_at: Option<DateTime<Utc>>,
    /// IANA name of the zone in which the dates are published.
    pub zone: String,
    /// Calendar days from closing during which an offer binds its bidder.
    pub validity_days: Option<i64>,
    /// Why a rule of the timetable is departed from, by the rule's id.
    pub overrides: BTreeMap<String, String>,
    /// Whether it belongs to the demonstration; never typed.
    pub demonstration: bool,
}
