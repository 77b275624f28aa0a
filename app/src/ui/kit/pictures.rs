//! Pictures of data, each beside the words that say the same.

use chrono::NaiveDate;
use leptos::prelude::*;
use rust_decimal::Decimal;

use crate::charts::{
    ContractPicture, ContractTimeline, MilestoneMark, ModificationMark, NationShare, OrderBar,
    PaymentBar, Period, PeriodKind, PriceQuality, PricedOffer, ServiceKind, ServiceMark,
    ShareDumbbell, Sparkline, StackedBar, StackedBars,
};
use crate::ui::{Bar, Panel};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

#[component]
pub fn Pictures() -> impl IntoView {
    view! {
        <figure>
            <figcaption>
                <Bar>
                    <strong>"Timeline"</strong>
                    <a href="#years">"years"</a>
                    <a href="#quarters" aria-current="true">"quarters"</a>
                    <span class="meta">"◇ baseline ◆ forecast ● met · hatched: slip"</span>
                    <a href="#table">"As a table"</a>
                </Bar>
            </figcaption>
            <ContractTimeline
                id="contract"
                picture=contract()
                title="Timeline of CTR-2026-0012"
                finding="Base period to March 2028, option 1 exercised, option 2 open; IOC forecast 45 days late."
            />
        </figure>
        <div class="three">
            <Panel title="Price against quality">
                <PriceQuality
                    id="offers"
                    offers=offers()
                    unit="million EUR"
                    title="Price against quality"
                    finding="Aurora, Boreal and Cygnus are on the front; Delphin is dominated by Boreal."
                />
            </Panel>
            <Panel title="Share against key" meta="○ agreed key ● paid so far">
                <ShareDumbbell id="shares" shares=shares() title="Share against key" finding="Germany is 3.1 points below its key."/>
            </Panel>
            <Panel title="Pledged by year">
                <StackedBars
                    id="pledges"
                    series=["Norway", "Finland", "Greece", "Türkiye"].map(str::to_owned).to_vec()
                    bars=bars()
                    unit="million EUR"
                    title="Pledged by year"
                    finding="Pledges rise from 21 to 34 million EUR."
                />
                <p class="meta">
                    "Slip of IOC "<Sparkline values=vec![0.0, 0.0, 12.0, 12.0, 30.0, 45.0] label="Slip of IOC from 0 to 45 days"/>" 45 days"
                </p>
            </Panel>
        </div>
    }
}

fn contract() -> ContractPicture {
    ContractPicture {
        from: day(2026, 1, 1),
        to: day(2030, 12, 31),
        moment: day(2028, 5, 14),
        moment_label: "shown moment".to_owned(),
        periods: vec![
            period(
                "base, 2 years",
                day(2026, 3, 15),
                day(2028, 3, 14),
                PeriodKind::Base,
                None,
            ),
            period(
                "option 1, exercised",
                day(2028, 3, 15),
                day(2029, 3, 14),
                PeriodKind::Exercised,
                None,
            ),
            period(
                "option 2, open",
                day(2029, 3, 15),
                day(2030, 3, 14),
                PeriodKind::Open,
                Some(day(2028, 8, 1)),
            ),
        ],
        orders: vec![
            order("O-01 2.10 M", day(2026, 6, 1), day(2027, 1, 10)),
            order("O-02 4.32 M", day(2027, 2, 15), day(2027, 12, 20)),
            order("O-03 3.00 M", day(2027, 11, 1), day(2028, 10, 30)),
        ],
        modifications: [
            (1, day(2026, 10, 20)),
            (2, day(2027, 10, 1)),
            (3, day(2028, 5, 2)),
        ]
        .map(|(number, on)| ModificationMark { number, on })
        .to_vec(),
        milestones: milestones(),
        payments: (0..8)
            .map(|index| PaymentBar {
                on: day(2026, 7, 1) + chrono::Days::new(index * 90),
                amount: (4 + index % 4).into(),
            })
            .collect(),
        service: service(),
    }
}

/// A year of one level: met, one period missed, the last not measured.
fn service() -> Vec<ServiceMark> {
    let mark = |index: u32| {
        let (words, kind) = match index {
            4 => ("missed", ServiceKind::Missed),
            11 => ("not measured", ServiceKind::Open),
            _ => ("met", ServiceKind::Met),
        };
        ServiceMark {
            row: 0,
            on: day(2026, 7, 31) + chrono::Months::new(index),
            label: format!("SL-01, {words}"),
            kind,
        }
    };
    (0..12).map(mark).collect()
}

fn period(
    label: &str,
    from: NaiveDate,
    to: NaiveDate,
    kind: PeriodKind,
    decide_by: Option<NaiveDate>,
) -> Period {
    Period {
        label: label.to_owned(),
        from,
        to,
        kind,
        decide_by,
    }
}

fn order(label: &str, from: NaiveDate, to: NaiveDate) -> OrderBar {
    OrderBar {
        label: label.to_owned(),
        from,
        to,
    }
}

fn milestones() -> Vec<MilestoneMark> {
    let mark = |label: &str, baseline, forecast, met| MilestoneMark {
        label: label.to_owned(),
        baseline,
        forecast,
        met,
    };
    vec![
        mark(
            "first data, 12 days late",
            day(2026, 8, 1),
            None,
            Some(day(2026, 8, 13)),
        ),
        mark(
            "surge drill, on time",
            day(2027, 7, 20),
            None,
            Some(day(2027, 7, 20)),
        ),
        mark(
            "IOC, forecast 45 days late",
            day(2028, 7, 17),
            Some(day(2028, 8, 31)),
            None,
        ),
        mark("FOC", day(2029, 6, 1), None, None),
    ]
}

fn offers() -> Vec<PricedOffer> {
    [
        ("Aurora", 120, 83),
        ("Boreal", 90, 74),
        ("Cygnus", 60, 60),
        ("Delphin", 98, 61),
    ]
    .map(|(label, tenths, quality): (&str, i64, i64)| PricedOffer {
        label: label.to_owned(),
        price: Decimal::new(tenths, 1),
        quality: quality.into(),
    })
    .to_vec()
}

fn shares() -> Vec<NationShare> {
    [
        ("NO", 36, 39),
        ("CA", 61, 66),
        ("DE", 120, 89),
        ("GR", 18, 18),
        ("TR", 45, 12),
    ]
    .map(|(nation, key, share): (&str, i64, i64)| NationShare {
        nation: nation.to_owned(),
        key: Decimal::new(key, 1),
        share: Decimal::new(share, 1),
    })
    .to_vec()
}

fn bars() -> Vec<StackedBar> {
    [
        ("2026", [8, 6, 4, 3]),
        ("2027", [10, 7, 4, 6]),
        ("2028", [12, 9, 5, 8]),
    ]
    .map(|(label, values): (&str, [i64; 4])| StackedBar {
        label: label.to_owned(),
        values: values.map(Decimal::from).to_vec(),
    })
    .to_vec()
}
