//! The use cases on both databases. The tree mirrors the features.

mod accounts;
mod audit;
mod db;
mod work;
