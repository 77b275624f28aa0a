//! The interactive parts. Each is useful as plain HTML before, or without, its script.
