//! The registrations that were sent.

use crate::address::Asked;
use crate::db::filter::{Select, Sort, Value, cut};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::actions::ReadRegistrations;
use domain::policy::{Subject, permit};
use domain::states::RegistrationState;
use sqlx::FromRow;
use uuid::Uuid;

/// Rows of a page.
const PAGE: i64 = 50;

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct ListInput {
    /// Words of the name, or the beginning of the reference.
    pub text: String,
    /// Where it stands.
    pub state: Option<RegistrationState>,
    /// The newest first.
    pub descending: bool,
    /// The key that the page before ended with.
    pub after: Option<String>,
}

impl ListInput {
    /// Reads the query of an address: `q`, `state`, `sort` (`sent`; a minus before it for the newest first, as without an
    /// order) and `after`.
    #[must_use]
    pub fn from_query(query: &[(String, String)]) -> Self {
        let asked = Asked(query);
        let (_, descending) = asked.order("-sent");
        Self {
            text: asked.text("q").unwrap_or_default(),
            state: asked.parsed("state"),
            descending,
            after: asked.text("after"),
        }
    }
}

/// A line of the list.
#[derive(Clone, Debug, FromRow)]
pub struct RegistrationRow {
    id: Uuid,
    /// Its reference.
    pub reference: String,
    /// The organisation's name as typed.
    pub name: String,
    status: String,
    /// When it was sent last.
    pub submitted_at: DateTime<Utc>,
    /// Who decided last.
    pub decided_by: Option<String>,
    /// The organisation that came of it.
    pub provider: Option<String>,
}

impl RegistrationRow {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> Option<RegistrationState> {
        self.status.parse().ok()
    }
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rows.
    pub rows: Vec<RegistrationRow>,
    /// The key with which the next page begins, if there is one.
    pub next: Option<String>,
    /// How many there are.
    pub count: i64,
}

const ROWS: &str = "SELECT registration.id, registration.reference, registration.name, registration.status, registration.submitted_at,
     account.name AS decided_by, provider.reference AS provider
 FROM registration LEFT JOIN account ON account.id = registration.decided_by LEFT JOIN provider ON provider.id = registration.provider_id";

const COUNT: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM registration";

/// A page of the registrations that were sent, in two statements.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Page, Error> {
    permit::<ReadRegistrations>(actor, Subject::ANY)?;
    let count = filtered(Select::new(COUNT), input).number(ctx.db()).await?;
    let sort = Sort {
        column: "registration.submitted_at",
        descending: input.descending,
    };
    let select = filtered(Select::new(ROWS), input);
    let key = input.after.as_deref().and_then(read_key);
    let select = select.page(&sort, "registration.id", key, PAGE);
    let rows: Vec<RegistrationRow> = select.all(ctx.db()).await?;
    let (rows, next) = cut(rows, PAGE, write_key);
    Ok(Page { rows, next, count })
}

fn filtered(select: Select, input: &ListInput) -> Select {
    let state = input
        .state
        .map(|state| Value::Text(state.as_str().to_owned()));
    select
        .only("registration.reference IS NOT NULL")
        .search(
            "registration.folded_name",
            "registration.reference",
            &input.text,
        )
        .when("registration.status = ?", state)
}

fn write_key(row: &RegistrationRow) -> String {
    format!("{}.{}", row.id.simple(), row.submitted_at.to_rfc3339())
}

/// A key that cannot be read begins at the first page.
fn read_key(text: &str) -> Option<(Value, Uuid)> {
    let (id, at) = text.split_once('.')?;
    let at = DateTime::parse_from_rfc3339(at).ok()?;
    Some((Value::Moment(at.to_utc()), id.parse().ok()?))
}
