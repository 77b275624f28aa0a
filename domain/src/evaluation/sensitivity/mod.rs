//! Analysis after the fact: how firmly a result stands. The award follows the published method.
//!
//! A method takes part by being a [`Replay`], something that can be judged again with something changed. What it weighs
//! is prepared once as a [`Weighing`], on which every question about weights is answered.

mod break_even;
mod contest;
mod domination;
mod draw;
mod lines;
mod quick;
mod ranker;
mod ranks;
mod removal;
mod stability;
mod weighing;

pub use break_even::{TwoCriteria, break_even_price_weight, two_criteria_score};
pub use contest::{Replay, Verdict, with_rate_moved};
pub use domination::{Offer, dominated_by};
pub use draw::Generator;
pub use ranker::Trial;
pub use ranks::{Draw, RankCounts, RankTable, rank_counts, rank_counts_in_decimals};
pub use removal::{Removal, judged_without, leave_one_out, losers, without_all_below_second};
pub use stability::{Bound, Stability, stability};
pub use weighing::{Law, Weighed, Weighing};
