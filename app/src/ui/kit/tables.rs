//! Filters, a list of many, its footer, and a wide comparison.

use leptos::prelude::*;

use crate::charts::ScoreBar;
use crate::ui::{
    DateFilter, Direction, FilterBar, GroupRow, NumTd, Ref, RowHead, SelectFilter, SortTh, Table,
    TableFooter, Tag, Td, TextFilter, Th, Tone, format,
};

type Row = (
    &'static str,
    &'static str,
    &'static str,
    Tone,
    &'static str,
    i64,
    i64,
);

const ROWS: [Row; 5] = [
    (
        "SOL-2026-0007",
        "Persistent SAR monitoring, High North",
        "Evaluating",
        Tone::Attention,
        "3 Mar 2026",
        1_200_000_000,
        5,
    ),
    (
        "SOL-2026-0009",
        "Protected satellite communications relay terminals for maritime patrol aircraft",
        "Sealed",
        Tone::Sealed,
        "27 Mar 2026",
        4_250_000_050,
        0,
    ),
    (
        "SOL-2026-0011",
        "Παρακολούθηση του Αιγαίου με οπτικούς δορυφόρους",
        "Awarded",
        Tone::Good,
        "14 Jan 2026",
        89_000_000,
        12,
    ),
    (
        "SOL-2026-0012",
        "Uydu görüntüleme: İzmir Körfezi ve Ege kıyıları için öncelikli çekim hizmeti",
        "Draft",
        Tone::Neutral,
        "not set",
        0,
        0,
    ),
    (
        "SOL-2025-0031",
        "Space surveillance data, deep space",
        "Cancelled",
        Tone::Bad,
        "1 Dec 2025",
        640_000_000,
        3,
    ),
];

#[component]
pub fn Tables() -> impl IntoView {
    view! {
        <FilterBar
            action="/kit"
            label="Filter solicitations"
            clear="/kit"
            applied=vec![("Stage: evaluating", "/kit?nation=NO").into(), ("Nation: Norway", "/kit?stage=evaluating").into()]
            keep=vec![("sort".to_owned(), "-closes".to_owned())]
        >
            <TextFilter name="q" label="Title or reference" value="SAR"/>
            <SelectFilter name="stage" label="Stage" value="evaluating" options=vec![("open", "Open").into(), ("evaluating", "Evaluating").into()]/>
            <SelectFilter name="nation" label="Nation" value="NO" options=vec![("NO", "Norway").into(), ("TR", "Türkiye").into()]/>
            <DateFilter name="from" label="Closes from"/>
        </FilterBar>
        <div>
            <Table caption="Solicitations" note="closing soonest first">
                <thead>
                    <tr>
                        <SortTh label="Reference" href="/kit?sort=ref" sorted=None/>
                        <Th label="Title"/>
                        <Th label="Stage"/>
                        <SortTh label="Closes" href="/kit?sort=-closes" sorted=Some(Direction::Ascending)/>
                        <SortTh label="Estimated value" unit="EUR" num=true href="/kit?sort=value" sorted=None/>
                        <Th label="Offers" num=true/>
                    </tr>
                </thead>
                <tbody>{ROWS.into_iter().map(row).collect_view()}</tbody>
            </Table>
            <TableFooter
                count="26 to 30 of 340"
                previous="/kit?before=a"
                next="/kit?after=b"
                exports=vec![("/kit.csv", "CSV").into(), ("/kit.xlsx", "XLSX").into(), ("/kit.json", "JSON").into()]
            />
        </div>
        <Comparison/>
    }
}

fn row((reference, title, stage, tone, closes, value, offers): Row) -> impl IntoView {
    view! {
        <tr>
            <RowHead><Ref reference=reference href=format!("/kit#{reference}")/></RowHead>
            <Td label="Title" lead=true>{title}</Td>
            <Td label="Stage" lead=true><Tag tone=tone label=stage/></Td>
            <Td label="Closes"><time>{closes}</time></Td>
            <NumTd label="Estimated value, EUR">{format::amount(value, "EUR")}</NumTd>
            <NumTd label="Offers">{offers}</NumTd>
        </tr>
    }
}

#[component]
fn Comparison() -> impl IntoView {
    view! {
        <Table caption="Comparison" wide=true class="matrix">
            <thead>
                <tr>
                    <th scope="col">"Final score, 0 to 100"</th>
                    <th scope="col">"Aurora Observation"<div class="rank">"1st · NO"</div><div class="total">"71.50"</div></th>
                    <th scope="col" class="pin">"Boreal Radar"<div class="rank">"2nd · FI · reference"</div><div class="total">"66.75"</div></th>
                    <th scope="col">"Cygnus Imaging"<div class="rank">"3rd · DE"</div><div class="total">"59.75"</div></th>
                    <th scope="col">"Delphin Space"<div class="rank">"4th · GR"</div><div class="total">"55.10"</div></th>
                </tr>
            </thead>
            <tbody>
                <GroupRow label="Price × 30 %" columns=5/>
                <tr>
                    <th scope="row">"Evaluated total, five years"<div class="meta">"options in"</div></th>
                    <td>{format::money(1_200_000_000, "EUR")}<div class="delta">"+33.3 %"</div></td>
                    <td class="pin">{format::money(900_000_000, "EUR")}</td>
                    <td><span class="best">{format::money(600_000_000, "EUR")}</span><div class="delta">"−33.3 %"</div></td>
                    <td>{format::money(984_000_000, "EUR")}<div class="delta">"+9.3 %"</div></td>
                </tr>
                <tr>
                    <th scope="row">"Price score"</th>
                    <td>"33.33 → 10.00"<ScoreBar percent=33.33/></td>
                    <td class="pin">"50.00 → 15.00"<ScoreBar percent=50.0/></td>
                    <td>"66.67 → 20.00"<ScoreBar percent=66.67/></td>
                    <td>"45.33 → 13.60"<ScoreBar percent=45.33/></td>
                </tr>
            </tbody>
        </Table>
    }
}
