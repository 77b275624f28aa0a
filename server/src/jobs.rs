//! Background jobs. Each is safe beside the same job on another server.

use backend::{Ctx, audit};
use std::time::Duration;
use tokio::sync::watch;

/// How often the sealer looks for events that wait.
const SEAL_EVERY: Duration = Duration::from_millis(400);

/// Seals the log until `stop` changes, and once more then.
pub async fn seal_log(ctx: Ctx, mut stop: watch::Receiver<bool>) {
    loop {
        match audit::seal(&ctx).await {
            Ok(report) if report.more => continue,
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(error = ?error, "the log could not be sealed; it is tried again")
            }
        }
        tokio::select! {
            () = tokio::time::sleep(SEAL_EVERY) => {}
            _ = stop.changed() => {
                if let Err(error) = audit::seal(&ctx).await {
                    tracing::warn!(error = ?error, "the log could not be sealed at the end");
                }
                return;
            }
        }
    }
}
