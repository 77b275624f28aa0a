//! What a surge would bring and cost, over all contracts in performance.

use super::question::{boxes, question};
use super::words;
use crate::page::page;
use crate::pages::contracts::cells::{fact, figures, head, lead, num, num_lead, td};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Help, Notice, PageTitle, Table, TableFooter, Tag, TextFilter, Th,
    Tone, format,
};
use backend::readiness::{self, Board, ContractAnswer, LineAnswer, SurgeQuestion};
use domain::contracts::{DenialRule, PriorityClass};
use domain::policy::Subject;
use domain::policy::actions::ActivateSurge;
use leptos::prelude::*;
use leptos_meta::Title;

/// The overview and its simulator.
#[component]
pub fn Readiness() -> impl IntoView {
    page(
        async |rq| readiness::board(rq.ctx(), rq.actor(), &question(&rq)).await,
        |rq, found| draw(&rq, &found),
    )
}

fn draw(rq: &Rq, found: &Board) -> AnyView {
    let asked = question(rq);
    let body = if found.contracts.is_empty() {
        let text = format!(
            "No contract in performance has a term for {}. An officer agrees one on the contract’s page, under Readiness.",
            asked.level.label().to_lowercase()
        );
        view! { <EmptyState title="Nothing is agreed for this level" text=text/> }.into_any()
    } else {
        answer(rq, &asked, found)
    };
    view! {
        <Title text="Readiness"/>
        <Breadcrumbs links=vec![("/contracts", "Contracts").into()] here="Readiness"/>
        <PageTitle title="Readiness" meta="What contracts give beyond the usual in crisis and in conflict: how much, from when, at what cost, and for whom."/>
        {covered(found)}
        {body}
        <Help title="How is it computed?" source="own design, after CASR’s pre-agreed surge and price; CSS-2.1">
            <p>"Each line gives its agreed quantity for the days that its term allows: not before notice has run, not past the contract’s end, and no more days than the term allows within any 365. Cost is quantity × days × rate, rounded once. A surge that is activated commits exactly these figures. Nations are entitled in proportion to what their pledges pay of the contract; where none pays, every eligible purchaser is."</p>
        </Help>
    }
    .into_any()
}

/// How many contracts stand behind each level.
fn covered(found: &Board) -> AnyView {
    let facts = found.covered.iter().map(|(level, count)| {
        let value = format::counted(*count, "contract", "contracts");
        fact(level.label(), "", value)
    });
    figures(facts.collect::<Vec<_>>())
}

fn answer(rq: &Rq, asked: &SurgeQuestion, found: &Board) -> AnyView {
    let rows: Vec<_> = found
        .contracts
        .iter()
        .flat_map(|contract| contract.lines.iter().map(|line| row(contract, line)))
        .collect();
    let cut = found.cut.then(|| {
        view! { <Notice title="Not everything is shown">"The first thousand terms are. Filter by programme."</Notice> }
    });
    let lines: usize = found
        .contracts
        .iter()
        .map(|contract| contract.lines.len())
        .sum();
    let count = format::counted(lines, "line", "lines");
    let file = rq.file("/contracts/readiness.csv");
    view! {
        {cut}
        <form method="get" action="/contracts/readiness" class="stack" aria-label="What if we surge?">
            {ask(rq)}
            <p class="lead" role="status">{sentence(asked, found)}</p>
            {warnings(found)}
            <Table caption="Lines that can be called up" note="ticked lines count; none ticked counts all">
                <thead><tr>
                    <Th label="Line"/><Th label="Contract"/><Th label="Possible"/><Th label="More" num=true/><Th label="Cost" num=true/>
                    <Th label="Rate"/><Th label="Notice"/><Th label="Who decides"/><Th label="Priority"/><Th label="Sales to others"/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </form>
        <TableFooter count=count exports=vec![(file, "CSV").into()]/>
        {by_contract(rq, asked, found)}
        {nations(found)}
    }
    .into_any()
}

fn ask(rq: &Rq) -> AnyView {
    let programme = rq.query("programme").map(str::to_owned);
    view! {
        <div class="filter-row">
            {boxes(rq)}
            <TextFilter name="programme" label="Programme code" value=programme/>
            <button type="submit" class="button">"Show what follows"</button>
            <a href="/contracts/readiness">"Start again"</a>
        </div>
    }
    .into_any()
}

/// The answer in one sentence.
fn sentence(asked: &SurgeQuestion, found: &Board) -> String {
    let units = found.units.iter().filter(|(_, units)| !units.is_zero());
    let units: Vec<_> = units
        .map(|(unit, units)| format!("{} {unit}", format::decimal(units.round_dp(2).normalize())))
        .collect();
    let costs = found.costs.iter().filter(|(_, minor)| **minor != 0);
    let costs: Vec<_> = costs
        .map(|(currency, minor)| format::money(*minor, currency))
        .collect();
    let euro = found
        .cost_eur_minor
        .filter(|_| found.costs.keys().any(|currency| currency != "EUR"))
        .map(|minor| {
            format!(
                ", about {} at the rates of {}",
                format::money(minor, "EUR"),
                format::date(found.rates_on)
            )
        })
        .unwrap_or_default();
    let days = format::days(i64::from(asked.days));
    let level = asked.level.label().to_lowercase();
    if units.is_empty() {
        return format!(
            "Nothing can be called up in {level} for {days} from {}.",
            format::date(asked.first_day)
        );
    }
    let cost = if costs.is_empty() {
        "nothing more".to_owned()
    } else {
        costs.join(" and ")
    };
    format!(
        "{days} of {level} from {} bring {} more and cost {cost}{euro}.",
        format::date(asked.first_day),
        units.join(" and ")
    )
}

/// What would stop an activation, said at once.
fn warnings(found: &Board) -> AnyView {
    let said = found.contracts.iter().flat_map(|contract| {
        let head = contract.head();
        let money = |minor: i64| format::money(minor, &head.currency);
        let ceiling = contract
            .left_minor
            .filter(|_| contract.over_ceiling())
            .map(|left| {
                format!(
                    "{}: the cost exceeds what is left under the ceiling, {}.",
                    head.contract,
                    money(left)
                )
            });
        let order = head
            .max_order_minor
            .filter(|_| contract.over_order())
            .map(|most| {
                format!(
                    "{}: the cost exceeds the largest order, {} (STC G.4).",
                    head.contract,
                    money(most)
                )
            });
        ceiling.into_iter().chain(order)
    });
    let said: Vec<_> = said.map(|words| view! { <li>{words}</li> }).collect();
    if said.is_empty() {
        return ().into_any();
    }
    view! { <Notice tone=Tone::Attention title="Money does not reach"><ul>{said}</ul></Notice> }
        .into_any()
}

fn row(contract: &ContractAnswer, line: &LineAnswer) -> AnyView {
    let term = &line.term;
    let (possible, why) = words::possible(&line.possible);
    let why = why.map(|why| view! { <div class="meta">{why}</div> });
    let units = line.units.map(|units| {
        format!(
            "{} {}",
            format::decimal(units.round_dp(2).normalize()),
            term.unit
        )
    });
    let more = words::more(&term.figures(), &term.unit);
    let cost = line
        .cost_minor
        .map(|minor| format::money(minor, &term.currency));
    let (name, label) = (term.name(), format!("{} {}", term.line, term.description));
    let ticked = line.chosen && contract.lines.iter().any(|line| line.chosen);
    let (id, href) = (
        format!("line-{}", name.replace('/', "-")),
        format!("/contracts/{}?tab=readiness", term.contract),
    );
    let [priority, denial] = [
        term.priority
            .parse::<PriorityClass>()
            .map_or("", PriorityClass::label),
        term.denial
            .parse::<DenialRule>()
            .map_or("", DenialRule::label),
    ];
    view! {
        <tr>
            {head(view! {
                <span class="tick"><input type="checkbox" id=id.clone() name="line" value=name checked=ticked/>" "<label for=id>{label}</label></span>
            })}
            {lead("Contract", view! { <a class="ref" href=href>{term.contract.clone()}</a><div class="meta">{term.provider_name.clone()}</div> })}
            {lead("Possible", view! { {possible}{why} })}
            {num("More", view! { {units}<div class="meta">{more}</div> })}
            {num_lead("Cost", cost)}
            {td("Rate", words::rate(term.rate(), term.line_price_minor, &term.currency))}
            {td("Notice", words::notice(term.notice_hours))}
            {td("Who decides", term.authority.clone())}
            {td("Priority", priority)}
            {td("Sales to others", denial)}
        </tr>
    }
    .into_any()
}

fn by_contract(rq: &Rq, asked: &SurgeQuestion, found: &Board) -> AnyView {
    let may = rq.may::<ActivateSurge>(Subject::ANY);
    let row = |contract: &ContractAnswer| {
        let term = contract.head();
        let money = |minor: i64| format::money(minor, &term.currency);
        let left = contract
            .left_minor
            .map_or_else(|| "no ceiling".to_owned(), money);
        let over = (contract.over_ceiling() || contract.over_order())
            .then(|| view! { " " <Tag tone=Tone::Attention label="does not reach"/> });
        let part = |nation: &readiness::Entitled| {
            let percent = nation.percent.map_or_else(
                || "part not known for want of a rate".to_owned(),
                |percent| format::percent(percent, 1),
            );
            let href = format!("/nations/{}", nation.nation);
            let name = nation.name.clone();
            view! { <div><a href=href>{name}</a>" "{percent}</div> }
        };
        let mut who: Vec<_> = contract
            .entitled
            .iter()
            .map(|nation| part(nation).into_any())
            .collect();
        if who.is_empty() {
            who.push("every eligible purchaser".into_any());
        }
        let act = may.then(|| {
            let href = format!(
                "/contracts/{}/surges/new?level={}&from={}&days={}",
                term.contract,
                asked.level.as_str(),
                asked.first_day,
                asked.days
            );
            let label = format!("Activate a surge of {}", term.contract);
            view! { <a href=href aria-label=label>"Activate"</a> }
        });
        let (href, title) = (format!("/contracts/{}", term.contract), term.title.clone());
        view! {
            <tr>
                {head(view! { <a class="ref" href=href>{term.contract.clone()}</a><div class="meta">{title}</div> })}
                {num_lead("Cost", money(contract.cost_minor))}
                {num_lead("Left under the ceiling", view! { {left}{over} })}
                {td("Who is entitled", who)}
                {td("Activate", act)}
            </tr>
        }
    };
    let rows = found.contracts.iter().map(row).collect_view();
    view! {
        <Table caption="Contracts" note="the cost of the ticked lines">
            <thead><tr><Th label="Contract"/><Th label="Cost" num=true/><Th label="Left under the ceiling" num=true/><Th label="Who is entitled"/><Th label="Activate"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn nations(found: &Board) -> AnyView {
    if found.nations.is_empty() {
        return ().into_any();
    }
    let row = |(nation, part): &(readiness::Entitled, i64)| {
        let (href, name) = (format!("/nations/{}", nation.nation), nation.name.clone());
        let percent = nation.percent.map(|percent| format::percent(percent, 1));
        view! {
            <tr>
                {head(view! { <a href=href>{name}</a> })}
                {num_lead("Part", percent)}
                {num_lead("Capacity worth", format::money(*part, "EUR"))}
            </tr>
        }
    };
    let rows = found.nations.iter().map(row).collect_view();
    let note = format!("in euro at the rates of {}", format::date(found.rates_on));
    view! {
        <Table caption="Entitled nations" note=note>
            <thead><tr><Th label="Nation"/><Th label="Part" num=true/><Th label="Capacity worth" num=true/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
