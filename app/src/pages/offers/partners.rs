//! Members of a consortium and subcontractors: their rows in the form, and the table that is read.

use super::rows::{cell, count};
use crate::pages::rows::more;
use crate::ui::{FormState, NumTd, RowHead, Table, Td, Th, format};
use domain::offers::{Partner, PartnerRole, own_share};
use leptos::prelude::*;

/// The rows of volume 1 that name partners.
pub fn fields(partners: &[Partner], form: &FormState) -> AnyView {
    let shown = count(form, "partner_name", partners.len());
    let rows = (1..=shown)
        .map(|row| partner(row, partners.get(row - 1)))
        .collect_view();
    view! {
        <Table caption="Members of the consortium and subcontractors" note="share of the work by value in percent, never an amount; you keep what they leave; empty rows are left out">
            <thead><tr>
                <Th label="Row"/><Th label="As"/><Th label="Name"/><Th label="Nation"/><Th label="Share" num=true unit="%"/><Th label="Work"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        {more("partner_name", shown)}
    }
    .into_any()
}

fn partner(row: usize, saved: Option<&Partner>) -> AnyView {
    let field = |stem: &str| format!("partner_{stem}_{row}");
    let nation = saved
        .and_then(|one| one.nation.as_ref())
        .map(|code| code.as_str().to_owned());
    let share = saved
        .and_then(|one| one.share)
        .map(|share| share.normalize().to_string());
    let text = |read: fn(&Partner) -> &String| saved.map(|one| read(one).clone());
    view! {
        <tr>
            <th scope="row">{row}</th>
            {role(row, saved)}
            {cell(field("name"), format!("Name, row {row}"), text(|one| &one.name), false)}
            {cell(field("nation"), format!("Nation, row {row}"), nation, false)}
            {cell(field("share"), format!("Share in percent, row {row}"), share, true)}
            {cell(field("work"), format!("Work, row {row}"), text(|one| &one.work), false)}
        </tr>
    }
    .into_any()
}

fn role(row: usize, saved: Option<&Partner>) -> AnyView {
    let state = use_context::<FormState>().unwrap_or_default();
    let name = format!("partner_role_{row}");
    let typed = state.value(&name).and_then(PartnerRole::from_code);
    let chosen = typed.or_else(|| saved.map(|one| one.role));
    let options = PartnerRole::ALL
        .into_iter()
        .map(|role| {
            let selected = chosen == Some(role);
            view! { <option value=role.as_str() selected=selected>{role.label()}</option> }
        })
        .collect_view();
    let id = state.field_id(&name);
    view! { <td data-label="As"><select id=id name=name aria-label=format!("As what, row {row}")>{options}</select></td> }
        .into_any()
}

/// The partners with their shares, and what the offeror keeps.
pub fn table(partners: Vec<Partner>) -> Option<AnyView> {
    if partners.is_empty() {
        return None;
    }
    let own = own_share(&partners).map(|share| format::percent(share, 2));
    let rows = partners
        .into_iter()
        .map(|one| {
            let nation = one.nation.map(|code| code.as_str().to_owned());
            let share = one.share.map(|share| format::percent(share, 2));
            let role = one.role.label();
            view! {
                <tr>
                    <RowHead>{one.name}</RowHead>
                    <Td label="As">{role}</Td>
                    <Td label="Nation">{nation}</Td>
                    <Td label="Work">{one.work}</Td>
                    <NumTd label="Share" lead=true>{share}</NumTd>
                </tr>
            }
        })
        .collect_view();
    let note = own.map(|own| format!("the offeror keeps {own}"));
    let table = match note {
        Some(note) => view! { <Table caption="Members of the consortium and subcontractors" note=note>{head()}<tbody>{rows}</tbody></Table> }.into_any(),
        None => view! { <Table caption="Members of the consortium and subcontractors">{head()}<tbody>{rows}</tbody></Table> }.into_any(),
    };
    Some(table)
}

fn head() -> AnyView {
    view! {
        <thead><tr><Th label="Name"/><Th label="As"/><Th label="Nation"/><Th label="Work"/><Th label="Share" num=true/></tr></thead>
    }
    .into_any()
}
