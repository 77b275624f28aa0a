//! The price lines of an offer as a spreadsheet.

use super::State;
use super::session::Visitor;
use app::page::status_of;
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use backend::offers::{SheetFormat, price_file};

/// Answers `/offers/{reference}/price.csv`.
pub async fn csv(
    state: AxumState<State>,
    visitor: Extension<Visitor>,
    reference: Path<String>,
) -> Response {
    send(state, visitor, reference, SheetFormat::Csv).await
}

/// Answers `/offers/{reference}/price.xlsx`.
pub async fn xlsx(
    state: AxumState<State>,
    visitor: Extension<Visitor>,
    reference: Path<String>,
) -> Response {
    send(state, visitor, reference, SheetFormat::Xlsx).await
}

async fn send(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(reference): Path<String>,
    format: SheetFormat,
) -> Response {
    match price_file(&state.ctx, &visitor.actor, &reference, format).await {
        Ok(file) => {
            let disposition = format!("attachment; filename=\"{}\"", file.name);
            let headers = [
                (CONTENT_TYPE, file.media_type.to_owned()),
                (CONTENT_DISPOSITION, disposition),
                (CACHE_CONTROL, "private, no-store".to_owned()),
            ];
            (headers, file.content).into_response()
        }
        Err(error) => {
            let status = status_of(&error);
            if status.is_server_error() {
                tracing::error!(request = visitor.request_id, error = ?error, "price lines could not be sent");
            }
            status.into_response()
        }
    }
}
