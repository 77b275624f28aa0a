//! Recording a pledge.

use super::parts::day;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, Choice, DateFields, Form, MoneyField, PageTitle, RadioGroup, Select,
    Submit, TextArea,
};
use backend::contributions::{self, Choices, NewPledge, PledgeInput};
use backend::{Error, FieldErrors};
use domain::contributions::ContributionKind;
use leptos::prelude::*;
use leptos_meta::Title;

/// The form of a pledge of the delegate's own nation.
#[component]
pub fn New() -> impl IntoView {
    page(
        async |rq| contributions::choices(rq.ctx(), rq.actor()).await,
        |rq, choices| draw(&rq, choices),
    )
}

fn draw(rq: &Rq, choices: Choices) -> AnyView {
    let nation = choices
        .nation
        .clone()
        .unwrap_or_else(|| "your nation".to_owned());
    view! {
        <Title text="Record a pledge"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contributions", "Contributions").into()] here="Record a pledge"/>
            <PageTitle title="Record a pledge" meta=format!("Of {nation}. It gets its reference when it is recorded, and every nation sees it.")/>
            {form(rq, choices)}
        </div>
    }
    .into_any()
}

fn form(rq: &Rq, choices: Choices) -> impl IntoView + use<> {
    let (key, today) = (rq.key(), rq.at().date_naive());
    let programme = rq.query("programme").map(str::to_owned);
    let programmes: Vec<Choice> = choices
        .programmes
        .into_iter()
        .map(|(code, name)| Choice::new(code.clone(), format!("{code}: {name}")))
        .collect();
    let kinds: Vec<Choice> = ContributionKind::ALL
        .iter()
        .map(|kind| Choice::new(kind.as_str(), kind.label()).hint(kind.meaning()))
        .collect();
    let currencies: Vec<Choice> = choices
        .currencies
        .into_iter()
        .map(|code| Choice::new(code.clone(), code))
        .collect();
    let own = choices.own_currency;
    view! {
        <Form act="pledge" key=key label="Record a pledge">
            <Select name="programme" label="Programme" options=programmes value=programme prompt="Choose a programme"/>
            <RadioGroup name="kind" legend="In what" options=kinds value="cash"/>
            <TextArea name="description" label="What is pledged" rows=3 maxlength=2000 hint="For example: money to buy commercial radar imagery, 2026 to 2030."/>
            <MoneyField name="amount" legend="Amount" currencies=currencies currency=own optional=true
                hint="Needed for cash. For anything else what it is valued at, if it is valued."
                rule="Contributions in kind are never added to sums of money, even where they are valued"/>
            <DateFields name="pledged_on" legend="Pledged on" value=today/>
            <DateFields name="starts_on" legend="From" hint="Payments and availability are expected from this day on." optional=true/>
            <DateFields name="ends_on" legend="Until" optional=true/>
            <Checkbox name="agreed" label="Based on a memorandum of understanding or another agreement"
                hint="Ticked, the pledge counts as committed; otherwise as intended, until the agreement is recorded."/>
            <TextArea name="private_note" label="Private note" rows=2 maxlength=2000 optional=true hint="Only delegates of your nation and auditors read it."/>
            <Submit label="Record pledge"/>
        </Form>
    }
}

/// Records the pledge.
pub async fn post(post: Post) -> Result<Go, Error> {
    if post.act() != "pledge" {
        return Err(Error::NotFound);
    }
    let mut errors = FieldErrors::default();
    let nation = post.rq.actor().person().and_then(|person| person.nation);
    let text = |name: &str| post.value(name).to_owned();
    let input = PledgeInput {
        nation: nation.map(|nation| nation.to_string()).unwrap_or_default(),
        programme: text("programme"),
        kind: text("kind"),
        description: text("description"),
        amount: text("amount"),
        currency: text("amount_currency"),
        pledged_on: day(&post, &mut errors, "pledged_on"),
        starts_on: day(&post, &mut errors, "starts_on"),
        ends_on: day(&post, &mut errors, "ends_on"),
        agreed: !post.value("agreed").is_empty(),
        private_note: text("private_note"),
    };
    errors.finish()?;
    let pledge = NewPledge::try_from(input)?;
    let reference = contributions::record_pledge(post.rq.ctx(), &post.call, pledge).await?;
    Ok(Go::to(format!("/contributions/{reference}")))
}
