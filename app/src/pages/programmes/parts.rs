//! What pages about programmes, nations and the Strategy share: sources, functional areas, states, reported facts.

use crate::ui::{NumTd, RowHead, Table, Tag, Td, Th, Tone, format};
use backend::programmes::{PublicContract, Reported};
use domain::states;
use leptos::prelude::*;

/// A source: its addresses as links that show the host, and everything else as it is written.
#[component]
pub(crate) fn Source(
    /// One or several addresses, parted by semicolons, or a document.
    #[prop(into)]
    source: String,
) -> impl IntoView {
    let parts = source
        .split(" ; ")
        .map(|part| one(part.trim()))
        .collect_view();
    view! { <span class="sources">{parts}</span> }
}

fn one(part: &str) -> AnyView {
    match host(part) {
        Some(host) => {
            let (href, host) = (part.to_owned(), host.to_owned());
            view! { <a href=href rel="external noreferrer">{host}</a> " " }.into_any()
        }
        None => view! { <span>{part.to_owned()}</span> }.into_any(),
    }
}

/// The host of a web address.
fn host(text: &str) -> Option<&str> {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"))?;
    let host = rest.split(['/', '?']).next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| host.contains('.'))
}

/// The kit's tone of a state.
pub(crate) const fn tone(tone: states::Tone) -> Tone {
    match tone {
        states::Tone::Neutral => Tone::Neutral,
        states::Tone::Good => Tone::Good,
        states::Tone::Attention => Tone::Attention,
        states::Tone::Bad => Tone::Bad,
        states::Tone::Sealed => Tone::Sealed,
    }
}

/// Says that a record is part of the demonstration or was imported; nothing for records made here.
#[component]
pub(crate) fn Origin(
    /// `perigee`, `demonstration` or `imported`.
    #[prop(into)]
    origin: String,
) -> impl IntoView {
    (origin != "perigee").then(|| view! { " " <Tag label=origin/> })
}

/// Functional areas joined by `/`, each a link to its place in the Strategy; enablers have no place there.
#[component]
pub(crate) fn Areas(
    /// Codes.
    codes: Option<String>,
) -> impl IntoView {
    let codes = codes.unwrap_or_default();
    let links = codes.split('/').filter(|code| !code.is_empty()).map(|code| {
        let code = code.to_owned();
        if code.starts_with("FA-") {
            let href = format!("/strategy/{code}");
            view! { <a class="ref" href=href>{code}</a> " " }.into_any()
        } else {
            view! { <span class="ref">{code}</span> <span class="meta">" (enabler, no functional area)"</span> }.into_any()
        }
    });
    links.collect_view()
}

/// Contributions that public sources report; `by_nation` names the nation in each row, otherwise the programme.
#[component]
pub(crate) fn ReportedTable(
    /// The rows.
    rows: Vec<Reported>,
    /// Whether the rows are of several nations.
    by_nation: bool,
) -> impl IntoView {
    let head = if by_nation { "Nation" } else { "Programme" };
    let rows = rows
        .into_iter()
        .map(|row| reported(row, head, by_nation))
        .collect_view();
    view! {
        <Table caption="Reported contributions" note="what public sources say, not what is recorded here">
            <thead><tr><Th label=head/><Th label="What"/><Th label="When"/><Th label="Amount" num=true/><Th label="Source"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
}

fn reported(row: Reported, head: &'static str, by_nation: bool) -> impl IntoView {
    let (href, name) = if by_nation {
        let href = format!("/nations/{}", row.nation_code);
        (Some(href), row.nation_name)
    } else {
        let href = format!("/programmes/{}", row.programme_code);
        (row.programme_listed.then_some(href), row.programme_code)
    };
    let name = match href {
        Some(href) => view! { <a href=href>{name}</a> }.into_any(),
        None => name.into_any(),
    };
    view! {
        <tr>
            <Td label=head lead=true>{name}</Td>
            <Td label="What" lead=true>{row.kind}</Td>
            <Td label="When">{row.reported_on.unwrap_or_else(|| "not stated".to_owned())}</Td>
            <NumTd label="Amount">{public_amount(row.amount_minor, row.currency)}<div class="meta">{row.note}</div></NumTd>
            <Td label="Source"><Source source=row.source/></Td>
        </tr>
    }
}

/// Contracts that public sources report.
#[component]
pub(crate) fn PublicContracts(
    /// The rows.
    rows: Vec<PublicContract>,
    /// What they have in common.
    caption: &'static str,
) -> impl IntoView {
    let rows = rows.into_iter().map(|row| {
        view! {
            <tr>
                <RowHead>{row.provider}</RowHead>
                <Td label="Buyer">{row.buyer}</Td>
                <Td label="What" lead=true>{row.what}</Td>
                <Td label="Announced">{row.announced.unwrap_or_else(|| "not stated".to_owned())}</Td>
                <NumTd label="Value">{public_amount(row.value_minor, row.currency)}<div class="meta">{row.qualifier}</div></NumTd>
                <Td label="Source"><Source source=row.source/></Td>
            </tr>
        }
    });
    view! {
        <Table caption=caption note="what public sources say, not what is recorded here">
            <thead><tr><Th label="Provider"/><Th label="Buyer"/><Th label="What"/><Th label="Announced"/><Th label="Value" num=true/><Th label="Source"/></tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </Table>
    }
}

/// An amount, or that none is public.
pub(crate) fn public_amount(minor: Option<i64>, currency: Option<String>) -> String {
    minor.zip(currency).map_or_else(
        || "not public".to_owned(),
        |(minor, currency)| format::money(minor, &currency),
    )
}

#[cfg(test)]
mod tests {
    use super::host;

    #[test]
    fn the_host_stands_for_its_address() {
        assert_eq!(host("https://www.nato.int/en/what"), Some("nato.int"));
        assert_eq!(host("https://x.org?p=1"), Some("x.org"));
        assert_eq!(host("Aviation Week, 2024"), None);
        assert_eq!(host("javascript:alert(1)"), None);
    }
}
