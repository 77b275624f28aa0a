//! What is asked of single bidders, and which prices seem low: for the officers who ask and for auditors.

use super::inquiry_parts::{answered, state_tag};
use super::matrix::amount;
use super::{lots, origin_tag, tabs, tone};
use crate::page::page;
use crate::pages::contributions::day;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Choice, DateFields, EmptyState, Form, Help, NumTd, PageTitle, Panel, RadioGroup, RowHead,
    Select, Submit, Table, Tag, Td, TextArea, Th, Tone, format,
};
use backend::evaluation::{self, InquiriesPage, Inquiry, InquiryInput, ScreenLine, Screens};
use backend::{Error, FieldErrors};
use domain::evaluation::inquiries::{InquiryFinding, InquiryKind};
use domain::money::Currency;
use domain::policy::Subject;
use domain::policy::actions::{AskInquiry, ConcludeInquiry};
use domain::solicitations::Screening;
use domain::states::{InquiryState, SolicitationState};
use leptos::prelude::*;
use leptos_meta::Title;

/// The inquiries of a solicitation.
#[component]
pub fn Inquiries() -> impl IntoView {
    page(
        async |rq| evaluation::inquiries_page(rq.ctx(), rq.actor(), lots::named(&rq)).await,
        |rq, found| draw(&rq, &found),
    )
}

fn draw(rq: &Rq, found: &InquiriesPage) -> AnyView {
    let process = &found.sheet.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let origin = origin_tag(&process.origin);
    let empty = found.inquiries.is_empty().then(|| {
        view! { <EmptyState title="Nothing was asked yet" text="A question to one bidder, its answer and what was found stand here, in the timeline and in the report."/> }
    });
    let panels: Vec<_> = found.inquiries.iter().map(|one| panel(rq, one)).collect();
    view! {
        <Title text=format!("Inquiries of {reference}")/>
        <PageTitle title="Inquiries" reference=reference.clone() state=status.label() tone=tone(status.tone()) meta=process.title.clone()>
            {origin}</PageTitle>
        {tabs(rq, &reference)}
        {lots::choose(rq, process)}
        {screens(&found.screens)}
        {empty}
        {panels}
        {ask(rq, found)}
        <Help title="May a low price be rejected?" source="Directive 2014/24/EU, article 69; GBI 4.8(f)">
            <p>"Not by a screen. A price that seems too low is asked about first; it may count against the offer only where the explanation does not satisfy, and by a decision on compliance with its own reason, on the page of the comparison."</p>
            <p>"A clarification changes nothing that was offered. Only the bidder who is asked is told; it sees the question and its answer, not what is found."</p>
        </Help>
    }
    .into_any()
}

fn screens(screens: &Screens) -> AnyView {
    if screens.lines.is_empty() {
        return view! {
            <Panel title="Which prices seem low"><p>"No price is open that could be compared."</p></Panel>
        }
        .into_any();
    }
    let rules = screens.rules;
    let limit = screens.limit.map_or_else(
        || "One price has no others to be compared with.".to_owned(),
        |limit| {
            let (below, limit) = (
                format::percent(rules.below_mean, 2),
                amount(limit, Currency::EUR),
            );
            format!("{below} below the mean: {limit}.")
        },
    );
    let threshold = screens.threshold.map_or_else(
        || "The second needs an estimate in EUR and enough offers.".to_owned(),
        |percent| {
            let (dropped, percent) = (
                format::percent(rules.trimmed, 2),
                format::percent(percent, 1),
            );
            format!(
                "Threshold of the mean without {dropped} at each end: {percent} below the estimate."
            )
        },
    );
    let rows = screens.lines.iter().map(screened).collect_view();
    view! {
        <Panel title="Which prices seem low" meta="Two screens. They lead to a question and exclude nobody; the published method decides.">
            <p class="meta">{limit}" "{threshold}</p>
            <Table caption="Screens of the prices" caption_hidden=true>
                <thead><tr>
                    <Th label="Offer"/><Th label="Price" unit="EUR" num=true/><Th label="Against the mean of the others" num=true/><Th label="Below the mean"/>
                    <Th label="Below the estimate" num=true/><Th label="Trimmed mean"/>
                </tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <p class="meta">"Thresholds as published with the scheme. Usual: "{Screening::BELOW_MEAN_SOURCE}"; "{Screening::TRIMMED_SOURCE}"."</p>
        </Panel>
    }
    .into_any()
}

fn flag(seems_low: bool, known: bool) -> AnyView {
    match (known, seems_low) {
        (false, _) => view! { <span class="meta">"cannot be told"</span> }.into_any(),
        (true, true) => view! { <Tag tone=Tone::Attention label="seems low"/> }.into_any(),
        (true, false) => "not flagged".into_any(),
    }
}

fn screened(line: &ScreenLine) -> AnyView {
    let (provider, reference) = (line.provider_name.clone(), line.offer.clone());
    let price = amount(line.price, Currency::EUR);
    let others = line
        .below_others
        .map(|below| format::percent_signed(-below, 1));
    let discount = line.discount.map(|percent| format::percent(percent, 1));
    let mean = flag(line.under_mean, line.below_others.is_some());
    let trimmed = flag(line.over_threshold, line.discount.is_some());
    view! {
        <tr>
            <RowHead>{provider}" "<span class="ref meta">{reference}</span></RowHead>
            <NumTd label="Price" lead=true>{price}</NumTd>
            <NumTd label="Against the mean of the others">{others}</NumTd>
            <Td label="Below the mean" lead=true>{mean}</Td>
            <NumTd label="Below the estimate">{discount}</NumTd>
            <Td label="Trimmed mean" lead=true>{trimmed}</Td>
        </tr>
    }
    .into_any()
}

fn panel(rq: &Rq, inquiry: &Inquiry) -> AnyView {
    let title = format!(
        "Inquiry {}: {}",
        inquiry.number,
        inquiry.kind.label().to_lowercase()
    );
    let meta = format!(
        "To {} about {}; answer by {} (UTC).",
        inquiry.provider_name,
        inquiry.offer,
        format::date(inquiry.answer_by)
    );
    let asked = format!(
        "Asked by {}, {}.",
        inquiry.asker.clone().unwrap_or_default(),
        format::date_time(inquiry.asked_at)
    );
    let finding = inquiry.finding.map(|finding| {
        let (label, reason) = (finding.label(), inquiry.conclusion.clone());
        let who = inquiry.concluder.clone().unwrap_or_default();
        let at = inquiry.concluded_at.map(format::date_time);
        view! { <h3>"What is found"</h3><p><strong>{label}</strong></p><p class="quote">{reason}</p><p class="meta">{who}", "{at}</p> }
    });
    let (question, state) = (inquiry.question.clone(), state_tag(inquiry.status));
    let (id, meaning) = (
        format!("inquiry-{}", inquiry.number),
        inquiry.status.meaning(),
    );
    let (answer, ending) = (answered(inquiry), conclude(rq, inquiry));
    view! {
        <Panel title=title meta=meta id=id>
            <p>{state}" "{meaning}</p>
            <h3>"What is asked"</h3>
            <p class="quote">{question}</p>
            <p class="meta">{asked}</p>
            {answer}
            {finding}
            {ending}
        </Panel>
    }
    .into_any()
}

fn conclude(rq: &Rq, inquiry: &Inquiry) -> Option<AnyView> {
    let ready =
        inquiry.status == InquiryState::Answered || inquiry.is_overdue(rq.at().date_naive());
    if !ready || !rq.may::<ConcludeInquiry>(Subject::ANY) {
        return None;
    }
    let findings = InquiryFinding::ALL.iter();
    let findings: Vec<Choice> = findings
        .map(|one| Choice::new(one.as_str(), one.label()).hint(one.meaning()))
        .collect();
    let (key, act) = (rq.key(), format!("conclude-{}", inquiry.number));
    let label = format!("Conclude inquiry {}", inquiry.number);
    let view = view! {
        <Form act=act key=key label=label>
            <RadioGroup name="finding" legend="What do you find?" options=findings/>
            <TextArea name="reason" label="Why" rows=4 hint="The report shows it; the bidder does not see it here."/>
            <Submit label="Conclude"/>
        </Form>
    };
    Some(view.into_any())
}

fn ask(rq: &Rq, found: &InquiriesPage) -> Option<AnyView> {
    let evaluating = found.sheet.process.status == SolicitationState::Evaluating;
    if !evaluating || !rq.may::<AskInquiry>(Subject::ANY) {
        return None;
    }
    let offers = found.sheet.offers.iter().filter(|offer| offer.takes_part());
    let offers: Vec<Choice> = offers
        .map(|offer| {
            Choice::new(
                offer.reference.clone(),
                format!("{} {}", offer.provider_name, offer.reference),
            )
        })
        .collect();
    let kinds = InquiryKind::ALL.iter();
    let kinds: Vec<Choice> = kinds
        .map(|kind| Choice::new(kind.as_str(), kind.label()).hint(kind.meaning()))
        .collect();
    let key = rq.key();
    let view = view! {
        <Panel title="Ask a bidder">
            <Form act="ask" key=key label="Ask a bidder">
                <Select name="offer" label="Offer" options=offers prompt="Choose an offer"/>
                <RadioGroup name="kind" legend="What is it about?" options=kinds/>
                <TextArea name="question" label="The question" rows=6 hint="The bidder reads it word for word. Say nothing of other offers."/>
                <DateFields name="answer_by" legend="Answer by" hint="The last day, UTC."/>
                <Submit label="Ask the bidder" consequence="The bidder is told at once. The question cannot be changed afterwards."/>
            </Form>
        </Panel>
    };
    Some(view.into_any())
}

/// Asks, or concludes.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference").to_owned();
    let (ctx, call) = (post.rq.ctx(), &post.call);
    if post.act() == "ask" {
        post.permitted::<AskInquiry>()?;
        let mut errors = FieldErrors::default();
        let answer_by = day(&post, &mut errors, "answer_by");
        errors.finish()?;
        let input = InquiryInput {
            offer: post.value("offer"),
            kind: post.value("kind"),
            question: post.value("question"),
            answer_by,
        };
        evaluation::ask_inquiry(ctx, call, &reference, input).await?;
        let page = format!("/solicitations/{reference}/inquiries");
        return Ok(Go::to(lots::same(&post.rq, page)));
    }
    let number = post
        .act()
        .strip_prefix("conclude-")
        .ok_or(Error::NotFound)?;
    let number = number.parse().map_err(|_| Error::NotFound)?;
    let found = (post.value("finding"), post.value("reason"));
    evaluation::conclude_inquiry(ctx, call, &reference, number, found).await?;
    let page = format!("/solicitations/{reference}/inquiries#inquiry-{number}");
    Ok(Go::to(lots::same(&post.rq, page)))
}
