//! What an organisation tells of its past performance itself.

use crate::request::Rq;
use crate::ui::{
    Form, NumberInput, Panel, RowHead, Submit, SubmitKind, Table, Tag, Td, TextArea, TextInput, Th,
    format,
};
use backend::providers::ReferenceRow;
use leptos::prelude::*;

/// The references, marked as the organisation's own words, and for those who keep the profile the form that adds one.
pub fn panel(rq: &Rq, rows: &[ReferenceRow], keeps: bool) -> Option<AnyView> {
    if rows.is_empty() && !keeps {
        return None;
    }
    let table = (!rows.is_empty()).then(|| table(rq, rows, keeps));
    let form = keeps.then(|| form(rq));
    Some(
        view! {
            <Panel title="References" meta="Told by the organisation itself. What is counted from contracts kept here stands above.">
                {table}
                {form}
            </Panel>
        }
        .into_any(),
    )
}

fn table(rq: &Rq, rows: &[ReferenceRow], keeps: bool) -> AnyView {
    let last = keeps.then(|| view! { <Th label="Change"/> });
    let rows = rows.iter().map(|row| line(rq, row, keeps)).collect_view();
    view! {
        <Table caption="References" caption_hidden=true>
            <thead><tr><Th label="Delivered"/><Th label="To"/><Th label="Years"/><Th label="Told"/>{last}</tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn line(rq: &Rq, row: &ReferenceRow, keeps: bool) -> AnyView {
    let row = row.clone();
    let years = match row.last_year {
        Some(last) if last == row.first_year => last.to_string(),
        Some(last) => format!("{}–{last}", row.first_year),
        None => format!("since {}", row.first_year),
    };
    let change = keeps.then(|| {
        let (act, key) = (format!("take-{}", row.id), rq.key());
        view! {
            <Td label="Change">
                <form method="post">
                    <input type="hidden" name="act" value=act/>
                    <input type="hidden" name="idempotency_key" value=key/>
                    <Submit label="Take back" kind=SubmitKind::Secondary/>
                </form>
            </Td>
        }
    });
    let told = format::date(row.recorded_at.date_naive());
    view! {
        <tr>
            <RowHead>{row.title}" "<Tag label="self-declared"/>{row.description.map(|text| view! { <p class="meta">{text}</p> })}</RowHead>
            <Td label="To" lead=true>{row.customer}</Td>
            <Td label="Years">{years}</Td>
            <Td label="Told">{told}</Td>
            {change}
        </tr>
    }
    .into_any()
}

fn form(rq: &Rq) -> AnyView {
    let key = rq.key();
    let refused = rq.form().value("act") == Some("tell");
    view! {
        <details class="help" open=refused><summary>"Add a reference"</summary>
            <Form act="tell" key=key label="Add a reference">
                <TextInput name="title" label="What was delivered" maxlength=200/>
                <TextInput name="customer" label="To whom" maxlength=200/>
                <NumberInput name="first_year" label="Began in" hint="A year." size=6/>
                <NumberInput name="last_year" label="Ended in" hint="A year; empty while it goes on." size=6 optional=true/>
                <TextArea name="description" label="More of it" rows=3 optional=true/>
                <Submit label="Add the reference" kind=SubmitKind::Secondary consequence="Everybody who is signed in reads it, marked as told by you."/>
            </Form>
        </details>
    }
    .into_any()
}
