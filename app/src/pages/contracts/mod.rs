//! Contracts: made from an award, with lines, options, orders, modifications and payments.

mod acceptance;
mod acceptance_forms;
mod acceptance_posts;
pub mod cells;
mod conflict;
mod damages;
mod delay_notice;
mod happened;
mod invoice;
mod invoice_forms;
mod invoices;
mod life;
mod life_act;
mod life_fields;
mod life_tasks;
mod life_words;
mod list;
mod milestone;
mod milestone_forms;
mod modification;
pub(crate) mod moment;
mod money;
mod money_terms;
mod new;
mod option;
mod order;
mod overview;
mod picture;
mod radar;
mod readiness;
mod service;
mod service_forms;
mod service_level;
mod service_new;
mod service_period;
mod service_report;
mod service_words;
mod sheet;
mod surge;
mod tables;
mod term;
pub mod typed;
pub mod words;
mod zoom;

pub use invoices::filter as invoice_filter;
pub use list::{input as list_input, named};
pub use moment::read as shown_moment;
pub use radar::filter as option_filter;
pub use tables::history;

use super::readiness::Readiness;
use crate::forms;
use crate::post::PostRoute;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of contracts.
#[component(transparent)]
pub fn ContractsRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/contracts") view=list::Contracts ssr=SsrMode::Async/>
            <Route path=path!("/contracts/new") view=new::NewContract ssr=SsrMode::Async/>
            <Route path=path!("/contracts/invoices") view=invoices::Invoices ssr=SsrMode::Async/>
            <Route path=path!("/contracts/options") view=radar::Options ssr=SsrMode::Async/>
            <Route path=path!("/contracts/readiness") view=Readiness ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference") view=sheet::Contract ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/orders/new") view=order::NewOrder ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/modifications/new") view=modification::NewModification ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/options/:number") view=option::OptionPage ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/readiness/new") view=term::NewTerm ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/surges/new") view=surge::NewSurge ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/service/new") view=service_new::NewServiceLevel ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/service/report") view=service_report::ReportMany ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/service/:number") view=service_level::ServiceLevelPage ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/service/:number/:period") view=service_period::ServicePeriodPage ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/money") view=money_terms::MoneyTermsPage ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/invoices/new") view=invoice_forms::NewInvoice ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/invoices/:number") view=invoice::InvoicePage ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/life/:act") view=life_act::LifeActPage ssr=SsrMode::Async/>
            <Route path=path!("/contracts/:reference/milestones/:number") view=milestone::MilestonePage ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of contracts.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/contracts/new", new::post),
        ("/contracts/{reference}", sheet::post),
        ("/contracts/{reference}/orders/new", order::post),
        (
            "/contracts/{reference}/modifications/new",
            modification::post
        ),
        ("/contracts/{reference}/options/{number}", option::post),
        ("/contracts/{reference}/readiness/new", term::post),
        ("/contracts/{reference}/surges/new", surge::post),
        ("/contracts/{reference}/service/new", service_new::post),
        (
            "/contracts/{reference}/service/report",
            service_report::post
        ),
        (
            "/contracts/{reference}/service/{number}",
            service_level::post
        ),
        (
            "/contracts/{reference}/service/{number}/{period}",
            service_forms::post
        ),
        ("/contracts/{reference}/money", money_terms::post),
        (
            "/contracts/{reference}/invoices/new",
            invoice_forms::post_new
        ),
        (
            "/contracts/{reference}/invoices/{number}",
            invoice_forms::post
        ),
        ("/contracts/{reference}/life/{act}", life_act::post),
        (
            "/contracts/{reference}/milestones/{number}",
            milestone_forms::post
        ),
    ]
}
