//! Measurements of service that a contractor's machine reports under a secret address (`docs/measurements.md`).

use super::State;
use app::page::status_of;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, State as AxumState};
use axum::http::StatusCode;
use axum::http::header::CACHE_CONTROL;
use axum::response::{IntoResponse, Response};
use backend::Error;
use backend::contracts::{self, MachineReport};
use serde_json::{Value, json};

/// The largest report, in bytes.
const LARGEST: usize = 16 * 1024;

/// Answers `POST /measurements/{secret}` with one report as JSON. The secret is looked at before what was sent.
pub async fn receive(
    AxumState(state): AxumState<State>,
    Path(secret): Path<String>,
    body: Bytes,
) -> Response {
    let done = take(&state, &secret, &body).await;
    let (status, text) = match done {
        Ok(text) => (StatusCode::OK, text),
        Err(error) => refused(&error),
    };
    (status, [(CACHE_CONTROL, "no-store")], Json(text)).into_response()
}

async fn take(state: &State, secret: &str, body: &[u8]) -> Result<Value, Error> {
    contracts::check_measurement_address(&state.ctx, secret).await?;
    if body.len() > LARGEST {
        return Err(Error::field("body", "a report has at most 16 kB"));
    }
    let report: MachineReport = serde_json::from_slice(body)
        .map_err(|error| Error::field("body", format!("this is no report: {error}")))?;
    let answer = contracts::report_by_machine(&state.ctx, secret, &report).await?;
    Ok(serde_json::to_value(answer)?)
}

/// The status and the words of a refusal, for a machine.
fn refused(error: &Error) -> (StatusCode, Value) {
    let status = status_of(error);
    if status.is_server_error() {
        tracing::error!(error = ?error, "a measurement could not be taken");
        return (
            status,
            json!({ "error": "something went wrong here; nothing was recorded" }),
        );
    }
    let fields = match error {
        Error::Invalid(fields) => fields.as_slice(),
        _ => &[],
    };
    let fields: Vec<Value> = fields
        .iter()
        .map(|one| json!({ "field": one.field, "message": one.message }))
        .collect();
    (
        status,
        json!({ "error": error.to_string(), "fields": fields }),
    )
}
