//! The sections of those who buy: officer, evaluator, opening officer.

use super::{deadline, living};
use crate::request::{Rq, address};
use crate::ui::{
    Day, EmptyState, NumTd, Panel, Ref, RowHead, Table, Tag, Td, Th, Tone, When, format,
};
use backend::home::{
    AtRisk, Due, EvaluatorDay, OfficerDay, OpenerDay, Opening, Panel as OwnPanel, Recent, Stage,
};
use domain::reference::Series;
use leptos::prelude::*;

/// The acquisition officer's section.
pub fn officer(rq: &Rq, today: OfficerDay) -> AnyView {
    let first = today.stages.is_empty() && today.queue.is_empty();
    let queue = queue(rq, today.queue, first);
    let deadlines = deadlines(rq, today.deadlines);
    let (stages, risk, recent) = (
        stages(today.stages),
        at_risk(today.at_risk),
        recent(today.recent),
    );
    view! {
        <div class="two">
            <div class="stack">{queue} {risk} {recent}</div>
            <div class="stack">{deadlines} {stages}</div>
        </div>
    }
    .into_any()
}

fn queue(rq: &Rq, queue: Vec<Due>, first: bool) -> AnyView {
    let count = queue.len();
    let lines = queue.into_iter().map(|due| line(rq, due)).collect_view();
    let empty = match (count, first) {
        (0, true) => Some(view! {
            <EmptyState title="Begin with a need" text="Write a solicitation: what is needed, how offers are evaluated, until when. Nothing is public before you publish it."
                action=("/solicitations/new".to_owned(), "Write a solicitation".to_owned())/>
        }.into_any()),
        (0, false) => Some(view! { <EmptyState title="Nothing needs you" text="The next deadlines are beside this; what waits for you will appear here."/> }.into_any()),
        _ => None,
    };
    view! { <Panel title="Needs you">{empty} {(count > 0).then(|| view! { <ul class="queue">{lines}</ul> })}</Panel> }.into_any()
}

/// Where a thing that is due is done, what to do, and how it is marked.
fn place(due: &Due) -> (String, String, Tone) {
    if let Some(found) = counted(due) {
        return found;
    }
    let (href, words, tone) = match before_closing(due) {
        Some(found) => found,
        None => fixed(due),
    };
    (href, words.to_owned(), tone)
}

/// What is due as often as is counted.
fn counted(due: &Due) -> Option<(String, String, Tone)> {
    let count = due.number.unwrap_or_default();
    let (page, one, more, tone) = match due.kind.as_str() {
        "answer" => (
            "questions",
            "unanswered question",
            "unanswered questions",
            Tone::Attention,
        ),
        "scoring" => (
            "panel",
            "score sheet is to come in",
            "score sheets are to come in",
            Tone::Neutral,
        ),
        "moderate" => (
            "panel",
            "score to moderate",
            "scores to moderate",
            Tone::Attention,
        ),
        _ => return None,
    };
    let words = if count == 1 { one } else { more };
    let href = format!("/solicitations/{}/{page}", due.reference);
    Some((href, format!("{count} {words}"), tone))
}

/// What is due of a solicitation until it closes.
fn before_closing(due: &Due) -> Option<(String, &'static str, Tone)> {
    let reference = &due.reference;
    Some(match due.kind.as_str() {
        "draft" => (
            format!("/solicitations/{reference}/edit"),
            "draft to finish",
            Tone::Neutral,
        ),
        "review" => (
            format!("/solicitations/{reference}/review"),
            "approve or give back",
            Tone::Attention,
        ),
        "approved" => (
            format!("/solicitations/{reference}"),
            "approved: publish",
            Tone::Attention,
        ),
        "suspended" => (
            format!("/solicitations/{reference}"),
            "suspended: resume or cancel",
            Tone::Bad,
        ),
        _ => return None,
    })
}

/// The page of the lot that something is about; the page itself for the whole.
fn of_lot(path: &str, due: &Due) -> String {
    let lot = Some(due.lot.as_str()).filter(|lot| !lot.is_empty());
    let pairs: Vec<(&str, &str)> = lot.map(|lot| ("lot", lot)).into_iter().collect();
    address(path, &pairs)
}

/// The form that makes the contract of an award.
fn contract_of(due: &Due) -> String {
    let mut pairs = vec![("award", due.reference.as_str())];
    pairs.extend((!due.lot.is_empty()).then_some(("lot", due.lot.as_str())));
    address("/contracts/new", &pairs)
}

/// What waits for the decision of a second person.
fn to_decide(due: &Due) -> Option<(String, &'static str)> {
    let reference = &due.reference;
    Some(match due.kind.as_str() {
        "late" => (
            format!("/solicitations/{reference}/late"),
            "offers came after closing",
        ),
        "departure" => (
            format!("/solicitations/{reference}"),
            "decide on a departure",
        ),
        "merge" => (
            format!("/providers/{reference}/merge"),
            "decide on the merge",
        ),
        "second_person" => (
            of_lot(&format!("/solicitations/{reference}/award"), due),
            "award awaits a second person",
        ),
        "decision" => (
            format!(
                "{}#decision",
                of_lot(&format!("/solicitations/{reference}/award"), due)
            ),
            "decision awaits a second person",
        ),
        "reversal" => (
            format!("/solicitations/{reference}/compliance"),
            "reversal of an exclusion awaits a second person",
        ),
        "rate" => ("/rates#proposed".to_owned(), "rate awaits a second person"),
        _ => return None,
    })
}

/// What is due of anything else.
fn fixed(due: &Due) -> (String, &'static str, Tone) {
    if let Some((path, words)) = to_decide(due) {
        return (path, words, Tone::Attention);
    }
    if let Some(found) = living::officer(due).or_else(|| living::measured(due)) {
        return found;
    }
    let (reference, number) = (&due.reference, due.number.unwrap_or_default());
    let solicitation = |rest: &str| format!("/solicitations/{reference}{rest}");
    let contract = |rest: &str| format!("/contracts/{reference}{rest}");
    let milestone = || contract(&format!("/milestones/{number}"));
    let complaint = || solicitation(&format!("/complaints#complaint-{number}"));
    let (path, words) = match due.kind.as_str() {
        "opening" => (solicitation("/opening"), "offers wait to be opened"),
        "prices" => (solicitation("/opening"), "prices wait to be opened"),
        "inquiry" => (
            solicitation(&format!("/inquiries#inquiry-{number}")),
            "conclude the inquiry",
        ),
        "complaint" => (complaint(), "complaint about the award"),
        "complaint_answer" => (complaint(), "answer to a complaint awaits a second person"),
        "evaluated" => (
            solicitation("/compare"),
            "all scores are in: recommend an award",
        ),
        "milestone" => (milestone(), "accept or reject"),
        "damages" => (milestone(), "confirm or waive delay damages"),
        "invoice" => (
            contract(&format!("/invoices/{number}")),
            "decide on the invoice",
        ),
        "contract" => (contract_of(due), "make the contract"),
        "signature" => (contract(""), "sign the contract"),
        "option" => (
            contract(&format!("/options/{number}")),
            "decide on the option",
        ),
        "registration" => (
            format!("/registrations/{reference}"),
            "review the registration",
        ),
        "need" => (
            format!("/needs/{reference}"),
            "need expected to be published",
        ),
        "delivery" => (milestone(), "delivery"),
        "standstill" => (
            of_lot(&solicitation("/award"), due),
            "last day of the standstill",
        ),
        "questions" => (solicitation("/questions"), "questions end"),
        _ => (solicitation(""), "closes"),
    };
    let tone = match due.kind.as_str() {
        "opening" | "prices" => Tone::Sealed,
        "complaint" | "complaint_answer" => Tone::Bad,
        "registration" | "inquiry" | "evaluated" | "milestone" | "contract" | "signature"
        | "option" => Tone::Attention,
        _ => Tone::Neutral,
    };
    (path, words, tone)
}

fn line(rq: &Rq, due: Due) -> AnyView {
    let (href, words, tone) = place(&due);
    let when = match (due.at, due.day) {
        (Some(at), _) if due.zone.is_some() => {
            deadline(at, due.zone.as_deref().unwrap_or_default(), rq.at())
        }
        (Some(at), _) => view! { "since "<When at=at/> }.into_any(),
        (None, day) => day.map(|day| view! { <Day day=day/> }).into_any(),
    };
    let dated = (due.at.is_some() || due.day.is_some()).then_some(" · ");
    view! { <li><a href=href>{due.title}</a><Tag tone=tone label=words/><span class="meta">{due.reference}{dated}{when}</span></li> }.into_any()
}

fn deadlines(rq: &Rq, due: Vec<Due>) -> AnyView {
    let count = due.len();
    let lines = due.into_iter().map(|due| line(rq, due)).collect_view();
    view! {
        <Panel title="Next deadlines" meta="In the zone in which they were set, and in UTC.">
            {(count == 0).then(|| view! { <p class="meta">"No closing, end of questions or delivery is near."</p> })}
            <ul class="queue">{lines}</ul>
        </Panel>
    }
    .into_any()
}

fn stages(stages: Vec<Stage>) -> AnyView {
    if stages.is_empty() {
        return ().into_any();
    }
    let line = |stage: Stage| {
        let href = format!("/solicitations?stage={}&mine=yes", stage.stage);
        view! { <li><a href=href>{stage_words(&stage.stage)}</a><span class="num">{stage.count}</span></li> }
    };
    let lines = stages.into_iter().map(line).collect_view();
    view! { <Panel title="Your solicitations"><ul class="queue">{lines}</ul></Panel> }.into_any()
}

fn stage_words(stage: &str) -> &'static str {
    match stage {
        "writing" => "Being written",
        "open" => "Open for offers",
        "closed" => "Closed, sealed",
        "deciding" => "In evaluation and award",
        "concluded" => "Concluded",
        _ => "Ended without an award",
    }
}

fn at_risk(contracts: Vec<AtRisk>) -> AnyView {
    if contracts.is_empty() {
        return view! { <Panel title="Contracts at risk"><p class="meta">"No milestone is late and no ceiling is used by more than 80 %."</p></Panel> }.into_any();
    }
    let row = |contract: AtRisk| {
        let late = contract.worst_days.map(format::slip);
        view! {
            <tr>
                <RowHead><Ref reference=contract.reference.clone() href=format!("/contracts/{}", contract.reference)/></RowHead>
                <Td label="Title" lead=true>{contract.title}</Td>
                <NumTd label="Late milestones">{contract.slipped}</NumTd>
                <Td label="Latest">{late}</Td>
                <NumTd label="Ceiling used, %" lead=true>{contract.used_percent}</NumTd>
            </tr>
        }
    };
    let rows = contracts.into_iter().map(row).collect_view();
    view! {
        <Table caption="Contracts at risk" note="a milestone is late, or more than 80 % of the ceiling is obligated">
            <thead><tr><Th label="Reference"/><Th label="Title"/><Th label="Late milestones" num=true/><Th label="Latest"/><Th label="Ceiling used" num=true unit="%"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn recent(recent: Vec<Recent>) -> AnyView {
    if recent.is_empty() {
        return ().into_any();
    }
    let line = |one: Recent| {
        let href = Series::address(&one.reference);
        view! { <li><span>{one.what}</span><span class="meta"><Ref reference=one.reference href=href/>" · "{one.who}" · "<When at=one.at/></span></li> }
    };
    let lines = recent.into_iter().map(line).collect_view();
    view! { <Panel title="Recent changes"><ul class="queue">{lines}</ul></Panel> }.into_any()
}

/// The evaluator's section.
pub fn evaluator(today: EvaluatorDay) -> AnyView {
    if today.panels.is_empty() {
        return view! { <Panel title="Your evaluations"><EmptyState title="You sit on no panel" text="An acquisition officer chooses the panel of each evaluation. You will find what you owe here."/></Panel> }.into_any();
    }
    let lines = today.panels.into_iter().map(panel).collect_view();
    view! { <Panel title="Your evaluations"><ul class="queue">{lines}</ul></Panel> }.into_any()
}

fn panel(panel: OwnPanel) -> AnyView {
    let (reference, owed, done) = (panel.reference.clone(), panel.owed(), panel.done());
    let (folder, tone, words) = match panel.declaration.as_deref() {
        None => (
            "panel",
            Tone::Attention,
            "declare your interests".to_owned(),
        ),
        Some("conflict") => ("panel", Tone::Bad, "you declared a conflict".to_owned()),
        Some(_) if panel.offers == 0 => {
            ("panel", Tone::Sealed, "offers are not open yet".to_owned())
        }
        Some(_) if done => ("score", Tone::Good, "handed in".to_owned()),
        Some(_) if owed == 0 => ("score", Tone::Attention, "hand your sheets in".to_owned()),
        Some(_) => ("score", Tone::Attention, format!("{owed} scores to give")),
    };
    let meta = format!(
        "{reference} · {} offers × {} criteria, {} scores given, {} sheets handed in",
        panel.offers, panel.criteria, panel.given, panel.handed_in
    );
    view! { <li><a href=format!("/solicitations/{reference}/{folder}")>{panel.title}</a><Tag tone=tone label=words/><span class="meta">{meta}</span></li> }.into_any()
}

/// The opening officer's section.
pub fn opener(rq: &Rq, today: OpenerDay) -> AnyView {
    let (due, coming) = (today.due.len(), today.coming.len());
    let due_lines = today
        .due
        .into_iter()
        .map(|one| opening(rq, one, true))
        .collect_view();
    let coming_lines = today
        .coming
        .into_iter()
        .map(|one| opening(rq, one, false))
        .collect_view();
    view! {
        <div class="two">
            <Panel title="Openings due" meta="Two opening officers open together, each with an own account.">
                {(due == 0).then(|| view! { <EmptyState title="Nothing is to be opened" text="When a solicitation closes, its offers wait here for two opening officers."/> })}
                <ul class="queue">{due_lines}</ul>
            </Panel>
            <Panel title="Openings to come">
                {(coming == 0).then(|| view! { <p class="meta">"No solicitation is open."</p> })}
                <ul class="queue">{coming_lines}</ul>
            </Panel>
        </div>
    }
    .into_any()
}

fn opening(rq: &Rq, one: Opening, due: bool) -> AnyView {
    let when = deadline(one.closes_at, &one.zone, rq.at());
    let folder = if due { "/opening" } else { "" };
    let (tone, words) = match (due, one.own, one.consents.is_some()) {
        (false, ..) => (Tone::Sealed, "sealed"),
        (true, true, _) => (Tone::Neutral, "a colleague must consent"),
        (true, false, true) => (Tone::Attention, "your consent opens"),
        (true, false, false) => (Tone::Attention, "nobody has consented"),
    };
    let consents = one.consents.map(|names| format!(" · consented: {names}"));
    let prices = one
        .prices
        .then_some(" · the prices, after the technical result");
    view! {
        <li><a href=format!("/solicitations/{}{folder}", one.reference)>{one.title}</a><Tag tone=tone label=words/>
            <span class="meta">{one.reference}" · closes "{when}{prices}{consents}</span></li>
    }
    .into_any()
}
