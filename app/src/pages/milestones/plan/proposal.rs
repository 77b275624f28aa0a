//! A proposal of new dates, decided line by line.

use super::question;
use crate::page::page;
use crate::pages::contracts::cells::{head, lead, td};
use crate::pages::contracts::words::dated;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, CheckboxGroup, Choice, Form, KeyValue, PageTitle, Panel, Submit, SubmitKind,
    SummaryList, Table, Tag, TextArea, Th, Tone, When, format,
};
use backend::Error;
use backend::overrides::Decision;
use backend::plan::{self, LineStatus, ShiftLine, ShiftProposal};
use domain::policy::Subject;
use domain::policy::actions::DecideShift;
use leptos::prelude::*;
use leptos_meta::Title;

/// A proposal.
#[component]
pub fn Proposal() -> impl IntoView {
    page(
        async |rq| {
            let id = rq.param("id").parse().map_err(|_| Error::NotFound)?;
            plan::shift_proposal(rq.ctx(), rq.actor(), id).await
        },
        |rq, found| draw(&rq, &found),
    )
}

fn draw(rq: &Rq, found: &ShiftProposal) -> AnyView {
    let row = &found.head;
    let title = format!("Dates that follow from “{}”", row.title);
    let name = format!("{}, milestone {}", row.contract, row.number);
    let href = format!("/contracts/{}/milestones/{}", row.contract, row.number);
    let (at, by, why) = (row.at, row.by.clone(), row.reason.clone());
    let cause = found.cause.map(|cause| cause.label());
    let who = found.attributable_to.map(|who| who.label());
    let rows: Vec<_> = found.lines.iter().map(line).collect();
    let decides = row.open > 0 && rq.may::<DecideShift>(Subject::ANY);
    view! {
        <Title text=title.clone()/>
        <Breadcrumbs links=vec![("/milestones", "Milestones").into(), ("/milestones/plan", "Plan").into()] here="Proposed dates"/>
        <PageTitle title=title reference=name.clone() meta=super::about(row)/>
        <SummaryList>
            <KeyValue key="Moved milestone"><a href=href>{name}</a></KeyValue>
            <KeyValue key="Proposed">{by}", "<When at=at/></KeyValue>
            <KeyValue key="Why">{why}</KeyValue>
            <KeyValue key="Cause">{cause}</KeyValue>
            <KeyValue key="Who answers for it">{who}</KeyValue>
        </SummaryList>
        <Table caption="Proposed dates">
            <thead><tr><Th label="Milestone"/><Th label="From"/><Th label="To"/><Th label="Approved"/><Th label="Moved by"/><Th label="Decision"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        {decides.then(|| decide(rq, found))}
    }
    .into_any()
}

fn line(line: &ShiftLine) -> AnyView {
    let href = format!("/contracts/{}/milestones/{}", line.contract, line.number);
    let by = line.by_contract.as_ref().zip(line.by_number);
    let by = by.map_or_else(
        || "the proposal".to_owned(),
        |(contract, number)| format!("{contract}/{number}"),
    );
    let tone = match line.status() {
        LineStatus::Open => Tone::Attention,
        LineStatus::Accepted => Tone::Good,
        LineStatus::Refused => Tone::Bad,
    };
    let label = line.status().label();
    let decided = line.decider.clone().zip(line.decided_at).map(|(who, at)| {
        let note = line.note.clone().map(|note| format!(": {note}"));
        view! { <div class="meta">{who}", "<When at=at/>{note}</div> }
    });
    let stale = line.is_stale().then(|| {
        let again = question(&line.contract, line.number, Some(line.to_day));
        view! { <div><Tag tone=Tone::Bad label="Moved since"/>" now "{dated(line.now_day)}". "<a href=again>"Ask anew"</a></div> }
    });
    view! {
        <tr>
            {head(view! { <a href=href>{line.title.clone()}</a><div class="meta">{format!("{}, milestone {}", line.contract, line.number)}</div> })}
            {td("From", format::date(line.from_day))}
            {lead("To", view! { <strong>{format::date(line.to_day)}</strong> })}
            {td("Approved", dated(line.current_baseline))}
            {td("Moved by", by)}
            {lead("Decision", view! { <Tag tone=tone label=label/>{decided}{stale} })}
        </tr>
    }
    .into_any()
}

fn decide(rq: &Rq, found: &ShiftProposal) -> AnyView {
    let open = found
        .lines
        .iter()
        .filter(|line| line.status() == LineStatus::Open);
    let options = open.map(|line| {
        let words = format!(
            "{}/{} {}: {}",
            line.contract,
            line.number,
            line.title,
            format::date(line.to_day)
        );
        Choice::new(line.place.to_string(), words)
    });
    let (options, key): (Vec<_>, _) = (options.collect(), rq.key());
    view! {
        <Panel title="Decide" meta="An accepted date becomes the milestone’s forecast, with this reason. The approved dates stay.">
            <Form act="decide" key=key label="Decide on dates">
                <CheckboxGroup name="place" legend="Which dates?" options=options/>
                <TextArea name="note" label="Remark" rows=2 optional=true hint="Needed to refuse."/>
                <div class="actions">
                    <Submit label="Accept the chosen dates" name="decision" value="approve"/>
                    <Submit label="Refuse the chosen dates" kind=SubmitKind::Secondary name="decision" value="refuse"/>
                </div>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Accepts or refuses dates.
pub async fn post(post: Post) -> Result<Go, Error> {
    let id = post.rq.param("id").parse().map_err(|_| Error::NotFound)?;
    let decision = Decision::from_code(post.value("decision")).ok_or(Error::NotFound)?;
    let places = post.values("place");
    let places: Result<Vec<i64>, _> = places.iter().map(|place| place.parse()).collect();
    let places = places.map_err(|_| Error::NotFound)?;
    let (ctx, call, note) = (post.rq.ctx(), &post.call, post.value("note"));
    plan::decide_shift(ctx, call, id, &places, decision, note).await?;
    Ok(Go::to(format!("/milestones/proposals/{id}")))
}
