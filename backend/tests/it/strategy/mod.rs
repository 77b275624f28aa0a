//! The Strategy: objectives, lines, tenets and functional areas.
