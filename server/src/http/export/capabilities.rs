//! The list of capabilities.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, day, or_none, request};
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::capabilities::{ListInput, ListRow, ListedMilestone, list};
use chrono::NaiveDate;
use domain::milestones::Rag;

/// A day of a milestone; nothing where the capability has none.
fn of(one: Option<&ListedMilestone>, take: fn(&ListedMilestone) -> Option<NaiveDate>) -> String {
    day(one.and_then(take))
}

fn status(one: Option<&ListedMilestone>, take: fn(&ListedMilestone) -> Option<Rag>) -> String {
    or_none(one.and_then(take).map(Rag::label).as_ref())
}

const CAPABILITIES: List<ListRow> = List {
    name: "capabilities",
    columns: &[
        ("reference", |row| row.reference.clone()),
        ("name", |row| row.name.clone()),
        ("functional_area", |row| or_none(row.area.as_ref())),
        ("programme", |row| or_none(row.programme.as_ref())),
        ("owner", |row| row.owner.clone()),
        ("needed_from", |row| day(row.need_date)),
        ("ioc_original_baseline", |row| {
            of(row.ioc.as_ref(), |one| one.original_baseline)
        }),
        ("ioc_current_baseline", |row| {
            of(row.ioc.as_ref(), |one| one.current_baseline)
        }),
        ("ioc_forecast", |row| {
            of(row.ioc.as_ref(), |one| one.forecast)
        }),
        ("ioc_actual", |row| of(row.ioc.as_ref(), |one| one.actual)),
        ("ioc_expected", |row| {
            of(row.ioc.as_ref(), |one| one.outlook.day)
        }),
        ("ioc_status", |row| {
            status(row.ioc.as_ref(), |one| Some(one.computed))
        }),
        ("ioc_judged", |row| status(row.ioc.as_ref(), |one| one.set)),
        ("foc_original_baseline", |row| {
            of(row.foc.as_ref(), |one| one.original_baseline)
        }),
        ("foc_current_baseline", |row| {
            of(row.foc.as_ref(), |one| one.current_baseline)
        }),
        ("foc_forecast", |row| {
            of(row.foc.as_ref(), |one| one.forecast)
        }),
        ("foc_actual", |row| of(row.foc.as_ref(), |one| one.actual)),
        ("foc_expected", |row| {
            of(row.foc.as_ref(), |one| one.outlook.day)
        }),
        ("foc_status", |row| {
            status(row.foc.as_ref(), |one| Some(one.computed))
        }),
        ("foc_judged", |row| status(row.foc.as_ref(), |one| one.set)),
        ("contracts", |row| row.contracts.to_string()),
        ("open_lines_of_work", |row| row.open_lines.to_string()),
        ("reservations", |row| row.open_reservations.to_string()),
        ("origin", |row| row.origin.clone()),
    ],
};

/// Capabilities as they are filtered and sorted.
pub async fn capabilities(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let input = ListInput::from_query(rq.queries());
    let rows = list(rq.ctx(), rq.actor(), &input).await;
    answer(&rq, &uri, &CAPABILITIES, rows)
}
