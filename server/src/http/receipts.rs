//! Receipts, sealed parts and signed lists as files.

use super::session::Visitor;
use super::{State, attachments};
use app::page::status_of;
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use backend::offers::sealed_attachment;
use backend::{Error, receipts};
use sealing::bytes::Hex32;

/// Answers `/offers/{reference}/receipts/{file}` where the file is `1.json`, `1-withdrawn.json`…
pub async fn receipt(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path((reference, file)): Path<(String, String)>,
) -> Response {
    let name = file.strip_suffix(".json").unwrap_or_default();
    match receipts::file(&state.ctx, &visitor.actor, &reference, name).await {
        Ok(file) => attachment(&file.name, "application/json", file.text.into_bytes()),
        Err(error) => refused(&error, &visitor),
    }
}

/// Answers `/offers/{reference}/sealed/{file}` where the file is `1-offer.age`, the part of the submission, or `1-` and the
/// SHA-256 of one of its files.
pub async fn sealed(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path((reference, file)): Path<(String, String)>,
) -> Response {
    let named = file
        .strip_suffix(".age")
        .and_then(|name| name.split_once('-'));
    let (number, part) = named.unwrap_or_default();
    let number = number.parse().unwrap_or_default();
    if let Ok(hash) = part.parse::<Hex32>() {
        let (ctx, actor) = (&state.ctx, &visitor.actor);
        let found = sealed_attachment(ctx, actor, &reference, number, hash).await;
        return attachments::answer(found, &visitor);
    }
    match receipts::sealed_file(&state.ctx, &visitor.actor, &reference, number, part).await {
        Ok(file) => attachment(&file.name, "application/octet-stream", file.content),
        Err(error) => refused(&error, &visitor),
    }
}

/// Answers `/solicitations/{reference}/commitments.json`: the signed list of what was sealed at closing.
pub async fn commitments(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(reference): Path<String>,
) -> Response {
    match receipts::commitments::file(&state.ctx, &visitor.actor, &reference).await {
        Ok(file) => attachment(&file.name, "application/json", file.text.into_bytes()),
        Err(error) => refused(&error, &visitor),
    }
}

/// Answers `/solicitations/{reference}/opening.json`: the record of the opening, to be checked without the server.
pub async fn opening(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(reference): Path<String>,
) -> Response {
    match receipts::opening::file(&state.ctx, &visitor.actor, &reference).await {
        Ok(file) => attachment(&file.name, "application/json", file.text.into_bytes()),
        Err(error) => refused(&error, &visitor),
    }
}

fn attachment(name: &str, kind: &str, content: Vec<u8>) -> Response {
    let saved_as = format!("attachment; filename=\"{name}\"");
    let headers = [
        (CONTENT_TYPE, kind.to_owned()),
        (CONTENT_DISPOSITION, saved_as),
    ];
    (headers, content).into_response()
}

fn refused(error: &Error, visitor: &Visitor) -> Response {
    let status = status_of(error);
    if status.is_server_error() {
        tracing::error!(request = visitor.request_id, error = ?error, "a receipt could not be read");
    }
    status.into_response()
}
