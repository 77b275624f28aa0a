//! Asking one's nation for a declaration; deciding whether one is asked for; admitting further nations.

use super::named;
use crate::pages::contributions::day;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    DateFields, Form, Panel, RadioGroup, Submit, SubmitKind, TextArea, TextInput, format,
};
use backend::eligibility::{
    self, CaseRow, Eligibility, ExceptionInput, NeedInput, admit, set_need,
};
use backend::{Error, FieldErrors};
use domain::policy::Subject;
use domain::policy::actions::{RequestDeclaration, SetEligibility};
use domain::states::DeclarationState;
use leptos::prelude::*;

/// The form with which a provider asks its nation; none where one is waiting or cannot be asked for.
pub fn ask(rq: &Rq, sheet: &Eligibility, row: &CaseRow) -> Option<AnyView> {
    let own = rq
        .actor()
        .provider()
        .map_or(Subject::ANY, Subject::of_provider);
    let waiting = matches!(
        &row.declaration,
        Some((_, DeclarationState::Requested | DeclarationState::Issued))
    );
    if waiting || !sheet.running || !rq.may::<RequestDeclaration>(own) {
        return None;
    }
    let nation = row.nation.clone()?;
    let (key, label) = (rq.key(), format!("Ask {nation} for a declaration"));
    Some(
        view! {
            <Panel title="Declaration of your nation" meta="Your nation's delegate finds the request on the start page and issues or rejects it here. Buyers see what it decides, not that you asked.">
                <Form act="request" key=key label="Ask for a declaration">
                    <TextArea name="note" label="For your nation" rows=3 optional=true
                        hint="What helps it to decide: who knows you there, earlier declarations, clearances."
                        rule="NCP 14: the declaration certifies legal, financial and technical standing and security"/>
                    <Submit label=label/>
                </Form>
            </Panel>
        }
        .into_any(),
    )
}

/// What an officer decides for this solicitation.
pub fn settings(rq: &Rq, sheet: &Eligibility) -> Option<AnyView> {
    if !rq.may::<SetEligibility>(Subject::ANY) || rq.query("provider").is_some() {
        return None;
    }
    let (need, exception) = (need_form(rq, sheet), exception_form(rq, sheet));
    Some(view! { <div class="two">{need}{exception}</div> }.into_any())
}

fn need_form(rq: &Rq, sheet: &Eligibility) -> AnyView {
    let version = rq.version(sheet.version);
    let options = vec![
        ("rule", "As the value limit says").into(),
        ("yes", "Ask for it").into(),
        ("no", "Do not ask for it").into(),
    ];
    let (key, why) = (rq.key(), sheet.need.1.clone());
    view! {
        <Panel title="Whether a declaration is asked for" meta=why>
            <Form act="need" key=key version=version label="Whether a declaration is asked for">
                <RadioGroup name="needed" legend="Declaration of eligibility" options=options
                    rule="NCP 14: mandatory in the security investment programme above EFL Level E"/>
                <TextInput name="need_reason" label="Reason" optional=true maxlength=500 hint="Needed unless the value limit decides. Providers read it."/>
                <Submit label="Save" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn exception_form(rq: &Rq, sheet: &Eligibility) -> AnyView {
    let version = rq.version(sheet.version);
    let present = sheet.exception.clone().map(|one| {
        let words = format!(
            "Approved by {} on {} ({}): {}",
            one.approved_by,
            format::date(one.approved_on),
            one.decision,
            one.reason
        );
        view! { <p>{words}</p> }
    });
    let key = rq.key();
    view! {
        <Panel title="Further nations in a crisis" meta="Heightened vigilance, crisis, conflict or approved operations; governance approves first.">
            {present}
            <Form act="admit" key=key version=version label="Admit further nations">
                <TextInput name="nations" label="Nations" hint="Two letters each, with spaces between: JP KR" rule="NPP 46: vendors of other nations only with prior approval of governance"/>
                <TextInput name="approved_by" label="Approved by" hint="The committee or board."/>
                <DateFields name="approved_on" legend="Approved on"/>
                <TextInput name="decision" label="Reference of the decision"/>
                <TextArea name="exception_reason" label="Why" rows=3/>
                <Submit label="Admit these nations" kind=SubmitKind::Secondary
                    consequence="Vendors of these nations count as participating in this solicitation from now on. It is shown to every provider."/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Does what one of the page's forms asks for.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, reference) = (post.rq.ctx(), post.rq.param("reference").to_uppercase());
    let back = Go::to(format!("/solicitations/{reference}/eligibility"));
    if named::post(&post, &reference).await? {
        return Ok(back);
    }
    match post.act() {
        "request" => {
            let made =
                eligibility::request(ctx, &post.call, &reference, post.value("note")).await?;
            return Ok(Go::to(format!("/eligibility/declarations/{made}")));
        }
        "need" => {
            let input = NeedInput {
                needed: post.value("needed").to_owned(),
                reason: post.value("need_reason").to_owned(),
            };
            set_need(ctx, &post.call, &reference, post.version()?, &input).await?;
        }
        "admit" => {
            let mut errors = FieldErrors::default();
            let approved_on = day(&post, &mut errors, "approved_on");
            errors.finish()?;
            let nations = post.value("nations").split([' ', ',']);
            let input = ExceptionInput {
                nations: nations
                    .filter(|code| !code.is_empty())
                    .map(str::to_owned)
                    .collect(),
                approved_by: post.value("approved_by").to_owned(),
                approved_on,
                decision: post.value("decision").to_owned(),
                reason: post.value("exception_reason").to_owned(),
            };
            admit(ctx, &post.call, &reference, post.version()?, &input).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(back)
}
