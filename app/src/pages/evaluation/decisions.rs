//! Decisions about an award that one officer proposes and another takes, and the awards that were annulled.

use super::{lots, tone};
use crate::post::Post;
use crate::request::Rq;
use crate::ui::{
    Choice, Form, Notice, Panel, RadioGroup, RowHead, Submit, SubmitKind, Table, Tag, Td, TextArea,
    Th, Tone, format,
};
use backend::Error;
use backend::evaluation::{self, Answer, Award, AwardPage, Decision, Proposal, SettledTie};
use domain::awards::{DecisionKind, DecisionStatus, NoAwardGround};
use domain::policy::Subject;
use domain::policy::actions::{ProposeDecision, RefuseDecision};
use leptos::prelude::*;

/// What waits for a second person, or the form to propose something, and what was decided.
pub fn section(rq: &Rq, sheet: &AwardPage) -> AnyView {
    let waiting = sheet
        .decisions
        .iter()
        .find(|decision| decision.status == DecisionStatus::Proposed);
    let now = match waiting {
        Some(decision) => second_person(rq, sheet, decision),
        None => proposal(rq, sheet),
    };
    view! { {now} {history(&sheet.decisions)} {earlier(&sheet.earlier)} }.into_any()
}

fn second_person(rq: &Rq, sheet: &AwardPage, decision: &Decision) -> AnyView {
    let by = decision.proposer.clone().unwrap_or_default();
    let meta = format!(
        "Proposed by {by}, {}.",
        format::date_time(decision.proposed_at)
    );
    let (reason, meaning) = (decision.reason.clone(), decision.kind.meaning());
    let ground = decision.ground.map(NoAwardGround::label);
    let tie = decision.tie.as_ref().map(SettledTie::sentence);
    let subject = decision.proposed_by.map_or(Subject::ANY, Subject::after);
    let form = if rq.may::<RefuseDecision>(subject) {
        answer(rq, sheet, decision)
    } else {
        view! { <p>"A second officer decides: whoever proposed it cannot."</p> }.into_any()
    };
    view! {
        <Panel title=format!("Proposed: {}", decision.kind.label()) meta=meta id="decision">
            {ground.map(|ground| view! { <p>{ground}</p> })}
            {tie.map(|tie| view! { <p>{tie}</p> })}
            <p class="quote">{reason}</p>
            <p>{meaning}</p>
            {form}
        </Panel>
    }
    .into_any()
}

fn answer(rq: &Rq, sheet: &AwardPage, decision: &Decision) -> AnyView {
    let (agree, refuse) = (rq.key(), rq.key());
    let own = lots::own(rq, &sheet.process);
    let own_of_refusal = own.clone();
    let follows = match decision.kind {
        DecisionKind::SettleTie => {
            "The offer may be recommended at once. Nobody outside is told yet."
        }
        _ => "It is carried out at once, and every bidder is told.",
    };
    let act = |verb: &str| format!("{verb}-{}", decision.id);
    let (agreeing, refusing) = (act("agree"), act("refuse"));
    view! {
        <Form act=agreeing key=agree action=own label="Agree">
            <Submit label="Agree and carry it out" kind=SubmitKind::Danger consequence=follows/>
        </Form>
        <Form act=refusing key=refuse action=own_of_refusal label="Refuse">
            <TextArea name="note" label="Why it is refused" rows=2/>
            <Submit label="Refuse" kind=SubmitKind::Secondary consequence="Nothing changes; your colleague is told."/>
        </Form>
    }
    .into_any()
}

fn proposal(rq: &Rq, sheet: &AwardPage) -> AnyView {
    let award = sheet.award.as_ref().map(|award| award.status);
    let open = DecisionKind::ALL
        .iter()
        .filter(|kind| **kind != DecisionKind::SettleTie)
        .filter(|kind| kind.fits(sheet.process.status, award));
    let kinds: Vec<Choice> = open
        .map(|kind| Choice::new(kind.as_str(), kind.label()).hint(kind.meaning()))
        .collect();
    if kinds.is_empty() || !rq.may::<ProposeDecision>(Subject::ANY) {
        return ().into_any();
    }
    let ends = DecisionKind::NoAward.fits(sheet.process.status, award);
    let (title, key, unfolded) = if ends {
        ("End without an award", rq.key(), rq.form().has_errors())
    } else {
        (
            "Annul the award or override its suspension",
            rq.key(),
            rq.form().has_errors(),
        )
    };
    let first = kinds.first().map(|kind| kind.value.clone());
    let grounds = ends.then(grounds);
    let own = lots::own(rq, &sheet.process);
    view! {
        <details class="help" open=unfolded>
            <summary>{title}</summary>
            <Form act="propose" key=key action=own label=title>
                <RadioGroup name="kind" legend="What is to be decided" options=kinds value=first/>
                {grounds}
                <TextArea name="reason" label="Why" rows=4 hint="Auditors read it; where the competition ends without an award, everybody does."/>
                <Submit label="Propose it" kind=SubmitKind::Secondary consequence="A second officer decides. Nobody outside is told yet."/>
            </Form>
        </details>
    }
    .into_any()
}

fn grounds() -> AnyView {
    let grounds = NoAwardGround::ALL
        .iter()
        .map(|ground| Choice::new(ground.as_str(), ground.label()).hint(ground.meaning()))
        .collect::<Vec<_>>();
    view! { <RadioGroup name="ground" legend="Ground" options=grounds/> }.into_any()
}

fn history(decisions: &[Decision]) -> AnyView {
    let row = |decision: &Decision| {
        let decided = decision.decided_at.map(|at| {
            format!(
                "{}, {}",
                decision.decider.clone().unwrap_or_default(),
                format::date_time(at)
            )
        });
        let tone = match decision.status {
            DecisionStatus::Refused => Tone::Bad,
            _ => Tone::Neutral,
        };
        let tie = decision.tie.as_ref().map(SettledTie::sentence);
        let (kind, status) = (decision.kind.label(), decision.status.label());
        let reason = match &decision.note {
            Some(note) => format!("{}\n{note}", decision.reason),
            None => decision.reason.clone(),
        };
        let proposed = format!(
            "{}, {}",
            decision.proposer.clone().unwrap_or_default(),
            format::date_time(decision.proposed_at)
        );
        view! {
            <tr>
                <RowHead>{kind}</RowHead>
                <Td label="State" lead=true><Tag tone=tone label=status/></Td>
                <Td label="Why">{tie.map(|tie| format!("{tie} "))}{reason}</Td>
                <Td label="Proposed">{proposed}</Td>
                <Td label="Decided">{decided}</Td>
            </tr>
        }
    };
    let closed = decisions
        .iter()
        .filter(|decision| decision.status != DecisionStatus::Proposed);
    let rows: Vec<_> = closed.map(row).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <Table caption="Decisions about the award">
            <thead><tr><Th label="Decision"/><Th label="State"/><Th label="Why"/><Th label="Proposed"/><Th label="Decided"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Awards that were annulled: they stay in the record.
fn earlier(awards: &[Award]) -> AnyView {
    if awards.is_empty() {
        return ().into_any();
    }
    let row = |award: &Award| {
        let (name, offer, label) = (
            award.provider_name.clone(),
            award.offer.clone(),
            award.status.label(),
        );
        let tone = tone(award.status.tone());
        let run = award.run.map(|run| format!("run {run}"));
        let (told, approver) = (
            award.notified_at.map(format::date_time),
            award.approver.clone(),
        );
        view! {
            <tr>
                <RowHead>{name}" "<span class="ref">{offer}</span></RowHead>
                <Td label="State" lead=true><Tag tone=tone label=label/></Td>
                <Td label="Result">{run}</Td>
                <Td label="Bidders told">{told}</Td>
                <Td label="Approved by">{approver}</Td>
            </tr>
        }
    };
    let rows = awards.iter().map(row).collect_view();
    view! {
        <Notice>"An annulled award stays in the record with its notices. Each bidder keeps the notice it got and was told that the award is annulled."</Notice>
        <Table caption="Earlier awards">
            <thead><tr><Th label="Award"/><Th label="State"/><Th label="Result"/><Th label="Bidders told"/><Th label="Approved by"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Proposes, agrees or refuses; answers whether the act was one of these.
pub async fn post(post: &Post) -> Result<bool, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let reference = post.rq.param("reference");
    if post.act() == "propose" {
        let typed = Proposal {
            kind: post.value("kind"),
            ground: post.value("ground"),
            reason: post.value("reason"),
            offer: post.value("offer"),
            means: post.value("means"),
        };
        evaluation::propose(ctx, call, lots::named(&post.rq), typed).await?;
        return Ok(true);
    }
    let (answer, id) = match post.act().split_once('-') {
        Some(("agree", id)) => (Answer::Agree, id),
        Some(("refuse", id)) => (Answer::Refuse(post.value("note")), id),
        _ => return Ok(false),
    };
    let id = id.parse().map_err(|_| Error::NotFound)?;
    evaluation::decide(ctx, call, reference, id, answer).await?;
    Ok(true)
}
