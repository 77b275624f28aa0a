//! Configuration, from the environment only, checked before anything starts.

use crate::mail::{Mailer, Unreadable};
use backend::Site;
use backend::clock::SystemClock;
use backend::db::{Db, DbError};
use backend::documents::{Documents, Limits};
use backend::keys::{KeyError, Keys};
use backend::{Ctx, db::MigrateError};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

/// What the environment says.
#[derive(Clone)]
pub struct Config {
    /// `DATABASE_URL`: `sqlite:…` or `postgres://…`; a file in the data folder by default.
    pub database_url: String,
    /// `PERIGEE_DATA`: where the SQLite file, documents and keys are.
    pub data: PathBuf,
    /// `PERIGEE_KEYS`: where the keys are, when not in the data folder.
    pub keys: PathBuf,
    /// `PERIGEE_ADDR`: where to listen.
    pub address: SocketAddr,
    /// `PERIGEE_URL`: the public address, for links that people are given.
    pub url: String,
    /// `PERIGEE_SMTP_URL` and `PERIGEE_MAIL_FROM`: the way to a mail relay; none when mail is not configured.
    pub mail: Option<Mailer>,
    /// `PERIGEE_DEV`: whether pages for developers are served.
    pub development: bool,
    /// `PERIGEE_FILE_MB` and `PERIGEE_OFFER_MB`: how large one file of an offer, and all together, may be, in millions of bytes.
    pub limits: Limits,
    /// `PERIGEE_TRUST_PROXY`: whether the last `X-Forwarded-For` names the browser.
    pub trust_proxy: bool,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Config")
            .field("data", &self.data)
            .field("address", &self.address)
            .field("url", &self.url)
            .finish_non_exhaustive()
    }
}

/// Why the program does not start: one line, with what to do.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// A variable that cannot be read.
    #[error("{name} is “{value}”: {expected}")]
    Variable {
        /// The variable.
        name: &'static str,
        /// Its value.
        value: String,
        /// What it should be.
        expected: &'static str,
    },
    /// The data folder.
    #[error("the data folder {path} cannot be used: {source}")]
    Folder {
        /// Which.
        path: String,
        /// Why.
        source: std::io::Error,
    },
    /// The keys.
    #[error("the keys cannot be used: {0}")]
    Keys(#[from] KeyError),
    /// The store.
    #[error("the store cannot be used: {store}{why}", store = .0, why = cause(.0))]
    Store(#[from] DbError),
    /// The schema.
    #[error("{0}")]
    Schema(#[from] MigrateError),
}

/// What the driver says, without the address, which may hold a password.
fn cause(error: &DbError) -> String {
    std::error::Error::source(error)
        .map(|source| format!(" ({source})"))
        .unwrap_or_default()
}

/// Millions of bytes, from 1 to 2000.
fn megabytes(name: &'static str, value: Option<String>, usual: u64) -> Result<u64, ConfigError> {
    let Some(value) = value else {
        return Ok(usual);
    };
    match value.parse() {
        Ok(number @ 1..=2000_u64) => Ok(number * 1_000_000),
        _ => Err(ConfigError::Variable {
            name,
            value,
            expected: "write millions of bytes, a whole number from 1 to 2000",
        }),
    }
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// The first variable that cannot be read.
    pub fn from_environment() -> Result<Self, ConfigError> {
        let get = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let data = PathBuf::from(get("PERIGEE_DATA").unwrap_or_else(|| "data".to_owned()));
        let address = get("PERIGEE_ADDR").unwrap_or_else(|| "127.0.0.1:3000".to_owned());
        let address: SocketAddr = address.parse().map_err(|_| ConfigError::Variable {
            name: "PERIGEE_ADDR",
            value: address.clone(),
            expected: "write an address and a port, such as 127.0.0.1:3000",
        })?;
        let url = get("PERIGEE_URL").unwrap_or_else(|| format!("http://{address}"));
        if !url.starts_with("http://") && !url.starts_with("https://") {
            return Err(ConfigError::Variable {
                name: "PERIGEE_URL",
                value: url,
                expected: "begin with https:// or http://",
            });
        }
        let database_url = get("DATABASE_URL")
            .unwrap_or_else(|| format!("sqlite:{}", data.join("perigee.sqlite3").display()));
        if !["sqlite:", "postgres://", "postgresql://"]
            .iter()
            .any(|scheme| database_url.starts_with(scheme))
        {
            let value = database_url
                .split(':')
                .next()
                .unwrap_or_default()
                .to_owned();
            return Err(ConfigError::Variable {
                name: "DATABASE_URL",
                value,
                expected: "begin with sqlite: or postgres://",
            });
        }
        Ok(Self {
            mail: mailer(get("PERIGEE_SMTP_URL"), get("PERIGEE_MAIL_FROM"))?,
            database_url,
            keys: get("PERIGEE_KEYS").map_or_else(|| data.join("keys"), PathBuf::from),
            data,
            address,
            url: url.trim_end_matches('/').to_owned(),
            limits: Limits {
                file: megabytes(
                    "PERIGEE_FILE_MB",
                    get("PERIGEE_FILE_MB"),
                    Limits::default().file,
                )?,
                offer: megabytes(
                    "PERIGEE_OFFER_MB",
                    get("PERIGEE_OFFER_MB"),
                    Limits::default().offer,
                )?,
            },
            development: get("PERIGEE_DEV").is_some(),
            trust_proxy: get("PERIGEE_TRUST_PROXY").is_some(),
        })
    }

    /// Opens folders, keys and store; migrates first when `migrate` says so.
    ///
    /// # Errors
    /// What cannot be used, in one line.
    pub async fn open(&self, migrate: bool) -> Result<Ctx, ConfigError> {
        std::fs::create_dir_all(&self.data).map_err(|source| ConfigError::Folder {
            path: self.data.display().to_string(),
            source,
        })?;
        let keys = Keys::in_folder(&self.keys)?;
        let db = Db::connect(&self.database_url).await?;
        if migrate {
            db.migrate().await?;
        }
        db.check_schema().await?;
        let documents = Documents::in_folder(self.data.join("documents"));
        let documents = documents.with_limits(self.limits);
        let site = Site {
            url: self.url.clone(),
            mail: self.mail.is_some(),
        };
        Ok(Ctx::new(db, Arc::new(SystemClock), keys, documents).with_site(site))
    }
}

/// The way to the relay; of an address that cannot be read only the scheme is said again, because it may hold a password.
fn mailer(relay: Option<String>, from: Option<String>) -> Result<Option<Mailer>, ConfigError> {
    let wrong = |name, value: &str, expected| {
        Err(ConfigError::Variable {
            name,
            value: value.to_owned(),
            expected,
        })
    };
    let (relay, from) = match (relay, from) {
        (None, None) => return Ok(None),
        (Some(relay), Some(from)) => (relay, from),
        (Some(_), None) => {
            let expected = "with PERIGEE_SMTP_URL it must name the sender, such as Perigee <perigee@example.org>";
            return wrong("PERIGEE_MAIL_FROM", "", expected);
        }
        (None, Some(_)) => {
            let expected = "with PERIGEE_MAIL_FROM it must name the relay, such as smtps://user:password@mail.example.org";
            return wrong("PERIGEE_SMTP_URL", "", expected);
        }
    };
    match Mailer::new(&relay, &from) {
        Ok(mailer) => Ok(Some(mailer)),
        Err(Unreadable::Relay) => wrong(
            "PERIGEE_SMTP_URL",
            relay.split(':').next().unwrap_or_default(),
            "write smtp://host:25, smtp://user:password@host:587?tls=required or smtps://user:password@host",
        ),
        Err(Unreadable::Sender) => wrong(
            "PERIGEE_MAIL_FROM",
            &from,
            "write an address, such as Perigee <perigee@example.org>",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::mailer;

    fn said(relay: &str, from: &str) -> String {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        match mailer(some(relay), some(from)) {
            Ok(mailer) => format!("{}", mailer.is_some()),
            Err(error) => error.to_string(),
        }
    }

    #[tokio::test]
    async fn mail_needs_a_relay_and_a_sender_or_neither() {
        assert_eq!(said("", ""), "false");
        assert!(said("smtp://127.0.0.1:25", "").starts_with("PERIGEE_MAIL_FROM is “”"));
        assert!(said("", "perigee@example.org").starts_with("PERIGEE_SMTP_URL is “”"));
        assert!(said("smtp://127.0.0.1:25", "nobody").starts_with("PERIGEE_MAIL_FROM is “nobody”"));
    }

    #[tokio::test]
    async fn a_relay_that_cannot_be_read_is_not_repeated_with_its_password() {
        let text = said("ftp://ann:hunter2@example.org", "perigee@example.org");
        assert!(text.starts_with("PERIGEE_SMTP_URL is “ftp”"), "{text}");
        assert!(!text.contains("hunter2"));
        assert_eq!(
            said("smtps://ann:hunter2@example.org", "Perigee <p@example.org>"),
            "true"
        );
    }
}
