//! Milestones: forecasts, evidence, acceptance. Over HTTP.
