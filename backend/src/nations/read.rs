//! Reading about nations.

use crate::contributions::{PLEDGES, PledgeRow};
use crate::db::filter::{Select, Value};
use crate::programmes::Reported;
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::policy::actions::{ReadContributions, ReadNations};
use domain::policy::{Subject, may, permit};
use sqlx::FromRow;

/// A nation.
#[derive(Clone, Debug, FromRow)]
pub struct NationRow {
    /// ISO 3166-1, two letters.
    pub code: String,
    /// Name.
    pub name: String,
    /// Year of accession.
    pub accession_year: i64,
    /// ISO 4217.
    pub currency: String,
    /// On what the row rests.
    pub source: String,
}

/// How a nation stands in a programme.
#[derive(Clone, Debug, FromRow)]
pub struct Participation {
    /// Letters of the nation.
    pub nation_code: String,
    /// Code of the programme.
    pub programme_code: String,
    /// Name of the programme.
    pub programme_name: String,
    /// The standing in words, such as “Participant, July 2026”.
    pub standing: String,
    /// As of when.
    pub as_of: Option<String>,
}

const STANDINGS: &str = "SELECT programme_nation.nation_code, programme_nation.programme_code, programme.name AS programme_name,
     programme_nation.standing, programme_nation.as_of
 FROM programme_nation JOIN programme ON programme.code = programme_nation.programme_code";

/// Every nation with what it takes part in.
#[derive(Clone, Debug)]
pub struct NationList {
    /// The nations, by name.
    pub nations: Vec<NationRow>,
    /// Every standing, in the order of the programmes.
    pub standings: Vec<Participation>,
}

/// Every nation with what it takes part in.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn nations(ctx: &Ctx, actor: &Actor) -> Result<NationList, Error> {
    permit::<ReadNations>(actor, Subject::ANY)?;
    let nations = ctx
        .db()
        .query("SELECT code, name, accession_year, currency, source FROM nation ORDER BY name")
        .all()
        .await?;
    let standings = Select::new(STANDINGS)
        .tail("ORDER BY programme.position, programme_nation.standing")
        .all(ctx.db())
        .await?;
    Ok(NationList { nations, standings })
}

/// One nation.
#[derive(Clone, Debug)]
pub struct NationSheet {
    /// The nation.
    pub nation: NationRow,
    /// What it takes part in.
    pub standings: Vec<Participation>,
    /// What public sources report of it.
    pub reported: Vec<Reported>,
    /// Its pledges recorded here; none when this person may not read contributions.
    pub pledges: Option<Vec<PledgeRow>>,
}

/// One nation with what it takes part in, what is reported of it and what it pledged here.
///
/// # Errors
/// When the rules refuse, there is no such nation, or the store fails.
pub async fn sheet(ctx: &Ctx, actor: &Actor, code: &str) -> Result<NationSheet, Error> {
    permit::<ReadNations>(actor, Subject::ANY)?;
    let (db, code) = (ctx.db(), code.to_uppercase());
    let nation = "SELECT code, name, accession_year, currency, source FROM nation WHERE code = $1";
    let nation: NationRow = db.query(nation).bind(code.clone()).one().await?;
    let own = || Some(Value::Text(code.clone()));
    let standings = Select::new(STANDINGS)
        .when("programme_nation.nation_code = ?", own())
        .tail("ORDER BY programme.position, programme_nation.standing")
        .all(db)
        .await?;
    let reported = Select::new(crate::programmes::REPORTED)
        .when("reported_contribution.nation_code = ?", own())
        .tail("ORDER BY reported_contribution.reported_on, reported_contribution.id")
        .all(db)
        .await?;
    let pledges = if may::<ReadContributions>(actor, Subject::ANY) {
        let rows: Vec<PledgeRow> = Select::new(PLEDGES)
            .when("pledge.nation_code = ?", own())
            .tail("ORDER BY pledge.pledged_on DESC, pledge.id DESC")
            .all(db)
            .await?;
        Some(
            rows.into_iter()
                .map(|pledge| pledge.seen_by(actor))
                .collect(),
        )
    } else {
        None
    };
    Ok(NationSheet {
        nation,
        standings,
        reported,
        pledges,
    })
}
