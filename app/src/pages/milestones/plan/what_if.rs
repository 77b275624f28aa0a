//! What would follow if a milestone came on another day, and its proposal.

use super::{named, page_of};
use crate::page::page;
use crate::pages::contracts::cells::{head, lead, num_lead, td};
use crate::pages::contracts::typed::read;
use crate::pages::contracts::words::{choices, dated, tone};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, DateFilter, Form, Help, Notice, PageTitle, Panel, Select, Submit, Table, Tag,
    TextArea, Th, Tone, format,
};
use backend::plan::{self, Effect, Needed, OptionInTheWay, ShiftInput, WhatIf};
use backend::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::milestones::{Attribution, CauseCode};
use domain::policy::Subject;
use domain::policy::actions::ProposeShift;
use domain::text::Prose;
use leptos::prelude::*;
use leptos_meta::Title;
use std::collections::BTreeMap;

/// The question and its answer.
#[component]
pub fn WhatIfPage() -> impl IntoView {
    page(
        async |rq| {
            let (contract, number) = asked(&rq)?;
            plan::what_if(rq.ctx(), rq.actor(), &contract, number, day(&rq)).await
        },
        |rq, found| draw(&rq, &found),
    )
}

fn asked(rq: &Rq) -> Result<(String, i64), Error> {
    let contract = rq.query("contract").ok_or(Error::NotFound)?;
    let number = rq.query("number").and_then(|number| number.parse().ok());
    Ok((
        contract.to_ascii_uppercase(),
        number.ok_or(Error::NotFound)?,
    ))
}

fn day(rq: &Rq) -> Option<NaiveDate> {
    rq.query("to").and_then(|day| day.parse().ok())
}

fn draw(rq: &Rq, found: &WhatIf) -> AnyView {
    let node = &found.node;
    let to = day(rq);
    let meta = format!(
        "{} · {} · expected {}",
        node.contract_title,
        node.provider_name,
        node.day().map(format::date).unwrap_or_default()
    );
    let title = format!("What if “{}” came on another day?", node.title);
    let answer = match to {
        None => ().into_any(),
        Some(_) if found.effects.is_empty() => {
            view! { <Notice title="Nothing moves">"The milestone is expected on this day already."</Notice> }.into_any()
        }
        Some(to) => answer(rq, found, to),
    };
    view! {
        <Title text=title.clone()/>
        <Breadcrumbs links=vec![("/milestones", "Milestones").into(), ("/milestones/plan", "Plan").into(), (page_of(node), node.name()).into()] here="What if"/>
        <PageTitle title=title reference=node.name() meta=meta/>
        {ask(node.contract.clone(), node.number, to)}
        {answer}
    }
    .into_any()
}

fn ask(contract: String, number: i64, to: Option<NaiveDate>) -> AnyView {
    let to = to.map(|day| day.to_string());
    view! {
        <form method="get" action="/milestones/what-if" class="bar" aria-label="Another day">
            <input type="hidden" name="contract" value=contract/>
            <input type="hidden" name="number" value=number.to_string()/>
            <DateFilter name="to" label="It would come on" value=to/>
            <button class="button" type="submit">"Show what follows"</button>
        </form>
    }
    .into_any()
}

/// The most rows that the answer shows; its sentence counts all.
const SHOWN: usize = 500;

fn answer(rq: &Rq, found: &WhatIf, to: NaiveDate) -> AnyView {
    let proposes = rq.may::<ProposeShift>(Subject::ANY);
    let rows: Vec<_> = found.effects.iter().take(SHOWN).map(row).collect();
    let cut = (found.effects.len() > SHOWN).then(|| {
        view! { <Notice title="Not every one is shown">"The first five hundred that move are. A proposal holds all of them."</Notice> }
    });
    view! {
        <p class="lead">{sentence(found, to)}</p>
        {cut}
        <Table caption="What follows" note="nothing is stored">
            <thead><tr>
                <Th label="Milestone"/><Th label="From"/><Th label="To"/><Th label="Moved by"/><Th label="Against approved"/>
                <Th label="Payment that comes later" num=true/><Th label="Delay damages" num=true/><Th label="Also"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <Help title="How is it computed?" source="own design; delay damages: NCIA GTC A.4.9">
            <p>"Each milestone that waits moves to the first day that its waits allow, and no further. Delay damages are those of that milestone alone, met on the new day, if nothing excuses the delay: 0.1 % of its payment a day, at most 20 %; they run for key dates and for dates that were extended before. Approved dates stay: only a modification moves them."</p>
        </Help>
        {proposes.then(|| propose(rq))}
    }
    .into_any()
}

/// The answer in one sentence.
fn sentence(found: &WhatIf, to: NaiveDate) -> String {
    let others = found.effects.len() - 1;
    let moved = match others {
        0 => "Nothing else moves".to_owned(),
        1 => "One other milestone moves".to_owned(),
        more => format!("{more} other milestones move"),
    };
    let contracts: std::collections::BTreeSet<_> = found
        .effects
        .iter()
        .map(|effect| &effect.node.contract)
        .collect();
    let over = match contracts.len() {
        0 | 1 => String::new(),
        more => format!(", over {more} contracts"),
    };
    let mut later = BTreeMap::<&str, i64>::new();
    for effect in found
        .effects
        .iter()
        .filter(|effect| effect.to > effect.from)
    {
        *later.entry(&effect.node.currency).or_default() += effect.node.value_minor.unwrap_or(0);
    }
    let later = later.into_iter().filter(|(_, minor)| *minor > 0);
    let later: Vec<_> = later
        .map(|(currency, minor)| format::money(minor, currency))
        .collect();
    let paid = match later.is_empty() {
        true => String::new(),
        false => format!(" Payments of {} come later.", later.join(" and ")),
    };
    format!("{moved}{over} if it comes on {}.{paid}", format::date(to))
}

fn row(effect: &Effect) -> AnyView {
    let by = effect.by.as_ref().map(|by| {
        view! { <a href=page_of(by)>{format!("{}/{}", by.contract, by.number)}</a> }
    });
    let by = by.map_or_else(|| "you".into_any(), IntoAny::into_any);
    let class = effect.class_then.map(|class| {
        let changed = effect.class_now.filter(|now| *now != class);
        let before = changed.map(|now| format!(", was {}", now.label().to_lowercase()));
        view! { <Tag tone=tone(class.tone()) label=class.label()/><span class="meta">{before}</span> }
    });
    let slip = effect.slip_current.map(format::slip);
    let money = |minor: Option<i64>| minor.map(|minor| format::money(minor, &effect.node.currency));
    let later = effect
        .node
        .value_minor
        .filter(|minor| *minor > 0 && effect.to > effect.from);
    let days = (effect.to - effect.from).num_days();
    let change = if days < 0 {
        format!("{} earlier", format::days(-days))
    } else {
        format!("{} later", format::days(days))
    };
    view! {
        <tr>
            {head(named(&effect.node))}
            {td("From", dated(Some(effect.from)))}
            {lead("To", view! { <strong>{dated(Some(effect.to))}</strong><div class="meta">{change}</div> })}
            {td("Moved by", by)}
            {lead("Against approved", view! { <div>{class}</div><div class="meta">{slip}</div> })}
            {num_lead("Payment that comes later", money(later))}
            {num_lead("Delay damages", money(effect.damages_minor))}
            {td("Also", also(effect))}
        </tr>
    }
    .into_any()
}

/// Options and the contract's end.
fn also(effect: &Effect) -> AnyView {
    let option = |option: &OptionInTheWay| {
        let href = format!("/contracts/{}/options/{}", option.contract, option.number);
        let words = format!(
            "Option {} ({}): notice is due on {}, before it is met.",
            option.number,
            format::money(option.value_minor, &effect.node.currency),
            format::date(option.notice_by)
        );
        view! { <div><a href=href>{words}</a></div> }
    };
    let options: Vec<_> = effect.options.iter().map(option).collect();
    let end = effect.node.contract_ends.filter(|_| effect.after_end);
    let end = end.map(|day| {
        let words = format!("After the contract’s last day, {}.", format::date(day));
        view! { <div><Tag tone=Tone::Bad label="After the end"/>" "{words}</div> }
    });
    let needed: Vec<_> = effect.capabilities.iter().map(needed).collect();
    view! { {options}{end}{needed} }.into_any()
}

/// A capability milestone that would come after the day from which it is needed.
fn needed(needed: &Needed) -> AnyView {
    let gated = &needed.gated;
    let href = format!(
        "/capabilities/{}/milestones/{}",
        gated.reference, gated.number
    );
    let name = format!("{} of {}", gated.title, gated.name);
    let already = needed.already.then_some(" It comes too late already.");
    let words = format!(
        " would come {} after its need date, {}.",
        format::days(needed.days),
        gated.need_date.map(format::date).unwrap_or_default()
    );
    view! { <div><Tag tone=Tone::Bad label="Needed earlier"/>" "<a href=href>{name}</a>{words}{already}</div> }
        .into_any()
}

fn propose(rq: &Rq) -> AnyView {
    let key = rq.key();
    view! {
        <Panel title="Propose these dates" meta="Nothing moves until each date is accepted.">
            <Form act="propose" key=key label="Propose these dates">
                <Select name="cause" label="Cause" options=choices(CauseCode::ALL, CauseCode::as_str, CauseCode::label)/>
                <Select name="attributable_to" label="Who answers for it" options=choices(Attribution::ALL, Attribution::as_str, Attribution::label)/>
                <TextArea name="reason" label="What happened" maxlength=2000 rows=3/>
                <Submit label="Propose the dates"/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Keeps what follows as a proposal.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (contract, number) = asked(&post.rq)?;
    let to = day(&post.rq).ok_or_else(|| Error::not_now("choose a day first"))?;
    let mut errors = FieldErrors::default();
    let reason = errors.take("reason", Prose::parse(post.value("reason")));
    let cause = errors.take("cause", post.value("cause").parse::<CauseCode>());
    let who = errors.take(
        "attributable_to",
        post.value("attributable_to").parse::<Attribution>(),
    );
    errors.finish()?;
    let input = ShiftInput {
        contract,
        number,
        to,
        reason: read(reason)?,
        cause: read(cause)?,
        attributable_to: read(who)?,
    };
    let id = plan::propose_shift(post.rq.ctx(), &post.call, &input).await?;
    Ok(Go::to(format!("/milestones/proposals/{id}")))
}
