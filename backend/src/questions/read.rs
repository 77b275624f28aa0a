//! The page of questions: the answers for everybody, one's own questions, and, for the officer, what waits.

use super::Kind;
use super::list::{AnswerRow, ListInput, answers};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::dialogue::{questions_until, translation_until};
use domain::id::SolicitationId;
use domain::policy::actions::{ReadQuestions, ReadSolicitations};
use domain::policy::{Subject, may, permit};
use domain::states::SolicitationState;
use sqlx::FromRow;
use uuid::Uuid;

/// A question of the reader's own organisation.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct OwnQuestion {
    /// Its number within the solicitation.
    pub number: i64,
    /// Code of its [`Kind`].
    pub kind: String,
    /// Its words.
    pub text: String,
    /// `asked`, `withdrawn` or `answered`.
    pub status: String,
    /// When it was asked.
    pub asked_at: DateTime<Utc>,
    /// The number of the answer.
    pub answer: Option<i64>,
}

/// A question that waits, as the officer sees it: words and day, not who asked, nor the hour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number within the solicitation.
    pub number: i64,
    /// What it asks for.
    pub kind: Kind,
    /// Its words.
    pub text: String,
    /// The day on which it was asked, UTC.
    pub asked_on: NaiveDate,
}

/// Everything on the page of questions.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Reference of the solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The state that counts now.
    pub state: SolicitationState,
    /// The zone in which its dates are published.
    pub zone: String,
    /// When it closes.
    pub closes_at: Option<DateTime<Utc>>,
    /// Until when bidders may ask.
    pub questions_until: Option<DateTime<Utc>>,
    /// Until when time to translate may be asked for; none when it was granted before.
    pub translation_until: Option<DateTime<Utc>>,
    /// The published answers, as they are filtered.
    pub answers: Vec<AnswerRow>,
    /// The reader's own organisation's questions.
    pub own: Vec<OwnQuestion>,
    /// What waits for an answer, for those who may read it.
    pub waiting: Vec<Waiting>,
}

#[derive(FromRow)]
struct Head {
    id: Uuid,
    reference: String,
    title: String,
    status: String,
    zone: String,
    published_at: Option<DateTime<Utc>>,
    questions_by: Option<DateTime<Utc>>,
    closes_at: Option<DateTime<Utc>>,
    translated: bool,
}

const HEAD: &str = "SELECT id, reference, title, status, zone, published_at, questions_by, closes_at,
     EXISTS (SELECT 1 FROM solicitation_version WHERE solicitation_id = solicitation.id AND kind = 'translation') AS translated
 FROM solicitation WHERE reference = $1 AND published_at IS NOT NULL AND origin <> 'imported'";

/// The questions and answers of a published solicitation.
///
/// # Errors
/// When it is not public, nobody is signed in, or the store fails.
pub async fn sheet(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
    input: &ListInput,
) -> Result<Sheet, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let head: Head = ctx
        .db()
        .query(HEAD)
        .bind(solicitation.to_owned())
        .one()
        .await?;
    let process = SolicitationId(head.id);
    let answers = answers(ctx, process, input).await?;
    let own = match actor.provider() {
        Some(provider) => own(ctx, process, provider.0).await?,
        None => Vec::new(),
    };
    let waiting = if may::<ReadQuestions>(actor, Subject::ANY) {
        waiting(ctx, process).await?
    } else {
        Vec::new()
    };
    Ok(drawn(ctx.now(), head, answers, own, waiting))
}

fn drawn(
    now: DateTime<Utc>,
    head: Head,
    answers: Vec<AnswerRow>,
    own: Vec<OwnQuestion>,
    waiting: Vec<Waiting>,
) -> Sheet {
    let status = head.status.parse().unwrap_or(SolicitationState::Cancelled);
    let closed = head.closes_at.is_some_and(|closes_at| now > closes_at);
    Sheet {
        state: if status == SolicitationState::Published && closed {
            SolicitationState::Closed
        } else {
            status
        },
        questions_until: head
            .published_at
            .zip(head.closes_at)
            .map(|(published, closes)| questions_until(head.questions_by, published, closes)),
        translation_until: head
            .closes_at
            .filter(|_| !head.translated)
            .map(translation_until),
        reference: head.reference,
        title: head.title,
        zone: head.zone,
        closes_at: head.closes_at,
        answers,
        own,
        waiting,
    }
}

async fn own(
    ctx: &Ctx,
    process: SolicitationId,
    provider: Uuid,
) -> Result<Vec<OwnQuestion>, Error> {
    let questions = ctx.db().query(
        "SELECT question.number, question.kind, question.text, question.status, question.asked_at, answer.number AS answer
         FROM question LEFT JOIN answer ON answer.id = question.answer_id
         WHERE question.solicitation_id = $1 AND question.provider_id = $2 ORDER BY question.number DESC LIMIT 200",
    );
    Ok(questions.bind(process.0).bind(provider).all().await?)
}

async fn waiting(ctx: &Ctx, process: SolicitationId) -> Result<Vec<Waiting>, Error> {
    let rows: Vec<(i64, String, String, DateTime<Utc>)> = ctx
        .db()
        .query("SELECT number, kind, text, asked_at FROM question WHERE solicitation_id = $1 AND status = 'asked' ORDER BY number LIMIT 200")
        .bind(process.0)
        .all()
        .await?;
    let waiting = |(number, kind, text, asked_at): (i64, String, String, DateTime<Utc>)| Waiting {
        number,
        kind: Kind::from_code(&kind).unwrap_or_default(),
        text,
        asked_on: asked_at.date_naive(),
    };
    Ok(rows.into_iter().map(waiting).collect())
}
