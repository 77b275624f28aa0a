//! Evaluating opened offers, comparing them, and deciding on an award.
