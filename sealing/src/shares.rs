//! A private key split among persons: any `t` of the `n` shares give it back, fewer say nothing about it (Shamir 1979).

use crate::{Identity, SealingError};
use blahaj::{Share as Point, Sharks};
use std::collections::BTreeMap;
use zeroize::Zeroizing;

/// A share of a secret: one byte that numbers it, then as many bytes as the secret has. Wiped when dropped.
#[derive(Clone, PartialEq, Eq)]
pub struct Share(Zeroizing<Vec<u8>>);

impl std::fmt::Debug for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Share(…)")
    }
}

impl Share {
    /// Reads a share from its bytes.
    ///
    /// # Errors
    /// When it is too short, or numbered 0, which would be the secret itself.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, SealingError> {
        match bytes {
            [0, ..] | [] | [_] => Err(SealingError::NotEnoughShares),
            _ => Ok(Self(Zeroizing::new(bytes.to_vec()))),
        }
    }

    /// The bytes, to be wrapped.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

/// Splits a secret into `count` shares of which `threshold` give it back.
///
/// # Errors
/// [`SealingError::BadThreshold`] unless 2 ≤ `threshold` ≤ `count`.
pub fn split(secret: &[u8], threshold: u8, count: u8) -> Result<Vec<Share>, SealingError> {
    if threshold < 2 || threshold > count {
        return Err(SealingError::BadThreshold);
    }
    let points = Sharks(threshold).dealer(secret).take(usize::from(count));
    Ok(points
        .map(|point| Share(Zeroizing::new(Vec::from(&point))))
        .collect())
}

/// The secret of at least `threshold` different shares. Shares of different secrets give bytes without meaning: who
/// joins them checks the result, as [`identity`] does.
///
/// # Errors
/// [`SealingError::NotEnoughShares`] when they are too few or of different lengths.
pub fn join(shares: &[Share], threshold: u8) -> Result<Zeroizing<Vec<u8>>, SealingError> {
    let different: BTreeMap<u8, &Share> = shares.iter().map(|share| (share.0[0], share)).collect();
    let points: Vec<Point> = different
        .values()
        .take(usize::from(threshold))
        .map(|share| Point::try_from(share.expose()).map_err(|_| SealingError::NotEnoughShares))
        .collect::<Result<_, _>>()?;
    Sharks(threshold)
        .recover(&points)
        .map(Zeroizing::new)
        .map_err(|_| SealingError::NotEnoughShares)
}

/// The private key of shares, checked against its public half.
///
/// # Errors
/// [`SealingError::NotEnoughShares`] when they do not make the key of `recipient`.
pub fn identity(
    shares: &[Share],
    threshold: u8,
    recipient: &str,
) -> Result<Identity, SealingError> {
    let text = join(shares, threshold)?;
    let identity = Identity::parse(&text).map_err(|_| SealingError::NotEnoughShares)?;
    if identity.recipient()? == recipient {
        Ok(identity)
    } else {
        Err(SealingError::NotEnoughShares)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_t_of_n_give_the_secret_back(
            secret in proptest::collection::vec(any::<u8>(), 1..80),
            (count, threshold) in (2_u8..9).prop_flat_map(|n| (Just(n), 2..=n)),
            first in 0_usize..9,
        ) {
            let mut shares = split(&secret, threshold, count).unwrap();
            shares.rotate_left(first % usize::from(count));
            shares.truncate(usize::from(threshold));
            let joined = join(&shares, threshold).unwrap();
            prop_assert_eq!(joined.as_slice(), secret.as_slice());
            shares.pop();
            prop_assert_eq!(join(&shares, threshold), Err(SealingError::NotEnoughShares));
        }
    }

    #[test]
    fn one_share_counts_once_however_often() {
        let shares = split(b"secret", 2, 3).unwrap();
        let twice = [shares[0].clone(), shares[0].clone()];
        assert_eq!(join(&twice, 2), Err(SealingError::NotEnoughShares));
    }

    #[test]
    fn shares_of_another_key_are_noticed() {
        let (one, other) = (Identity::generate(), Identity::generate());
        let of = |identity: &Identity| split(identity.expose().as_bytes(), 2, 2).unwrap();
        let mixed = [of(&one)[0].clone(), of(&other)[1].clone()];
        let refused = identity(&mixed, 2, &one.recipient().unwrap());
        assert_eq!(refused.unwrap_err(), SealingError::NotEnoughShares);
        let right = identity(&of(&one), 2, &one.recipient().unwrap()).unwrap();
        assert_eq!(right.expose(), one.expose());
    }

    #[test]
    fn one_person_alone_is_never_enough() {
        assert_eq!(split(b"s", 1, 3), Err(SealingError::BadThreshold));
        assert_eq!(split(b"s", 4, 3), Err(SealingError::BadThreshold));
        assert!(Share::from_bytes(&[0, 1, 2]).is_err());
    }
}
