//! The page of one need.

use super::words::{days, estimate, method};
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::pages::tone::tone;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Fact, Facts, Form, KeyValue, NumTd, PageTitle, Panel, RowHead, Step,
    StepState, Steps, Submit, SubmitKind, SummaryList, Table, Tag, Td, TextArea, Th, format,
};
use backend::Error;
use backend::needs::requests::RequestRow;
use backend::needs::{self, Sheet};
use domain::needs::{FundingLine, funding};
use domain::policy::Subject;
use domain::policy::actions::{AskMarket, EditNeed, MoveNeed, ReadPrivateNeeds, TurnNeed};
use domain::states::{NeedEvent, NeedState, allowed};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of one need.
#[component]
pub fn NeedSheet() -> impl IntoView {
    page(
        async |rq| needs::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &Sheet) -> AnyView {
    let record = &sheet.record;
    let (reference, title, status) = (
        record.reference.clone(),
        record.title.clone(),
        record.status,
    );
    let mark = (record.origin == "demonstration").then(|| view! { <Tag label="demonstration"/> });
    let links = links(rq, sheet);
    let steps = (status != NeedState::Dropped).then(|| steps(status));
    let facts = facts(sheet);
    let (left, right) = (
        [
            Some(description(sheet)),
            requests(rq, sheet),
            funded(rq, sheet),
        ],
        [Some(about(sheet)), moves(rq, sheet)],
    );
    let heading = format!("{reference} {title}");
    view! {
        <Title text=heading/>
        <Breadcrumbs links=vec![("/needs", "Needs").into()] here=reference.clone()/>
        <PageTitle title=title reference=reference state=status.label() tone=tone(status.tone()) meta=status.meaning()>
            {mark}
            {links}
        </PageTitle>
        {steps}
        {facts}
        <div class="two">
            <div class="stack">
                {left.into_iter().collect_view()}
            </div>
            <div class="stack">
                {right.into_iter().collect_view()}
            </div>
        </div>
    }
    .into_any()
}

fn links(rq: &Rq, sheet: &Sheet) -> AnyView {
    let record = &sheet.record;
    let edit = (!record.status.is_terminal() && rq.may::<EditNeed>(Subject::ANY))
        .then(|| format!("/needs/{}/edit", record.reference));
    let solicitation = sheet
        .solicitation
        .as_ref()
        .map(|reference| format!("/solicitations/{reference}"));
    view! {
        {edit.map(|href| view! { <a class="button" href=href>"Edit need"</a> })}
        {solicitation.map(|href| view! { <a class="button primary" href=href>"The solicitation"</a> })}
    }
    .into_any()
}

fn steps(status: NeedState) -> AnyView {
    let way = [
        NeedState::Idea,
        NeedState::Planned,
        NeedState::MarketResearch,
        NeedState::Ready,
        NeedState::Turned,
    ];
    let reached = way
        .iter()
        .position(|one| *one == status)
        .unwrap_or_default();
    let steps = way.iter().enumerate().map(|(index, one)| {
        let state = match index.cmp(&reached) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Current,
            std::cmp::Ordering::Greater => StepState::Ahead,
        };
        Step::new(one.label(), state)
    });
    view! { <Steps steps=steps.collect() label="From idea to solicitation"/> }.into_any()
}

fn facts(sheet: &Sheet) -> AnyView {
    let record = &sheet.record;
    let or = |text: Option<String>, none: &str| text.unwrap_or_else(|| none.to_owned());
    let expected = or(
        days(record.expected_from, record.expected_to),
        "not planned",
    );
    let value = or(estimate(record), "not estimated");
    let method = or(
        method(record.method.map(|one| one.as_str())),
        "not known yet",
    );
    let area = or(sheet.area.clone(), "not chosen");
    let authority = record.authority.label();
    view! {
        <Facts>
            <Fact label="Publication expected">{expected}</Fact>
            <Fact label="Estimate" note="including all options">{value}</Fact>
            <Fact label="Expected method" note=authority>{method}</Fact>
            <Fact label="Functional area">{area}</Fact>
        </Facts>
    }
    .into_any()
}

fn description(sheet: &Sheet) -> AnyView {
    let text = &sheet.record.description;
    let paragraphs = text
        .split("\n\n")
        .filter(|text| !text.trim().is_empty())
        .map(|text| view! { <p>{text.to_owned()}</p> })
        .collect_view();
    let nothing = text
        .is_empty()
        .then(|| view! { <p class="meta">"Not described yet."</p> });
    let codes: Vec<AnyView> = sheet
        .record
        .strategy
        .iter()
        .map(|code| {
            view! { <li><a href=format!("/strategy/{code}")>{code.clone()}</a></li> }.into_any()
        })
        .collect();
    let serves =
        (!codes.is_empty()).then(|| view! { <h3>"Serves in the Strategy"</h3><ul>{codes}</ul> });
    view! { <Panel title="Need">{paragraphs}{nothing}{serves}</Panel> }.into_any()
}

fn about(sheet: &Sheet) -> AnyView {
    let record = &sheet.record;
    let programme = record.programme.clone().zip(sheet.programme.clone()).map(|(code, name)| {
        view! { <KeyValue key="Programme"><a href=format!("/programmes/{code}")>{name}</a></KeyValue> }
    });
    let solicitation = sheet.solicitation.clone().map(|reference| {
        view! { <KeyValue key="Solicitation"><a href=format!("/solicitations/{reference}")>{reference.clone()}</a></KeyValue> }
    });
    let yes_no = |yes: bool| if yes { "yes" } else { "no" };
    let dropped = record
        .reason
        .clone()
        .map(|reason| view! { <KeyValue key="Dropped because">{reason}</KeyValue> });
    let author = sheet
        .author
        .clone()
        .map(|author| view! { <KeyValue key="Written by">{author}</KeyValue> });
    let (commercial, public) = (yes_no(record.commercial_service), yes_no(record.public));
    view! {
        <Panel title="About">
            <SummaryList>
                {programme}
                {solicitation}
                {dropped}
                <KeyValue key="Commercial product or service">{commercial}</KeyValue>
                <KeyValue key="Public to providers">{public}</KeyValue>
                {author}
            </SummaryList>
        </Panel>
    }
    .into_any()
}

fn requests(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let record = &sheet.record;
    let asks = record.status == NeedState::MarketResearch
        && record.public
        && rq.may::<AskMarket>(Subject::ANY);
    let href = format!("/needs/{}/ask", record.reference);
    let button = asks.then(|| view! { <p><a class="button" href=href>"Ask the market"</a></p> });
    if sheet.requests.is_empty() {
        if record.status != NeedState::MarketResearch {
            return None;
        }
        let text = if record.public {
            "Nobody was asked yet. A request for information has its own closing date, and each provider answers once."
        } else {
            "Make the need public, then ask: providers must be able to read it."
        };
        return Some(
            view! { <Panel title="Requests for information"><EmptyState title="No questions yet" text=text/>{button}</Panel> }
                .into_any(),
        );
    }
    let rows = sheet
        .requests
        .iter()
        .map(|one| request(rq, one))
        .collect_view();
    Some(
        view! {
            <Panel title="Requests for information">
                <Table caption="Requests for information" caption_hidden=true>
                    <thead><tr><Th label="Reference"/><Th label="Title"/><Th label="Closes"/><Th label="Stage"/></tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
                {button}
            </Panel>
        }
        .into_any(),
    )
}

fn request(rq: &Rq, one: &RequestRow) -> AnyView {
    let stage = match (one.summarised, rq.at() > one.closes_at) {
        (true, _) => "summary published",
        (false, true) => "closed",
        (false, false) => "open",
    };
    let (href, one) = (format!("/requests/{}", one.reference), one.clone());
    let closes = deadline(one.closes_at, &one.zone);
    view! {
        <tr>
            <RowHead><a href=href>{one.reference}</a></RowHead>
            <Td label="Title" lead=true>{one.title}</Td>
            <Td label="Closes">{closes}</Td>
            <Td label="Stage" lead=true><Tag label=stage/></Td>
        </tr>
    }
    .into_any()
}

fn funded(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    if !rq.may::<ReadPrivateNeeds>(Subject::ANY) {
        return None;
    }
    let record = &sheet.record;
    if record.funding.is_empty() {
        return Some(
            view! { <Panel title="Funding"><EmptyState title="No funding lines" text="Name the programmes and nations that may pay; the sum is held against the estimate."/></Panel> }
                .into_any(),
        );
    }
    let sum = funding(&record.funding, record.high_minor);
    let money = |minor: i64| format::money(minor, record.currency.code());
    let rows = record
        .funding
        .iter()
        .map(|line| funding_row(line, money(line.amount_minor)))
        .collect_view();
    let gap = if record.high_minor.is_none() {
        "not estimated".to_owned()
    } else if sum.gap == 0 {
        "covered".to_owned()
    } else {
        format!("{} missing", money(sum.gap))
    };
    let (planned, committed) = (money(sum.planned), money(sum.committed));
    Some(
        view! {
            <Panel title="Funding" meta="Only buyers see it.">
                <Facts>
                    <Fact label="Committed">{committed}</Fact>
                    <Fact label="Planned">{planned}</Fact>
                    <Fact label="Upper end of the estimate">{gap}</Fact>
                </Facts>
                <Table caption="Funding lines" caption_hidden=true>
                    <thead><tr><Th label="Programme"/><Th label="Nation"/><Th label="Standing"/><Th label="Amount" num=true/></tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
            </Panel>
        }
        .into_any(),
    )
}

fn funding_row(line: &FundingLine, amount: String) -> AnyView {
    let line = line.clone();
    let programme = line.programme.unwrap_or_else(|| "none".to_owned());
    view! {
        <tr>
            <RowHead>{programme}</RowHead>
            <Td label="Nation" lead=true>{line.nation}</Td>
            <Td label="Standing"><Tag tone=tone(line.status.tone()) label=line.status.label()/></Td>
            <NumTd label="Amount" lead=true>{amount}</NumTd>
        </tr>
    }
    .into_any()
}

/// The steps that are open to the person.
fn moves(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let record = &sheet.record;
    let events: Vec<NeedEvent> = allowed(record.status).collect();
    if events.is_empty() || !rq.may::<MoveNeed>(Subject::ANY) {
        return None;
    }
    let form = |event: NeedEvent, inside: AnyView| {
        let (key, version) = (rq.key(), rq.version(record.version));
        view! { <Form act=event.as_str() key=key version=version label=event.label()>{inside}</Form> }
            .into_any()
    };
    let button = |event: NeedEvent| {
        match event {
        NeedEvent::Drop => form(
            event,
            view! {
                <TextArea name="reason" label="Why it is dropped" rows=2/>
                <Submit label="Drop need" kind=SubmitKind::Danger consequence="It ends here. Those who may read it see why."/>
            }
            .into_any(),
        ),
        NeedEvent::Turn => form(
            event,
            view! { <Submit label=event.label() consequence="Makes a draft solicitation with everything that is written here. The need stays linked and is not changed any more."/> }
                .into_any(),
        ),
        other => form(
            other,
            view! { <Submit label=other.label() kind=SubmitKind::Secondary/> }.into_any(),
        ),
    }
    };
    let forms: Vec<AnyView> = events
        .into_iter()
        .filter(|event| *event != NeedEvent::Turn || rq.may::<TurnNeed>(Subject::ANY))
        .map(button)
        .collect();
    Some(view! { <Panel title="Next steps">{forms}</Panel> }.into_any())
}

/// Moves a need on, or turns it into a solicitation.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call, reference) = (post.rq.ctx(), &post.call, post.rq.param("reference"));
    let version = post.version()?;
    let event: NeedEvent = post.act().parse().map_err(|_| Error::NotFound)?;
    if event == NeedEvent::Turn {
        let made = needs::turn(ctx, call, reference, version).await?;
        return Ok(Go::to(format!("/solicitations/{made}")));
    }
    let reason = post.value("reason");
    needs::advance(ctx, call, reference, version, event, reason).await?;
    Ok(Go::to(format!("/needs/{reference}")))
}
