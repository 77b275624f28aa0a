//! Writing messages.

use crate::notices::{self, To};
use crate::{Error, Work};
use domain::mail::{LetterKind, MailChoice};
use uuid::Uuid;

/// A message to be sent.
#[derive(Clone, Debug)]
pub(crate) struct Letter {
    /// What it is about.
    pub kind: LetterKind,
    /// The account that it goes to.
    pub account: Uuid,
    /// The address that it goes to.
    pub recipient: String,
    /// One line.
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// Puts a message into the outbox, in the transaction of what causes it.
///
/// # Errors
/// When the store or the key fails.
pub(crate) async fn write(work: &mut Work<'_>, letter: Letter) -> Result<(), Error> {
    let (id, at) = (work.ctx().new_id(), work.at);
    let body = work.ctx().keys().seal(letter.body.as_bytes())?;
    let subject: String = letter.subject.chars().filter(|c| !c.is_control()).collect();
    work.tx
        .query(
            "INSERT INTO outbox (id, account_id, kind, recipient, subject, body, made_at, due_at, tries)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $7, 0)",
        )
        .bind(id)
        .bind(letter.account)
        .bind(letter.kind.as_str())
        .bind(letter.recipient)
        .bind(subject)
        .bind(body)
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}

/// Writes one piece of news to those of `to` who want mail at once.
///
/// # Errors
/// When the store or the key fails.
pub(crate) async fn news(
    work: &mut Work<'_>,
    to: To,
    kind: &str,
    reference: &str,
    text: &str,
) -> Result<(), Error> {
    let (account, provider) = to.columns();
    let readers: Vec<(Uuid, String)> = work
        .tx
        .query(
            "SELECT id, email FROM account
             WHERE active = $1 AND mail = $2 AND (id = $3 OR provider_id = $4) ORDER BY id",
        )
        .bind(true)
        .bind(MailChoice::AtOnce.as_str())
        .bind(account)
        .bind(provider)
        .all()
        .await?;
    let site = &work.ctx().site().url;
    let place = notices::address(kind, reference).unwrap_or_else(|| "/".to_owned());
    let body = format!("{text}\n\n{site}{place}\n\n{}", footer(site));
    for (account, recipient) in readers {
        let letter = Letter {
            kind: LetterKind::News,
            account,
            recipient,
            subject: format!("{reference}: news"),
            body: body.clone(),
        };
        write(work, letter).await?;
    }
    Ok(())
}

/// What ends every message that a person asked for.
pub(super) fn footer(site: &str) -> String {
    format!("You asked for these messages. Change that under {site}/account\n")
}
