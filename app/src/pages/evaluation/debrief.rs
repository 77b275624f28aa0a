//! The debrief of a bidder that was not chosen: prepared, checked, sent.

use super::{lots, origin_tag, tabs};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, CheckboxGroup, Choice, Form, Help, Notice, NumTd, PageTitle, Panel,
    RowHead, Submit, SubmitKind, Table, Td, TextArea, Th, Tone, format,
};
use backend::Error;
use backend::evaluation::{self, DebriefDocument, DebriefInput, DebriefLine, DebriefPage};
use domain::policy::Subject;
use domain::policy::actions::{PrepareDebrief, SendDebrief};
use leptos::prelude::*;
use leptos_meta::Title;

/// The debrief of an offer.
#[component]
pub fn Debrief() -> impl IntoView {
    page(
        async |rq| {
            let offer = rq.param("offer");
            evaluation::debrief_page(rq.ctx(), rq.actor(), lots::named(&rq), offer).await
        },
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &DebriefPage) -> AnyView {
    let (reference, offer) = (sheet.process.reference.clone(), sheet.offer.clone());
    let award = lots::same(rq, format!("/solicitations/{reference}/award"));
    let origin = origin_tag(&sheet.process.origin);
    let sent = sheet.draft.sent_at;
    let state = sent.map_or("not sent", |_| "sent");
    let meta = sent.map_or_else(
        || "The bidder reads nothing of it before it is sent.".to_owned(),
        |at| format!("Sent {}. It stands as it is.", format::date_time(at)),
    );
    let title = format!("Debrief of {}", sheet.provider_name);
    view! {
        <Title text=format!("Debrief for {offer}")/>
        <Breadcrumbs links=vec![(award.as_str(), "Award").into()] here="Debrief"/>
        <PageTitle title=title reference=offer state=state meta=meta>{origin}</PageTitle>
        {tabs(rq, &reference)}
        {sent.is_none().then(|| check(sheet))}
        {document(&sheet.document)}
        {sent.is_none().then(|| preparing(rq, sheet))}
        {sent.is_none().then(|| sending(rq, sheet))}
        <Help title="What a debrief holds" source="Own design; GBI 4.9, UKPA assessment summary">
            <p>"The bidder's own scores, where the chosen offer has more points, and the comments of the panel that you mark. Names of other bidders than the chosen one, amounts of other offers, and six or more of their words in a row are found by the check. It finds words, not meaning: read the debrief before you send it."</p>
        </Help>
    }
    .into_any()
}

/// What the check found.
fn check(sheet: &DebriefPage) -> AnyView {
    if sheet.leaks.is_empty() {
        return view! { <Notice tone=Tone::Good title="The check found nothing that only another bidder may know">"Names, references, amounts and words of the other offers were searched for."</Notice> }.into_any();
    }
    let lines: Vec<_> = sheet
        .leaks
        .iter()
        .map(|leak| {
            let (kind, found) = (leak.kind.label(), leak.found.clone());
            view! { <li>{kind}": “"{found}"”"</li> }
        })
        .collect();
    view! {
        <Notice tone=Tone::Bad title="Redact these before sending">
            <ul>{lines}</ul>
        </Notice>
    }
    .into_any()
}

/// A debrief as its bidder reads it.
pub fn document(document: &DebriefDocument) -> AnyView {
    let rows: Vec<_> = document.criteria.iter().map(row).collect();
    let better: Vec<_> = document
        .advantages
        .iter()
        .map(|words| view! { <li>{words.clone()}</li> })
        .collect();
    let better = (!better.is_empty()).then(|| {
        view! { <h3>"Where the chosen offer was better"</h3><ul>{better}</ul> }
    });
    let rank = document.price_rank.map(|(place, of)| {
        view! { <p>{format!("Price, the lowest first: place {place} of {of} eligible offers.")}</p> }
    });
    let words = (!document.words.is_empty()).then(|| {
        let words = document.words.clone();
        view! { <p class="quote">{words}</p> }
    });
    view! {
        <Panel title="Debrief" id="debrief">
            <Table caption="Scores with reasons" note="points of 0 to 100; the confidence rating from 1 to 5">
                <thead><tr><Th label="Criterion"/><Th label="Weight" num=true unit="%"/><Th label="Score" num=true/><Th label="Chosen offer has more" num=true/><Th label="Reasons"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            {better}
            {rank}
            {words}
        </Panel>
    }
    .into_any()
}

fn row(line: &DebriefLine) -> AnyView {
    let (name, reasons) = (line.name.clone(), line.reasons.join("\n"));
    let weight = line.weight.map(|weight| weight.normalize().to_string());
    let behind = line.behind.map(format::score);
    let own = format::score(line.own);
    view! {
        <tr>
            <RowHead>{name}</RowHead>
            <NumTd label="Weight, %">{weight}</NumTd>
            <NumTd label="Score" lead=true>{own}</NumTd>
            <NumTd label="Chosen offer has more">{behind}</NumTd>
            <Td label="Reasons"><span class="lines">{reasons}</span></Td>
        </tr>
    }
    .into_any()
}

fn preparing(rq: &Rq, sheet: &DebriefPage) -> AnyView {
    if !rq.may::<PrepareDebrief>(Subject::ANY) {
        return ().into_any();
    }
    let comments: Vec<Choice> = sheet
        .comments
        .iter()
        .map(|one| {
            let label = format!("{}, {}", one.name, one.author);
            Choice::new(one.key.clone(), label).hint(one.text.clone())
        })
        .collect();
    let draft = &sheet.draft;
    let (key, version) = (rq.key(), rq.version(draft.version));
    let (marked, ranked) = (draft.marked.clone(), draft.price_rank);
    let (passages, words) = (draft.passages.join("\n"), draft.words.clone());
    let group = (!comments.is_empty()).then(|| {
        view! { <CheckboxGroup name="marked" legend="Comments of the panel" options=comments values=marked hint="Only what is marked goes into the debrief, without names of evaluators."/> }
    });
    view! {
        <Panel title="Prepare" meta="First choose what it tells, then save and check it, then send it: the button to send comes with the check.">
            <Form act="prepare" key=key version=version label="Prepare the debrief">
                {group}
                <Checkbox name="price_rank" label="Tell the place of its price" checked=ranked hint="Only where the rule of the method discloses it."/>
                <TextArea name="words" label="Your words" optional=true rows=4 value=words/>
                <TextArea name="passages" label="Passages to black out" optional=true rows=3 value=passages hint="One a line. Each is blacked out wherever it stands."/>
                <Submit label="Save and check" kind=SubmitKind::Secondary/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn sending(rq: &Rq, sheet: &DebriefPage) -> AnyView {
    let ready = sheet.draft.version > 0 && sheet.leaks.is_empty();
    if !ready || !rq.may::<SendDebrief>(Subject::ANY) {
        return ().into_any();
    }
    let (key, version) = (rq.key(), rq.version(sheet.draft.version));
    view! {
        <Form act="send" key=key version=version label="Send the debrief">
            <Submit label="Send the debrief" consequence="The bidder reads it with its notice. It cannot be changed afterwards."/>
        </Form>
    }
    .into_any()
}

/// Prepares or sends.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (reference, offer) = (post.rq.param("reference"), post.rq.param("offer"));
    let (ctx, call, which) = (post.rq.ctx(), &post.call, (lots::named(&post.rq), offer));
    match post.act() {
        "prepare" => {
            let input = DebriefInput {
                marked: post.values("marked"),
                passages: post.value("passages").to_owned(),
                words: post.value("words").to_owned(),
                price_rank: !post.value("price_rank").is_empty(),
            };
            evaluation::prepare_debrief(ctx, call, which, post.version()?, input).await?;
        }
        "send" => evaluation::send_debrief(ctx, call, which, post.version()?).await?,
        _ => return Err(Error::NotFound),
    }
    let page = format!("/solicitations/{reference}/debrief/{offer}");
    Ok(Go::to(lots::same(&post.rq, page)))
}
