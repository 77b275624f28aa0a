//! Evaluating opened offers, comparing them, and deciding on an award.

mod apart;
mod award;
mod beside;
mod compare;
mod complaint;
mod complaint_parts;
mod complaints;
mod compliance;
mod debrief;
mod decisions;
mod desk;
mod explain;
mod explain_record;
mod firm;
mod glance;
mod heat;
mod inquiries;
mod inquiry;
mod inquiry_parts;
mod lots;
mod matrix;
mod notes;
mod notice;
mod number;
mod panel;
mod picture_data;
mod pictures;
mod places;
mod prices;
mod read;
mod remarks;
mod report;
mod robustness;
mod robustness_tables;
mod score;
mod score_list;
mod tie;
mod why;

pub use matrix::euro;
pub use prices::filter as price_filter;

use crate::forms;
use crate::post::PostRoute;
use crate::ui::Tone;
use leptos::prelude::*;
use leptos_router::components::{Outlet, ParentRoute, Route};
use leptos_router::{SsrMode, path};

/// The routes of evaluation.
#[component(transparent)]
pub fn EvaluationRoutes() -> impl leptos_router::MatchNestedRoutes + Clone {
    view! {
        <ParentRoute path=path!("") view=Outlet>
            <Route path=path!("/solicitations/:reference/panel") view=panel::Panel ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/score") view=score_list::ScoreList ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/score/:offer") view=score::Score ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/evaluation") view=glance::AtAGlance ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/compare") view=compare::Compare ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/read") view=read::Read ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/prices") view=prices::Prices ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/runs/:number/:offer/:figure") view=number::Number ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/robustness") view=robustness::Robust ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/pictures") view=pictures::Pictures ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/award") view=award::Award ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/complaints") view=complaints::Complaints ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/compliance") view=compliance::Compliance ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/inquiries") view=inquiries::Inquiries ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/inquiries") view=inquiry::OwnInquiriesPage ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/debrief/:offer") view=debrief::Debrief ssr=SsrMode::Async/>
            <Route path=path!("/solicitations/:reference/report") view=report::Report ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/complaint") view=complaint::Complaint ssr=SsrMode::Async/>
            <Route path=path!("/offers/:reference/notice") view=notice::Notice ssr=SsrMode::Async/>
        </ParentRoute>
    }
    .into_inner()
}

/// The forms of evaluation.
#[must_use]
pub fn forms() -> Vec<PostRoute> {
    forms![
        ("/solicitations/{reference}/panel", panel::post),
        ("/solicitations/{reference}/score", score_list::post),
        ("/solicitations/{reference}/score/{offer}", score::post),
        ("/solicitations/{reference}/compare", compare::post),
        ("/solicitations/{reference}/read", notes::post),
        ("/solicitations/{reference}/award", award::post),
        ("/solicitations/{reference}/complaints", complaints::post),
        ("/solicitations/{reference}/compliance", compliance::post),
        ("/solicitations/{reference}/inquiries", inquiries::post),
        ("/offers/{reference}/inquiries", inquiry::post),
        ("/solicitations/{reference}/debrief/{offer}", debrief::post),
        ("/offers/{reference}/complaint", complaint::post),
    ]
}

/// The kit's tone of a state.
fn tone(tone: domain::states::Tone) -> Tone {
    use domain::states::Tone as State;
    match tone {
        State::Neutral => Tone::Neutral,
        State::Good => Tone::Good,
        State::Attention => Tone::Attention,
        State::Bad => Tone::Bad,
        State::Sealed => Tone::Sealed,
    }
}

/// The label of a record that is not of this organisation's own work.
fn origin_tag(origin: &str) -> Option<AnyView> {
    use crate::ui::Tag;
    let label = match origin {
        "demonstration" => "demonstration",
        "imported" => "imported",
        _ => return None,
    };
    Some(view! { <Tag label=label/> }.into_any())
}

/// The evaluation pages of a solicitation, as tabs.
fn tabs(rq: &crate::request::Rq, reference: &str) -> AnyView {
    use crate::ui::{TabLink, Tabs};
    use domain::actor::Role;
    let at = |page: &str| format!("/solicitations/{reference}{page}");
    // The lot that is looked at stays the same from page to page.
    let of = |page: &str| lots::same(rq, at(page));
    let decides = rq.has(Role::Officer) || rq.has(Role::Auditor);
    // In the order of the work.
    let tabs = [
        (true, at(""), "Solicitation"),
        (true, of("/evaluation"), "At a glance"),
        (decides, at("/opening"), "Opening"),
        (decides, at("/compliance"), "Compliance"),
        (true, at("/panel"), "Panel"),
        (rq.has(Role::Evaluator), at("/score"), "Scoring"),
        (true, at("/read"), "Answers"),
        (decides, of("/inquiries"), "Inquiries"),
        (true, of("/compare"), "Comparison"),
        (true, of("/prices"), "Prices"),
        (true, of("/robustness"), "Robustness"),
        (true, of("/pictures"), "Pictures"),
        (decides, of("/award"), "Award"),
        (decides, of("/complaints"), "Complaints"),
        (decides, of("/report"), "Report"),
    ];
    let shown = tabs.into_iter().filter(|(shown, _, _)| *shown);
    let links: Vec<TabLink> = shown
        .map(|(_, href, label)| TabLink::from((href, label)))
        .collect();
    view! { <Tabs tabs=links current=lots::same(rq, rq.path()) label="Evaluation"/> }.into_any()
}
