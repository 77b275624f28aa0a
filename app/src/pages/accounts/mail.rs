//! What a person wants to be sent by mail.

use crate::request::Rq;
use crate::ui::{Choice, Form, Notice, RadioGroup, Submit, SubmitKind};
use domain::mail::MailChoice;
use leptos::prelude::*;

/// The form of the account's page.
pub fn draw(rq: &Rq, chosen: MailChoice) -> AnyView {
    let options: Vec<Choice> = MailChoice::ALL
        .iter()
        .map(|choice| Choice::new(choice.as_str(), choice.label()).hint(choice.meaning()))
        .collect();
    let key = rq.key();
    let waits = (!rq.ctx().site().mail).then(|| {
        view! { <Notice>"This server sends no mail yet: messages wait until it does."</Notice> }
    });
    view! {
        <section class="panel" id="mail">
            <h2>"Mail"</h2>
            {waits}
            <Form act="mail" key=key label="What is mailed to you">
                <RadioGroup name="mail" legend="News by mail" options=options value=chosen.as_str().to_owned()/>
                <Submit label="Save" kind=SubmitKind::Secondary/>
            </Form>
        </section>
    }
    .into_any()
}
