//! The commitments of a solicitation: what was sealed when it closed.

use crate::page::page;
use crate::pages::clocks::deadline;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Countdown, EmptyState, Help, KeyValue, Notice, PageTitle, Panel, RowHead,
    SummaryList, Table, Tag, Td, Th, Tone,
};
use backend::receipts::commitments::{self, CommittedPart, OpenedPart};
use backend::receipts::{CommitmentSheet, CommittedRow};
use leptos::prelude::*;
use leptos_meta::Title;
use sealing::commitments::Head;

/// The commitments.
#[component]
pub fn Commitments() -> impl IntoView {
    page(
        async |rq| commitments::sheet(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: CommitmentSheet) -> AnyView {
    let above = format!("/solicitations/{}", sheet.reference);
    let (now, zone) = (rq.at(), sheet.zone.clone());
    let closes = sheet.closes_at.map(|at| (at, deadline(at, &zone)));
    let file = sheet
        .list
        .is_some()
        .then(|| format!("{above}/commitments.json"));
    let body = match sheet.head {
        None => before().into_any(),
        Some(head) => {
            let whole = sheet
                .opened_at
                .and(sheet.list.as_deref())
                .map(|rows| whole(rows, sheet.added, sheet.late));
            let check = sheet.opened_at.map(|_| {
                let href = format!("/solicitations/{}/opening/check", sheet.reference);
                view! { <p><a href=href>"Check of the opening, offer by offer"</a></p> }
            });
            view! { {signed(&head)}{whole}{check}{list(sheet.list, file)} }.into_any()
        }
    };
    let (words, source) = (sheet.rule.words(), sheet.rule.source());
    view! {
        <Title text="Commitments"/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into(), (above, sheet.reference.clone()).into()] here="Commitments"/>
        <PageTitle title="What was sealed at closing" reference=sheet.reference.clone() meta=sheet.title.clone()/>
        <SummaryList>
            <KeyValue key="Closing">{closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}</KeyValue>
        </SummaryList>
        {body}
        <Help title="Who sees the list, and when?" source=source><p>{words}</p></Help>
        <Help title="What is it good for?" source="docs/receipts.md">
            <p>"The list holds the SHA-256 of every sealed part that counted at closing, in the order of receipt. Its digest is signed and stands in the log. An offer that was added, lost, moved or exchanged afterwards does not fit it; find the hashes of your receipt in it."</p>
        </Help>
    }
    .into_any()
}

fn before() -> impl IntoView {
    view! { <EmptyState title="The list is made at closing" text="Until then offers come, are replaced and are withdrawn. A few seconds after closing the list of what is sealed is signed and shown here."/> }
}

fn signed(head: &Head) -> AnyView {
    let (digest, key, signature) = (
        head.digest.to_string(),
        head.key_id().to_string(),
        head.signature.to_string(),
    );
    let notice = if head.is_signed() {
        view! { <Notice tone=Tone::Good title="Signed">"Nothing can be added to the list or removed from it without another digest. Keep this one."</Notice> }.into_any()
    } else {
        view! { <Notice tone=Tone::Bad title="The signature does not hold">"What is recorded here was altered. Tell the auditor."</Notice> }.into_any()
    };
    view! {
        {notice}
        <SummaryList>
            <KeyValue key="SHA-256 of the list"><code>{digest}</code></KeyValue>
            <KeyValue key="Signed by key"><code>{key}</code>" "<a href="/verify">"whose it is"</a></KeyValue>
            <KeyValue key="Signature"><code>{signature}</code></KeyValue>
        </SummaryList>
    }
    .into_any()
}

/// Whether what was opened is what was sealed: nothing added, nothing lost.
fn whole(rows: &[CommittedRow], added: usize, late: usize) -> AnyView {
    let is_opened = |row: &&CommittedRow| row.parts.iter().any(|part| part.opened.is_some());
    let opened = rows.iter().filter(is_opened).count();
    let lost = rows.len() - opened;
    if added == 0 && lost == 0 {
        let late = match late {
            0 => "nothing that is not on it".to_owned(),
            late => format!(
                "{late} sealed parts that came after closing and were taken by the rule’s exception"
            ),
        };
        let words = format!(
            "{opened} of {} on the list were opened, and {late}.",
            rows.len()
        );
        view! { <Notice tone=Tone::Good title="What was opened is what was sealed">{words}</Notice> }.into_any()
    } else {
        let words = format!(
            "{lost} on the list were not opened; {added} sealed parts were opened that are not on it."
        );
        view! { <Notice tone=Tone::Bad title="What was opened is not what was sealed">{words}" Tell the auditor."</Notice> }.into_any()
    }
}

/// What became of a sealed part.
fn found(opened: OpenedPart) -> AnyView {
    let hex = |bytes: Vec<u8>| {
        bytes
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect::<String>()
    };
    match (opened.unreadable, opened.content_sha256) {
        (Some(reason), _) => {
            view! { <div><Tag tone=Tone::Bad label="unreadable"/>" "{reason}</div> }.into_any()
        }
        (None, Some(hash)) => {
            view! { <div class="meta">"opened, inside "<code>{hex(hash)}</code></div> }.into_any()
        }
        (None, None) => view! { <div class="meta">"opened"</div> }.into_any(),
    }
}

fn list(rows: Option<Vec<CommittedRow>>, file: Option<String>) -> AnyView {
    let (Some(rows), Some(file)) = (rows, file) else {
        return view! { <p>"The list itself is not for you yet: the rule below says when."</p> }
            .into_any();
    };
    if rows.is_empty() {
        return view! { <EmptyState title="No offer was sealed" text="Nobody had an offer that counted at closing."/> }.into_any();
    }
    let named = rows.iter().any(|row| row.name.is_some());
    let lines = rows
        .into_iter()
        .enumerate()
        .map(|(index, row)| line(index + 1, row, named));
    let lines = lines.collect_view();
    view! {
        <Panel title="The list" meta="In the order of receipt.">
            <Table caption="Sealed offers at closing">
                <thead><tr><Th label="No."/>{named.then(|| view! { <Th label="Offeror"/> })}<Th label="SHA-256 of each sealed part"/></tr></thead>
                <tbody>{lines}</tbody>
            </Table>
            <p><a href=file download>"Download the signed list"</a></p>
        </Panel>
    }
    .into_any()
}

fn line(number: usize, row: CommittedRow, named: bool) -> AnyView {
    let part = |part: CommittedPart| {
        let (name, hash) = (part.commitment.part, part.commitment.sha256.to_string());
        view! { <div>{name}" "<code>{hash}</code>{part.opened.map(found)}</div> }
    };
    let parts = row.parts.into_iter().map(part).collect_view();
    let own = row
        .own
        .then(|| view! { <Tag tone=Tone::Good label="yours"/> });
    let name = named.then(|| view! { <Td label="Offeror" lead=true>{row.name}</Td> });
    view! { <tr><RowHead>{number.to_string()}" "{own}</RowHead>{name}<Td label="SHA-256">{parts}</Td></tr> }.into_any()
}
