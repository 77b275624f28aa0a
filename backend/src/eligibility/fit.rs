//! How well one's own capability profile fits what a solicitation asks.

use crate::db::JsonText;
use crate::providers::{capabilities, systems};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::parameters::{Fit, Need, ParameterCode, Wanted, fit};
use domain::policy::actions::ReadSolicitations;
use domain::policy::{Refused, Subject, permit};
use serde::Deserialize;

/// A requirement as stored, as far as a profile can be compared with it.
#[derive(Clone, Debug, Deserialize)]
struct Asked {
    code: String,
    name: String,
    #[serde(default)]
    parameter: Option<ParameterCode>,
    #[serde(default)]
    wanted: Option<Wanted>,
}

impl Asked {
    fn need(&self) -> Option<Need> {
        Some(Need {
            code: self.code.clone(),
            name: self.name.clone(),
            parameter: self.parameter?,
            wanted: self.wanted.clone()?,
        })
    }
}

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

/// Compares the profile of the person's own organisation with a published solicitation, in three statements. Nothing of it
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
    let found: Option<(String, String, JsonText<Vec<Asked>>, String)> = query
        .bind(reference.to_uppercase())
        .bind(provider.0)
        .optional()
        .await?;
    let (reference, title, requirements, own) = found.ok_or(Error::NotFound)?;
    let systems = systems(ctx, provider).await?;
    let needs: Vec<Need> = requirements.0.iter().filter_map(Asked::need).collect();
    let untyped = requirements.0.iter().filter(|one| one.need().is_none());
    Ok(OwnFit {
        untyped: untyped
            .map(|one| format!("{} {}", one.code, one.name))
            .collect(),
        fit: fit(&capabilities(&systems), &needs),
        systems: systems.len(),
        provider: own,
        reference,
        title,
    })
}
