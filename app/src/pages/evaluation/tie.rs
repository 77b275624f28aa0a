//! A tie that the published rule leaves open: proposed by one officer, agreed to by another, before an award is recommended.

use super::lots;
use crate::request::Rq;
use crate::ui::{Choice, Form, Notice, RadioGroup, Select, Submit, SubmitKind, TextArea, Tone};
use backend::evaluation::{AwardPage, Figures, Run, SettledTie, settled_tie};
use domain::awards::{DecisionKind, DecisionStatus, TieMeans};
use domain::policy::Subject;
use domain::policy::actions::ProposeDecision;
use leptos::prelude::*;

/// Where the tie of a result stands.
pub(super) enum TieState {
    /// The rule left nothing open, or two persons settled it; what they decided.
    Settled(AnyView),
    /// An award waits for the decision: what is to be done.
    Open(AnyView),
}

/// What the page says of the tie of the newest result.
pub(super) fn tie(rq: &Rq, sheet: &AwardPage, figures: &Figures, run: &Run) -> TieState {
    let words = figures.open_tie().map(|words| {
        view! { <Notice tone=Tone::Attention title="The published rule does not settle this">{words}</Notice> }
    });
    if figures.judgement.tied.is_empty() {
        return TieState::Settled(words.into_any());
    }
    if let Some(decided) = settled_tie(&sheet.decisions, run.number) {
        let sentence = decided.tie.as_ref().map(SettledTie::sentence);
        let reason = decided.reason.clone();
        return TieState::Settled(
            view! { <Notice tone=Tone::Good title="The tie is settled by two persons">{sentence}" "{reason}</Notice> }
                .into_any(),
        );
    }
    let mut waiting = sheet.decisions.iter();
    let next = if waiting.any(|decision| decision.status == DecisionStatus::Proposed) {
        view! { <p>"A proposal waits for a second officer below."</p> }.into_any()
    } else {
        form(rq, sheet, figures)
    };
    TieState::Open(view! { {words} {next} }.into_any())
}

fn form(rq: &Rq, sheet: &AwardPage, figures: &Figures) -> AnyView {
    if !rq.may::<ProposeDecision>(Subject::ANY) {
        return ().into_any();
    }
    let judged = &figures.judgement;
    let name = |id: &String| {
        let offer = sheet.offers.iter().find(|offer| offer.reference == *id);
        offer.map_or_else(|| id.clone(), |offer| offer.provider_name.clone())
    };
    let offers: Vec<Choice> = judged
        .tied
        .iter()
        .map(|id| Choice::new(id.clone(), format!("{} {id}", name(id))))
        .collect();
    let means = TieMeans::ALL.iter().copied();
    let means = means.filter(|means| *means != TieMeans::BestAndFinal || judged.best_and_final);
    let means: Vec<Choice> = means
        .map(|means| Choice::new(means.as_str(), means.label()).hint(means.meaning()))
        .collect();
    let only = (means.len() == 1).then(|| TieMeans::Judgement.as_str());
    let (key, own) = (rq.key(), lots::own(rq, &sheet.process));
    view! {
        <Form act="propose" key=key action=own label="Settle the tie">
            <input type="hidden" name="kind" value=DecisionKind::SettleTie.as_str()/>
            <Select name="offer" label="Who takes the first place" options=offers/>
            <RadioGroup name="means" legend="By which means" options=means value=only/>
            <TextArea name="reason" label="Why" rows=4 hint="It stands in the log, in the report and beside the award."/>
            <Submit label="Propose it" kind=SubmitKind::Primary consequence="A second officer agrees or refuses. The result itself stays as it is."/>
        </Form>
    }
    .into_any()
}
