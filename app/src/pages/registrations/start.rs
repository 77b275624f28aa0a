//! Starting a registration, and where one stands.

use crate::page::page;
use crate::pages::tone::tone;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Form, KeyValue, Notice, PageTitle, Panel, Submit, SummaryList, Tag, Tone, When};
use backend::Error;
use backend::registrations::{self, Own};
use domain::registrations::Step;
use domain::states::RegistrationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page that says what is asked, and starts.
#[component]
pub fn Start() -> impl IntoView {
    page(async |_| Ok(()), |rq, ()| draw_start(&rq))
}

fn draw_start(_: &Rq) -> AnyView {
    let steps = Step::ALL
        .iter()
        .map(|step| view! { <li><strong>{step.label()}</strong>": "{step.meaning()}</li> })
        .collect_view();
    view! {
        <Title text="Register an organisation"/>
        <div class="narrow">
            <PageTitle title="Register your organisation" meta="For organisations that want to offer space services to the Alliance. It takes about ten minutes."/>
            <p>"You need:"</p>
            <ol>{steps}</ol>
            <p>"You get an address under which you can go on later. When you have sent everything, a reviewer of the Alliance looks at it; until then nobody else reads it."</p>
            <Form act="start">
                <Submit label="Start"/>
            </Form>
            <p class="meta">"You have an account already? "<a href="/sign-in">"Sign in"</a></p>
        </div>
    }
    .into_any()
}

/// Starts a registration.
pub async fn post(post: Post) -> Result<Go, Error> {
    let secret = registrations::start(post.rq.ctx(), &post.address).await?;
    Ok(Go::to(format!("/register/{secret}")))
}

/// Where a registration stands, for its writer.
#[component]
pub fn Status() -> impl IntoView {
    page(
        async |rq| registrations::own(rq.ctx(), rq.param("secret")).await,
        |rq, own| draw(&rq, &own),
    )
}

/// Where a registration stands: what is left to do, or what was decided.
pub fn draw(rq: &Rq, own: &Own) -> AnyView {
    let base = format!("/register/{}", rq.param("secret"));
    let state = own.state;
    let reference = own.reference.clone();
    let said = said(own);
    let tasks = own.open().then(|| tasks(own, &base));
    view! {
        <Title text="Your registration"/>
        <div class="narrow">
            <PageTitle title="Your registration" reference=reference state=state.label() tone=tone(state.tone()) meta=state.meaning()/>
            {said}
            {tasks}
        </div>
    }
    .into_any()
}

fn said(own: &Own) -> AnyView {
    let reason = own.reason.clone();
    let sent = own.submitted_at.map(|at| view! { " on "<When at=at/> });
    match own.state {
        RegistrationState::Writing => view! {
            <Notice title="Keep the address of this page">"It is the only way back to what you write: bookmark it. Whoever has it can read and change the registration, so share it with nobody else. What is not sent within 30 days is erased."</Notice>
        }
        .into_any(),
        RegistrationState::AskedBack => view! { <Notice tone=Tone::Attention title="The reviewer asks">{reason}</Notice> }.into_any(),
        RegistrationState::Submitted => view! { <p>"Sent"{sent}". A reviewer looks at it and writes here what follows: come back to this address."</p> }.into_any(),
        RegistrationState::Accepted => view! { <Notice tone=Tone::Good title="Your organisation is registered">"The contact person gets a link from the reviewer, sets a password with it, and signs in."</Notice> }.into_any(),
        RegistrationState::Rejected => view! { <Notice tone=Tone::Bad title="Not registered">{reason}</Notice> }.into_any(),
    }
}

fn tasks(own: &Own, base: &str) -> AnyView {
    let row = |step: &Step| {
        let wrong = own.wrong.iter().any(|(one, _)| one == step);
        let href = format!("{base}/{}", step.as_str());
        let (tone, label) = if wrong {
            (Tone::Attention, "To do")
        } else {
            (Tone::Neutral, "Complete")
        };
        view! { <KeyValue key=step.label() change=href><Tag tone=tone label=label/></KeyValue> }
    };
    let rows = Step::ALL.iter().map(row).collect_view();
    let (href, label) = match own.wrong.first() {
        Some((step, _)) => (format!("{base}/{}", step.as_str()), "Go on"),
        None => (format!("{base}/check"), "Check and send"),
    };
    view! {
        <Panel title="Steps"><SummaryList>{rows}</SummaryList></Panel>
        <p><a class="button primary" href=href>{label}</a></p>
    }
    .into_any()
}
