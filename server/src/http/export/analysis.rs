//! What is found when a result is computed again with something changed.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, request};
use axum::body::Body;
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::{Response, Uri};
use backend::evaluation::{self, Finding, Robustness, draw_from_query};

const FINDINGS: List<Finding> = List {
    name: "robustness",
    columns: &[
        ("analysis", |row| row.analysis.to_owned()),
        ("subject", |row| row.subject.clone()),
        ("measure", |row| row.measure.clone()),
        ("value", |row| row.value.clone()),
    ],
};

/// How firmly a result stands, under the weights that the address draws.
pub async fn robustness(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(reference): Path<String>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let draw = draw_from_query(rq.queries());
    let found = evaluation::robustness(
        rq.ctx(),
        rq.actor(),
        (reference.as_str(), rq.query("lot")),
        None,
        draw,
    )
    .await;
    let rows = found.map(|found: Robustness| found.findings());
    answer(&rq, &uri, &FINDINGS, rows)
}
