//! How firmly a result stands: would the winner change if something had been a little different?

use super::explain::name_of;
use super::{firm, lots, origin_tag, robustness_tables as tables, tabs, tone};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{EmptyState, Notice, PageTitle, Panel, TableFooter, format};
use backend::evaluation::{self, Analysis, DRAW_SAMPLES, Robustness, draw_from_query};
use leptos::prelude::*;
use leptos_meta::Title;

/// The analysis of a solicitation's result.
#[component]
pub fn Robust() -> impl IntoView {
    page(load, |rq, found| draw(&rq, &found))
}

/// What this page and the pictures show.
pub(super) async fn load(rq: Rq) -> Result<Robustness, backend::Error> {
    let draw = draw_from_query(rq.queries());
    let against = rq.query("against");
    evaluation::robustness(rq.ctx(), rq.actor(), lots::named(&rq), against, draw).await
}

/// Title and tabs; both pages have the same head but for its words.
pub(super) fn head(rq: &Rq, found: &Robustness, what: &str) -> AnyView {
    let process = &found.comparison.sheet.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let origin = origin_tag(&process.origin);
    let (title, label, tone) = (process.title.clone(), status.label(), tone(status.tone()));
    let meta = format!("{what} · Analysis: the award follows the published method.");
    view! {
        <Title text=format!("{what} of {reference}")/>
        <PageTitle title=title reference=reference.clone() state=label tone=tone meta=meta>{origin}</PageTitle>
        {tabs(rq, &reference)}
        {lots::choose(rq, process)}
    }
    .into_any()
}

/// What is said while there are no figures to analyse.
pub(super) fn nothing_yet(found: &Robustness) -> AnyView {
    let missing = &found.comparison.missing;
    let text = if found.comparison.sheet.offers.is_empty() {
        "The offers are sealed. Once they are open and evaluated, this page says how firmly the result stands.".to_owned()
    } else {
        format!("Still missing for a result: {}", missing.join(" "))
    };
    view! { <EmptyState title="There is no result to analyse yet" text=text/> }.into_any()
}

fn draw(rq: &Rq, found: &Robustness) -> AnyView {
    let head = head(rq, found, "Robustness");
    let Some(analysis) = &found.analysis else {
        return view! { {head} {nothing_yet(found)} }.into_any();
    };
    view! {
        {head}
        {basis(found)}
        {firm::answer(found, analysis)}
        {weights(found, analysis)}
        {ranks(found, analysis)}
        <div class="three">
            {tables::offers(found, analysis)}
            {tables::evaluators(found, analysis)}
            {tables::currencies(found, analysis)}
        </div>
        {footer(rq, found)}
    }
    .into_any()
}

/// Which figures are analysed.
fn basis(found: &Robustness) -> AnyView {
    let words = match &found.comparison.run {
        None => "No result is stored yet: the figures are computed from what is recorded now."
            .to_owned(),
        Some(run) if found.comparison.changed => format!(
            "The figures are those of run {}. Something changed since: store a new run to take it in.",
            run.number
        ),
        Some(run) => format!("The figures are those of run {}.", run.number),
    };
    let process = &found.comparison.sheet.process;
    let desk = format!("/solicitations/{}/compare#explain", process.reference);
    let desk = lots::within(desk, process.lot_code());
    view! { <p class="meta">{words}" "<a href=desk>"Explain them"</a></p> }.into_any()
}

fn weights(found: &Robustness, analysis: &Analysis) -> AnyView {
    if analysis.weights.is_empty() {
        let method = found.comparison.sheet.process.scheme.method.label();
        return view! {
            <Notice title="This method has no weights">
                {method}": there is no weight of price against quality that could be moved. What still applies is below: offers and evaluators left out, currencies moved."
            </Notice>
        }
        .into_any();
    }
    tables::weights(found, analysis)
}

fn ranks(found: &Robustness, analysis: &Analysis) -> AnyView {
    if analysis.weights.is_empty() {
        return ().into_any();
    }
    let table = match &analysis.ranks {
        Some(table) => super::heat::heat(found, table),
        None => view! { <p>"The published weights break a rule of the method, so no lawful weights lie around them."</p> }.into_any(),
    };
    let form = draw_form(found);
    let laws = analysis.laws.join(" ");
    view! {
        <Panel id="ranks" title="How often each offer takes each place under random weights"
            meta="Every drawn set of weights is one that might lawfully have been published.">
            {form}
            {table}
            <p class="meta">"Weights are drawn in steps of a hundredth of a point, evenly among all that lie within the chosen distance of the published ones, add up to 100 and obey the rules of the method. "{laws}" Generator: SplitMix64. The same seed gives the same table on every machine."</p>
        </Panel>
    }
    .into_any()
}

/// The seed, the number of samples and how far weights are moved: all of it in the address.
pub(super) fn draw_form(found: &Robustness) -> AnyView {
    let draw = found.draw;
    let options = [
        ("both", "Level 1 and sub-criteria"),
        ("level_one", "Level 1 only"),
    ]
    .map(|(value, label)| {
        let selected = draw.sub_criteria == (value == "both");
        view! { <option value=value selected=selected>{label}</option> }
    });
    let most = DRAW_SAMPLES.to_string();
    view! {
        <form method="get" action="#ranks" class="bar" aria-label="How weights are drawn">
            {lots::kept(&found.comparison.sheet.process)}
            <span class="pair"><label for="spread">"Moved by at most, points"</label>
                <input class="n" id="spread" name="spread" type="text" inputmode="numeric" size="4" value=draw.spread.to_string()/></span>
            <span class="pair"><label for="levels">"Weights moved"</label><select id="levels" name="levels">{options.collect_view()}</select></span>
            <span class="pair"><label for="samples">{format!("Samples, up to {most}")}</label>
                <input class="n" id="samples" name="samples" type="text" inputmode="numeric" size="6" value=draw.samples.to_string()/></span>
            <span class="pair"><label for="seed">"Seed"</label>
                <input class="n" id="seed" name="seed" type="text" inputmode="numeric" size="8" value=draw.seed.to_string()/></span>
            <button class="button" type="submit">"Draw"</button>
        </form>
    }
    .into_any()
}

fn footer(rq: &Rq, found: &Robustness) -> AnyView {
    let file = rq.file(&format!(
        "/solicitations/{}/robustness.csv",
        found.comparison.sheet.process.reference
    ));
    let count = format::counted(found.findings().len(), "row", "rows");
    view! { <TableFooter count=count exports=vec![(file, "CSV").into()]/> }.into_any()
}

/// The bidder of an offer that wins, or nobody.
pub(super) fn winner_name(found: &Robustness, winner: Option<&str>) -> String {
    winner.map_or("nobody".to_owned(), |id| name_of(&found.comparison, id))
}
