//! The pipeline of needs, and the answers of the market.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, amount_or_none, answer, day, moment, or_none, request};
use axum::body::Body;
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::{Response, Uri};
use backend::needs::requests::{self, ExportRow};
use backend::needs::{ListInput, ListRow, export};

const NEEDS: List<ListRow> = List {
    name: "needs",
    columns: &[
        ("reference", |row| row.reference.clone()),
        ("title", |row| row.title.clone()),
        ("status", |row| row.status.clone()),
        ("functional_area", |row| or_none(row.area.as_ref())),
        ("programme", |row| or_none(row.programme_code.as_ref())),
        ("expected_method", |row| or_none(row.method.as_ref())),
        ("estimate_from", |row| {
            amount_or_none(row.low_minor, Some(&row.currency))
        }),
        ("estimate_to", |row| {
            amount_or_none(row.high_minor, Some(&row.currency))
        }),
        ("currency", |row| row.currency.clone()),
        ("expected_from", |row| day(row.expected_from)),
        ("expected_to", |row| day(row.expected_to)),
        ("open_requests", |row| row.open_requests.to_string()),
        ("solicitation", |row| or_none(row.solicitation.as_ref())),
        ("origin", |row| row.origin.clone()),
        ("recorded_at", |row| moment(row.created_at)),
    ],
};

/// Needs that the person may read, as they are filtered.
pub async fn needs(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let input = ListInput::from_query(rq.queries());
    let rows = export(rq.ctx(), rq.actor(), &input).await;
    answer(&rq, &uri, &NEEDS, rows)
}

const ANSWERS: List<ExportRow> = List {
    name: "answers",
    columns: &[
        ("provider", |row| row.provider.clone()),
        ("number", |row| row.number.to_string()),
        ("question", |row| row.question.clone()),
        ("answer", |row| row.answer.clone()),
        ("answered_at", |row| moment(row.answered_at)),
    ],
};

/// Every answer to a request for information.
pub async fn answers(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(reference): Path<String>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let rows = requests::export(rq.ctx(), rq.actor(), &reference).await;
    answer(&rq, &uri, &ANSWERS, rows)
}
