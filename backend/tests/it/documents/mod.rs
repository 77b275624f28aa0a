//! Stored files, named by their SHA-256.
