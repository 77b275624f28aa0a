//! What a person may do with a solicitation: links by role, publishing, cancelling.

use super::sheet_openers::openers;
use super::{review, standing};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Form, Help, Panel, Submit, SubmitKind, TextArea, When};
use backend::opening_keys::OpenersInput;
use backend::overrides::{self, Decision};
use backend::solicitations::{self, ReviewRow, Sheet};
use backend::{Error, FieldError};
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::{
    ApproveSolicitation, AskApproval, AssignPanel, CancelSolicitation, CompareOffers, EditOffer,
    EditSolicitation, OpenOffers, PublishSolicitation, ReadContracts, ReadEligibility,
    ReadOpenedOffers, RecommendAward, ScoreOffers,
};
use domain::states::{SolicitationEvent, SolicitationState, apply};
use leptos::prelude::*;

/// The ways on from here that are open to the person.
pub fn links(rq: &Rq, sheet: &Sheet) -> AnyView {
    use SolicitationState as S;
    let reference = &sheet.record.reference;
    let at = |page: &str| format!("/solicitations/{reference}/{page}");
    let process = sheet.record.origin != "imported";
    let opened = sheet.record.opened_at.is_some();
    let closed = sheet.state == S::Closed || opened;
    let any = Subject::ANY;
    let mut links: Vec<(String, &str, bool)> = Vec::new();
    let written = matches!(sheet.state, S::Draft | S::Approved);
    if process && written && rq.may::<EditSolicitation>(any) {
        links.push((at("edit"), "Edit draft", false));
        links.push((at("preview"), "Preview", false));
        if sheet.record.scheme.is_some() {
            links.push((at("rehearsal"), "Rehearse the evaluation", false));
        }
    }
    links.extend(offer(rq, sheet).filter(|_| process));
    if process && closed && (rq.may::<OpenOffers>(any) || rq.may::<ReadOpenedOffers>(any)) {
        let primary = !opened && rq.may::<OpenOffers>(any);
        links.push((at("opening"), "Opening", primary));
    }
    let public = sheet.record.published_at.is_some();
    links.extend(question(rq, sheet).map(|label| (at("eligibility"), label, false)));
    if process && public && (rq.may::<AssignPanel>(any) || sheet.on_panel) {
        links.push((at("panel"), "Panel", false));
    }
    if process && opened && sheet.on_panel && rq.may::<ScoreOffers>(any) {
        links.push((at("score"), "Score", true));
    }
    if process && opened && rq.may::<CompareOffers>(any) {
        let deciding = matches!(sheet.state, S::Evaluating);
        links.push((at("evaluation"), "Evaluation at a glance", false));
        links.push((at("compare"), "Compare offers", deciding && !sheet.on_panel));
    }
    if process && opened && rq.may::<RecommendAward>(any) {
        links.push((at("award"), "Award", false));
    }
    if let Some(contract) = sheet
        .contract
        .as_ref()
        .filter(|_| rq.may::<ReadContracts>(any))
    {
        links.push((format!("/contracts/{contract}"), "Contract", false));
    }
    links
        .into_iter()
        .map(|(href, label, primary)| {
            let class = if primary { "button primary" } else { "button" };
            view! { <a class=class href=href>{label}</a> }
        })
        .collect_view()
        .into_any()
}

/// The provider's own offer, or the way to begin one.
fn offer(rq: &Rq, sheet: &Sheet) -> Option<(String, &'static str, bool)> {
    let provider = rq.actor().provider()?;
    if let Some(own) = &sheet.own_offer {
        return Some((format!("/offers/{own}"), "Your offer", true));
    }
    let may = rq.may::<EditOffer>(Subject::of_provider(provider));
    (may && sheet.admitted && sheet.state == SolicitationState::Published).then(|| {
        let href = format!("/offers/new?solicitation={}", sheet.record.reference);
        (href, "Start an offer", true)
    })
}

/// The words of the link that asks who may bid: about oneself, or about everybody.
fn question(rq: &Rq, sheet: &Sheet) -> Option<&'static str> {
    let own = rq.actor().provider();
    let subject = own.map_or(Subject::ANY, Subject::of_provider);
    let asks = sheet.record.origin != "imported" && rq.may::<ReadEligibility>(subject);
    asks.then_some(if own.is_some() {
        "May we bid?"
    } else {
        "Who may bid"
    })
}

/// What is still missing, the form that sends the draft for approval, or the one that publishes with what it freezes.
pub fn before_publication(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let record = &sheet.record;
    let waits = record.published_at.is_none() && sheet.state.as_str() != "cancelled";
    if !waits || record.origin == "imported" || !rq.may::<PublishSolicitation>(Subject::ANY) {
        return None;
    }
    let draft = sheet.state == SolicitationState::Draft;
    let lacks = if draft {
        sheet.check.missing_for_approval()
    } else {
        sheet.check.missing.clone()
    };
    let step = match (lacks.is_empty(), draft, review::waiting(sheet)) {
        (false, ..) => missing(&record.reference, &lacks),
        (true, true, None) => ask(rq, sheet),
        (true, true, Some(waiting)) => waits_for(rq, sheet, waiting),
        (true, false, _) => publication(rq, sheet),
    };
    let history = review::history(&sheet.reviews);
    Some(view! { {step} {history} }.into_any())
}

fn ask(rq: &Rq, sheet: &Sheet) -> AnyView {
    let (key, version) = (rq.key(), rq.version(sheet.record.version));
    view! {
        <Panel title="Approval" meta="Everything is there. A colleague who wrote none of it approves it before it is published.">
            <Form act="ask_approval" key=key version=version label="Send for approval">
                <TextArea name="approval_note" label="Note to the colleague" rows=2 optional=true/>
                <Submit label="Send for approval" consequence="Every other acquisition officer finds it on the start page. Editing it meanwhile takes the request back."/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn waits_for(rq: &Rq, sheet: &Sheet, review: &ReviewRow) -> AnyView {
    let may = rq.may::<ApproveSolicitation>(Subject::after(AccountId(review.asked_by)));
    let label = if may { "Read and decide" } else { "What waits" };
    let href = format!("/solicitations/{}/review", sheet.record.reference);
    let (name, at) = (review.asked_name.clone(), review.asked_at);
    let class = if may { "button primary" } else { "button" };
    view! {
        <Panel title="Waits for approval" meta="By another acquisition officer, who wrote none of it.">
            <p>"Sent by "{name}", "<When at=at/>"."</p>
            <p><a class=class href=href>{label}</a></p>
        </Panel>
    }
    .into_any()
}

fn publication(rq: &Rq, sheet: &Sheet) -> AnyView {
    let (key, version) = (rq.key(), rq.version(sheet.record.version));
    let openers = sheet.holders.as_ref().map(openers);
    view! {
        <Panel title="Publication" meta="A colleague has approved it. The timetable is checked again at the moment of publication.">
            <Form act="publish" key=key version=version label="Publish the solicitation">
                <Help title="What does publication freeze?" source="GBI SP.A18 (07.26) 4.3-4.9">
                    "Weights, sub-criteria, the least technical score, lots, requirements and dates. The keys to which offers are sealed are made and split among the opening officers named here; the server keeps none of them. What is wrong afterwards is mended by an amendment that everybody reads."
                </Help>
                {openers}
                <Submit label="Publish solicitation"
                    consequence="Every provider can read it at once. From then on it changes only by numbered amendments before closing."/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn missing(reference: &str, missing: &[FieldError]) -> AnyView {
    let lines = missing
        .iter()
        .map(|one| {
            let href = match one.field.as_str() {
                "overrides" => "#overrides".to_owned(),
                "offerors" => format!("/solicitations/{reference}/eligibility#offerors"),
                field => format!("/solicitations/{reference}/edit#save-{field}"),
            };
            let id = format!("publish-{}", one.field);
            view! { <li id=id><a href=href>{one.message.clone()}</a></li> }
        })
        .collect_view();
    let count = missing.len();
    let title = if count == 1 {
        "1 point open before publication".to_owned()
    } else {
        format!("{count} points open before publication")
    };
    view! { <Panel title=title meta="Each leads to the place where it is settled."><ul>{lines}</ul></Panel> }.into_any()
}

/// The form that ends a solicitation without an award.
pub fn cancel(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let record = &sheet.record;
    let lawful = apply(record.status, SolicitationEvent::Cancel).is_ok();
    if !lawful || record.origin == "imported" || !rq.may::<CancelSolicitation>(Subject::ANY) {
        return None;
    }
    let consequence = if record.published_at.is_some() {
        "Every reader sees that it is cancelled, and why. Sealed offers stay sealed. It cannot be reopened."
    } else {
        "The draft ends here and cannot be reopened."
    };
    let (key, version) = (rq.key(), rq.version(record.version));
    let form = view! {
        <Form act="cancel" key=key version=version label="Cancel the solicitation">
            <TextArea name="reason" label="Reason" rows=3 hint="Bidders and auditors read it."/>
            <Submit label="Cancel solicitation" kind=SubmitKind::Danger consequence=consequence/>
        </Form>
    };
    let open = rq.form().has_errors();
    Some(
        view! { <details class="help" open=open><summary>"Cancel the solicitation"</summary>{form}</details> }
            .into_any(),
    )
}

/// Sends for approval, publishes, cancels, decides on a departure, or does what an officer may do beside.
pub async fn post(post: Post) -> Result<Go, Error> {
    if let Some(done) = standing::post(&post).await? {
        return Ok(done);
    }
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let reference = post.rq.param("reference");
    let reference = match post.act() {
        "ask_approval" => {
            post.permitted::<AskApproval>()?;
            let note = review::note(&post, "approval_note")?;
            solicitations::ask_approval(ctx, call, reference, post.version()?, note).await?
        }
        "publish" => {
            let openers = OpenersInput {
                named: post.values("openers"),
                threshold: post.value("threshold").to_owned(),
            };
            solicitations::publish(ctx, call, reference, post.version()?, &openers).await?
        }
        "cancel" => {
            let reason = post.value("reason");
            solicitations::cancel(ctx, call, reference, post.version()?, reason).await?
        }
        act => decide(&post, act).await?,
    };
    Ok(Go::to(format!("/solicitations/{reference}")))
}

/// A second person's decision on a departure, named by the form's act: `override-` and its identity.
async fn decide(post: &Post, act: &str) -> Result<String, Error> {
    let id = act.strip_prefix("override-").and_then(|id| id.parse().ok());
    let decision = Decision::from_code(post.value("decision"));
    let (id, decision) = id.zip(decision).ok_or(Error::NotFound)?;
    overrides::decide(post.rq.ctx(), &post.call, id, decision, post.value("note")).await
}
