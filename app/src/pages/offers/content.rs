//! What an offer says, to read: all four volumes.

use crate::ui::{KeyValue, NumTd, RowHead, SummaryList, Table, Tag, Td, Th, Tone, format};
use backend::offers::OfferRecord;
use domain::offers::{OfferContent, PriceLine, Volume};
use domain::solicitations::Requirement;
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The four volumes; with `change` each leads to its form.
pub fn content(record: &OfferRecord, content: &OfferContent, change: bool) -> AnyView {
    let parts = [
        (Volume::Administration, administration(content)),
        (Volume::Technical, technical(record, content)),
        (Volume::Experience, experience(content)),
        (Volume::Price, price(content)),
    ];
    parts
        .into_iter()
        .map(|(volume, part)| section(record, volume, part, change))
        .collect_view()
        .into_any()
}

fn section(record: &OfferRecord, volume: Volume, part: AnyView, change: bool) -> AnyView {
    let href = format!("/offers/{}/volumes/{}", record.reference, volume.as_str());
    let link = change
        .then(|| view! { <a href=href>"Change "<span class="hidden">{volume.label()}</span></a> });
    view! { <section class="stack"><h2>{volume.label()}</h2>{part}{link}</section> }.into_any()
}

fn administration(content: &OfferContent) -> AnyView {
    let given = content.administration.clone();
    let validity = given
        .validity_days
        .map(|days| format!("{days} days from closing"));
    let contact = format!("{} · {}", given.contact_name, given.contact_email);
    let based = given
        .nation_of_origin
        .map(|nation| nation.as_str().to_owned());
    let terms = if given.accepts_terms {
        "accepted without exception"
    } else {
        "not accepted"
    };
    let remarks = (!given.remarks.is_empty()).then(|| given.remarks.clone());
    view! {
        <SummaryList>
            <KeyValue key="Contact">{contact}</KeyValue>
            <KeyValue key="Legally based in">{based}</KeyValue>
            <KeyValue key="Stands for">{validity}</KeyValue>
            <KeyValue key="Terms">{terms}</KeyValue>
            {remarks.map(|remarks| view! { <KeyValue key="Remarks">{remarks}</KeyValue> })}
        </SummaryList>
    }
    .into_any()
}

fn technical(record: &OfferRecord, content: &OfferContent) -> AnyView {
    let given = &content.technical;
    let name = |code: &str| {
        let criteria = record
            .scheme()
            .map(|scheme| scheme.criteria.as_slice())
            .unwrap_or_default();
        criteria
            .iter()
            .find(|criterion| criterion.code == code)
            .map_or_else(
                || code.to_owned(),
                |criterion| format!("{code} {}", criterion.name.as_str()),
            )
    };
    let answers = given
        .answers
        .iter()
        .map(|answer| (name(&answer.criterion), answer.text.clone()));
    let answers = answers
        .map(|(name, text)| view! { <KeyValue key=name>{text}</KeyValue> })
        .collect_view();
    let rows = record
        .requirements()
        .iter()
        .map(|requirement| declared(requirement, content))
        .collect_view();
    let any = !record.requirements().is_empty();
    view! {
        <p class="prose">{given.summary.clone()}</p>
        <SummaryList>{answers}</SummaryList>
        {any.then(|| view! {
            <Table caption="Declared parameters">
                <thead><tr><Th label="Parameter"/><Th label="Declared" num=true/><Th label="Threshold" num=true/><Th label="Objective" num=true/><Th label="Meets"/><Th label="Evidence"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        })}
    }
    .into_any()
}

fn declared(requirement: &Requirement, content: &OfferContent) -> AnyView {
    let found = content
        .technical
        .declared
        .iter()
        .find(|declared| declared.requirement == requirement.code);
    let with_unit = |value: Decimal| format!("{} {}", value.normalize(), requirement.unit);
    let value = found.and_then(|declared| declared.value);
    let (tone, meets) = match (found, value) {
        (_, Some(value)) if requirement.meets(value) => (Tone::Good, "meets the threshold"),
        (_, Some(_)) => (Tone::Bad, "misses the threshold"),
        (Some(_), None) => (Tone::Attention, "not offered"),
        (None, None) => (Tone::Attention, "not answered"),
    };
    let (name, evidence) = (
        requirement.name.as_str().to_owned(),
        found.map(|declared| declared.evidence.clone()),
    );
    let (threshold, objective) = (
        requirement.threshold.map(with_unit),
        requirement.objective.map(with_unit),
    );
    let value = value.map_or_else(|| "not offered".to_owned(), with_unit);
    view! {
        <tr>
            <RowHead>{name}</RowHead>
            <NumTd label="Declared" lead=true>{value}</NumTd>
            <NumTd label="Threshold">{threshold}</NumTd>
            <NumTd label="Objective">{objective}</NumTd>
            <Td label="Meets"><Tag tone=tone label=meets/></Td>
            <Td label="Evidence">{evidence}</Td>
        </tr>
    }
    .into_any()
}

fn experience(content: &OfferContent) -> AnyView {
    let rows = content
        .experience
        .references
        .clone()
        .into_iter()
        .map(|past| {
            view! {
                <tr>
                    <RowHead>{past.customer}</RowHead>
                    <Td label="What" lead=true>{past.description}</Td>
                    <NumTd label="Last year">{past.last_year}</NumTd>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="Past contracts" caption_hidden=true>
            <thead><tr><Th label="Customer"/><Th label="What"/><Th label="Last year" num=true/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn price(content: &OfferContent) -> AnyView {
    let Some(currency) = content.price.currency else {
        return view! { <p class="meta">"No prices yet."</p> }.into_any();
    };
    let code = currency.code().to_owned();
    let total = content
        .price
        .total()
        .map(|total| format::money_exact(total.minor, &code));
    let rows = content
        .price
        .lines
        .iter()
        .map(|line| price_line(line, &code))
        .collect_view();
    view! {
        <Table caption="Price lines" note=format!("in {code}, options added for evaluation (GBI 3.7)")>
            <thead><tr><Th label="Line"/><Th label="Quantity" num=true/><Th label="Unit price" num=true unit=code.clone()/><Th label="Total" num=true unit=code.clone()/></tr></thead>
            <tbody>
                {rows}
                <tr class="total"><RowHead>"Evaluated total"</RowHead><NumTd label="Quantity">""</NumTd><NumTd label="Unit price">""</NumTd><NumTd label="Total" lead=true>{total}</NumTd></tr>
            </tbody>
        </Table>
    }
    .into_any()
}

fn price_line(line: &PriceLine, currency: &str) -> AnyView {
    let lot = (!line.lot.is_empty()).then(|| format!(" · {}", line.lot));
    let option = line.option.then_some(" · option");
    let (description, quantity) = (
        line.description.clone(),
        format!("{} {}", line.quantity.normalize(), line.unit),
    );
    let unit_price = format::amount(line.unit_price_minor, currency);
    let total = line
        .total_minor()
        .map(|total| format::amount(total, currency));
    view! {
        <tr>
            <RowHead>{description}<span class="meta">{lot}{option}</span></RowHead>
            <NumTd label="Quantity">{quantity}</NumTd>
            <NumTd label="Unit price">{unit_price}</NumTd>
            <NumTd label="Total" lead=true>{total}</NumTd>
        </tr>
    }
    .into_any()
}
