//! Who may offer where the method does not admit every eligible vendor: those whom the buyer names.

use super::approval::lapse;
use super::edit::rewritable;
use super::record::{SolicitationRecord, loaded, read};
use super::save::save;
use crate::audit::Happening;
use crate::db::Tx;
use crate::db::query::Query;
use crate::frameworks::competition_of;
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::{ProviderId, SolicitationId};
use domain::methods::{Admission, Method};
use domain::policy::actions::{EditSolicitation, ReadDraftSolicitations};
use domain::policy::{Subject, permit};
use domain::states::SolicitationState;
use domain::text::Line;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// A vendor that may offer.
#[derive(Clone, Debug, FromRow)]
pub struct NamedOfferor {
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Why it was named.
    pub reason: String,
    /// Who named it.
    pub named_by: Option<String>,
    /// When.
    pub named_at: DateTime<Utc>,
}

/// Who may offer, for buyers and auditors.
#[derive(Clone, Debug)]
pub struct NamedOfferors {
    /// Who may offer by the method; none without a method of the list.
    pub admission: Option<(Method, Admission)>,
    /// Those who are named, by name.
    pub rows: Vec<NamedOfferor>,
    /// Whether more can be named now.
    pub can_name: bool,
    /// Whether one can be taken off now: before publication only.
    pub can_drop: bool,
    /// Version of the solicitation.
    pub version: i64,
}

/// Vendors to name, as typed. The fields are named as here.
#[derive(Clone, Debug, Default)]
pub struct NamingInput {
    /// References of organisations, with spaces, commas or lines between.
    pub offerors: String,
    /// Why these.
    pub naming_reason: String,
}

const ROWS: &str = "SELECT provider.reference, provider.name, named_offeror.reason, account.name AS named_by, named_offeror.named_at
 FROM named_offeror JOIN provider ON provider.id = named_offeror.provider_id
 LEFT JOIN account ON account.id = named_offeror.named_by
 WHERE named_offeror.solicitation_id = $1 ORDER BY provider.folded_name, provider.id";

/// The vendors that are named, in two statements. Bidders never read the list: each learns of itself alone.
///
/// # Errors
/// When the rules refuse, there is no such solicitation, or the store fails.
pub async fn named_offerors(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
) -> Result<NamedOfferors, Error> {
    permit::<ReadDraftSolicitations>(actor, Subject::ANY)?;
    let record = read(ctx, &reference.to_uppercase()).await?;
    let rows = ctx.db().query(ROWS).bind(record.id.0).all().await?;
    let limited = record.admission() != Admission::Open && record.origin != "imported";
    let draft = rewritable(&record).is_ok();
    Ok(NamedOfferors {
        admission: record.method().map(|method| (method, method.admission())),
        rows,
        can_name: limited && (draft || may_join(&record, ctx.now())),
        can_drop: draft,
        version: record.version,
    })
}

/// After publication a pool can still grow, never shrink, while offers are received.
fn may_join(record: &SolicitationRecord, at: DateTime<Utc>) -> bool {
    let grows = matches!(record.admission(), Admission::Pool | Admission::Holders);
    grows && record.is_limited() && record.state_at(at) == SolicitationState::Published
}

#[derive(Serialize)]
struct Named<'a> {
    named: &'a [String],
}

/// Names vendors that may offer, all or none. Before publication an approval is taken back by it; afterwards the vendors are
/// told at once.
///
/// # Errors
/// When the method admits everybody or the state allows no more, a reference is unknown or named already, the reason is
/// missing, somebody was faster, the rules refuse, or the store fails.
pub async fn name_offerors(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    input: &NamingInput,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<EditSolicitation>(Subject::ANY)?;
    let before = current(&mut work, reference, version).await?;
    if before.admission() == Admission::Open {
        return Err(Error::not_now(
            "by its method every eligible vendor may offer: nobody is named",
        ));
    }
    only_holders(&mut work.tx, &before).await?;
    let (found, reason) = vendors(&mut work.tx, &before, input).await?;
    let after = rewritten(&before, work.at)?;
    write(&mut work, &before, &after).await?;
    for (provider, _) in &found {
        add(&mut work, after.id, *provider, &reason).await?;
    }
    if after.published_at.is_some() {
        let everybody: Vec<To> = found.iter().map(|(id, _)| To::Provider(*id)).collect();
        told(&mut work, &after, &everybody).await?;
    }
    let references: Vec<String> = found.into_iter().map(|(_, reference)| reference).collect();
    let summary = format!("Named {} to offer", references.join(", "));
    let happening = Happening::to("solicitation", after.id.0, &after.reference, summary);
    let happening = happening.within(after.id.0).because(reason);
    let named = Named { named: &references };
    work.record(&permit, happening.after(&named)?).await?;
    work.commit(()).await
}

/// Takes a vendor off the list before publication; an approval is taken back by it.
///
/// # Errors
/// When it is not on the list, the solicitation is published, somebody was faster, the rules refuse, or the store fails.
pub async fn drop_offeror(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    offeror: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<EditSolicitation>(Subject::ANY)?;
    let before = current(&mut work, reference, version).await?;
    rewritable(&before).map_err(|_| {
        Error::not_now("who was named at publication stays: an offer may be on its way")
    })?;
    only_holders(&mut work.tx, &before).await?;
    let after = rewritten(&before, work.at)?;
    write(&mut work, &before, &after).await?;
    work.tx
        .query(
            "DELETE FROM named_offeror WHERE solicitation_id = $1
               AND provider_id = (SELECT id FROM provider WHERE reference = $2)",
        )
        .bind(after.id.0)
        .bind(offeror.to_owned())
        .run_one()
        .await?;
    let summary = format!("Took {offeror} off those who may offer");
    let happening = Happening::to("solicitation", after.id.0, &after.reference, summary);
    let named = Named { named: &[] };
    work.record(&permit, happening.within(after.id.0).after(&named)?)
        .await?;
    work.commit(()).await
}

/// Tells everybody who is named that offers are received.
pub(super) async fn tell_named(
    work: &mut Work<'_>,
    record: &SolicitationRecord,
) -> Result<(), Error> {
    if record.admission() == Admission::Open {
        return Ok(());
    }
    let query = "SELECT provider_id FROM named_offeror WHERE solicitation_id = $1";
    let named: Vec<Uuid> = work.tx.query(query).bind(record.id.0).scalars().await?;
    let everybody: Vec<To> = named
        .into_iter()
        .map(|id| To::Provider(ProviderId(id)))
        .collect();
    told(work, record, &everybody).await
}

async fn told(
    work: &mut Work<'_>,
    record: &SolicitationRecord,
    everybody: &[To],
) -> Result<(), Error> {
    let text = format!("You may offer on “{}”: the buyer named you", record.title);
    tell(
        work,
        everybody,
        "solicitation.named",
        &record.reference,
        &text,
    )
    .await
}

async fn current(
    work: &mut Work<'_>,
    reference: &str,
    version: i64,
) -> Result<SolicitationRecord, Error> {
    let record = loaded(&mut work.tx, &reference.to_uppercase())
        .await?
        .record;
    if record.origin == "imported" {
        return Err(Error::not_now("an imported record is not changed here"));
    }
    if record.version != version {
        return Err(record.stale());
    }
    Ok(record)
}

/// The record after the list changed: a draft again before publication, itself afterwards.
fn rewritten(before: &SolicitationRecord, at: DateTime<Utc>) -> Result<SolicitationRecord, Error> {
    let status = match rewritable(before) {
        Ok(status) => status,
        Err(_) if may_join(before, at) => before.status,
        Err(_) => return Err(Error::not_now("nobody can be named any more")),
    };
    Ok(SolicitationRecord {
        status,
        version: before.version + 1,
        ..before.clone()
    })
}

async fn write(
    work: &mut Work<'_>,
    before: &SolicitationRecord,
    after: &SolicitationRecord,
) -> Result<(), Error> {
    lapse(work, after.id).await?;
    save(&mut work.tx, before, after).await
}

/// The organisations that were typed, and the reason.
async fn vendors(
    tx: &mut Tx,
    record: &SolicitationRecord,
    input: &NamingInput,
) -> Result<(Vec<(ProviderId, String)>, String), Error> {
    let mut wrong = FieldErrors::default();
    let reason = wrong.take("naming_reason", Line::<500>::parse(&input.naming_reason));
    let typed = input.offerors.split([' ', ',', ';', '\n', '\r', '\t']);
    let mut typed: Vec<String> = typed.map(str::to_uppercase).collect();
    typed.retain(|reference| !reference.is_empty());
    typed.sort();
    typed.dedup();
    if typed.is_empty() {
        wrong.add(
            "offerors",
            "write the reference of at least one organisation",
        );
    }
    let mut found = Vec::new();
    for reference in typed {
        match vendor(tx, record.id, &reference).await? {
            Some((_, true)) => wrong.add("offerors", format!("{reference} is named already")),
            Some((id, false)) => found.push((ProviderId(id), reference)),
            None => wrong.add(
                "offerors",
                format!("there is no organisation {reference} that has an account here"),
            ),
        }
    }
    wrong.finish()?;
    Ok((found, reason.map(String::from).unwrap_or_default()))
}

/// An organisation of the registry, and whether it is named already.
async fn vendor(
    tx: &mut Tx,
    solicitation: SolicitationId,
    reference: &str,
) -> Result<Option<(Uuid, bool)>, Error> {
    let query = "SELECT id, EXISTS (SELECT 1 FROM named_offeror WHERE solicitation_id = $1 AND provider_id = provider.id) AS named
         FROM provider WHERE reference = $2 AND origin <> 'imported' AND merged_into IS NULL";
    let query = tx.query(query).bind(solicitation.0);
    Ok(query.bind(reference.to_owned()).optional().await?)
}

async fn add(
    work: &mut Work<'_>,
    solicitation: SolicitationId,
    provider: ProviderId,
    reason: &str,
) -> Result<(), Error> {
    let (account, at) = (work.account(), work.at);
    let query = "INSERT INTO named_offeror (solicitation_id, provider_id, reason, named_by, named_at) VALUES ($1, $2, $3, $4, $5)";
    let query = work.tx.query(query).bind(solicitation.0).bind(provider.0);
    let query = query.bind(reason.to_owned()).bind(account).bind(at);
    Ok(query.run_one().await?)
}

/// Names the holders of a framework for its mini-competition, inside a work that does more.
pub(crate) async fn name_holders(
    work: &mut Work<'_>,
    solicitation: SolicitationId,
    holders: &[ProviderId],
    reason: &str,
) -> Result<(), Error> {
    for holder in holders {
        add(work, solicitation, *holder, reason).await?;
    }
    Ok(())
}

/// Refuses to change the list of a mini-competition: its framework's holders, all of them and nobody else, may offer.
async fn only_holders(tx: &mut Tx, record: &SolicitationRecord) -> Result<(), Error> {
    match competition_of(tx, record.id).await? {
        None => Ok(()),
        Some(framework) => Err(Error::not_now(format!(
            "this is a mini-competition of {framework}: every holder may offer, and nobody else"
        ))),
    }
}

/// Whether a vendor may offer; `$1` is the solicitation, `$2` the vendor.
pub(crate) const ADMITS: &str = "SELECT method,
     EXISTS (SELECT 1 FROM named_offeror WHERE solicitation_id = solicitation.id) AS limited,
     EXISTS (SELECT 1 FROM named_offeror WHERE solicitation_id = solicitation.id AND provider_id = $2) AS named
 FROM solicitation WHERE id = $1";

/// Asks [`ADMITS`].
pub(crate) async fn admits(
    query: Query<'_>,
    solicitation: SolicitationId,
    provider: ProviderId,
) -> Result<bool, Error> {
    let query = query.bind(solicitation.0).bind(provider.0);
    let (method, limited, named): (String, bool, bool) = query.one().await?;
    let method: Option<Method> = method.to_lowercase().parse().ok();
    let open = method.is_none_or(|method| method.admission() == Admission::Open);
    Ok(open || !limited || named)
}
