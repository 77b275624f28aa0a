//! The places of a result in short, each figure with the way to its explanation.

use super::explain_record::total;
use super::lots;
use super::why::{linked, number_link};
use crate::ui::{NumTd, RowHead, Table, Td, Th};
use backend::evaluation::{AwardPage, Figure};
use leptos::prelude::*;

/// Who stands where by the stored result that an award rests on; nothing where the method ranks nobody.
pub(super) fn places(sheet: &AwardPage) -> AnyView {
    let (Some(figures), Some(run)) = (&sheet.figures, &sheet.run) else {
        return ().into_any();
    };
    if figures.ranking().is_empty() {
        return ().into_any();
    }
    let kind = figures.rule().total;
    let rows = figures.ranking().iter().map(|id| {
        let offer = sheet.offers.iter().find(|offer| offer.reference == *id);
        let name = offer.map_or(id.clone(), |offer| offer.provider_name.clone());
        let figure = figures.record(id).and_then(|record| record.total);
        let figure = figure.map(|figure| {
            let why = number_link(run.number, id, &Figure::Total);
            linked(Some(why), total(kind, figure).into_any())
        });
        let place = figures.rank(id).map(|place| place.to_string());
        let (why, id) = (number_link(run.number, id, &Figure::Rank), id.clone());
        view! {
            <tr>
                <RowHead>{name}" "<span class="ref">{id}</span></RowHead>
                <NumTd label="Place" lead=true>{place}</NumTd>
                <NumTd label=kind.label()>{figure}</NumTd>
                <Td label="Why"><a href=why>"Explain"</a></Td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    let robust = lots::within(
        format!("/solicitations/{}/robustness", sheet.process.reference),
        sheet.process.lot_code(),
    );
    view! {
        <Table caption=format!("Places by result run {}", run.number)>
            <thead><tr><Th label="Offer"/><Th label="Place" num=true/><Th label=kind.label() num=true/><Th label="Why"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        <p><a href=robust>"Would a small change alter the order?"</a></p>
    }
    .into_any()
}
