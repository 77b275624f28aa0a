//! Importing open contracting records.
