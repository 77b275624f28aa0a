//! Whether the program lives and can do its work. No session, no policy, nothing secret.

use super::State;
use axum::Router;
use axum::extract::State as AxumState;
use axum::http::StatusCode;
use axum::routing::get;

/// `/healthz`: the process answers. `/readyz`: so does the store, at the right schema.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/healthz", get(async || "ok\n"))
        .route("/readyz", get(ready))
}

async fn ready(AxumState(state): AxumState<State>) -> (StatusCode, &'static str) {
    match state.ctx.db().check_schema().await {
        Ok(()) => (StatusCode::OK, "ready\n"),
        Err(error) => {
            tracing::warn!(error = ?error, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "the store is not ready\n")
        }
    }
}
