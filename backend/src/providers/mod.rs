//! Provider organisations.
