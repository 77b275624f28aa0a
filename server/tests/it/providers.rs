//! Provider organisations. Over HTTP.
