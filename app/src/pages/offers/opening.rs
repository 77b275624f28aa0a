//! The opening: two opening officers together.

use super::sheet::closing;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Countdown, EmptyState, Form, Hash, Help, Notice, PageTitle, Panel, Ref, RowHead,
    Submit, Table, Td, Th, Tone, When,
};
use backend::Error;
use backend::offers::{self, Opened, OpeningSheet};
use domain::states::SolicitationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// How the opening stands.
#[component]
pub fn Opening() -> impl IntoView {
    page(
        async |rq| offers::opening_sheet(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: OpeningSheet) -> AnyView {
    let title = format!("Opening of {}", sheet.reference);
    let links = vec![
        ("/solicitations", "Solicitations").into(),
        (
            format!("/solicitations/{}", sheet.reference),
            sheet.reference.clone(),
        )
            .into(),
    ];
    let (state, tone) = if sheet.opened_at.is_some() {
        ("Opened", Tone::Good)
    } else {
        ("Sealed", Tone::Sealed)
    };
    let body = if sheet.opened_at.is_some() {
        after(&sheet)
    } else {
        before(rq, &sheet)
    };
    view! {
        <Title text=title/>
        <Breadcrumbs links=links here="Opening"/>
        <PageTitle title="Opening of offers" reference=sheet.reference.clone() state=state tone=tone meta=sheet.title.clone()/>
        <div class="two">
            <div class="stack">{body}</div>
            <Panel title="Who has agreed">{agreed(&sheet)}</Panel>
        </div>
    }
    .into_any()
}

fn agreed(sheet: &OpeningSheet) -> AnyView {
    if sheet.consents.is_empty() {
        return view! { <p class="meta">"Nobody yet. Two different opening officers are needed."</p> }.into_any();
    }
    let rows = sheet.consents.iter().map(|(name, at)| view! { <li><span>{name.clone()}</span><span class="meta"><When at=*at/></span></li> }).collect_view();
    view! { <ul class="queue">{rows}</ul> }.into_any()
}

fn before(rq: &Rq, sheet: &OpeningSheet) -> AnyView {
    let now = rq.at();
    let cancelled = sheet.status == SolicitationState::Cancelled.as_str();
    let late = sheet
        .closes_at
        .is_some_and(|at| domain::timetable::is_late(now, at));
    let when = sheet
        .closes_at
        .map(|at| view! { <Countdown at=at now=now shown=closing(at, &sheet.zone)/> });
    let words = match (late, sheet.agreed) {
        _ if cancelled => "The solicitation was cancelled: its offers stay sealed.",
        (false, _) => {
            "The offers are sealed. Nobody can read them, learn a price, or see how many there are."
        }
        (true, false) => {
            "Bidding has closed. Two opening officers, each in their own account, open all offers at the same moment."
        }
        (true, true) => {
            "You have agreed. The offers are opened at the moment a second opening officer agrees."
        }
    };
    let form = (late && !cancelled && sheet.may_open && !sheet.agreed).then(|| view! {
        <Form act="open" key=rq.key()>
            <Submit label="Agree to open the offers"
                consequence="If a colleague has agreed already, every offer is opened now, for everybody who may read it, and it cannot be undone."/>
        </Form>
    });
    view! {
        <Notice tone=Tone::Sealed>{words}</Notice>
        <p>"Bidding closes: "{when}</p>
        {form}
        <Help title="Why two persons" source="Directive 2014/24/EU, Annex IV; ESA/REG/001 art. 24">
            "Nobody may have access to the data before the time limit, and opening takes authorised persons acting together. A try that is
             refused is itself recorded."
        </Help>
    }
    .into_any()
}

fn after(sheet: &OpeningSheet) -> AnyView {
    if sheet.opened.is_empty() {
        return view! { <EmptyState title="No offers were received" text="The officer can declare the procedure failed, or cancel it."/> }.into_any();
    }
    let rows = sheet.opened.iter().map(line).collect_view();
    let at = sheet.opened_at.map(|at| view! { <When at=at/> });
    view! {
        <p>"All offers were opened at the same moment, "{at}"."</p>
        <Table caption="Offers opened">
            <thead><tr><Th label="Offer"/><Th label="Provider"/><Th label="Received"/><Th label="Sealed bytes, SHA-256"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn line(row: &Opened) -> AnyView {
    let hash: String = row
        .ciphertext_sha256
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let (reference, provider, received_at) = (
        row.reference.clone(),
        row.provider_name.clone(),
        row.received_at,
    );
    let href = format!("/offers/{reference}");
    view! {
        <tr>
            <RowHead><Ref reference=reference href=href/></RowHead>
            <Td label="Provider" lead=true>{provider}</Td>
            <Td label="Received"><When at=received_at/></Td>
            <Td label="SHA-256"><Hash value=hash/></Td>
        </tr>
    }
    .into_any()
}

/// Agrees to open.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    offers::consent(post.rq.ctx(), &post.call, &reference).await?;
    Ok(Go::to(format!("/solicitations/{reference}/opening")))
}
