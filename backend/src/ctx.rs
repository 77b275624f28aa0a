//! What every use case is given: the store, the clock, the keys, the files.

use crate::clock::Clock;
use crate::db::Db;
use crate::documents::Documents;
use crate::keys::Keys;
use chrono::{DateTime, NaiveDate, Utc};
use std::num::NonZero;
use std::sync::Arc;
use tokio::sync::{Semaphore, SemaphorePermit};
use uuid::{ContextV7, Timestamp, Uuid};

/// The store, the clock, the keys and the files. Cheap to clone.
#[derive(Clone)]
pub struct Ctx(Arc<Parts>);

/// Where this installation is reached, for messages that leave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The public address, without a slash at its end.
    pub url: String,
    /// Whether this server can send mail.
    pub mail: bool,
}

struct Parts {
    db: Db,
    clock: Arc<dyn Clock>,
    keys: Keys,
    documents: Documents,
    hashing: Semaphore,
    sealing: Semaphore,
    drawing: Semaphore,
    passphrase_work: u8,
    site: Site,
    order: std::sync::Mutex<ContextV7>,
}

impl std::fmt::Debug for Ctx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ctx")
            .field("db", &self.0.db.dialect())
            .finish_non_exhaustive()
    }
}

/// Passwords hashed at the same time; each takes 19 MiB and about 40 ms of a core.
const HASHING_AT_ONCE: usize = 2;

/// Analyses under thousands of random weights at the same time; each takes a core for up to a second.
const DRAWING_AT_ONCE: usize = 1;

impl Ctx {
    /// Puts the parts together.
    #[must_use]
    pub fn new(db: Db, clock: Arc<dyn Clock>, keys: Keys, documents: Documents) -> Self {
        let order = std::sync::Mutex::new(ContextV7::new());
        Self(Arc::new(Parts {
            db,
            clock,
            keys,
            documents,
            hashing: Semaphore::new(HASHING_AT_ONCE),
            sealing: Semaphore::new(std::thread::available_parallelism().map_or(2, NonZero::get)),
            drawing: Semaphore::new(DRAWING_AT_ONCE),
            passphrase_work: sealing::passphrase::WORK,
            site: Site {
                url: String::new(),
                mail: false,
            },
            order,
        }))
    }

    /// The same store, keys and files with another clock.
    #[must_use]
    pub fn with_clock(&self, clock: Arc<dyn Clock>) -> Self {
        Self::new(
            self.0.db.clone(),
            clock,
            self.0.keys.clone(),
            self.0.documents.clone(),
        )
        .with_passphrase_work(self.0.passphrase_work)
        .with_site(self.0.site.clone())
    }

    /// The same with another cost of passphrases, as the base-2 logarithm of scrypt's: low in tests, which make many keys.
    #[must_use]
    pub fn with_passphrase_work(self, work: u8) -> Self {
        match Arc::try_unwrap(self.0) {
            Ok(parts) => Self(Arc::new(Parts {
                passphrase_work: work,
                ..parts
            })),
            Err(shared) => Self(shared),
        }
    }

    /// The same with the address under which people reach it, before it is shared.
    #[must_use]
    pub fn with_site(self, site: Site) -> Self {
        match Arc::try_unwrap(self.0) {
            Ok(parts) => Self(Arc::new(Parts { site, ..parts })),
            Err(shared) => Self(shared),
        }
    }

    /// Where this installation is reached.
    #[must_use]
    pub fn site(&self) -> &Site {
        &self.0.site
    }

    /// The store.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.db
    }

    /// The server's keys.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.0.keys
    }

    /// The folder of files.
    #[must_use]
    pub fn documents(&self) -> &Documents {
        &self.0.documents
    }

    /// Now, in UTC, cut to microseconds.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.0.clock.now()
    }

    /// The day it is, in UTC.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        self.0.clock.today()
    }

    /// A place among the few passwords that are hashed at the same time.
    pub(crate) fn hashing(&self) -> &Semaphore {
        &self.0.hashing
    }

    /// A place among the few pieces of files that are encrypted at the same time.
    pub(crate) fn sealing(&self) -> &Semaphore {
        &self.0.sealing
    }

    /// The place of the analysis under random weights: who comes second waits.
    pub(crate) async fn drawing(&self) -> Result<SemaphorePermit<'_>, crate::Error> {
        let place = self.0.drawing.acquire().await;
        place.map_err(|error| crate::Error::Internal(error.to_string()))
    }

    /// All places at once, for something that takes much memory.
    pub(crate) async fn hashing_alone(&self) -> Result<SemaphorePermit<'_>, crate::Error> {
        let all = u32::try_from(HASHING_AT_ONCE).unwrap_or(1);
        let places = self.0.hashing.acquire_many(all).await;
        places.map_err(|error| crate::Error::Internal(error.to_string()))
    }

    /// What a passphrase costs, as the base-2 logarithm of scrypt's cost.
    pub(crate) fn passphrase_work(&self) -> u8 {
        self.0.passphrase_work
    }

    /// A new identity that sorts by the clock's time, and by order of making within a moment.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        let now = self.now();
        let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
        let order = self
            .0
            .order
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        Uuid::new_v7(Timestamp::from_unix(
            &*order,
            seconds,
            now.timestamp_subsec_nanos(),
        ))
    }
}
