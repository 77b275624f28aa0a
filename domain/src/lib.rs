//! The rules of Perigee.
//!
//! Everything here is pure: no input or output, no clock, no randomness. The same code runs on the server and,
//! compiled to wasm, in the browser, so a figure on screen and a figure on record cannot differ.
//! Feature modules carry the names that every other layer uses.

pub mod actor;
pub mod awards;
pub mod canonical;
pub mod capabilities;
pub mod contracts;
pub mod contributions;
pub mod dialogue;
pub mod eligibility;
pub mod evaluation;
pub mod files;
pub mod frameworks;
pub mod id;
pub mod identifiers;
pub mod labels;
pub mod mail;
pub mod methods;
pub mod milestones;
pub mod money;
pub mod needs;
pub mod offers;
pub mod overrides;
pub mod parameters;
pub mod policy;
pub mod reference;
pub mod registrations;
pub mod solicitations;
pub mod states;
pub mod text;
pub mod timetable;
