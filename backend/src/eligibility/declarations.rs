//! Reading declarations of eligibility.

use super::case::own_provider;
use crate::db::filter::{Select, Sort, Value};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::{Actor, Role};
use domain::policy::actions::ReadEligibility;
use domain::policy::{Refused, Subject, may};
use domain::states::DeclarationState;
use sqlx::FromRow;
use uuid::Uuid;

/// Rows of a list or file at most.
const MOST: i64 = 2_000;

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct ListInput {
    /// Words of the provider's name, or the beginning of a reference.
    pub text: String,
    /// Only those in this state.
    pub status: Option<DeclarationState>,
    /// Code of the nation.
    pub nation: Option<String>,
    /// Sorted by reference instead of the day of the request.
    pub by_reference: bool,
    /// The latest first.
    pub descending: bool,
}

/// A declaration with what it is about.
#[derive(Clone, Debug, FromRow)]
pub struct DeclarationRow {
    /// Identity.
    pub id: Uuid,
    /// `DOE-…`.
    pub reference: String,
    /// Reference of the solicitation.
    pub solicitation: String,
    /// Title of the solicitation.
    pub title: String,
    /// Reference of the provider.
    pub provider: String,
    /// Its name.
    pub name: String,
    /// The provider's identity.
    pub provider_id: Uuid,
    /// Code of the nation that is asked.
    pub nation_code: String,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// Code of its state.
    pub status: String,
    /// What the provider tells its nation.
    pub note: Option<String>,
    /// Who asked.
    pub requested_by: Option<String>,
    /// When.
    pub requested_at: DateTime<Utc>,
    /// Who decided.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Why it was rejected or withdrawn.
    pub reason: Option<String>,
    /// Level of the facility clearance that the nation confirms.
    pub clearance: Option<String>,
    /// Last day on which it holds.
    pub expires_on: Option<NaiveDate>,
    /// Version for changes.
    pub version: i64,
}

impl DeclarationRow {
    /// Where it stands.
    #[must_use]
    pub fn state(&self) -> DeclarationState {
        self.status.parse().unwrap_or(DeclarationState::Requested)
    }

    /// Whether it was issued and its last day has passed.
    #[must_use]
    pub fn expired(&self, today: NaiveDate) -> bool {
        self.state() == DeclarationState::Issued && self.expires_on.is_some_and(|last| last < today)
    }
}

const ROWS: &str = "SELECT declaration.id, declaration.reference, solicitation.reference AS solicitation, solicitation.title,
     provider.reference AS provider, provider.name, declaration.provider_id, declaration.nation_code, declaration.origin, declaration.status,
     declaration.note, asking.name AS requested_by, declaration.requested_at, deciding.name AS decided_by, declaration.decided_at,
     declaration.reason, declaration.clearance, declaration.expires_on, declaration.version
 FROM eligibility_declaration AS declaration JOIN solicitation ON solicitation.id = declaration.solicitation_id
     JOIN provider ON provider.id = declaration.provider_id LEFT JOIN account AS asking ON asking.id = declaration.requested_by
     LEFT JOIN account AS deciding ON deciding.id = declaration.decided_by";

/// Narrows to what the person may see: the own organisation's, the own nation's, or every decided one. What a provider
/// asked and its nation has not decided would tell buyers who means to bid; they see it after the opening.
fn seen(actor: &Actor) -> Result<Select, Error> {
    let select = Select::new(ROWS);
    if !may::<ReadEligibility>(actor, Subject::ANY) {
        let own = Some(Value::Id(own_provider(actor)?.0));
        return Ok(select.when("declaration.provider_id = ?", own));
    }
    if actor.has(Role::Auditor) {
        return Ok(select);
    }
    if actor.has(Role::Officer) || actor.has(Role::Administrator) {
        return Ok(select.only(
            "(declaration.status = 'issued' OR declaration.reason IS NOT NULL OR solicitation.opened_at IS NOT NULL)",
        ));
    }
    let nation = actor.nation().ok_or(Refused::Hidden)?;
    Ok(select.when(
        "declaration.nation_code = ?",
        Some(Value::Text(nation.as_str().to_owned())),
    ))
}

/// Declarations that the person may see.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn declarations(
    ctx: &Ctx,
    actor: &Actor,
    input: &ListInput,
) -> Result<Vec<DeclarationRow>, Error> {
    let status = input
        .status
        .map(|status| Value::Text(status.as_str().to_owned()));
    let column = if input.by_reference {
        "declaration.reference"
    } else {
        "declaration.requested_at"
    };
    let sort = Sort {
        column,
        descending: input.descending,
    };
    let select = seen(actor)?
        .search("provider.folded_name", "declaration.reference", &input.text)
        .when("declaration.status = ?", status)
        .when(
            "declaration.nation_code = ?",
            input.nation.clone().map(Value::Text),
        );
    let select = select.page(&sort, "declaration.id", None, MOST - 1);
    Ok(select.all(ctx.db()).await?)
}

/// One declaration.
///
/// # Errors
/// When there is none for this person, the rules refuse, or the store fails.
pub async fn declaration(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
) -> Result<DeclarationRow, Error> {
    let reference = Value::Text(reference.to_uppercase());
    let select = seen(actor)?.when("declaration.reference = ?", Some(reference));
    select.all(ctx.db()).await?.pop().ok_or(Error::NotFound)
}
