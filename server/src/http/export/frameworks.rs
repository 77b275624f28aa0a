//! Frameworks of several holders.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, day, or_none, request};
use app::pages;
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::frameworks::{self as found, FrameworkRow};

fn number(value: Option<i64>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

const FRAMEWORKS: List<FrameworkRow> = List {
    name: "frameworks",
    columns: &[
        ("reference", |row| row.reference.clone()),
        ("title", |row| row.title.clone()),
        ("kind", |row| row.kind.clone()),
        ("rule", |row| row.rule.clone()),
        ("programme", |row| or_none(row.programme_code.as_ref())),
        ("holders", |row| number(row.holders)),
        ("ceiling_minor", |row| number(row.ceiling_minor)),
        ("ordered_minor", |row| number(row.ordered_minor)),
        ("currency", |row| row.currency.clone()),
        ("ordering_starts_on", |row| {
            day(Some(row.ordering_starts_on))
        }),
        ("ordering_ends_on", |row| day(Some(row.ordering_ends_on))),
        ("competed_on", |row| day(row.competed_on)),
        ("waiting", |row| row.waiting.to_string()),
        ("origin", |row| row.origin.clone()),
    ],
};

/// Frameworks as they are filtered and ordered.
pub async fn frameworks(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let filter = pages::frameworks::filter(&rq);
    let rows = found::frameworks(rq.ctx(), rq.actor(), &filter).await;
    answer(&rq, &uri, &FRAMEWORKS, rows)
}
