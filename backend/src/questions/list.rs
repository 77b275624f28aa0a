//! The published answers of a solicitation, as they are filtered and sorted.

use crate::address::Asked;
use crate::db::filter::{Select, Value};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::SolicitationId;
use domain::policy::actions::ReadSolicitations;
use domain::policy::{Subject, permit};
use sqlx::FromRow;

/// The most answers on a page and in a file.
const MOST: i64 = 500;

/// A published answer.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct AnswerRow {
    /// Its number within the solicitation, from 1.
    pub number: i64,
    /// The question as everybody reads it.
    pub question: String,
    /// The answer.
    pub text: String,
    /// When it was published.
    pub answered_at: DateTime<Utc>,
}

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListInput {
    /// Words of question or answer.
    pub text: String,
    /// The oldest first.
    pub oldest_first: bool,
}

impl ListInput {
    /// Reads the query of an address: `q`, and `sort` (`number` for the oldest first, otherwise the newest).
    #[must_use]
    pub fn from_query(query: &[(String, String)]) -> Self {
        let asked = Asked(query);
        Self {
            text: asked.text("q").unwrap_or_default(),
            oldest_first: asked.get("sort") == Some("number"),
        }
    }
}

pub(super) async fn answers(
    ctx: &Ctx,
    process: SolicitationId,
    input: &ListInput,
) -> Result<Vec<AnswerRow>, Error> {
    let select = Select::new("SELECT number, question, text, answered_at FROM answer")
        .when("solicitation_id = ?", Some(Value::Id(process.0)))
        .search("folded_text", "folded_text", &input.text);
    let order = if input.oldest_first {
        "ORDER BY number LIMIT 500"
    } else {
        "ORDER BY number DESC LIMIT 500"
    };
    debug_assert!(order.ends_with(&MOST.to_string()));
    Ok(select.tail(order).all(ctx.db()).await?)
}

/// Every published answer of a solicitation as it is filtered, for a file.
///
/// # Errors
/// When the solicitation is not public, the rules refuse, or the store fails.
pub async fn export(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
    input: &ListInput,
) -> Result<Vec<AnswerRow>, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let process: uuid::Uuid = ctx
        .db()
        .query("SELECT id FROM solicitation WHERE reference = $1 AND published_at IS NOT NULL")
        .bind(solicitation.to_owned())
        .scalar()
        .await?;
    answers(ctx, SolicitationId(process), input).await
}
