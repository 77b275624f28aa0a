//! Every page and every form, by feature. A feature adds its routes and its forms in its own folder.

use crate::page::NotFound;
use crate::pages;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Router, Routes};

/// The routes of every page.
#[component]
pub fn AppRoutes() -> impl IntoView {
    view! {
        <Router>
            <Routes fallback=NotFound>
                <pages::home::HomeRoutes/>
                <pages::accounts::AccountRoutes/>
                <pages::strategy::StrategyRoutes/>
                <pages::nations::NationsRoutes/>
                <pages::programmes::ProgrammesRoutes/>
                <pages::contributions::ContributionsRoutes/>
                <pages::rates::RatesRoutes/>
                <pages::providers::ProvidersRoutes/>
                <pages::registrations::RegistrationsRoutes/>
                <pages::eligibility::EligibilityRoutes/>
                <pages::needs::NeedsRoutes/>
                <pages::solicitations::SolicitationsRoutes/>
                <pages::overrides::OverridesRoutes/>
                <pages::library::LibraryRoutes/>
                <pages::questions::QuestionsRoutes/>
                <pages::offers::OffersRoutes/>
                <pages::receipts::ReceiptsRoutes/>
                <pages::evaluation::EvaluationRoutes/>
                <pages::contracts::ContractsRoutes/>
                <pages::frameworks::FrameworksRoutes/>
                <pages::milestones::MilestonesRoutes/>
                <pages::capabilities::CapabilitiesRoutes/>
                <pages::outbox::OutboxRoutes/>
                <pages::imports::ImportsRoutes/>
                <pages::audit::AuditRoutes/>
                <pages::search::SearchRoutes/>
            </Routes>
        </Router>
    }
}

/// The forms of every page.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    [
        pages::home::forms(),
        pages::accounts::forms(),
        pages::strategy::forms(),
        pages::nations::forms(),
        pages::programmes::forms(),
        pages::contributions::forms(),
        pages::rates::forms(),
        pages::providers::forms(),
        pages::registrations::forms(),
        pages::eligibility::forms(),
        pages::needs::forms(),
        pages::solicitations::forms(),
        pages::library::forms(),
        pages::questions::forms(),
        pages::offers::forms(),
        pages::receipts::forms(),
        pages::evaluation::forms(),
        pages::contracts::forms(),
        pages::frameworks::forms(),
        pages::milestones::forms(),
        pages::capabilities::forms(),
        pages::outbox::forms(),
        pages::imports::forms(),
        pages::audit::forms(),
        pages::search::forms(),
    ]
    .concat()
}
