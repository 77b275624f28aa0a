//! Exchange rates, dated and sourced. Over HTTP.
