//! The built assets, inside the program: one file to copy.

use app::request::Assets;
use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, Response, StatusCode};
use axum::response::IntoResponse;
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "$PERIGEE_SITE"]
#[allow_missing = true]
struct Site;

/// The addresses of the assets, as the build listed them.
#[must_use]
pub fn manifest() -> Assets {
    let listed =
        Site::get("manifest.json").and_then(|file| serde_json::from_slice(&file.data).ok());
    Assets(listed.unwrap_or_default())
}

/// Serves a built asset in the smallest form that the browser takes. Hashed names never change, so they are kept for a year.
pub async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response<Body> {
    answer(
        &format!("pkg/{path}"),
        "public, max-age=31536000, immutable",
        &headers,
    )
}

/// Serves the icon, whose name stays.
pub async fn icon(headers: HeaderMap) -> Response<Body> {
    answer("favicon.svg", "public, max-age=86400", &headers)
}

fn answer(name: &str, keep: &'static str, headers: &HeaderMap) -> Response<Body> {
    let accepts = headers
        .get(ACCEPT_ENCODING)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let forms = [("br", ".br"), ("gzip", ".gz")]
        .into_iter()
        .filter(|(coding, _)| accepts.contains(coding));
    let packed = forms
        .filter_map(|(coding, ending)| {
            Site::get(&format!("{name}{ending}")).map(|file| (Some(coding), file))
        })
        .next();
    let Some((coding, file)) = packed.or_else(|| Site::get(name).map(|file| (None, file))) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let mut response = Response::builder()
        .header(CONTENT_TYPE, kind.as_ref())
        .header(CACHE_CONTROL, keep)
        .header(X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(VARY, "accept-encoding");
    if let Some(coding) = coding {
        response = response.header(CONTENT_ENCODING, coding);
    }
    response
        .body(Body::from(file.data.into_owned()))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}
