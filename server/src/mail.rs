//! Sending mail: what waits in the outbox goes to a relay over SMTP.

use backend::outbox::{self, Outgoing};
use backend::{Ctx, Error};
use chrono::{DateTime, Utc};
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::Error as SmtpError;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::Duration;

/// How long the relay may take for one step of the conversation.
const PATIENCE: Duration = Duration::from_secs(30);

/// The way to the relay, with the address that messages come from. Cheap to clone.
#[derive(Clone)]
pub struct Mailer {
    relay: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl std::fmt::Debug for Mailer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mailer")
            .field("from", &self.from)
            .finish_non_exhaustive()
    }
}

/// Which part of the configuration cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// The relay's address.
    Relay,
    /// The sender.
    Sender,
}

/// Why a message was not sent.
#[derive(Debug)]
struct Failure {
    text: String,
    /// Whether the relay will not take it later either.
    final_: bool,
}

impl Mailer {
    /// Reads the relay's address (`smtp://host:25`, `smtp://user:password@host:587?tls=required`, `smtps://user:password@host`)
    /// and the sender (`Perigee <perigee@example.org>`). Nothing is sent yet.
    ///
    /// # Errors
    /// Which of them cannot be read.
    pub fn new(relay: &str, from: &str) -> Result<Self, Unreadable> {
        let relay = AsyncSmtpTransport::<Tokio1Executor>::from_url(relay)
            .map_err(|_| Unreadable::Relay)?
            .timeout(Some(PATIENCE))
            .build();
        let from = from.parse().map_err(|_| Unreadable::Sender)?;
        Ok(Self { relay, from })
    }

    async fn send(&self, letter: &Outgoing) -> Result<(), Failure> {
        let message = self.message(letter)?;
        match self.relay.send(message).await {
            Ok(_) => Ok(()),
            Err(error) => Err(failure(&error)),
        }
    }

    fn message(&self, letter: &Outgoing) -> Result<Message, Failure> {
        let unusable = |text: String| Failure { text, final_: true };
        let address: Address = letter
            .recipient
            .parse()
            .map_err(|error| unusable(format!("this is no address for mail: {error}")))?;
        let host = self.from.email.domain();
        let made_at: DateTime<Utc> = letter.made_at;
        Message::builder()
            .message_id(Some(format!("<{}@{host}>", letter.id)))
            .date(made_at.into())
            .from(self.from.clone())
            .to(Mailbox::new(None, address))
            .subject(format!("Perigee: {}", letter.subject))
            .header(ContentType::TEXT_PLAIN)
            .body(letter.body.clone())
            .map_err(|error| unusable(error.to_string()))
    }
}

/// What the administrator reads. Of an answer that asks to wait only the code: its text names the recipient, and who is written to
/// may not be known yet.
fn failure(error: &SmtpError) -> Failure {
    let text = match (error.is_transient(), error.status()) {
        (true, Some(code)) => format!("the relay asked to try again later ({code})"),
        _ => std::iter::successors(Some(error as &dyn std::error::Error), |error| {
            error.source()
        })
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(": "),
    };
    Failure {
        text,
        final_: error.is_permanent(),
    }
}

/// Sends what is due, a few messages at a time; answers how many were tried.
///
/// # Errors
/// When the store or the key fails. A message that was sent but not noted is sent again.
pub async fn deliver(ctx: &Ctx, mailer: &Mailer) -> Result<usize, Error> {
    let letters = outbox::lease(ctx).await?;
    for letter in &letters {
        match mailer.send(letter).await {
            Ok(()) => outbox::sent(ctx, letter.id).await?,
            Err(failure) => {
                outbox::failed(ctx, letter, &failure.text, failure.final_).await?;
                tracing::warn!(letter = %letter.id, tries = letter.tries, "a message was not sent");
            }
        }
    }
    Ok(letters.len())
}
