//! One framework, now or at a past moment, as far as the person may see it.

use super::holders::{HOLDERS, HolderNow, holders};
use super::record::FrameworkRecord;
use crate::audit::{Change, diff};
use crate::contracts::{EventLine, reach};
use crate::db::DbError;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::frameworks::DECLINES;
use sqlx::FromRow;

/// Everything that a framework's pages show.
#[derive(Clone, Debug)]
pub struct FrameworkSheet {
    /// The record at the shown moment; for a provider only what its own organisation may know.
    pub record: FrameworkRecord,
    /// The holders' contracts at that moment; a provider's own alone.
    pub holders: Vec<HolderNow>,
    /// What all orders together are worth, minor units; none for a provider, to whom it would tell of the others.
    pub ordered: Option<i64>,
    /// The shown moment and how many later changes it hides; none when the page shows the present.
    pub moment: Option<(DateTime<Utc>, i64)>,
    /// What changed between the shown moment and now; nothing for a provider.
    pub since: Vec<Change>,
    /// Every event up to the shown moment, the newest first; none for a provider.
    pub history: Vec<EventLine>,
    /// Whether only the own part is shown.
    pub own_only: bool,
    /// How the mini-competitions stand: call-off, state of the solicitation, state of its award.
    pub competitions: Vec<Competition>,
}

/// How a mini-competition stands.
#[derive(Clone, Debug, FromRow)]
pub struct Competition {
    /// The call-off.
    pub number: i64,
    /// State of the solicitation.
    pub status: String,
    /// State of its award as a whole; none without one.
    pub award: Option<String>,
}

impl FrameworkSheet {
    /// A holder's name at the shown moment.
    #[must_use]
    pub fn name(&self, number: i64) -> String {
        self.record.name_of(number, &self.holders)
    }

    /// Whether a holder declined so many requests in a row that it may be taken off (ESA-PR 8, 27).
    #[must_use]
    pub fn may_be_ended(&self, number: i64) -> bool {
        self.record.declined(number) >= DECLINES
    }
}

#[derive(FromRow)]
struct Stored {
    after_text: String,
    now_text: String,
    later: i64,
}

const STORED: &str = "SELECT event.after_text,
     (SELECT COUNT(*) FROM event AS later WHERE later.subject_kind = 'framework' AND later.subject_id = framework.id AND later.at > $2) AS later,
     COALESCE((SELECT newest.after_text FROM event AS newest WHERE newest.subject_kind = 'framework' AND newest.subject_id = framework.id
          AND newest.after_text IS NOT NULL AND newest.at > $2 ORDER BY newest.at DESC, newest.id DESC LIMIT 1), '') AS now_text
 FROM framework JOIN event ON event.subject_kind = 'framework' AND event.subject_id = framework.id
 WHERE framework.reference = $1 AND event.at <= $2 AND event.after_text IS NOT NULL
 ORDER BY event.at DESC, event.id DESC LIMIT 1";

const HISTORY: &str = "SELECT id, at, actor_name, action, summary, reason FROM event
 WHERE subject_kind = 'framework' AND subject_id = $1 AND at <= $2 ORDER BY at DESC, id DESC";

const COMPETITIONS: &str = "SELECT framework_request.number, solicitation.status,
     (SELECT MAX(award.status) FROM award WHERE award.solicitation_id = solicitation.id AND award.lot = '' AND award.status <> 'annulled') AS award
 FROM framework_request JOIN solicitation ON solicitation.id = framework_request.solicitation_id
 WHERE framework_request.framework_id = $1 ORDER BY framework_request.number";

/// One framework as it is, or as it was at a moment; four statements, two for a provider. A provider finds one only while or after its
/// organisation holds a contract of it.
///
/// # Errors
/// [`Error::NotFound`] when there is none at that moment or the person may not know of it; or when the store fails.
pub async fn sheet(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    at: Option<DateTime<Utc>>,
) -> Result<FrameworkSheet, Error> {
    let only = reach(actor)?;
    let now = ctx.now();
    let moment = at.filter(|at| *at < now);
    let shown = moment.unwrap_or(now);
    let query = ctx.db().query(STORED).bind(reference.to_owned());
    let stored: Option<Stored> = query.bind(shown).optional().await?;
    let stored = stored.ok_or(Error::NotFound)?;
    let record: FrameworkRecord = serde_json::from_str(&stored.after_text)
        .map_err(|error| DbError::corrupt("framework", error))?;
    let all = holders(ctx.db().query(HOLDERS), &record, shown).await?;
    let moment = moment.map(|at| (at, stored.later));
    if let Some(own) = only {
        return own_part(record, all, own, moment);
    }
    let since = since(&stored)?;
    let query = ctx.db().query(HISTORY).bind(record.id.0).bind(shown);
    let history = query.all().await?;
    let query = ctx.db().query(COMPETITIONS).bind(record.id.0);
    let competitions = query.all().await?;
    Ok(FrameworkSheet {
        ordered: Some(
            all.iter()
                .map(HolderNow::ordered)
                .fold(0, i64::saturating_add),
        ),
        record,
        holders: all,
        moment,
        since,
        history,
        own_only: false,
        competitions,
    })
}

/// What differs between the shown record and the newest.
fn since(stored: &Stored) -> Result<Vec<Change>, Error> {
    if stored.now_text.is_empty() {
        return Ok(Vec::new());
    }
    let then = serde_json::from_str(&stored.after_text)?;
    let now = serde_json::from_str(&stored.now_text)?;
    Ok(diff(Some(&then), Some(&now)))
}

/// What a provider sees: its own holder, what it was asked and what it took.
fn own_part(
    record: FrameworkRecord,
    all: Vec<HolderNow>,
    own: domain::id::ProviderId,
    moment: Option<(DateTime<Utc>, i64)>,
) -> Result<FrameworkSheet, Error> {
    let holders: Vec<HolderNow> = all
        .into_iter()
        .filter(|now| now.provider == Some(own))
        .collect();
    let numbers: Vec<i64> = holders.iter().map(|now| now.number).collect();
    if numbers.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(FrameworkSheet {
        record: record.seen_by(&numbers),
        holders,
        ordered: None,
        // How many changes came later would tell of the others.
        moment: moment.map(|(at, _)| (at, 0)),
        since: Vec::new(),
        history: Vec::new(),
        own_only: true,
        competitions: Vec::new(),
    })
}
