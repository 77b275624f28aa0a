//! The keys with which offers are opened: those of the parts of a solicitation, and those of the persons who open.

mod parts;

pub(crate) use parts::make_parts;
