//! What stands around every answer: a nonce, the security headers, a line in the log, and a net for panics.

use super::State;
use axum::body::Body;
use axum::extract::State as AxumState;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use std::any::Any;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// What marks a request: the nonce of its answer's content security policy, and its id in the log.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    nonce: String,
    request_id: String,
}

impl From<Marks> for (String, String) {
    fn from(marks: Marks) -> Self {
        (marks.nonce, marks.request_id)
    }
}

/// Marks the request, answers it, sets the headers and writes one line into the log.
pub async fn headers(
    AxumState(state): AxumState<State>,
    mut request: Request<Body>,
    next: Next,
) -> Response<Body> {
    let begun = Instant::now();
    let marks = Marks {
        nonce: backend::accounts::Token::random().expose().to_owned(),
        request_id: state.ctx.new_id().simple().to_string(),
    };
    let (method, path) = (request.method().clone(), logged(request.uri().path()));
    request.extensions_mut().insert(marks.clone());
    let mut response = next.run(request).await;
    set(
        response.headers_mut(),
        &marks,
        state.config.url.starts_with("https://"),
    );
    tracing::info!(
        request = marks.request_id,
        %method,
        path,
        status = response.status().as_u16(),
        ms = u64::try_from(begun.elapsed().as_millis()).unwrap_or(u64::MAX),
        "answered"
    );
    response
}

fn set(headers: &mut HeaderMap, marks: &Marks, tls: bool) {
    let policy = format!(
        "default-src 'none'; script-src 'self' 'nonce-{}' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; font-src 'self'; \
         connect-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'",
        marks.nonce
    );
    let fixed = [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "same-origin"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        (
            "permissions-policy",
            "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
        ),
        ("x-frame-options", "DENY"),
    ];
    for (name, value) in fixed {
        headers.insert(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        );
    }
    if let Ok(policy) = HeaderValue::from_str(&policy) {
        headers.insert("content-security-policy", policy);
    }
    if let Ok(id) = HeaderValue::from_str(&marks.request_id) {
        headers.insert("x-request-id", id);
    }
    if tls {
        headers.insert(
            "strict-transport-security",
            HeaderValue::from_static("max-age=63072000; includeSubDomains"),
        );
    }
    headers
        .entry(CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
}

/// The path as it is logged: without the secret of a link, feed, registration or machine.
fn logged(path: &str) -> String {
    let secret = ["/feeds/", "/link/", "/register/", "/measurements/"]
        .into_iter()
        .find(|head| path.starts_with(head));
    secret.map_or_else(|| path.to_owned(), |head| format!("{head}…"))
}

/// Requests that are answered at the same time, and how long one may take.
struct Lane {
    places: Semaphore,
    longest: Duration,
}

/// Pages and forms: more would only queue for the same two cores and the same store.
static PAGES: Lane = Lane {
    places: Semaphore::const_new(96),
    longest: Duration::from_secs(30),
};

/// Files that come in: they wait for the network most of the time, hold little memory, and must not keep others from pages.
static FILES: Lane = Lane {
    places: Semaphore::const_new(256),
    longest: Duration::from_secs(30 * 60),
};

/// The longest time without a byte of a file that comes in.
pub(super) const LONGEST_PAUSE: Duration = Duration::from_secs(30);

fn lane(request: &Request<Body>) -> &'static Lane {
    let is_file =
        request.method() == Method::POST && request.uri().path().ends_with("/attachments");
    if is_file { &FILES } else { &PAGES }
}

/// Refuses at once, and says when to come back, instead of letting a queue grow without end; and gives up what takes too long.
pub async fn limit(request: Request<Body>, next: Next) -> Response<Body> {
    let lane = lane(&request);
    let Ok(_place) = lane.places.try_acquire() else {
        let words = "Perigee is busy. Nothing was changed. Try again in a few seconds.";
        return (StatusCode::SERVICE_UNAVAILABLE, [(RETRY_AFTER, "3")], words).into_response();
    };
    match tokio::time::timeout(lane.longest, next.run(request)).await {
        Ok(response) => response,
        Err(_) => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

/// The answer when a handler panicked: the person is told, the log knows, the next request is fine.
#[must_use]
pub fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let words = cause
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| cause.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    tracing::error!(cause = words.unwrap_or_default(), "a handler panicked");
    let page = "<!DOCTYPE html><html lang=\"en\"><title>Something went wrong</title><h1>Something went wrong here</h1>\
                <p>It is noted. Nothing was changed. Go back and try again.</p></html>";
    (
        StatusCode::INTERNAL_SERVER_ERROR,
        [(CONTENT_TYPE, "text/html; charset=utf-8")],
        page,
    )
        .into_response()
}
