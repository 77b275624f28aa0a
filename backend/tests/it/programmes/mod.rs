//! Programmes, their participants and public facts.
