//! The list of offers: one's own for a provider, opened and imported ones for buyers.

use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    Countdown, Direction, EmptyState, FilterBar, NumTd, PageTitle, Ref, RowHead, SortTh, Table,
    TableFooter, Tag, Td, TextFilter, Th, Tone, When, format,
};
use backend::offers::{self, OfferListInput, OfferPage, OfferRow};
use domain::states::OfferState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The list.
#[component]
pub fn Offers() -> impl IntoView {
    page(
        async |rq| offers::offers(rq.ctx(), rq.actor(), &input(&rq)).await,
        |rq, page| draw(&rq, page),
    )
}

fn input(rq: &Rq) -> OfferListInput {
    OfferListInput {
        text: rq.query("q").unwrap_or_default().to_owned(),
        state: rq.query("state").map(str::to_owned),
        sort: "reference".to_owned(),
        descending: rq.query("order") != Some("asc"),
        after: rq.query("after").map(str::to_owned),
    }
}

fn draw(rq: &Rq, page: OfferPage) -> AnyView {
    let (title, meta) = if page.own {
        (
            "Our offers",
            "Only your organisation sees them until they are opened.",
        )
    } else {
        (
            "Opened offers",
            "Sealed offers are not listed here, nor anywhere else, before they are opened.",
        )
    };
    let empty = page.rows.is_empty();
    let text = rq.query("q").map(str::to_owned);
    let table = (!empty).then(|| table(rq, page));
    view! {
        <Title text=title/>
        <PageTitle title=title meta=meta/>
        <FilterBar action="/offers" label="Find offers" clear="/offers">
            <TextFilter name="q" label="Title or reference" value=text/>
        </FilterBar>
        {empty.then(|| view! {
            <EmptyState title="No offers here" text="Offers begin on the page of a published solicitation."
                action=("/solicitations".to_owned(), "See solicitations".to_owned())/>
        })}
        {table}
    }
    .into_any()
}

fn table(rq: &Rq, page: OfferPage) -> AnyView {
    let (own, now) = (page.own, rq.at());
    let descending = rq.query("order") != Some("asc");
    let (sorted, other) = if descending {
        (Direction::Descending, "asc")
    } else {
        (Direction::Ascending, "desc")
    };
    let next = page.next.map(|key| {
        let base = rq.with_query("after", None);
        format!(
            "{base}{}after={}",
            if base.contains('?') { "&" } else { "?" },
            crate::request::encoded(&key)
        )
    });
    let turned = rq.with_query("order", Some(other));
    let count = format!("{} shown", page.rows.len());
    let rows = page
        .rows
        .into_iter()
        .map(|row| line(row, own, now))
        .collect_view();
    view! {
        <Table caption="Offers" caption_hidden=true>
            <thead><tr>
                <SortTh label="Offer" href=turned sorted=Some(sorted)/>
                <Th label="Solicitation"/>
                {(!own).then(|| view! { <Th label="Provider"/> })}
                <Th label="State"/>
                <Th label="Received"/>
                {if own { view! { <Th label="Closes"/> }.into_any() } else { view! { <Th label="Price" num=true/> }.into_any() }}
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <TableFooter count=count next=next/>
    }
    .into_any()
}

fn line(row: OfferRow, own: bool, now: chrono::DateTime<chrono::Utc>) -> AnyView {
    let state = row.status.parse::<OfferState>().ok();
    let (tone, label) = state.map_or((Tone::Neutral, row.status.clone()), |state| {
        (tone(state), state.label().to_owned())
    });
    let href = format!("/offers/{}", row.reference);
    let price = row
        .price_minor
        .zip(row.price_currency)
        .map(|(minor, currency)| format::money(minor, &currency));
    let last = if own {
        view! { <Td label="Closes">{row.closes_at.map(|at| view! { <Countdown at=at now=now/> })}</Td> }.into_any()
    } else {
        view! { <NumTd label="Price">{price.unwrap_or_else(|| "not stated".to_owned())}</NumTd> }
            .into_any()
    };
    view! {
        <tr>
            <RowHead><Ref reference=row.reference href=href/></RowHead>
            <Td label="Solicitation" lead=true>
                <a href=format!("/solicitations/{}", row.solicitation_reference)>{row.title}</a>
            </Td>
            {(!own).then(|| view! { <Td label="Provider">{row.provider_name}</Td> })}
            <Td label="State"><Tag tone=tone label=label/></Td>
            <Td label="Received">{row.submitted_at.map(|at| view! { <When at=at/> })}</Td>
            {last}
        </tr>
    }
    .into_any()
}

/// The look of a state; a submitted offer is sealed.
pub fn tone(state: OfferState) -> Tone {
    use domain::states::Tone as Meaning;
    match state.tone() {
        Meaning::Neutral => Tone::Neutral,
        Meaning::Good => Tone::Good,
        Meaning::Attention => Tone::Attention,
        Meaning::Bad => Tone::Bad,
        Meaning::Sealed => Tone::Sealed,
    }
}
