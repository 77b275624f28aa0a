//! What each person finds on the start page.
