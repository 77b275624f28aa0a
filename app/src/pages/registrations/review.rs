//! Reviewing a registration.

use super::answers::answers;
use crate::page::page;
use crate::pages::tone::tone;
use crate::post::{Go, Post, SHOWN};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Form, Notice, PageTitle, Panel, RowHead, Submit, SubmitKind, Table, Tag, Td,
    TextArea, Th, Tone, When,
};
use backend::Error;
use backend::providers::Twin;
use backend::registrations::{self, Review};
use domain::policy::Subject;
use domain::policy::actions::ReviewRegistrations;
use domain::states::RegistrationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of a registration.
#[component]
pub fn ReviewPage() -> impl IntoView {
    page(
        async |rq| registrations::review(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &Review) -> AnyView {
    let name = sheet.typed.organisation.name.clone();
    let waits = sheet.state == RegistrationState::Submitted;
    let twins = waits.then(|| twins(sheet));
    let decides = waits && rq.may::<ReviewRegistrations>(Subject::ANY);
    let forms = decides.then(|| forms(rq, sheet));
    let (state, reference) = (sheet.state, sheet.reference.clone());
    let answers = answers(&sheet.typed, None);
    view! {
        <Title text=format!("{reference} {name}")/>
        <Breadcrumbs links=vec![("/registrations", "Registrations").into()] here=reference.clone()/>
        <PageTitle title=name reference=reference state=state.label() tone=tone(state.tone()) meta=state.meaning()/>
        {shown_link(rq, sheet)}
        {decision(sheet)}
        {twins}
        <div class="two">
            {answers}
            <div class="stack">{forms}</div>
        </div>
    }
    .into_any()
}

/// The link of the first account. It is in no address, so no history and no log keeps it.
fn shown_link(rq: &Rq, sheet: &Review) -> AnyView {
    if rq.query("mailed").is_some() && sheet.provider.is_some() {
        let email = sheet.typed.contact.email.clone();
        return view! {
            <Notice tone=Tone::Good title="The link is mailed" announced=true>
                "The contact person sets a password with the link that goes to "{email}". It works once, and for 48 hours. If it does not arrive, an administrator mails another from the account’s page."
            </Notice>
        }
        .into_any();
    }
    let link = rq.form().value(SHOWN).map(str::to_owned);
    link.map(|link| {
        view! {
            <Notice tone=Tone::Good title="Hand this address to the contact person" announced=true>
                "Use the telephone number or address that you trust, not this page alone. It is shown only now, works once, and for 48 hours: "<code>{link}</code>
            </Notice>
        }
    })
    .into_any()
}

fn decision(sheet: &Review) -> AnyView {
    let by = sheet.decided.clone().map(|(name, at)| {
        view! { <span class="meta">" "{name}", "<When at=at/></span> }
    });
    let reason = sheet.reason.clone();
    let sent = sheet.submitted_at;
    let provider = sheet.provider.clone().map(|reference| {
        let href = format!("/providers/{reference}");
        view! { <p>"It became "<a href=href>{reference}</a>"."</p> }
    });
    let said =
        reason.map(|reason| view! { <Notice title="Told the organisation">{reason}{by}</Notice> });
    view! { <p class="meta">"Sent "<When at=sent/></p>{provider}{said} }.into_any()
}

fn twins(sheet: &Review) -> AnyView {
    let account = sheet.has_account.then(|| {
        view! { <Notice tone=Tone::Attention title="The contact person's address has an account already">"It cannot get another one: ask the organisation back for another address, or reject the registration."</Notice> }
    });
    let others = sheet.others.iter().cloned().map(|(reference, name)| {
        let href = format!("/registrations/{reference}");
        view! { <li><a href=href>{reference}</a>" "{name}</li> }
    });
    let others: Vec<_> = others.collect();
    let others = (!others.is_empty()).then(|| {
        view! { <Notice tone=Tone::Attention title="Another registration may be of the same organisation"><ul>{others}</ul></Notice> }
    });
    let body = if sheet.twins.is_empty() {
        view! { <p>"None: no organisation of the registry has one of these identifiers or a similar name."</p> }.into_any()
    } else {
        twin_table(&sheet.twins)
    };
    view! { {account}{others}<Panel title="Organisations that may be the same">{body}</Panel> }
        .into_any()
}

/// Organisations that may be the same, with what they have in common.
pub fn twin_table(twins: &[Twin]) -> AnyView {
    let row = |twin: &Twin| {
        let why: Vec<String> = twin
            .same
            .iter()
            .cloned()
            .chain(twin.similar.then(|| "similar name".to_owned()))
            .collect();
        let mark = (!twin.same.is_empty())
            .then(|| view! { <Tag tone=Tone::Bad label="same identifier"/>" " });
        let (href, reference) = (
            format!("/providers/{}", twin.reference),
            twin.reference.clone(),
        );
        let (name, nation) = (twin.name.clone(), twin.nation.clone());
        view! {
            <tr><RowHead><a href=href>{reference}</a></RowHead><Td label="Name" lead=true>{name}</Td><Td label="Nation">{nation}</Td><Td label="In common" lead=true>{mark}{why.join(", ")}</Td></tr>
        }
    };
    let rows = twins.iter().map(row).collect_view();
    view! {
        <Table caption="Organisations that may be the same" caption_hidden=true>
            <thead><tr><Th label="Organisation"/><Th label="Name"/><Th label="Nation"/><Th label="In common"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn forms(rq: &Rq, sheet: &Review) -> AnyView {
    let keys = [rq.key(), rq.key(), rq.key()];
    let version = rq.version(sheet.version);
    let [accept, ask, reject] = keys.map(|key| (key, version.clone()));
    let lost = rq.conflict().map(|_| {
        view! { <Notice tone=Tone::Attention title="Somebody decided meanwhile">"Look at the state above before you decide."</Notice> }
    });
    view! {
        {lost}
        <Panel title="Accept">
            <Form act="accept" key=accept.0 version=accept.1 label="Accept">
                <Submit label="Accept and register" consequence="The organisation is in the registry. The link for its first account is mailed, or shown to you where this server sends no mail."/>
            </Form>
        </Panel>
        <Panel title="Ask back">
            <Form act="ask_back" key=ask.0 version=ask.1 label="Ask back">
                <TextArea name="question" label="What the organisation should add or change" rows=3/>
                <Submit label="Ask back" kind=SubmitKind::Secondary consequence="It stands on the organisation's page, where everything can be changed and sent again."/>
            </Form>
        </Panel>
        <Panel title="Reject">
            <Form act="reject" key=reject.0 version=reject.1 label="Reject">
                <TextArea name="reason" label="Why" rows=3/>
                <Submit label="Reject" kind=SubmitKind::Danger consequence="The organisation reads the reason. It is final; a new registration can be written."/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Accepts, asks back or rejects.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call, reference) = (post.rq.ctx(), &post.call, post.rq.param("reference"));
    post.permitted::<ReviewRegistrations>()?;
    let version = post.version()?;
    match post.act() {
        "accept" => {
            return Ok(
                match registrations::accept(ctx, call, reference, version).await? {
                    Some(link) => Go::show(format!("/link/{}", link.secret)),
                    None => Go::to(format!("/registrations/{reference}?mailed=yes")),
                },
            );
        }
        "ask_back" => {
            registrations::ask_back(ctx, call, reference, version, post.value("question")).await?;
        }
        "reject" => {
            registrations::reject(ctx, call, reference, version, post.value("reason")).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/registrations/{reference}")))
}
