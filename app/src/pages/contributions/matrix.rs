//! All nations beside each other: a picture of their shares and the table that says the same.

use crate::charts::{NationShare, ShareDumbbell};
use crate::request::Rq;
use crate::ui::{Help, NumTd, Panel, RowHead, Table, TableFooter, Th, format};
use backend::contributions::{CurrencyTotals, Standing, Totals};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// Every nation that pledged, with shares of what all pledged and paid.
pub(super) fn matrix(rq: &Rq, standings: &[Standing]) -> Option<AnyView> {
    if standings.is_empty() {
        return None;
    }
    let rows = standings.iter().map(row).collect_view();
    let count = format::counted(standings.len(), "nation", "nations");
    let exports = vec![(rq.file("/contributions.csv"), "CSV").into()];
    let view = view! {
        <div class="stack">
            <Panel title="All nations" meta="EUR, cash only; the number of contributions in kind stands beside">
                <Table caption="All nations" caption_hidden=true>
                    <thead><tr>
                        <Th label="Nation"/><Th label="Pledged" num=true/><Th label="Committed" num=true/><Th label="Paid" num=true/><Th label="Allocated" num=true/>
                        <Th label="Share of pledges" num=true/><Th label="Share of payments" num=true/><Th label="Difference" num=true/><Th label="In kind" num=true/>
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
                <TableFooter count=count exports=exports/>
                <Help title="What is compared?">
                    <p>"Each nation's share of everything paid, less its share of everything pledged, in percentage points. Below zero a nation pays later than the others. The programmes publish no agreed key, so none is shown."</p>
                </Help>
            </Panel>
            {picture(standings)}
        </div>
    };
    Some(view.into_any())
}

fn row(row: &Standing) -> impl IntoView + use<> {
    let eur = &row.totals.eur;
    let missing: Vec<String> = eur.without_rate.iter().map(ToString::to_string).collect();
    let remark =
        (!missing.is_empty()).then(|| format!("without {}: no rate recorded", missing.join(", ")));
    let (href, name, in_kind) = (
        format!("/contributions?nation={}", row.code),
        row.name.clone(),
        row.in_kind,
    );
    let [pledged, committed, paid, allocated] = figures(&row.totals);
    let share = |value: Option<Decimal>| {
        value.map_or_else(|| "none".to_owned(), |value| format::percent(value, 1))
    };
    let (pledged_share, paid_share) = (share(row.pledged_share), share(row.paid_share));
    let difference = row.difference().map_or_else(
        || "none".to_owned(),
        |value| format::percent_signed(value, 1),
    );
    view! {
        <tr>
            <RowHead><a href=href>{name}</a><div class="meta">{remark}</div></RowHead>
            <NumTd label="Pledged, EUR" lead=true>{pledged}</NumTd>
            <NumTd label="Committed, EUR">{committed}</NumTd>
            <NumTd label="Paid, EUR" lead=true>{paid}</NumTd>
            <NumTd label="Allocated, EUR">{allocated}</NumTd>
            <NumTd label="Share of pledges">{pledged_share}</NumTd>
            <NumTd label="Share of payments">{paid_share}</NumTd>
            <NumTd label="Difference, points">{difference}</NumTd>
            <NumTd label="In kind">{in_kind}</NumTd>
        </tr>
    }
}

/// Pledged, committed, paid and allocated in euro; in the nation's own currencies when none of them has a rate.
fn figures(totals: &Totals) -> [String; 4] {
    let eur = &totals.eur;
    if eur.without_rate.len() < totals.by_currency.len() || totals.by_currency.is_empty() {
        let figures = [
            eur.pledged_minor,
            eur.committed_minor,
            eur.paid_minor,
            eur.allocated_minor,
        ];
        return figures.map(|minor| format::amount_exact(minor, "EUR"));
    }
    let own = |figure: fn(&CurrencyTotals) -> i64| {
        let parts: Vec<String> = totals
            .by_currency
            .iter()
            .map(|sum| format::money(figure(sum), sum.currency.code()))
            .collect();
        parts.join(", ")
    };
    [
        own(|sum| sum.pledged_minor),
        own(|sum| sum.committed_minor),
        own(|sum| sum.paid_minor),
        own(|sum| sum.allocated_minor),
    ]
}

fn picture(standings: &[Standing]) -> Option<AnyView> {
    let shares: Vec<NationShare> = standings
        .iter()
        .filter_map(|row| {
            Some(NationShare {
                nation: row.code.clone(),
                key: row.pledged_share?,
                share: row.paid_share?,
            })
        })
        .collect();
    if shares.is_empty() {
        return None;
    }
    let last = standings
        .iter()
        .filter_map(|row| Some((row.difference()?, row.name.clone())))
        .min();
    let finding = last.map_or_else(String::new, |(points, name)| {
        format!(
            "{name} is furthest behind: {} points between its share of payments and of pledges.",
            format::score(points)
        )
    });
    let view = view! {
        <Panel title="Share of payments against share of pledges" meta="○ share of pledges ● share of payments">
            <figure><ShareDumbbell id="nation-shares" shares=shares title="Share of payments against share of pledges" finding=finding.clone()/></figure>
            <p class="meta">{finding}</p>
        </Panel>
    };
    Some(view.into_any())
}
