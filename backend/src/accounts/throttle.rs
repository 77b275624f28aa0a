//! Slows guessing down, per account-and-address and per address, without letting anybody lock another person out.

use crate::{Ctx, Error};
use chrono::{DateTime, Duration, Utc};
use sha2::{Digest, Sha256};

/// Failures that cost nothing.
const FREE_FOR_ACCOUNT: i64 = 4;
/// Failures from one address, for whichever accounts, that cost nothing.
const FREE_FOR_ADDRESS: i64 = 50;
/// Failures older than this are forgotten.
const FORGOTTEN_AFTER: Duration = Duration::hours(1);
/// The longest wait, in seconds.
const LONGEST: i64 = 900;

/// What the failures of one kind are counted for.
struct Subject {
    hash: Vec<u8>,
    free: i64,
}

fn subjects(email: &str, address: &str) -> [Subject; 2] {
    let hash = |text: String| Sha256::digest(text.as_bytes()).to_vec();
    [
        Subject {
            hash: hash(format!("account {email} {address}")),
            free: FREE_FOR_ACCOUNT,
        },
        Subject {
            hash: hash(format!("address {address}")),
            free: FREE_FOR_ADDRESS,
        },
    ]
}

/// Counts a try before the password is looked at, and refuses when the wait is not over.
///
/// # Errors
/// [`Error::TooMany`] with the seconds to wait.
pub(super) async fn attempt(ctx: &Ctx, email: &str, address: &str) -> Result<(), Error> {
    counted(ctx, subjects(email, address)).await
}

/// Counts something that anybody may do without an account, for a network address: so many within the hour cost nothing.
///
/// # Errors
/// [`Error::TooMany`] with the seconds to wait.
pub(crate) async fn slow_down(
    ctx: &Ctx,
    what: &str,
    address: &str,
    free: i64,
) -> Result<(), Error> {
    let hash = Sha256::digest(format!("{what} {address}").as_bytes()).to_vec();
    counted(ctx, [Subject { hash, free }]).await
}

async fn counted(ctx: &Ctx, subjects: impl IntoIterator<Item = Subject>) -> Result<(), Error> {
    let now = ctx.now();
    let mut tx = ctx.db().begin().await?;
    for subject in subjects {
        let known: Option<(i64, DateTime<Utc>, DateTime<Utc>)> = tx
            .query(
                "SELECT failures, blocked_until, last_failed_at FROM throttle WHERE subject = $1",
            )
            .bind(subject.hash.clone())
            .optional()
            .await?;
        let failures = match known {
            Some((_, blocked, _)) if blocked > now => {
                return Err(Error::TooMany((blocked - now).num_seconds() + 1));
            }
            Some((failures, _, last)) if now - last < FORGOTTEN_AFTER => failures + 1,
            _ => 1,
        };
        tx.query(
            "INSERT INTO throttle (subject, failures, blocked_until, last_failed_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (subject) DO UPDATE SET failures = $2, blocked_until = $3, last_failed_at = $4",
        )
        .bind(subject.hash)
        .bind(failures)
        .bind(now + wait(failures - subject.free))
        .bind(now)
        .run()
        .await?;
    }
    Ok(tx.commit().await?)
}

/// Forgets the failures of an account at an address after it has signed in.
pub(super) async fn succeeded(ctx: &Ctx, email: &str, address: &str) -> Result<(), Error> {
    for subject in subjects(email, address) {
        ctx.db()
            .query("DELETE FROM throttle WHERE subject = $1 AND failures <= $2")
            .bind(subject.hash)
            .bind(subject.free.max(LONGEST))
            .run()
            .await?;
    }
    Ok(())
}

/// 1, 2, 4 … seconds, at most 15 minutes.
fn wait(over: i64) -> Duration {
    match u32::try_from(over) {
        Ok(over) if over > 0 => Duration::seconds(2_i64.saturating_pow(over - 1).min(LONGEST)),
        _ => Duration::zero(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let seconds: Vec<i64> = [-3, 0, 1, 2, 5, 11, 60]
            .map(|over| wait(over).num_seconds())
            .to_vec();
        assert_eq!(seconds, [0, 0, 1, 2, 16, 900, 900]);
    }
}
