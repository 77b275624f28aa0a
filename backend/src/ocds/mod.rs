//! Open Contracting Data Standard: reading other publishers' data.

pub mod read;
