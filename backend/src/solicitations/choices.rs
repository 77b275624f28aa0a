//! What the form of a solicitation offers, and the draft that it edits.

use super::check::Check;
use super::edit::rewritable;
use super::record::{Loaded, Row, SolicitationRecord, columns};
use crate::{Ctx, Error, overrides};
use domain::actor::Actor;
use domain::methods::{Proposal, lawful_methods};
use domain::policy::actions::EditSolicitation;
use domain::policy::{Subject, permit};
use sqlx::FromRow;

/// An entry of the Strategy, or a programme.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct StrategyChoice {
    /// `objective`, `line`, `tenet`, `functional_area` or `programme`.
    pub kind: String,
    /// Its code.
    pub code: String,
    /// Its title.
    pub title: String,
}

/// What can be chosen in the form.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Functional areas of the Strategy.
    pub areas: Vec<StrategyChoice>,
    /// Objectives, lines and tenets of the Strategy, in its order.
    pub strategy: Vec<StrategyChoice>,
    /// Programmes.
    pub programmes: Vec<StrategyChoice>,
}

/// What can be chosen in the form of a solicitation.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn choices(ctx: &Ctx, actor: &Actor) -> Result<Choices, Error> {
    permit::<EditSolicitation>(actor, Subject::ANY)?;
    let all: Vec<StrategyChoice> = ctx
        .db()
        .query(
            "SELECT kind, code, title FROM (
                 SELECT kind, code, title, position FROM strategy_item
                 UNION ALL SELECT 'programme', code, name, position FROM programme) AS choices
             ORDER BY CASE kind WHEN 'objective' THEN 1 WHEN 'line' THEN 2 ELSE 3 END, position, code",
        )
        .all()
        .await?;
    let (areas, rest): (Vec<_>, Vec<_>) = all
        .into_iter()
        .partition(|one| one.kind == "functional_area");
    let (programmes, strategy) = rest.into_iter().partition(|one| one.kind == "programme");
    Ok(Choices {
        areas,
        strategy,
        programmes,
    })
}

const EDITABLE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM solicitation WHERE reference = $1"
);

/// A draft with what its form says about it.
#[derive(Clone, Debug)]
pub struct Editable {
    /// The record.
    pub record: SolicitationRecord,
    /// What it lacks, and where its timetable departs from the rules, if it were published now.
    pub check: Check,
    /// Which methods may be used for its estimate, and why; none without an estimate.
    pub methods: Vec<Proposal>,
}

/// A draft as it is recorded, with what it still lacks if it were published now.
///
/// # Errors
/// When it is no draft any more, the rules refuse, there is none, or the store fails.
pub async fn editable(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Editable, Error> {
    permit::<EditSolicitation>(actor, Subject::ANY)?;
    let row: Row = ctx.db().query(EDITABLE).bind(reference).one().await?;
    let Loaded {
        record,
        estimate_eur,
    } = row.try_into()?;
    rewritable(&record)?;
    let now = ctx.now();
    let methods = estimate_eur.map(|eur| lawful_methods(record.purchase(eur), now.date_naive()));
    let recorded = overrides::of_solicitation(ctx.db(), record.id.0).await?;
    Ok(Editable {
        check: super::check::check(&record, estimate_eur, now).approved_by(
            &record,
            estimate_eur,
            &recorded,
            now,
        ),
        methods: methods.unwrap_or_default(),
        record,
    })
}
