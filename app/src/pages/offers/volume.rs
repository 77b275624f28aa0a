//! Writing one volume of an offer.

use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, Choice, Countdown, Form, Notice, NumberInput, PageTitle, Select, Submit,
    SubmitKind, TextArea, TextInput, Tone, format,
};
use backend::Error;
use backend::offers::{self, OfferRecord, OfferSheet, VolumeInput};
use domain::offers::{OfferContent, PastContract, PriceLine, Volume as Part};
use leptos::prelude::*;
use leptos_meta::Title;

/// Empty rows that are shown below the filled ones.
const SPARE: usize = 2;
/// Currencies offered first: those of participating nations and the dollar.
const CURRENCIES: [&str; 13] = [
    "EUR", "USD", "GBP", "NOK", "SEK", "DKK", "CAD", "PLN", "CZK", "RON", "HUF", "TRY", "ISK",
];

/// The form of a volume.
#[component]
pub fn Volume() -> impl IntoView {
    page(
        async |rq| {
            let volume = Part::from_code(rq.param("volume")).ok_or(Error::NotFound)?;
            let sheet = offers::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await?;
            if sheet.own {
                Ok((volume, sheet))
            } else {
                Err(Error::NotFound)
            }
        },
        |rq, (volume, sheet)| draw(&rq, volume, &sheet),
    )
}

fn draw(rq: &Rq, volume: Part, sheet: &OfferSheet) -> AnyView {
    let record = &sheet.record;
    let open = record.is_open_at(rq.at());
    let here = format!("/offers/{}", record.reference);
    let links = vec![
        ("/offers", "Offers").into(),
        (here, record.reference.clone()).into(),
    ];
    let countdown = record.closes_at.map(
        |at| view! { <Countdown at=at now=rq.at() shown=super::sheet::closing(at, &record.zone)/> },
    );
    let fields = match volume {
        Part::Administration => administration(record, &sheet.content),
        Part::Technical => technical(record, &sheet.content),
        Part::Experience => experience(rq, &sheet.content),
        Part::Price => price(rq, record, &sheet.content),
    };
    let rows = matches!(volume, Part::Experience | Part::Price);
    view! {
        <Title text=format!("{} of {}", volume.label(), record.reference)/>
        <Breadcrumbs links=links here=volume.label()/>
        <PageTitle title=volume.label() reference=record.reference.clone() meta=record.solicitation_title.clone()/>
        {(!open).then(|| view! { <Notice tone=Tone::Bad>"Bidding has closed: nothing can be changed any more."</Notice> })}
        <p class="meta">"What you save is stored encrypted. Closes: "{countdown}</p>
        <Form key=rq.key() version=rq.version(record.version)>
            {fields}
            <div class="actions">
                <Submit label="Save the volume" name="act" value="save"/>
                {rows.then(|| view! { <Submit label="Add rows" kind=SubmitKind::Secondary name="act" value="more"/> })}
            </div>
        </Form>
    }
    .into_any()
}

fn administration(record: &OfferRecord, content: &OfferContent) -> AnyView {
    let given = content.administration.clone();
    let asked = record
        .validity_days
        .map(|days| format!("At least {days} days from closing are asked for."));
    view! {
        <TextInput name="contact_name" label="Person to write to" value=given.contact_name autocomplete="name"/>
        <TextInput name="contact_email" label="E-mail address" kind="email" value=given.contact_email autocomplete="email"/>
        <TextInput name="nation_of_origin" label="Nation in which you are legally based" hint="Two letters, such as NO or CA." size=4u16
            value=given.nation_of_origin.map(|nation| nation.as_str().to_owned()) rule="NPP 32: nation of origin"/>
        <NumberInput name="validity_days" label="The offer stands for" unit="days from closing" hint=asked
            value=given.validity_days.map(|days| days.to_string()) rule="GBI 2.15: at most six months"/>
        <Checkbox name="accepts_terms" label="We accept the terms of the prospective contract without exception" checked=given.accepts_terms/>
        <TextArea name="remarks" label="Remarks" hint="No hint of price here." rule="GBI 3.3–3.5: a price in volumes 1 or 2 may make the offer non-compliant"
            value=given.remarks optional=true/>
    }
    .into_any()
}

fn technical(record: &OfferRecord, content: &OfferContent) -> AnyView {
    let given = &content.technical;
    let criteria = record
        .scheme()
        .map(|scheme| scheme.criteria.clone())
        .unwrap_or_default();
    let answers = criteria
        .into_iter()
        .map(|criterion| {
            let text = given.answers.iter().find(|answer| answer.criterion == criterion.code).map(|answer| answer.text.clone());
            let label = format!("{} {} ({} % of the technical score)", criterion.code, criterion.name.as_str(), criterion.weight.normalize());
            view! { <TextArea name=format!("answer_{}", criterion.code) label=label hint=criterion.guidance value=text rows=6/> }
        })
        .collect_view();
    let declared = record
        .requirements()
        .iter()
        .map(|requirement| declared(requirement, content))
        .collect_view();
    view! {
        <TextArea name="summary" label="The solution in words" hint="No hint of price here."
            rule="GBI 3.3–3.5: a price in volumes 1 or 2 may make the offer non-compliant" value=given.summary.clone() rows=6/>
        {answers}
        {declared}
    }
    .into_any()
}

fn declared(requirement: &domain::solicitations::Requirement, content: &OfferContent) -> AnyView {
    let found = content
        .technical
        .declared
        .iter()
        .find(|declared| declared.requirement == requirement.code)
        .cloned();
    let limit = |word: &str, value: Option<rust_decimal::Decimal>| {
        value.map(|value| format!("{word} {} {}", value.normalize(), requirement.unit))
    };
    let hints: Vec<String> = [
        limit("threshold", requirement.threshold),
        limit("objective", requirement.objective),
    ]
    .into_iter()
    .flatten()
    .collect();
    let hint = format!("{}, {}", hints.join(", "), requirement.direction.label());
    let code = requirement.code.clone();
    let (value, not_offered) = match &found {
        Some(declared) => (
            declared.value.map(|value| value.normalize().to_string()),
            declared.value.is_none(),
        ),
        None => (None, false),
    };
    view! {
        <fieldset class="group">
            <legend>{format!("{} {}", requirement.code, requirement.name.as_str())}</legend>
            <NumberInput name=format!("value_{code}") label="Declared value" unit=requirement.unit.clone() hint=hint value=value optional=true/>
            <Checkbox name=format!("not_offered_{code}") label="We do not offer this" checked=not_offered/>
            <TextArea name=format!("evidence_{code}") label="What shows it" value=found.map(|declared| declared.evidence) rows=2 optional=true/>
        </fieldset>
    }
    .into_any()
}

/// How many rows to show: the filled ones, what was asked for, and a few more.
fn rows(rq: &Rq, group: &str, filled: usize) -> usize {
    let form = rq.form();
    let typed = (1..=200)
        .filter(|row| {
            ["description", "customer"]
                .iter()
                .any(|field| form.value(&format!("{group}_{row}_{field}")).is_some())
        })
        .count();
    let more = if form.value("act") == Some("more") {
        5
    } else {
        0
    };
    typed.max(filled + SPARE) + more
}

fn experience(rq: &Rq, content: &OfferContent) -> AnyView {
    let given = &content.experience.references;
    let count = rows(rq, "reference", given.len());
    let row = |number: usize| past(number, given.get(number - 1).cloned());
    view! {
        <p class="meta">"Recency counts: up to two years is very recent, up to four recent, up to six somewhat recent (GBI 4.7)."</p>
        {(1..=count).map(row).collect_view()}
    }
    .into_any()
}

fn past(number: usize, given: Option<PastContract>) -> AnyView {
    let year = given
        .as_ref()
        .and_then(|past| past.last_year)
        .map(|year| year.to_string());
    let field = |name: &str| format!("reference_{number}_{name}");
    view! {
        <fieldset class="group">
            <legend>{format!("Past contract {number}")}</legend>
            <TextInput name=field("customer") label="Customer" value=given.as_ref().map(|past| past.customer.clone()) optional=true/>
            <TextArea name=field("description") label="What was delivered" value=given.as_ref().map(|past| past.description.clone()) rows=2 optional=true/>
            <NumberInput name=field("last_year") label="Last year of performance" value=year optional=true size=6/>
        </fieldset>
    }
    .into_any()
}

fn price(rq: &Rq, record: &OfferRecord, content: &OfferContent) -> AnyView {
    let given = &content.price;
    let count = rows(rq, "line", given.lines.len());
    let currency = given.currency.map(|currency| currency.code().to_owned());
    let lots: Vec<Choice> = record
        .lots()
        .iter()
        .map(|lot| {
            Choice::new(
                lot.code.clone(),
                format!("{} {}", lot.code, lot.title.as_str()),
            )
        })
        .collect();
    let code = currency.clone().unwrap_or_else(|| "EUR".to_owned());
    let row = |number: usize| {
        line(
            number,
            given.lines.get(number - 1).cloned(),
            lots.clone(),
            &code,
        )
    };
    let lines = (1..=count).map(row).collect_view();
    let currencies = CURRENCIES
        .into_iter()
        .map(|code| Choice::new(code, code))
        .collect::<Vec<_>>();
    let total = given.total().map(|total| {
        format!(
            "Saved total, options in: {}",
            format::money_exact(total.minor, total.currency.code())
        )
    });
    view! {
        <Select name="currency" label="Currency of all prices" options=currencies value=currency prompt="Choose"
            rule="GBI 3.7: your own currency or the euro, one currency for the whole offer, without VAT"/>
        {lines}
        <p class="meta">{total}</p>
    }
    .into_any()
}

fn line(number: usize, given: Option<PriceLine>, lots: Vec<Choice>, currency: &str) -> AnyView {
    let field = |name: &str| format!("line_{number}_{name}");
    let of = |read: fn(&PriceLine) -> String| given.as_ref().map(read);
    let price = given
        .as_ref()
        .map(|line| format::amount(line.unit_price_minor, currency));
    let lot = (!lots.is_empty()).then(|| view! { <Select name=field("lot") label="Lot" options=lots value=of(|line| line.lot.clone()) prompt="The whole" optional=true/> });
    view! {
        <fieldset class="group line">
            <legend>{format!("Line {number}")}</legend>
            <TextInput name=field("description") label="What" value=of(|line| line.description.clone()) optional=true/>
            {lot}
            <TextInput name=field("unit") label="Unit" size=10u16 value=of(|line| line.unit.clone()) optional=true/>
            <NumberInput name=field("quantity") label="Quantity" value=of(|line| line.quantity.normalize().to_string()) optional=true/>
            <NumberInput name=field("price") label="Price of a unit" value=price optional=true/>
            <Checkbox name=field("option") label="This line is an option" checked=given.as_ref().is_some_and(|line| line.option)/>
        </fieldset>
    }
    .into_any()
}

/// Saves the volume, or shows more rows.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    let volume = Part::from_code(post.rq.param("volume")).ok_or(Error::NotFound)?;
    if post.act() == "more" {
        return Ok(Go::again());
    }
    let input = VolumeInput {
        volume,
        pairs: post.pairs.clone(),
    };
    offers::save_volume(
        post.rq.ctx(),
        &post.call,
        &reference,
        post.version()?,
        input,
    )
    .await?;
    Ok(Go::to(format!("/offers/{reference}")))
}
