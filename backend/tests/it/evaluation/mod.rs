//! From the panel to the cleared award.

mod award;
mod complaints;
mod decisions;
mod panel;
mod prices;
mod result;
mod scores;
mod waive;
