//! Random weights that may lawfully be published, the same for the same seed on every machine.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::weighing::Law;

/// `SplitMix64` (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014):
/// whole numbers only, so that every machine draws the same.
#[derive(Clone, Debug)]
pub struct Generator(u64);

impl Generator {
    /// A generator that starts from a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next 64 bits.
    pub const fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A whole number below `bound`, each as likely as any other; 0 where `bound` is 0 or 1.
    /// Draws that would favour the low numbers are thrown away.
    pub const fn below(&mut self, bound: u64) -> u64 {
        if bound < 2 {
            return 0;
        }
        let fair = u64::MAX - u64::MAX % bound;
        loop {
            let bits = self.bits();
            if bits < fair {
                return bits % bound;
            }
        }
    }
}

/// Steps of a hundredth of a percentage point in one point.
const STEPS: i64 = 100;

/// How often each weight moves, on average twice for each of these, between two samples.
const MOVES: u64 = 4;

/// Walks through all weights of one level that lie within some points of the published ones, add
/// up to the same and obey every rule. A move takes two weights and shifts as much from one to the
/// other as chance says, between the most that is lawful in either direction (hit and run along
/// the edges of the simplex), so that in the long run every lawful combination, in hundredths of a
/// point, is as likely as any other.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    published: Vec<Decimal>,
    /// How far each weight is from the published one, and how far it may be, in steps.
    at: Vec<i64>,
    bounds: Vec<(i64, i64)>,
    /// Each rule's coefficients with what is left before it is broken, in steps.
    rules: Vec<(Vec<i64>, i64)>,
}

impl Walk {
    /// Starts at the published weights, percent. `spread` is the most that a weight moves, in
    /// points; with `above_zero` none comes to nothing that was published as more. None where the
    /// published weights break a rule themselves.
    pub(super) fn new(
        published: &[Decimal],
        laws: &[Law],
        spread: u32,
        above_zero: bool,
    ) -> Option<Self> {
        let steps = |weight: Decimal| (weight * Decimal::from(STEPS)).floor().to_i64();
        let slack = |law: &Law| {
            let sum = law.factors.iter().zip(published);
            let sum = sum.map(|(factor, weight)| Decimal::from(*factor) * weight);
            let left = steps(sum.sum())?;
            (left >= 0).then(|| (law.factors.clone(), left))
        };
        let most = i64::from(spread) * STEPS;
        let bound = |weight: &Decimal| {
            let (down, up) = (steps(*weight)?, steps(Decimal::ONE_HUNDRED - weight)?);
            let low = (down - i64::from(above_zero)).clamp(0, most);
            (down >= 0 && up >= 0).then(|| (-low, up.min(most)))
        };
        Some(Self {
            at: vec![0; published.len()],
            bounds: published.iter().map(bound).collect::<Option<_>>()?,
            rules: laws.iter().map(slack).collect::<Option<_>>()?,
            published: published.to_vec(),
        })
    }

    /// Moves on to the next sample.
    pub(super) fn step(&mut self, generator: &mut Generator) {
        let count = self.at.len() as u64;
        if count > 1 {
            for _ in 0..MOVES * count {
                let from = generator.below(count);
                let to = (from + 1 + generator.below(count - 1)) % count;
                self.shift(generator, from as usize, to as usize);
            }
        }
    }

    /// How far each weight is from the published one, in hundredths of a point.
    pub(super) fn moved(&self) -> &[i64] {
        &self.at
    }

    /// The weights, percent.
    pub(super) fn weights(&self, weights: &mut Vec<Decimal>) {
        weights.clear();
        let moved = self.published.iter().zip(&self.at);
        weights.extend(moved.map(|(weight, steps)| weight + Decimal::new(*steps, 2)));
    }

    /// Moves a random lawful amount from one weight to another.
    fn shift(&mut self, generator: &mut Generator, from: usize, to: usize) {
        let mut least = (self.at[from] - self.bounds[from].1).max(self.bounds[to].0 - self.at[to]);
        let mut most = (self.at[from] - self.bounds[from].0).min(self.bounds[to].1 - self.at[to]);
        for (factors, left) in &self.rules {
            match factors[to] - factors[from] {
                0 => {}
                slope if slope > 0 => least = least.max(-(left / slope)),
                slope => most = most.min(left / -slope),
            }
        }
        let room = u64::try_from(most - least).unwrap_or(0);
        let amount = least + generator.below(room + 1) as i64;
        self.at[from] -= amount;
        self.at[to] += amount;
        for (factors, left) in &mut self.rules {
            *left += (factors[to] - factors[from]) * amount;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn law(factors: &[i64]) -> Law {
        Law {
            factors: factors.to_vec(),
            sentence: "".into(),
        }
    }

    #[test]
    fn the_generator_is_the_published_one() {
        // First numbers of the reference implementation for the seed 1234567.
        let mut generator = Generator::new(1_234_567);
        assert_eq!(generator.bits(), 6_457_827_717_110_365_317);
        assert_eq!(generator.bits(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_sample_is_lawful_and_near() {
        let published = [50, 20, 30].map(Decimal::from);
        let laws = [law(&[1, 1, -2]), law(&[1, -1, 0]), law(&[1, 0, -1])];
        let mut walk = Walk::new(&published, &laws, 10, false).unwrap();
        let (mut generator, mut weights) = (Generator::new(7), Vec::new());
        for _ in 0..2_000 {
            walk.step(&mut generator);
            walk.weights(&mut weights);
            let sample = crate::evaluation::ncia::Weights::new(weights[0], weights[1], weights[2]);
            assert!(sample.is_ok(), "{weights:?}");
            let near = |(new, old): (&Decimal, &Decimal)| (new - old).abs() <= Decimal::TEN;
            assert!(weights.iter().zip(&published).all(near));
        }
    }

    #[test]
    fn the_whole_lawful_triangle_is_drawn_evenly() {
        // Without rules three weights fill a triangle, and each is a third of it on average.
        let published = [80, 10, 10].map(Decimal::from);
        let mut walk = Walk::new(&published, &[], 100, false).unwrap();
        let (mut generator, mut weights) = (Generator::new(1), Vec::new());
        let mut sums = vec![Decimal::ZERO; 3];
        for _ in 0..20_000 {
            walk.step(&mut generator);
            walk.weights(&mut weights);
            sums.iter_mut()
                .zip(&weights)
                .for_each(|(sum, weight)| *sum += weight);
        }
        let third = Decimal::from(20_000) * Decimal::ONE_HUNDRED / Decimal::from(3);
        assert!(
            sums.iter()
                .all(|sum| (sum - third).abs() < third / Decimal::from(50)),
            "{sums:?}"
        );
    }

    #[test]
    fn unlawful_published_weights_have_no_neighbours() {
        let laws = [law(&[1, -1])];
        assert!(Walk::new(&[40, 60].map(Decimal::from), &laws, 5, false).is_none());
    }

    #[test]
    fn where_nothing_is_unlawful_no_weight_comes_to_it() {
        let mut walk = Walk::new(&[95, 5].map(Decimal::from), &[], 100, true).unwrap();
        let (mut generator, mut weights) = (Generator::new(3), Vec::new());
        for _ in 0..2_000 {
            walk.step(&mut generator);
            walk.weights(&mut weights);
            assert!(weights.iter().all(|weight| *weight > Decimal::ZERO));
        }
    }
}
