//! Solicitations: written, checked against the rules, published. Over HTTP.
