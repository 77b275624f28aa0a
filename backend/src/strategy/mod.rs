//! The Strategy with its codes, and the reference data around it.

mod load;
mod read;
mod seed;
mod write;

pub use load::{Report, load_reference};
pub use read::{Serving, ServingContract, StrategyItem, StrategyPage, StrategySheet, all, item};
pub use seed::{ENDORSED, OFFICIAL_URL};
