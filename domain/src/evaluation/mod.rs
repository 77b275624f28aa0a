//! Bid evaluation: the published formulas, computed exactly.
//!
//! Everything here is pure and runs the same on the server and in the browser, so a figure on the
//! screen cannot differ from the figure on record. Amounts and scores are decimals of 28 digits;
//! they are compared unrounded and rounded only to be shown ([`arithmetic::shown`]).
//!
//! The published formula of a solicitation decides. What [`sensitivity`] adds is analysis after
//! the fact and never changes a result.

pub mod arithmetic;
pub mod cases;
pub mod contest;
pub mod damages;
pub mod inquiries;
pub mod lptc;
pub mod ncia;
pub mod ranking;
pub mod rehearsal;
pub mod remarks;
pub mod rules;
pub mod screens;
pub mod sensitivity;
