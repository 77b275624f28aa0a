//! One option: its window, and the two steps that exercise it.

use super::cells::{kv, summary};
use super::conflict::recorded;
use super::moment;
use super::typed::number;
use super::words::tone;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, Form, Help, Notice, PageTitle, Submit, SubmitKind, format};
use backend::Error;
use backend::contracts::record::ContractOption;
use backend::contracts::{self, ContractRecord, ContractSheet, OptionStep};
use domain::contracts::OptionWindow;
use domain::contracts::life::ContractAct;
use domain::policy::Subject;
use domain::policy::actions::ManageContract;
use domain::states::option::OptionState;
use leptos::prelude::*;
use leptos_meta::Title;

/// One option.
#[component]
pub fn OptionPage() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            let sheet =
                contracts::sheet(rq.ctx(), rq.actor(), &reference, moment::read(&rq)?).await?;
            let number: i64 = rq.param("number").parse().map_err(|_| Error::NotFound)?;
            let mut options = sheet.record.options.iter();
            let option = options.find(|option| option.number == number).cloned();
            Ok((option.ok_or(Error::NotFound)?, sheet))
        },
        |rq, (option, sheet)| draw(&rq, &option, &sheet),
    )
}

fn draw(rq: &Rq, option: &ContractOption, sheet: &ContractSheet) -> AnyView {
    let record = &sheet.record;
    let shown = sheet.moment.map_or_else(|| rq.at(), |(at, _)| at);
    let window = OptionWindow::of(option.starts_on, option.notice_by);
    let standing = window.status(shown.date_naive(), option.noticed_on);
    let open = !matches!(
        option.status,
        OptionState::Exercised | OptionState::Lapsed | OptionState::Declined
    );
    let notice = open.then(|| view! { <Notice tone=tone(standing.tone()) title=standing.label()>{standing.meaning()}</Notice> });
    let base = format!("/contracts/{}{}", record.reference, moment::kept(sheet));
    let noticed = option
        .noticed_on
        .map_or_else(|| "not yet".to_owned(), format::date);
    view! {
        <Title text=format!("Option {} of {}", option.number, record.reference)/>
        {moment::banner(rq, sheet)}
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), ("/contracts/options", "Options").into(), (base, record.reference.clone()).into()] here=format!("Option {}", option.number)/>
            <PageTitle title=option.title.clone() reference=format!("Option {}", option.number) state=option.status.label() tone=tone(option.status.tone())/>
            {notice}
            {summary(view! {
                {kv("Value", format::money(option.value_minor, record.currency.code()))}
                {kv("Period", format!("{} to {}", format::date(option.starts_on), format::date(option.ends_on)))}
                {kv("Last day for notice", format::date(window.notice_by))}
                {kv("Notice given", noticed)}
                {kv("Modification", format!("{} to {}", format::date(window.modify_from), format::date(window.expiry)))}
             })}
            {recorded(rq)}
            {sheet.moment.is_none().then(|| step(rq, option, record))}
            <Help title="How is an option exercised?" source="GTC A.4.1">
                <p>"The purchaser alone decides. Notice is given at least 60 days before the running period expires, and the modification follows within the last 30 days. There is no duty to exercise."</p>
            </Help>
            {moment::choose(rq, sheet)}
        </div>
    }
    .into_any()
}

fn step(rq: &Rq, option: &ContractOption, record: &ContractRecord) -> AnyView {
    let (act, label, consequence) = match option.status {
        OptionState::Available => (
            "notify",
            "Give notice",
            "The contractor knows that the option will be used.",
        ),
        OptionState::Noticed => (
            "modify",
            "Exercise the option",
            "A unilateral modification extends the contract and adds the option's value.",
        ),
        _ => return ().into_any(),
    };
    if !rq.may::<ManageContract>(Subject::ANY) || record.may(ContractAct::Option).is_err() {
        return ().into_any();
    }
    let (key, version) = (rq.key(), rq.version(record.version));
    let decline = (option.status == OptionState::Available).then(|| decline(rq, record));
    view! {
        <Form act=act key=key version=version label=label><Submit label=label consequence=consequence/></Form>
        {decline}
    }
    .into_any()
}

fn decline(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let consequence = "It cannot be used any more; buying the same later takes a new agreement.";
    view! {
        <details><summary>"Decline the option"</summary>
            <Form act="decline" key=key version=version label="Decline the option">
                <Submit label="Decline the option" kind=SubmitKind::Danger consequence=consequence/>
            </Form>
        </details>
    }
    .into_any()
}

/// Gives notice, exercises or declines.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let step = match post.act() {
        "notify" => OptionStep::Notify,
        "modify" => OptionStep::Modify,
        "decline" => OptionStep::Decline,
        _ => return Err(Error::NotFound),
    };
    let number = number(&post)?;
    contracts::exercise_option(
        post.rq.ctx(),
        &post.call,
        &reference,
        post.version()?,
        number,
        step,
    )
    .await?;
    Ok(Go::to(format!("/contracts/{reference}/options/{number}")))
}
