//! A provider asks its nation for a declaration of eligibility.

use super::ground::{ground, head, head_sql};
use crate::audit::Happening;
use crate::begin;
use crate::notices::{delegates, tell};
use crate::{Call, Ctx, Error, Work};
use chrono::{Datelike, NaiveDate};
use domain::actor::NationCode;
use domain::id::ProviderId;
use domain::policy::actions::RequestDeclaration;
use domain::policy::{Refused, Subject};
use domain::reference::{Series, write};
use domain::states::DeclarationState;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A declaration as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationRecord {
    /// `DOE-…`.
    pub reference: String,
    /// The solicitation's reference.
    pub solicitation: String,
    /// The provider's reference.
    pub provider: String,
    /// The nation that is asked.
    pub nation: String,
    /// Where it stands.
    pub status: DeclarationState,
    /// What the provider tells its nation.
    pub note: Option<String>,
    /// Why it was rejected or withdrawn, or a remark of the nation.
    pub reason: Option<String>,
    /// Level of the facility clearance that the nation confirms.
    pub clearance: Option<String>,
    /// Last day on which it holds.
    pub expires_on: Option<NaiveDate>,
}

#[derive(sqlx::FromRow)]
struct Asking {
    reference: String,
    name: String,
    nation_code: Option<String>,
    origin: String,
    status: Option<String>,
    expires_on: Option<NaiveDate>,
}

const ASKING: &str = "SELECT provider.reference, provider.name, provider.nation_code, provider.origin, declaration.status, declaration.expires_on
 FROM provider LEFT JOIN eligibility_declaration AS declaration ON declaration.id = (SELECT one.id FROM eligibility_declaration AS one
     WHERE one.provider_id = provider.id AND one.solicitation_id = $1 ORDER BY one.requested_at DESC, one.id DESC LIMIT 1)
 WHERE provider.id = $2";

/// Asks the nation of the person's organisation; answers with the request's reference.
///
/// The event does not belong to the solicitation's process: before the opening nobody but the nation and the
/// organisation learns who means to bid.
///
/// # Errors
/// When the rules refuse, no nation is recorded or it takes no part, one is waiting or holds, or the store fails.
pub async fn request(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    note: &str,
) -> Result<String, Error> {
    let provider = call.actor.provider().ok_or(Refused::Hidden)?;
    let ground = ground(ctx, solicitation).await?;
    let mut work = begin!(ctx, call);
    let permit = work.permit::<RequestDeclaration>(Subject::of_provider(provider))?;
    let head = head(work.tx.query(head_sql()), solicitation).await?;
    if head.published_at.is_none() {
        return Err(Error::NotFound);
    }
    if !matches!(head.status.as_str(), "published" | "closed" | "evaluating") {
        return Err(Error::not_now(
            "this solicitation is decided: a declaration would change nothing",
        ));
    }
    let asking: Asking = work
        .tx
        .query(ASKING)
        .bind(head.id)
        .bind(provider.0)
        .one()
        .await?;
    let admitted = head.exception.as_ref().map(|one| one.0.nations.clone());
    let nation = nation_to_ask(
        &asking,
        &ground.participating.nations,
        &admitted.unwrap_or_default(),
    )?;
    still_open(&asking, ctx.today())?;
    let record = DeclarationRecord {
        reference: reference(&mut work).await?,
        solicitation: head.reference,
        provider: asking.reference,
        nation: nation.as_str().to_owned(),
        status: DeclarationState::Requested,
        note: text(note)?,
        reason: None,
        clearance: None,
        expires_on: None,
    };
    let origin = if asking.origin == "demonstration" {
        "demonstration"
    } else {
        "perigee"
    };
    let id = insert(&mut work, &record, head.id, provider, origin).await?;
    let summary = format!(
        "{} asked {nation} for a declaration of eligibility",
        asking.name
    );
    let happening = Happening::to("declaration", id, &record.reference, summary);
    work.record(&permit, happening.after(&record)?).await?;
    let delegates = delegates(&mut work.tx, nation).await?;
    let text = format!(
        "{} asks for a declaration of eligibility for {}.",
        asking.name, record.solicitation
    );
    let kind = "declaration.requested";
    tell(&mut work, &delegates, kind, &record.reference, &text).await?;
    work.commit(record.reference).await
}

fn text(note: &str) -> Result<Option<String>, Error> {
    match note.trim() {
        "" => Ok(None),
        note => domain::text::Prose::<2_000>::parse(note)
            .map(|note| Some(note.into()))
            .map_err(|error| Error::field("note", error)),
    }
}

fn nation_to_ask(
    asking: &Asking,
    participating: &[NationCode],
    admitted: &[NationCode],
) -> Result<NationCode, Error> {
    let code = asking
        .nation_code
        .as_deref()
        .and_then(|code| code.parse().ok());
    let nation = code.ok_or_else(|| {
        Error::not_now(
            "your organisation's nation of origin is not recorded: ask an officer to record it",
        )
    })?;
    if participating.contains(&nation) || admitted.contains(&nation) {
        return Ok(nation);
    }
    Err(Error::not_now(format!(
        "{nation} does not take part in this procurement, so it cannot declare you eligible for it (NPP 32)"
    )))
}

fn still_open(asking: &Asking, today: NaiveDate) -> Result<(), Error> {
    let state = asking.status.as_deref().and_then(|code| code.parse().ok());
    match state {
        Some(DeclarationState::Requested) => {
            Err(Error::not_now("your request is waiting for your nation"))
        }
        Some(DeclarationState::Issued) if asking.expires_on.is_none_or(|last| last >= today) => {
            Err(Error::not_now("your nation has issued its declaration"))
        }
        _ => Ok(()),
    }
}

async fn reference(work: &mut Work<'_>) -> Result<String, Error> {
    let year = work.at.year();
    let number = work.tx.next_number(&format!("declaration-{year}")).await?;
    Ok(write(Series::Declaration, year, number))
}

async fn insert(
    work: &mut Work<'_>,
    record: &DeclarationRecord,
    solicitation: Uuid,
    provider: ProviderId,
    origin: &'static str,
) -> Result<Uuid, Error> {
    let (id, at, account) = (work.ctx().new_id(), work.at, work.account());
    work.tx
        .query(
            "INSERT INTO eligibility_declaration (id, reference, solicitation_id, provider_id, nation_code, origin, status, note,
                 requested_by, requested_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
        )
        .bind(id)
        .bind(record.reference.clone())
        .bind(solicitation)
        .bind(provider.0)
        .bind(record.nation.clone())
        .bind(origin)
        .bind(record.status.as_str())
        .bind(record.note.clone())
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    Ok(id)
}
