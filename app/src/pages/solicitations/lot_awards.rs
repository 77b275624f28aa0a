//! Where the lots of a solicitation stand that are awarded apart, on its page.

use crate::pages::tone::tone;
use crate::request::{Rq, address};
use crate::ui::{NumTd, Panel, Ref, RowHead, Table, Tag, Td, Th, format};
use backend::solicitations::{LotOutcome, Sheet};
use domain::policy::Subject;
use domain::policy::actions::{ReadContracts, ReadRecommendation};
use leptos::prelude::*;

/// Each lot with its state and, for those who may know it, to whom it goes.
pub fn awards(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    if sheet.awards.is_empty() {
        return None;
    }
    let page = format!("/solicitations/{}/award", sheet.record.reference);
    let page = rq.may::<ReadRecommendation>(Subject::ANY).then_some(page);
    let contracts = rq.may::<ReadContracts>(Subject::ANY);
    let rows = sheet.awards.iter();
    let rows = rows.map(|one| row(one, page.as_deref(), contracts));
    let rows = rows.collect_view();
    Some(
        view! {
            <Panel title="Lots and their awards" id="lots">
                <Table caption="Lots and their awards" caption_hidden=true>
                    <thead><tr><Th label="Lot"/><Th label="State"/><Th label="Awarded to"/><Th label="Price, as submitted" num=true/><Th label="Contract"/></tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
            </Panel>
        }
        .into_any(),
    )
}

fn row(one: &LotOutcome, page: Option<&str>, contracts: bool) -> AnyView {
    let label = one.portion.label();
    let head = match page.map(|page| address(page, &[("lot", &one.portion.code)])) {
        Some(href) => view! { <a href=href>{label}</a> }.into_any(),
        None => label.into_any(),
    };
    let tone = tone(one.stage.tone());
    let state = one.stage.label();
    let (name, price) = match &one.winner {
        Some((name, value)) => (Some(name.clone()), *value),
        None => (None, None),
    };
    let price = price.map(|money| format::money(money.minor, money.currency.code()));
    let contract = one.contract.clone().filter(|_| contracts).map(|reference| {
        let href = format!("/contracts/{reference}");
        view! { <Ref reference=reference href=href/> }
    });
    view! {
        <tr>
            <RowHead>{head}</RowHead>
            <Td label="State" lead=true><Tag tone=tone label=state/></Td>
            <Td label="Awarded to">{name}</Td>
            <NumTd label="Price, as submitted">{price}</NumTd>
            <Td label="Contract">{contract}</Td>
        </tr>
    }
    .into_any()
}
