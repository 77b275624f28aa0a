//! Exchange rates, dated and sourced.
