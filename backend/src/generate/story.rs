//! The life of one contract, told in memory.

use super::draft::drafted;
use crate::audit::StoredEvent;
use crate::clock::SetClock;
use crate::contracts::change::{Now, Told, check};
use crate::contracts::record::{ContractRecord, Evidence, Milestone};
use crate::contracts::{ModificationInput, PaymentInput, SignStep};
use crate::milestones::{ForecastInput, decide, report};
use crate::{Ctx, Error};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::actor::Person;
use domain::contracts::ModificationKind;
use domain::evaluation::sensitivity::Generator;
use domain::id::ProviderId;
use domain::milestones::{Attribution, CauseCode};
use domain::states::contract::ContractState;
use domain::states::milestone::{MilestoneEvent, MilestoneState};
use domain::text::{Line, Prose};
use std::sync::Arc;

/// What a contract is for in the measurement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Its milestones wait for those of others; none of them is met.
    Linked,
    /// It belongs to the programme whose plan is drawn.
    Drawn,
    /// One among many.
    Usual,
}

/// Where and by whom stories are told.
pub(super) struct Scene {
    /// The store with the story's clock.
    pub ctx: Ctx,
    /// That clock.
    pub clock: Arc<SetClock>,
    /// The present.
    pub today: DateTime<Utc>,
    /// Who holds contracts.
    pub holders: Vec<(ProviderId, String)>,
    /// Who acts.
    pub officer: Person,
}

/// A contract with everything that happened to it.
pub(super) struct Story<'a> {
    scene: &'a Scene,
    /// Its place among all.
    pub number: u64,
    /// The record as it is in the end.
    pub record: ContractRecord,
    /// Its events, the oldest first; their subject's reference is written when it is known.
    pub events: Vec<StoredEvent>,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    at: DateTime<Utc>,
    text: Option<String>,
}

impl<'a> Story<'a> {
    /// Tells a contract from its draft to the present.
    pub fn told(
        scene: &'a Scene,
        chance: &mut Generator,
        number: u64,
        part: Part,
    ) -> Result<Self, Error> {
        let age = match part {
            Part::Linked => 200,
            Part::Drawn | Part::Usual => 150 + i64::try_from(chance.below(2_000)).unwrap_or(0),
        };
        let made_at = scene.today - Duration::days(age);
        scene.clock.set(made_at);
        let record = drafted(scene, chance, number, part);
        let mut story = Self {
            scene,
            number,
            record,
            events: Vec::new(),
            made_at,
            at: made_at,
            text: None,
        };
        story.tell("contract.make", Told::that("Contract made from the award"))?;
        for step in [SignStep::Contractor, SignStep::Purchaser] {
            story.later(3);
            story.act("contract.manage", |record, now| record.signed(step, now))?;
        }
        story.later(30);
        if story.record.status != ContractState::Performing {
            story.act("contract.manage", |record, now| {
                record.signed(SignStep::Effective, now)
            })?;
        }
        for milestone in 1..=10 {
            story.milestone(chance, milestone, part)?;
        }
        Ok(story)
    }

    /// What becomes of one milestone by the present.
    fn milestone(&mut self, chance: &mut Generator, number: i64, part: Part) -> Result<(), Error> {
        let due = self
            .record
            .milestone(number)
            .and_then(|m| m.current_baseline);
        let Some(due) = due else { return Ok(()) };
        let late = i64::try_from(chance.below(60)).unwrap_or(0) - 20;
        let expected = due + Duration::days(late);
        if part == Part::Linked {
            return Ok(());
        }
        // One contract in fifty has a troubled life: its forecasts move again and again.
        let moves = if self.number % 50 == 49 { 9 } else { 1 };
        for turn in 0..moves {
            self.later(4);
            if self.at.date_naive() >= expected || self.is_now() {
                break;
            }
            let input = ForecastInput {
                day: expected - Duration::days(moves - 1 - turn),
                reason: prose("The supplier of the reaction wheels confirmed another date.")?,
                cause: CauseCode::ProviderSupply,
                attributable_to: Attribution::Provider,
            };
            self.act("milestone.report", |record, now| {
                report::forecast(record, number, &input, now)
            })?;
        }
        self.until(expected);
        if self.is_now() {
            return Ok(());
        }
        self.act("milestone.report", |record, now| {
            submitted(record, number, now)
        })?;
        self.later(2);
        self.act("milestone.decide", |record, now| {
            let words = "Tested against its criteria and accepted.";
            decide::accept(record, number, words, expected, now)
        })?;
        if number == 5 {
            self.modified()?;
        }
        self.later(20);
        if self.is_now() || chance.below(4) == 0 {
            return Ok(());
        }
        let payment = PaymentInput {
            milestone: number,
            amount_minor: self
                .record
                .milestone(number)
                .and_then(|m| m.value_minor)
                .unwrap_or(0),
            paid_on: self.at.date_naive(),
            note: line(&format!("Invoice {number}"))?,
        };
        self.act("milestone.pay", |record, now| record.paid(&payment, now))
    }

    /// A supplemental agreement that moves the dates that are still to come.
    fn modified(&mut self) -> Result<(), Error> {
        let open = |m: &&Milestone| m.status == MilestoneState::InProgress;
        let moved = |m: &Milestone| Some((m.number, m.current_baseline? + Duration::days(15)));
        let milestones = self.record.milestones.iter().filter(open);
        let input = ModificationInput {
            kind: ModificationKind::Supplemental,
            title: line("Later dates after a change of the ground segment")?,
            reason: prose("The purchaser moved the ground station to another site.")?,
            value_delta_minor: 0,
            ceiling_delta_minor: 0,
            ends_on: None,
            in_scope: true,
            baselines: milestones.filter_map(moved).collect(),
        };
        self.later(3);
        if self.is_now() {
            return Ok(());
        }
        self.act("contract.modify", |record, now| {
            record.modified(&input, now)
        })
    }

    /// Time goes on, but never beyond the present.
    fn later(&mut self, days: i64) {
        self.at = (self.at + Duration::days(days)).min(self.scene.today);
        self.scene.clock.set(self.at);
    }

    /// Time goes on to a day, but never beyond the present and never back.
    fn until(&mut self, day: NaiveDate) {
        let days = (day - self.at.date_naive()).num_days().max(0);
        self.later(days);
    }

    fn is_now(&self) -> bool {
        self.at >= self.scene.today
    }

    /// Changes the record by a rule and tells it.
    fn act(
        &mut self,
        action: &str,
        act: impl FnOnce(&mut ContractRecord, &Now<'_>) -> Result<Told, Error>,
    ) -> Result<(), Error> {
        let now = Now {
            ctx: &self.scene.ctx,
            at: self.at,
            by: self.scene.officer.name.clone(),
        };
        let told = act(&mut self.record, &now)?;
        self.record.version += 1;
        check(&self.record)?;
        self.tell(action, told)
    }

    fn tell(&mut self, action: &str, told: Told) -> Result<(), Error> {
        let text = domain::canonical::text(&self.record)?;
        let before_text = self.text.replace(text.clone());
        self.events.push(StoredEvent {
            id: self.scene.ctx.new_id(),
            at: self.at,
            actor_kind: "person".to_owned(),
            account_id: Some(self.scene.officer.account.0),
            actor_name: self.scene.officer.name.clone(),
            action: action.to_owned(),
            subject_kind: "contract".to_owned(),
            subject_id: self.record.id.0,
            subject_reference: self.record.reference.clone(),
            process_id: None,
            summary: told.summary,
            reason: told.reason,
            before_text,
            after_text: Some(text),
            hash: Vec::new(),
        });
        Ok(())
    }
}

fn submitted(record: &mut ContractRecord, number: i64, now: &Now<'_>) -> Result<Told, Error> {
    let milestone = report::milestone_of(record, number)?;
    milestone.status = milestone
        .status
        .apply(MilestoneEvent::Submit)
        .map_err(Error::not_now)?;
    milestone.evidence.push(Evidence {
        id: now.id(),
        statement: "Delivered as agreed; the test report is attached to the delivery.".to_owned(),
        file: None,
        at: now.at,
        by: now.by.clone(),
    });
    let words = format!(
        "Submitted milestone {number}, {}, for acceptance",
        milestone.title
    );
    Ok(Told::that(words))
}

fn line(text: &str) -> Result<Line<200>, Error> {
    Line::parse(text).map_err(Error::not_now)
}

fn prose<const MOST: usize>(text: &str) -> Result<Prose<MOST>, Error> {
    Prose::parse(text).map_err(Error::not_now)
}
