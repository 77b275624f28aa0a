//! The registrations that organisations have sent.

use crate::page::page;
use crate::pages::lists::{self, SortHead, order};
use crate::pages::tone::tone;
use crate::request::Rq;
use crate::ui::{
    Choice, EmptyState, FilterBar, PageTitle, Ref, RowHead, SelectFilter, Table, TableFooter, Tag,
    Td, TextFilter, Th, When, format,
};
use backend::registrations::{self, ListInput, Page, RegistrationRow};
use domain::states::RegistrationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The list of registrations.
#[component]
pub fn Registrations() -> impl IntoView {
    page(
        async |rq| {
            let input = ListInput::from_query(rq.queries());
            registrations::list(rq.ctx(), rq.actor(), &input).await
        },
        |rq, found| draw(&rq, found),
    )
}

fn draw(rq: &Rq, found: Page) -> AnyView {
    let body = if found.rows.is_empty() {
        let title = if rq.queries().is_empty() {
            "No registrations yet"
        } else {
            "Nothing matches"
        };
        view! { <EmptyState title=title text="Organisations write a registration at the address /register, without an account. It stands here once it is sent."/> }.into_any()
    } else {
        table(rq, found)
    };
    view! {
        <Title text="Registrations"/>
        <PageTitle title="Registrations" meta="Organisations that asked to be registered as providers."/>
        {filter_bar(rq)}
        {body}
    }
    .into_any()
}

fn states() -> Vec<Choice> {
    let sent = RegistrationState::ALL
        .iter()
        .filter(|state| **state != RegistrationState::Writing);
    sent.map(|state| Choice::new(state.as_str(), state.label()))
        .collect()
}

fn filter_bar(rq: &Rq) -> AnyView {
    let states = states();
    let applied = lists::applied(rq, &[("q", "Text", &[]), ("state", "State", &states)]);
    let [q, state] = ["q", "state"].map(|name| rq.query(name).map(str::to_owned));
    view! {
        <FilterBar action="/registrations" label="Filter registrations" clear="/registrations" applied=applied keep=order(rq)>
            <TextFilter name="q" label="Name or reference" value=q/>
            <SelectFilter name="state" label="State" options=states value=state/>
        </FilterBar>
    }
    .into_any()
}

fn table(rq: &Rq, found: Page) -> AnyView {
    let shown = found.rows.len();
    let count = format::shown(shown, found.count, backend::MOST_COUNTED);
    let next = found.next.map(|key| rq.with_query("after", Some(&key)));
    let rows = found.rows.into_iter().map(row).collect_view();
    view! {
        <div>
            <Table caption="Registrations" caption_hidden=true>
                <thead><tr><Th label="Reference"/><Th label="Organisation"/><Th label="State"/><SortHead label="Sent" name="sent" usual="-sent"/><Th label="Decided by"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=count next=next exports=Vec::new()/>
        </div>
    }
    .into_any()
}

fn row(row: RegistrationRow) -> AnyView {
    let state = row
        .state()
        .map(|state| view! { <Tag tone=tone(state.tone()) label=state.label()/> });
    let href = format!("/registrations/{}", row.reference);
    let provider = row.provider.map(|reference| {
        view! { " "<a href=format!("/providers/{reference}")>{reference.clone()}</a> }
    });
    view! {
        <tr>
            <RowHead><Ref href=href reference=row.reference/></RowHead>
            <Td label="Organisation" lead=true>{row.name}{provider}</Td>
            <Td label="State" lead=true>{state}</Td>
            <Td label="Sent"><When at=row.submitted_at/></Td>
            <Td label="Decided by">{row.decided_by}</Td>
        </tr>
    }
    .into_any()
}
