//! Forms with rows: past contracts. Rows are added by the server, with what was typed.

use crate::pages::rows::{self, more};
use crate::ui::{FormState, Table, Th};
use domain::offers::Experience;
use leptos::prelude::*;

/// How many rows a form shows: those typed, or those saved and three empty ones.
pub(super) fn count(form: &FormState, stem: &str, saved: usize) -> usize {
    rows::count(form, stem, saved + 3)
}

/// A cell with one control, named by its column and row.
pub(super) fn cell(name: String, label: String, saved: Option<String>, number: bool) -> AnyView {
    let state = use_context::<FormState>().unwrap_or_default();
    let value = state.value(&name).map(str::to_owned).or(saved);
    let error = state.error(&name).map(str::to_owned);
    let id = state.field_id(&name);
    let error_id = error.is_some().then(|| format!("{id}-error"));
    let message =
        error.map(|message| view! { <p class="error" id=format!("{id}-error")>{message}</p> });
    let (size, class, keyboard) = if number {
        (10, Some("n"), Some("decimal"))
    } else {
        (22, None, None)
    };
    let name_of_cell = label.clone();
    let invalid = error_id.is_some().then_some("true");
    view! {
        <td data-label=name_of_cell class=number.then_some("num")>
            <input type="text" id=id name=name value=value size=size class=class inputmode=keyboard autocomplete="off"
                aria-label=label aria-describedby=error_id aria-invalid=invalid/>
            {message}
        </td>
    }
    .into_any()
}

/// Volume 3.
pub fn past_contracts(volume: Experience, form: &FormState) -> AnyView {
    let shown = count(form, "customer", volume.references.len());
    let rows = (1..=shown)
        .map(|row| {
            let saved = volume.references.get(row - 1).cloned();
            let (customer, description, year) = saved
                .map(|past| {
                    let year = past.last_year.map(|year| year.to_string());
                    (Some(past.customer), Some(past.description), year)
                })
                .unwrap_or_default();
            view! {
                <tr>
                    <th scope="row">{row}</th>
                    {cell(format!("customer_{row}"), format!("Customer, row {row}"), customer, false)}
                    {cell(format!("description_{row}"), format!("Delivered, row {row}"), description, false)}
                    {cell(format!("last_year_{row}"), format!("Last year, row {row}"), year, true)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="Past contracts" note="of like kind and size (GBI 4.7); empty rows are left out">
            <thead><tr><Th label="Row"/><Th label="Customer"/><Th label="Delivered"/><Th label="Last year" num=true/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        {more("customer", shown)}
    }
    .into_any()
}
