//! The last events of a contract, and where the newest of them stands in the log.

use super::cells::panel;
use crate::request::Rq;
use crate::ui::{Hash, KeyValue, SummaryList, Table, Tag, Td, Th, Tone, When, format};
use backend::contracts::{ContractSheet, EventLine, LogPlace};
use domain::policy::Subject;
use domain::policy::actions::{ReadAudit, VerifyAudit};
use leptos::prelude::*;

/// How many events the overview shows.
const SHOWN: usize = 5;

/// What happened last; nothing for an imported contract, which has no events of its own.
pub fn happened(rq: &Rq, sheet: &ContractSheet) -> AnyView {
    if sheet.history.is_empty() {
        return ().into_any();
    }
    let rows = sheet.history.iter().take(SHOWN).map(row).collect_view();
    let all = rq.with_query("tab", Some("history"));
    let timeline = format!("/contracts/{}/timeline", sheet.record.reference);
    let count = sheet.history.len();
    let more = match count {
        1 => "The history".to_owned(),
        count => format!("All {count} events"),
    };
    view! {
        <section>
            <Table caption="What happened">
                <thead><tr><Th label="When"/><Th label="What"/><Th label="Who"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <p class="meta"><a href=all>{more}</a>" · "<a href=timeline>"Timeline since the need"</a></p>
        </section>
    }
    .into_any()
}

fn row(event: &EventLine) -> AnyView {
    let (at, what, who) = (event.at, event.summary.clone(), event.actor_name.clone());
    let reason = event.reason.clone();
    view! {
        <tr>
            <Td label="When"><When at=at/></Td>
            <Td label="What" lead=true>{what}{reason.map(|reason| view! { <div class="meta">{reason}</div> })}</Td>
            <Td label="Who">{who}</Td>
        </tr>
    }
    .into_any()
}

/// What keeps the newest of these events from being changed; nothing for an imported contract.
pub fn integrity(rq: &Rq, sheet: &ContractSheet) -> AnyView {
    let content = |place: &LogPlace| panel("Integrity", sealed(rq, sheet, place));
    sheet.seal.as_ref().map(content).into_any()
}

fn sealed(rq: &Rq, sheet: &ContractSheet, place: &LogPlace) -> AnyView {
    let number = place.position.map(|position| position + 1);
    let sealed = number
        .zip(place.tree_size)
        .is_some_and(|(number, size)| number <= size);
    let (tone, label) = if sealed {
        (Tone::Good, "In the signed log")
    } else {
        (Tone::Attention, "Not sealed yet")
    };
    let number = number.map_or_else(
        || "waits for the sealer, which takes it within a second".to_owned(),
        |number| format!("event {} of the log", format::thousands(number)),
    );
    let checkpoint = place.tree_size.zip(place.signed_at).map(|(size, at)| {
        let root = place.root_hash.as_ref().map(|root| hex(root));
        view! {
            <KeyValue key="Last checkpoint">"of "{format::thousands(size)}" events, signed "<When at=at/></KeyValue>
            {root.map(|root| view! { <KeyValue key="Tree head"><Hash value=root/></KeyValue> })}
        }
    });
    view! {
        <p><Tag tone=tone label=label/></p>
        <SummaryList><KeyValue key="Newest event">{number}</KeyValue>{checkpoint}</SummaryList>
        {verify(rq, sheet)}
    }
    .into_any()
}

/// Who may look into the log gets there from here; others learn who can.
fn verify(rq: &Rq, sheet: &ContractSheet) -> AnyView {
    let event = sheet
        .history
        .first()
        .filter(|_| rq.may::<ReadAudit>(Subject::ANY));
    let event = event.map(|event| format!("/audit/events/{}", event.id));
    if !rq.may::<VerifyAudit>(Subject::ANY) {
        return view! { <p class="meta">"Auditors and administrators verify the log; on the command line "<code>"perigee audit verify"</code>" does."</p> }
            .into_any();
    }
    view! { <p><a href="/audit/verify">"Verify the log"</a>{event.map(|href| view! { " · "<a href=href>"The newest event"</a> })}</p> }
        .into_any()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
