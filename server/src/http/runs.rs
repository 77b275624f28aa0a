//! The inputs of a stored result as a file, in the form that `perigee evaluate FILE` reads.

use super::State;
use super::session::Visitor;
use app::page::status_of;
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use backend::Error;
use backend::evaluation::{RunFile, run_file};

/// Answers `/solicitations/{reference}/runs/{file}` where the file is `1.json`, `2.json`…
pub async fn download(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path((reference, file)): Path<(String, String)>,
) -> Response {
    let number = file
        .strip_suffix(".json")
        .and_then(|number| number.parse().ok());
    let found = match number {
        Some(number) => run_file(&state.ctx, &visitor.actor, &reference, number).await,
        None => Err(Error::NotFound),
    };
    match found {
        Ok(RunFile { name, text }) => {
            let saved_as = format!("attachment; filename=\"{name}\"");
            let headers = [
                (CONTENT_TYPE, "application/json".to_owned()),
                (CONTENT_DISPOSITION, saved_as),
            ];
            (headers, text).into_response()
        }
        Err(error) => {
            let status = status_of(&error);
            if status.is_server_error() {
                tracing::error!(request = visitor.request_id, error = ?error, "a run could not be read");
            }
            status.into_response()
        }
    }
}
