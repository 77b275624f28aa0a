//! What a use case answers when it cannot do what was asked.

use crate::db::DbError;
use domain::policy::Refused;
use std::collections::BTreeMap;

/// A field of a form and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// The name of the field in the form.
    pub field: String,
    /// What is wrong and what to do, for people.
    pub message: String,
}

/// Collects everything that is wrong with an input before refusing it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FieldErrors(Vec<FieldError>);

impl FieldErrors {
    /// Notes what is wrong with a field.
    pub fn add(&mut self, field: impl Into<String>, message: impl ToString) {
        self.0.push(FieldError {
            field: field.into(),
            message: message.to_string(),
        });
    }

    /// Keeps the value, or notes why there is none.
    pub fn take<T, E: ToString>(
        &mut self,
        field: impl Into<String>,
        result: Result<T, E>,
    ) -> Option<T> {
        result
            .map_err(|error| self.add(field, error.to_string()))
            .ok()
    }

    /// Refuses if anything was noted.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything that was noted.
    pub fn finish(self) -> Result<(), Error> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(Error::Invalid(self.0))
        }
    }

    /// Whether nothing was noted.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Somebody else changed the record since the person read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stale {
    /// The version that is recorded now.
    pub version: i64,
    /// What is recorded now, by the names of the form's fields.
    pub recorded: BTreeMap<String, String>,
}

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The rules of who may do what.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// There is no such thing, or this person may not know of it.
    #[error("there is nothing here")]
    NotFound,
    /// The input, field by field.
    #[error("some answers need another look")]
    Invalid(Vec<FieldError>),
    /// The state of the record does not allow it, or a rule forbids it; the text says what to do.
    #[error("{0}")]
    NotNow(String),
    /// The record changed meanwhile.
    #[error("somebody changed this while you were writing")]
    Stale(Box<Stale>),
    /// The form was sent before with another content.
    #[error("this form was sent before with other answers: open it again")]
    KeyReused,
    /// Too many tries.
    #[error("too many tries: wait {0} seconds")]
    TooMany(i64),
    /// E-mail and password do not fit together.
    #[error("e-mail and password do not fit together")]
    Credentials,
    /// The store failed.
    #[error(transparent)]
    Db(DbError),
    /// Sealing or unsealing failed.
    #[error("sealing failed: {0}")]
    Seal(String),
    /// Anything else that should not happen; logged, not shown.
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// A refusal for one field.
    pub fn field(field: impl Into<String>, message: impl ToString) -> Self {
        Self::Invalid(vec![FieldError {
            field: field.into(),
            message: message.to_string(),
        }])
    }

    /// A rule or the record's state forbids it.
    pub fn not_now(message: impl ToString) -> Self {
        Self::NotNow(message.to_string())
    }
}

impl From<DbError> for Error {
    fn from(error: DbError) -> Self {
        match error {
            DbError::NotFound => Self::NotFound,
            other => Self::Db(other),
        }
    }
}

impl From<sealing::SealingError> for Error {
    fn from(error: sealing::SealingError) -> Self {
        Self::Seal(error.to_string())
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Internal(format!("JSON: {error}"))
    }
}
