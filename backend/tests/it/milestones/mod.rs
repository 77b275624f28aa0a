//! Milestones: forecasts, evidence, acceptance.
