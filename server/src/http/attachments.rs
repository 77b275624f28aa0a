//! Files of offers, decrypted while they are sent: always as a download, never to be sniffed or shown as a page.

use super::State;
use super::session::Visitor;
use app::page::status_of;
use app::request::encoded;
use axum::body::Body;
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::response::{IntoResponse, Response};
use backend::Error;
use backend::offers::{self, OpenedFile};
use futures_util::stream::{StreamExt, unfold};

/// Answers `/offers/{reference}/attachments/{file}` where the file is the SHA-256 of the ciphertext.
pub async fn send(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path((reference, file)): Path<(String, String)>,
) -> Response {
    let found = offers::attachment(&state.ctx, &visitor.actor, &reference, &file).await;
    answer(found, &visitor)
}

/// The file, or why it is not sent.
pub(super) fn answer(found: Result<OpenedFile, Error>, visitor: &Visitor) -> Response {
    match found {
        Ok(file) => download(file),
        Err(error) => {
            if status_of(&error).is_server_error() {
                tracing::error!(request = visitor.request_id, error = ?error, "a file could not be sent");
            }
            status_of(&error).into_response()
        }
    }
}

fn download(file: OpenedFile) -> Response {
    let saved_as = format!("attachment; filename*=UTF-8''{}", encoded(&file.name));
    let headers = [
        (CONTENT_TYPE, file.media_type.to_owned()),
        (CONTENT_LENGTH, file.size_bytes.to_string()),
        (CONTENT_DISPOSITION, saved_as),
        (X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        (CACHE_CONTROL, "private, no-store".to_owned()),
    ];
    let pieces = unfold(file, async |mut file| {
        let piece = file.next().await?;
        Some((piece, file))
    });
    // What compresses an answer asks once more after the end.
    let pieces = pieces.fuse();
    (headers, Body::from_stream(pieces)).into_response()
}
