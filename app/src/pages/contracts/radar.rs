//! Options over all contracts: what has to be decided by when, and what is at stake.

use super::cells::{fact, figures, head, lead, num_lead, td};
use super::named;
use super::words::{dated, origin, tone};
use crate::charts::{OptionRadar, RadarRow};
use crate::page::page;
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, EmptyState, FilterBar, Help, Notice, PageTitle, SelectFilter, Table,
    TableFooter, Tag, TextFilter, Th, format,
};
use backend::contracts::{self, OptionFilter, OptionRow, OptionSort, Radar};
use chrono::NaiveDate;
use leptos::prelude::*;
use leptos_meta::Title;

/// Most rows of the picture; the table has all.
const DRAWN: usize = 100;

/// The options that are open.
#[component]
pub fn Options() -> impl IntoView {
    page(
        async |rq| contracts::radar(rq.ctx(), rq.actor(), &filter(&rq)).await,
        |rq, found| draw(&rq, &found),
    )
}

/// The filters and the order in the address.
#[must_use]
pub fn filter(rq: &Rq) -> OptionFilter {
    let text = |name: &str| rq.query(name).map(str::to_owned);
    let sort = rq.query("sort").unwrap_or("by");
    OptionFilter {
        programme: text("programme"),
        provider: text("provider").map(|reference| reference.to_ascii_uppercase()),
        within: rq.query("within").and_then(|days| days.parse().ok()),
        all: rq.query("show") == Some("all"),
        sort: match sort.trim_start_matches('-') {
            "value" => OptionSort::Value,
            "contract" => OptionSort::Contract,
            _ => OptionSort::DecideBy,
        },
        descending: sort.starts_with('-'),
    }
}

fn draw(rq: &Rq, found: &Radar) -> AnyView {
    let today = rq.at().date_naive();
    let body = if found.rows.is_empty() {
        view! { <EmptyState title="No options here" text="Options come with contracts. Change the filters to see others, or ask for those that are used or lapsed, too."/> }.into_any()
    } else {
        whole(rq, found, today)
    };
    view! {
        <Title text="Options"/>
        <Breadcrumbs links=vec![("/contracts", "Contracts").into()] here="Options"/>
        <PageTitle title="Options" meta="What has to be decided by when over all contracts, and what is at stake."/>
        {filters(rq, found)}
        {body}
    }
    .into_any()
}

fn filters(rq: &Rq, found: &Radar) -> AnyView {
    let value = |name: &str| rq.query(name).map(str::to_owned);
    let programmes = named(found.programmes.clone());
    let within: Vec<Choice> = [30, 90, 180, 365]
        .map(|days: i64| Choice::new(days.to_string(), format::days(days)))
        .into();
    let show = vec![Choice::new("all", "Exercised, lapsed and declined too")];
    let filters: [Filter<'_>; 4] = [
        ("programme", "Programme", &programmes),
        ("provider", "Contractor", &[]),
        ("within", "To decide within", &within),
        ("show", "Show", &show),
    ];
    let applied = applied(rq, &filters);
    let controls = view! {
        <SelectFilter name="within" label="To decide within" value=value("within") options=within/>
        <SelectFilter name="programme" label="Programme" value=value("programme") options=programmes/>
        <TextFilter name="provider" label="Contractor (reference)" value=value("provider")/>
        <SelectFilter name="show" label="Show" value=value("show") options=show/>
    };
    view! { <FilterBar action="/contracts/options" label="Filter options" clear="/contracts/options" applied=applied keep=order(rq)>{controls}</FilterBar> }.into_any()
}

fn whole(rq: &Rq, found: &Radar, today: NaiveDate) -> AnyView {
    let cut = found.cut.then(|| {
        view! { <Notice title="Not everything is shown">"The first thousand options are. Filter by programme or contractor."</Notice> }
    });
    let rows = found
        .rows
        .iter()
        .map(|option| row(option, today))
        .collect_view();
    let count = format::counted(found.rows.len(), "option", "options");
    let file = rq.file("/contracts/options.csv");
    view! {
        {cut}
        {stake(found, today)}
        {picture(found, today)}
        <Table caption="Options" caption_hidden=true>
            <thead><tr>
                <SortHead label="Contract" name="contract"/><Th label="Option"/><SortHead label="Value" name="value" num=true/>
                <SortHead label="Decide by" name="by" usual="by"/><Th label="Modification"/><Th label="What it buys"/><Th label="Where it stands"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <TableFooter count=count exports=vec![(file, "CSV").into()]/>
        <Help title="What follows from a missed day?" source="GTC A.4.1">
            <p>"The purchaser alone decides on an option. Notice is given by its last day, and the modification follows within the last 30 days of the running period. After a missed notice only an agreed modification can extend, at whatever price is then agreed."</p>
        </Help>
    }
    .into_any()
}

/// The large figures: the next decision, and what all of them are worth.
fn stake(found: &Radar, today: NaiveDate) -> AnyView {
    let next = found
        .rows
        .iter()
        .filter_map(|row| Some((row.decide_by(today)?, row)));
    let next = next.min_by_key(|(day, _)| *day).map_or_else(
        || "nothing to decide".to_owned(),
        |(day, row)| {
            format!(
                "{}, {} option {}",
                format::date(day),
                row.contract,
                row.number
            )
        },
    );
    let sums: Vec<String> = found
        .at_stake
        .iter()
        .map(|(currency, minor)| format::money(*minor, currency))
        .collect();
    let sums = if sums.is_empty() {
        "nothing".to_owned()
    } else {
        sums.join(" and ")
    };
    figures(view! {
        {fact("Next decision", "", next)}
        {fact("At stake", "", sums)}
    })
}

fn picture(found: &Radar, today: NaiveDate) -> AnyView {
    let row = |option: &OptionRow| {
        let window = option.window();
        let noticed = matches!(option.state(), domain::states::option::OptionState::Noticed);
        RadarRow {
            label: format!("{}/{} {}", option.contract, option.number, option.title),
            href: address(option),
            value: format::money(option.value_minor, &option.currency),
            said: said(option, today),
            notice_by: option.notice_by,
            noticed,
            modify_from: window.modify_from,
            expiry: window.expiry,
            period: (option.starts_on, option.ends_on),
        }
    };
    let rows: Vec<_> = found.rows.iter().take(DRAWN).map(row).collect();
    view! {
        <figure>
            <OptionRadar id="options" rows=rows today=today title="Options over time"
                finding="A tick is the last day for notice, a disc a notice that is given; the full bar is the time for the modification, the open bar the period that the option buys."/>
        </figure>
    }
    .into_any()
}

fn address(option: &OptionRow) -> String {
    format!("/contracts/{}/options/{}", option.contract, option.number)
}

/// What has to be done by when.
fn said(option: &OptionRow, today: NaiveDate) -> String {
    let standing = option.standing(today);
    match option.decide_by(today) {
        Some(day) => format!("{}, by {}", standing.label(), format::date(day)),
        None if option.is_open() => standing.label().to_owned(),
        None => option.state().label().to_owned(),
    }
}

fn row(option: &OptionRow, today: NaiveDate) -> AnyView {
    let window = option.window();
    let by = option.decide_by(today);
    let left = by.map(|day| {
        let words = format!("{} left", format::days((day - today).num_days()));
        view! { <div class="meta">{words}</div> }
    });
    let standing = option.standing(today);
    let (label, tone) = if option.is_open() {
        (standing.label(), tone(standing.tone()))
    } else {
        (option.state().label(), tone(option.state().tone()))
    };
    let (contract, title) = (option.contract.clone(), option.contract_title.clone());
    let meta = format!("{title} · {}", option.provider_name);
    let name = format!("Option {}, {}", option.number, option.title);
    let href = format!("/contracts/{contract}");
    view! {
        <tr>
            {head(view! { <a class="ref" href=href>{contract}</a>{origin(&option.origin)}<div class="meta">{meta}</div> })}
            {lead("Option", view! { <a href=address(option)>{name}</a> })}
            {num_lead("Value", format::money(option.value_minor, &option.currency))}
            {lead("Decide by", view! { {by.map(|day| dated(Some(day)))}{left} })}
            {td("Modification", format!("{} to {}", format::date(window.modify_from), format::date(window.expiry)))}
            {td("What it buys", format!("{} to {}", format::date(option.starts_on), format::date(option.ends_on)))}
            {lead("Where it stands", view! { <Tag tone=tone label=label/> })}
        </tr>
    }
    .into_any()
}
