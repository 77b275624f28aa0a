//! The vendors that the buyer names, where a method does not admit everybody.

use crate::post::Post;
use crate::request::Rq;
use crate::ui::{
    Form, Panel, Ref, RowHead, Submit, SubmitKind, Table, Td, TextArea, TextInput, Th, When,
};
use backend::Error;
use backend::solicitations::{
    NamedOfferor, NamedOfferors, NamingInput, drop_offeror, name_offerors,
};
use domain::methods::Admission;
use domain::policy::Subject;
use domain::policy::actions::EditSolicitation;
use leptos::prelude::*;

/// Those who are named, and the forms that change the list; none where every eligible vendor may offer.
pub fn panel(rq: &Rq, list: &NamedOfferors) -> Option<AnyView> {
    let (method, admission) = list.admission?;
    if admission == Admission::Open {
        return None;
    }
    let source = method.admission_source().unwrap_or_default();
    let meta = format!(
        "{} ({}): {}. Bidders never read this list: each learns of itself alone.",
        admission.label(),
        method.label(),
        source
    );
    let writes = rq.may::<EditSolicitation>(Subject::ANY);
    let rows = list
        .rows
        .iter()
        .cloned()
        .map(|row| line(rq, list, row, writes && list.can_drop))
        .collect_view();
    let table = (!list.rows.is_empty()).then(|| {
        view! {
            <Table caption="Vendors that may offer" caption_hidden=true>
                <thead><tr><Th label="Vendor"/><Th label="Why"/><Th label="Named"/><Th label="Change"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        }
    });
    let nobody = list
        .rows
        .is_empty()
        .then(|| view! { <p class="meta">{admission.task()}</p> });
    let form = (writes && list.can_name).then(|| form(rq, list));
    Some(
        view! {
            <Panel title="Who may offer" id="offerors" meta=meta>{nobody}{table}{form}</Panel>
        }
        .into_any(),
    )
}

fn line(rq: &Rq, list: &NamedOfferors, row: NamedOfferor, can_drop: bool) -> AnyView {
    let href = format!("/providers/{}", row.reference);
    let drop = can_drop.then(|| {
        let (key, version) = (rq.key(), rq.version(list.version));
        let (label, own) = (format!("Take {} off", row.name), row.reference.clone());
        view! {
            <Form act="drop_offeror" key=key version=version label=label.clone()>
                <input type="hidden" name="offeror" value=own/>
                <Submit label=label kind=SubmitKind::Secondary/>
            </Form>
        }
    });
    view! {
        <tr>
            <RowHead>{row.name}" "<Ref href=href reference=row.reference/></RowHead>
            <Td label="Why" lead=true>{row.reason}</Td>
            <Td label="Named"><When at=row.named_at/>{row.named_by.map(|name| format!(", {name}"))}</Td>
            <Td label="Change">{drop}</Td>
        </tr>
    }
    .into_any()
}

fn form(rq: &Rq, list: &NamedOfferors) -> AnyView {
    let (key, version) = (rq.key(), rq.version(list.version));
    let consequence = if list.can_drop {
        "An approval of the draft is taken back: the colleague approves method and vendors. They are told at publication."
    } else {
        "They are told at once and may offer until closing. Who is named stays named."
    };
    view! {
        <Form act="name_offerors" key=key version=version label="Name vendors">
            <TextArea name="offerors" label="Vendors to name" rows=2
                hint="References of their organisations, as the list of providers shows them, with spaces between: PRV-2026-0001 PRV-2026-0002"/>
            <TextInput name="naming_reason" label="Why these" maxlength=500 hint="Auditors read it: market research, the framework, the approval of governance."/>
            <Submit label="Name them" kind=SubmitKind::Secondary consequence=consequence/>
        </Form>
    }
    .into_any()
}

/// Does what one of the forms asks for; whether it was one of them.
///
/// # Errors
/// As [`name_offerors`] and [`drop_offeror`].
pub async fn post(post: &Post, reference: &str) -> Result<bool, Error> {
    let ctx = post.rq.ctx();
    match post.act() {
        "name_offerors" => {
            let input = NamingInput {
                offerors: post.value("offerors").to_owned(),
                naming_reason: post.value("naming_reason").to_owned(),
            };
            name_offerors(ctx, &post.call, reference, post.version()?, &input).await?;
        }
        "drop_offeror" => {
            let offeror = post.value("offeror");
            drop_offeror(ctx, &post.call, reference, post.version()?, offeror).await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
