//! Showing a page.

use super::State;
use super::session::Visitor;
use app::request::{Conflict, Incoming, Rq};
use app::ui::FormState;
use axum::body::Body;
use axum::extract::{Extension, FromRequestParts, RawPathParams, State as AxumState};
use axum::http::{Method, Request, Response, StatusCode, Uri};
use leptos::nonce::Nonce;
use leptos::prelude::provide_context;
use std::collections::HashMap;

/// What is shown beyond the page itself, after a refused form.
#[derive(Clone, Debug, Default)]
pub struct Again {
    /// What was typed and what is wrong with it.
    pub form: Option<FormState>,
    /// What is recorded, when somebody else was faster.
    pub conflict: Option<Conflict>,
}

/// The parts of a path that vary.
pub async fn params(parts: &mut axum::http::request::Parts) -> HashMap<String, String> {
    match RawPathParams::from_request_parts(parts, &()).await {
        Ok(params) => params
            .iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        Err(_) => HashMap::new(),
    }
}

/// The request as pages know it.
#[must_use]
pub fn incoming(
    state: &State,
    visitor: &Visitor,
    uri: &Uri,
    params: HashMap<String, String>,
    again: Again,
) -> Rq {
    let query = uri.query().unwrap_or_default();
    Rq::new(Incoming {
        ctx: state.ctx.clone(),
        actor: visitor.actor.clone(),
        path: uri.path().to_owned(),
        query: serde_html_form::from_str(query).unwrap_or_default(),
        params,
        form: again.form,
        conflict: again.conflict,
        assets: state.assets.clone(),
        nonce: visitor.nonce.clone(),
        id: visitor.request_id.clone(),
        development: state.config.development,
    })
}

/// Answers a GET.
pub async fn show(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    request: Request<Body>,
) -> Response<Body> {
    let (mut parts, _) = request.into_parts();
    let params = params(&mut parts).await;
    let rq = incoming(&state, &visitor, &parts.uri, params, Again::default());
    render(rq, &parts.uri, None).await
}

/// Draws the page at an address; `status` overrules the page's own unless that is a refusal.
pub async fn render(rq: Rq, uri: &Uri, status: Option<StatusCode>) -> Response<Body> {
    let nonce = rq.nonce().to_owned();
    let provide = move || {
        provide_context(Nonce::from_value(nonce.clone()));
        provide_context(rq.form());
        provide_context(rq.clone());
    };
    let mut request = Request::new(Body::empty());
    *request.method_mut() = Method::GET;
    *request.uri_mut() = uri.clone();
    let draw = leptos_axum::render_app_async_with_context(provide, app::shell);
    let mut response = draw(request).await;
    if let Some(status) = status
        && response.status() == StatusCode::OK
    {
        *response.status_mut() = status;
    }
    response
}
