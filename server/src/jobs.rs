//! Background jobs. Each is safe beside the same job on another server.

use crate::mail::{self, Mailer};
use backend::{Ctx, Error, audit, offers, outbox, providers};
use std::time::Duration;
use tokio::sync::watch;

/// How often the sealer looks for events that wait.
const SEAL_EVERY: Duration = Duration::from_millis(400);

/// Does a job again and again until `stop` changes; what fails is said and tried again in the next round.
async fn every<T, F>(
    pause: Duration,
    failed: &str,
    job: impl Fn() -> F,
    mut stop: watch::Receiver<bool>,
) where
    F: Future<Output = Result<T, Error>>,
{
    loop {
        if let Err(error) = job().await {
            tracing::warn!(error = ?error, "{failed}; it is tried again");
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.changed() => return,
        }
    }
}

/// How often the lists of what closed are looked for.
const COMMIT_EVERY: Duration = Duration::from_secs(2);

/// Signs the list of sealed offers of whatever has closed, until `stop` changes.
pub async fn commit_offers(ctx: Ctx, stop: watch::Receiver<bool>) {
    let job = || backend::receipts::commitments::commit_closed(&ctx);
    every(
        COMMIT_EVERY,
        "a list of offers could not be signed",
        job,
        stop,
    )
    .await;
}

/// How often shares of an opening that have lapsed are wiped.
const FORGET_EVERY: Duration = Duration::from_secs(60);

/// Wipes lapsed shares of openings until `stop` changes.
pub async fn forget_lapsed_shares(ctx: Ctx, stop: watch::Receiver<bool>) {
    let job = || offers::forget_lapsed_shares(&ctx);
    every(FORGET_EVERY, "lapsed shares could not be wiped", job, stop).await;
}

/// How often mail that waits is looked for.
const MAIL_EVERY: Duration = Duration::from_secs(5);

/// Writes digests and sends what waits until `stop` changes. What is being sent then is sent again after the next start.
pub async fn send_mail(ctx: Ctx, mailer: Option<Mailer>, mut stop: watch::Receiver<bool>) {
    let Some(mailer) = mailer else { return };
    loop {
        let round = async {
            if let Err(error) = mail_round(&ctx, &mailer).await {
                tracing::warn!(error = ?error, "mail could not be looked after; it is tried again");
            }
            tokio::time::sleep(MAIL_EVERY).await;
        };
        tokio::select! {
            () = round => {}
            _ = stop.changed() => return,
        }
    }
}

async fn mail_round(ctx: &Ctx, mailer: &Mailer) -> Result<(), Error> {
    outbox::write_due(ctx).await?;
    while mail::deliver(ctx, mailer).await? > 0 {}
    outbox::tidy(ctx).await
}

/// How often certificates that end are looked for.
const REMIND_EVERY: Duration = Duration::from_secs(600);

/// Reminds of certificates that end until `stop` changes.
pub async fn remind(ctx: Ctx, stop: watch::Receiver<bool>) {
    let job = || providers::remind(&ctx);
    every(REMIND_EVERY, "reminders could not be sent", job, stop).await;
}

/// How often files that belong to nothing any more are looked for.
const SWEEP_EVERY: Duration = Duration::from_secs(60 * 60);

/// Removes files of offers that belong to nothing any more until `stop` changes.
pub async fn sweep_files(ctx: Ctx, stop: watch::Receiver<bool>) {
    let job = || offers::sweep_files(&ctx);
    every(SWEEP_EVERY, "old files could not be removed", job, stop).await;
}

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
