//! What a contract's open moments mean, in sentences with their days.

use super::life_tasks;
use crate::ui::{Tone, format};
use backend::contracts::ContractRecord;
use backend::contracts::record::LifeMoment;
use chrono::NaiveDate;
use domain::contracts::life::{
    ForceMajeureCause, MomentEnd, MomentKind, MomentState, TaskList, claim_by, share_reached,
};
use domain::states::contract::ContractState;

/// The days before a day from which on it is marked.
const NEAR: i64 = 14;

/// A sentence, and how near its day is.
pub struct Line {
    pub words: String,
    pub near: Option<(Tone, String)>,
}

impl Line {
    fn of(words: String) -> Self {
        Self { words, near: None }
    }

    /// A sentence about a day by which something must happen.
    fn by(words: String, due: Option<NaiveDate>, today: NaiveDate) -> Self {
        let near = due.map(|due| {
            let left = (due - today).num_days();
            match left {
                ..0 => (Tone::Bad, format!("{} overdue", format::days(-left))),
                0..=NEAR => (Tone::Attention, format!("{} left", format::days(left))),
                _ => (Tone::Neutral, format!("{} left", format::days(left))),
            }
        });
        Self { words, near }
    }
}

/// What must happen, the oldest moment first; nothing while the contract performs undisturbed.
pub fn lines(record: &ContractRecord, today: NaiveDate) -> Vec<Line> {
    let open = record.life.moments.iter().filter(|m| m.state.is_open());
    let mut lines: Vec<Line> = open
        .flat_map(|moment| open_lines(record, moment, today))
        .collect();
    lines.extend(claimable(record, today));
    for claim in record.life.open_claims() {
        let amount = format::money(claim.amount_minor, record.currency.code());
        lines.push(Line::of(format!(
            "Claim {} over {amount} of {} waits for the purchaser’s answer.",
            claim.number,
            format::date(claim.given_on)
        )));
    }
    for former in &record.life.former {
        lines.push(Line::of(format!(
            "{} held the contract until {}; it passed on by modification {}.",
            former.name,
            format::date(former.until.date_naive()),
            former.modification
        )));
    }
    for list in TaskList::ALL {
        if let Some((words, due)) = life_tasks::words(record, *list) {
            lines.push(Line::by(words, due, today));
        }
    }
    lines.extend(ended(record));
    lines
}

fn open_lines(record: &ContractRecord, moment: &LifeMoment, today: NaiveDate) -> Vec<Line> {
    let (number, what) = (&moment.number, &moment.what);
    let due = moment.due_on.map_or_else(String::new, format::date);
    let line = |words: String| Line::by(words, moment.clock(), today);
    match moment.kind {
        MomentKind::StopWork => vec![line(format!(
            "{number}: work is stopped, {what}. By {due} the order is cancelled or the contract terminated; a longer stop takes both parties (GTC A.4.13)."
        ))],
        MomentKind::Default => vec![line(match moment.exception {
            None => format!(
                "{number}: {what}. The contractor cures this by {due}; from the day after on the contract can be terminated for default (GTC A.4.14-A.4.18)."
            ),
            Some(exception) => format!(
                "{number}: {what}. No time to cure is given: {}.",
                exception.label().to_lowercase()
            ),
        })],
        MomentKind::Convenience => vec![line(format!(
            "{number}: the contract ends on {due}. Its end is recorded on that day or later; until then it is performed."
        ))],
        MomentKind::ForceMajeure => force_majeure(moment, today),
        MomentKind::Novation => vec![Line::of(format!(
            "{number}: the purchaser proposes that the contract passes to {}. The contractor agrees or refuses (GTC A.4.23).",
            moment.party.clone().unwrap_or_default()
        ))],
        MomentKind::ControlChange => vec![Line::of(format!(
            "{number}: {what} to {}, told on {}; it was due by {due} (GTC A.4.23). The purchaser takes note.",
            moment.party.clone().unwrap_or_default(),
            format::date(moment.given_on)
        ))],
        MomentKind::StepIn => vec![step_in(moment, today)],
        MomentKind::Letter => letter(record, moment, today),
        MomentKind::Definitisation => {
            let minor = moment.amount_minor.unwrap_or(0);
            let amount = format::money(minor, record.currency.code());
            vec![Line::of(format!(
                "{number}: the purchaser proposes final terms at {amount}. The contractor agrees or refuses."
            ))]
        }
        MomentKind::LongerStop => vec![Line::of(format!(
            "{number}: the purchaser proposes that work stops until {due}. The contractor agrees or refuses."
        ))],
        MomentKind::Agreement => vec![Line::of(format!(
            "{number}: the purchaser proposes to end the contract by agreement. It ends when the contractor agrees."
        ))],
        MomentKind::Settlement => {
            let minor = moment.amount_minor.unwrap_or(0);
            let amount = format::money(minor, record.currency.code());
            vec![Line::of(format!(
                "{number}: the purchaser proposes to settle the termination at {amount}. The contractor agrees or refuses."
            ))]
        }
    }
}

/// The clock of a letter contract: days, and the share of the work.
fn letter(record: &ContractRecord, moment: &LifeMoment, today: NaiveDate) -> Vec<Line> {
    let limit = record.liability().unwrap_or(0);
    let limit = format::money(limit, record.currency.code());
    let words = format!(
        "{}: the terms of this letter contract are final by {}, or at 40 % of the work; until then at most {limit} is obligated (NSPA 12.2).",
        moment.number,
        moment.due_on.map_or_else(String::new, format::date)
    );
    let first = Line::by(words, moment.clock(), today);
    let totals = record.totals();
    let share = share_reached(totals.accepted, totals.exercised).then(|| Line {
        words: "40 % of the work is accepted: make the terms final now.".to_owned(),
        near: Some((Tone::Bad, "due".to_owned())),
    });
    [first].into_iter().chain(share).collect()
}

fn force_majeure(moment: &LifeMoment, today: NaiveDate) -> Vec<Line> {
    let (number, what) = (&moment.number, &moment.what);
    let cause = moment.cause.unwrap_or(ForceMajeureCause::Other);
    let label = cause.label().to_lowercase();
    let from = moment.due_on.map_or_else(String::new, format::date);
    let first = if moment.state == MomentState::Told {
        Line::of(format!(
            "{number}: the contractor gave notice of force majeure on {}, {label}: {what}. The purchaser recognises or refuses it.",
            format::date(moment.given_on)
        ))
    } else {
        let words = format!(
            "{number}: force majeure since {}, {label}: {what}. From {from} on either side may end the contract (60 days, GTC A.4.12(d)).",
            format::date(moment.given_on)
        );
        Line::by(words, moment.clock().filter(|day| *day >= today), today)
    };
    let war = cause.is_foreseeable().then(|| Line {
        words: "Armed conflict is in principle not unforeseeable: the contractor has to arrange beforehand not to default (GTC A.4.12(a)(3)).".to_owned(),
        near: Some((Tone::Attention, "look closely".to_owned())),
    });
    [first].into_iter().chain(war).collect()
}

fn step_in(moment: &LifeMoment, today: NaiveDate) -> Line {
    let party = moment.party.clone().unwrap_or_default();
    let (number, what) = (&moment.number, &moment.what);
    let plan = match moment.plan_on {
        Some(on) => format!("The plan was handed in on {}.", format::date(on)),
        None => format!(
            "The contractor’s plan is due by {}.",
            moment.due_on.map_or_else(String::new, format::date)
        ),
    };
    let words = format!("{number}: {party} does the work of {what} for a time. {plan}");
    Line::by(words, moment.clock(), today)
}

/// While an adjustment can be claimed after a stop.
fn claimable(record: &ContractRecord, today: NaiveDate) -> Option<Line> {
    let mut moments = record.life.moments.iter().rev();
    let stop = moments.find(|m| m.outcome == Some(MomentEnd::Resumed))?;
    let (resumed, number) = (stop.ended_on?, &stop.number);
    let by = claim_by(resumed);
    (today <= by).then(|| {
        let words = format!(
            "Work resumed on {} after stop {number}. The contractor may claim an adjustment until {} (GTC A.4.13).",
            format::date(resumed),
            format::date(by)
        );
        Line::by(words, Some(by), today)
    })
}

/// What the end brought with it.
fn ended(record: &ContractRecord) -> Option<Line> {
    if record.status != ContractState::Terminated {
        return None;
    }
    let mut moments = record.life.moments.iter().rev();
    let end = moments.find(|m| m.consequences.is_some())?;
    let words = format!(
        "{}: the contract ended on {}. {}. Next both parties settle what is still owed.",
        end.number,
        end.ended_on.map_or_else(String::new, format::date),
        end.consequences.clone().unwrap_or_default()
    );
    Some(Line::of(words))
}
