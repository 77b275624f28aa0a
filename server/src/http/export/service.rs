//! What was measured of a contract's service.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, request};
use app::pages;
use axum::body::Body;
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::{Response, Uri};
use backend::contracts::{self, ServiceRow};

const PERIODS: List<ServiceRow> = List {
    name: "service",
    columns: &[
        ("level", |row| row.level.clone()),
        ("metric", |row| row.metric.clone()),
        ("unit", |row| row.unit.clone()),
        ("direction", |row| row.direction.to_owned()),
        ("target", |row| row.target.clone()),
        ("period", |row| row.period.clone()),
        ("state", |row| row.state.as_str().to_owned()),
        ("value", |row| row.value.clone()),
        ("disputed_value", |row| row.disputed_value.clone()),
        ("note", |row| row.note.clone()),
        ("credit_minor", |row| {
            row.credit_minor
                .map_or_else(String::new, |minor| minor.to_string())
        }),
        ("credit_state", |row| row.credit_state.to_owned()),
        ("currency", |row| row.currency.clone()),
    ],
};

/// Every period of every level, as recorded at the moment that the address names.
pub async fn periods(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(reference): Path<String>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let reference = reference.to_ascii_uppercase();
    let rows = match pages::contracts::shown_moment(&rq) {
        Ok(at) => contracts::service_rows(rq.ctx(), rq.actor(), &reference, at).await,
        Err(error) => Err(error),
    };
    answer(&rq, &uri, &PERIODS, rows)
}
