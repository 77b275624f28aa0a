//! What can be done with a pledge: each form is shown only to whom it is for, in states that allow it.

use super::parts::day;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{DateFields, Form, NumberInput, Panel, Submit, SubmitKind, TextInput};
use backend::contributions::{
    Allocation, Payment, PledgeRow, Step, allocate, pledge_sheet, record_payment, take_step,
};
use backend::{Error, FieldErrors};
use domain::money::{Currency, Money};
use domain::policy::Subject;
use domain::policy::actions::{AllocateContribution, RecordContributionPayment, RecordPledge};
use domain::states::{ContributionEvent, ContributionState};
use leptos::prelude::*;

/// The forms that this person may use on this pledge now.
pub(super) fn forms(rq: &Rq, pledge: &PledgeRow) -> Vec<AnyView> {
    let nation = pledge.nation_code.parse().ok();
    let own = Subject {
        nation,
        ..Subject::ANY
    };
    let (state, cash) = (pledge.state(), pledge.kind().is_cash());
    let open = matches!(
        state,
        ContributionState::Committed | ContributionState::Called
    );
    let allows = |event| state.allowed().any(|allowed| allowed == event);
    let mut forms = Vec::new();
    if rq.may::<RecordContributionPayment>(own) && cash && open {
        forms.push(pay(rq, pledge));
    }
    if rq.may::<RecordPledge>(own) {
        if allows(ContributionEvent::Commit) {
            forms.push(step(rq, pledge, Step::Commit));
        }
        if !cash && open {
            forms.push(step(rq, pledge, Step::MakeAvailable));
        }
        if allows(ContributionEvent::Withdraw) && pledge.allocated_minor == 0 {
            forms.push(step(rq, pledge, Step::Withdraw));
        }
    }
    if rq.may::<AllocateContribution>(Subject::ANY) {
        let left = pledge.amount_minor.unwrap_or(0) > pledge.allocated_minor;
        if cash && left && pledge.is_binding() {
            forms.push(allocation(rq, pledge));
        }
        if allows(ContributionEvent::Verify) {
            forms.push(step(rq, pledge, Step::Verify));
        }
    }
    forms
}

fn pay(rq: &Rq, pledge: &PledgeRow) -> AnyView {
    let (key, version, today) = (rq.key(), rq.version(pledge.version), rq.at().date_naive());
    let unit = pledge.currency.clone();
    view! {
        <Panel title="Record a payment">
            <Form act="pay" key=key version=version label="Record a payment">
                <NumberInput name="amount" label="Amount" unit=unit size=16
                    rule="Not above what is unpaid: a larger contribution needs a further pledge first"/>
                <DateFields name="paid_on" legend="Paid on" value=today/>
                <TextInput name="note" label="Remark" hint="For example the transfer's reference." optional=true/>
                <Submit label="Record payment"/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn allocation(rq: &Rq, pledge: &PledgeRow) -> AnyView {
    let (key, version, unit) = (
        rq.key(),
        rq.version(pledge.version),
        pledge.currency.clone(),
    );
    view! {
        <Panel title="Allocate to a contract">
            <Form act="allocate" key=key version=version label="Allocate to a contract">
                <TextInput name="contract" label="Contract" hint="Its reference, such as CTR-2026-0001." size=16
                    rule="A contract of the same programme, or of none"/>
                <NumberInput name="amount" label="Amount" unit=unit size=16/>
                <Submit label="Allocate"/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn step(rq: &Rq, pledge: &PledgeRow, step: Step) -> AnyView {
    let (key, version) = (rq.key(), rq.version(pledge.version));
    let (title, label, button) = match step {
        Step::Commit => ("Record the agreement", "Agreement", "Record agreement"),
        Step::Withdraw => ("Take the pledge back", "Reason", "Take pledge back"),
        Step::MakeAvailable => (
            "Make it available",
            "What can be used, and how",
            "Record availability",
        ),
        Step::Verify => ("Verify", "Evidence that was checked", "Record verification"),
    };
    let withdraw = step == Step::Withdraw;
    let kind = if withdraw {
        SubmitKind::Danger
    } else {
        SubmitKind::Secondary
    };
    let consequence =
        withdraw.then_some("It leaves every sum and cannot be restored; the log keeps it.");
    view! {
        <Panel title=title>
            <Form act=step.as_str() key=key version=version label=title>
                <TextInput name="reason" label=label maxlength=300/>
                <Submit label=button kind=kind consequence=consequence/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Does what one of the pledge's forms asks for.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_uppercase();
    let version = post.version()?;
    match post.act() {
        "pay" => pay_posted(&post, &reference, version).await?,
        "allocate" => allocate_posted(&post, &reference, version).await?,
        act => {
            let steps = [
                Step::Commit,
                Step::Withdraw,
                Step::MakeAvailable,
                Step::Verify,
            ];
            let step = steps
                .into_iter()
                .find(|step| step.as_str() == act)
                .ok_or(Error::NotFound)?;
            take_step(
                post.rq.ctx(),
                &post.call,
                &reference,
                version,
                step,
                post.value("reason"),
            )
            .await?;
        }
    }
    Ok(Go::to(format!("/contributions/{reference}")))
}

/// The currency is the pledge's own; nobody types it.
async fn currency(post: &Post, reference: &str) -> Result<Currency, Error> {
    let sheet = pledge_sheet(post.rq.ctx(), post.rq.actor(), reference).await?;
    let code = sheet.pledge.currency.unwrap_or_else(|| "EUR".to_owned());
    code.parse().map_err(|error| Error::field("amount", error))
}

async fn pay_posted(post: &Post, reference: &str, version: i64) -> Result<(), Error> {
    let currency = currency(post, reference).await?;
    let mut errors = FieldErrors::default();
    let amount = errors.take("amount", Money::parse(post.value("amount"), currency));
    let paid_on = day(post, &mut errors, "paid_on");
    if paid_on.is_none() && errors.is_empty() {
        errors.add("paid_on", "write the day of the payment");
    }
    errors.finish()?;
    let (Some(amount), Some(paid_on)) = (amount, paid_on) else {
        return Err(Error::NotFound);
    };
    let payment = Payment {
        amount,
        paid_on,
        note: post.value("note").to_owned(),
    };
    record_payment(post.rq.ctx(), &post.call, reference, version, payment).await
}

async fn allocate_posted(post: &Post, reference: &str, version: i64) -> Result<(), Error> {
    let currency = currency(post, reference).await?;
    let mut errors = FieldErrors::default();
    let amount = errors.take("amount", Money::parse(post.value("amount"), currency));
    let contract = post.value("contract").to_owned();
    if contract.is_empty() {
        errors.add(
            "contract",
            "write the contract's reference, such as CTR-2026-0001",
        );
    }
    errors.finish()?;
    let amount = amount.ok_or(Error::NotFound)?;
    let allocation = Allocation { contract, amount };
    allocate(post.rq.ctx(), &post.call, reference, version, allocation).await
}
