//! Offers: written, sealed, opened. Over HTTP.
