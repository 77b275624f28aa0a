//! A unit of work: one request, one transaction, one answer.
//!
//! A form carries a key. The first request with it does the work and keeps its answer in the same transaction;
//! a double click, a browser's retry or a lost answer gets that answer and does nothing again.

use crate::audit::{self, Happening, Recorded};
use crate::db::Tx;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::{Action, Permit, Subject, permit};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

/// Who asks, and with which key.
#[derive(Clone, Debug)]
pub struct Call {
    /// Who asks.
    pub actor: Actor,
    /// The form's key; none for the command line and background jobs, which are not repeated by accident.
    pub key: Option<String>,
    /// SHA-256 of what was sent, so that a key is not used for something else.
    pub body_hash: [u8; 32],
}

impl Call {
    /// A call of the program itself.
    #[must_use]
    pub fn system(part: &'static str) -> Self {
        Self {
            actor: Actor::System(part),
            key: None,
            body_hash: [0; 32],
        }
    }

    /// A call by `actor` without a key.
    #[must_use]
    pub fn by(actor: Actor) -> Self {
        Self {
            actor,
            key: None,
            body_hash: [0; 32],
        }
    }

    /// A call by `actor` with a form's key and body.
    #[must_use]
    pub fn with_key(actor: Actor, key: String, body: &[u8]) -> Self {
        Self {
            actor,
            key: Some(key),
            body_hash: Sha256::digest(body).into(),
        }
    }
}

/// Whether the work is to be done or was done before.
#[derive(Debug)]
pub enum Begin<'a, T> {
    /// Do it.
    New(Work<'a>),
    /// It was done; this was the answer.
    Done(T),
}

/// Begins a unit of work, or returns the answer of the one that was done with the same key.
///
/// ```ignore
/// let mut work = begin!(ctx, call);
/// ```
#[macro_export]
macro_rules! begin {
    ($ctx:expr, $call:expr) => {
        match $ctx.begin($call).await? {
            $crate::Begin::New(work) => work,
            $crate::Begin::Done(answer) => return Ok(answer),
        }
    };
}

/// A transaction with who asked for it.
#[derive(Debug)]
pub struct Work<'a> {
    /// The transaction.
    pub tx: Tx,
    ctx: &'a Ctx,
    call: &'a Call,
    /// When the work began; every row it writes bears this moment.
    pub at: DateTime<Utc>,
}

impl Ctx {
    /// Begins a unit of work for a call.
    ///
    /// # Errors
    /// [`Error::KeyReused`] when the key was used for something else; or when the store fails.
    pub async fn begin<'a, T: DeserializeOwned>(
        &'a self,
        call: &'a Call,
    ) -> Result<Begin<'a, T>, Error> {
        let tx = self.db().begin().await?;
        let mut work = Work {
            tx,
            ctx: self,
            call,
            at: self.now(),
        };
        match work.claim().await? {
            None => Ok(Begin::New(work)),
            Some(answer) => Ok(Begin::Done(
                serde_json::from_str(&answer).map_err(|_| Error::KeyReused)?,
            )),
        }
    }
}

impl Work<'_> {
    async fn claim(&mut self) -> Result<Option<String>, Error> {
        let Some(key) = &self.call.key else {
            return Ok(None);
        };
        let account = self.call.actor.account().map(|account| account.0);
        let claimed = self
            .tx
            .query(
                "INSERT INTO request (idempotency_key, account_id, body_hash, made_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (idempotency_key) DO NOTHING",
            )
            .bind(key.clone())
            .bind(account)
            .bind(self.call.body_hash.to_vec())
            .bind(self.at)
            .run()
            .await?;
        if claimed == 1 {
            return Ok(None);
        }
        let (hash, outcome): (Vec<u8>, Option<String>) = self
            .tx
            .query(
                "SELECT body_hash, outcome FROM request
                 WHERE idempotency_key = $1 AND account_id IS NOT DISTINCT FROM $2",
            )
            .bind(key.clone())
            .bind(account)
            .optional()
            .await?
            .ok_or(Error::KeyReused)?;
        if hash == self.call.body_hash {
            outcome.map(Some).ok_or(Error::KeyReused)
        } else {
            Err(Error::KeyReused)
        }
    }

    /// The parts that use cases need.
    #[must_use]
    pub fn ctx(&self) -> &Ctx {
        self.ctx
    }

    /// Who asked.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.call.actor
    }

    /// The account that asked; none for the system itself.
    #[must_use]
    pub fn account(&self) -> Option<uuid::Uuid> {
        self.call.actor.account().map(|account| account.0)
    }

    /// Obtains the permit for an action.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn permit<A: Action>(&self, subject: Subject) -> Result<Permit<A>, Error> {
        Ok(permit::<A>(&self.call.actor, subject)?)
    }

    /// Appends what happened to the log, in this transaction.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn record<A: Action>(
        &mut self,
        permit: &Permit<A>,
        happening: Happening,
    ) -> Result<(), Error> {
        audit::append(self, permit.code(), happening)
            .await
            .map(drop)
    }

    /// Appends what happened to the log, in this transaction, and answers with the event for a proof of it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn record_event<A: Action>(
        &mut self,
        permit: &Permit<A>,
        happening: Happening,
    ) -> Result<Recorded, Error> {
        audit::append(self, permit.code(), happening).await
    }

    /// Appends many things that happened, in order, in this transaction.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn record_all<A: Action>(
        &mut self,
        permit: &Permit<A>,
        happenings: Vec<Happening>,
    ) -> Result<(), Error> {
        audit::append_all(self, permit.code(), happenings).await
    }

    /// Keeps the answer beside the key, commits, and gives the answer back.
    ///
    /// # Errors
    /// When the store fails; then nothing was done.
    pub async fn commit<T: Serialize>(mut self, answer: T) -> Result<T, Error> {
        if let Some(key) = &self.call.key {
            let outcome = serde_json::to_string(&answer)?;
            self.tx
                .query("UPDATE request SET outcome = $1 WHERE idempotency_key = $2")
                .bind(outcome)
                .bind(key.clone())
                .run()
                .await?;
        }
        self.tx.commit().await?;
        Ok(answer)
    }
}
