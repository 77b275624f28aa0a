//! The parts of a solicitation's page.

use super::documents;
use crate::request::Rq;
use crate::ui::{Day, Hash, KeyValue, NumTd, Panel, RowHead, SummaryList, Table, Td, Th, When};
use backend::solicitations::{DocumentRow, ItemRow, Sheet};
use domain::contracts::VehicleKind;
use domain::policy::Subject;
use domain::policy::actions::EditSolicitation;
use domain::solicitations::Lot;
use domain::states::SolicitationState;
use leptos::prelude::*;

/// The need and what of the Strategy it serves.
pub fn need(sheet: &Sheet) -> AnyView {
    let paragraphs = sheet
        .record
        .need
        .split("\n\n")
        .filter(|text| !text.trim().is_empty())
        .map(|text| view! { <p>{text.to_owned()}</p> })
        .collect_view();
    let nothing = sheet
        .record
        .need
        .is_empty()
        .then(|| view! { <p class="meta">"Not described yet."</p> });
    let codes: Vec<_> = sheet
        .strategy
        .iter()
        .map(|(code, title)| {
            view! { <li><a href=format!("/strategy/{code}")>{code.clone()}</a>" "{title.clone()}</li> }
        })
        .collect();
    let serves =
        (!codes.is_empty()).then(|| view! { <h3>"Serves in the Strategy"</h3><ul>{codes}</ul> });
    view! { <Panel title="Need">{paragraphs}{nothing}{serves}</Panel> }.into_any()
}

/// The lots; none where it is a single requirement.
pub fn lots(lots: &[Lot]) -> Option<AnyView> {
    if lots.is_empty() {
        return None;
    }
    let rows = lots
        .iter()
        .map(|lot| {
            let lot = lot.clone();
            view! {
                <tr>
                    <RowHead>{lot.code}</RowHead>
                    <Td label="Title" lead=true>{String::from(lot.title)}</Td>
                    <Td label="Description">{lot.description}</Td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <Table caption="Lots" caption_hidden=true>
            <thead><tr><Th label="Lot"/><Th label="Title"/><Th label="Description"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    };
    Some(view! { <Panel title="Lots">{table}</Panel> }.into_any())
}

/// Everything else that is recorded.
pub fn about(sheet: &Sheet) -> AnyView {
    let record = &sheet.record;
    let vehicle: Option<VehicleKind> = record.vehicle.as_deref().and_then(|code| code.parse().ok());
    let yes_no = |yes: bool| if yes { "yes" } else { "no" }.to_owned();
    let written = record.origin != "imported";
    let programme = record.programme.clone().zip(sheet.programme.clone()).map(|(code, name)| {
        view! { <KeyValue key="Programme"><a href=format!("/programmes/{code}")>{name}</a></KeyValue> }
    });
    let rows: Vec<(&str, Option<String>)> = vec![
        (
            "Buyer",
            Some(record.buyer_name.clone()).filter(|name| !name.is_empty()),
        ),
        (
            "Kind of contract",
            vehicle
                .map(|kind| kind.label().to_owned())
                .or_else(|| record.vehicle.clone()),
        ),
        ("Why this method", record.method_reason.clone()),
        (
            "Commercial product or service",
            written.then(|| yes_no(record.commercial_service)),
        ),
        (
            "For operations and missions",
            written.then(|| yes_no(record.for_operations)),
        ),
        (
            "Security clearances",
            written.then(|| yes_no(record.clearances_needed)),
        ),
        ("Written by", sheet.author.clone()),
    ];
    let rows = rows
        .into_iter()
        .filter_map(|(key, value)| {
            value.map(|value| view! { <KeyValue key=key>{value}</KeyValue> })
        })
        .collect_view();
    let need = sheet.from_need.clone().map(|reference| {
        view! { <KeyValue key="Made from the need"><a href=format!("/needs/{reference}")>{reference.clone()}</a></KeyValue> }
    });
    view! { <Panel title="About"><SummaryList>{need}{programme}{rows}</SummaryList></Panel> }
        .into_any()
}

/// Where an imported record comes from.
pub fn source(sheet: &Sheet) -> Option<AnyView> {
    let ocid = sheet.ocid.clone()?;
    let record = format!("/solicitations/{}/source", sheet.record.reference);
    let imported = sheet
        .imported_at
        .map(|at| view! { <KeyValue key="Imported"><When at=at/></KeyValue> });
    let publisher = sheet
        .publisher
        .clone()
        .map(|name| view! { <KeyValue key="Publisher">{name}</KeyValue> });
    let licence = sheet.licence.clone().map(|text| {
        let linked = text.starts_with("https://") || text.starts_with("http://");
        let shown = if linked {
            view! { <a href=text.clone() rel="noreferrer">{text.clone()}</a> }.into_any()
        } else {
            text.into_any()
        };
        view! { <KeyValue key="Licence">{shown}</KeyValue> }
    });
    Some(
        view! {
            <Panel title="Source" meta="Open contracting data, shown as published.">
                <SummaryList><KeyValue key="Ocid">{ocid}</KeyValue>{publisher}{licence}{imported}</SummaryList>
                <p><a href=record>"Its releases, and the record as it was published"</a></p>
            </Panel>
        }
        .into_any(),
    )
}

/// Goods and services of an imported record.
pub fn items(items: &[ItemRow]) -> Option<AnyView> {
    if items.is_empty() {
        return None;
    }
    let rows = items
        .iter()
        .map(|item| {
            let item = item.clone();
            view! {
                <tr>
                    <RowHead>{item.description}</RowHead>
                    <Td label="Classification">{item.classification}</Td>
                    <NumTd label="Quantity" lead=true>{item.quantity}</NumTd>
                    <Td label="Unit">{item.unit}</Td>
                </tr>
            }
        })
        .collect_view();
    let table = view! {
        <Table caption="Items" caption_hidden=true>
            <thead><tr><Th label="Item"/><Th label="Classification"/><Th label="Quantity" num=true/><Th label="Unit"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    };
    Some(view! { <Panel title="Items">{table}</Panel> }.into_any())
}

/// Current documents: links of an imported record, or stored files with the way to all versions.
pub fn documents(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let record = &sheet.record;
    let writes = rq.may::<EditSolicitation>(Subject::ANY) && record.origin != "imported";
    let early = record.published_at.is_none() || sheet.state == SolicitationState::Published;
    if sheet.documents.is_empty() && !(writes && early) {
        return None;
    }
    let rows = sheet.documents.iter().map(document).collect_view();
    let table = (!sheet.documents.is_empty()).then(|| {
        view! {
            <Table caption="Documents" caption_hidden=true>
                <thead><tr><Th label="Document"/><Th label="Kind"/><Th label="Published"/><Th label="Size" num=true/><Th label="SHA-256"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        }
    });
    let label = if writes && early {
        "All versions, add or replace"
    } else {
        "All versions"
    };
    let all = format!("/solicitations/{}/documents", record.reference);
    let stored = record.origin != "imported";
    let more = stored.then(|| view! { <p><a href=all>{label}</a></p> });
    Some(view! { <Panel title="Documents">{table}{more}</Panel> }.into_any())
}

fn document(row: &DocumentRow) -> AnyView {
    let published = row.published_on.clone();
    let day: Option<chrono::NaiveDate> = published
        .as_deref()
        .and_then(|text| text.get(..10)?.parse().ok());
    let published = match (day, row.sha256.is_some()) {
        (_, true) => view! { <Day day=row.created_at.date_naive()/> }.into_any(),
        (Some(day), false) => view! { <Day day=day/> }.into_any(),
        (None, false) => published.into_any(),
    };
    let hash = row.sha256.as_deref().map(documents::hex);
    let version = (row.number > 1).then(|| format!(", version {}", row.number));
    let (name, size) = (documents::link(row), documents::size(row));
    let kind = documents::kind(row.kind.as_deref());
    view! {
        <tr>
            <RowHead>{name}{version}</RowHead>
            <Td label="Kind">{kind}</Td>
            <Td label="Published">{published}</Td>
            <NumTd label="Size">{size}</NumTd>
            <Td label="SHA-256">{hash.map(|hash| view! { <Hash value=hash/> })}</Td>
        </tr>
    }
    .into_any()
}
