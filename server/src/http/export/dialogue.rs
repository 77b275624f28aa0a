//! What is said to everybody about a solicitation, and what it is written from: published answers, texts of the library.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, moment, request};
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::library::{self, Snippet};
use backend::questions::{self, AnswerRow, ListInput};

const ANSWERS: List<AnswerRow> = List {
    name: "answers",
    columns: &[
        ("number", |row| row.number.to_string()),
        ("question", |row| row.question.clone()),
        ("answer", |row| row.text.clone()),
        ("published_at", |row| moment(row.answered_at)),
    ],
};

/// The published answers of the solicitation that the address names, as they are filtered.
pub async fn answers(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let (reference, input) = (
        rq.query("solicitation").unwrap_or_default(),
        ListInput::from_query(rq.queries()),
    );
    let rows = questions::export(rq.ctx(), rq.actor(), reference, &input).await;
    answer(&rq, &uri, &ANSWERS, rows)
}

const TEXTS: List<Snippet> = List {
    name: "texts",
    columns: &[
        ("title", |row| row.title.clone()),
        ("kind", |row| row.kind.clone()),
        ("text", |row| row.text.clone()),
        ("changed_at", |row| moment(row.changed_at)),
    ],
};

/// The texts of the library, as they are filtered.
pub async fn texts(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let input = library::ListInput::from_query(rq.queries());
    let rows = library::export(rq.ctx(), rq.actor(), &input).await;
    answer(&rq, &uri, &TEXTS, rows)
}
