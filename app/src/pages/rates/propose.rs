//! Typing a rate.

use crate::pages::contributions::day;
use crate::post::Post;
use crate::request::Rq;
use crate::ui::{
    Choice, DateFields, Form, NumberInput, Panel, Select, Submit, TextArea, TextInput,
};
use backend::rates::{self, RateInput};
use backend::{Error, FieldErrors};
use domain::money::{Currency, parse_decimal};
use domain::policy::actions::ProposeRate;
use leptos::prelude::*;

pub(super) fn choices(currencies: &[String]) -> Vec<Choice> {
    let codes = currencies.iter();
    codes
        .map(|code| Choice::new(code.clone(), code.clone()))
        .collect()
}

pub(super) fn form(rq: &Rq, currencies: &[String]) -> AnyView {
    let (key, options, today) = (rq.key(), choices(currencies), rq.at().date_naive());
    view! {
        <Panel title="Type a rate" meta="It converts nothing until another officer approves it. A publisher’s file needs no second person: import it instead.">
            <Form act="propose" key=key label="Type a rate">
                <Select name="currency" label="Currency" options=options prompt="Choose a currency"/>
                <DateFields name="on_day" legend="Day" hint="The day for which the rate was published." value=today/>
                <NumberInput name="units_per_eur" label="Units for one euro" hint="For example 11.2935 for NOK."/>
                <TextInput name="source" label="Source" hint="Who published it, and where a colleague finds it."/>
                <TextArea name="reason" label="Why the recorded rate is wrong" hint="Only where the day has a rate in force, which this one is to correct." rows=3 optional=true/>
                <Submit label="Propose the rate"/>
            </Form>
        </Panel>
    }
    .into_any()
}

pub(super) async fn post(post: &Post) -> Result<(), Error> {
    post.permitted::<ProposeRate>()?;
    let mut errors = FieldErrors::default();
    let currency = errors.take("currency", post.value("currency").parse::<Currency>());
    let on_day = day(post, &mut errors, "on_day");
    if on_day.is_none() && errors.is_empty() {
        errors.add("on_day", "write the day for which the rate was published");
    }
    let units = parse_decimal(post.value("units_per_eur"));
    let units = units.ok_or("write how many units one euro buys, such as 11.2935");
    let units = errors.take("units_per_eur", units);
    errors.finish()?;
    let (Some(currency), Some(on_day), Some(units_per_eur)) = (currency, on_day, units) else {
        return Err(Error::NotFound);
    };
    let input = RateInput {
        currency,
        on_day,
        units_per_eur,
        source: post.value("source"),
        reason: post.value("reason"),
    };
    rates::propose(post.rq.ctx(), &post.call, input).await?;
    Ok(())
}
