//! Lots and criteria in the form.

use crate::pages::rows::{self, more};
use crate::request::Rq;
use crate::ui::{NumberInput, Panel, TextArea, TextInput};
use backend::solicitations::SolicitationRecord;
use domain::solicitations::{Criterion, Lot};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// How many rows are shown: those sent, and more when asked; else the recorded ones and two empty ones.
pub(super) fn count(rq: &Rq, stem: &str, recorded: usize) -> usize {
    rows::count(&rq.form(), stem, recorded + 2)
}

/// A number without trailing zeros.
pub fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// The lots.
pub fn lots(rq: &Rq, record: Option<&SolicitationRecord>) -> AnyView {
    let lots: &[Lot] = record.map_or(&[], |record| record.lots.as_slice());
    let shown = count(rq, "lot_title", lots.len());
    let rows = (1..=shown)
        .map(|row| {
            let lot = lots.get(row - 1);
            let title = lot.map(|lot| lot.title.as_str().to_owned());
            let description = lot.and_then(|lot| lot.description.clone());
            view! {
                <fieldset class="field">
                    <legend>{format!("Lot {row}")}</legend>
                    <TextInput name=format!("lot_title_{row}") label="Title" value=title optional=true/>
                    <TextArea name=format!("lot_description_{row}") label="Description" value=description rows=2 optional=true/>
                </fieldset>
            }
        })
        .collect_view();
    view! {
        <Panel title="Lots" meta="Leave empty for a single requirement. An empty row counts as none.">
            {rows}
            {more("lot_title", shown)}
        </Panel>
    }
    .into_any()
}

/// The technical sub-criteria.
pub fn criteria(rq: &Rq, record: Option<&SolicitationRecord>) -> AnyView {
    let scheme = record.and_then(|record| record.scheme.as_ref());
    let recorded: &[Criterion] = scheme.map_or(&[], |scheme| scheme.criteria.as_slice());
    let shown = count(rq, "criterion_name", recorded.len());
    let rows = (1..=shown)
        .map(|row| criterion(row, recorded.get(row - 1)))
        .collect_view();
    view! {
        <Panel title="Technical sub-criteria" meta="Their shares add up to 100 %. Where a method only asks whether each is met, and in a narrative trade-off, they have none.">
            {rows}
            {more("criterion_name", shown)}
        </Panel>
    }
    .into_any()
}

fn criterion(row: usize, recorded: Option<&Criterion>) -> AnyView {
    let name = recorded.map(|one| one.name.as_str().to_owned());
    let weight = recorded
        .filter(|one| !one.weight.is_zero())
        .map(|one| plain(one.weight));
    let guidance = recorded.and_then(|one| one.guidance.clone());
    view! {
        <fieldset class="field">
            <legend>{format!("Sub-criterion {row}")}</legend>
            <TextInput name=format!("criterion_name_{row}") label="What is judged" value=name optional=true/>
            <NumberInput name=format!("criterion_weight_{row}") label="Share of the technical score" unit="%" value=weight size=6 optional=true/>
            <TextArea name=format!("criterion_guidance_{row}") label="What a good answer shows" value=guidance rows=2 optional=true/>
        </fieldset>
    }
    .into_any()
}
