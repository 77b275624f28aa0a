//! The whole of a framework at one moment: what its page is drawn from, and what every event about it holds.

use chrono::{DateTime, NaiveDate, Utc};
use domain::contracts::VehicleKind;
use domain::frameworks::{
    AllocationRule, Asked, CallOffAnswer, OffRampGround, Ramp, declined_in_a_row,
};
use domain::id::{ContractId, FrameworkId, SolicitationId};
use domain::money::Currency;
use domain::states::order::OrderState;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A framework with its holders and call-offs. Amounts are minor units of `currency`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameworkRecord {
    /// Identity.
    pub id: FrameworkId,
    /// `FWK-2026-0001`.
    pub reference: String,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// What it is called.
    pub title: String,
    /// The kind of all its contracts.
    pub kind: VehicleKind,
    /// How a call-off finds its holder.
    pub rule: AllocationRule,
    /// Code of the programme it serves.
    pub programme: Option<String>,
    /// The one currency of all its contracts.
    pub currency: Currency,
    /// The most that the orders of all holders together may be worth; none where only orders have a value (STC M.2).
    pub ceiling_minor: Option<i64>,
    /// The value up to which the purchaser chooses a holder without saying why.
    pub free_up_to_minor: Option<i64>,
    /// First day for call-offs.
    pub ordering_starts_on: NaiveDate,
    /// Last day for call-offs.
    pub ordering_ends_on: NaiveDate,
    /// Why it lasts longer than its kind usually may.
    pub longer_reason: Option<String>,
    /// When the competition that it rests on ended, if it was an open one (NPP 20).
    pub competed_on: Option<NaiveDate>,
    /// Calendar days that a holder in a cascade has to answer.
    pub answer_days: u16,
    /// Who may call off; empty for every body of the Alliance and its nations (GTC A.1.3(21)).
    pub purchasers: Vec<String>,
    /// When holders may join.
    pub on_ramps: Vec<Ramp>,
    /// When holders may leave.
    pub off_ramps: Vec<Ramp>,
    /// Holders, those who left, too.
    pub holders: Vec<Holder>,
    /// Call-offs.
    pub requests: Vec<CallOffRequest>,
    /// Rises with every change.
    pub version: i64,
}

/// A holder: one contract under the framework.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// Identity.
    pub id: Uuid,
    /// 1, 2, 3 in the order of joining; the rank in a cascade.
    pub number: i64,
    /// Its contract.
    pub contract: ContractId,
    /// The contract's reference.
    pub contract_reference: String,
    /// The holder's name when it joined.
    pub name: String,
    /// When it joined.
    pub joined_on: NaiveDate,
    /// How many call-offs there were when it joined.
    pub joined_after: i64,
    /// When it was taken off.
    pub left_on: Option<NaiveDate>,
    /// On what ground.
    pub ground: Option<OffRampGround>,
    /// Why.
    pub reason: Option<String>,
}

/// A call-off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallOffRequest {
    /// Identity.
    pub id: Uuid,
    /// 1, 2, 3.
    pub number: i64,
    /// What is ordered.
    pub title: String,
    /// For whom.
    pub purchaser: String,
    /// What it is worth; of a mini-competition an estimate until the order is issued.
    pub amount_minor: i64,
    /// First day of performance.
    pub starts_on: NaiveDate,
    /// Last day of performance.
    pub ends_on: NaiveDate,
    /// Where it stands.
    pub status: OrderState,
    /// Whom a cascade asked.
    pub asked: Vec<Approach>,
    /// The holder that gets the order.
    pub holder: Option<i64>,
    /// Why this holder was next: the words of that moment.
    pub explained: Option<String>,
    /// Why the rule was left, why it was withdrawn.
    pub reason: Option<String>,
    /// What it rests on although it is no pre-competed award (NPP 20).
    pub basis: Option<String>,
    /// The order: contract and number.
    pub order: Option<OrderPlace>,
    /// The mini-competition.
    pub solicitation: Option<SolicitationId>,
    /// Its reference.
    pub solicitation_reference: Option<String>,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
}

/// Where an order stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderPlace {
    /// The contract's reference.
    pub contract: String,
    /// `O-01`.
    pub number: String,
}

/// A holder that a cascade asked, or passed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approach {
    /// Its number.
    pub holder: i64,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// The last day for its answer.
    pub answer_by: NaiveDate,
    /// Its answer; none while it is awaited.
    pub answer: Option<CallOffAnswer>,
    /// When it came.
    pub answered_at: Option<DateTime<Utc>>,
    /// Why.
    pub reason: Option<String>,
    /// Who answered, or recorded that nobody did.
    pub by: Option<String>,
}

/// Whom a call-off waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WaitsFor {
    /// Nothing: it is issued or withdrawn.
    Nothing,
    /// The answer of a holder, by a day.
    Answer(i64, NaiveDate),
    /// The officer, who issues the order to the holder that accepted.
    Issue(i64),
    /// The officer, because nobody takes it.
    Nobody,
    /// The end of its mini-competition.
    Competition,
}

impl CallOffRequest {
    /// Whom it waits for.
    #[must_use]
    pub fn waits_for(&self) -> WaitsFor {
        if self.status != OrderState::Competed {
            return WaitsFor::Nothing;
        }
        if self.solicitation.is_some() {
            return WaitsFor::Competition;
        }
        match self.asked.last() {
            Some(last) => match last.answer {
                None => WaitsFor::Answer(last.holder, last.answer_by),
                Some(CallOffAnswer::Accepted) => WaitsFor::Issue(last.holder),
                Some(_) => WaitsFor::Nobody,
            },
            None => WaitsFor::Nobody,
        }
    }

    /// Whoever was asked, as the rule of the cascade sees it.
    #[must_use]
    pub fn approaches(&self) -> Vec<Asked> {
        let asked = |one: &Approach| Asked {
            holder: one.holder,
            answer: one.answer,
        };
        self.asked.iter().map(asked).collect()
    }
}

impl FrameworkRecord {
    /// The holder with a number.
    #[must_use]
    pub fn holder(&self, number: i64) -> Option<&Holder> {
        self.holders.iter().find(|holder| holder.number == number)
    }

    /// Holders that have not left.
    pub fn members(&self) -> impl Iterator<Item = &Holder> {
        self.holders
            .iter()
            .filter(|holder| holder.left_on.is_none())
    }

    /// The call-off with a number.
    #[must_use]
    pub fn request(&self, number: i64) -> Option<&CallOffRequest> {
        self.requests
            .iter()
            .find(|request| request.number == number)
    }

    /// How many requests a holder declined in a row (ESA-PR 8, 27).
    #[must_use]
    pub fn declined(&self, holder: i64) -> u32 {
        let asked = self.requests.iter().flat_map(|request| &request.asked);
        let mut answers: Vec<_> = asked
            .filter(|one| one.holder == holder)
            .filter_map(|one| Some((one.answered_at?, one.answer?)))
            .collect();
        answers.sort_by_key(|(at, _)| *at);
        declined_in_a_row(answers.into_iter().map(|(_, answer)| answer))
    }

    /// The number of the call-off that a holder took last, for rotation.
    #[must_use]
    pub fn last_turn(&self, holder: i64) -> Option<i64> {
        let taken = self.requests.iter().rev();
        let mut taken = taken.filter(|request| {
            request.holder == Some(holder) && request.status == OrderState::Issued
        });
        taken.next().map(|request| request.number)
    }

    /// The call-off that waits for a holder, if one does.
    #[must_use]
    pub fn waiting_for(&self, holder: i64) -> Option<i64> {
        let waits = |request: &&CallOffRequest| {
            matches!(
                request.waits_for(),
                WaitsFor::Answer(one, _) | WaitsFor::Issue(one) if one == holder
            )
        };
        self.requests
            .iter()
            .find(waits)
            .map(|request| request.number)
    }

    /// The record as the holders with these numbers may read it: themselves, what they were asked, what they took. What others are
    /// asked and answer, how a choice was made, and how many call-offs there are is not theirs to know.
    #[must_use]
    pub fn seen_by(&self, own: &[i64]) -> Self {
        let theirs = |request: &&CallOffRequest| {
            let was_asked = |one: &Approach| {
                own.contains(&one.holder) && one.answer != Some(CallOffAnswer::Passed)
            };
            request.holder.is_some_and(|holder| own.contains(&holder))
                || request.asked.iter().any(was_asked)
        };
        let masked = |request: &CallOffRequest| {
            let mut seen = request.clone();
            seen.asked.retain(|one| own.contains(&one.holder));
            seen.explained = None;
            seen.reason = None;
            seen.basis = None;
            if !seen.holder.is_some_and(|holder| own.contains(&holder)) {
                seen.holder = None;
                seen.order = None;
            }
            seen
        };
        Self {
            holders: self
                .holders
                .iter()
                .filter(|holder| own.contains(&holder.number))
                .cloned()
                .collect(),
            requests: self.requests.iter().filter(theirs).map(masked).collect(),
            ..self.clone()
        }
    }

    /// The reference of a call-off: `FWK-2026-0001/3`.
    #[must_use]
    pub fn request_reference(&self, number: i64) -> String {
        format!("{}/{number}", self.reference)
    }
}
