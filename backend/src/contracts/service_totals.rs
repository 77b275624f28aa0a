//! What follows from a contract's service levels: their periods, credits that are due, who has to act.

use super::record::{ContractRecord, Credit, ServiceLevel};
use super::totals::sum;
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::contracts::life::ContractAct;
use domain::states::damages::DamagesState;

/// What somebody still has to do for a level, as start pages read it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Waits {
    /// The last day of the first period without a value.
    pub unmeasured: Option<NaiveDate>,
    /// The last day for reporting it.
    pub report_by: Option<NaiveDate>,
    /// Reported values without an answer.
    pub to_answer: i64,
    /// Since when the oldest of them waits.
    pub reported_at: Option<DateTime<Utc>>,
    /// Disputed values without a new report.
    pub disputed: i64,
    /// The next last day for a root-cause analysis.
    pub analysis_by: Option<NaiveDate>,
}

impl ContractRecord {
    /// The service level with a number.
    #[must_use]
    pub fn service_level(&self, number: i64) -> Option<&ServiceLevel> {
        self.service
            .levels
            .iter()
            .find(|level| level.number == number)
    }

    /// Levels that still count.
    pub fn levels_in_force(&self) -> impl Iterator<Item = &ServiceLevel> {
        let levels = self.service.levels.iter();
        levels.filter(|level| level.ended_on.is_none())
    }

    /// The first days of a level's periods: the full ones until the contract or the level ends.
    #[must_use]
    pub fn service_periods(&self, level: &ServiceLevel) -> Vec<NaiveDate> {
        let ended = level.ended_on.and_then(|day| day.pred_opt());
        let Some(until) = [ended, self.ends_on].into_iter().flatten().min() else {
            return Vec::new();
        };
        level.window.periods(level.from, until)
    }

    fn credits(&self) -> impl Iterator<Item = &Credit> {
        self.service.levels.iter().flat_map(|level| &level.credits)
    }

    /// Service credits that are confirmed.
    #[must_use]
    pub fn credits_confirmed(&self) -> i64 {
        let confirmed = self
            .credits()
            .filter(|one| one.status == DamagesState::Confirmed);
        sum(confirmed.map(|one| one.amount_minor))
    }

    /// Service credits that are proposed and not decided.
    #[must_use]
    pub fn credits_proposed(&self) -> i64 {
        let proposed = self
            .credits()
            .filter(|one| one.status == DamagesState::Proposed);
        sum(proposed.map(|one| one.amount_minor))
    }

    /// Service credits that are confirmed and not set off yet.
    #[must_use]
    pub fn credits_open(&self) -> i64 {
        self.credits_confirmed() - sum(self.settlements().map(|one| one.credits))
    }

    /// What standing credits of other levels take of the fee that a level's credit for a period reduces.
    pub(super) fn taken_of_fee(&self, level: &ServiceLevel, period: NaiveDate) -> i64 {
        let others = self.service.levels.iter().filter(|other| {
            other.id != level.id && other.line == level.line && other.window == level.window
        });
        sum(others.filter_map(|other| Some(other.credit(period)?.amount_minor)))
    }

    /// What has to be done for a level. The contractor is asked for nothing once nothing can be reported.
    pub(super) fn waits(&self, level: &ServiceLevel) -> Waits {
        let mut waits = Waits::default();
        let reports = self.may(ContractAct::Report).is_ok();
        let decides = self.may(ContractAct::Decide).is_ok();
        for period in self.service_periods(level) {
            let covered = level.excuse(period).is_some();
            match level.measurement(period).map(|one| (one, &one.answer)) {
                None if reports && !covered && waits.unmeasured.is_none() => {
                    let last = level.window.last_day(period);
                    waits.unmeasured = Some(last);
                    waits.report_by = Some(last + Days::new(level.report_days.into()));
                }
                Some((one, None)) if decides && !covered => {
                    waits.to_answer += 1;
                    waits.reported_at.get_or_insert(one.at);
                }
                Some((_, Some(answer))) if reports && !answer.agreed && !covered => {
                    waits.disputed += 1;
                }
                _ => {}
            }
            if let Some(by) = level.analysis_by(period).filter(|_| reports) {
                let nearest = waits.analysis_by.map_or(by, |before| before.min(by));
                waits.analysis_by = Some(nearest);
            }
        }
        waits
    }
}
