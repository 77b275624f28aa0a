//! Funding lines in the form.

use crate::pages::rows::{count, more};
use crate::pages::solicitations::plain;
use crate::request::Rq;
use crate::ui::{Choice, NumberInput, Panel, Select};
use backend::needs::NeedRecord;
use domain::needs::{FundingLine, FundingStatus};
use leptos::prelude::*;
/// The most rows that a form is read for.
pub const MOST_ROWS: usize = 50;

/// Who may pay.
pub fn funding(
    rq: &Rq,
    record: Option<&NeedRecord>,
    programmes: &[Choice],
    nations: &[Choice],
) -> AnyView {
    let lines = record.map_or(&[][..], |record| record.funding.as_slice());
    let amount =
        |line: &FundingLine| record.map(|record| plain(record.money(line.amount_minor).major()));
    let shown = count(&rq.form(), "funding_amount", lines.len() + 2);
    let rows = (1..=shown)
        .map(|row| {
            let line = lines.get(row - 1);
            line_fields(row, line, line.and_then(amount), programmes, nations)
        })
        .collect_view();
    view! {
        <Panel title="Funding" meta="Programmes and nations that may pay, in the currency of the estimate. Only buyers see it. An empty row counts as none.">
            {rows}
            {more("funding_amount", shown)}
        </Panel>
    }
    .into_any()
}

fn line_fields(
    row: usize,
    line: Option<&FundingLine>,
    amount: Option<String>,
    programmes: &[Choice],
    nations: &[Choice],
) -> AnyView {
    let statuses = FundingStatus::ALL.iter();
    let statuses: Vec<Choice> = statuses
        .map(|one| Choice::new(one.as_str(), one.label()))
        .collect();
    let programme = line.and_then(|line| line.programme.clone());
    let nation = line.and_then(|line| line.nation.clone());
    let status = line.map_or(FundingStatus::Planned, |line| line.status);
    view! {
        <fieldset class="field">
            <legend>{format!("Line {row}")}</legend>
            <div class="parts">
                <Select name=format!("funding_programme_{row}") label="Programme" prompt="None" options=programmes.to_vec() value=programme optional=true/>
                <Select name=format!("funding_nation_{row}") label="Nation" prompt="None" options=nations.to_vec() value=nation optional=true/>
                <NumberInput name=format!("funding_amount_{row}") label="Amount" value=amount size=14 optional=true/>
                <Select name=format!("funding_status_{row}") label="Standing" options=statuses value=status.as_str()/>
            </div>
        </fieldset>
    }
    .into_any()
}
