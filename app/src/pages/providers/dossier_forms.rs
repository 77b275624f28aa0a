//! The forms with which an organisation states facts of itself.

use crate::pages::contributions::day;
use crate::pages::zones;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Checkbox, Choice, DateFields, Form, Notice, Panel, RadioGroup, Select, Submit, SubmitKind,
    TextArea, TextInput, Tone,
};
use backend::providers::{self, CERTIFICATE_KINDS, CertificateInput, Dossier, OwnershipInput};
use backend::{Error, FieldErrors};
use domain::identifiers::Scheme;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The forms.
pub fn draw(rq: &Rq, sheet: &Dossier) -> AnyView {
    let (identifiers, ownership, certificate) = (
        identifiers(rq, sheet),
        ownership(rq, sheet),
        certificate(rq),
    );
    let (size, zone) = (size(rq, sheet), zone(rq, sheet));
    view! {
        <h2>"Change these statements"</h2>
        <div class="two">
            <div class="stack">{identifiers}{certificate}</div>
            <div class="stack">{ownership}{size}{zone}</div>
        </div>
    }
    .into_any()
}

fn identifiers(rq: &Rq, sheet: &Dossier) -> AnyView {
    let recorded = |scheme: Scheme| {
        let row = sheet
            .identifiers
            .iter()
            .find(|row| row.scheme == scheme.as_str());
        row.map(|row| row.value.clone())
    };
    let fields = Scheme::ALL
        .iter()
        .map(|scheme| {
            let (label, hint) = (scheme.label(), scheme.meaning());
            view! { <TextInput name=scheme.as_str() label=label hint=hint optional=true maxlength=40 value=recorded(*scheme)/> }
        })
        .collect_view();
    let lost = rq.conflict().map(|_| {
        view! { <Notice tone=Tone::Attention title="Somebody saved meanwhile">"Compare with what is recorded above, then save again."</Notice> }
    });
    let version = rq.version(sheet.version);
    let key = rq.key();
    view! {
        <Panel title="Identifiers">
            {lost}
            <Form act="identify" key=key version=version label="Identifiers">
                {fields}
                <Submit label="Save identifiers"/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn size(rq: &Rq, sheet: &Dossier) -> AnyView {
    let (key, version, sme) = (rq.key(), rq.version(sheet.version), sheet.sme);
    view! {
        <Panel title="Size">
            <Form act="size" key=key version=version label="Size">
                <Checkbox name="sme" label="We are a small or medium-sized enterprise" checked=sme
                    hint="As the law of your nation of origin defines it. Everybody sees it on your page."/>
                <Submit label="State the size" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn zone(rq: &Rq, sheet: &Dossier) -> AnyView {
    let (key, version) = (rq.key(), rq.version(sheet.version));
    let field = zones::field(
        "Where our people read deadlines",
        sheet.zone,
        "Only as published, and in UTC".to_owned(),
        "Shown beside the published zone and UTC. Who chooses another one for the own account keeps that.",
    );
    view! {
        <Panel title="Time zone">
            <Form act="zone" key=key version=version label="Time zone">
                {field}
                <Submit label="Save the time zone" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn ownership(rq: &Rq, sheet: &Dossier) -> AnyView {
    let last = sheet.statements.first().map(|row| row.statement.clone());
    let owners = last.as_ref().map(|last| {
        let codes: Vec<&str> = last.owners.iter().map(|nation| nation.as_str()).collect();
        codes.join(" ")
    });
    let origin = sheet.nation.clone();
    let managed = last
        .as_ref()
        .map(|last| last.managed_from.to_string())
        .or_else(|| origin.clone());
    let produces = last
        .as_ref()
        .map(|last| last.produces_in.to_string())
        .or(origin);
    let restricted = last
        .as_ref()
        .map(|last| if last.restricted { "yes" } else { "no" });
    let explanation = last.map(|last| last.explanation);
    let yes_no: Vec<Choice> = vec![("yes", "Yes").into(), ("no", "No").into()];
    let key = rq.key();
    view! {
        <Panel title="Ownership and control" meta="Each statement is kept with its day and number. State it anew when something changes.">
            <Form act="own" key=key label="Ownership and control">
                <TextInput name="owners" label="Nations of the beneficial owners" hint="Two letters each, with spaces between: NO SE" value=owners
                    rule="NPP 32: origin, main production, effective management and beneficial ownership are tested"/>
                <TextInput name="managed_from" label="Managed from" hint="The nation of effective management, two letters." size=4 value=managed/>
                <TextInput name="produces_in" label="Produces in" hint="The nation of main production, two letters." size=4 value=produces/>
                <RadioGroup name="restricted" legend="Is ownership or control restricted by anybody outside these nations?" options=yes_no value=restricted/>
                <TextArea name="explanation" label="Who restricts it and how" rows=3 optional=true value=explanation/>
                <Submit label="State this today" consequence="You state it for your organisation; buyers and your nation rely on it."/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn certificate(rq: &Rq) -> AnyView {
    let kinds: Vec<Choice> = CERTIFICATE_KINDS.into_iter().map(Choice::from).collect();
    let key = rq.key();
    view! {
        <Panel title="Add a certificate or clearance">
            <Form act="certify" key=key label="Add a certificate or clearance">
                <Select name="kind" label="Kind" options=kinds prompt="Choose a kind"/>
                <TextInput name="title" label="What it certifies" hint="Such as ISO/IEC 27001 or facility clearance NATO SECRET."/>
                <TextInput name="issuer" label="Issued by"/>
                <TextInput name="number" label="Number" optional=true/>
                <DateFields name="expires_on" legend="Last day" optional=true/>
                <Submit label="Add it" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// The button that ends a certificate.
pub fn end(rq: &Rq, id: String) -> AnyView {
    let key = rq.key();
    view! {
        <form method="post">
            <input type="hidden" name="act" value="end_certificate"/>
            <input type="hidden" name="idempotency_key" value=key/>
            <input type="hidden" name="certificate" value=id/>
            <Submit label="End" kind=SubmitKind::Secondary/>
        </form>
    }
    .into_any()
}

/// Does what one of the page's forms asks for.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call, reference) = (
        post.rq.ctx(),
        &post.call,
        post.rq.param("reference").to_owned(),
    );
    let value = |name: &str| post.value(name).to_owned();
    match post.act() {
        "identify" => {
            let typed: BTreeMap<Scheme, String> = Scheme::ALL
                .iter()
                .map(|scheme| (*scheme, value(scheme.as_str())))
                .collect();
            providers::identify(ctx, call, &reference, post.version()?, &typed).await?;
        }
        "own" => {
            let input = OwnershipInput {
                owners: value("owners"),
                managed_from: value("managed_from"),
                produces_in: value("produces_in"),
                restricted: value("restricted"),
                explanation: value("explanation"),
            };
            providers::state_ownership(ctx, call, &reference, &input).await?;
        }
        "size" => {
            let sme = !post.value("sme").is_empty();
            providers::state_size(ctx, call, &reference, post.version()?, sme).await?;
        }
        "zone" => {
            let zone = zones::typed(&post)?;
            providers::choose_house_zone(ctx, call, &reference, post.version()?, zone).await?;
        }
        "certify" => {
            let mut errors = FieldErrors::default();
            let expires_on = day(&post, &mut errors, "expires_on");
            errors.finish()?;
            let input = CertificateInput {
                kind: value("kind"),
                title: value("title"),
                issuer: value("issuer"),
                number: value("number"),
                expires_on,
            };
            providers::certify(ctx, call, &reference, &input).await?;
        }
        "end_certificate" => {
            let id = post
                .value("certificate")
                .parse()
                .map_err(|_| Error::NotFound)?;
            providers::end_certificate(ctx, call, &reference, id).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/providers/{reference}/dossier")))
}
