//! Reading about programmes.

use super::{claims, details};
use crate::capabilities;
use crate::contributions::{PLEDGES, PledgeRow};
use crate::db::filter::{Select, Value};
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use domain::policy::actions::{ReadCapabilities, ReadContracts, ReadContributions, ReadProgrammes};
use domain::policy::{Subject, may, permit};
use sqlx::FromRow;

/// A programme.
#[derive(Clone, Debug, FromRow)]
pub struct ProgrammeRow {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Codes of functional areas, joined by `/`; or an enabler such as `EN-LAUNCH`.
    pub functional_area: Option<String>,
    /// What it is.
    pub summary: String,
    /// The public figure, minor units.
    pub value_minor: Option<i64>,
    /// ISO 4217.
    pub value_currency: Option<String>,
    /// What the figure means.
    pub value_qualifier: Option<String>,
    /// How many nations have a standing in it.
    pub nations: i64,
}

/// How a nation stands in the programme.
#[derive(Clone, Debug)]
pub struct Participant {
    /// Letters.
    pub code: String,
    /// Name.
    pub name: String,
    /// The standing in words.
    pub standing: String,
    /// As of when.
    pub as_of: Option<String>,
}

/// A contribution that public sources report.
#[derive(Clone, Debug, FromRow)]
pub struct Reported {
    /// Code of the programme.
    pub programme_code: String,
    /// Whether the programme is one of those that are listed here; some are only named by a source.
    pub programme_listed: bool,
    /// Letters of the nation.
    pub nation_code: String,
    /// Name of the nation.
    pub nation_name: String,
    /// What is contributed, in the words of the source's gist.
    pub kind: String,
    /// Minor units; none where no amount is public.
    pub amount_minor: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// When, as exactly as the source says.
    pub reported_on: Option<String>,
    /// What the amount means.
    pub note: Option<String>,
    /// The source.
    pub source: String,
}

/// Selects [`Reported`]s.
pub(crate) const REPORTED: &str =
    "SELECT reported_contribution.programme_code, reported_contribution.nation_code,
     nation.name AS nation_name, reported_contribution.kind, reported_contribution.amount_minor,
     reported_contribution.currency, reported_contribution.reported_on, reported_contribution.note,
     reported_contribution.source,
     EXISTS (SELECT 1 FROM programme WHERE programme.code = reported_contribution.programme_code) AS programme_listed
 FROM reported_contribution JOIN nation ON nation.code = reported_contribution.nation_code";

/// A contract that public sources report.
#[derive(Clone, Debug, FromRow)]
pub struct PublicContract {
    /// Who buys.
    pub buyer: String,
    /// Who delivers.
    pub provider: String,
    /// What.
    pub what: String,
    /// When it was announced, as exactly as the source says.
    pub announced: Option<String>,
    /// Minor units; none where no value is public.
    pub value_minor: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// What the value means.
    pub qualifier: Option<String>,
    /// The source.
    pub source: String,
}

/// A contract recorded here that belongs to the programme.
#[derive(Clone, Debug, FromRow)]
pub struct FundedContract {
    /// `CTR-…`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Name of its state.
    pub status: String,
    /// Who delivers.
    pub provider_name: String,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// Ceiling, minor units.
    pub ceiling_minor: i64,
    /// ISO 4217.
    pub currency: String,
}

/// One programme.
#[derive(Clone, Debug)]
pub struct ProgrammeSheet {
    /// The programme.
    pub programme: ProgrammeRow,
    /// Facts in words: name and text.
    pub facts: Vec<(String, String)>,
    /// Addresses of the sources.
    pub sources: Vec<String>,
    /// Nations and their standings, by standing and name.
    pub participants: Vec<Participant>,
    /// Contributions that public sources report.
    pub reported: Vec<Reported>,
    /// Contracts that public sources report.
    pub public_contracts: Vec<PublicContract>,
    /// Pledges recorded here; none when this person may not read contributions.
    pub pledges: Option<Vec<PledgeRow>>,
    /// Contracts recorded here; none when this person may not read every contract.
    pub contracts: Option<Vec<FundedContract>>,
    /// Capabilities of the programme and those that its contracts serve; none when this person may not read them.
    pub capabilities: Vec<capabilities::Serving>,
}

const PROGRAMMES: &str =
    "SELECT programme.code, programme.name, programme.functional_area, programme.summary,
     programme.value_minor, programme.value_currency, programme.value_qualifier,
     (SELECT CAST(COUNT(DISTINCT nation_code) AS BIGINT) FROM programme_nation
      WHERE programme_nation.programme_code = programme.code) AS nations
 FROM programme";

/// Every programme.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn programmes(ctx: &Ctx, actor: &Actor) -> Result<Vec<ProgrammeRow>, Error> {
    permit::<ReadProgrammes>(actor, Subject::ANY)?;
    Ok(Select::new(PROGRAMMES)
        .tail("ORDER BY programme.position")
        .all(ctx.db())
        .await?)
}

/// What the list of programmes shows.
#[derive(Clone, Debug)]
pub struct ProgrammeList {
    /// Every programme.
    pub programmes: Vec<ProgrammeRow>,
    /// Contracts that public sources report of no programme that is listed.
    pub other_contracts: Vec<PublicContract>,
}

/// Every programme, and the public contracts that belong to none of them. Two statements.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor) -> Result<ProgrammeList, Error> {
    let programmes = programmes(ctx, actor).await?;
    let others = ctx.db().query(
        "SELECT buyer, provider, what, announced, value_minor, currency, qualifier, source FROM public_contract
         WHERE programme_code IS NULL OR programme_code NOT IN (SELECT code FROM programme)
         ORDER BY COALESCE(announced, '') DESC, provider, what",
    );
    Ok(ProgrammeList {
        programmes,
        other_contracts: others.all().await?,
    })
}

/// One programme with what public sources say of it and what is recorded here. Four statements at most.
///
/// # Errors
/// When the rules refuse, there is no such programme, or the store fails.
pub async fn sheet(ctx: &Ctx, actor: &Actor, code: &str) -> Result<ProgrammeSheet, Error> {
    permit::<ReadProgrammes>(actor, Subject::ANY)?;
    let mut sheet = details::sheet(ctx, code).await?;
    claims::add_to(ctx, code, &mut sheet).await?;
    if may::<ReadContributions>(actor, Subject::ANY) {
        let rows = pledges(ctx, code).await?;
        sheet.pledges = Some(
            rows.into_iter()
                .map(|pledge| pledge.seen_by(actor))
                .collect(),
        );
    }
    if may::<ReadContracts>(actor, Subject::ANY) {
        let (contracts, capabilities) = delivered(ctx, actor, code).await?;
        sheet.contracts = Some(contracts);
        sheet.capabilities = capabilities;
    }
    Ok(sheet)
}

async fn pledges(ctx: &Ctx, code: &str) -> Result<Vec<PledgeRow>, Error> {
    Ok(Select::new(PLEDGES)
        .when(
            "pledge.programme_code = ?",
            Some(Value::Text(code.to_owned())),
        )
        .tail("ORDER BY pledge.pledged_on DESC, pledge.id DESC")
        .all(ctx.db())
        .await?)
}

#[derive(FromRow)]
struct Delivered {
    part: String,
    reference: String,
    title: String,
    status: String,
    held_by: String,
    origin: String,
    ceiling_minor: i64,
    currency: String,
    need_date: Option<NaiveDate>,
}

const DELIVERED: &str = "SELECT * FROM (
     SELECT 'contract' AS part, reference, title, status, provider_name AS held_by, origin, ceiling_minor, currency,
         CAST(NULL AS DATE) AS need_date
     FROM contract WHERE programme_code = $1 ORDER BY created_at DESC, id LIMIT 200) AS contracts
 UNION ALL SELECT * FROM (
     SELECT 'capability' AS part, reference, name AS title, '' AS status, owner AS held_by, origin,
         CAST(0 AS BIGINT) AS ceiling_minor, '' AS currency, need_date
     FROM capability WHERE $2 AND (programme_code = $1 OR EXISTS (
         SELECT 1 FROM capability_contract JOIN contract ON contract.id = capability_contract.contract_id
         WHERE capability_contract.capability_id = capability.id AND contract.programme_code = $1))
     ORDER BY folded_name, id LIMIT 100) AS capabilities";

/// Contracts of the programme, and capabilities that are of it or that its contracts serve; the latter for who may read them.
async fn delivered(
    ctx: &Ctx,
    actor: &Actor,
    code: &str,
) -> Result<(Vec<FundedContract>, Vec<capabilities::Serving>), Error> {
    let reads = may::<ReadCapabilities>(actor, Subject::ANY);
    let query = ctx.db().query(DELIVERED).bind(code.to_owned()).bind(reads);
    let rows: Vec<Delivered> = query.all().await?;
    let (contracts, capabilities): (Vec<_>, Vec<_>) =
        rows.into_iter().partition(|row| row.part == "contract");
    let contract = |row: Delivered| FundedContract {
        reference: row.reference,
        title: row.title,
        status: row.status,
        provider_name: row.held_by,
        origin: row.origin,
        ceiling_minor: row.ceiling_minor,
        currency: row.currency,
    };
    let capability = |row: Delivered| capabilities::Serving {
        reference: row.reference,
        name: row.title,
        owner: row.held_by,
        need_date: row.need_date,
        origin: row.origin,
    };
    Ok((
        contracts.into_iter().map(contract).collect(),
        capabilities.into_iter().map(capability).collect(),
    ))
}
