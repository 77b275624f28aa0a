//! The list of declarations of eligibility.

use crate::page::page;
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::pages::tone::tone;
use crate::request::Rq;
use crate::ui::{
    Choice, Day, EmptyState, FilterBar, PageTitle, Ref, RowHead, SelectFilter, Table, TableFooter,
    Tag, Td, TextFilter, Th, Tone, When, format,
};
use backend::eligibility::{self, DeclarationRow, ListInput};
use domain::policy::Subject;
use domain::policy::actions::{DecideDeclaration, ReadExclusions};
use domain::states::DeclarationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The filters and the order in the address.
#[must_use]
pub fn input(rq: &Rq) -> ListInput {
    let order = rq.query("sort").unwrap_or("-requested");
    ListInput {
        text: rq.query("q").unwrap_or_default().to_owned(),
        status: rq.query("state").and_then(|code| code.parse().ok()),
        nation: rq.query("nation").map(str::to_owned),
        by_reference: order.trim_start_matches('-') == "reference",
        descending: order.starts_with('-'),
    }
}

/// The list of declarations.
#[component]
pub fn Declarations() -> impl IntoView {
    page(
        async |rq| eligibility::declarations(rq.ctx(), rq.actor(), &input(&rq)).await,
        |rq, rows| draw(&rq, rows),
    )
}

fn draw(rq: &Rq, rows: Vec<DeclarationRow>) -> AnyView {
    let nation = rq.actor().nation().map_or(Subject::ANY, Subject::of_nation);
    let (title, meta, text) = if rq.may::<DecideDeclaration>(nation) {
        (
            "Declarations of eligibility",
            "What providers of your nation asked and what your nation decided.",
            "When a provider of your nation asks to be declared eligible for a solicitation, you find it here and on the start page.",
        )
    } else if rq.actor().provider().is_some() {
        (
            "Our declarations of eligibility",
            "What your organisation asked of its nation.",
            "You ask on a solicitation's page, under “May we bid on this?”.",
        )
    } else {
        (
            "Declarations of eligibility",
            "What nations decided. A request that is not decided is seen by its nation and its provider only.",
            "Nations issue them for single solicitations; what they decide appears here.",
        )
    };
    let exclusions = rq
        .may::<ReadExclusions>(Subject::ANY)
        .then(|| view! { <a class="button" href="/eligibility/exclusions">"Exclusions"</a> });
    let body = if rows.is_empty() {
        let title = if rq.queries().is_empty() {
            "No declarations yet"
        } else {
            "Nothing matches"
        };
        view! { <EmptyState title=title text=text/> }.into_any()
    } else {
        table(rq, rows)
    };
    view! {
        <Title text=title/>
        <PageTitle title=title meta=meta>{exclusions}</PageTitle>
        {filter_bar(rq)}
        {body}
    }
    .into_any()
}

fn filter_bar(rq: &Rq) -> AnyView {
    let states: Vec<Choice> = DeclarationState::ALL
        .iter()
        .map(|one| (one.as_str(), one.label()).into())
        .collect();
    let filters: [Filter<'_>; 3] = [
        ("q", "Text", &[]),
        ("state", "State", &states),
        ("nation", "Nation", &[]),
    ];
    let applied = applied(rq, &filters);
    let [q, state, nation] = ["q", "state", "nation"].map(|name| rq.query(name).map(str::to_owned));
    let here = "/eligibility/declarations";
    view! {
        <FilterBar action=here label="Filter declarations" clear=here applied=applied keep=order(rq)>
            <TextFilter name="q" label="Provider or reference" value=q/>
            <SelectFilter name="state" label="State" options=states value=state/>
            <TextFilter name="nation" label="Nation, two letters" value=nation/>
        </FilterBar>
    }
    .into_any()
}

fn table(rq: &Rq, rows: Vec<DeclarationRow>) -> AnyView {
    let shown = rows.len();
    let exports = vec![(rq.file("/declarations.csv"), "CSV").into()];
    let today = rq.at().date_naive();
    let rows = rows.into_iter().map(|row| line(row, today)).collect_view();
    view! {
        <div>
            <Table caption="Declarations" caption_hidden=true>
                <thead><tr><SortHead label="Reference" name="reference"/><Th label="Provider"/><Th label="Solicitation"/><Th label="Nation"/><Th label="State"/><SortHead label="Asked" name="requested" usual="-requested"/><Th label="Holds until"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=format::counted(shown, "declaration", "declarations") exports=exports/>
        </div>
    }
    .into_any()
}

fn line(row: DeclarationRow, today: chrono::NaiveDate) -> AnyView {
    let mark = (row.origin != "perigee").then(|| view! { " "<Tag label=row.origin.clone()/> });
    let (state, expired) = (row.state(), row.expired(today));
    let (colour, label) = if expired {
        (Tone::Bad, "Expired")
    } else {
        (tone(state.tone()), state.label())
    };
    let until = row.expires_on.map(|day| view! { <Day day=day/> });
    view! {
        <tr>
            <RowHead><Ref href=format!("/eligibility/declarations/{}", row.reference) reference=row.reference/>{mark}</RowHead>
            <Td label="Provider" lead=true>{row.name}</Td>
            <Td label="Solicitation" lead=true><a href=format!("/solicitations/{}/eligibility", row.solicitation)>{row.title}</a></Td>
            <Td label="Nation">{row.nation_code}</Td>
            <Td label="State" lead=true><Tag tone=colour label=label/></Td>
            <Td label="Asked"><When at=row.requested_at/></Td>
            <Td label="Holds until">{until}</Td>
        </tr>
    }
    .into_any()
}
