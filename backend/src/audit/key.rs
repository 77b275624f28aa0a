//! Where a page of the log ended.

use chrono::{DateTime, Utc};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

/// The last event of a page; in an address as microseconds and identity: `1772528400000000-0198…`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key {
    /// Its moment.
    pub at: DateTime<Utc>,
    /// Its identity.
    pub id: Uuid,
}

/// The text is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is not a place in the log")]
pub struct NotAKey;

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.at.timestamp_micros(), self.id.simple())
    }
}

impl FromStr for Key {
    type Err = NotAKey;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (micros, id) = text.rsplit_once('-').ok_or(NotAKey)?;
        let at = micros
            .parse()
            .ok()
            .and_then(DateTime::from_timestamp_micros);
        Ok(Self {
            at: at.ok_or(NotAKey)?,
            id: id.parse().map_err(|_| NotAKey)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        let at = DateTime::from_timestamp_micros(1_772_528_400_123_456).unwrap();
        let key = Key {
            at,
            id: Uuid::from_u128(77),
        };
        assert_eq!(key.to_string().parse(), Ok(key));
        for broken in ["", "1", "x-y", "1-2-3"] {
            assert_eq!(broken.parse::<Key>(), Err(NotAKey));
        }
    }
}
