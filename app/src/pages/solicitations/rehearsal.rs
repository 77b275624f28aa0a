//! Rehearsing the evaluation before publication, with offers made by chance.

use super::rows::plain;
use super::words::state;
use crate::page::page;
use crate::pages::evaluation::euro;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Fact, Facts, Help, Notice, NumTd, NumberInput, PageTitle, Panel,
    RowHead, Table, Tag, Td, Th, Tone, format,
};
use backend::solicitations::{self, RehearsalPage};
use domain::evaluation::contest::{Bid, Record};
use domain::evaluation::rehearsal::{Finding, FindingKind, OFFERS, PRICES, ROUNDS};
use domain::evaluation::rules::TotalKind;
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;

/// The seed where none is asked for.
const SEED: u64 = 1;

/// The rehearsal of a solicitation.
#[component]
pub fn Rehearsal() -> impl IntoView {
    page(
        async |rq| {
            let seed = rq.query("seed").and_then(|seed| seed.parse().ok());
            let reference = rq.param("reference");
            solicitations::rehearsal(rq.ctx(), rq.actor(), reference, seed.unwrap_or(SEED)).await
        },
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &RehearsalPage) -> AnyView {
    let record = &sheet.record;
    let (title, reference) = (record.title.clone(), record.reference.clone());
    let crumbs = vec![
        ("/solicitations".to_owned(), "Solicitations".to_owned()).into(),
        (format!("/solicitations/{reference}"), reference.clone()).into(),
    ];
    let (tone, label) = state(record.state_at(rq.at()), false);
    let (facts, found, example) = (facts(sheet), findings(sheet), example(sheet));
    let form = seed(sheet.rehearsal.seed);
    view! {
        <Title text=format!("Rehearsal of {reference}")/>
        <Breadcrumbs links=crumbs here="Rehearsal"/>
        <PageTitle title=title reference=reference state=label tone=tone
            meta="A mock evaluation by the scheme as it is saved, with offers made by chance."/>
        <Notice>"Play: no offer of this page exists, and nothing of it is recorded."</Notice>
        {facts}
        {found}
        {example}
        {form}
        <Help title="How is it rehearsed?" source="Own design; paradoxes after Stilger, Siderius & van Raaij 2017">
            <p>{format!("{ROUNDS} contests of {OFFERS} offers each. Scores run from marginal to excellent, prices from {} to {} % of the estimate, each value as likely as any other. A weight is tried by giving every offer the same there: where no contest ends otherwise, it decided nothing. It finds what these offers show, and proves nothing about others.", PRICES[0], PRICES[1])}</p>
        </Help>
    }
    .into_any()
}

fn facts(sheet: &RehearsalPage) -> AnyView {
    let rehearsal = &sheet.rehearsal;
    let (eligible, of) = rehearsal.eligible;
    let winners = rehearsal.winners;
    let method = sheet.record.scheme.as_ref().map(|one| one.method.label());
    let note = if sheet.supposed {
        "supposed: the draft has no estimate in EUR"
    } else {
        "with all options"
    };
    let won = |part: usize| format!("{part} of {}", winners.all);
    let (cheapest, best) = (won(winners.cheapest), won(winners.best));
    let (estimate, seed) = (euro(sheet.estimate), rehearsal.seed);
    let eligible = format!("{eligible} of {of}");
    view! {
        <Facts>
            <Fact label="Method">{method}</Fact>
            <Fact label="Estimate" note=note>{estimate}</Fact>
            <Fact label="Generated offers that may win">{eligible}</Fact>
            <Fact label="Won by the cheapest">{cheapest}</Fact>
            <Fact label="Won by the best technical score">{best}</Fact>
            <Fact label="Seed">{seed}</Fact>
        </Facts>
    }
    .into_any()
}

fn findings(sheet: &RehearsalPage) -> AnyView {
    let all = &sheet.rehearsal.findings;
    let line = |one: &Finding| {
        let tone = match one.kind {
            FindingKind::Undefined | FindingKind::Unreachable => Tone::Bad,
            _ => Tone::Attention,
        };
        let (label, meaning, text) = (one.kind.label(), one.kind.meaning(), one.text.clone());
        view! {
            <tr>
                <RowHead><Tag tone=tone label=label/></RowHead>
                <Td label="Found" lead=true>{text}</Td>
                <Td label="Meaning">{meaning}</Td>
            </tr>
        }
    };
    if all.is_empty() {
        return view! { <EmptyState title="Nothing was found" text="Every formula has a result, every weight decides something, and the thresholds can be met. Another seed makes other offers."/> }.into_any();
    }
    let rows = all.iter().map(line).collect_view();
    view! {
        <Panel title="What was found">
            <Table caption="Findings" caption_hidden=true>
                <thead><tr><Th label="Finding"/><Th label="Found"/><Th label="Meaning"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}

/// The first contest with its figures.
fn example(sheet: &RehearsalPage) -> AnyView {
    let rehearsal = &sheet.rehearsal;
    let judgement = match &rehearsal.judgement {
        Ok(judgement) => judgement,
        Err(error) => {
            let error = error.clone();
            return view! { <Panel title="The first contest"><p>"It has no result: "{error}"."</p></Panel> }.into_any();
        }
    };
    let kind = sheet
        .record
        .scheme
        .as_ref()
        .map(|one| one.method.rule().total);
    let kind = kind.unwrap_or(TotalKind::Nothing);
    let rows = rehearsal.example.bids.iter().filter_map(|bid| {
        let rank = judgement.rank(&bid.id);
        Some(row(bid, judgement.record(&bid.id)?, rank, kind))
    });
    let rows: Vec<AnyView> = rows.collect();
    let open = judgement.open.clone();
    view! {
        <Panel title="The first contest" meta="One of them, as an example. Scores in the order of the sub-criteria.">
            <Table caption="The first contest" caption_hidden=true>
                <thead><tr><Th label="Offer"/><Th label="Rank" num=true/><Th label="Scores"/><Th label="Price" unit="EUR" num=true/>
                    <Th label="Price score" num=true/><Th label=kind.label() num=true/><Th label="Cannot win because"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            {open.map(|words| view! { <p>{words}</p> })}
        </Panel>
    }
    .into_any()
}

fn row(bid: &Bid, record: &Record, rank: Option<usize>, kind: TotalKind) -> AnyView {
    let scores: Vec<String> = record.composite.iter().map(|one| plain(*one)).collect();
    let total = record.total.map(|figure: Decimal| match kind {
        TotalKind::Price | TotalKind::EurPerPoint => euro(figure),
        TotalKind::Points | TotalKind::Marks | TotalKind::Nothing => format::score(figure),
    });
    let (id, price) = (bid.id.clone(), euro(record.price_eur));
    let (points, why) = (
        record.price_points.map(format::score),
        record.ineligible.clone(),
    );
    view! {
        <tr>
            <RowHead>{id}</RowHead>
            <NumTd label="Rank" lead=true>{rank}</NumTd>
            <Td label="Scores">{scores.join(", ")}</Td>
            <NumTd label="Price">{price}</NumTd>
            <NumTd label="Price score">{points}</NumTd>
            <NumTd label=kind.label()>{total}</NumTd>
            <Td label="Cannot win because">{why}</Td>
        </tr>
    }
    .into_any()
}

fn seed(seed: u64) -> AnyView {
    view! {
        <form method="get" class="bar" aria-label="Rehearse with another seed">
            <NumberInput name="seed" label="Seed" value=seed.to_string() size=8 hint="The same number makes the same offers."/>
            <button class="button" type="submit">"Rehearse again"</button>
        </form>
    }
    .into_any()
}
