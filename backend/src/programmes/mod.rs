//! The programmes: what public sources say of them, and what is recorded here.

mod claims;
mod details;
mod read;

pub(crate) use read::REPORTED;
pub use read::{
    FundedContract, Participant, ProgrammeList, ProgrammeRow, ProgrammeSheet, PublicContract,
    Reported, list, programmes, sheet,
};
