//! Amending a request for information while it is open.

use super::ask::{Asked, RequestInput, read};
use crate::audit::{self, Change, Happening};
use crate::db::{JsonText, Tx};
use crate::error::Stale;
use crate::notices::{To, tell};
use crate::solicitations::amendment_number;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::{DateTime, Utc};
use domain::id::ProviderId;
use domain::policy::Subject;
use domain::policy::actions::AmendRequest;
use domain::text::Prose;
use serde_json::Value;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What differs in an amendment of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestAmendment {
    /// Its number, from 1.
    pub number: i64,
    /// Why, in the buyer's words.
    pub reason: String,
    /// When it was made.
    pub made_at: DateTime<Utc>,
    /// The difference.
    pub changes: Vec<Change>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    need: String,
    title: String,
    introduction: String,
    questions: JsonText<Vec<String>>,
    closes_at: DateTime<Utc>,
    zone: String,
    version: i64,
}

const ROW: &str = "SELECT information_request.id, need.reference AS need, information_request.title,
         information_request.introduction, information_request.questions, information_request.closes_at,
         information_request.zone, information_request.version
     FROM information_request JOIN need ON need.id = information_request.need_id WHERE information_request.reference = $1";

/// Amends a request before it closes: questions are reworded or added, closing moves later. Answers keep their places by the
/// questions' numbers, so none is taken out. Everybody who answered is told. Answers with the amendment's number.
///
/// # Errors
/// When it has closed, nothing differs, a question is taken out, closing would come nearer, somebody else was faster, the
/// rules refuse, or the store fails.
pub async fn amend(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: RequestInput,
    reason: &str,
) -> Result<i64, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AmendRequest>(Subject::ANY)?;
    let row: Row = work.tx.query(ROW).bind(reference).one().await?;
    let (id, recorded) = (row.id, row.version);
    let before = Asked::from(row);
    if work.at > before.closes_at {
        return Err(Error::not_now(
            "this request has closed: ask the market anew",
        ));
    }
    if recorded != version {
        return Err(stale(&before, recorded));
    }
    let (after, reason) = amended(&before, input, reason, work.at)?;
    update(&mut work.tx, id, recorded, &after).await?;
    let number = keep(&mut work, id, (&before, &after), &reason).await?;
    let name = amendment_number(number);
    let summary = format!("Amended the request: amendment {name}");
    let happening = Happening::to("request", id, reference, summary).because(reason.as_str());
    work.record(&permit, happening.before(&before)?.after(&after)?)
        .await?;
    let everybody = answered(&mut work.tx, id).await?;
    let title = &after.title;
    let text = format!("“{title}” was amended: {name}. You may change your answer until closing");
    tell(&mut work, &everybody, "request.amended", reference, &text).await?;
    work.commit(number).await
}

impl From<Row> for Asked {
    fn from(row: Row) -> Self {
        Self {
            need: row.need,
            title: row.title,
            introduction: row.introduction,
            questions: row.questions.0,
            closes_at: row.closes_at,
            zone: row.zone,
        }
    }
}

fn stale(before: &Asked, version: i64) -> Error {
    let mut recorded = BTreeMap::from([
        ("title".to_owned(), before.title.clone()),
        ("introduction".to_owned(), before.introduction.clone()),
    ]);
    let questions = (1..).zip(&before.questions);
    let questions = questions.map(|(number, text)| (format!("question_{number}"), text.clone()));
    recorded.extend(questions);
    Error::Stale(Box::new(Stale { version, recorded }))
}

/// What is asked from now on, and why.
fn amended(
    before: &Asked,
    input: RequestInput,
    reason: &str,
    at: DateTime<Utc>,
) -> Result<(Asked, Prose), Error> {
    let mut wrong = FieldErrors::default();
    let reason: Option<Prose> = wrong.take("reason", Prose::parse(reason));
    let typed = |place: usize| input.questions.get(place).map_or("", |text| text.trim());
    for place in (0..before.questions.len()).filter(|place| typed(*place).is_empty()) {
        let words = "Answers keep their places by the questions’ numbers: reword it, or write that it is withdrawn.";
        wrong.add(format!("question_{}", place + 1), words);
    }
    wrong.finish()?;
    let after = read(input, &before.need, at)?;
    if after.closes_at < before.closes_at {
        let words = "No date comes nearer: keep the closing or set a later one.";
        return Err(Error::field("closes_at", words));
    }
    if after == *before {
        return Err(Error::not_now(
            "nothing differs from what is published: change what the amendment is for",
        ));
    }
    Ok((after, reason.ok_or(Error::NotFound)?))
}

async fn update(tx: &mut Tx, id: Uuid, version: i64, after: &Asked) -> Result<(), Error> {
    tx.query(
        "UPDATE information_request SET title = $1, introduction = $2, questions = $3, closes_at = $4, zone = $5, version = version + 1
         WHERE id = $6 AND version = $7",
    )
    .bind(after.title.clone())
    .bind(after.introduction.clone())
    .bind(JsonText(after.questions.clone()))
    .bind(after.closes_at)
    .bind(after.zone.clone())
    .bind(id)
    .bind(version)
    .run_one()
    .await?;
    Ok(())
}

async fn keep(
    work: &mut Work<'_>,
    id: Uuid,
    (before, after): (&Asked, &Asked),
    reason: &Prose,
) -> Result<i64, Error> {
    let (by, at) = (work.account(), work.at);
    let last: i64 = work
        .tx
        .query("SELECT CAST(COALESCE(MAX(number), 0) AS BIGINT) FROM information_amendment WHERE request_id = $1")
        .bind(id)
        .scalar()
        .await?;
    work.tx
        .query(
            "INSERT INTO information_amendment (request_id, number, before_text, after_text, reason, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id)
        .bind(last + 1)
        .bind(domain::canonical::text(before)?)
        .bind(domain::canonical::text(after)?)
        .bind(reason.as_str().to_owned())
        .bind(by)
        .bind(at)
        .run_one()
        .await?;
    Ok(last + 1)
}

/// The organisations that answered.
async fn answered(tx: &mut Tx, id: Uuid) -> Result<Vec<To>, Error> {
    let select = "SELECT provider_id FROM information_answer WHERE request_id = $1";
    let providers: Vec<Uuid> = tx.query(select).bind(id).scalars().await?;
    let told = |provider| To::Provider(ProviderId(provider));
    Ok(providers.into_iter().map(told).collect())
}

#[derive(FromRow)]
struct Kept {
    number: i64,
    before_text: String,
    after_text: String,
    reason: String,
    made_at: DateTime<Utc>,
}

/// A record with each question as a field of its own, so that they differ one by one.
fn apart(text: &str) -> Option<Value> {
    let mut record: Value = serde_json::from_str(text).ok()?;
    let fields = record.as_object_mut()?;
    let questions = fields.remove("questions")?;
    for (number, question) in (1..).zip(questions.as_array()?) {
        fields.insert(format!("question_{number}"), question.clone());
    }
    Some(record)
}

/// The amendments of a request, the newest first.
pub(super) async fn amendments(ctx: &Ctx, id: Uuid) -> Result<Vec<RequestAmendment>, Error> {
    let rows: Vec<Kept> = ctx
        .db()
        .query(
            "SELECT number, before_text, after_text, reason, made_at FROM information_amendment
             WHERE request_id = $1 ORDER BY number DESC LIMIT 50",
        )
        .bind(id)
        .all()
        .await?;
    let read = |row: Kept| RequestAmendment {
        number: row.number,
        reason: row.reason,
        made_at: row.made_at,
        changes: audit::diff(
            apart(&row.before_text).as_ref(),
            apart(&row.after_text).as_ref(),
        ),
    };
    Ok(rows.into_iter().map(read).collect())
}
