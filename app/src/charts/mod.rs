//! Pictures of data.
