//! The matrix: offers in columns, criteria in rows.

use super::apart;
use super::why::{level_figure, linked, number_link};
use super::{explain_record, notes, remarks};
use crate::charts::ScoreBar;
use crate::pages::tone::standing_tone;
use crate::request::{Rq, address};
use crate::ui::{NumTd, RowHead, Table, Tag, Td, Th, Tone, format};
use backend::evaluation::{
    CellSource, Column, Comparison, CriterionLine, Entry, Figure, Row, RowKind,
};
use domain::evaluation::arithmetic::shown;
use domain::evaluation::ncia::Rating;
use domain::evaluation::rules::{Scale, TotalKind};
use domain::id::OfferId;
use domain::money::{Currency, Money};
use domain::parameters::Standing;
use domain::solicitations::Requirement;
use leptos::prelude::*;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The matrix of the chosen offers.
pub(super) fn matrix(rq: &Rq, sheet: &Comparison) -> AnyView {
    let kind = sheet.sheet.process.scheme.method.rule().total;
    let heads = sheet.columns.iter();
    let heads = heads.map(|column| head(column, kind)).collect_view();
    let columns = sheet.columns.len() + 1;
    let rows = sheet.rows.iter().map(|row| match &row.kind {
        RowKind::Group(weight) => group(&row.label, *weight, columns),
        _ => line(rq, sheet, row),
    });
    let rows = rows.collect_view();
    view! {
        <Table caption="Offers side by side" caption_hidden=true wide=true class="matrix">
            <thead><tr><th scope="col">{totals(kind)}</th>{heads}</tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// What the heads of the columns show.
fn totals(kind: TotalKind) -> String {
    match kind {
        TotalKind::Points | TotalKind::Marks => format!("{}, 0 to 100", kind.label()),
        TotalKind::Price | TotalKind::EurPerPoint | TotalKind::Nothing => kind.label().to_owned(),
    }
}

fn head(column: &Column, kind: TotalKind) -> AnyView {
    let place = match column.rank {
        Some(rank) => ordinal(rank.into()),
        None if column.ineligible.is_some() => "may not win".to_owned(),
        None if kind == TotalKind::Nothing => "not ranked".to_owned(),
        None => "no rank yet".to_owned(),
    };
    let parts = [
        Some(place),
        column.offer.nation.clone(),
        column.offer.sme.then(|| "SME".to_owned()),
        column.pinned.then(|| "compared against".to_owned()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let offer = format!("/offers/{}", column.offer.reference);
    let total = column.final_score;
    let total = total.map(|figure| explain_record::total(kind, figure));
    view! {
        <th scope="col" class=column.pinned.then_some("pin")>
            <div><a href=offer>{column.offer.provider_name.clone()}</a></div>
            <div class="rank">{parts.join(" · ")}</div>
            <div class="rank ref">{column.offer.reference.clone()}</div>
            {total.map(|total| view! { <div class="total">{total}</div> })}
        </th>
    }
    .into_any()
}

/// A place in words: 1st, 22nd, 113th.
fn ordinal(place: Decimal) -> String {
    let place = place.to_u64().unwrap_or_default();
    let ending = match (place % 10, place % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{place}{ending}")
}

fn group(label: &str, weight: Option<Decimal>, columns: usize) -> AnyView {
    let label = weight.map_or(label.to_owned(), |weight| {
        format!("{label} × {} %", weight.normalize())
    });
    view! { <tr class="group"><th scope="colgroup" colspan=columns>{label}</th></tr> }.into_any()
}

fn line(rq: &Rq, sheet: &Comparison, row: &Row) -> AnyView {
    let cells = row.cells.iter().zip(&sheet.columns);
    let cells = cells.map(|(entry, column)| {
        let content = content(rq, sheet, row, (entry, column));
        let class = column.pinned.then_some("pin");
        let notes = notes::counted(sheet, row, (entry, column));
        view! { <td class=class data-label=column.offer.provider_name.clone()>{content}{notes}</td> }
    });
    let cells = cells.collect_view();
    let label = row.label.clone();
    let note = note(row).map(|note| view! { <div class="delta">{note}</div> });
    view! { <tr><RowHead>{label}{note}</RowHead>{cells}</tr> }.into_any()
}

fn note(row: &Row) -> Option<String> {
    match &row.kind {
        RowKind::Total => Some("as submitted below".to_owned()),
        RowKind::Declared(requirement) => Some(requirement.words()),
        RowKind::Scored(line) => line
            .weight
            .map(|weight| format!("{} % of the technical score", weight.normalize())),
        RowKind::Credit => Some("taken off the price".to_owned()),
        RowKind::Level(weight) => Some(format!("× {} %", weight.normalize())),
        _ => None,
    }
}

/// What a cell says; a figure of a stored result leads to its explanation.
fn content(rq: &Rq, sheet: &Comparison, row: &Row, (entry, column): (&Entry, &Column)) -> AnyView {
    let explained = |figure: Figure| {
        let run = sheet.run.as_ref().filter(|_| entry.value.is_some());
        run.map(|run| number_link(run.number, &column.offer.reference, &figure))
    };
    match &row.kind {
        RowKind::Total => linked(explained(Figure::PriceEur), price(sheet, entry)),
        RowKind::UnitPrice => price(sheet, entry),
        RowKind::Declared(requirement) => declared(entry, requirement),
        RowKind::Scored(line) => {
            let why = explained(Figure::Score(line.code.clone()));
            scored(rq, line, (entry, column), why)
        }
        RowKind::Level(_) => linked(level_figure(&row.code).and_then(explained), level(entry)),
        RowKind::Points => linked(explained(Figure::Technical), points(entry)),
        RowKind::Credit => {
            let credit = figure(entry, euro, &|delta| apart::points(shown(delta, 2), "EUR"));
            linked(explained(Figure::Credit), credit)
        }
        RowKind::Compared(kind @ (TotalKind::Points | TotalKind::Marks | TotalKind::Nothing)) => {
            let words = |figure| explain_record::total(*kind, figure);
            let total = figure(entry, words, &|delta| {
                apart::points(shown(delta, 2), "points")
            });
            linked(explained(Figure::Total), total)
        }
        RowKind::Compared(kind) => {
            let words = |figure| explain_record::total(*kind, figure);
            let total = figure(entry, words, &apart::price);
            linked(explained(Figure::Total), total)
        }
        RowKind::Rank => {
            let place = entry.value.map_or("not ranked".to_owned(), ordinal);
            linked(explained(Figure::Rank), place.into_any())
        }
        RowKind::Words | RowKind::Group(_) => {
            let words = entry.words.clone();
            words
                .unwrap_or_else(|| "nothing said".to_owned())
                .into_any()
        }
    }
}

/// Euro, to the cent, from an unrounded amount.
pub fn euro(value: Decimal) -> String {
    amount(value, Currency::EUR)
}

/// A currency's code and an unrounded amount of it, to the minor unit.
pub(super) fn amount(value: Decimal, currency: Currency) -> String {
    Money::from_major(shown(value, currency.exponent()), currency).map_or_else(
        || format!("{currency} {value}"),
        |money| format::money(money.minor, currency.code()),
    )
}

fn price(sheet: &Comparison, entry: &Entry) -> AnyView {
    let submitted = entry
        .submitted
        .map(|money| format::money(money.minor, money.currency.code()));
    let in_use = sheet.currencies.first();
    let (currency, per_eur) = in_use.map_or((Currency::EUR, Decimal::ONE), |one| {
        (one.currency, one.per_eur)
    });
    let foreign = entry
        .submitted
        .is_some_and(|money| money.currency != currency);
    let Some(value) = entry.value else {
        let words = submitted.map_or("not offered".to_owned(), |money| {
            format!("{money}, no rate")
        });
        return words.into_any();
    };
    let delta = entry.delta.map(apart::price);
    let parts: Vec<String> = [delta, submitted.filter(|_| foreign)]
        .into_iter()
        .flatten()
        .collect();
    let partial = entry
        .words
        .clone()
        .map(|words| view! { <Tag tone=Tone::Attention label=words/> });
    view! {
        <div class=entry.best.then_some("best")>{amount(value.checked_mul(per_eur).unwrap_or(value), currency)}</div>
        <div class="delta">{parts.join(" · ")}</div>
        {partial}
    }
    .into_any()
}

/// The value in the requirement's unit, as it was declared below it where that differs, and how it stands.
fn declared(entry: &Entry, requirement: &Requirement) -> AnyView {
    let unit = requirement.unit_symbol().to_owned();
    let standing = entry
        .standing
        .filter(|standing| *standing != Standing::NotTold);
    let silent = entry.standing == Some(Standing::NotTold) && requirement.must_be_met();
    let tag = match (standing, silent) {
        (Some(standing), _) => {
            Some(view! { <Tag tone=standing_tone(standing) label=standing.label()/> })
        }
        (None, true) => Some(view! { <Tag tone=Tone::Bad label="must be met: not told"/> }),
        (None, false) => None,
    };
    let Some(value) = entry.value else {
        let words = entry
            .words
            .clone()
            .unwrap_or_else(|| "not offered".to_owned());
        return view! { <div>{words}</div>{tag} }.into_any();
    };
    let figure = format!("{} {unit}", value.normalize());
    let delta = entry.delta.map(|delta| apart::declared(delta, requirement));
    let declared = entry
        .words
        .clone()
        .map(|words| words.replace('\u{a0}', " "));
    let declared = declared.filter(|words| *words != figure);
    let declared = declared.map(|words| format!("declared as {words}"));
    let below: Vec<String> = [delta, declared].into_iter().flatten().collect();
    view! {
        <div class=entry.best.then_some("best")>{figure}</div>
        <div class="delta">{below.join(" · ")}</div>
        {tag}
    }
    .into_any()
}

/// The rating of 1 to 5 in words.
pub(super) fn confidence(value: Decimal) -> String {
    let words = ["No", "Low", "Satisfactory", "High", "Very high"];
    let place = value.to_usize().and_then(|rating| rating.checked_sub(1));
    let word = place
        .filter(|_| value.fract().is_zero())
        .and_then(|place| words.get(place));
    word.map_or_else(
        || value.normalize().to_string(),
        |word| format!("{word} ({})", value.normalize()),
    )
}

fn scored(
    rq: &Rq,
    line: &CriterionLine,
    (entry, column): (&Entry, &Column),
    why: Option<String>,
) -> AnyView {
    let mut pairs = vec![
        ("moderate", column.offer.reference.as_str()),
        ("criterion", line.code.as_str()),
    ];
    let kept = ["lot", "as_of"].into_iter();
    pairs.extend(kept.filter_map(|name| Some((name, rq.query(name)?))));
    let href = format!("{}#moderate", address(rq.path(), &pairs));
    let Some(value) = entry.value else {
        return view! { <span class="delta">"no score yet"</span> }.into_any();
    };
    let figure = given(line, value);
    let spread = entry.spread.filter(|spread| !spread.is_zero());
    let beyond = line.scale.discussed_beyond();
    let agreed = entry.source == Some(CellSource::Moderated);
    let alert = !agreed && spread.is_some_and(|spread| spread > beyond);
    let parts = [
        entry.source.map(|source| match source {
            CellSource::Moderated => "moderated".to_owned(),
            CellSource::Mean => "mean".to_owned(),
        }),
        spread.map(|spread| format!("spread {}", spread.normalize())),
        alert.then(|| match line.scale.is_stepped() {
            true => "over one step: discuss".to_owned(),
            false => format!("over {beyond}: discuss"),
        }),
        (!entry.remarks.is_empty()).then(|| remarks::counted(&entry.remarks)),
    ];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    parts.push(if alert { "moderate" } else { "see scores" }.to_owned());
    let figure = view! { <div class=entry.best.then_some("best")>{figure}</div> }.into_any();
    view! {
        {linked(why, figure)}
        <div class="delta"><a href=href>{parts.join(", ")}</a></div>
    }
    .into_any()
}

/// What evaluators gave, in the words of its scale.
pub(super) fn given(line: &CriterionLine, value: Decimal) -> String {
    match line.scale {
        Scale::Confidence => confidence(value),
        Scale::Bands => Rating::from_step(value).map_or_else(
            || value.normalize().to_string(),
            |rating| format!("{} ({})", rating.name(), value.normalize()),
        ),
        Scale::Points | Scale::Ladder | Scale::Compliance => format::score(value),
    }
}

fn points(entry: &Entry) -> AnyView {
    let Some(value) = entry.value else {
        return view! { <span class="delta">"no score"</span> }.into_any();
    };
    let percent = value.to_f64().unwrap_or_default();
    let figure = format::score(value);
    view! { <div class=entry.best.then_some("best")>{figure}</div><ScoreBar percent=percent/> }
        .into_any()
}

/// A figure and how far it is from the reference offer's.
fn figure(
    entry: &Entry,
    shown: impl Fn(Decimal) -> String,
    apart: &dyn Fn(Decimal) -> String,
) -> AnyView {
    let Some(value) = entry.value else {
        return view! { <span class="delta">"none"</span> }.into_any();
    };
    let delta = entry.delta.map(apart);
    view! {
        <div class=entry.best.then_some("best")>{shown(value)}</div>
        <div class="delta">{delta}</div>
    }
    .into_any()
}

fn level(entry: &Entry) -> AnyView {
    let (Some(value), Some(weighted)) = (entry.value, entry.weighted) else {
        return view! { <span class="delta">"no score"</span> }.into_any();
    };
    let percent = value.to_f64().unwrap_or_default();
    view! {
        {format!("{} → {}", format::score(value), format::score(weighted))}
        <ScoreBar percent=percent/>
    }
    .into_any()
}

/// The individual scores of a criterion that are in.
pub(super) fn individual(sheet: &Comparison, offer: OfferId, code: &str) -> AnyView {
    let rows = sheet
        .sheet
        .handed_in(offer, code)
        .into_iter()
        .cloned()
        .map(|score| {
            let noted = remarks::list(&score.remarks);
            view! {
                <tr>
                    <RowHead>{score.name.clone()}</RowHead>
                    <NumTd label="Score" lead=true>{score.value.normalize().to_string()}</NumTd>
                    <Td label="Why">{score.rationale.clone()}{noted}</Td>
                </tr>
            }
        });
    let rows = rows.collect_view();
    view! {
        <Table caption="Individual scores">
            <thead><tr><Th label="Evaluator"/><Th label="Score" num=true/><Th label="Why"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
