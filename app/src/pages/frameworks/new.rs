//! Making a framework from signed contracts.

use super::call_off::optional;
use crate::page::page;
use crate::pages::contracts::cells::{head, td};
use crate::pages::contracts::typed::{day, optional_amount, optional_day, read};
use crate::pages::contracts::words::vehicle;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, DateFields, EmptyState, Form, Help, NumberInput, PageTitle, RadioGroup,
    Submit, Table, TextArea, TextInput, Th,
};
use backend::frameworks::{self, FrameworkInput, Joinable};
use backend::{Error, FieldErrors};
use domain::frameworks::{AllocationRule, Ramp};
use domain::money::Currency;
use domain::policy::Subject;
use domain::policy::actions::KeepFramework;
use domain::policy::permit;
use domain::text::Line;
use leptos::prelude::*;
use leptos_meta::Title;

/// The form for a new framework.
#[component]
pub fn NewFramework() -> impl IntoView {
    page(
        async |rq| {
            permit::<KeepFramework>(rq.actor(), Subject::ANY)?;
            frameworks::joinable(rq.ctx(), rq.actor()).await
        },
        |rq, contracts| draw(&rq, contracts),
    )
}

fn draw(rq: &Rq, contracts: Vec<Joinable>) -> AnyView {
    let body = if contracts.len() < 2 {
        let text = "A framework joins at least two contracts that are signed, order by call-off and belong to no framework. Make and sign each holder’s contract from its award first.";
        let action = ("/contracts".to_owned(), "To the contracts".to_owned());
        view! { <EmptyState title="Too few signed contracts" text=text action=action/> }.into_any()
    } else {
        form(rq, contracts)
    };
    view! {
        <Title text="Make a framework"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), ("/frameworks", "Frameworks").into()] here="New framework"/>
            <PageTitle title="Make a framework" meta="It joins signed contracts of several holders. Each keeps its own page, orders, invoices and modifications."/>
            {body}
        </div>
    }
    .into_any()
}

fn form(rq: &Rq, contracts: Vec<Joinable>) -> AnyView {
    let key = rq.key();
    let rules = AllocationRule::ALL
        .iter()
        .map(|rule| Choice::new(rule.as_str(), rule.label()).hint(rule.meaning()));
    let rules: Vec<Choice> = rules.collect();
    let holders = holders(contracts);
    let (terms, windows) = (terms(), windows());
    view! {
        <Form act="make" key=key>
            <TextInput name="title" label="What it is called" maxlength=200/>
            {holders}
            <RadioGroup name="rule" legend="How a call-off finds its holder" options=rules rule="As announced in the competition; it never changes (EU-24 art. 33; STC M.2)"/>
            {terms}
            {windows}
            <Submit label="Make the framework" consequence="From now on these contracts take orders only through the framework."/>
        </Form>
        <Help title="What becomes of the contracts?" source="own design">
            <p>"Nothing but their place: signature, invoices, modifications, options and the end of each work as before. Their own limits hold beside the common ceiling."</p>
        </Help>
    }
    .into_any()
}

/// The field of a contract's place.
fn place(reference: &str) -> String {
    format!("place_{reference}")
}

fn holders(contracts: Vec<Joinable>) -> AnyView {
    let row = |one: Joinable| {
        let label = format!("Place of {}", one.reference);
        let href = format!("/contracts/{}", one.reference);
        let kind = format!("{}, {}", vehicle(&one.vehicle), one.currency);
        view! {
            <tr>
                {head(view! { <a class="ref" href=href>{one.reference.clone()}</a><div class="meta">{one.title}</div> })}
                {td("Holder", one.provider_name)}
                {td("Kind", kind)}
                {td("Place", view! { <NumberInput name=place(&one.reference) label=label size=4 optional=true/> })}
            </tr>
        }
    };
    let rows: Vec<_> = contracts.into_iter().map(row).collect();
    view! {
        <h2 id="make-holders">"Holders"</h2>
        <p class="meta">"Write 1, 2, 3 beside the contracts of the holders, in rank; leave the others empty. All are of one kind and in one currency, and each holder has one."</p>
        <Table caption="Signed contracts that order by call-off" caption_hidden=true>
            <thead><tr><Th label="Contract"/><Th label="Holder"/><Th label="Kind"/><Th label="Place"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn terms() -> AnyView {
    view! {
        <NumberInput name="ceiling" label="Ceiling of all holders together" size=16 optional=true hint="In the contracts’ currency. Empty only where money is in the orders alone: basic ordering agreements and the like."
            rule="NPP 20: the original ceiling binds; it never rises"/>
        <NumberInput name="free_up_to" label="Directly, without a written reason, up to" size=16 optional=true hint="For a direct rule; empty where each choice is explained." rule="STC M.2: fair opportunity"/>
        <DateFields name="ordering_starts_on" legend="First day for call-offs"/>
        <DateFields name="ordering_ends_on" legend="Last day for call-offs" rule="EU-24 art. 33: a framework agreement lasts at most four years unless this is justified"/>
        <TextArea name="longer_reason" label="Why it lasts longer" rows=2 maxlength=2000 optional=true hint="Only for a framework agreement of more than four years."/>
        <DateFields name="competed_on" legend="The open competition ended on" optional=true hint="Empty where the competition was not open." rule="NPP 20: an award is pre-competed within five years of it"/>
        <NumberInput name="answer_days" label="Days that a holder has to answer" unit="days" size=4 value="5" rule="For a cascade"/>
        <TextArea name="purchasers" label="Eligible purchasers" rows=3 maxlength=4000 optional=true hint="One a line; empty for all NATO bodies and national agencies of Allies." rule="GTC A.1.3(21), STC A.4"/>
    }
    .into_any()
}

fn windows() -> AnyView {
    view! {
        <DateFields name="on_ramp_from" legend="Holders may join from" optional=true hint="An on-ramp window; further ones can be announced later."/>
        <DateFields name="on_ramp_to" legend="Holders may join until" optional=true/>
        <DateFields name="off_ramp_from" legend="Holders may leave from" optional=true/>
        <DateFields name="off_ramp_to" legend="Holders may leave until" optional=true/>
    }
    .into_any()
}

/// The contracts to which a place is written, in rank.
fn ranked(post: &Post, joinable: &[Joinable], errors: &mut FieldErrors) -> Vec<String> {
    let mut ranked: Vec<(u32, String)> = Vec::new();
    for one in joinable {
        let name = place(&one.reference);
        let text = post.value(&name).trim().to_owned();
        if text.is_empty() {
            continue;
        }
        match text.parse::<u32>() {
            Ok(number) if number > 0 && ranked.iter().all(|(taken, _)| *taken != number) => {
                ranked.push((number, one.reference.clone()));
            }
            Ok(number) if number > 0 => errors.add(name, "another contract has this place"),
            _ => errors.add(name, "write a place such as 1"),
        }
    }
    ranked.sort();
    ranked.into_iter().map(|(_, reference)| reference).collect()
}

fn ramp(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<Ramp> {
    let from = optional_day(post, errors, &format!("{name}_from"));
    let to = optional_day(post, errors, &format!("{name}_to"));
    match (from, to) {
        (Some(from), Some(to)) => Some(Ramp { from, to }),
        (None, None) => None,
        _ => {
            errors.add(format!("{name}_to"), "write both days, or neither");
            None
        }
    }
}

/// Makes the framework.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    let joinable = frameworks::joinable(ctx, post.rq.actor()).await?;
    let mut errors = FieldErrors::default();
    let contracts = ranked(&post, &joinable, &mut errors);
    let chosen = joinable
        .iter()
        .find(|one| contracts.first() == Some(&one.reference));
    let currency = chosen.and_then(|one| one.currency.parse::<Currency>().ok());
    let currency = currency.unwrap_or(Currency::EUR);
    let title = errors.take("title", Line::parse(post.value("title")));
    let rule = post.value("rule").parse::<AllocationRule>();
    let rule = errors.take("rule", rule.map_err(|_| "choose a rule"));
    let days = post.value("answer_days").parse::<u16>();
    let days = errors.take("answer_days", days.map_err(|_| "write a number of days"));
    let starts = day(&post, &mut errors, "ordering_starts_on");
    let ends = day(&post, &mut errors, "ordering_ends_on");
    let ceiling_minor = optional_amount(&post, &mut errors, "ceiling", currency);
    let free_up_to_minor = optional_amount(&post, &mut errors, "free_up_to", currency);
    let longer_reason = optional(&post, &mut errors, "longer_reason");
    let competed_on = optional_day(&post, &mut errors, "competed_on");
    let on_ramp = ramp(&post, &mut errors, "on_ramp");
    let off_ramp = ramp(&post, &mut errors, "off_ramp");
    let purchasers = purchasers(&post, &mut errors);
    errors.finish()?;
    let input = FrameworkInput {
        title: read(title)?,
        rule: read(rule)?,
        contracts,
        ceiling_minor,
        free_up_to_minor,
        ordering_starts_on: read(starts)?,
        ordering_ends_on: read(ends)?,
        longer_reason,
        competed_on,
        answer_days: read(days)?,
        purchasers,
        on_ramp,
        off_ramp,
    };
    let reference = frameworks::make(ctx, &post.call, input).await?;
    Ok(Go::to(format!("/frameworks/{reference}")))
}

fn purchasers(post: &Post, errors: &mut FieldErrors) -> Vec<String> {
    let text = post.value("purchasers").to_owned();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let read = lines.map(|line| Line::<200>::parse(line).map(String::from));
    let read: Result<Vec<String>, _> = read.collect();
    errors.take("purchasers", read).unwrap_or_default()
}
