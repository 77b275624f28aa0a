//! Programmes, their participants and public facts. Over HTTP.
