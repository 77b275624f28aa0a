//! Reading the Strategy, and what serves each of its codes.

use crate::capabilities;
use crate::db::filter::{Select, Value};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::policy::actions::{ReadContracts, ReadDraftSolicitations, ReadStrategy};
use domain::policy::{Subject, may, permit};
use sqlx::FromRow;

/// An objective, a line under one, a tenet or a functional area.
#[derive(Clone, Debug, FromRow)]
pub struct StrategyItem {
    /// This project's code, such as `CSS-1.2`.
    pub code: String,
    /// `objective`, `line`, `tenet` or `functional_area`.
    pub kind: String,
    /// The objective of a line.
    pub parent_code: Option<String>,
    /// Official heading, or the tenet's or area's name.
    pub title: String,
    /// Paraphrase.
    pub body: String,
    /// Paragraph of the source.
    pub paragraph: Option<String>,
    /// What should be known about the entry.
    pub note: Option<String>,
    /// Where it stands: an address, or a document.
    pub source: String,
    /// How many solicitations name it.
    pub solicitations: i64,
}

/// The whole Strategy.
#[derive(Clone, Debug)]
pub struct StrategyPage {
    /// Every entry, in the order of the text.
    pub items: Vec<StrategyItem>,
}

const ITEMS: &str = "SELECT strategy_item.code, kind, parent_code, strategy_item.title, body, paragraph, note, source,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM solicitation
      WHERE solicitation.status NOT IN ('draft', 'approved')
        AND (solicitation.functional_area = strategy_item.code
             OR EXISTS (SELECT 1 FROM solicitation_strategy
                        WHERE solicitation_id = solicitation.id AND strategy_code = strategy_item.code))) AS solicitations
 FROM strategy_item";

/// The whole Strategy with how many published solicitations serve each code.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn all(ctx: &Ctx, actor: &Actor) -> Result<StrategyPage, Error> {
    permit::<ReadStrategy>(actor, Subject::ANY)?;
    let items = Select::new(ITEMS)
        .tail("ORDER BY strategy_item.position")
        .all(ctx.db())
        .await?;
    Ok(StrategyPage { items })
}

/// A solicitation that serves a code.
#[derive(Clone, Debug, FromRow)]
pub struct Serving {
    /// `SOL-…`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The state's name.
    pub status: String,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
}

/// A contract whose solicitation serves a code.
#[derive(Clone, Debug, FromRow)]
pub struct ServingContract {
    /// `CTR-…`.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The state's name.
    pub status: String,
    /// Who delivers.
    pub provider_name: String,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
}

/// One entry with what serves it.
#[derive(Clone, Debug)]
pub struct StrategySheet {
    /// The entry.
    pub item: StrategyItem,
    /// The objective of a line, or the lines of an objective.
    pub family: Vec<StrategyItem>,
    /// Solicitations that name it or, for an objective, one of its lines; a hundred at most, the newest first.
    pub solicitations: Vec<Serving>,
    /// Contracts that came of them; none when this person may not read every contract.
    pub contracts: Vec<ServingContract>,
    /// Capabilities that serve it; none when this person may not read them.
    pub capabilities: Vec<capabilities::Serving>,
}

/// A solicitation serves a code when it names it, names a line of it, or has it as its functional area.
const SERVES: &str = "(solicitation.functional_area = ? OR EXISTS (
     SELECT 1 FROM solicitation_strategy JOIN strategy_item ON strategy_item.code = solicitation_strategy.strategy_code
     WHERE solicitation_strategy.solicitation_id = solicitation.id
       AND (strategy_item.code = ? OR strategy_item.parent_code = ?)))";

/// One entry with what serves it.
///
/// # Errors
/// When the rules refuse, there is no such code, or the store fails.
pub async fn item(ctx: &Ctx, actor: &Actor, code: &str) -> Result<StrategySheet, Error> {
    permit::<ReadStrategy>(actor, Subject::ANY)?;
    let related = "(strategy_item.code = ? OR strategy_item.parent_code = ? OR strategy_item.code =
                    (SELECT own.parent_code FROM strategy_item AS own WHERE own.code = ?))";
    let mut family: Vec<StrategyItem> = Select::new(ITEMS)
        .when(related, Some(Value::Text(code.to_owned())))
        .tail("ORDER BY strategy_item.position")
        .all(ctx.db())
        .await?;
    let own = family
        .iter()
        .position(|item| item.code == code)
        .ok_or(Error::NotFound)?;
    let item = family.remove(own);
    let solicitations = serving(ctx, actor, code).await?;
    let contracts = if may::<ReadContracts>(actor, Subject::ANY) {
        contracts(ctx, code).await?
    } else {
        Vec::new()
    };
    Ok(StrategySheet {
        item,
        family,
        solicitations,
        contracts,
        capabilities: capabilities::serving_code(ctx, actor, code).await?,
    })
}

async fn serving(ctx: &Ctx, actor: &Actor, code: &str) -> Result<Vec<Serving>, Error> {
    let select = Select::new("SELECT reference, title, status, origin FROM solicitation")
        .when(SERVES, Some(Value::Text(code.to_owned())));
    let select = if may::<ReadDraftSolicitations>(actor, Subject::ANY) {
        select
    } else {
        select.only("solicitation.status NOT IN ('draft', 'approved')")
    };
    Ok(select
        .tail("ORDER BY created_at DESC, id LIMIT 100")
        .all(ctx.db())
        .await?)
}

async fn contracts(ctx: &Ctx, code: &str) -> Result<Vec<ServingContract>, Error> {
    let head = "SELECT contract.reference, contract.title, contract.status, contract.provider_name, contract.origin
                FROM contract JOIN solicitation ON solicitation.id = contract.solicitation_id";
    Ok(Select::new(head)
        .when(SERVES, Some(Value::Text(code.to_owned())))
        .tail("ORDER BY contract.created_at DESC, contract.id LIMIT 100")
        .all(ctx.db())
        .await?)
}
