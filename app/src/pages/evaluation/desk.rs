//! Around the matrix: what is compared, playing with weights, the picture, the stored runs, compliance.

use super::beside::{boxes, pages};
use super::compliance;
use super::explain::name_of;
use super::lots;
use crate::charts::{PriceQuality, PricedOffer};
use crate::islands::ranking::{Game, Ranking, Weight};
use crate::pages::audit::moment::boxed;
use crate::pages::contracts::moment;
use crate::request::Rq;
use crate::ui::{Choice, EmptyState, Hash, NumTd, Panel, RowHead, Table, Td, Th, format};
use backend::evaluation::{Comparison, Order, Run};
use domain::evaluation::ncia::TrialWeights;
use domain::evaluation::sensitivity::Replay;
use domain::states::OfferState;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// Which offers are compared, against which, and the rates.
pub(super) fn choose(rq: &Rq, sheet: &Comparison) -> AnyView {
    let shown = |reference: &str| {
        let mut columns = sheet.columns.iter();
        sheet.chosen && columns.any(|column| column.offer.reference == reference)
    };
    let offers = sheet.sheet.offers.iter();
    let offers = offers.map(|offer| {
        let reference = offer.reference.as_str();
        (reference, offer.provider_name.as_str(), shown(reference))
    });
    let boxes = boxes(offers, sheet.chosen);
    let options = sheet.sheet.offers.iter().map(|offer| {
        let pinned = sheet.reference.as_ref() == Some(&offer.reference);
        view! { <option value=offer.reference.clone() selected=pinned>{offer.provider_name.clone()}</option> }
    });
    let differ = rq.query("differ").is_some();
    let options = options.collect_view();
    let all = sheet.sheet.offers.len();
    view! {
        <form method="get" class="bar" aria-label="What is compared">
            {lots::kept(&sheet.sheet.process)}
            {boxes}
            <span class="choice"><input type="checkbox" id="differ" name="differ" value="1" checked=differ/>
                <label for="differ">"Only rows that differ"</label></span>
            <span class="pair"><label for="against">"Compared with"</label>
                <select id="against" name="against">{options}</select></span>
            {order(rq)}
            {currency(sheet)}
            {run(sheet)}
            {as_of(rq)}
            <button class="button" type="submit">"Compare"</button>
            <span class="meta">{rates(sheet)}</span>
        </form>
        {pages(rq, sheet.columns.len(), all, sheet.page, "")}
        {sheet.sheet.moment.is_none().then(|| undecided(rq, sheet))}
    }
    .into_any()
}

fn order(rq: &Rq) -> AnyView {
    let chosen = rq.query("order").unwrap_or_default();
    let options = Order::ALL.into_iter().map(|order| {
        let selected = order.as_str() == chosen;
        view! { <option value=order.as_str() selected=selected>{order.as_str()}</option> }
    });
    let options = options.collect_view();
    view! { <span class="pair"><label for="order">"Order by"</label><select id="order" name="order">{options}</select></span> }
        .into_any()
}

/// The currency in which prices are shown, where there is a choice.
fn currency(sheet: &Comparison) -> Option<AnyView> {
    (sheet.currencies.len() > 1).then(|| {
        let options = sheet.currencies.iter().map(|one| {
            let code = one.currency.to_string();
            let value = code.clone();
            view! { <option value=value>{code}</option> }
        });
        let options = options.collect_view();
        view! { <span class="pair"><label for="currency">"Prices in"</label><select id="currency" name="currency">{options}</select></span> }
            .into_any()
    })
}

/// The stored result whose figures are shown, where there are several.
fn run(sheet: &Comparison) -> Option<AnyView> {
    let runs = &sheet.sheet.runs;
    let shown = sheet.run.as_ref()?.number;
    (runs.len() > 1).then(|| {
        let options = runs.iter().map(|run| {
            let label = format!("run {}, {}", run.number, format::date_time(run.at));
            view! { <option value=run.number.to_string() selected=run.number == shown>{label}</option> }
        });
        let options = options.collect_view();
        view! { <span class="pair"><label for="run">"Result"</label><select id="run" name="run">{options}</select></span> }
            .into_any()
    })
}

/// The moment as of which everything is shown; empty for the present.
fn as_of(rq: &Rq) -> AnyView {
    let value = moment::read(rq).ok().flatten().map(boxed);
    view! { <span class="pair"><label for="as-of">"As recorded on (UTC)"</label>
    <input type="datetime-local" id="as-of" name="as_of" value=value/></span> }
    .into_any()
}

fn rates(sheet: &Comparison) -> String {
    let mut lines: Vec<String> = sheet
        .sheet
        .offers
        .iter()
        .filter_map(|offer| {
            let rate = offer.rate.as_ref()?;
            let currency = offer.price?.currency;
            Some(format!(
                "EUR 1 = {} {currency}, {} ({})",
                rate.units_per_eur.normalize(),
                format::date(rate.day),
                rate.source
            ))
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    if lines.is_empty() {
        "Every price is in EUR: no rate is needed.".to_owned()
    } else {
        format!(
            "Rates of the last day before closing (GBI 4.8): {}",
            lines.join("; ")
        )
    }
}

/// The decision on compliance, where an offer waits for it.
fn undecided(rq: &Rq, sheet: &Comparison) -> AnyView {
    let offers = sheet.sheet.offers.iter();
    let open = offers.filter(|offer| offer.status == OfferState::Opened);
    let options = open.map(|offer| {
        let label = format!("{} {}", offer.reference, offer.provider_name);
        Choice::new(offer.reference.clone(), label)
    });
    compliance::decision(rq, options.collect())
}

fn typed(rq: &Rq, name: &str, published: Decimal) -> Decimal {
    let typed = rq.query(name).and_then(domain::money::parse_decimal);
    typed
        .filter(|weight| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(weight))
        .unwrap_or(published)
}

/// Playing with the weights of both levels; the island answers at once, the form without script.
pub(super) fn play(rq: &Rq, sheet: &Comparison) -> AnyView {
    let contest = sheet.figures.as_ref().map(|figures| &figures.contest);
    let Some(weighing) = contest.and_then(Replay::weighing) else {
        return ().into_any();
    };
    let weight = |field: String, name: &str, published: &Decimal| Weight {
        start: typed(rq, &field, *published).normalize().to_string(),
        published: published.normalize().to_string(),
        name: name.to_owned(),
        field,
    };
    let level_one = match weighing.level_one.len() {
        3 => ["Technical", "Experience", "Price"].as_slice(),
        _ => &["Technical", "Price"],
    };
    let level_one = level_one.iter().zip(&weighing.level_one);
    let sub = sheet
        .sheet
        .process
        .scheme
        .criteria
        .iter()
        .zip(&weighing.sub);
    let bids = contest.map_or(0, |contest| contest.bids.len());
    let game = Game {
        bidders: (0..bids)
            .map(|bid| name_of(sheet, weighing.id(bid)))
            .collect(),
        level_one: level_one
            .map(|(name, published)| weight(name.to_lowercase(), name, published))
            .collect(),
        sub: sub
            .map(|(line, published)| {
                weight(format!("sub_{}", line.code), line.name.as_str(), published)
            })
            .collect(),
        weighing,
    };
    view! {
        <Panel id="play" title="Would it change?">
            <Ranking game=game/>
        </Panel>
    }
    .into_any()
}

/// Price against quality, with the same figures as a table.
pub(super) fn picture(sheet: &Comparison) -> AnyView {
    let figures = sheet.figures.as_ref();
    let Some(best) = figures.and_then(|figures| figures.best_value.as_ref()) else {
        return ().into_any();
    };
    let weights = &best.weights;
    let Ok(trial) = TrialWeights::new(weights.technical, weights.experience, Decimal::ZERO) else {
        return ().into_any();
    };
    let share = trial.technical() + trial.experience();
    let offers: Vec<PricedOffer> = best
        .bids
        .iter()
        .filter_map(|bid| {
            let record = best.evaluation.bid(&bid.id)?;
            let offer = sheet
                .sheet
                .offers
                .iter()
                .find(|offer| offer.reference == bid.id)?;
            Some(PricedOffer {
                label: offer.provider_name.clone(),
                price: (bid.price / Decimal::from(1_000_000)).normalize(),
                quality: (record.tie_break * Decimal::ONE_HUNDRED).checked_div(share)?,
            })
        })
        .collect();
    let rows = offers.clone().into_iter().map(|offer| {
        view! {
            <tr>
                <RowHead>{offer.label.clone()}</RowHead>
                <NumTd label="Price, million EUR" lead=true>{offer.price.round_dp(3).normalize().to_string()}</NumTd>
                <NumTd label="Quality, points" lead=true>{format::score(offer.quality)}</NumTd>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Panel title="Price against quality">
            <PriceQuality id="price-quality" offers=offers unit="million EUR" title="Price against quality"
                finding="Quality is technical and experience by their published weights. A hollow point is beaten in both by the offer that is named."/>
            <details class="help"><summary>"Table of this figure"</summary>
                <Table caption="Price and quality" caption_hidden=true>
                    <thead><tr><Th label="Offer"/><Th label="Price" unit="million EUR" num=true/><Th label="Quality" unit="points" num=true/></tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
            </details>
        </Panel>
    }
    .into_any()
}

/// The stored runs, the newest first.
pub(super) fn runs(sheet: &Comparison) -> AnyView {
    if sheet.sheet.runs.is_empty() {
        return view! { <EmptyState title="No result is stored yet" text="Once every score is in and compliance is decided, the officer stores a result here. It keeps its inputs and their hash, so that anybody can recompute it."/> }.into_any();
    }
    let reference = sheet.sheet.process.reference.clone();
    let before = |run: &Run| {
        let mut runs = sheet.sheet.runs.iter();
        let before = runs.find(|other| other.number < run.number);
        before.filter(|before| before.sha256 == run.sha256)
    };
    let rows = sheet.sheet.runs.iter().cloned().map(|run| {
        let same = before(&run).map(|before| {
            let words = format!(
                "Same inputs as run {}: the figures are the same.",
                before.number
            );
            view! { <div class="meta">{words}</div> }
        });
        let href = format!("/solicitations/{reference}/runs/{}.json", run.number);
        view! {
            <tr>
                <RowHead>{format!("Run {}", run.number)}</RowHead>
                <Td label="Stored" lead=true>{format::date_time(run.at)}" by "{run.by.clone()}</Td>
                <Td label="Inputs"><Hash value=run.sha256.clone()/></Td>
                <Td label="Program">{run.software.clone()}</Td>
                <Td label="Why">{run.reason.clone()}{same}</Td>
                <Td label="File"><a href=href download="">"Inputs as JSON"</a></Td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Panel id="runs" title="Stored results" meta="Never edited. Recompute offline: perigee evaluate FILE">
            <Table caption="Stored results" caption_hidden=true>
                <thead><tr><Th label="Run"/><Th label="Stored"/><Th label="Inputs, SHA-256"/><Th label="Program"/><Th label="Why"/><Th label="File"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}
