//! `proof` prints the evaluations as this machine computes them; `proof bench` prints what drawing random weights takes
//! and fails where it takes too long.

use std::io::{Write, stdout};
use std::time::{Duration, Instant};

use proof::{COUNT, SEED, Slider, evaluations};

/// Offers and sub-criteria that are timed: a usual competition, a large one, and a very large one.
const SIZES: [(usize, usize); 3] = [(10, 10), (40, 3), (200, 40)];

/// The longest that ten thousand random weights, or the ends of all weights, may take on a server.
const LONGEST: Duration = Duration::from_secs(1);

fn main() -> std::io::Result<()> {
    if std::env::args().nth(1).as_deref() != Some("bench") {
        return stdout().write_all(evaluations(SEED, COUNT).as_bytes());
    }
    for (bids, criteria) in SIZES {
        let slider = Slider::new(bids, criteria);
        let began = Instant::now();
        let won = slider.drawn(10_000);
        let took = began.elapsed();
        writeln!(
            stdout(),
            "10,000 random weights, {bids} offers × {criteria} sub-criteria: {took:.0?} ({won} with a winner)"
        )?;
        let began = Instant::now();
        let ends = slider.ends();
        let stable = began.elapsed();
        writeln!(
            stdout(),
            "within which weights the first stays first, {bids} offers × {criteria} sub-criteria: {stable:.1?} ({ends} weights have an end)"
        )?;
        if took.max(stable) > LONGEST {
            let words = format!("longer than {LONGEST:.0?}");
            return Err(std::io::Error::other(words));
        }
    }
    Ok(())
}
