//! The pages, a folder per feature, with the same names as in `backend`.

pub mod accounts;
pub mod home;
