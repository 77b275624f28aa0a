//! What can be called up, over all contracts.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, day, or_none, request};
use app::pages;
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::readiness::{self, LineAnswer};

const READINESS: List<LineAnswer> = List {
    name: "readiness",
    columns: &[
        ("contract", |row| row.term.contract.clone()),
        ("contract_title", |row| row.term.title.clone()),
        ("contractor", |row| row.term.provider_name.clone()),
        ("programme", |row| or_none(row.term.programme.as_ref())),
        ("line", |row| row.term.line.clone()),
        ("description", |row| row.term.description.clone()),
        ("level", |row| row.term.level.0.as_str().to_owned()),
        ("counted", |row| row.chosen.to_string()),
        ("earliest", |row| day(Some(row.earliest))),
        ("first_day", |row| {
            day(row.possible.days.map(|days| days.first))
        }),
        ("last_day", |row| {
            day(row.possible.days.map(|days| days.last))
        }),
        ("shortened", |row| {
            or_none(row.possible.shortened.map(|why| why.as_str()).as_ref())
        }),
        ("units", |row| {
            or_none(row.units.map(|units| units.normalize()).as_ref())
        }),
        ("unit", |row| row.term.unit.clone()),
        ("cost_minor", |row| or_none(row.cost_minor.as_ref())),
        ("currency", |row| row.term.currency.clone()),
        ("notice_hours", |row| row.term.notice_hours.to_string()),
        ("authority", |row| row.term.authority.clone()),
        ("max_days", |row| or_none(row.term.max_days.as_ref())),
        ("priority", |row| row.term.priority.clone()),
        ("denial", |row| row.term.denial.clone()),
        ("origin", |row| row.term.origin.clone()),
    ],
};

/// The lines of the question with what they would give and cost.
pub async fn readiness(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let question = pages::readiness::question::question(&rq);
    let found = readiness::board(rq.ctx(), rq.actor(), &question).await;
    let lines = |contract: readiness::ContractAnswer| contract.lines;
    let rows = found.map(|found| found.contracts.into_iter().flat_map(lines).collect());
    answer(&rq, &uri, &READINESS, rows)
}
