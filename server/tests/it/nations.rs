//! The nations. Over HTTP.
