//! The events that set a number, and the scores of single evaluators behind it.

use super::{Figure, Known};
use crate::evaluation::sheet::Run;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use sqlx::FromRow;
use uuid::Uuid;

/// An event that set a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetBy {
    /// The event.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub who: String,
    /// What, in one sentence.
    pub what: String,
    /// Why.
    pub reason: Option<String>,
}

/// An evaluator's own score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnMark {
    /// The evaluator.
    pub who: String,
    /// Points of 0 to 100, or the rating of 1 to 5.
    pub value: Decimal,
    /// Why.
    pub rationale: String,
}

/// What is recorded about a number.
#[derive(Default)]
pub(super) struct Recorded {
    pub(super) marks: Vec<OwnMark>,
    pub(super) events: Vec<SetBy>,
}

#[derive(FromRow)]
struct Row {
    kind: String,
    id: Uuid,
    at: DateTime<Utc>,
    who: String,
    code: String,
    words: String,
    reason: Option<String>,
}

/// Events of the offer up to the result, the result's own, and those that brought the rate; scores that were in by then.
const ROWS: &str = "SELECT 'event' AS kind, id, at, actor_name AS who, action AS code, summary AS words, reason FROM event
     WHERE process_id = $1 AND at <= $2 AND (subject_id = $3 OR subject_id = $1)
 UNION ALL SELECT 'rate', id, at, actor_name, action, summary, reason FROM event
     WHERE subject_kind = 'rate' AND at <= $2 AND (subject_reference = $4 OR subject_id IN
         (SELECT import_id FROM recorded_rate WHERE currency = $5 AND on_day = $6 AND import_id IS NOT NULL))
 UNION ALL SELECT 'mark', score.account_id, handed_in_at, account.name, criterion, value, rationale
     FROM score JOIN score_sheet ON score_sheet.offer_id = score.offer_id AND score_sheet.account_id = score.account_id
         JOIN account ON account.id = score.account_id
     WHERE score.offer_id = $3 AND handed_in_at <= $2
 ORDER BY 3, 2";

pub(super) async fn recorded(
    ctx: &Ctx,
    known: &Known<'_>,
    run: &Run,
    figure: &Figure,
) -> Result<Recorded, Error> {
    let rate = known.rate();
    let (currency, day) = rate.map_or((String::new(), known.process.rate_day()), |rate| {
        (rate.currency.clone(), rate.day)
    });
    let rows: Vec<Row> = ctx
        .db()
        .query(ROWS)
        .bind(known.process.id.0)
        .bind(run.at)
        .bind(known.line.id.0)
        .bind(format!("{currency} {day}"))
        .bind(currency)
        .bind(day)
        .all()
        .await?;
    let mut found = Recorded::default();
    for row in rows {
        match (row.kind.as_str(), figure) {
            ("mark", Figure::Score(criterion)) if *criterion == row.code => {
                found.marks.extend(row.mark());
            }
            ("mark", _) => {}
            (kind, _) if sets(figure, kind, &row, run.number) => found.events.push(row.event()),
            _ => {}
        }
    }
    Ok(found)
}

impl Row {
    fn mark(self) -> Option<OwnMark> {
        Some(OwnMark {
            value: domain::money::parse_decimal(&self.words)?,
            who: self.who,
            rationale: self.reason.unwrap_or_default(),
        })
    }

    fn event(self) -> SetBy {
        SetBy {
            id: self.id,
            at: self.at,
            who: self.who,
            what: self.words,
            reason: self.reason,
        }
    }
}

/// Whether an event set the number.
fn sets(figure: &Figure, kind: &str, row: &Row, run: i64) -> bool {
    let stored = row.code == "evaluation.run" && row.words == format!("Stored result run {run}");
    match (figure, row.code.as_str()) {
        (Figure::Rate, _) => kind == "rate" || stored,
        (_, _) if kind == "rate" => false,
        (Figure::Price | Figure::PriceEur, "offer.open" | "offer.open_price") => true,
        (Figure::Score(_), "evaluation.score") => row.words == "Handed scores in",
        (Figure::Score(criterion), "evaluation.moderate") => {
            row.words.ends_with(&format!(" of {criterion}"))
        }
        (Figure::Total | Figure::Rank, "evaluation.check" | "evaluation.fix_technical") => true,
        _ => stored,
    }
}
