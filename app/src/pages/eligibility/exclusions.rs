//! Exclusions with the list, its version and its day.

use crate::page::page;
use crate::pages::contributions::day;
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Choice, DateFields, EmptyState, FilterBar, Form, PageTitle, Panel, RowHead, SelectFilter,
    Submit, SubmitKind, Table, TableFooter, Tag, Td, TextArea, TextFilter, TextInput, Th, Tone,
    format,
};
use backend::eligibility::{self, ExclusionInput, ExclusionRow, ExclusionsInput, NewExclusion};
use backend::{Error, FieldErrors};
use domain::policy::actions::KeepExclusions;
use domain::policy::{Subject, permit};
use leptos::prelude::*;
use leptos_meta::Title;

/// The filters and the order in the address.
#[must_use]
pub fn input(rq: &Rq) -> ExclusionsInput {
    let order = rq.query("sort").unwrap_or("-recorded");
    ExclusionsInput {
        text: rq.query("q").unwrap_or_default().to_owned(),
        holds: rq.query("holds").map(|holds| holds == "yes"),
        by_list: order.trim_start_matches('-') == "list",
        descending: order.starts_with('-'),
    }
}

/// The list of exclusions.
#[component]
pub fn Exclusions() -> impl IntoView {
    page(
        async |rq| eligibility::exclusions(rq.ctx(), rq.actor(), &input(&rq)).await,
        |rq, rows| draw(&rq, rows),
    )
}

fn draw(rq: &Rq, rows: Vec<ExclusionRow>) -> AnyView {
    let body = if rows.is_empty() {
        let title = if rq.queries().is_empty() {
            "No exclusions recorded"
        } else {
            "Nothing matches"
        };
        view! { <EmptyState title=title text="Entries of lists that exclude an organisation or a nation are recorded here with list, version and day. Eligibility asks each of them."/> }.into_any()
    } else {
        table(rq, rows)
    };
    let form = rq.may::<KeepExclusions>(Subject::ANY).then(|| form(rq));
    view! {
        <Title text="Exclusions"/>
        <PageTitle title="Exclusions" meta="Who may not be contracted, by which list. An entry is ended, never removed."/>
        {filter_bar(rq)}
        {body}
        {form}
    }
    .into_any()
}

fn filter_bar(rq: &Rq) -> AnyView {
    let holds: Vec<Choice> = vec![
        ("yes", "Holds today").into(),
        ("no", "Ended or to come").into(),
    ];
    let filters: [Filter<'_>; 2] = [("q", "Text", &[]), ("holds", "Time", &holds)];
    let applied = applied(rq, &filters);
    let [q, chosen] = ["q", "holds"].map(|name| rq.query(name).map(str::to_owned));
    let here = "/eligibility/exclusions";
    view! {
        <FilterBar action=here label="Filter exclusions" clear=here applied=applied keep=order(rq)>
            <TextFilter name="q" label="List or organisation" value=q/>
            <SelectFilter name="holds" label="Time" options=holds value=chosen/>
        </FilterBar>
    }
    .into_any()
}

fn table(rq: &Rq, rows: Vec<ExclusionRow>) -> AnyView {
    let shown = rows.len();
    let exports = vec![(rq.file("/exclusions.csv"), "CSV").into()];
    let keeps = rq.may::<KeepExclusions>(Subject::ANY);
    let rows = rows
        .into_iter()
        .map(|row| line(rq, row, keeps))
        .collect_view();
    view! {
        <div>
            <Table caption="Exclusions" caption_hidden=true>
                <thead><tr><Th label="Excluded"/><SortHead label="List" name="list"/><Th label="Source and reason"/><Th label="From"/><Th label="Until"/><SortHead label="Recorded" name="recorded" usual="-recorded"/><Th label="End"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=format::counted(shown, "entry", "entries") exports=exports/>
        </div>
    }
    .into_any()
}

fn line(rq: &Rq, row: ExclusionRow, keeps: bool) -> AnyView {
    let holds = row.holds_on(rq.at().date_naive());
    let mark = if holds {
        (Tone::Bad, "excluded")
    } else {
        (Tone::Neutral, "not today")
    };
    let whom = match (row.provider, row.name, row.nation_code) {
        (Some(reference), name, _) => {
            view! { <a href=format!("/providers/{reference}")>{name}</a> }.into_any()
        }
        (None, _, code) => view! { "Whoever comes from "{code} }.into_any(),
    };
    let list = format!(
        "{}, version {} of {}",
        row.list_name,
        row.list_version,
        format::date(row.list_date)
    );
    let until = row.last_day.map_or_else(|| "open".to_owned(), format::date);
    let by = row.recorded_by.map(|name| format!(" by {name}"));
    let end = match row.end_reason {
        Some(reason) => view! { "Ended: "{reason} }.into_any(),
        None if keeps && row.last_day.is_none_or(|last| last >= rq.at().date_naive()) => {
            let id = row.id.to_string();
            let key = rq.key();
            view! {
                <details class="help"><summary>"End it"</summary>
                    <Form act=format!("end-{id}") key=key label="End the exclusion">
                        <TextInput name="reason" label="Reason"/>
                        <Submit label="End the exclusion" kind=SubmitKind::Danger/>
                    </Form>
                </details>
            }
            .into_any()
        }
        None => ().into_any(),
    };
    view! {
        <tr>
            <RowHead>{whom}" "<Tag tone=mark.0 label=mark.1/></RowHead>
            <Td label="List" lead=true>{list}</Td>
            <Td label="Source and reason">{row.source}" · "{row.reason}</Td>
            <Td label="From">{format::date(row.first_day)}</Td>
            <Td label="Until">{until}</Td>
            <Td label="Recorded">{format::date(row.recorded_at.date_naive())}{by}</Td>
            <Td label="End">{end}</Td>
        </tr>
    }
    .into_any()
}

fn form(rq: &Rq) -> AnyView {
    let key = rq.key();
    view! {
        <Panel title="Record an exclusion" meta="An entry of a list that governance or a nation keeps; the list decides, not this page.">
            <Form act="exclude" key=key label="Record an exclusion">
                <TextInput name="provider" label="Organisation" optional=true hint="Its reference, such as PRV-2026-0004. Leave it empty to exclude a nation."/>
                <TextInput name="nation" label="Nation" optional=true size=4 hint="Two letters; whoever comes from it or is owned from it."/>
                <TextInput name="list_name" label="Name of the list"/>
                <TextInput name="list_version" label="Version of the list" maxlength=60/>
                <DateFields name="list_date" legend="Day of this version"/>
                <TextInput name="source" label="Where it is published or kept" maxlength=500/>
                <TextArea name="reason" label="Why the entry is there" rows=2/>
                <DateFields name="first_day" legend="Excluded from"/>
                <DateFields name="last_day" legend="Excluded until" optional=true/>
                <Submit label="Record the exclusion" consequence="From that day on the organisation, or everybody from the nation, counts as not eligible."/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Records or ends an exclusion.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    permit::<KeepExclusions>(post.rq.actor(), Subject::ANY)?;
    if let Some(id) = post.act().strip_prefix("end-") {
        let id = id.parse().map_err(|_| Error::NotFound)?;
        eligibility::end_exclusion(ctx, &post.call, id, post.value("reason")).await?;
        return Ok(Go::to("/eligibility/exclusions"));
    }
    if post.act() != "exclude" {
        return Err(Error::NotFound);
    }
    let mut errors = FieldErrors::default();
    let [list_date, first_day, last_day] =
        ["list_date", "first_day", "last_day"].map(|name| day(&post, &mut errors, name));
    errors.finish()?;
    let value = |name| post.value(name).to_owned();
    let entry = NewExclusion::try_from(ExclusionInput {
        provider: value("provider"),
        nation: value("nation"),
        list_name: value("list_name"),
        list_version: value("list_version"),
        list_date,
        source: value("source"),
        reason: value("reason"),
        first_day,
        last_day,
    })?;
    eligibility::exclude(ctx, &post.call, entry).await?;
    Ok(Go::to("/eligibility/exclusions"))
}
