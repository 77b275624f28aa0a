//! The Merkle tree of RFC 6962: leaf = SHA-256(0x00 ‖ data), node = SHA-256(0x01 ‖ left ‖ right).

use sha2::{Digest, Sha256};

/// A node's hash.
pub type Hash = [u8; 32];

/// The hash of a leaf (RFC 6962, section 2.1).
#[must_use]
pub fn leaf(data: &[u8]) -> Hash {
    Sha256::new()
        .chain_update([0])
        .chain_update(data)
        .finalize()
        .into()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
        .into()
}

/// A tree that grows at its right edge, remembering only the perfect subtrees there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of perfect subtrees, the largest first; their sizes are the binary digits of `size`.
    peaks: Vec<Hash>,
}

impl Frontier {
    /// A tree as [`Frontier::peaks`] told it; `None` when the number of peaks does not fit the size.
    #[must_use]
    pub fn restore(size: u64, peaks: &[u8]) -> Option<Self> {
        let peaks: Vec<Hash> = peaks
            .chunks(32)
            .map(|peak| Hash::try_from(peak).ok())
            .collect::<Option<_>>()?;
        (peaks.len() == size.count_ones() as usize).then_some(Self { size, peaks })
    }

    /// The roots of the perfect subtrees at the right edge, one after the other: with the size, all that is needed to go on.
    #[must_use]
    pub fn peaks(&self) -> Vec<u8> {
        self.peaks.concat()
    }

    /// How many leaves the tree has.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Appends a leaf's hash.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.peaks.pop() {
                hash = node(&left, &hash);
            }
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// The root; of an empty tree the SHA-256 of nothing.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Sha256::digest([]).into(),
            Some(last) => peaks.fold(*last, |right, left| node(left, &right)),
        }
    }
}

/// What the server signs at a checkpoint: how many leaves the tree has, and its root.
#[must_use]
pub fn checkpoint_text(tree_size: u64, root: &Hash) -> Vec<u8> {
    format!("perigee log\n{tree_size}\n{}\n", hex::encode(root)).into_bytes()
}

/// The hashes beside the way from a leaf to the root, the lowest first (RFC 6962, section 2.1.1).
///
/// Of the leaves before `from` only the perfect subtrees `before` need to be known, so a proof costs as many hashes as
/// there are leaves between two checkpoints, whatever the length of the log. `leaves` are those from `before`'s size on.
/// `None` when `position` is not among them.
#[must_use]
pub fn inclusion_proof(before: &Frontier, leaves: &[Hash], position: u64) -> Option<Vec<Hash>> {
    let size = before.size + leaves.len() as u64;
    if position < before.size || position >= size {
        return None;
    }
    let known = Known { before, leaves };
    let mut proof = Vec::new();
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = start + split(end - start);
        if position < middle {
            proof.push(known.root(middle, end)?);
            end = middle;
        } else {
            proof.push(known.root(start, middle)?);
            start = middle;
        }
    }
    proof.reverse();
    Some(proof)
}

/// The largest power of two smaller than `size` (RFC 6962, section 2.1).
fn split(size: u64) -> u64 {
    1 << (size - 1).ilog2()
}

struct Known<'a> {
    before: &'a Frontier,
    leaves: &'a [Hash],
}

impl Known<'_> {
    /// The root over the leaves from `start` up to `end`, not including it.
    fn root(&self, start: u64, end: u64) -> Option<Hash> {
        if end <= self.before.size {
            return self.peak(start, end);
        }
        if end - start == 1 {
            let index = usize::try_from(start - self.before.size).ok()?;
            return self.leaves.get(index).copied();
        }
        let middle = start + split(end - start);
        Some(node(&self.root(start, middle)?, &self.root(middle, end)?))
    }

    /// The perfect subtree of `before` with just these leaves.
    fn peak(&self, start: u64, end: u64) -> Option<Hash> {
        let mut begin = 0;
        let digits = (0..u64::BITS)
            .rev()
            .filter(|digit| self.before.size >> digit & 1 == 1);
        for (digit, peak) in digits.zip(&self.before.peaks) {
            let next = begin + (1 << digit);
            if (begin, next) == (start, end) {
                return Some(*peak);
            }
            begin = next;
        }
        None
    }
}

/// The root that a tree of `size` leaves has when `leaf` is at `position` and `proof` stands beside its way.
/// `None` when the proof is too short or too long for that place.
#[must_use]
pub fn root_of_proof(leaf: Hash, position: u64, size: u64, proof: &[Hash]) -> Option<Hash> {
    if position >= size {
        return None;
    }
    let mut sides = Vec::new();
    let (mut start, mut end) = (0, size);
    while end - start > 1 {
        let middle = start + split(end - start);
        let left = position < middle;
        sides.push(left);
        (start, end) = if left { (start, middle) } else { (middle, end) };
    }
    if sides.len() != proof.len() {
        return None;
    }
    let way = sides.iter().rev().zip(proof);
    Some(way.fold(leaf, |hash, (left, beside)| {
        if *left {
            node(&hash, beside)
        } else {
            node(beside, &hash)
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The recursive definition of RFC 6962, section 2.1, word for word.
    fn root_by_definition(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]).into(),
            [only] => *only,
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                node(
                    &root_by_definition(&leaves[..split]),
                    &root_by_definition(&leaves[split..]),
                )
            }
        }
    }

    #[test]
    fn the_frontier_agrees_with_the_definition_for_every_size() {
        let leaves: Vec<Hash> = (0_u8..130).map(|n| leaf(&[n])).collect();
        let mut frontier = Frontier::default();
        for (size, hash) in leaves.iter().enumerate() {
            assert_eq!(
                frontier.root(),
                root_by_definition(&leaves[..size]),
                "size {size}"
            );
            assert_eq!(
                Frontier::restore(frontier.size(), &frontier.peaks()),
                Some(frontier.clone())
            );
            frontier.push(*hash);
        }
    }

    #[test]
    fn every_leaf_of_every_tree_is_proven_from_every_checkpoint_before_it() {
        let leaves: Vec<Hash> = (0_u8..40).map(|n| leaf(&[n])).collect();
        for size in 1..=leaves.len() {
            let root = root_by_definition(&leaves[..size]);
            for known in 0..size {
                let mut before = Frontier::default();
                leaves[..known].iter().for_each(|leaf| before.push(*leaf));
                for position in known..size {
                    let at = position as u64;
                    let proof = inclusion_proof(&before, &leaves[known..size], at).unwrap();
                    let found = root_of_proof(leaves[position], at, size as u64, &proof);
                    assert_eq!(found, Some(root), "{position} of {size} from {known}");
                }
            }
        }
    }

    #[test]
    fn a_proof_fits_one_place_only() {
        let leaves: Vec<Hash> = (0_u8..11).map(|n| leaf(&[n])).collect();
        let root = root_by_definition(&leaves);
        let proof = inclusion_proof(&Frontier::default(), &leaves, 5).unwrap();
        for position in (0..12).filter(|position| *position != 5) {
            assert_ne!(root_of_proof(leaves[5], position, 11, &proof), Some(root));
        }
        assert_eq!(root_of_proof(leaves[5], 5, 11, &proof[1..]), None);
        assert_eq!(inclusion_proof(&Frontier::default(), &leaves, 11), None);
    }

    #[test]
    fn the_known_root_of_the_certificate_transparency_test_vectors() {
        let inputs: [&[u8]; 8] = [
            b"",
            &[0x00],
            &[0x10],
            &[0x20, 0x21],
            &[0x30, 0x31],
            &[0x40, 0x41, 0x42, 0x43],
            &[0x50, 0x51, 0x52, 0x53, 0x54, 0x55, 0x56, 0x57],
            &[
                0x60, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0x67, 0x68, 0x69, 0x6a, 0x6b, 0x6c, 0x6d,
                0x6e, 0x6f,
            ],
        ];
        let mut frontier = Frontier::default();
        inputs.iter().for_each(|input| frontier.push(leaf(input)));
        assert_eq!(
            hex::encode(frontier.root()),
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
        );
    }
}
