//! The inputs of a stored result as a file, in the form that `perigee evaluate FILE` reads, and the evaluation report.

use super::State;
use super::session::Visitor;
use app::page::status_of;
use axum::extract::{Extension, Path, Query, State as AxumState};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use backend::Error;
use backend::evaluation::{ReportFormat, report_file, run_file};
use std::collections::BTreeMap;

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
        Ok(file) => sent(&file.name, "application/json", file.text.into_bytes()),
        Err(error) => refused(&visitor, &error),
    }
}

/// Answers `/solicitations/{reference}/report/{file}` where the file is `report.json`, `report.csv` or `report.xlsx`;
/// with `?lot=` it is about that lot.
pub async fn report(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path((reference, file)): Path<(String, String)>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Response {
    let at = (reference.as_str(), asked.get("lot").map(String::as_str));
    let found = match ReportFormat::of_file(&file) {
        Some(format) => report_file(&state.ctx, &visitor.actor, at, format).await,
        None => Err(Error::NotFound),
    };
    match found {
        Ok(file) => sent(&file.name, file.media_type, file.content),
        Err(error) => refused(&visitor, &error),
    }
}

fn sent(name: &str, media_type: &'static str, content: Vec<u8>) -> Response {
    let headers = [
        (CONTENT_TYPE, media_type.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    (headers, content).into_response()
}

fn refused(visitor: &Visitor, error: &Error) -> Response {
    let status = status_of(error);
    if status.is_server_error() {
        tracing::error!(request = visitor.request_id, error = ?error, "a file of an evaluation could not be read");
    }
    status.into_response()
}
