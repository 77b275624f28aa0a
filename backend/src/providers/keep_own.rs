//! An organisation states facts of itself: identifiers, ownership and control.

use crate::audit::Happening;
use crate::db::JsonText;
use crate::error::Stale;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use chrono::NaiveDate;
use domain::actor::NationCode;
use domain::eligibility::Ownership;
use domain::id::ProviderId;
use domain::identifiers::{Identifier, Scheme};
use domain::policy::actions::KeepOwnProvider;
use domain::policy::{Permit, Subject};
use domain::text::Prose;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A statement of ownership and control as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnershipInput {
    /// `owners`: codes of the beneficial owners' nations, separated by spaces or commas.
    pub owners: String,
    /// `managed_from`: code of the nation of effective management.
    pub managed_from: String,
    /// `produces_in`: code of the nation of main production.
    pub produces_in: String,
    /// `restricted`: `yes` or `no`.
    pub restricted: String,
    /// `explanation`; needed where it is restricted.
    pub explanation: String,
}

/// One's own organisation in a unit of work.
#[derive(FromRow)]
pub(super) struct Own {
    pub(super) id: Uuid,
    pub(super) reference: String,
    nation_code: Option<String>,
    version: i64,
}

impl Own {
    /// Refuses what was written against another version.
    pub(super) fn must_be_at(&self, version: i64) -> Result<(), Error> {
        if self.version == version {
            return Ok(());
        }
        Err(Error::Stale(Box::new(Stale {
            version: self.version,
            recorded: BTreeMap::new(),
        })))
    }
}

pub(super) async fn own(
    work: &mut Work<'_>,
    reference: &str,
) -> Result<(Own, Permit<KeepOwnProvider>), Error> {
    let query = work.tx.query(
        "SELECT id, reference, nation_code, version FROM provider WHERE reference = $1 AND origin <> 'imported' AND merged_into IS NULL",
    );
    let own: Own = query
        .bind(reference)
        .optional()
        .await?
        .ok_or(Error::NotFound)?;
    let permit = work.permit::<KeepOwnProvider>(Subject::of_provider(ProviderId(own.id)))?;
    Ok((own, permit))
}

/// Records the identifiers of one's own organisation: by scheme what was typed; an empty one is taken away.
///
/// # Errors
/// When the rules refuse, an identifier does not fit its scheme or is another organisation's, somebody was faster, or the
/// store fails.
pub async fn identify(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    typed: &BTreeMap<Scheme, String>,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (own, permit) = own(&mut work, reference).await?;
    own.must_be_at(version)?;
    let identifiers = read_identifiers(typed, own.nation_code.as_deref())?;
    let before = stored(&mut work, own.id).await?;
    replace(&mut work, &own, &identifiers).await?;
    let after: Vec<String> = identifiers.iter().map(ToString::to_string).collect();
    let happening = Happening::to(
        "provider",
        own.id,
        &own.reference,
        "Recorded its identifiers",
    );
    work.record(&permit, happening.before(&before)?.after(&after)?)
        .await?;
    work.commit(()).await
}

/// Reads identifiers; every fault is named by its scheme.
///
/// # Errors
/// [`Error::Invalid`].
pub(crate) fn read_identifiers(
    typed: &BTreeMap<Scheme, String>,
    nation: Option<&str>,
) -> Result<Vec<Identifier>, Error> {
    let nation: Option<NationCode> = nation.and_then(|code| code.parse().ok());
    let mut wrong = FieldErrors::default();
    let mut identifiers = Vec::new();
    for (scheme, text) in typed.iter().filter(|(_, text)| !text.trim().is_empty()) {
        identifiers.extend(wrong.take(scheme.as_str(), Identifier::parse(*scheme, text, nation)));
    }
    wrong.finish()?;
    Ok(identifiers)
}

async fn stored(work: &mut Work<'_>, provider: Uuid) -> Result<Vec<String>, Error> {
    let query = work.tx.query(
        "SELECT scheme, value, nation_code FROM provider_identifier WHERE provider_id = $1 ORDER BY scheme",
    );
    let rows: Vec<(String, String, Option<String>)> = query.bind(provider).all().await?;
    let written = |(scheme, value, nation): (String, String, Option<String>)| {
        let scheme: Scheme = scheme.parse().ok()?;
        let nation = nation.and_then(|code| code.parse().ok());
        Some(Identifier::parse(scheme, &value, nation).ok()?.to_string())
    };
    Ok(rows.into_iter().filter_map(written).collect())
}

/// Refuses identifiers that another organisation has.
///
/// # Errors
/// [`Error::Invalid`] by the name of the scheme; or when the store fails.
pub(crate) async fn not_taken(
    work: &mut Work<'_>,
    own: ProviderId,
    identifiers: &[Identifier],
) -> Result<(), Error> {
    for one in identifiers {
        let taken = work
            .tx
            .query(
                "SELECT provider.reference FROM provider_identifier JOIN provider ON provider.id = provider_identifier.provider_id
                 WHERE scheme = $1 AND value = $2 AND provider_id <> $3 AND provider.merged_into IS NULL
                   AND (provider_identifier.nation_code = $4 OR $4 IS NULL) LIMIT 1",
            )
            .bind(one.scheme().as_str())
            .bind(one.value().to_owned())
            .bind(own.0)
            .bind(one.nation().map(|nation| nation.as_str().to_owned()));
        let taken: Option<String> = taken.optional_scalar().await?;
        if let Some(other) = taken {
            return Err(Error::field(
                one.scheme().as_str(),
                format!(
                    "{other} has this number: tell an administrator if both are your organisation, so that they are merged"
                ),
            ));
        }
    }
    Ok(())
}

async fn replace(work: &mut Work<'_>, own: &Own, identifiers: &[Identifier]) -> Result<(), Error> {
    let id = ProviderId(own.id);
    not_taken(work, id, identifiers).await?;
    work.tx
        .query("DELETE FROM provider_identifier WHERE provider_id = $1")
        .bind(own.id)
        .run()
        .await?;
    for one in identifiers {
        insert_identifier(work, id, one).await?;
    }
    work.tx
        .query("UPDATE provider SET version = version + 1 WHERE id = $1 AND version = $2")
        .bind(own.id)
        .bind(own.version)
        .run_one()
        .await?;
    Ok(())
}

/// Writes an identifier of an organisation.
///
/// # Errors
/// When the store fails.
pub(crate) async fn insert_identifier(
    work: &mut Work<'_>,
    provider: ProviderId,
    one: &Identifier,
) -> Result<(), Error> {
    let (at, account) = (work.at, work.account());
    work.tx
        .query(
        "INSERT INTO provider_identifier (provider_id, scheme, value, nation_code, recorded_by, recorded_at)
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(provider.0)
    .bind(one.scheme().as_str())
    .bind(one.value().to_owned())
    .bind(one.nation().map(|nation| nation.as_str().to_owned()))
    .bind(account)
    .bind(at)
    .run_one()
    .await?;
    Ok(())
}

/// Reads a statement of ownership and control.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong.
pub fn read_ownership(input: &OwnershipInput, today: NaiveDate) -> Result<Ownership, Error> {
    let mut wrong = FieldErrors::default();
    let mut owners: Vec<NationCode> = Vec::new();
    let codes = input
        .owners
        .split([' ', ',', ';'])
        .filter(|code| !code.is_empty());
    for code in codes {
        owners.extend(wrong.take("owners", code.parse::<NationCode>()));
    }
    owners.sort_unstable();
    owners.dedup();
    if owners.is_empty() && wrong.is_empty() {
        wrong.add(
            "owners",
            "name the nations of the beneficial owners by their two letters, such as NO SE",
        );
    }
    let managed_from = wrong.take("managed_from", input.managed_from.parse::<NationCode>());
    let produces_in = wrong.take("produces_in", input.produces_in.parse::<NationCode>());
    let restricted = input.restricted == "yes";
    if !restricted && input.restricted != "no" {
        wrong.add("restricted", "choose yes or no");
    }
    let explanation = match input.explanation.trim() {
        "" if restricted => {
            wrong.add("explanation", "say who restricts it and how");
            None
        }
        "" => Some(String::new()),
        text => wrong
            .take("explanation", Prose::<2_000>::parse(text))
            .map(String::from),
    };
    wrong.finish()?;
    let made = || {
        Some(Ownership {
            number: 1,
            stated_on: today,
            owners,
            managed_from: managed_from?,
            produces_in: produces_in?,
            restricted,
            explanation: explanation?,
        })
    };
    made().ok_or(Error::NotFound)
}

/// States who owns and controls one's own organisation today. Earlier statements stay readable.
///
/// # Errors
/// When the rules refuse, something is not stated, or the store fails.
pub async fn state_ownership(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    input: &OwnershipInput,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (own, permit) = own(&mut work, reference).await?;
    let statement = read_ownership(input, ctx.today())?;
    let latest = work.tx.query(
        "SELECT statement FROM ownership_statement WHERE provider_id = $1 ORDER BY number DESC LIMIT 1",
    );
    let latest: Option<(JsonText<Ownership>,)> = latest.bind(own.id).optional().await?;
    let before = latest.map(|(statement,)| statement.0);
    let after = Ownership {
        number: before.as_ref().map_or(1, |before| before.number + 1),
        ..statement
    };
    store_statement(&mut work, ProviderId(own.id), &after).await?;
    let summary = format!(
        "Stated its ownership and control, statement {}",
        after.number
    );
    let mut happening = Happening::to("provider", own.id, &own.reference, summary).after(&after)?;
    if let Some(before) = &before {
        happening = happening.before(before)?;
    }
    work.record(&permit, happening).await?;
    work.commit(()).await
}

/// Writes a statement of ownership and control.
///
/// # Errors
/// When the store fails.
pub(crate) async fn store_statement(
    work: &mut Work<'_>,
    provider: ProviderId,
    statement: &Ownership,
) -> Result<(), Error> {
    let (at, account) = (work.at, work.account());
    work.tx
        .query("INSERT INTO ownership_statement (provider_id, number, statement, made_by, made_at) VALUES ($1, $2, $3, $4, $5)")
        .bind(provider.0)
        .bind(statement.number)
        .bind(JsonText(statement.clone()))
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}
