//! The dashboard of contributions: a nation's own part, and all nations beside each other.

use super::matrix::matrix;
use super::parts::{PledgeTable, rates_words};
use crate::page::page;
use crate::pages::lists::{applied, order};
use crate::pages::programmes::parts::tone;
use crate::request::Rq;
use crate::ui::{
    Choice, Day, EmptyState, Fact, Facts, FilterBar, NumTd, PageTitle, Panel, Ref, RowHead,
    SelectFilter, Table, TableFooter, Tag, Td, Th, Tone, format,
};
use backend::Error;
use backend::contributions::{
    CurrencyTotals, Dashboard, FundedMilestone, NationPart, Need, Totals, overview,
};
use domain::actor::NationCode;
use domain::policy::Subject;
use domain::policy::actions::RecordPledge;
use leptos::prelude::*;
use leptos_meta::Title;

/// What nations pledge, pay and fund.
#[component]
pub fn Contributions() -> impl IntoView {
    page(
        async |rq| {
            let nation = chosen_nation(&rq)?;
            overview(rq.ctx(), rq.actor(), nation, rq.query("programme")).await
        },
        |rq, found| draw(&rq, found),
    )
}

/// The nation in the address; a delegate begins with the own one.
///
/// # Errors
/// When there can be no nation with these letters.
pub fn chosen_nation(rq: &Rq) -> Result<Option<NationCode>, Error> {
    match rq.query("nation") {
        Some("all") => Ok(None),
        Some(code) => code.parse().map(Some).map_err(|_| Error::NotFound),
        None => Ok(rq.actor().person().and_then(|person| person.nation)),
    }
}

fn draw(rq: &Rq, found: Dashboard) -> AnyView {
    let whose = found
        .nation
        .as_ref()
        .map_or("All nations", |nation| nation.name.as_str());
    let within = found
        .programme
        .as_ref()
        .map_or("all programmes", |(code, _)| code.as_str());
    let title = format!("{whose} in {within}");
    let meta = format!(
        "Cash only; contributions in kind are listed apart · sums in EUR at the newest rates on {}",
        format::date(found.on)
    );
    let own = rq.actor().person().and_then(|person| person.nation);
    let pledges = rq.may::<RecordPledge>(Subject {
        nation: own,
        ..Subject::ANY
    });
    let totals = found
        .nation
        .as_ref()
        .map_or(&found.totals, |nation| &nation.totals);
    let caption = if found.nation.is_some() {
        "Pledges of this nation"
    } else {
        "Pledges of all nations"
    };
    let count = format::counted(found.pledges.len(), "pledge", "pledges");
    let exports = vec![(rq.file("/pledges.csv"), "CSV").into()];
    view! {
        <Title text="Contributions"/>
        <PageTitle title=title meta=meta>
            {pledges.then(|| view! { <a class="button primary" href="/contributions/new">"Record a pledge"</a> })}
            <a class="button" href="/rates">"Exchange rates"</a>
        </PageTitle>
        {filters(rq, &found)}
        {sums(totals)}
        {found.nation.clone().map(own_part)}
        {matrix(rq, &found.standings)}
        <PledgeTable rows=found.pledges caption=caption/>
        <TableFooter count=count exports=exports/>
    }
    .into_any()
}

fn filters(rq: &Rq, found: &Dashboard) -> impl IntoView + use<> {
    let programme = found.programme.as_ref().map(|(code, _)| code.clone());
    let nation = found.nation.as_ref().map(|nation| nation.code.clone());
    let programmes: Vec<Choice> = found
        .programmes
        .iter()
        .map(|(code, name)| Choice::new(code.clone(), format!("{code}: {name}")))
        .collect();
    let mut nations = vec![Choice::new("all", "All nations")];
    nations.extend(
        found
            .nations
            .iter()
            .map(|(code, name)| Choice::new(code.clone(), name.clone())),
    );
    let applied = applied(rq, &[("programme", "Programme", &programmes)]);
    view! {
        <FilterBar action="/contributions" label="Filter contributions" clear="/contributions" applied=applied keep=order(rq)>
            <SelectFilter name="programme" label="Programme" options=programmes value=programme/>
            <SelectFilter name="nation" label="Nation" options=nations value=nation/>
        </FilterBar>
    }
}

/// The sums in euro with their rates, then each currency by itself.
fn sums(totals: &Totals) -> AnyView {
    if totals.by_currency.is_empty() {
        return view! { <EmptyState title="Nothing is pledged in money" text="Pledges of money are summed here; contributions in kind stand in the list of pledges."/> }.into_any();
    }
    let eur = |minor: i64| format::money(minor, "EUR");
    let (pledged, committed) = (
        eur(totals.eur.pledged_minor),
        eur(totals.eur.committed_minor),
    );
    let (paid, allocated) = (eur(totals.eur.paid_minor), eur(totals.eur.allocated_minor));
    let rates = rates_words(&totals.eur);
    let converted = totals.eur.without_rate.len() < totals.by_currency.len();
    let only_eur = totals.by_currency.len() == 1
        && totals
            .by_currency
            .first()
            .is_some_and(|sum| sum.currency.code() == "EUR");
    let facts = view! {
        <Facts>
            <Fact label="Pledged">{pledged}</Fact>
            <Fact label="Committed">{committed}</Fact>
            <Fact label="Paid">{paid}</Fact>
            <Fact label="Allocated to contracts">{allocated}</Fact>
        </Facts>
    };
    view! {
        {converted.then_some(facts)}
        {(!rates.is_empty()).then(|| view! { <p class="meta">{rates}</p> })}
        {(!only_eur).then(|| currency_table(&totals.by_currency))}
    }
    .into_any()
}

fn currency_table(sums: &[CurrencyTotals]) -> impl IntoView + use<> {
    let rows = sums
        .iter()
        .map(|sum| {
            let currency = sum.currency.to_string();
            let figures = [
                sum.pledged_minor,
                sum.committed_minor,
                sum.paid_minor,
                sum.allocated_minor,
            ];
            let [pledged, committed, paid, allocated] =
                figures.map(|minor| format::amount_exact(minor, &currency));
            view! {
                <tr>
                    <RowHead>{currency}</RowHead>
                    <NumTd label="Pledged" lead=true>{pledged}</NumTd>
                    <NumTd label="Committed">{committed}</NumTd>
                    <NumTd label="Paid">{paid}</NumTd>
                    <NumTd label="Allocated">{allocated}</NumTd>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="In the currencies of the pledges">
            <thead><tr><Th label="Currency"/><Th label="Pledged" num=true/><Th label="Committed" num=true/><Th label="Paid" num=true/><Th label="Allocated" num=true/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn own_part(nation: NationPart) -> impl IntoView {
    let needs = nation.needs.into_iter().map(need).collect_view();
    let waiting = !needs.is_empty();
    view! {
        <Panel title="Needs the nation">
            {if waiting {
                view! { <ul class="queue">{needs}</ul> }.into_any()
            } else {
                view! { <p class="meta">"Nothing is waiting: every pledge has its agreement, and what is due is paid or available."</p> }.into_any()
            }}
        </Panel>
        {funded_table(nation.funded)}
    }
}

fn need(need: Need) -> AnyView {
    let (pledge, what, since) = match need {
        Need::Agreement { pledge, since } => (
            pledge,
            "No agreement is recorded".to_owned(),
            format!("intended since {}", format::date(since)),
        ),
        Need::Payment {
            pledge,
            unpaid_minor,
            currency,
            since,
        } => (
            pledge,
            format!("{} is not paid", format::money(unpaid_minor, &currency)),
            format!("due from {}", format::date(since)),
        ),
        Need::Availability { pledge, since } => (
            pledge,
            "Not made available yet".to_owned(),
            format!("due from {}", format::date(since)),
        ),
    };
    let href = format!("/contributions/{pledge}");
    view! {
        <li><a href=href>{what}</a> " " <Tag tone=Tone::Attention label=since/><span class="meta"><span class="ref">{pledge}</span></span></li>
    }
    .into_any()
}

fn funded_table(rows: Vec<FundedMilestone>) -> AnyView {
    if rows.is_empty() {
        return view! {
            <Panel title="What the money did">
                <EmptyState title="Pays for no contract yet" text="An officer allocates parts of a pledge to contracts; their milestones then stand here."/>
            </Panel>
        }
        .into_any();
    }
    let rows = rows.into_iter().map(funded).collect_view();
    view! {
        <Panel title="What the money did">
            <Table caption="What the money did" caption_hidden=true>
                <thead><tr><Th label="Contract"/><Th label="Milestone"/><Th label="State"/><Th label="Our part of the contract" num=true/><Th label="Forecast"/><Th label="Slip" num=true/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Panel>
    }
    .into_any()
}

fn funded(row: FundedMilestone) -> impl IntoView {
    let state = row.state();
    let href = format!("/contracts/{}", row.contract);
    let milestone = row.number.map(|number| {
        let href = format!("/contracts/{}/milestones/{number}", row.contract);
        let title = row.title.clone().unwrap_or_default();
        view! { <a href=href>{title}</a> }
    });
    let none = milestone.is_none().then_some("no milestones yet");
    let forecast = row
        .forecast
        .or(row.current_baseline)
        .map(|day| view! { <Day day/> });
    view! {
        <tr>
            <RowHead><Ref reference=row.contract href=href/><div class="meta">{row.contract_title}</div></RowHead>
            <Td label="Milestone" lead=true>{milestone}{none}</Td>
            <Td label="State" lead=true>{state.map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> })}</Td>
            <NumTd label="Our part of the contract">{format::money(row.our_part_minor, &row.currency)}</NumTd>
            <Td label="Forecast">{forecast}</Td>
            <NumTd label="Slip">{row.slip_days.map(format::slip)}</NumTd>
        </tr>
    }
}
