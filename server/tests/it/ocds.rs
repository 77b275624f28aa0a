//! Imported open contracting records. Over HTTP.
