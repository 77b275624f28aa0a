//! One offer beside its scoring form.

use super::{origin_tag, remarks, tabs};
use crate::page::page;
use crate::pages::tone::standing_tone;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Form, Help, KeyValue, Notice, NumTd, NumberInput, PageTitle, RowHead, Submit, SubmitKind,
    SummaryList, Table, Tag, Td, TextArea, Th, Tone,
};
use backend::Error;
use backend::evaluation::{self, CriterionLine, DraftScore, Individual, ScorePage};
use domain::evaluation::ncia::Rating;
use domain::evaluation::remarks::RemarkKind;
use domain::evaluation::rules::Scale;
use domain::solicitations::{RemarkDuty, Requirement};
use leptos::prelude::*;
use leptos_meta::Title;

/// Scoring one offer.
#[component]
pub fn Score() -> impl IntoView {
    page(
        async |rq| {
            let (solicitation, offer) = (rq.param("reference"), rq.param("offer"));
            evaluation::score_page(rq.ctx(), rq.actor(), solicitation, offer).await
        },
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: ScorePage) -> AnyView {
    let solicitation = sheet.process.reference.clone();
    let origin = origin_tag(&sheet.process.origin);
    let meta = format!(
        "{} · the price volume is not shown while you score",
        sheet.process.title
    );
    let own = match (sheet.handed_in, &sheet.closed) {
        (true, _) => handed_in(&sheet),
        (false, Some(why)) => closed(why),
        (false, None) => form(rq, &sheet),
    };
    view! {
        <Title text=format!("Score {}", sheet.reference)/>
        <PageTitle title=sheet.provider_name.clone() reference=sheet.reference.clone()
            state=sheet.handed_in.then_some("handed in") tone=Tone::Good
            meta=meta>
            {origin}</PageTitle>
        {tabs(rq, &solicitation)}
        <div class="two">
            {content(&sheet)}
            {own}
        </div>
    }
    .into_any()
}

fn content(sheet: &ScorePage) -> AnyView {
    let answers = sheet
        .criteria
        .iter()
        .filter(|line| !line.is_experience())
        .map(|line| {
            let answer = sheet
                .technical
                .answers
                .iter()
                .find(|answer| answer.criterion == line.code);
            let text = answer
                .map_or("no answer", |answer| answer.text.as_str())
                .to_owned();
            view! { <KeyValue key=format!("{} {}", line.code, line.name)>{text}</KeyValue> }
        });
    let contracts = sheet.experience.references.iter().cloned().map(|past| {
        let year = past
            .last_year
            .map(|year| format!(", until {year}"))
            .unwrap_or_default();
        view! { <KeyValue key=past.customer.clone()>{past.description.clone()}{year}</KeyValue> }
    });
    let (answers, contracts) = (answers.collect_view(), contracts.collect_view());
    view! {
        <div class="stack">
            <section class="panel"><h2>"The solution"</h2><p>{sheet.technical.summary.clone()}</p></section>
            {parameters(sheet)}
            <section class="panel"><h2>"Answers by criterion"</h2><SummaryList>{answers}</SummaryList></section>
            <section class="panel"><h2>"Past contracts"</h2><SummaryList>{contracts}</SummaryList></section>
        </div>
    }
    .into_any()
}

fn parameters(sheet: &ScorePage) -> AnyView {
    let row = |requirement: &Requirement| {
        let declared = sheet
            .technical
            .declared
            .iter()
            .find(|line| line.requirement == requirement.code)
            .cloned();
        let standing = requirement.standing(declared.as_ref());
        let said = declared.as_ref().and_then(|line| requirement.said(line));
        let said = said.unwrap_or_else(|| "not offered".to_owned());
        let evidence = declared.map(|line| line.evidence);
        let (name, wanted) = (requirement.name.as_str().to_owned(), requirement.words());
        view! {
            <tr>
                <RowHead>{name}</RowHead>
                <Td label="Declared" lead=true>{said}</Td>
                <Td label="Wanted">{wanted}</Td>
                <Td label="Standing"><Tag tone=standing_tone(standing) label=standing.label()/></Td>
                <Td label="Evidence">{evidence}</Td>
            </tr>
        }
    };
    if sheet.process.requirements.is_empty() {
        return ().into_any();
    }
    let rows = sheet.process.requirements.iter().map(row).collect_view();
    view! {
        <Table caption="Declared parameters">
            <thead><tr><Th label="Requirement"/><Th label="Declared"/><Th label="Wanted"/>
                <Th label="Standing"/><Th label="Evidence"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn bands() -> String {
    let all = [
        (Rating::Excellent, "100"),
        (Rating::Good, "84"),
        (Rating::Satisfactory, "69"),
        (Rating::Marginal, "49"),
        (Rating::Unacceptable, "24"),
    ];
    let words = all.map(|(band, top)| format!("{} {} to {top}", band.name(), band.lower_bound()));
    words.join(" · ")
}

fn form(rq: &Rq, sheet: &ScorePage) -> AnyView {
    let key = rq.key();
    let fields = sheet
        .criteria
        .iter()
        .map(|line| field(rq, line, &sheet.own))
        .collect_view();
    let duty = sheet.process.scheme.panel.remarks;
    let duty = (duty != RemarkDuty::Free).then(|| duty.meaning());
    view! {
        <section class="panel">
            <h2>"Your scores"</h2>
            <Help title="Which number is which word?" source="NCIA General Bidding Instructions 4.6 table 2, 4.7 table 7">
                <p>{bands()}</p>
                <p>"Confidence from experience: 1 none, 2 low, 3 satisfactory, 4 high, 5 very high."</p>
            </Help>
            {duty.map(|words| view! { <p>{words}</p> })}
            <Form act="scores" key=key>
                {fields}
                <Submit label="Keep as draft" kind=SubmitKind::Secondary name="then" value="draft"/>
                <Submit label="Hand in" name="then" value="hand_in"
                    consequence="You cannot change them afterwards. You then see the scores of colleagues who handed in."/>
            </Form>
        </section>
    }
    .into_any()
}

fn field(rq: &Rq, line: &CriterionLine, own: &[Individual]) -> AnyView {
    let score = own.iter().find(|score| score.criterion == line.code);
    let (value, why) = (
        score.map(|score| score.value.normalize().to_string()),
        score.map(|score| score.rationale.clone()),
    );
    let given = score.map_or(&[][..], |score| &score.remarks);
    let suffix = format!("-{}", line.code);
    let noted = remarks::fields(given, &suffix, is_open(rq, &suffix));
    let (hint, rule, unit) = match line.scale {
        Scale::Confidence => (line.scale.meaning().to_owned(), "GBI 4.7 table 7", "of 5"),
        Scale::Bands => (line.scale.meaning().to_owned(), "GBI 4.6 table 2", "of 5"),
        Scale::Ladder => (
            line.scale.meaning().to_owned(),
            "ESA/REG/001 rev. 6, article 28(6)",
            "marks",
        ),
        Scale::Points | Scale::Compliance => (bands(), "GBI 4.6 table 2", "points"),
    };
    let weight = line
        .weight
        .map(|weight| format!(", {} % of the technical score", weight.normalize()));
    let guidance = line
        .guidance
        .clone()
        .map(|text| view! { <p class="meta">{text}</p> });
    view! {
        <fieldset class="field">
            <legend>{format!("{}{}", line.name, weight.unwrap_or_default())}</legend>
            {guidance}
            <NumberInput name=format!("value-{}", line.code) label="Score" hint=hint rule=rule unit=unit value=value size=6/>
            <TextArea name=format!("rationale-{}", line.code) label="Why" value=why rows=3 maxlength=4000/>
            {noted}
        </fieldset>
    }
    .into_any()
}

/// Whether remarks were typed that are not kept yet.
fn is_open(rq: &Rq, suffix: &str) -> bool {
    let form = rq.form();
    RemarkKind::ALL.iter().any(|kind| {
        let name = format!("{}{suffix}", kind.as_str());
        form.value(&name).is_some_and(|text| !text.is_empty())
    })
}

/// Nothing can be scored any more.
fn closed(why: &str) -> AnyView {
    let mut words = why.to_owned();
    words.push_str(". Your scores of this offer were not handed in, and none are taken any more.");
    view! { <Notice tone=Tone::Attention title="Scoring is closed">{words}</Notice> }.into_any()
}

/// How many offers are left, and the next one.
fn left(sheet: &ScorePage) -> AnyView {
    let done = format!(
        "{} of {} handed in.",
        sheet.offers - sheet.left.len(),
        sheet.offers
    );
    let reference = &sheet.process.reference;
    let Some((offer, name)) = sheet.left.first() else {
        let desk = format!("/solicitations/{reference}/compare");
        return view! { <p>{done}" "<a href=desk>"Go to the comparison"</a></p> }.into_any();
    };
    let (next, name) = (
        format!("/solicitations/{reference}/score/{offer}"),
        name.clone(),
    );
    view! { <p>{done}" Next: "<a href=next>{name}</a></p> }.into_any()
}

fn handed_in(sheet: &ScorePage) -> AnyView {
    let all = sheet.own.iter().chain(&sheet.colleagues);
    let rows = sheet.criteria.iter().flat_map(|line| {
        let criterion = line.name.clone();
        let scores = all.clone().filter(|score| score.criterion == line.code);
        scores.cloned().map(move |score| {
            let (criterion, noted) = (criterion.clone(), remarks::list(&score.remarks));
            view! {
                <tr>
                    <RowHead>{criterion}</RowHead>
                    <Td label="Evaluator" lead=true>{score.name.clone()}</Td>
                    <NumTd label="Score" lead=true>{score.value.normalize().to_string()}</NumTd>
                    <Td label="Why">{score.rationale.clone()}{noted}</Td>
                </tr>
            }
        })
    });
    let (rows, left) = (rows.collect_view(), left(sheet));
    view! {
        <div class="stack">
            <Notice tone=Tone::Good>"Your scores of this offer are in and stand as they are."{left}</Notice>
            <Table caption="Scores that are in" note="yours, and those of colleagues who handed in">
                <thead><tr><Th label="Criterion"/><Th label="Evaluator"/><Th label="Score" num=true/><Th label="Why"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </div>
    }
    .into_any()
}

/// Keeps a draft or hands in.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (solicitation, offer) = (post.rq.param("reference"), post.rq.param("offer"));
    let codes = post
        .pairs
        .iter()
        .filter_map(|(name, _)| name.strip_prefix("value-"));
    let drafts: Vec<DraftScore> = codes
        .map(|code| DraftScore {
            criterion: code.to_owned(),
            value: post.value(&format!("value-{code}")).to_owned(),
            rationale: post.value(&format!("rationale-{code}")).to_owned(),
            remarks: remarks::posted(&post, &format!("-{code}")),
        })
        .collect();
    let ctx = post.rq.ctx();
    if post.value("then") == "hand_in" {
        evaluation::hand_in(ctx, &post.call, solicitation, offer, &drafts).await?;
    } else {
        evaluation::save_scores(ctx, &post.call, solicitation, offer, &drafts).await?;
    }
    Ok(Go::to(format!(
        "/solicitations/{solicitation}/score/{offer}"
    )))
}
