//! The shares that several persons put together.

use crate::Error;
use crate::opening_keys::RECOVERERS;
use sealing::parts::Part;
use sealing::shares::{self, Share};
use sealing::{Identity, SealingError, seal};
use std::collections::BTreeMap;
use uuid::Uuid;
use zeroize::Zeroizing;

/// What one person holds: a share for each part.
pub(super) type Shares = BTreeMap<Part, Share>;

/// In which capacity a person takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Capacity {
    /// A named opening officer.
    Officer,
    /// An administrator, with a share of the recovery share.
    Administrator,
}

impl Capacity {
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Administrator => "administrator",
        }
    }

    pub fn from_code(code: &str) -> Self {
        if code == Self::Administrator.as_str() {
            Self::Administrator
        } else {
            Self::Officer
        }
    }
}

/// Everybody's shares so far.
#[derive(Default)]
pub(super) struct Hands {
    officers: BTreeMap<Uuid, Shares>,
    administrators: BTreeMap<Uuid, Shares>,
}

impl Hands {
    /// Adds a person's shares; one person counts once.
    pub fn take(&mut self, account: Uuid, capacity: Capacity, shares: Shares) {
        match capacity {
            Capacity::Officer => self.officers.insert(account, shares),
            Capacity::Administrator => self.administrators.insert(account, shares),
        };
    }

    /// Whether enough administrators are there for the recovery share to take one officer's place.
    pub fn recovers(&self) -> bool {
        self.administrators.len() >= usize::from(RECOVERERS)
    }

    /// How many opening officers are still needed.
    pub fn lacking(&self, threshold: u8) -> usize {
        let there = self.officers.len() + usize::from(self.recovers());
        usize::from(threshold).saturating_sub(there)
    }

    /// The private key of a part.
    ///
    /// # Errors
    /// When the shares do not make the key to which the part was sealed.
    pub fn identity(
        &self,
        part: Part,
        threshold: u8,
        recipient: &str,
    ) -> Result<Identity, SealingError> {
        let of = |holders: &BTreeMap<Uuid, Shares>| -> Vec<Share> {
            let each = holders.values().filter_map(|shares| shares.get(&part));
            each.cloned().collect()
        };
        let mut shares = of(&self.officers);
        if shares.len() < usize::from(threshold) && self.recovers() {
            let recovery = shares::join(&of(&self.administrators), RECOVERERS)?;
            shares.push(Share::from_bytes(&recovery)?);
        }
        shares::identity(&shares, threshold, recipient)
    }
}

/// Shares on their way to the other named persons: readable by each of them, and by nobody else.
pub(super) fn wrapped(shares: &Shares, recipients: &[String]) -> Result<Vec<u8>, Error> {
    let texts: BTreeMap<Part, Zeroizing<String>> = shares
        .iter()
        .map(|(part, share)| (*part, Zeroizing::new(hex::encode(share.expose()))))
        .collect();
    let plain: BTreeMap<Part, &str> = texts
        .iter()
        .map(|(part, text)| (*part, text.as_str()))
        .collect();
    let plain = Zeroizing::new(serde_json::to_string(&plain)?);
    let recipients: Vec<&str> = recipients.iter().map(String::as_str).collect();
    Ok(seal(&recipients, plain.as_bytes())?)
}

/// Shares that another person wrapped.
pub(super) fn unwrapped(identity: &Identity, wrapped: &[u8]) -> Result<Shares, Error> {
    let plain = identity.open(wrapped)?;
    let texts: BTreeMap<Part, String> = serde_json::from_slice(&plain)?;
    texts
        .into_iter()
        .map(|(part, text)| {
            let text = Zeroizing::new(text);
            let bytes = hex::decode(text.as_str()).map_err(|_| SealingError::NotEnoughShares)?;
            Ok((part, Share::from_bytes(&Zeroizing::new(bytes))?))
        })
        .collect()
}
