//! How compliance was decided, offer by offer, and the reversal of an exclusion by two persons.

use super::{origin_tag, tabs, tone};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Choice, EmptyState, Form, Help, PageTitle, Panel, RadioGroup, RowHead, Select, Submit,
    SubmitKind, Table, Tag, Td, TextArea, Th, Tone, format,
};
use backend::Error;
use backend::evaluation::{self, Answer, ComplianceLine, CompliancePage, Reversal};
use chrono::{DateTime, Utc};
use domain::awards::DecisionStatus;
use domain::policy::Subject;
use domain::policy::actions::{CheckCompliance, DecideReversal, ProposeReversal};
use domain::states::OfferState;
use leptos::prelude::*;
use leptos_meta::Title;

/// Compliance of the offers of a solicitation.
#[component]
pub fn Compliance() -> impl IntoView {
    page(
        async |rq| evaluation::compliance_page(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, found| draw(&rq, &found),
    )
}

fn draw(rq: &Rq, found: &CompliancePage) -> AnyView {
    let process = &found.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let origin = origin_tag(&process.origin);
    let undecided = found.offers.iter();
    let undecided = undecided.filter(|line| line.status == OfferState::Opened);
    let undecided = undecided.map(choice).collect();
    let eligibility = format!("/solicitations/{reference}/eligibility");
    view! {
        <Title text=format!("Compliance of the offers of {reference}")/>
        <PageTitle title="Compliance" reference=reference.clone() state=status.label() tone=tone(status.tone()) meta=process.title.clone()>
            {origin}</PageTitle>
        {tabs(rq, &reference)}
        {waiting(rq, &found.reversals)}
        {decision(rq, undecided)}
        {offers(&found.offers)}
        {proposal(rq, &found.offers)}
        {history(&found.reversals)}
        <p><a href=eligibility>"Whether each bidder’s nation makes it eligible"</a></p>
        <Help title="What a reversal does" source="Own design; the conditions are those of GBI 4.1 and 4.5">
            <p>"The offer counts as compliant from then on: the panel scores it, and every later result takes it in. Results that are stored stay as they are, and a recommendation that nobody approved yet falls."</p>
            <p>"The exclusion stays in the record with its reason. After the technical result is fixed nothing is reversed any more."</p>
        </Help>
    }
    .into_any()
}

fn choice(line: &ComplianceLine) -> Choice {
    Choice::new(
        line.offer.clone(),
        format!("{} {}", line.offer, line.provider_name),
    )
}

/// The form of the first decision, for the offers that wait for it.
pub(super) fn decision(rq: &Rq, options: Vec<Choice>) -> AnyView {
    if options.is_empty() || !rq.may::<CheckCompliance>(Subject::ANY) {
        return ().into_any();
    }
    let key = rq.key();
    let decisions = vec![
        Choice::new("compliant", "Compliant"),
        Choice::new("not_compliant", "Not compliant")
            .hint("The offer is excluded; its record stays."),
    ];
    view! {
        <Panel title="Administrative compliance" meta=format!("{} offers wait for a decision.", options.len())>
            <Form act="compliance" key=key>
                <Select name="offer" label="Offer" options=options/>
                <RadioGroup name="decision" legend="Decision" options=decisions
                    rule="Complete, no exception to the terms, no price in volumes 1 and 2 (GBI 4.1, 4.5)"/>
                <TextArea name="reason" label="Reason" rows=2/>
                <Submit label="Record the decision" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn offers(lines: &[ComplianceLine]) -> AnyView {
    if lines.is_empty() {
        return view! { <EmptyState title="The offers are sealed" text="Compliance is decided when they are open."/> }.into_any();
    }
    let row = |line: &ComplianceLine| {
        let (name, offer) = (line.provider_name.clone(), line.offer.clone());
        let (state, label) = (tone(line.status.tone()), line.status.label());
        let open = line.not_shown.iter().cloned();
        let open = open
            .map(|words| view! { <div>{words}</div> })
            .collect_view();
        let shown = match line.not_shown.is_empty() {
            true => "shown".into_any(),
            false => view! { <Tag tone=Tone::Bad label="not shown"/>{open} }.into_any(),
        };
        let (reason, decided) = (
            line.reason.clone(),
            by(line.decider.as_deref(), line.decided_at),
        );
        view! {
            <tr>
                <RowHead>{name}" "<span class="ref meta">{offer}</span></RowHead>
                <Td label="State" lead=true><Tag tone=state label=label/></Td>
                <Td label="What must be met">{shown}</Td>
                <Td label="Reason">{reason}</Td>
                <Td label="Decided">{decided}</Td>
            </tr>
        }
    };
    let rows = lines.iter().map(row).collect_view();
    view! {
        <Table caption="Opened offers">
            <thead><tr><Th label="Offer"/><Th label="State"/><Th label="What must be met"/><Th label="Reason"/><Th label="Decided"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Who and when, where both are known.
fn by(name: Option<&str>, at: Option<DateTime<Utc>>) -> Option<String> {
    let at = format::date_time(at?);
    Some(match name {
        Some(name) => format!("{name}, {at}"),
        None => at,
    })
}

fn proposal(rq: &Rq, lines: &[ComplianceLine]) -> AnyView {
    let excluded = lines.iter().filter(|line| line.reversible);
    let options: Vec<Choice> = excluded.map(choice).collect();
    if options.is_empty() || !rq.may::<ProposeReversal>(Subject::ANY) {
        return ().into_any();
    }
    let key = rq.key();
    view! {
        <Panel title="Reverse an exclusion" meta="For a decision that turns out to be wrong. Two persons take it.">
            <Form act="propose" key=key label="Reverse an exclusion">
                <Select name="offer" label="Offer" options=options/>
                <TextArea name="reason" label="Why the condition is met after all" rows=3 hint="It becomes the reason for which the offer counts as compliant."/>
                <Submit label="Propose it" kind=SubmitKind::Secondary consequence="A second officer decides. Nothing changes before."/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn waiting(rq: &Rq, reversals: &[Reversal]) -> AnyView {
    let open = reversals.iter();
    let open = open.filter(|one| one.status == DecisionStatus::Proposed);
    open.map(|one| second_person(rq, one))
        .collect_view()
        .into_any()
}

fn second_person(rq: &Rq, reversal: &Reversal) -> AnyView {
    let subject = reversal.proposed_by.map_or(Subject::ANY, Subject::after);
    let form = if rq.may::<DecideReversal>(subject) {
        answer(rq, reversal)
    } else {
        view! { <p>"A second officer decides: whoever proposed it cannot."</p> }.into_any()
    };
    let proposed = by(reversal.proposer.as_deref(), Some(reversal.proposed_at));
    let excluded = by(reversal.excluder.as_deref(), reversal.excluded_at);
    let (because, reason) = (reversal.excluded_because.clone(), reversal.reason.clone());
    let meta = proposed.map_or_else(String::new, |proposed| format!("Proposed by {proposed}."));
    view! {
        <Panel title=format!("Proposed: reverse the exclusion of {}", reversal.offer) meta=meta>
            <h3>"Why it was excluded"</h3>
            <p class="quote">{because}</p>
            <p class="meta">{excluded}</p>
            <h3>"Why that is to be reversed"</h3>
            <p class="quote">{reason}</p>
            {form}
        </Panel>
    }
    .into_any()
}

fn answer(rq: &Rq, reversal: &Reversal) -> AnyView {
    let (agree, refuse) = (rq.key(), rq.key());
    let (agreeing, refusing) = (
        format!("agree-{}", reversal.id),
        format!("refuse-{}", reversal.id),
    );
    let of = |verb: &str| format!("{verb} to reverse the exclusion of {}", reversal.offer);
    view! {
        <Form act=agreeing key=agree label=of("Agree")>
            <Submit label="Agree and reverse it" consequence="The offer is compliant from now on; the panel has to score it."/>
        </Form>
        <Form act=refusing key=refuse label=of("Refuse")>
            <TextArea name="note" label="Why it is refused" rows=2/>
            <Submit label="Refuse" kind=SubmitKind::Secondary consequence="The exclusion stands; your colleague is told."/>
        </Form>
    }
    .into_any()
}

fn history(reversals: &[Reversal]) -> AnyView {
    let decided = reversals.iter();
    let decided = decided.filter(|one| one.status != DecisionStatus::Proposed);
    let row = |one: &Reversal| {
        let (shade, label) = match one.status {
            DecisionStatus::Refused => (Tone::Bad, "Refused"),
            _ => (Tone::Good, "Reversed"),
        };
        let why = match &one.note {
            Some(note) => format!("{}\nRefused: {note}", one.reason),
            None => one.reason.clone(),
        };
        let (offer, because) = (one.offer.clone(), one.excluded_because.clone());
        let excluded = by(one.excluder.as_deref(), one.excluded_at).unwrap_or_default();
        let proposed = by(one.proposer.as_deref(), Some(one.proposed_at));
        let decided = by(one.decider.as_deref(), one.decided_at);
        view! {
            <tr>
                <RowHead><span class="ref">{offer}</span></RowHead>
                <Td label="State" lead=true><Tag tone=shade label=label/></Td>
                <Td label="Excluded because">{because}" "<span class="meta">{excluded}</span></Td>
                <Td label="Why reversed">{why}</Td>
                <Td label="Proposed">{proposed}</Td>
                <Td label="Decided">{decided}</Td>
            </tr>
        }
    };
    let rows: Vec<_> = decided.map(row).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <Table caption="Reversals of exclusions">
            <thead><tr><Th label="Offer"/><Th label="State"/><Th label="Excluded because"/><Th label="Why reversed"/><Th label="Proposed"/><Th label="Decided"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Records the first decision on compliance.
pub(super) async fn decided(post: &Post) -> Result<(), Error> {
    post.permitted::<CheckCompliance>()?;
    let decision = match post.value("decision") {
        "compliant" => evaluation::Compliance::Compliant,
        "not_compliant" => evaluation::Compliance::NotCompliant,
        _ => return Err(Error::field("decision", "choose one of the two")),
    };
    let (reference, offer) = (post.rq.param("reference"), post.value("offer"));
    let (ctx, reason) = (post.rq.ctx(), post.value("reason"));
    evaluation::decide_compliance(ctx, &post.call, reference, offer, decision, reason).await
}

/// Decides on compliance, or proposes or decides on a reversal.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    let (ctx, call) = (post.rq.ctx(), &post.call);
    match post.act() {
        "compliance" => decided(&post).await?,
        "propose" => {
            let (offer, reason) = (post.value("offer"), post.value("reason"));
            evaluation::propose_reversal(ctx, call, &reference, offer, reason).await?;
        }
        act => {
            let (answer, id) = match act.split_once('-') {
                Some(("agree", id)) => (Answer::Agree, id),
                Some(("refuse", id)) => (Answer::Refuse(post.value("note")), id),
                _ => return Err(Error::NotFound),
            };
            let id = id.parse().map_err(|_| Error::NotFound)?;
            evaluation::decide_reversal(ctx, call, &reference, id, answer).await?;
        }
    }
    Ok(Go::to(format!("/solicitations/{reference}/compliance")))
}
