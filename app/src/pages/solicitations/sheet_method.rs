//! The method on a solicitation's page: what the estimate allows, what the method asks for, and departures from rules.

use super::words::money;
use crate::pages::tone::tone;
use crate::request::Rq;
use crate::ui::{
    Form, KeyValue, Notice, Panel, RowHead, Submit, SubmitKind, SummaryList, Table, Tag, Td,
    TextArea, Th, Tone, When,
};
use backend::overrides::Override;
use backend::solicitations::{Sheet, Split};
use domain::id::AccountId;
use domain::methods::{Ground, MethodRule, Proposal, eur};
use domain::overrides::OverrideStatus;
use domain::policy::Subject;
use domain::policy::actions::{ApproveOverride, ReadDraftSolicitations, ReadOverrides};
use leptos::prelude::*;

/// The parts of the estimate, as a remark under it.
pub fn estimate_note(sheet: &Sheet) -> String {
    let parts = sheet.record.base().zip(sheet.record.estimate_options);
    parts.map_or_else(
        || "including all options".to_owned(),
        |(base, options)| format!("{} and {} of options", money(base), money(options)),
    )
}

/// Others like it that together cross a limit; buyers see it before publication.
pub fn split(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let split = sheet
        .split
        .as_ref()
        .filter(|_| rq.may::<ReadDraftSolicitations>(Subject::ANY))?;
    Some(draw_split(split))
}

fn draw_split(split: &Split) -> AnyView {
    let limits: Vec<String> = split.crossed.iter().map(|limit| eur(*limit)).collect();
    let text = format!(
        "With others of the same functional area, by the same officer or for the same programme, begun within twelve months, it comes to {} and crosses {}. A purchase is never split to stay below a limit (NPP 27). Look whether they belong together; nothing is blocked.",
        eur(split.together),
        limits.join(" and ")
    );
    let others = split
        .others
        .iter()
        .map(|(reference, title, minor)| {
            let href = format!("/solicitations/{reference}");
            view! { <li><a href=href>{reference.clone()}</a>{format!(" {title}, {}", eur(*minor))}</li> }
        })
        .collect_view();
    view! { <Notice tone=Tone::Attention title="Perhaps one purchase in parts"><p>{text}</p><ul>{others}</ul></Notice> }
        .into_any()
}

/// Every method for the estimate, and why or why not; before publication, for buyers.
pub fn methods(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    if sheet.methods.is_empty() || !rq.may::<ReadDraftSolicitations>(Subject::ANY) {
        return None;
    }
    let chosen = sheet.record.method();
    let rows = sheet
        .methods
        .iter()
        .map(|one| row(one, Some(one.method) == chosen))
        .collect_view();
    Some(
        view! {
            <Panel title="Methods for this estimate" meta="From the book of rules as it stands today. Choosing one that is not available is an override.">
                <Table caption="Methods for this estimate" caption_hidden=true>
                    <thead><tr><Th label="Method"/><Th label="Standing"/><Th label="Why"/></tr></thead>
                    <tbody>{rows}</tbody>
                </Table>
            </Panel>
        }
        .into_any(),
    )
}

fn row(proposal: &Proposal, chosen: bool) -> AnyView {
    let (method, verdict) = (proposal.method, proposal.verdict.clone());
    let mark = chosen.then(|| view! { " "<Tag label="chosen"/> });
    let standing = verdict.standing;
    view! {
        <tr>
            <RowHead>{method.label()}" ("{method.code()}")"{mark}</RowHead>
            <Td label="Standing" lead=true><Tag tone=tone(standing.tone()) label=standing.label()/></Td>
            <Td label="Why">{verdict.why}" "<span class="meta">{verdict.source}</span></Td>
        </tr>
    }
    .into_any()
}

/// What the chosen method asks for.
pub fn rules(sheet: &Sheet) -> Option<AnyView> {
    let record = &sheet.record;
    if record.origin == "imported" {
        return None;
    }
    let on = record
        .published_at
        .unwrap_or(record.created_at)
        .date_naive();
    let rule = record.rule(on)?;
    let estimate = sheet.estimate_eur?;
    let ground = record
        .method_ground
        .as_deref()
        .and_then(|id| Ground::find(id, record.authority, on));
    let ground = ground.map(|ground| {
        view! { <KeyValue key="Ground">{ground.text}" "<span class="meta">{ground.source}</span></KeyValue> }
    });
    let duties = rule
        .duties(estimate)
        .into_iter()
        .map(|(kind, duty)| {
            view! { <KeyValue key=kind>{duty.text}" "<span class="meta">{duty.source}</span></KeyValue> }
        })
        .collect_view();
    let meta = format!(
        "{}, {}; edition {}, in force from {}.",
        rule.id,
        record.authority.label(),
        rule.version,
        crate::ui::format::date(rule.valid_from)
    );
    let ways = ways(rule, estimate);
    Some(
        view! { <Panel title="Rules of the method" meta=meta><SummaryList>{ground}{duties}{ways}</SummaryList></Panel> }
            .into_any(),
    )
}

fn ways(rule: &'static MethodRule, estimate: i64) -> AnyView {
    let bidders = rule.told_of_bidders(estimate);
    let (_, _, bidders_source) = rule.offerers;
    let (prices, prices_source) = rule.price_opening;
    let (admission, source) = (rule.method.admission(), rule.method.admission_source());
    let times = rule.timetable.is_empty().then(|| {
        view! { <KeyValue key="Times">"No source sets a least bidding time for this method; the authority’s own rules decide."</KeyValue> }
    });
    view! {
        {times}
        <KeyValue key="Who may offer">{admission.label()}" "<span class="meta">{source}</span></KeyValue>
        <KeyValue key="Bidders before opening">{bidders.label()}" "<span class="meta">{bidders_source}</span></KeyValue>
        <KeyValue key="Late offers">{rule.late.late.label()}". "{rule.late.text}" "<span class="meta">{rule.late.source}</span></KeyValue>
        <KeyValue key="Prices opened">{prices.label()}" "<span class="meta">{prices_source}</span></KeyValue>
    }
    .into_any()
}

/// The departures that were asked for, and the second person's decision.
pub fn overrides(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    if sheet.overrides.is_empty() || !rq.may::<ReadOverrides>(Subject::ANY) {
        return None;
    }
    let open = sheet.record.published_at.is_none();
    let rows: Vec<AnyView> = sheet
        .overrides
        .iter()
        .map(|one| departure(rq, one, open))
        .collect();
    Some(
        view! {
            <Panel title="Departures from the rules" id="overrides" meta="Each needs a reason and the approval of another officer. Publication waits for it; auditors list them all.">
                {rows}
                <p><a href="/overrides">"Every departure"</a></p>
            </Panel>
        }
        .into_any(),
    )
}

fn departure(rq: &Rq, one: &Override, open: bool) -> AnyView {
    let status = one.status();
    let decided = one.decider.clone().zip(one.decided_at).map(|(who, at)| {
        let note = one.note.clone().map(|note| format!(": {note}"));
        view! { <KeyValue key="Decided">{who}", "<When at=at/>{note}</KeyValue> }
    });
    let asker = one
        .requester
        .clone()
        .unwrap_or_else(|| "the system".to_owned());
    let subject = one
        .requested_by
        .map_or(Subject::ANY, |author| Subject::after(AccountId(author)));
    let waits = open && status == OverrideStatus::Requested;
    let form = (waits && rq.may::<ApproveOverride>(subject)).then(|| form(rq, one));
    let other = (waits && form.is_none())
        .then(|| view! { <p class="meta">"Another officer than the one who asked decides."</p> });
    let (at, one) = (one.requested_at, one.clone());
    view! {
        <h3>{one.rule_id}" "<Tag tone=tone(status.tone()) label=status.label()/></h3>
        <SummaryList>
            <KeyValue key="Rule">{one.statement}" "<span class="meta">{one.source}</span></KeyValue>
            <KeyValue key="Reason">{one.reason}</KeyValue>
            <KeyValue key="Asked by">{asker}", "<When at=at/></KeyValue>
            {decided}
        </SummaryList>
        {form}
        {other}
    }
    .into_any()
}

fn form(rq: &Rq, one: &Override) -> AnyView {
    let (act, label) = (
        format!("override-{}", one.id),
        format!("Decide on the departure from {}", one.rule_id),
    );
    view! {
        <Form act=act key=rq.key() label=label>
            <TextArea name="note" label="Remark" rows=2 optional=true hint="Needed to refuse."/>
            <div class="actions">
                <Submit label="Approve departure" name="decision" value="approve"/>
                <Submit label="Refuse departure" kind=SubmitKind::Secondary name="decision" value="refuse"/>
            </div>
        </Form>
    }
    .into_any()
}
