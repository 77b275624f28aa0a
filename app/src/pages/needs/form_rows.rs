//! Funding lines in the form. Without JavaScript a button brings more rows with what was typed.

use crate::pages::solicitations::plain;
use crate::request::Rq;
use crate::ui::{Choice, NumberInput, Panel, Select, Submit, SubmitKind};
use backend::needs::NeedRecord;
use domain::needs::{FundingLine, FundingStatus};
use leptos::prelude::*;

/// The value of the button that asks for more rows.
pub const MORE: &str = "more";
/// The most rows that a form is read for.
pub const MOST_ROWS: usize = 50;

/// How many rows of a kind are shown: those sent, and three more when asked; else the recorded ones and some empty ones.
pub fn count(rq: &Rq, stem: &str, recorded: usize, empty: usize) -> usize {
    let form = rq.form();
    let sent = (1..=MOST_ROWS)
        .take_while(|row| form.value(&format!("{stem}_{row}")).is_some())
        .count();
    let more = if form.value("then") == Some(MORE) {
        3
    } else {
        0
    };
    if sent > 0 {
        (sent + more).min(MOST_ROWS)
    } else {
        recorded + empty
    }
}

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
    let rows = (1..=count(rq, "funding_amount", lines.len(), 2))
        .map(|row| {
            let line = lines.get(row - 1);
            line_fields(row, line, line.and_then(amount), programmes, nations)
        })
        .collect_view();
    view! {
        <Panel title="Funding" meta="Programmes and nations that may pay, in the currency of the estimate. Only buyers see it. An empty row counts as none.">
            {rows}
            <Submit label="Add rows" kind=SubmitKind::Secondary name="then" value=MORE/>
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
