//! Sending stored files: always as a download, never to be sniffed or shown as a page.

use super::State;
use super::session::Visitor;
use app::page::{sign_in_address, status_of};
use axum::body::Body;
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderValue, Response, StatusCode};
use axum::response::{IntoResponse, Redirect};
use backend::Error;
use backend::documents::{self, Download};
use domain::id::DocumentId;
use domain::policy::Refused;

/// Answers `/documents/{id}` with the file.
pub async fn send(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(id): Path<String>,
) -> Response<Body> {
    let Ok(id) = id.parse::<DocumentId>() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    match documents::download(&state.ctx, &visitor.actor, id).await {
        Ok(file) => attachment(file),
        Err(Error::Refused(Refused::SignIn)) => {
            Redirect::to(&sign_in_address(&format!("/documents/{id}"))).into_response()
        }
        Err(error) => {
            if status_of(&error).is_server_error() {
                tracing::error!(request = visitor.request_id, error = ?error, "a document could not be sent");
            }
            status_of(&error).into_response()
        }
    }
}

fn attachment(file: Download) -> Response<Body> {
    let disposition = format!(
        "attachment; filename*=UTF-8''{}",
        app::request::encoded(&file.title)
    );
    let mut response = Response::new(Body::from(file.content));
    let headers = response.headers_mut();
    for (name, value) in [
        (CONTENT_TYPE, file.media_type.as_str()),
        (CONTENT_DISPOSITION, disposition.as_str()),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CACHE_CONTROL, "private, no-store"),
    ] {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}
