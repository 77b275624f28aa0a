//! Keeping a capability profile: systems are added and ended, values stated and taken away.

use super::profile::{Row, SYSTEM_KINDS, Stated, System};
use crate::audit::Happening;
use crate::db::JsonText;
use crate::error::Stale;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use domain::id::ProviderId;
use domain::parameters::{Declared, ParameterCode};
use domain::policy::actions::KeepProfile;
use domain::policy::{Permit, Subject};
use domain::text::{Line, Prose, folded};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Systems of an organisation at most.
const MOST: i64 = 100;

/// A system as typed.
#[derive(Clone, Debug, Default)]
pub struct SystemInput {
    /// `kind`: code.
    pub kind: String,
    /// `name`.
    pub name: String,
    /// `description`, or empty.
    pub description: String,
}

/// A system as the log keeps it.
#[derive(Serialize)]
struct Record {
    kind: String,
    name: String,
    description: Option<String>,
    values: Vec<Stated>,
}

impl From<&System> for Record {
    fn from(system: &System) -> Self {
        Self {
            kind: system.kind.clone(),
            name: system.name.clone(),
            description: system.description.clone(),
            values: system.values.clone(),
        }
    }
}

pub(super) async fn own(
    work: &mut Work<'_>,
    reference: &str,
) -> Result<(Uuid, Permit<KeepProfile>), Error> {
    let query = work
        .tx
        .query("SELECT id FROM provider WHERE reference = $1 AND origin <> 'imported'");
    let id: Option<Uuid> = query.bind(reference).optional_scalar().await?;
    let id = id.ok_or(Error::NotFound)?;
    let permit = work.permit::<KeepProfile>(Subject::of_provider(ProviderId(id)))?;
    Ok((id, permit))
}

/// Adds a system to one's own organisation's profile; answers with its identity.
///
/// # Errors
/// When the rules refuse, something is missing, or the store fails.
pub async fn add_system(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    input: &SystemInput,
) -> Result<Uuid, Error> {
    let mut work = begin!(ctx, call);
    let (provider, permit) = own(&mut work, reference).await?;
    let (name, description) = read(input)?;
    let count = work
        .tx
        .query("SELECT COUNT(*) FROM provider_system WHERE provider_id = $1 AND ended_at IS NULL");
    let count: i64 = count.bind(provider).scalar().await?;
    if count >= MOST {
        return Err(Error::not_now(format!(
            "a profile has at most {MOST} systems"
        )));
    }
    let (id, at) = (ctx.new_id(), work.at);
    let system = System {
        id,
        kind: input.kind.clone(),
        name: name.into(),
        description: description.map(String::from),
        values: Vec::new(),
        changed_at: at,
        version: 1,
    };
    insert(&mut work, provider, &system).await?;
    let summary = format!("Added {} to its profile", system.name);
    let happening = Happening::to("provider", provider, reference, summary);
    work.record(&permit, happening.after(&Record::from(&system))?)
        .await?;
    work.commit(id).await
}

fn read(input: &SystemInput) -> Result<(Line<120>, Option<Prose<2_000>>), Error> {
    let mut wrong = FieldErrors::default();
    if SYSTEM_KINDS.iter().all(|(code, _)| *code != input.kind) {
        wrong.add("kind", "choose a kind");
    }
    let name = wrong.take("name", Line::parse(&input.name));
    let description = match input.description.trim() {
        "" => None,
        text => wrong.take("description", Prose::parse(text)),
    };
    wrong.finish()?;
    Ok((name.ok_or(Error::NotFound)?, description))
}

async fn insert(work: &mut Work<'_>, provider: Uuid, system: &System) -> Result<(), Error> {
    work.tx
        .query(
            "INSERT INTO provider_system (id, provider_id, kind, name, folded_name, description, stated, changed_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1)",
        )
        .bind(system.id)
        .bind(provider)
        .bind(system.kind.clone())
        .bind(system.name.clone())
        .bind(folded(&system.name))
        .bind(system.description.clone())
        .bind(JsonText(system.values.clone()))
        .bind(system.changed_at)
        .run_one()
        .await?;
    Ok(())
}

async fn current(
    work: &mut Work<'_>,
    provider: Uuid,
    id: Uuid,
    version: i64,
) -> Result<System, Error> {
    let query = work.tx.query(
        "SELECT id, kind, name, description, stated, changed_at, version FROM provider_system
         WHERE id = $1 AND provider_id = $2 AND ended_at IS NULL",
    );
    let row: Option<Row> = query.bind(id).bind(provider).optional().await?;
    let system = System::from(row.ok_or(Error::NotFound)?);
    if system.version != version {
        return Err(Error::Stale(Box::new(Stale {
            version: system.version,
            recorded: BTreeMap::new(),
        })));
    }
    Ok(system)
}

/// States a value of a system, in place of an earlier one of the same parameter.
///
/// # Errors
/// When the rules refuse, the value does not fit the parameter, somebody was faster, or the store fails.
pub async fn state_value(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    (id, version): (Uuid, i64),
    code: &str,
    (text, unit): (&str, &str),
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (provider, permit) = own(&mut work, reference).await?;
    let before = current(&mut work, provider, id, version).await?;
    let parameter: ParameterCode = code
        .parse()
        .map_err(|error| Error::field("parameter", error))?;
    let declared = Declared::parse(parameter.parameter(), text, unit)
        .map_err(|error| Error::field("value", error))?;
    let mut after = before.clone();
    let stated = Stated {
        parameter,
        declared,
    };
    match after
        .values
        .iter_mut()
        .find(|one| one.parameter == parameter)
    {
        Some(earlier) => *earlier = stated,
        None => after.values.push(stated),
    }
    let summary = format!("Stated “{}” of {}", parameter.parameter().name, after.name);
    save(
        work,
        &permit,
        (provider, reference),
        (&before, &after),
        summary,
    )
    .await
}

/// Takes a value of a system away.
///
/// # Errors
/// When the rules refuse, it is not stated, somebody was faster, or the store fails.
pub async fn drop_value(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    (id, version): (Uuid, i64),
    code: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (provider, permit) = own(&mut work, reference).await?;
    let before = current(&mut work, provider, id, version).await?;
    let mut after = before.clone();
    after.values.retain(|one| one.parameter.as_str() != code);
    if after.values.len() == before.values.len() {
        return Err(Error::NotFound);
    }
    let summary = format!("Took a value of {} away", after.name);
    save(
        work,
        &permit,
        (provider, reference),
        (&before, &after),
        summary,
    )
    .await
}

async fn save(
    mut work: Work<'_>,
    permit: &Permit<KeepProfile>,
    (provider, reference): (Uuid, &str),
    (before, after): (&System, &System),
    summary: String,
) -> Result<(), Error> {
    let at = work.at;
    work.tx
        .query("UPDATE provider_system SET stated = $1, changed_at = $2, version = version + 1 WHERE id = $3 AND version = $4")
        .bind(JsonText(after.values.clone()))
        .bind(at)
        .bind(after.id)
        .bind(before.version)
        .run_one()
        .await?;
    let happening = Happening::to("provider", provider, reference, summary)
        .before(&Record::from(before))?
        .after(&Record::from(after))?;
    work.record(permit, happening).await?;
    work.commit(()).await
}

/// Ends a system: it is in the profile no more, and stays in the log.
///
/// # Errors
/// When the rules refuse, somebody was faster, or the store fails.
pub async fn end_system(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    (id, version): (Uuid, i64),
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (provider, permit) = own(&mut work, reference).await?;
    let before = current(&mut work, provider, id, version).await?;
    let at = work.at;
    work.tx
        .query("UPDATE provider_system SET ended_at = $1, version = version + 1 WHERE id = $2")
        .bind(at)
        .bind(id)
        .run_one()
        .await?;
    let summary = format!("Took {} out of its profile", before.name);
    let happening = Happening::to("provider", provider, reference, summary);
    work.record(&permit, happening.before(&Record::from(&before))?)
        .await?;
    work.commit(()).await
}
