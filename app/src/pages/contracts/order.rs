//! Issuing an order.

use super::cells::{kv, summary};
use super::conflict::recorded;
use super::typed::{amount, day, read};
use super::words;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, DateFields, Form, NumberInput, PageTitle, Submit, TextInput, format};
use backend::contracts::{self, ContractRecord, OrderInput};
use backend::{Error, FieldErrors};
use domain::contracts::remaining_ceiling;
use domain::policy::actions::IssueOrder;
use domain::policy::{Subject, permit};
use domain::text::Line;
use leptos::prelude::*;
use leptos_meta::Title;

/// The form for a new order.
#[component]
pub fn NewOrder() -> impl IntoView {
    page(
        async |rq| {
            permit::<IssueOrder>(rq.actor(), Subject::ANY)?;
            let reference = rq.param("reference").to_ascii_uppercase();
            Ok(contracts::sheet(rq.ctx(), rq.actor(), &reference, None)
                .await?
                .record)
        },
        |rq, record| draw(&rq, &record),
    )
}

fn draw(rq: &Rq, record: &ContractRecord) -> AnyView {
    let unit = record.currency.code().to_owned();
    let money = |minor: i64| format::money(minor, &unit);
    let limits = record.limits();
    let left = limits
        .as_ref()
        .and_then(|limits| remaining_ceiling(limits, &record.order_amounts()));
    let range = match (record.min_order_minor, record.max_order_minor) {
        (Some(least), Some(most)) => format!("{} to {}", money(least), money(most)),
        (Some(least), None) => format!("at least {}", money(least)),
        (None, Some(most)) => format!("at most {}", money(most)),
        (None, None) => "no limit".to_owned(),
    };
    let period = format!(
        "{} to {}",
        words::day(record.effective_on),
        words::day(record.ordering_ends_on)
    );
    let left = left.map_or_else(|| "no ceiling".to_owned(), money);
    let (key, version, base) = (
        rq.key(),
        rq.version(record.version),
        format!("/contracts/{}", record.reference),
    );
    view! {
        <Title text="Issue an order"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (base, record.reference.clone()).into()] here="New order"/>
            <PageTitle title="Issue an order" reference=record.reference.clone() meta="It binds the contractor when it is issued, and its value is obligated with it."/>
            {summary(view! {
                {kv("Left to order", left)}
                {kv("Value of one order", range)}
                {kv("Ordering period", period)}
             })}
            {recorded(rq)}
            <Form act="order" key=key version=version>
                <TextInput name="title" label="What is ordered" maxlength=200/>
                <NumberInput name="amount" label="Value" unit=unit size=16
                    rule="STC B.6, G.3, G.4: not below the minimum, not above the maximum, within the remaining ceiling"/>
                <DateFields name="starts_on" legend="First day of performance"/>
                <DateFields name="ends_on" legend="Last day of performance" rule="STC B.6: an order issued in time may outlive the ordering period"/>
                <Submit label="Issue order"/>
            </Form>
        </div>
    }
    .into_any()
}

/// Issues the order.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let record = contracts::sheet(ctx, post.rq.actor(), &reference, None)
        .await?
        .record;
    let mut errors = FieldErrors::default();
    let title = errors.take("title", Line::parse(post.value("title")));
    let amount_minor = amount(&post, &mut errors, "amount", record.currency);
    let starts_on = day(&post, &mut errors, "starts_on");
    let ends_on = day(&post, &mut errors, "ends_on");
    errors.finish()?;
    let input = OrderInput {
        title: read(title)?,
        amount_minor: read(amount_minor)?,
        starts_on: read(starts_on)?,
        ends_on: read(ends_on)?,
    };
    contracts::issue_order(ctx, &post.call, &reference, post.version()?, input).await?;
    Ok(Go::to(format!("/contracts/{reference}?tab=orders")))
}
