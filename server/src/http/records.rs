//! Records as JSON files: imported releases as they were published, and a provider's own copy of an offer.

use super::State;
use super::session::Visitor;
use app::page::{status_of, words_of};
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use backend::Error;

/// Answers with a release as a JSON file: `/ocds/releases/<id>.json`.
pub async fn release(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(file): Path<String>,
) -> Response {
    let text = read(&state, &visitor, &file).await;
    answer(&visitor, &file, text)
}

/// Answers with a provider's own copy of an offer.
pub async fn own_copy(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(reference): Path<String>,
) -> Response {
    let text = backend::offers::copy(&state.ctx, &visitor.actor, &reference).await;
    answer(&visitor, &format!("{reference}.json"), text)
}

fn answer(visitor: &Visitor, file: &str, text: Result<String, Error>) -> Response {
    match text {
        Ok(text) => {
            let named = format!("attachment; filename=\"{file}\"");
            let head = [
                (CONTENT_TYPE, "application/json".to_owned()),
                (CONTENT_DISPOSITION, named),
            ];
            (head, text).into_response()
        }
        Err(error) => {
            let (title, words) = words_of(&error, &visitor.request_id);
            (status_of(&error), format!("{title}. {words}")).into_response()
        }
    }
}

async fn read(state: &State, visitor: &Visitor, file: &str) -> Result<String, Error> {
    let id = file.strip_suffix(".json").and_then(|id| id.parse().ok());
    let id = id.ok_or(Error::NotFound)?;
    backend::ocds::raw(&state.ctx, &visitor.actor, id).await
}
