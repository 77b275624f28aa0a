//! What an offer says, to be read.

use super::attached::files;
use super::content_price::{priced, sealed};
use super::declared::standing_tag;
use super::partners;
use crate::ui::{KeyValue, NumTd, Panel, RowHead, SummaryList, Table, Td, Th, format};
use backend::offers::Sought;
use domain::offers::{Administration, Experience, OfferContent, Technical, Volume};
use leptos::prelude::*;

/// All four volumes of the offer at an address; with `change` they can be changed there. A price that is still sealed says so.
pub fn content(
    content: OfferContent,
    sought: &Sought,
    address: &str,
    change: bool,
    price_sealed: bool,
) -> AnyView {
    let attached = Volume::ALL.map(|volume| files(address, content.attachments(volume)));
    let [first, second, third, fourth] = attached;
    let OfferContent {
        administration,
        technical,
        experience,
        price,
    } = content;
    let to = |volume: &str| change.then(|| format!("{address}/{volume}"));
    let price = match price_sealed {
        true => sealed(),
        false => priced(price, sought, fourth, to("price")),
    };
    view! {
        {administrative(administration, first, to("administration"))}
        {technical_volume(technical, sought, second, to("technical"))}
        {past(experience, third, to("experience"))}
        {price}
    }
    .into_any()
}

/// The way to the form of a volume.
pub(super) fn change_link(href: Option<String>) -> AnyView {
    href.map(|href| view! { <p><a href=href>"Change this volume"</a></p> })
        .into_any()
}

fn administrative(volume: Administration, files: AnyView, change: Option<String>) -> AnyView {
    let days = volume.validity_days.map(format::days);
    let nation = volume
        .nation_of_origin
        .map(|nation| nation.as_str().to_owned());
    let terms = if volume.accepts_terms {
        "accepted without exception"
    } else {
        "not accepted"
    };
    let remarks = (!volume.remarks.is_empty())
        .then(|| view! { <KeyValue key="Remarks">{volume.remarks}</KeyValue> });
    view! {
        <Panel title="1 Administration">
            <SummaryList>
                <KeyValue key="Contact">{volume.contact_name}" "{volume.contact_email}</KeyValue>
                <KeyValue key="Nation of origin">{nation}</KeyValue>
                <KeyValue key="Stands for">{days}</KeyValue>
                <KeyValue key="Terms of contract">{terms}</KeyValue>
                {remarks}
            </SummaryList>
            {partners::table(volume.partners)}
            {files}
            {change_link(change)}
        </Panel>
    }
    .into_any()
}

fn technical_volume(
    volume: Technical,
    sought: &Sought,
    files: AnyView,
    change: Option<String>,
) -> AnyView {
    let asked = sought.asked();
    let answers = volume
        .answers
        .into_iter()
        .map(|answer| {
            let name = asked
                .criteria
                .iter()
                .find(|criterion| criterion.code == answer.criterion)
                .map(|criterion| criterion.name.as_str().to_owned());
            let key = format!("{} {}", answer.criterion, name.unwrap_or_default());
            view! { <KeyValue key=key>{answer.text}</KeyValue> }
        })
        .collect_view();
    let declared = volume
        .declared
        .into_iter()
        .map(|row| {
            let known = asked
                .requirements
                .iter()
                .find(|known| known.code == row.requirement);
            let name = known.map(|known| known.name.as_str().to_owned());
            let said = known.and_then(|known| known.said(&row));
            let standing = known
                .filter(|_| row.is_answered())
                .map(|known| standing_tag(known.standing(Some(&row))));
            view! {
                <tr>
                    <RowHead>{row.requirement}" "{name}</RowHead>
                    <Td label="Declared" lead=true>{said}</Td>
                    <Td label="Standing">{standing}</Td>
                    <Td label="Evidence">{row.evidence}</Td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="2 Technical">
            <SummaryList><KeyValue key="Solution">{volume.summary}</KeyValue>{answers}</SummaryList>
            <Table caption="Declared parameters">
                <thead><tr><Th label="Requirement"/><Th label="Declared"/><Th label="Standing"/><Th label="Evidence"/></tr></thead>
                <tbody>{declared}</tbody>
            </Table>
            {files}
            {change_link(change)}
        </Panel>
    }
    .into_any()
}

fn past(volume: Experience, files: AnyView, change: Option<String>) -> AnyView {
    let rows = volume
        .references
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <RowHead>{row.customer}</RowHead>
                    <Td label="Delivered">{row.description}</Td>
                    <NumTd label="Last year">{row.last_year}</NumTd>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="3 Corporate experience">
            <Table caption="Past contracts" caption_hidden=true>
                <thead><tr><Th label="Customer"/><Th label="Delivered"/><Th label="Last year" num=true/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            {files}
            {change_link(change)}
        </Panel>
    }
    .into_any()
}
