//! Forms with rows: past contracts, priced lines, declared parameters. Rows are added by the server, with what was typed.

use crate::ui::{FormState, Help, Table, TextInput, Th};
use backend::offers::Sought;
use domain::offers::{Declared, Experience, Price};
use leptos::prelude::*;

/// Empty rows that are offered beyond those that are filled.
const SPARE: usize = 3;

/// How many rows a form shows: those typed, or those saved, and spare ones.
fn count(form: &FormState, name: &str, saved: usize) -> usize {
    let typed = (1..)
        .take_while(|row| form.value(&format!("{name}_{row}")).is_some())
        .count();
    match (typed, form.value("more")) {
        (0, _) => saved + SPARE,
        (typed, Some(_)) => typed + SPARE,
        (typed, None) => typed,
    }
}

/// A cell with one control, named by its column and row.
fn cell(name: String, label: String, saved: Option<String>, number: bool) -> AnyView {
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

fn more() -> AnyView {
    view! { <p><button type="submit" class="button" name="more" value="rows">"Add rows"</button></p> }
        .into_any()
}

/// Volume 3.
pub fn past_contracts(volume: Experience, form: &FormState) -> AnyView {
    let rows = (1..=count(form, "customer", volume.references.len()))
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
        {more()}
    }
    .into_any()
}

/// Volume 4.
pub fn lines(volume: Price, sought: &Sought, form: &FormState) -> AnyView {
    let currency = volume.currency.map(|currency| currency.code().to_owned());
    let has_lots = !sought.lots.0.is_empty();
    let rows = (1..=count(form, "description", volume.lines.len()))
        .map(|row| line(&volume, sought, row))
        .collect_view();
    view! {
        <TextInput name="currency" label="Currency" size=4 hint="Three letters, such as EUR or NOK. All lines are in it."
            rule="GBI 3.7: the offeror’s own currency or the euro" value=currency/>
        <Table caption="Priced lines" note="empty rows are left out">
            <thead><tr>
                <Th label="Row"/>{has_lots.then(|| view! { <Th label="Lot"/> })}<Th label="What is priced"/><Th label="Unit"/>
                <Th label="Quantity" num=true/><Th label="Unit price" num=true/><Th label="Option"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        {more()}
        <Help title="Why are options part of the total?" source="GBI 3.7, 4.8">
            <p>"Offers are compared by the sum of every line, options included, whether or not an option is exercised later."</p>
        </Help>
    }
    .into_any()
}

fn line(volume: &Price, sought: &Sought, row: usize) -> AnyView {
    let saved = volume.lines.get(row - 1).cloned();
    let price = saved.as_ref().zip(volume.currency).map(|(line, currency)| {
        domain::money::Money::new(line.unit_price_minor, currency)
            .major()
            .to_string()
    });
    let state = use_context::<FormState>().unwrap_or_default();
    let option_name = format!("option_{row}");
    let ticked = if state.was_sent() {
        state.value(&option_name).is_some()
    } else {
        saved.as_ref().is_some_and(|line| line.option)
    };
    let lot = (!sought.lots.0.is_empty())
        .then(|| lots(sought, row, saved.as_ref().map(|line| line.lot.clone())));
    let of = |read: fn(domain::offers::PriceLine) -> String| saved.clone().map(read);
    view! {
        <tr>
            <th scope="row">{row}</th>
            {lot}
            {cell(format!("description_{row}"), format!("What is priced, row {row}"), of(|line| line.description), false)}
            {cell(format!("unit_{row}"), format!("Unit, row {row}"), of(|line| line.unit), false)}
            {cell(format!("quantity_{row}"), format!("Quantity, row {row}"), of(|line| line.quantity.to_string()), true)}
            {cell(format!("unit_price_{row}"), format!("Unit price, row {row}"), price, true)}
            <td data-label="Option">
                <input type="checkbox" name=option_name value="yes" checked=ticked aria-label=format!("Option, row {row}")/>
            </td>
        </tr>
    }
    .into_any()
}

fn lots(sought: &Sought, row: usize, saved: Option<String>) -> AnyView {
    let state = use_context::<FormState>().unwrap_or_default();
    let name = format!("lot_{row}");
    let chosen = state.value(&name).map(str::to_owned).or(saved);
    let options = sought
        .lots
        .0
        .iter()
        .map(|lot| {
            let selected = chosen.as_deref() == Some(lot.code.as_str());
            let label = format!("{} {}", lot.code, lot.title.as_str());
            view! { <option value=lot.code.clone() selected=selected>{label}</option> }
        })
        .collect_view();
    let id = state.field_id(&name);
    view! {
        <td data-label="Lot"><select id=id name=name aria-label=format!("Lot, row {row}")><option value="">"Choose"</option>{options}</select></td>
    }
    .into_any()
}

/// The declared parameters of volume 2: one row for each requirement.
pub fn declared(saved: Vec<Declared>, sought: &Sought) -> AnyView {
    let rows = sought
        .asked()
        .requirements
        .iter()
        .map(|requirement| {
            let found = saved.iter().find(|row| row.requirement == requirement.code);
            let value = found.and_then(|row| row.value).map(|value| value.to_string());
            let evidence = found.map(|row| row.evidence.clone());
            let code = &requirement.code;
            let limit = requirement.threshold.map(|limit| format!("{limit} {}", requirement.unit));
            view! {
                <tr>
                    <th scope="row">{code.clone()}" "{requirement.name.as_str().to_owned()}</th>
                    <td class="num" data-label="Threshold">{limit}</td>
                    {cell(format!("value_{code}"), format!("Value for {code} in {}", requirement.unit), value, true)}
                    {cell(format!("evidence_{code}"), format!("Evidence for {code}"), evidence, false)}
                </tr>
            }
        })
        .collect_view();
    view! {
        <Table caption="Declared parameters" note="each with what shows that it is true; without a value write that it is not offered">
            <thead><tr><Th label="Requirement"/><Th label="Threshold" num=true/><Th label="You declare" num=true/><Th label="Evidence"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
