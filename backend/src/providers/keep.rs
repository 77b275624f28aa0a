//! Keeping provider organisations.

use crate::audit::Happening;
use crate::begin;
use crate::db::{DbError, Tx};
use crate::error::Stale;
use crate::{Call, Ctx, Error, FieldErrors, Work};
use chrono::Datelike;
use domain::actor::NationCode;
use domain::id::ProviderId;
use domain::policy::Subject;
use domain::policy::actions::KeepProviders;
use domain::reference::{Series, write};
use domain::text::{Line, Prose, folded};
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An organisation as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderInput {
    /// `name`.
    pub name: String,
    /// `nation`: code, or empty.
    pub nation: String,
    /// `sme`: a small or medium-sized enterprise.
    pub sme: bool,
    /// `website`, or empty.
    pub website: String,
    /// `description`, or empty.
    pub description: String,
}

/// An organisation as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewProvider {
    /// Its name.
    pub name: Line,
    /// Where it is established.
    pub nation: Option<NationCode>,
    /// Whether it is a small or medium-sized enterprise.
    pub sme: bool,
    /// Its website, `https://…`.
    pub website: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// Whether it belongs to the demonstration; never typed.
    pub demonstration: bool,
}

impl TryFrom<ProviderInput> for NewProvider {
    type Error = Error;

    fn try_from(input: ProviderInput) -> Result<Self, Error> {
        let mut wrong = FieldErrors::default();
        let name = wrong.take("name", Line::parse(&input.name));
        let nation = match input.nation.trim() {
            "" => None,
            code => wrong.take("nation", code.parse()),
        };
        let website = input.website.trim();
        let address = website
            .strip_prefix("https://")
            .or_else(|| website.strip_prefix("http://"));
        if !website.is_empty()
            && address.is_none_or(|rest| rest.is_empty() || rest.contains(char::is_whitespace))
        {
            wrong.add(
                "website",
                "Enter the whole address, such as https://example.org.",
            );
        }
        let description: Option<Prose> = match input.description.trim() {
            "" => None,
            text => wrong.take("description", Prose::parse(text)),
        };
        wrong.finish()?;
        Ok(Self {
            name: name.ok_or(Error::NotFound)?,
            nation,
            sme: input.sme,
            website: (!website.is_empty()).then(|| website.to_owned()),
            description: description.map(String::from),
            demonstration: false,
        })
    }
}

/// Adds an organisation; answers with its reference.
///
/// # Errors
/// When the rules refuse, the nation is unknown, or the store fails.
pub async fn add(ctx: &Ctx, call: &Call, provider: NewProvider) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepProviders>(Subject::ANY)?;
    let (id, reference) = insert(&mut work, &provider).await?;
    let summary = format!("Added the organisation {}", provider.name.as_str());
    let happening = Happening::to("provider", id.0, &reference, summary);
    work.record(&permit, happening.after(&provider)?).await?;
    work.commit(reference).await
}

/// Writes a new organisation; answers with its identity and reference.
///
/// # Errors
/// When the nation is unknown or the store fails.
pub(crate) async fn insert(
    work: &mut Work<'_>,
    provider: &NewProvider,
) -> Result<(ProviderId, String), Error> {
    check_nation(&mut work.tx, provider).await?;
    let (id, year) = (ProviderId(work.ctx().new_id()), work.at.year());
    let number = work.tx.next_number(&format!("provider-{year}")).await?;
    let reference = write(Series::Provider, year, number);
    let origin = if provider.demonstration {
        "demonstration"
    } else {
        "perigee"
    };
    let at = work.at;
    work.tx
        .query(
            "INSERT INTO provider (id, reference, name, folded_name, nation_code, sme, website, description, origin, created_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 1)",
        )
        .bind(id.0)
        .bind(reference.clone())
        .bind(provider.name.as_str().to_owned())
        .bind(folded(provider.name.as_str()))
        .bind(provider.nation.map(|nation| nation.as_str().to_owned()))
        .bind(provider.sme)
        .bind(provider.website.clone())
        .bind(provider.description.clone())
        .bind(origin)
        .bind(at)
        .run_one()
        .await?;
    Ok((id, reference))
}

async fn check_nation(tx: &mut Tx, provider: &NewProvider) -> Result<(), Error> {
    let Some(nation) = provider.nation else {
        return Ok(());
    };
    let known: bool = tx
        .query("SELECT EXISTS (SELECT 1 FROM nation WHERE code = $1)")
        .bind(nation.as_str().to_owned())
        .scalar()
        .await?;
    if known {
        Ok(())
    } else {
        Err(Error::field("nation", "Choose a nation of the list."))
    }
}

#[derive(FromRow)]
struct Recorded {
    id: Uuid,
    name: String,
    nation_code: Option<String>,
    sme: bool,
    website: Option<String>,
    description: Option<String>,
    origin: String,
    merged: bool,
    version: i64,
}

impl Recorded {
    fn provider(&self) -> Result<NewProvider, Error> {
        Ok(NewProvider {
            name: Line::parse(&self.name)
                .map_err(|error| DbError::corrupt("provider.name", error))?,
            nation: self
                .nation_code
                .as_deref()
                .and_then(|code| code.parse().ok()),
            sme: self.sme,
            website: self.website.clone(),
            description: self.description.clone(),
            demonstration: self.origin == "demonstration",
        })
    }

    fn stale(self) -> Error {
        let recorded = BTreeMap::from([
            ("name".to_owned(), self.name),
            ("nation".to_owned(), self.nation_code.unwrap_or_default()),
            ("website".to_owned(), self.website.unwrap_or_default()),
            (
                "description".to_owned(),
                self.description.unwrap_or_default(),
            ),
        ]);
        Error::Stale(Box::new(Stale {
            version: self.version,
            recorded,
        }))
    }
}

/// Changes an organisation. An imported one is not changed: the next import would not know of it.
///
/// # Errors
/// When the rules refuse, somebody else was faster, or the store fails.
pub async fn change(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    provider: NewProvider,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepProviders>(Subject::ANY)?;
    let recorded: Recorded = work
        .tx
        .query("SELECT id, name, nation_code, sme, website, description, origin, merged_into IS NOT NULL AS merged, version
             FROM provider WHERE reference = $1")
        .bind(reference)
        .one()
        .await?;
    if recorded.origin == "imported" {
        return Err(Error::not_now(
            "an imported organisation is not changed here",
        ));
    }
    if recorded.merged {
        return Err(Error::not_now(
            "this organisation is merged into another: change that one",
        ));
    }
    if recorded.version != version {
        return Err(recorded.stale());
    }
    check_nation(&mut work.tx, &provider).await?;
    let before = recorded.provider()?;
    update(&mut work.tx, recorded.id, version, &provider).await?;
    let happening = Happening::to(
        "provider",
        recorded.id,
        reference,
        "Changed the organisation",
    );
    work.record(&permit, happening.before(&before)?.after(&provider)?)
        .await?;
    work.commit(reference.to_owned()).await
}

async fn update(
    tx: &mut Tx,
    id: Uuid,
    version: i64,
    provider: &NewProvider,
) -> Result<(), DbError> {
    tx.query(
        "UPDATE provider SET name = $1, folded_name = $2, nation_code = $3, sme = $4, website = $5, description = $6,
             version = version + 1
         WHERE id = $7 AND version = $8",
    )
    .bind(provider.name.as_str().to_owned())
    .bind(folded(provider.name.as_str()))
    .bind(provider.nation.map(|nation| nation.as_str().to_owned()))
    .bind(provider.sme)
    .bind(provider.website.clone())
    .bind(provider.description.clone())
    .bind(id)
    .bind(version)
    .run_one()
    .await
}
