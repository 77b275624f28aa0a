//! A draft from a few answers: what the rules already say is filled in, everything else stays open.

use super::input::{DraftInput, LotInput};
use super::moments::{DayInput, MomentInput};
use super::requirements::RequirementInput;
use chrono::{Days, NaiveDate};
use domain::contracts::VehicleKind;
use domain::methods::Method;
use domain::parameters::{Group, Kind, in_group};
use domain::timetable::{bidding_time, notice};

/// The longest validity that is whole days and surely within six months (GBI 2.15).
const VALIDITY_DAYS: &str = "180";
/// Requirements that are proposed of the service's parameters.
const PROPOSED: usize = 3;

/// The answers with which a solicitation is begun.
#[derive(Clone, Debug)]
pub struct Answers {
    /// What is bought, in a line.
    pub title: String,
    /// Which service.
    pub service: Group,
    /// Whether a framework that was competed before is called off, instead of an open competition.
    pub under_framework: bool,
    /// The contract that is intended.
    pub vehicle: VehicleKind,
    /// Whether it serves Alliance Operations and Missions.
    pub for_operations: bool,
    /// Whether bidders need security clearances.
    pub clearances_needed: bool,
    /// Titles of lots; none for a single requirement.
    pub lots: Vec<String>,
}

/// The Strategy's functional area of a service; none where the service belongs to several.
const fn area(service: Group) -> &'static str {
    match service {
        Group::Observation => "FA-ISR",
        Group::Communications => "FA-SATCOM",
        Group::Awareness => "FA-SSA",
        Group::Navigation => "FA-PNT",
        Group::Environment => "FA-SEM",
        Group::Coverage | Group::Launch | Group::Ground | Group::Data | Group::Service => "",
    }
}

impl Answers {
    /// The draft's form as the rules fill it in on a day: the delegations are told that day, publication follows when the
    /// notice has run, closing when the bidding time has run, one day added to each so that both are complete days.
    #[must_use]
    pub fn typed(&self, today: NaiveDate) -> DraftInput {
        let after =
            |day: NaiveDate, days: u64| day.checked_add_days(Days::new(days)).unwrap_or(day);
        let notice = u64::from(notice(self.clearances_needed).whole_days());
        let bidding = u64::from(bidding_time(self.for_operations).whole_days());
        let published = after(today, notice + 1);
        let moment = |day: NaiveDate| MomentInput {
            day: DayInput::of(day),
            time: "17:00".to_owned(),
            zone: "Europe/Brussels".to_owned(),
        };
        let method = if self.under_framework {
            Method::Pca
        } else {
            Method::Ncp
        };
        DraftInput {
            title: self.title.clone(),
            functional_area: area(self.service).to_owned(),
            method: method.as_str().to_owned(),
            for_operations: self.for_operations,
            clearances_needed: self.clearances_needed,
            estimate_currency: "EUR".to_owned(),
            lots: self.lots.iter().map(|title| lot(title)).collect(),
            requirements: proposed(self.service),
            vehicle: self.vehicle.as_str().to_owned(),
            announced_on: DayInput::of(today),
            questions_by: moment(after(published, bidding / 2)),
            closes_at: moment(after(published, bidding + 1)),
            validity_days: VALIDITY_DAYS.to_owned(),
            ..DraftInput::default()
        }
    }
}

fn lot(title: &str) -> LotInput {
    LotInput {
        title: title.to_owned(),
        ..LotInput::default()
    }
}

/// The first numbers by which the service is measured, without any limit: what is enough is the officer's to say.
fn proposed(service: Group) -> Vec<RequirementInput> {
    in_group(service)
        .filter(|parameter| {
            matches!(
                parameter.kind,
                Kind::Number {
                    direction: Some(_),
                    ..
                }
            )
        })
        .take(PROPOSED)
        .map(|parameter| RequirementInput {
            parameter: parameter.code.to_owned(),
            evidence: true,
            ..RequirementInput::default()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::solicitations::Draft;
    use domain::timetable::{BIDDING_TIME, BIDDING_TIME_OPERATIONS, NOTICE_WITH_CLEARANCES};

    fn answers(for_operations: bool, clearances_needed: bool) -> Answers {
        Answers {
            title: "Radar images on call".to_owned(),
            service: Group::Observation,
            under_framework: false,
            vehicle: VehicleKind::FrameworkAgreement,
            for_operations,
            clearances_needed,
            lots: vec!["North".to_owned()],
        }
    }

    fn drafted(answers: &Answers) -> Draft {
        let today = NaiveDate::from_ymd_opt(2026, 6, 1).unwrap();
        Draft::try_from(answers.typed(today)).unwrap()
    }

    /// Whole days from telling the delegations to closing.
    fn days(draft: &Draft) -> i64 {
        let told = draft.announced_on.unwrap();
        (draft.closes_at.unwrap().date_naive() - told).num_days()
    }

    #[test]
    fn the_dates_leave_the_notice_and_the_bidding_time_that_apply() {
        let usual = drafted(&answers(false, true));
        let least = NOTICE_WITH_CLEARANCES.whole_days() + BIDDING_TIME.whole_days();
        assert_eq!(days(&usual), i64::from(least) + 2);
        let urgent = drafted(&answers(true, true));
        let saved = BIDDING_TIME.whole_days() - BIDDING_TIME_OPERATIONS.whole_days();
        assert_eq!(days(&usual) - days(&urgent), i64::from(saved));
    }

    #[test]
    fn what_the_rules_do_not_say_stays_open() {
        let draft = drafted(&answers(false, false));
        assert_eq!(draft.functional_area.as_deref(), Some("FA-ISR"));
        assert_eq!(draft.requirements.len(), PROPOSED);
        assert!(draft.estimate.is_none() && draft.scheme.is_none() && draft.need.is_empty());
        assert_eq!(draft.lots[0].title.as_str(), "North");
    }
}
