//! What pages about contributions share: pledges in a table, sums, and what is typed in parts.

use crate::pages::lists::SortHead;
use crate::pages::programmes::parts::{Origin, tone};
use crate::post::Post;
use crate::request::Rq;
use crate::ui::{Day, EmptyState, NumTd, Ref, RowHead, Table, Tag, Td, Th, format};
use backend::FieldErrors;
use backend::contributions::{EurTotals, PledgeRow};
use chrono::NaiveDate;
use leptos::prelude::*;

/// Pledges: of one nation, of one programme, or of all.
#[component]
pub(crate) fn PledgeTable(
    /// The rows.
    rows: Vec<PledgeRow>,
    /// What they are.
    #[prop(into)]
    caption: String,
) -> impl IntoView {
    if rows.is_empty() {
        return view! { <EmptyState title="No pledges recorded here" text="A nation's delegate records what the nation pledges."/> }.into_any();
    }
    let sort = Rq::current().and_then(|rq| rq.query("sort").map(str::to_owned));
    let rows = sorted(rows, sort.as_deref());
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <Table caption=caption note="each in its own currency; contributions in kind are not in any sum">
            <thead><tr>
                <SortHead label="Reference" name="reference"/><SortHead label="Nation" name="nation"/><SortHead label="Programme" name="programme"/>
                <Th label="In"/><SortHead label="State" name="state"/><SortHead label="Pledged on" name="pledged"/>
                <Th label="Amount" num=true/><Th label="Paid" num=true/><Th label="Allocated" num=true/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// In the order that the address asks for; as they came, the newest first, otherwise. Amounts in different currencies
/// have no common order, so no column of amounts sorts.
#[must_use]
pub fn sorted(mut rows: Vec<PledgeRow>, sort: Option<&str>) -> Vec<PledgeRow> {
    let Some(sort) = sort else { return rows };
    match sort.trim_start_matches('-') {
        "reference" => rows.sort_by(|a, b| a.reference.cmp(&b.reference)),
        "nation" => rows.sort_by(|a, b| a.nation_name.cmp(&b.nation_name)),
        "programme" => rows.sort_by(|a, b| a.programme_code.cmp(&b.programme_code)),
        "state" => rows.sort_by_key(PledgeRow::state),
        "pledged" => rows.sort_by_key(|row| row.pledged_on),
        _ => return rows,
    }
    if sort.starts_with('-') {
        rows.reverse();
    }
    rows
}

fn row(row: PledgeRow) -> impl IntoView {
    let (href, state, kind) = (
        format!("/contributions/{}", row.reference),
        row.state(),
        row.kind(),
    );
    let (nation, programme) = (
        format!("/nations/{}", row.nation_code),
        format!("/programmes/{}", row.programme_code),
    );
    let amount = amount_words(&row);
    let part = |minor: i64| {
        row.currency
            .as_deref()
            .filter(|_| kind.is_cash())
            .map_or_else(String::new, |currency| format::money(minor, currency))
    };
    let (paid, allocated) = (part(row.paid_minor), part(row.allocated_minor));
    view! {
        <tr>
            <RowHead><Ref reference=row.reference href=href/><Origin origin=row.origin/></RowHead>
            <Td label="Nation" lead=true><a href=nation>{row.nation_name}</a></Td>
            <Td label="Programme"><a class="ref" href=programme>{row.programme_code}</a></Td>
            <Td label="In">{kind.label()}</Td>
            <Td label="State" lead=true><Tag tone=tone(state.tone()) label=state.label()/></Td>
            <Td label="Pledged on"><Day day=row.pledged_on/></Td>
            <NumTd label="Amount">{amount}</NumTd>
            <NumTd label="Paid">{paid}</NumTd>
            <NumTd label="Allocated">{allocated}</NumTd>
        </tr>
    }
}

/// The amount of a pledge of money, the value of one in kind, or that it is not valued.
pub(crate) fn amount_words(row: &PledgeRow) -> String {
    match (
        row.amount_minor,
        row.currency.as_deref(),
        row.kind().is_cash(),
    ) {
        (Some(minor), Some(currency), true) => format::money(minor, currency),
        (Some(minor), Some(currency), false) => {
            format!("valued at {}", format::money(minor, currency))
        }
        _ => "not valued".to_owned(),
    }
}

/// Says at which rates a sum in euro was made, and what is not in it.
pub(super) fn rates_words(eur: &EurTotals) -> String {
    let used: Vec<String> = eur
        .rates
        .iter()
        .map(|rate| {
            format!(
                "EUR 1 = {} {}, {}, {}",
                rate.currency,
                rate.units_per_eur,
                format::date(rate.on_day),
                rate.source
            )
        })
        .collect();
    let missing: Vec<String> = eur.without_rate.iter().map(ToString::to_string).collect();
    let mut words = Vec::new();
    if !used.is_empty() {
        words.push(format!("Rates: {}.", used.join("; ")));
    }
    if !missing.is_empty() {
        words.push(format!(
            "No rate recorded for {}: not in the EUR sums.",
            missing.join(", ")
        ));
    }
    words.join(" ")
}

/// Reads a day typed in three parts; a month may be a number or the beginning of its English name.
pub fn day(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<NaiveDate> {
    let part = |part: &str| post.value(&format!("{name}_{part}")).to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return None;
    }
    let found = month_number(&month)
        .zip(day.parse().ok())
        .zip(year.parse().ok())
        .and_then(|((month, day), year)| NaiveDate::from_ymd_opt(year, month, day));
    if found.is_none() {
        errors.add(
            name,
            "this is not a day of the calendar: write it as 3 3 2026 or 3 Mar 2026",
        );
    }
    found
}

fn month_number(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let text = text.to_lowercase();
    text.parse().ok().or_else(|| {
        let index = MONTHS
            .iter()
            .position(|month| text.len() >= 3 && month.starts_with(&text))?;
        u32::try_from(index + 1).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::month_number;

    #[test]
    fn months_are_numbers_or_names() {
        assert_eq!(
            (month_number("3"), month_number("Mar"), month_number("ma")),
            (Some(3), Some(3), None)
        );
    }
}
