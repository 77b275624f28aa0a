//! The price schedule: its rows in the form, and the table on the solicitation's page.

use super::rows::{count, plain};
use crate::pages::rows::more;
use crate::request::Rq;
use crate::ui::{
    Checkbox, Help, NumTd, NumberInput, Panel, RowHead, Table, Td, TextInput, Th, format,
};
use backend::solicitations::SolicitationRecord;
use domain::solicitations::ScheduleLine;
use leptos::prelude::*;

/// The rows that an officer writes.
pub fn fields(rq: &Rq, record: Option<&SolicitationRecord>) -> AnyView {
    let recorded: &[ScheduleLine] = record.map_or(&[], |record| record.price_schedule.as_slice());
    let shown = count(rq, "line_description", recorded.len());
    let rows = (1..=shown)
        .map(|row| line(row, recorded.get(row - 1)))
        .collect_view();
    view! {
        <Panel title="Price schedule" meta="The lines that every offer prices, so that prices are compared line by line. Leave all empty to let offers write their own lines.">
            {rows}
            {more("line_description", shown)}
            <Help title="What do offerors do with these lines?" source="GBI 3.7, 4.8">
                "They price each line in one currency, or mark it as not offered; an empty price is never taken as zero. Options are added to the evaluated total, whether or not they are exercised later."
            </Help>
        </Panel>
    }
    .into_any()
}

fn line(row: usize, recorded: Option<&ScheduleLine>) -> AnyView {
    let name = |stem: &str| format!("line_{stem}_{row}");
    let text = |read: fn(&ScheduleLine) -> String| recorded.map(read);
    view! {
        <fieldset class="field">
            <legend>{format!("Line {row}")}</legend>
            <TextInput name=name("description") label="What is priced" value=text(|one| one.description.as_str().to_owned()) optional=true/>
            <div class="parts">
                <TextInput name=name("unit") label="Unit" value=text(|one| one.unit.clone()) size=10 optional=true/>
                <NumberInput name=name("quantity") label="Quantity" value=text(|one| plain(one.quantity)) size=8 optional=true/>
                <TextInput name=name("period") label="Period" value=text(|one| one.period.clone()) size=10 optional=true/>
                <TextInput name=name("lot") label="Lot" value=text(|one| one.lot.clone()) size=4 optional=true/>
            </div>
            <Checkbox name=name("option") label="An option" checked=recorded.is_some_and(|one| one.option)/>
        </fieldset>
    }
    .into_any()
}

/// The lines as everybody reads them.
pub fn panel(record: &SolicitationRecord) -> Option<AnyView> {
    let lines = record.price_schedule.clone();
    if lines.is_empty() {
        return None;
    }
    let has = |read: fn(&ScheduleLine) -> &str| lines.iter().any(|line| !read(line).is_empty());
    let (lots, periods) = (has(|line| &line.lot), has(|line| &line.period));
    let rows = lines
        .into_iter()
        .map(|line| {
            let kind = if line.option { "option" } else { "firm" };
            let quantity = format::decimal(line.quantity);
            view! {
                <tr>
                    <RowHead>{line.code}</RowHead>
                    <Td label="What is priced" lead=true>{String::from(line.description)}</Td>
                    {lots.then(|| view! { <Td label="Lot">{line.lot}</Td> })}
                    {periods.then(|| view! { <Td label="Period">{line.period}</Td> })}
                    <NumTd label="Quantity" lead=true>{quantity}" "{line.unit}</NumTd>
                    <Td label="Kind">{kind}</Td>
                </tr>
            }
        })
        .collect_view();
    Some(
        view! {
            <Panel title="Price schedule" meta="Every offer prices exactly these lines, in one currency, or marks a line as not offered. Options are part of the evaluated total (GBI 3.7, 4.8).">
                <Table caption="Price schedule" caption_hidden=true>
                    <thead><tr>
                        <Th label="No."/><Th label="What is priced"/>{lots.then(|| view! { <Th label="Lot"/> })}
                        {periods.then(|| view! { <Th label="Period"/> })}<Th label="Quantity" num=true/><Th label="Kind"/>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
            </Panel>
        }
        .into_any(),
    )
}
