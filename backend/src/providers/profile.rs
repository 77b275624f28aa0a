//! The capability profile: an organisation's systems with typed values, the same as in requirements and offers.

use super::performance::{Performance, performance};
use super::references::{ReferenceRow, references};
use crate::db::JsonText;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::ProviderId;
use domain::parameters::{Capability, Declared, ParameterCode};
use domain::policy::actions::ReadProviders;
use domain::policy::{Subject, permit};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

/// The kinds of systems: code and words.
pub const SYSTEM_KINDS: [(&str, &str); 7] = [
    ("constellation", "Constellation or satellite"),
    ("sensor", "Sensor or payload"),
    ("link", "Communications band or terminal"),
    ("ground", "Ground stations"),
    ("launcher", "Launcher"),
    ("tracking", "Tracking of objects"),
    ("data", "Data service"),
];

/// A value that is stated of a system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// The parameter.
    pub parameter: ParameterCode,
    /// The value.
    pub declared: Declared,
}

/// A system of an organisation.
#[derive(Clone, Debug)]
pub struct System {
    /// Identity.
    pub id: Uuid,
    /// Code of its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// What it is, in words.
    pub description: Option<String>,
    /// What is stated of it, in the order of stating.
    pub values: Vec<Stated>,
    /// When it was changed.
    pub changed_at: DateTime<Utc>,
    /// Version for changes.
    pub version: i64,
}

/// The profile of an organisation.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Identity.
    pub id: ProviderId,
    /// Reference.
    pub reference: String,
    /// Name.
    pub name: String,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// Its systems, by name.
    pub systems: Vec<System>,
    /// What it tells of its past performance itself.
    pub references: Vec<ReferenceRow>,
    /// How its contracts here went; for those who may read them.
    pub performance: Option<Performance>,
}

impl Profile {
    /// Everything that is stated, for comparing with requirements.
    #[must_use]
    pub fn capabilities(&self) -> Vec<Capability> {
        capabilities(&self.systems)
    }
}

/// Everything that is stated of systems.
pub(crate) fn capabilities(systems: &[System]) -> Vec<Capability> {
    let of = |system: &System| stated(&system.name, &system.values);
    systems.iter().flat_map(of).collect()
}

/// Everything that is stated of one system.
pub(crate) fn stated(system: &str, values: &[Stated]) -> Vec<Capability> {
    let capability = |one: &Stated| Capability {
        system: system.to_owned(),
        parameter: one.parameter,
        declared: one.declared.clone(),
    };
    values.iter().map(capability).collect()
}

#[derive(FromRow)]
pub(super) struct Row {
    id: Uuid,
    kind: String,
    name: String,
    description: Option<String>,
    stated: JsonText<Vec<Stated>>,
    changed_at: DateTime<Utc>,
    version: i64,
}

impl From<Row> for System {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            kind: row.kind,
            name: row.name,
            description: row.description,
            values: row.stated.0,
            changed_at: row.changed_at,
            version: row.version,
        }
    }
}

/// The systems of an organisation, by name.
pub(crate) async fn systems(ctx: &Ctx, provider: ProviderId) -> Result<Vec<System>, Error> {
    let query = ctx.db().query(
        "SELECT id, kind, name, description, stated, changed_at, version FROM provider_system
         WHERE provider_id = $1 AND ended_at IS NULL ORDER BY folded_name, id",
    );
    let rows: Vec<Row> = query.bind(provider.0).all().await?;
    Ok(rows.into_iter().map(System::from).collect())
}

/// The profile of an organisation; everybody who is signed in reads it.
///
/// # Errors
/// When there is none, nobody is signed in, or the store fails.
pub async fn profile(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Profile, Error> {
    permit::<ReadProviders>(actor, Subject::ANY)?;
    let query = ctx
        .db()
        .query("SELECT id, name, origin FROM provider WHERE reference = $1");
    let head: Option<(Uuid, String, String)> = query.bind(reference).optional().await?;
    let (id, name, origin) = head.ok_or(Error::NotFound)?;
    let id = ProviderId(id);
    Ok(Profile {
        systems: systems(ctx, id).await?,
        references: references(ctx, id).await?,
        performance: performance(ctx, actor, id).await?,
        reference: reference.to_owned(),
        id,
        name,
        origin,
    })
}
