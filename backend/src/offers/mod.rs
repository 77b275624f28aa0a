//! Offers: written, sealed, opened.
