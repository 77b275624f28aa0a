//! Who sends a request: the cookie, the address, the browser.

use super::State;
use app::post::SessionChange;
use axum::body::Body;
use axum::extract::{ConnectInfo, State as AxumState};
use axum::http::header::{COOKIE, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, Request, Response, StatusCode};
use axum::middleware::Next;
use axum::response::IntoResponse;
use backend::accounts::{SESSION_ABSOLUTE, Token, actor_of};
use domain::actor::Actor;
use std::net::SocketAddr;

/// The name of the cookie. The prefix makes browsers refuse it from other hosts, paths and plain HTTP.
const COOKIE_NAME: &str = "__Host-perigee";

/// What is known of the sender of a request.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Who.
    pub actor: Actor,
    /// The network address.
    pub address: String,
    /// The browser's own description.
    pub browser: String,
    /// For the content security policy of the answer.
    pub nonce: String,
    /// For the log.
    pub request_id: String,
}

/// Finds out who sends the request, before anything else is done with it.
pub async fn identify(
    AxumState(state): AxumState<State>,
    mut request: Request<Body>,
    next: Next,
) -> Response<Body> {
    let token = token(request.headers());
    let actor = match token {
        Some(token) => actor_of(&state.ctx, &token).await,
        None => Ok(Actor::Nobody),
    };
    let actor = match actor {
        Ok(actor) => actor,
        Err(error) => {
            tracing::error!(error = ?error, "a session could not be read");
            return (
                StatusCode::SERVICE_UNAVAILABLE,
                "The store does not answer. Try again in a moment.",
            )
                .into_response();
        }
    };
    let (nonce, request_id) = request
        .extensions()
        .get::<super::guard::Marks>()
        .cloned()
        .unwrap_or_default()
        .into();
    let visitor = Visitor {
        actor,
        address: address(&state, &request),
        browser: header(request.headers(), USER_AGENT.as_str()),
        nonce,
        request_id,
    };
    request.extensions_mut().insert(visitor);
    next.run(request).await
}

fn token(headers: &HeaderMap) -> Option<Token> {
    let cookies = headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'));
    cookies
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == COOKIE_NAME)
        .map(|(_, value)| Token::received(value))
}

fn header(headers: &HeaderMap, name: &str) -> String {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .chars()
        .take(200)
        .collect()
}

fn address(state: &State, request: &Request<Body>) -> String {
    let direct = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(address)| address.ip().to_string());
    let forwarded = header(request.headers(), "x-forwarded-for");
    match forwarded.rsplit(',').next().map(str::trim) {
        Some(last) if state.config.trust_proxy && !last.is_empty() => last.to_owned(),
        _ => direct.unwrap_or_else(|| "unknown".to_owned()),
    }
}

/// Sets or removes the cookie on an answer.
pub fn apply(change: &SessionChange, response: &mut Response<Body>) {
    let cookie = match change {
        SessionChange::None => return,
        SessionChange::Begin(signed_in) => {
            let seconds = SESSION_ABSOLUTE.num_seconds();
            format!(
                "{COOKIE_NAME}={}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}",
                signed_in.token.expose()
            )
        }
        SessionChange::End => {
            format!("{COOKIE_NAME}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0")
        }
    };
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
    if matches!(change, SessionChange::End) {
        response.headers_mut().insert(
            "clear-site-data",
            HeaderValue::from_static("\"cache\", \"storage\""),
        );
    }
}
