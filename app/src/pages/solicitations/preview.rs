//! The page as a provider will see it, before publication.

use super::requirements;
use super::schedule;
use super::sheet_dates::timetable;
use super::sheet_parts as parts;
use super::sheet_scheme;
use crate::page::page;
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Notice, PageTitle, Tone};
use backend::solicitations::{self, Sheet};
use domain::policy::actions::ReadDraftSolicitations;
use domain::policy::{Subject, permit};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page as a provider will see it.
#[component]
pub fn Preview() -> impl IntoView {
    page(
        async |rq| {
            permit::<ReadDraftSolicitations>(rq.actor(), Subject::ANY)?;
            solicitations::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await
        },
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &Sheet) -> AnyView {
    let record = &sheet.record;
    let crumbs = vec![
        ("/solicitations".to_owned(), "Solicitations".to_owned()).into(),
        (
            format!("/solicitations/{}", record.reference),
            record.reference.clone(),
        )
            .into(),
    ];
    let facts = super::sheet::facts(sheet, rq.at());
    let (title, reference) = (record.title.clone(), record.reference.clone());
    view! {
        <Title text=format!("Preview of {reference}")/>
        <Breadcrumbs links=crumbs here="Preview"/>
        <Notice tone=Tone::Attention title="A preview">
            "This is what every provider reads from publication on, in this order. Providers have a button to start an offer and a page for questions; what only the buyer sees is left out."
        </Notice>
        <PageTitle title=title reference=reference state="Published" tone=Tone::Good/>
        {facts}
        <div class="two">
            <div class="stack">
                {parts::need(sheet)}
                {parts::lots(&record.lots)}
                {requirements::panel(&record.requirements)}
                {schedule::panel(record)}
                {sheet_scheme::scheme(sheet)}
                {parts::documents(rq, sheet)}
            </div>
            <div class="stack">{timetable(sheet)}{parts::about(sheet)}</div>
        </div>
    }
    .into_any()
}
