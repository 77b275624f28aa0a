//! One declaration of eligibility: what was asked, what the nation decides.

use crate::page::page;
use crate::pages::contributions::day;
use crate::pages::tone::tone;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, DateFields, Day, Form, KeyValue, PageTitle, Panel, Ref, Select, Submit,
    SubmitKind, SummaryList, Tag, TextArea, Tone, When,
};
use backend::eligibility::{self, DeclarationRow, Issue};
use backend::{Error, FieldErrors};
use domain::id::ProviderId;
use domain::policy::Subject;
use domain::policy::actions::{DecideDeclaration, RequestDeclaration};
use domain::states::DeclarationState as S;
use leptos::prelude::*;
use leptos_meta::Title;

const LEVELS: [(&str, &str); 4] = [
    ("none", "None confirmed"),
    ("NATO RESTRICTED", "NATO RESTRICTED"),
    ("NATO CONFIDENTIAL", "NATO CONFIDENTIAL"),
    ("NATO SECRET", "NATO SECRET"),
];

/// The page of one declaration.
#[component]
pub fn Declaration() -> impl IntoView {
    page(
        async |rq| eligibility::declaration(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, row| draw(&rq, row),
    )
}

fn draw(rq: &Rq, row: DeclarationRow) -> AnyView {
    let (state, expired) = (row.state(), row.expired(rq.at().date_naive()));
    let (colour, label) = if expired {
        (Tone::Bad, "Expired")
    } else {
        (tone(state.tone()), state.label())
    };
    let mark = (row.origin != "perigee").then(|| view! { <Tag label=row.origin.clone()/> });
    let (reference, meta) = (row.reference.clone(), state.meaning());
    let title = format!("Declaration of {} for {}", row.nation_code, row.name);
    let acts = acts(rq, &row, state);
    view! {
        <Title text=format!("{reference} {title}")/>
        <Breadcrumbs links=vec![("/eligibility/declarations", "Declarations of eligibility").into()] here=reference.clone()/>
        <PageTitle title=title reference=reference state=label tone=colour meta=meta>{mark}</PageTitle>
        <div class="two">
            {facts(row)}
            <div class="stack">{acts}</div>
        </div>
    }
    .into_any()
}

fn facts(row: DeclarationRow) -> AnyView {
    let asked_by = row
        .requested_by
        .unwrap_or_else(|| "the organisation".to_owned());
    let decided = row.decided_at.map(|at| {
        let by = row.decided_by.unwrap_or_default();
        view! { <KeyValue key="Decided"><When at=at/>" by "{by}</KeyValue> }
    });
    let until = row
        .expires_on
        .map(|day| view! { <KeyValue key="Holds until"><Day day=day/></KeyValue> });
    let clearance = row
        .clearance
        .map(|level| view! { <KeyValue key="Facility clearance">{level}</KeyValue> });
    let reason = row
        .reason
        .map(|reason| view! { <KeyValue key="Reason">{reason}</KeyValue> });
    let note = row
        .note
        .map(|note| view! { <KeyValue key="For the nation">{note}</KeyValue> });
    let dossier = format!("/providers/{}/dossier", row.provider);
    view! {
        <Panel title="What is declared" meta="Legal, financial and technical standing and security of the provider, for this solicitation only (NCP 14).">
            <SummaryList>
                <KeyValue key="Solicitation"><Ref href=format!("/solicitations/{}", row.solicitation) reference=row.solicitation/>" "{row.title}</KeyValue>
                <KeyValue key="Provider"><Ref href=format!("/providers/{}", row.provider) reference=row.provider.clone()/>" "{row.name}</KeyValue>
                <KeyValue key="Its statements"><a href=dossier>"Identifiers, ownership, certificates"</a></KeyValue>
                <KeyValue key="Nation"><a href=format!("/nations/{}", row.nation_code)>{row.nation_code.clone()}</a></KeyValue>
                <KeyValue key="Asked"><When at=row.requested_at/>" by "{asked_by}</KeyValue>
                {note}
                {decided}
                {until}
                {clearance}
                {reason}
            </SummaryList>
        </Panel>
    }
    .into_any()
}

fn acts(rq: &Rq, row: &DeclarationRow, state: S) -> AnyView {
    let nation = row
        .nation_code
        .parse()
        .map_or(Subject::ANY, Subject::of_nation);
    let (decides, asks) = (
        rq.may::<DecideDeclaration>(nation),
        rq.may::<RequestDeclaration>(Subject::of_provider(ProviderId(row.provider_id))),
    );
    let version = rq.version(row.version);
    let key = rq.key();
    match state {
        S::Requested if decides => view! { {issue_form(rq, version.clone())}{reason_form(rq, version, "reject", "Reject", "The provider and the buyer read the reason. The provider may ask again.")} }.into_any(),
        S::Issued if decides => reason_form(rq, version, "withdraw", "Withdraw the declaration", "From now on the provider counts as not eligible for this solicitation."),
        S::Requested if asks => view! {
            <Panel title="Take the request back">
                <Form act="cancel" key=key version=version label="Take the request back">
                    <Submit label="Take the request back" kind=SubmitKind::Danger consequence="Your nation does not decide it any more. You may ask again."/>
                </Form>
            </Panel>
        }
        .into_any(),
        _ => ().into_any(),
    }
}

fn issue_form(rq: &Rq, version: String) -> AnyView {
    let levels: Vec<Choice> = LEVELS.into_iter().map(Choice::from).collect();
    let key = rq.key();
    view! {
        <Panel title="Issue the declaration">
            <Form act="issue" key=key version=version label="Issue the declaration">
                <DateFields name="expires_on" legend="Holds until" hint="Last day, such as 31 12 2027."/>
                <Select name="clearance" label="Facility security clearance" options=levels hint="The level that your nation confirms."/>
                <Submit label="Issue the declaration" consequence="The buyer and the provider see it at once."/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn reason_form(
    rq: &Rq,
    version: String,
    act: &'static str,
    label: &'static str,
    consequence: &'static str,
) -> AnyView {
    let key = rq.key();
    view! {
        <Panel title=label>
            <Form act=act key=key version=version label=label>
                <TextArea name="reason" label="Reason" rows=3/>
                <Submit label=label kind=SubmitKind::Danger consequence=consequence/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Does what one of the page's forms asks for.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call, reference) = (
        post.rq.ctx(),
        &post.call,
        post.rq.param("reference").to_uppercase(),
    );
    let (version, reason) = (post.version()?, post.value("reason"));
    match post.act() {
        "issue" => {
            let mut errors = FieldErrors::default();
            let expires_on = day(&post, &mut errors, "expires_on");
            errors.finish()?;
            let clearance = Some(post.value("clearance")).filter(|level| *level != "none");
            let issue = Issue {
                expires_on,
                clearance: clearance.unwrap_or_default().to_owned(),
            };
            eligibility::issue(ctx, call, &reference, version, issue).await?;
        }
        "reject" => drop(eligibility::reject(ctx, call, &reference, version, reason).await?),
        "withdraw" => drop(eligibility::withdraw(ctx, call, &reference, version, reason).await?),
        "cancel" => drop(eligibility::cancel(ctx, call, &reference, version).await?),
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/eligibility/declarations/{reference}")))
}
