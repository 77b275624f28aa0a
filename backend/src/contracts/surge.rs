//! Activating a surge under readiness terms: it commits money at the rates that were agreed in peace.

use super::change::{Now, Told, close, open};
use super::order::{OrderGround, OrderInput};
use super::record::{ContractRecord, Modification, ReadinessTerm, Surge, SurgeLine};
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, begin};
use chrono::NaiveDate;
use domain::contracts::life::ContractAct;
use domain::contracts::{
    LONGEST_DAYS, ModificationKind, Possible, ReadinessLevel, SurgeDays, earliest_start, possible,
};
use domain::id::{ModificationId, OrderId};
use domain::money::Money;
use domain::policy::actions::ActivateSurge;
use domain::text::{Line, Prose};
use uuid::Uuid;

/// What is called up.
#[derive(Clone, Debug)]
pub struct SurgeInput {
    /// The level.
    pub level: ReadinessLevel,
    /// The terms that are called up.
    pub terms: Vec<Uuid>,
    /// The first day.
    pub first_day: NaiveDate,
    /// How many calendar days.
    pub days: u32,
    /// Reference of the decision of the authority that the terms name.
    pub decision: Line<200>,
    /// Why.
    pub reason: Prose<2_000>,
}

/// Activates a surge: each chosen line gives more for these days. Under a vehicle for orders it is an order (STC B.6), elsewhere a
/// change order at prices that were agreed before; its cost is obligated. The contractor is told.
///
/// # Errors
/// When a term does not allow all of the days, the order or the ceiling refuses the cost, the contract is not performing, somebody
/// was faster, or the store fails.
pub async fn activate_surge(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: SurgeInput,
) -> Result<String, Error> {
    let act = |record: &mut ContractRecord, now: &Now<'_>| record.activated(&input, now);
    stepped(ctx, call, (reference, version), "surge.activated", act).await
}

/// Ends a surge before its last day, today being the last that is served; one that has not begun never does. What was obligated for
/// the days that are not served is released. The contractor is told.
///
/// # Errors
/// When the surge is over already, more is accepted than would stay obligated, somebody was faster, or the store fails.
pub async fn end_surge(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    number: &str,
    reason: Prose<2_000>,
) -> Result<String, Error> {
    let act = |record: &mut ContractRecord, now: &Now<'_>| {
        record.surge_ended(number, reason.as_str(), now)
    };
    stepped(ctx, call, (reference, version), "surge.ended", act).await
}

/// Changes the contract by `act`, and tells the contractor what was done.
async fn stepped(
    ctx: &Ctx,
    call: &Call,
    (reference, version): (&str, i64),
    news: &'static str,
    act: impl FnOnce(&mut ContractRecord, &Now<'_>) -> Result<Told, Error> + Send,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let (before, permit) = open::<ActivateSurge>(&mut work, reference, version).await?;
    let mut after = before.clone();
    let told = act(&mut after, &Now::of(&work))?;
    let words = format!("{}.", told.summary);
    close(&mut work, &permit, &before, &mut after, told).await?;
    let contractor: Vec<To> = after.provider.map(To::Provider).into_iter().collect();
    tell(&mut work, &contractor, news, reference, &words).await?;
    work.commit(after.reference).await
}

impl ContractRecord {
    /// The days on which a line is or was in surge.
    #[must_use]
    pub fn surge_days(&self, line: &str) -> Vec<SurgeDays> {
        let of = |surge: &&Surge| surge.lines.iter().any(|part| part.line == line);
        self.surges.iter().filter(of).map(Surge::days).collect()
    }

    /// How much of the days a term allows; `earliest` is the first day after its notice.
    #[must_use]
    pub fn possible_days(
        &self,
        term: &ReadinessTerm,
        asked: SurgeDays,
        earliest: NaiveDate,
    ) -> Possible {
        let used = self.surge_days(&term.line);
        possible(asked, earliest, self.ends_on, term.max_days, &used)
    }

    fn activated(&mut self, input: &SurgeInput, now: &Now<'_>) -> Result<Told, Error> {
        self.may(ContractAct::Surge)?;
        let days = SurgeDays::of(input.first_day, input.days)
            .filter(|_| input.days <= LONGEST_DAYS && input.level.is_activated())
            .ok_or_else(|| Error::field("days", format!("write 1 to {LONGEST_DAYS} days")))?;
        if input.terms.is_empty() {
            return Err(Error::field("terms", "choose at least one line"));
        }
        let (mut lines, mut authorities) = (Vec::new(), Vec::new());
        for id in &input.terms {
            let (line, authority) = self.called_up(*id, input.level, days, now)?;
            lines.push(line);
            if !authorities.contains(&authority) {
                authorities.push(authority);
            }
        }
        let mut surge = Surge {
            id: now.id(),
            number: format!("S-{:02}", self.surges.len() + 1),
            level: input.level,
            authority: authorities.join("; "),
            decision: input.decision.as_str().to_owned(),
            reason: input.reason.as_str().to_owned(),
            first_day: days.first,
            last_day: days.last,
            ended_on: None,
            lines,
            order: None,
            modification: None,
            at: now.at,
            by: now.by.clone(),
        };
        let (cost, title) = (surge.cost_minor(), title(&surge));
        (surge.order, surge.modification) = self.committed(cost, &title, days, now)?;
        self.surges.push(surge);
        let amount = Money::new(cost, self.currency);
        let told = Told::that(format!("Activated surge {title} for {amount}"));
        Ok(told.because(format!(
            "{} (decision {})",
            input.reason.as_str(),
            input.decision.as_str()
        )))
    }

    /// A line of the surge with the authority that its term names, if the term allows all of the days.
    fn called_up(
        &self,
        id: Uuid,
        level: ReadinessLevel,
        days: SurgeDays,
        now: &Now<'_>,
    ) -> Result<(SurgeLine, String), Error> {
        let term = self
            .terms_in_force()
            .find(|term| term.id == id && term.level == level);
        let term = term.ok_or(Error::NotFound)?;
        let line = self.line(&term.line).ok_or(Error::NotFound)?;
        if !self.is_exercised(line) {
            return Err(Error::field(
                "terms",
                format!(
                    "line {} belongs to an option that is not exercised",
                    line.number
                ),
            ));
        }
        let earliest = earliest_start(now.at, term.notice_hours);
        let found = self.possible_days(term, days, earliest);
        if found.days != Some(days) {
            return Err(Error::field("terms", too_short(term, days, found)));
        }
        let (units, cost) = (
            term.figures().units(days.count()),
            term.figures().cost(line.unit_price_minor, days.count()),
        );
        let (Some(units), Some(cost_minor)) = (units, cost) else {
            return Err(Error::field("days", "the cost is too large to be computed"));
        };
        let called = SurgeLine {
            term: id,
            line: line.number.clone(),
            units: units.round_dp(6).normalize(),
            cost_minor,
        };
        Ok((called, term.authority.clone()))
    }

    /// Commits the cost: by an order under a vehicle for orders, by a change order elsewhere.
    fn committed(
        &mut self,
        cost_minor: i64,
        title: &str,
        days: SurgeDays,
        now: &Now<'_>,
    ) -> Result<(Option<OrderId>, Option<ModificationId>), Error> {
        if cost_minor == 0 {
            return Ok((None, None));
        }
        if self.orders_by_call_off() {
            let order = OrderInput {
                title: Line::parse(&format!("Surge {title}")).map_err(Error::not_now)?,
                amount_minor: cost_minor,
                starts_on: days.first,
                ends_on: days.last,
            };
            self.ordered(&order, OrderGround::Surge, now)
                .map_err(at_terms)?;
            return Ok((self.orders.last().map(|order| order.id), None));
        }
        let made = Modification {
            title: format!("Activates surge {title}"),
            reason: "At rates agreed with the readiness terms".to_owned(),
            value_delta_minor: cost_minor,
            ..self.next_modification(ModificationKind::ChangeOrder, now)?
        };
        let (id, note) = (made.id, made.title.clone());
        self.modifications.push(made);
        self.obligate_for(None, cost_minor, note, now);
        Ok((None, Some(id)))
    }

    pub(super) fn surge_ended(
        &mut self,
        number: &str,
        reason: &str,
        now: &Now<'_>,
    ) -> Result<Told, Error> {
        let today = now.today();
        let surge = self.surges.iter().find(|surge| surge.number == number);
        let surge = surge.ok_or(Error::NotFound)?.clone();
        if surge.ended_on.is_some() || today >= surge.last_day {
            return Err(Error::not_now("the surge is over already"));
        }
        let never = surge.first_day.pred_opt().unwrap_or(surge.first_day);
        let ended = Surge {
            ended_on: Some(today.max(never)),
            ..surge.clone()
        };
        let released = surge.cost_minor().saturating_sub(self.served(&ended));
        if released != 0 {
            self.obligate_for(None, -released, format!("Surge {number} ended early"), now);
        }
        let amount = Money::new(released, self.currency);
        if let Some(kept) = self.surges.iter_mut().find(|kept| kept.id == ended.id) {
            *kept = ended;
        }
        let told = format!("Ended surge {number} early and released {amount}");
        Ok(Told::that(told).because(reason))
    }

    /// What the served days of a surge cost, minor units.
    #[must_use]
    pub fn served(&self, surge: &Surge) -> i64 {
        let days = surge.days().count();
        let cost = |part: &SurgeLine| {
            let term = self.readiness.iter().find(|term| term.id == part.term)?;
            term.figures()
                .cost(self.line(&part.line)?.unit_price_minor, days)
        };
        let costs = surge.lines.iter();
        super::totals::sum(costs.map(|part| cost(part).unwrap_or(part.cost_minor)))
    }
}

/// `S-01, crisis, 1 Mar 2027 to 30 Mar 2027`.
fn title(surge: &Surge) -> String {
    format!(
        "{}, {}, {} to {}",
        surge.number,
        surge.level.label().to_lowercase(),
        surge.first_day.format("%-d %b %Y"),
        surge.last_day.format("%-d %b %Y")
    )
}

fn too_short(term: &ReadinessTerm, asked: SurgeDays, found: Possible) -> String {
    let why = found
        .shortened
        .map_or("notice is still running", |why| why.label());
    match found.days {
        None => format!("line {}: none of these days is possible: {why}", term.line),
        Some(days) => format!(
            "line {}: of {} days, those from {} to {} are possible: {why}",
            term.line,
            asked.count(),
            days.first.format("%-d %b %Y"),
            days.last.format("%-d %b %Y")
        ),
    }
}

/// What an order refuses, said at the field of this form.
fn at_terms(refused: Error) -> Error {
    match refused {
        Error::Invalid(errors) => {
            let words: Vec<String> = errors.into_iter().map(|error| error.message).collect();
            Error::field("terms", words.join(" "))
        }
        other => other,
    }
}
