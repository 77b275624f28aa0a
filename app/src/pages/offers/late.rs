//! The offers that came after closing: proposed to be taken by one officer, decided by another.

use super::words::received;
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::pages::tone::tone;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, EmptyState, Form, Help, KeyValue, Notice, PageTitle, Panel, RadioGroup,
    Submit, SubmitKind, SummaryList, Tag, TextArea, Tone, When, format,
};
use backend::Error;
use backend::offers::{self, LateRow, LateSheet};
use backend::overrides::Decision;
use chrono::{DateTime, Utc};
use domain::id::{AccountId, OfferId};
use domain::offers::LateGround;
use domain::overrides::OverrideStatus;
use domain::policy::Subject;
use domain::policy::actions::{DecideLateOffer, ProposeLateOffer};
use domain::states::OfferState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The late offers of a solicitation.
#[component]
pub fn LateOffersPage() -> impl IntoView {
    page(
        async |rq| offers::late_sheet(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: LateSheet) -> AnyView {
    let above = format!("/solicitations/{}", sheet.reference);
    let opening = format!("{above}/opening");
    let closes = sheet.closes_at.map(|at| deadline(at, &sheet.zone));
    let rule = sheet.rule.map(|rule| {
        view! { <KeyValue key="The rule">{rule.late.label()}". "{rule.text}" "<span class="meta">{rule.source}</span></KeyValue> }
    });
    let rows: Vec<AnyView> = (1..)
        .zip(&sheet.rows)
        .map(|(number, row)| panel(rq, &sheet, number, row))
        .collect();
    let none = rows.is_empty().then(|| {
        view! { <EmptyState title="None" text="No offer has come after closing. If one comes and the rule states an exception, it is kept sealed and stands here without its offeror’s name."/> }
    });
    view! {
        <Title text="Late offers"/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into(), (above, sheet.reference.clone()).into(), (opening, "Opening").into()] here="Late offers"/>
        <PageTitle title="Offers that came after closing" reference=sheet.reference.clone() meta=sheet.title.clone()/>
        <SummaryList>
            <KeyValue key="Closing">{closes}</KeyValue>
            {rule}
        </SummaryList>
        {none}
        {rows}
        <Help title="What happens to a late offer?" source="GBI 2.4">
            <p>"It is sealed like the others and stands on no list of what was sealed at closing. One officer proposes to take it on a ground of the rule, another decides. Taken, it is opened with the others, and the record of the opening names the decision. Refused, or not proposed before the opening, it stays sealed for good. Its offeror is told either way."</p>
            <p>"Whose it is nobody is told before the opening."</p>
        </Help>
    }
    .into_any()
}

fn panel(rq: &Rq, sheet: &LateSheet, number: i32, row: &LateRow) -> AnyView {
    let after = sheet.closes_at.map(|closes| delay(row.received_at, closes));
    let meta = format!(
        "{}{}",
        received(row.received_at),
        after
            .map(|after| format!(", {after} after closing"))
            .unwrap_or_default()
    );
    let whose = row.offer.clone().zip(row.provider.clone());
    let whose = whose.map(|(offer, name)| {
        view! { <KeyValue key="Offer">{offer}", "{name}</KeyValue> }
    });
    let (why, proposal) = (row.late_reason.clone(), proposal(row));
    let form = sheet.sealed.then(|| act(rq, row));
    let heading = format!("Late offer {number}");
    view! {
        <Panel title=heading meta=meta>
            <SummaryList>
                {whose}
                <KeyValue key="Why it came late">{why}</KeyValue>
                {proposal}
            </SummaryList>
            {form}
        </Panel>
    }
    .into_any()
}

/// How long after closing, in words.
fn delay(at: DateTime<Utc>, closes: DateTime<Utc>) -> String {
    let late = at - closes;
    let [days, hours, minutes] = [late.num_days(), late.num_hours(), late.num_minutes()]
        .map(|count| usize::try_from(count).unwrap_or_default());
    match (days, hours, minutes) {
        (0, 0, 0) => "less than a minute".to_owned(),
        (0, 0, minutes) => format::counted(minutes, "minute", "minutes"),
        (0, hours, _) => format::counted(hours, "hour", "hours"),
        (days, ..) => format::counted(days, "day", "days"),
    }
}

/// What was proposed and decided.
fn proposal(row: &LateRow) -> AnyView {
    let refused = row.status == OfferState::Excluded.as_str();
    let decision = row.decision();
    let state = match decision {
        Some(OverrideStatus::Approved) if refused => ("Not opened", Tone::Bad),
        Some(OverrideStatus::Approved) => ("Taken", Tone::Good),
        Some(status) => (status.label(), tone(status.tone())),
        None if refused => ("Refused", Tone::Bad),
        None => ("Nobody has proposed to take it", Tone::Neutral),
    };
    let proposed = row.requester.clone().zip(row.requested_at);
    let proposed = proposed.map(|(who, at)| {
        let ground = row.ground().map(LateGround::label);
        let reason = row.reason.clone();
        view! { <KeyValue key="Proposed">{ground}": "{reason}" "<span class="meta">{who}", "<When at=at/></span></KeyValue> }
    });
    let decided = row.decider.clone().zip(row.decided_at);
    let decided =
        decided.map(|(who, at)| view! { <span class="meta">{who}", "<When at=at/></span> });
    let note = row.note.clone();
    view! {
        {proposed}
        <KeyValue key="Decision"><Tag tone=state.1 label=state.0/>" "{note}" "{decided}</KeyValue>
    }
    .into_any()
}

/// What the reader may do now.
fn act(rq: &Rq, row: &LateRow) -> AnyView {
    let waits = row.status == OfferState::Late.as_str();
    match row.decision() {
        None if waits && rq.may::<ProposeLateOffer>(Subject::ANY) => propose_form(rq, row.id),
        Some(OverrideStatus::Requested) if waits => decide_form(rq, row),
        _ => ().into_any(),
    }
}

fn propose_form(rq: &Rq, offer: OfferId) -> AnyView {
    let grounds = LateGround::ALL.iter();
    let grounds: Vec<Choice> = grounds
        .map(|ground| Choice::new(ground.as_str(), ground.label()).hint(ground.meaning()))
        .collect();
    let act = format!("propose-{offer}");
    view! {
        <Form act=act key=rq.key() label="Propose to take it">
            <RadioGroup name="ground" legend="Ground" options=grounds rule="GBI 2.4: only in these cases"/>
            <TextArea name="reason" label="Reason" rows=3 hint="Auditors list it, and it is published with the record of the opening."/>
            <Submit label="Propose to take it" consequence="Another officer decides; the opening waits for the decision. Without a proposal the offer is refused at the opening."/>
        </Form>
    }
    .into_any()
}

fn decide_form(rq: &Rq, row: &LateRow) -> AnyView {
    let subject = row
        .requested_by
        .map_or(Subject::ANY, |author| Subject::after(AccountId(author)));
    if !rq.may::<DecideLateOffer>(subject) {
        return view! { <Notice title="Another officer decides">"The opening waits for the decision."</Notice> }.into_any();
    }
    let act = format!("decide-{}", row.id);
    view! {
        <Form act=act key=rq.key() label="Decide on the late offer">
            <TextArea name="note" label="Remark" rows=2 optional=true hint="Needed to refuse: the offeror reads it."/>
            <div class="actions">
                <Submit label="Take the offer" name="decision" value="approve"/>
                <Submit label="Refuse the offer" kind=SubmitKind::Secondary name="decision" value="refuse"/>
            </div>
        </Form>
    }
    .into_any()
}

/// Proposes or decides; the form's act names the offer.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let (act, offer) = post.act().split_once('-').ok_or(Error::NotFound)?;
    let offer: OfferId = offer.parse().map_err(|_| Error::NotFound)?;
    match (act, Decision::from_code(post.value("decision"))) {
        ("propose", _) => {
            let (ground, reason) = (post.value("ground"), post.value("reason"));
            offers::propose_late(ctx, call, offer, ground, reason).await?;
        }
        ("decide", Some(decision)) => {
            offers::decide_late(ctx, call, offer, decision, post.value("note")).await?;
        }
        _ => return Err(Error::NotFound),
    }
    let reference = post.rq.param("reference");
    Ok(Go::to(format!("/solicitations/{reference}/late")))
}
