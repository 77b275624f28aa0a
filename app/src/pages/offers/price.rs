//! The form of the price volume: the solicitation's lines, or lines that the offeror writes.

use super::rows::{cell, count};
use crate::pages::rows::more;
use crate::request::Rq;
use crate::ui::{
    Field, Form, FormState, Help, Panel, RowHead, Submit, SubmitKind, Table, Td, TextInput, Th,
    format,
};
use backend::offers::{OfferSheet, Sought};
use domain::money::Money;
use domain::offers::Price;
use domain::solicitations::ScheduleLine;
use leptos::prelude::*;

/// Volume 4.
pub fn lines(volume: Price, sought: &Sought, form: &FormState) -> AnyView {
    let currency = volume.currency.map(|currency| currency.code().to_owned());
    let rows = if sought.price_schedule.0.is_empty() {
        free(&volume, sought, form)
    } else {
        scheduled(&volume, &sought.price_schedule.0)
    };
    view! {
        <TextInput name="currency" label="Currency" size=4 hint="Three letters, such as EUR or NOK. All lines are in it."
            rule="GBI 3.7: the offeror’s own currency or the euro" value=currency/>
        {rows}
        {totals(&volume)}
        <Help title="Why are options part of the total?" source="GBI 3.7, 4.8">
            <p>"Offers are compared by the sum of every line, options included, whether or not an option is exercised later."</p>
        </Help>
    }
    .into_any()
}

/// What the saved lines add up to.
fn totals(volume: &Price) -> Option<AnyView> {
    let (total, parts) = (volume.total()?, volume.totals()?);
    let shown = |money: Money| format::money_exact(money.minor, money.currency.code());
    let periods = parts.periods.into_iter().map(|(name, sum)| {
        let sum = shown(sum);
        format!(", {name} {sum}")
    });
    let text = format!(
        "As saved: base {}, options {}, total {}{}.",
        shown(parts.base),
        shown(parts.options),
        shown(total),
        periods.collect::<String>()
    );
    (!volume.lines.is_empty()).then(|| view! { <p class="meta">{text}</p> }.into_any())
}

fn scheduled(volume: &Price, schedule: &[ScheduleLine]) -> AnyView {
    let has = |read: fn(&ScheduleLine) -> &str| schedule.iter().any(|line| !read(line).is_empty());
    let (lots, periods) = (has(|line| &line.lot), has(|line| &line.period));
    let rows = schedule
        .iter()
        .map(|line| asked(volume, line, lots, periods))
        .collect_view();
    view! {
        <Table caption="Price schedule" note="the buyer’s lines: price each, or mark it as not offered; an empty price is not zero">
            <thead><tr>
                <Th label="Line"/>{lots.then(|| view! { <Th label="Lot"/> })}{periods.then(|| view! { <Th label="Period"/> })}
                <Th label="Quantity" num=true/><Th label="Unit price" num=true/><Th label="Not offered"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn asked(volume: &Price, line: &ScheduleLine, lots: bool, periods: bool) -> AnyView {
    let code = line.code.clone();
    let price = volume
        .priced(&code)
        .zip(volume.currency)
        .map(|(line, currency)| {
            let price = Money::new(line.unit_price_minor, currency);
            price.major().to_string()
        });
    let state = use_context::<FormState>().unwrap_or_default();
    let name = format!("not_offered_{code}");
    let refused = if state.was_sent() {
        state.value(&name).is_some()
    } else {
        volume.refuses(&code)
    };
    let kind = if line.option { ", option" } else { "" };
    let (lot, period) = (line.lot.clone(), line.period.clone());
    let quantity = format!("{} {}", format::decimal(line.quantity), line.unit);
    let head = format!("{code} {}{kind}", line.description.as_str());
    let price = cell(
        format!("price_{code}"),
        format!("Unit price of {code}"),
        price,
        true,
    );
    view! {
        <tr>
            <RowHead>{head}</RowHead>
            {lots.then(|| view! { <Td label="Lot">{lot}</Td> })}
            {periods.then(|| view! { <Td label="Period">{period}</Td> })}
            <td class="num" data-label="Quantity">{quantity}</td>
            {price}
            <td data-label="Not offered">
                <input type="checkbox" name=name value="yes" checked=refused aria-label=format!("{code} is not offered")/>
            </td>
        </tr>
    }
    .into_any()
}

/// Lines that the offeror writes.
fn free(volume: &Price, sought: &Sought, form: &FormState) -> AnyView {
    let has_lots = !sought.lots.0.is_empty();
    let shown = count(form, "description", volume.lines.len());
    let rows = (1..=shown)
        .map(|row| line(volume, sought, row))
        .collect_view();
    view! {
        <Table caption="Priced lines" note="empty rows are left out">
            <thead><tr>
                <Th label="Row"/>{has_lots.then(|| view! { <Th label="Lot"/> })}<Th label="What is priced"/><Th label="Unit"/>
                <Th label="Quantity" num=true/><Th label="Unit price" num=true/><Th label="Option"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        {more("description", shown)}
    }
    .into_any()
}

fn line(volume: &Price, sought: &Sought, row: usize) -> AnyView {
    let saved = volume.lines.get(row - 1).cloned();
    let price = saved.as_ref().zip(volume.currency).map(|(line, currency)| {
        Money::new(line.unit_price_minor, currency)
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

/// The lines as a file to fill in, and the form that reads it back.
pub fn spreadsheet(rq: &Rq, sheet: &OfferSheet) -> AnyView {
    let (key, version) = (rq.key(), rq.version(sheet.version));
    let [xlsx, csv] =
        ["xlsx", "csv"].map(|ending| format!("/offers/{}/price.{ending}", sheet.reference));
    view! {
        <Panel title="Fill in a spreadsheet" meta="The file has the lines as they are saved. Nothing is changed when a line in it is wrong.">
            <p><a href=xlsx download>"Lines as XLSX"</a>" · "<a href=csv download>"Lines as CSV"</a></p>
            <Form act="import" key=key version=version upload=true label="Read a spreadsheet">
                <Field name="file" label="File" hint="The same columns, as XLSX of at most 128 kB or CSV in UTF-8 of at most 1 MB. Its lines replace those saved above.">
                    <input type="file" id="import-file" name="file" required/>
                </Field>
                <Submit label="Read the file" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}
