//! Taking a question back.

use super::Kind;
use super::ask::QuestionRecord;
use crate::audit::Happening;
use crate::{Call, Ctx, Error, begin};
use domain::policy::Subject;
use domain::policy::actions::WithdrawQuestion;
use sqlx::FromRow;
use uuid::Uuid;

#[derive(FromRow)]
struct Row {
    id: Uuid,
    solicitation_id: Uuid,
    kind: String,
    text: String,
    status: String,
}

/// Takes back a question of one's own organisation, until it is answered. Its words stay in the log.
///
/// # Errors
/// When there is no such question of the organisation, it is answered or withdrawn, the rules refuse, or the store fails.
pub async fn withdraw(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    number: i64,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let own = work.actor().provider();
    let permit = work.permit::<WithdrawQuestion>(own.map_or(Subject::ANY, Subject::of_provider))?;
    let row: Row = work
        .tx
        .query(
            "SELECT question.id, question.solicitation_id, question.kind, question.text, question.status
             FROM question JOIN solicitation ON solicitation.id = question.solicitation_id
             WHERE solicitation.reference = $1 AND question.number = $2 AND question.provider_id = $3",
        )
        .bind(solicitation.to_owned())
        .bind(number)
        .bind(own.map(|provider| provider.0))
        .one()
        .await?;
    let changed = work
        .tx
        .query("UPDATE question SET status = 'withdrawn' WHERE id = $1 AND status = 'asked'")
        .bind(row.id)
        .run()
        .await?;
    if changed == 0 {
        return Err(Error::not_now(format!(
            "question {number} is {}: only one that waits can be withdrawn",
            row.status
        )));
    }
    let record = |status: &'static str| QuestionRecord {
        solicitation,
        number,
        kind: Kind::from_code(&row.kind).unwrap_or_default().as_str(),
        text: &row.text,
        status,
    };
    let summary = format!("Withdrew question {number}");
    let happening = Happening::to("question", row.id, solicitation, summary)
        .within(row.solicitation_id)
        .before(&record("asked"))?
        .after(&record("withdrawn"))?;
    work.record(&permit, happening).await?;
    work.commit(()).await
}
