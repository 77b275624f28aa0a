//! Lists of offers: a provider's own, and for buyers those that are open.

use super::words::tone;
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::pages::contracts::{named, words};
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::request::Rq;
use crate::ui::{
    Countdown, Day, EmptyState, FilterBar, NumTd, PageTitle, Ref, RowHead, SelectFilter, Table,
    TableFooter, Tag, Td, TextFilter, Th, format,
};
use backend::offers::{self, ListInput, ListRow};
use domain::states::OfferState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The list that suits the reader.
#[component]
pub fn Offers() -> impl IntoView {
    page(
        async |rq| {
            let own = rq.actor().provider().is_some();
            let input = input(&rq);
            let page = if own {
                offers::own_offers(rq.ctx(), rq.actor(), input).await?
            } else {
                offers::list(rq.ctx(), rq.actor(), input).await?
            };
            Ok((own, page))
        },
        |rq, (own, page)| draw(&rq, own, page),
    )
}

/// The filters and the order in the address.
#[must_use]
pub fn input(rq: &Rq) -> ListInput {
    let text = |name: &str| rq.query(name).map(str::to_owned);
    let sort = rq.query("sort").unwrap_or_default();
    ListInput {
        search: rq.query("q").unwrap_or_default().to_owned(),
        status: rq.query("status").and_then(|status| status.parse().ok()),
        programme: text("programme"),
        provider: text("provider").map(|reference| reference.to_ascii_uppercase()),
        nation: text("nation"),
        origin: text("origin"),
        by_reference: sort.trim_start_matches('-') == "reference",
        ascending: !sort.is_empty() && !sort.starts_with('-'),
        after: rq.query("after").map(str::to_owned),
    }
}

fn draw(rq: &Rq, own: bool, page: offers::Page) -> AnyView {
    let (title, meta) = if own {
        (
            "Our offers",
            "Drafts and sealed offers are seen by your organisation only.",
        )
    } else {
        (
            "Offers",
            "Opened and imported offers. Sealed ones are in no list before they are opened.",
        )
    };
    let empty = page.rows.is_empty();
    let count = format::shown(page.rows.len(), page.count, backend::MOST_COUNTED);
    let next = page.next.map(|after| {
        let address = rq.with_query("after", None);
        let join = if address.contains('?') { '&' } else { '?' };
        format!("{address}{join}after={}", crate::request::encoded(&after))
    });
    let exports = vec![(rq.file("/offers.csv"), "CSV").into()];
    let heads = heads(own);
    let rows = page
        .rows
        .into_iter()
        .map(|each| row(rq, own, each))
        .collect_view();
    let table = if empty {
        nothing(rq, own)
    } else {
        view! {
            <Table caption=title caption_hidden=true>
                <thead><tr>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count next=next exports=exports/>
        }
        .into_any()
    };
    view! {
        <Title text=title/>
        <PageTitle title=title meta=meta/>
        {filters(rq, own, page.choices)}
        {table}
    }
    .into_any()
}

const FILTERS: [&str; 6] = ["q", "status", "programme", "provider", "nation", "origin"];

fn nothing(rq: &Rq, own: bool) -> AnyView {
    let filtered = FILTERS.iter().any(|name| rq.query(name).is_some());
    let (text, action) = match (filtered, own) {
        (true, _) => (
            "No offer fits the filters.",
            ("/offers", "Clear the filters"),
        ),
        (false, true) => (
            "Find a published solicitation and start an offer from its page.",
            ("/solicitations", "Look at solicitations"),
        ),
        (false, false) => (
            "Offers appear here when two opening officers have opened them after closing.",
            ("/solicitations", "Look at solicitations"),
        ),
    };
    let action = (action.0.to_owned(), action.1.to_owned());
    view! { <EmptyState title="No offers here" text=text action=action/> }.into_any()
}

fn filters(rq: &Rq, own: bool, choices: backend::nations::Choices) -> AnyView {
    let value = |name: &str| rq.query(name).map(str::to_owned);
    let states = words::choices(OfferState::ALL, OfferState::as_str, OfferState::label);
    let (programmes, nations) = (named(choices.programmes), named(choices.nations));
    let origins = words::origins();
    let filters: [Filter<'_>; 6] = [
        ("q", "Text", &[]),
        ("status", "State", &states),
        ("programme", "Programme", &programmes),
        ("provider", "Offeror", &[]),
        ("nation", "Nation", &nations),
        ("origin", "Origin", &origins),
    ];
    let applied = applied(rq, &filters);
    let of_others = (!own).then(|| {
        let (provider, nation, origin) = (value("provider"), value("nation"), value("origin"));
        view! {
            <TextFilter name="provider" label="Offeror (reference)" value=provider/>
            <SelectFilter name="nation" label="Offeror's nation" options=nations value=nation/>
            <SelectFilter name="origin" label="Origin" options=origins value=origin/>
        }
    });
    let (text, status, programme) = (value("q"), value("status"), value("programme"));
    view! {
        <FilterBar action="/offers" label="Filter offers" clear="/offers" applied=applied keep=order(rq)>
            <TextFilter name="q" label="Solicitation or reference" value=text/>
            <SelectFilter name="status" label="State" options=states value=status/>
            <SelectFilter name="programme" label="Programme" options=programmes value=programme/>
            {of_others}
        </FilterBar>
    }
    .into_any()
}

fn heads(own: bool) -> AnyView {
    let rest = if own {
        view! { <Th label="State"/><Th label="Draft"/><Th label="Closes"/><Th label="Receipt"/> }
            .into_any()
    } else {
        view! { <Th label="Offeror"/><Th label="State"/><Th label="Total" num=true/> }.into_any()
    };
    view! {
        <SortHead label="Offer" name="reference"/>
        <Th label="Solicitation"/>
        {rest}
        <SortHead label="Made" name="created" usual="-created"/>
    }
    .into_any()
}

fn row(rq: &Rq, own: bool, row: ListRow) -> AnyView {
    let href = format!("/offers/{}", row.reference);
    let solicitation = format!("/solicitations/{}", row.solicitation_reference);
    let origin = (row.origin != "perigee").then(|| view! { " "<Tag label=row.origin.clone()/> });
    let rest = if own {
        own_cells(rq, &row)
    } else {
        open_cells(&row)
    };
    view! {
        <tr>
            <RowHead><Ref reference=row.reference.clone() href=href/>{origin}</RowHead>
            <Td label="Solicitation" lead=true>
                <span><Ref reference=row.solicitation_reference.clone() href=solicitation/>" "{row.solicitation_title.clone()}</span>
            </Td>
            {rest}
            <Td label="Made"><Day day=row.created_at.date_naive()/></Td>
        </tr>
    }
    .into_any()
}

fn state_tag(status: &str) -> AnyView {
    status
        .parse::<OfferState>()
        .ok()
        .map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> })
        .into_any()
}

fn own_cells(rq: &Rq, row: &ListRow) -> AnyView {
    let now = rq.at();
    let state = state_tag(&row.status);
    let draft = match row.missing(rq.ctx()) {
        Ok(None) => "erased".to_owned(),
        Ok(Some(0)) => "complete".to_owned(),
        Ok(Some(more)) => {
            format!("{} missing", format::counted(more, "answer", "answers"))
        }
        Err(_) => "cannot be read".to_owned(),
    };
    let closes = row.closes_at.map(|at| (at, deadline(at, "UTC")));
    let sealed = row.submitted_at.is_some() && row.status != OfferState::Withdrawn.as_str();
    let receipt = sealed.then(|| format!("/offers/{}/receipt", row.reference));
    view! {
        <Td label="State">{state}</Td>
        <Td label="Draft">{draft}</Td>
        <Td label="Closes">{closes.map(|(at, shown)| view! { <Countdown at=at now=now shown=shown/> })}</Td>
        <Td label="Receipt">{receipt.map(|href| view! { <a href=href>"Receipt"</a> })}</Td>
    }
    .into_any()
}

fn open_cells(row: &ListRow) -> AnyView {
    let (offeror, state) = (row.provider_name.clone(), state_tag(&row.status));
    let total = row
        .price_minor
        .zip(row.price_currency.as_deref())
        .map(|(minor, currency)| format::money(minor, currency));
    view! {
        <Td label="Offeror">{offeror}</Td>
        <Td label="State">{state}</Td>
        <NumTd label="Total">{total}</NumTd>
    }
    .into_any()
}
