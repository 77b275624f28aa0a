//! Lists as files: everything that a page lists, with its filters and its order, in one CSV file.
//!
//! A further list is a handler in `processes` or `reference`, its address in `PATHS`, and its route.

mod analysis;
mod capabilities;
mod csv;
mod dialogue;
mod evaluation;
mod frameworks;
mod invoices;
mod needs;
mod options;
mod plan;
mod processes;
mod readiness;
mod reference;
mod registry;
mod service;

use super::State;
use axum::Router;
use axum::routing::get;

/// The addresses of files made of lists.
pub const PATHS: &[&str] = &[
    "/audit.csv",
    "/needs.csv",
    "/requests/{reference}/answers.csv",
    "/solicitations.csv",
    "/solicitations/{reference}/prices.csv",
    "/solicitations/{reference}/robustness.csv",
    "/overrides.csv",
    "/answers.csv",
    "/texts.csv",
    "/offers.csv",
    "/contracts.csv",
    "/milestones.csv",
    "/milestones/plan.csv",
    "/capabilities.csv",
    "/contracts/readiness.csv",
    "/contracts/options.csv",
    "/contracts/invoices.csv",
    "/contracts/{reference}/service.csv",
    "/frameworks.csv",
    "/providers.csv",
    "/contributions.csv",
    "/pledges.csv",
    "/nations.csv",
    "/programmes.csv",
    "/rates.csv",
    "/eligibility.csv",
    "/declarations.csv",
    "/exclusions.csv",
];

/// The routes of files made of lists.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/audit.csv", get(processes::log))
        .route("/needs.csv", get(needs::needs))
        .route("/requests/{reference}/answers.csv", get(needs::answers))
        .route("/solicitations.csv", get(processes::solicitations))
        .route(
            "/solicitations/{reference}/prices.csv",
            get(evaluation::prices),
        )
        .route(
            "/solicitations/{reference}/robustness.csv",
            get(analysis::robustness),
        )
        .route("/overrides.csv", get(processes::overrides))
        .route("/answers.csv", get(dialogue::answers))
        .route("/texts.csv", get(dialogue::texts))
        .route("/offers.csv", get(processes::offers))
        .route("/contracts.csv", get(processes::contracts))
        .route("/milestones.csv", get(processes::milestones))
        .route("/milestones/plan.csv", get(plan::plan))
        .route("/capabilities.csv", get(capabilities::capabilities))
        .route("/contracts/readiness.csv", get(readiness::readiness))
        .route("/contracts/options.csv", get(options::options))
        .route("/contracts/invoices.csv", get(invoices::invoices))
        .route("/contracts/{reference}/service.csv", get(service::periods))
        .route("/frameworks.csv", get(frameworks::frameworks))
        .route("/providers.csv", get(processes::providers))
        .route("/contributions.csv", get(reference::contributions))
        .route("/pledges.csv", get(reference::pledges))
        .route("/nations.csv", get(reference::nations))
        .route("/programmes.csv", get(reference::programmes))
        .route("/rates.csv", get(reference::rates))
        .route("/eligibility.csv", get(registry::cases))
        .route("/declarations.csv", get(registry::declarations))
        .route("/exclusions.csv", get(registry::exclusions))
}
