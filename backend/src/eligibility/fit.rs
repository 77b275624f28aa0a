//! How well one's own capability profile fits what a solicitation asks.

use crate::db::JsonText;
use crate::db::filter::{Select, Value};
use crate::providers::{Stated, capabilities, stated, systems};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::id::ProviderId;
use domain::parameters::{Capability, Fit, Need, Tally, fit};
use domain::policy::actions::ReadSolicitations;
use domain::policy::{Refused, Subject, permit};
use domain::solicitations::Requirement;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// How one's own organisation's profile fits a solicitation.
#[derive(Clone, Debug)]
pub struct OwnFit {
    /// The solicitation's reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Reference of the organisation.
    pub provider: String,
    /// Systems in its profile.
    pub systems: usize,
    /// Requirements that no parameter of the catalogue measures, in the solicitation's words.
    pub untyped: Vec<String>,
    /// The answers.
    pub fit: Fit,
}

impl OwnFit {
    /// The answers in numbers.
    #[must_use]
    pub fn tally(&self) -> Option<Tally> {
        Tally::of(&self.fit, self.untyped.len())
    }
}

/// Compares the profile of the person's own organisation with a published solicitation, in two statements. Nothing of it
/// is kept or shown to anybody else.
///
/// # Errors
/// When there is no such solicitation, the person acts for no organisation, or the store fails.
pub async fn own_fit(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<OwnFit, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let provider = actor.provider().ok_or(Refused::Hidden)?;
    let query = ctx.db().query(
        "SELECT solicitation.reference, solicitation.title, solicitation.requirements, provider.reference FROM solicitation
         JOIN provider ON provider.id = $2
         WHERE solicitation.reference = $1 AND solicitation.published_at IS NOT NULL AND solicitation.origin <> 'imported'",
    );
    let found: Option<(String, String, JsonText<Vec<Requirement>>, String)> = query
        .bind(reference.to_uppercase())
        .bind(provider.0)
        .optional()
        .await?;
    let (reference, title, requirements, own) = found.ok_or(Error::NotFound)?;
    let systems = systems(ctx, provider).await?;
    let untyped = requirements.0.iter().filter(|one| one.need().is_none());
    Ok(OwnFit {
        untyped: untyped
            .map(|one| format!("{} {}", one.code, one.name.as_str()))
            .collect(),
        fit: fit(&capabilities(&systems), &needs(&requirements.0)),
        systems: systems.len(),
        provider: own,
        reference,
        title,
    })
}

fn needs(requirements: &[Requirement]) -> Vec<Need> {
    requirements.iter().filter_map(Requirement::need).collect()
}

fn tally(profile: &[Capability], requirements: &[Requirement]) -> Option<Tally> {
    let needs = needs(requirements);
    Tally::of(&fit(profile, &needs), requirements.len() - needs.len())
}

/// How the profile of the person's organisation fits requirements, in numbers and one statement; none for those who act
/// for no organisation, and where nothing can be compared.
///
/// # Errors
/// When the store fails.
pub(crate) async fn tally_of(
    ctx: &Ctx,
    actor: &Actor,
    requirements: &[Requirement],
) -> Result<Option<Tally>, Error> {
    let Some(provider) = actor.provider() else {
        return Ok(None);
    };
    if needs(requirements).is_empty() {
        return Ok(None);
    }
    let systems = systems(ctx, provider).await?;
    Ok(tally(&capabilities(&systems), requirements))
}

#[derive(FromRow)]
struct Part {
    requirements: Option<JsonText<Vec<Requirement>>>,
    stated: Option<JsonText<Vec<Stated>>>,
    id: Uuid,
}

/// The profile's values and the requirements in one statement: a list has many solicitations.
const PARTS: &str = "SELECT id, CAST(NULL AS TEXT) AS requirements, stated FROM provider_system WHERE provider_id = $1 AND ended_at IS NULL
 UNION ALL SELECT id, requirements, CAST(NULL AS TEXT) FROM solicitation";

/// As [`tally_of`] for the solicitations of a list, by their identities, in one statement.
///
/// # Errors
/// When the store fails.
pub(crate) async fn tallies(
    ctx: &Ctx,
    provider: ProviderId,
    solicitations: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, Tally>, Error> {
    if solicitations.is_empty() {
        return Ok(BTreeMap::new());
    }
    let ids = solicitations.into_iter().map(Value::Id).collect();
    let select = Select::new(PARTS)
        .value(Value::Id(provider.0))
        .any_of("id", ids);
    let parts: Vec<Part> = select.all(ctx.db()).await?;
    let profile: Vec<Capability> = parts
        .iter()
        .filter_map(|part| part.stated.as_ref())
        .flat_map(|values| stated("", &values.0))
        .collect();
    let tallied = |part: Part| Some((part.id, tally(&profile, &part.requirements?.0)?));
    Ok(parts.into_iter().filter_map(tallied).collect())
}
