//! Merging an organisation into another: what may be the same, the proposal, and the second person's decision.

use crate::page::page;
use crate::pages::registrations::twin_table;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Form, Help, KeyValue, Notice, PageTitle, Panel, Ref, Submit,
    SubmitKind, SummaryList, Tag, TextArea, TextInput, Tone, When,
};
use backend::Error;
use backend::overrides::Decision;
use backend::providers::{self, MergeRow, MergeSheet};
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::ConfirmMerge;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of an organisation's merges.
#[component]
pub fn MergePage() -> impl IntoView {
    page(
        async |rq| providers::merge_sheet(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: MergeSheet) -> AnyView {
    let href = format!("/providers/{}", sheet.reference);
    let waits = sheet
        .merges
        .iter()
        .any(|one| one.duplicate == sheet.reference && one.decision().is_none());
    let twins = match sheet.twins.is_empty() {
        true => view! { <EmptyState title="None" text="No organisation of the registry has one of its identifiers or a similar name."/> }.into_any(),
        false => twin_table(&sheet.twins),
    };
    let propose = (sheet.free && !waits).then(|| propose(rq, &sheet));
    let merges = sheet
        .merges
        .iter()
        .map(|one| merge(rq, &sheet.reference, one))
        .collect_view();
    let (name, reference) = (sheet.name.clone(), sheet.reference.clone());
    view! {
        <Title text=format!("Duplicates of {name}")/>
        <Breadcrumbs links=vec![("/providers".to_owned(), "Providers".to_owned()).into(), (href, name.clone()).into()] here="Duplicates"/>
        <PageTitle title=format!("Duplicates of {name}") reference=reference/>
        {merges}
        <Panel title="Organisations that may be the same">{twins}</Panel>
        {propose}
        <Help title="What does a merge do?">
            <p>"Offers, people, contracts, certificates, statements, declarations, questions and exclusions of the duplicate belong to the organisation that stays; searches stay with their people. An identifier or an answer that the other has already stays on the duplicate’s page, which leads to the other and keeps its history."</p>
            <p>"It cannot be undone. It waits while both take part in the same running solicitation."</p>
        </Help>
    }
    .into_any()
}

fn propose(rq: &Rq, sheet: &MergeSheet) -> AnyView {
    let meta = format!(
        "{} becomes a part of the organisation that you name.",
        sheet.reference
    );
    let key = rq.key();
    view! {
        <Panel title="Merge it into another" meta=meta>
            <Form act="propose" key=key label="Propose a merge">
                <TextInput name="kept" label="Organisation that stays" hint="Its reference, such as PRV-2026-0007." size=18/>
                <TextArea name="reason" label="Why they are the same" rows=3 hint="With what shows it: a register, a letter, the same people."/>
                <Submit label="Propose the merge" consequence="Another officer or administrator decides."/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn merge(rq: &Rq, own: &str, one: &MergeRow) -> AnyView {
    let (label, tone) = match one.decision() {
        Some(Decision::Approve) => ("Merged", Tone::Good),
        Some(Decision::Refuse) => ("Refused", Tone::Bad),
        None => ("Waits for a second person", Tone::Attention),
    };
    let form = one.decision().is_none().then(|| decide(rq, own, one));
    let link = |reference: &str, name: &str| {
        let (href, reference) = (format!("/providers/{reference}"), reference.to_owned());
        view! { <Ref reference=reference href=href/>" "{name.to_owned()} }
    };
    let decided = one.decider.clone().zip(one.decided_at).map(|(who, at)| {
        let note = one.note.clone().map(|note| format!(": {note}"));
        view! { <KeyValue key="Decided">{who}", "<When at=at/>{note}</KeyValue> }
    });
    let (who, at, why) = (one.proposer.clone(), one.proposed_at, one.reason.clone());
    let (goes, stays) = (
        link(&one.duplicate, &one.duplicate_name),
        link(&one.kept, &one.kept_name),
    );
    view! {
        <Panel title="Merge">
            <SummaryList>
                <KeyValue key="State"><Tag tone=tone label=label/></KeyValue>
                <KeyValue key="Duplicate">{goes}</KeyValue>
                <KeyValue key="Stays">{stays}</KeyValue>
                <KeyValue key="Why">{why}</KeyValue>
                <KeyValue key="Proposed">{who}", "<When at=at/></KeyValue>
                {decided}
            </SummaryList>
            {form}
        </Panel>
    }
    .into_any()
}

/// The decision is made on the duplicate's page, by another person.
fn decide(rq: &Rq, own: &str, one: &MergeRow) -> AnyView {
    let subject = Subject::after(AccountId(one.proposed_by));
    if !rq.may::<ConfirmMerge>(subject) {
        return view! { <Notice title="Another person decides">"Whoever proposed it does not confirm it."</Notice> }.into_any();
    }
    if own != one.duplicate {
        let href = format!("/providers/{}/merge", one.duplicate);
        return view! { <p><a href=href>"Decide on the duplicate’s page"</a></p> }.into_any();
    }
    let key = rq.key();
    view! {
        <Form act="decide" key=key label="Decide on the merge">
            <TextArea name="note" label="Remark" rows=2 optional=true hint="Needed to refuse."/>
            <div class="actions">
                <Submit label="Merge them" kind=SubmitKind::Danger name="decision" value="approve"/>
                <Submit label="Refuse the merge" kind=SubmitKind::Secondary name="decision" value="refuse"/>
            </div>
        </Form>
    }
    .into_any()
}

/// Proposes or decides.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let reference = post.rq.param("reference").to_owned();
    match (post.act(), Decision::from_code(post.value("decision"))) {
        ("propose", _) => {
            let (kept, reason) = (post.value("kept"), post.value("reason"));
            providers::propose_merge(ctx, call, &reference, kept, reason).await?;
        }
        ("decide", Some(decision)) => {
            let note = post.value("note");
            providers::decide_merge(ctx, call, &reference, decision, note).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/providers/{reference}/merge")))
}
