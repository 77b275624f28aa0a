//! One need with everything its page shows, and what its form edits.

use super::record::{BY_REFERENCE, NeedRecord, Row};
use super::requests::{self, RequestRow};
use crate::solicitations::{self, StrategyChoice};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::policy::actions::{EditNeed, ReadNeeds, ReadPrivateNeeds};
use domain::policy::{Subject, may, permit};
use domain::states::NeedState;
use sqlx::FromRow;

/// Everything the page of a need shows.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The record; to others than buyers without its funding.
    pub record: NeedRecord,
    /// Title of the functional area.
    pub area: Option<String>,
    /// Name of the programme.
    pub programme: Option<String>,
    /// Who wrote it first.
    pub author: Option<String>,
    /// The solicitation that answers it, where the person may read it.
    pub solicitation: Option<String>,
    /// What the market was asked.
    pub requests: Vec<RequestRow>,
}

#[derive(FromRow)]
struct SheetRow {
    #[sqlx(flatten)]
    row: Row,
    area: Option<String>,
    programme: Option<String>,
    author: Option<String>,
    solicitation: Option<String>,
    solicitation_public: bool,
}

const SHEET: &str = "SELECT need.*, strategy_item.title AS area, programme.name AS programme, account.name AS author,
     solicitation.reference AS solicitation, solicitation.published_at IS NOT NULL AS solicitation_public
 FROM need LEFT JOIN strategy_item ON strategy_item.code = need.functional_area
     LEFT JOIN programme ON programme.code = need.programme_code
     LEFT JOIN account ON account.id = need.created_by
     LEFT JOIN solicitation ON solicitation.id = need.solicitation_id
 WHERE need.reference = $1";

/// One need with everything its page shows. To others than buyers it exists once it is public and planned.
///
/// # Errors
/// When there is none that the person may read, nobody is signed in, or the store fails.
pub async fn sheet(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Sheet, Error> {
    permit::<ReadNeeds>(actor, Subject::ANY)?;
    let found: SheetRow = ctx.db().query(SHEET).bind(reference).one().await?;
    let mut record = NeedRecord::try_from(found.row)?;
    let buys = may::<ReadPrivateNeeds>(actor, Subject::ANY);
    if !buys {
        if !record.public || record.status == NeedState::Idea {
            return Err(Error::NotFound);
        }
        record.funding.clear();
    }
    let requests = requests::of_need(ctx, record.id).await?;
    Ok(Sheet {
        area: found.area,
        programme: found.programme,
        author: found.author.filter(|_| buys),
        solicitation: found
            .solicitation
            .filter(|_| buys || found.solicitation_public),
        requests,
        record,
    })
}

/// What the form of a need can choose from.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Areas, codes of the Strategy and programmes.
    pub reference: solicitations::Choices,
    /// Nations: letters and names.
    pub nations: Vec<(String, String)>,
}

/// What the form of a need can choose from.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn choices(ctx: &Ctx, actor: &Actor) -> Result<Choices, Error> {
    permit::<EditNeed>(actor, Subject::ANY)?;
    let nations = ctx
        .db()
        .query("SELECT code, name FROM nation ORDER BY name")
        .all()
        .await?;
    Ok(Choices {
        reference: solicitations::choices(ctx, actor).await?,
        nations,
    })
}

/// A need as its form edits it.
///
/// # Errors
/// When it has ended, the rules refuse, there is none, or the store fails.
pub async fn editable(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<NeedRecord, Error> {
    permit::<EditNeed>(actor, Subject::ANY)?;
    let row: Row = ctx.db().query(BY_REFERENCE).bind(reference).one().await?;
    let record = NeedRecord::try_from(row)?;
    if record.status.is_terminal() {
        return Err(Error::not_now(
            "this need has ended: it is not changed any more",
        ));
    }
    Ok(record)
}

/// Areas and programmes that the list can be filtered by.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn filters(ctx: &Ctx, actor: &Actor) -> Result<Vec<StrategyChoice>, Error> {
    permit::<ReadNeeds>(actor, Subject::ANY)?;
    solicitations::filters(ctx, actor).await
}
