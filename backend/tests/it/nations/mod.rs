//! The nations.
