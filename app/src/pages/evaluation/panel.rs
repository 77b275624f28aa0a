//! The panel: who scores, what they declared, how far they are.

use super::{origin_tag, tabs, tone};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    CheckboxGroup, Choice, EmptyState, Fact, Facts, Form, NumTd, PageTitle, Panel as Area, RowHead,
    Submit, SubmitKind, Table, Tag, Td, TextArea, Th, Tone, format,
};
use backend::Error;
use backend::evaluation::{self, Declaration, Member, OfferProgress, PanelPage, Step};
use domain::evaluation::rules::Scale;
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::{AssignPanel, RevealNames};
use domain::states::SolicitationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The panel of a solicitation.
#[component]
pub fn Panel() -> impl IntoView {
    page(
        async |rq| evaluation::panel_page(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: PanelPage) -> AnyView {
    let process = &sheet.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let (origin, title) = (origin_tag(&process.origin), process.title.clone());
    let open = matches!(
        status,
        SolicitationState::Published | SolicitationState::Closed | SolicitationState::Evaluating
    );
    let may = open && rq.may::<AssignPanel>(Subject::ANY);
    view! {
        <Title text=format!("Panel of {reference}")/>
        <PageTitle title="Evaluation panel" reference=reference.clone() state=status.label() tone=tone(status.tone())
            meta=title>{origin}</PageTitle>
        {tabs(rq, &reference)}
        {declarations(&sheet.members)}
        {progress(&sheet)}
        {hidden(rq, &sheet)}
        {may.then(|| choose(rq, &sheet))}
    }
    .into_any()
}

fn declarations(members: &[Member]) -> AnyView {
    if members.is_empty() {
        return view! { <EmptyState title="Nobody is on the panel yet" text="The acquisition officer chooses evaluators below; each declares interests before reading an offer."/> }.into_any();
    }
    let rows = members.iter().cloned().map(|member| {
        let (tone, label) = match member.declaration {
            None => (Tone::Attention, "not declared yet"),
            Some(Declaration::None) => (Tone::Good, "no conflict"),
            Some(Declaration::Conflict) => (Tone::Bad, "conflict, does not score"),
        };
        view! {
            <tr>
                <RowHead>{member.name.clone()}</RowHead>
                <Td label="Declaration" lead=true><Tag tone=tone label=label/></Td>
                <Td label="Declared">{member.declared_at.map(format::date_time)}</Td>
                <Td label="Note">{member.note.clone()}</Td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Area title="Declarations of interest" meta="Offers stay locked for a member until there is a declaration of no conflict.">
            <Table caption="Declarations of interest" caption_hidden=true>
                <thead><tr><Th label="Evaluator"/><Th label="Declaration"/><Th label="Declared"/><Th label="Note"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Area>
    }
    .into_any()
}

/// How far everybody is, without any score.
fn progress(sheet: &PanelPage) -> AnyView {
    let (members, progress) = (&sheet.members, &sheet.progress);
    if members.is_empty() || progress.offers.is_empty() {
        return ().into_any();
    }
    let heads = members.iter().map(|member| member.name.clone());
    let heads = heads.map(|name| view! { <Th label=name/> }).collect_view();
    let offers = progress.offers.iter();
    let rows = offers.map(|offer| row(sheet, offer)).collect_view();
    let standing = standing(sheet);
    view! {
        <Area title="Progress" meta="Offers against evaluators. What was scored stands on the comparison.">
            {standing}
            <Table caption="Scores handed in" caption_hidden=true>
                <thead><tr><Th label="Offer"/><Th label="State"/>{heads}<Th label="To moderate" num=true/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Area>
    }
    .into_any()
}

/// That names are hidden from the panel, and for the officer the step that ends it.
fn hidden(rq: &Rq, sheet: &PanelPage) -> Option<AnyView> {
    if !sheet.process.names_hidden {
        return None;
    }
    let key = rq.key();
    let form = rq.may::<RevealNames>(Subject::ANY).then(|| {
        view! {
            <Form act="reveal" key=key label="Close the technical evaluation">
                <TextArea name="reason" label="Why the technical evaluation is closed" rows=2/>
                <Submit label="Show the names to the panel" kind=SubmitKind::Secondary
                    consequence="Only once every score is in. It cannot be taken back."/>
            </Form>
        }
    });
    let view = view! {
        <Area title="The panel does not know the bidders" meta="Evaluators read offers by their letters. The names are shown with the first stored result, when the technical result is fixed, or by an officer's recorded step.">
            {form}
        </Area>
    };
    Some(view.into_any())
}

/// The panel's work in three figures.
fn standing(sheet: &PanelPage) -> AnyView {
    let progress = &sheet.progress;
    let (handed, due) = progress.sheets();
    let conflicts = sheet.members.iter();
    let conflicts = conflicts.filter(|one| one.declaration == Some(Declaration::Conflict));
    let (conflicts, alerts) = (conflicts.count(), progress.alerts());
    let points = Scale::Points.discussed_beyond();
    let apart =
        format!("more than {points} points or one step of a rating apart, where every score is in");
    view! {
        <Facts>
            <Fact label="Score sheets in">{format!("{handed} of {due}")}</Fact>
            <Fact label="Conflicts declared">{conflicts}</Fact>
            <Fact label="Scores to moderate" note=apart>{alerts}</Fact>
        </Facts>
    }
    .into_any()
}

fn row(sheet: &PanelPage, offer: &OfferProgress) -> AnyView {
    let cells = sheet
        .members
        .iter()
        .zip(&offer.steps)
        .map(|(member, step)| {
            let (name, state) = (
                member.name.clone(),
                step_view(*step, sheet.progress.criteria),
            );
            view! { <Td label=name>{state}</Td> }
        });
    let (cells, status) = (cells.collect_view(), offer.status);
    let (provider, reference) = (offer.provider_name.clone(), offer.reference.clone());
    let letter = offer.pseudonym.clone();
    let letter = letter.filter(|letter| *letter != provider);
    let letter = letter.map(|letter| view! { <div class="meta">{letter}" to the panel"</div> });
    let desk = format!("/solicitations/{}/compare", sheet.process.reference);
    let alerts = match offer.alerts {
        None => "not all in".into_any(),
        Some(0) => "none".into_any(),
        Some(count) => view! { <a href=desk>{count}</a> }.into_any(),
    };
    view! {
        <tr>
            <RowHead>{provider}" "<span class="ref">{reference}</span>{letter}</RowHead>
            <Td label="State" lead=true><Tag tone=tone(status.tone()) label=status.label()/></Td>
            {cells}
            <NumTd label="To moderate">{alerts}</NumTd>
        </tr>
    }
    .into_any()
}

fn step_view(step: Step, criteria: usize) -> AnyView {
    let (tag, done) = match step {
        Step::Conflict => return "does not score".into_any(),
        Step::NotScored => return "not scored".into_any(),
        Step::Undeclared => return "not declared".into_any(),
        Step::In(done) => (view! { <Tag tone=Tone::Good label="in"/> }, done),
        Step::Scoring(done) if done.scored == 0 => (view! { <Tag label="to do"/> }, done),
        Step::Scoring(done) => {
            let label = format!("{} of {criteria}", done.scored);
            (view! { <Tag tone=Tone::Attention label=label/> }, done)
        }
    };
    let bare = (done.bare > 0).then(|| {
        let words = format!(
            "{} with no strength, weakness, deficiency or risk noted",
            done.bare
        );
        view! { <div class="meta">{words}</div> }
    });
    view! { {tag}{bare} }.into_any()
}

fn choose(rq: &Rq, sheet: &PanelPage) -> AnyView {
    let options: Vec<Choice> = sheet
        .evaluators
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), name.clone()))
        .collect();
    if options.is_empty() {
        return view! { <EmptyState title="There are no evaluators" text="An administrator gives accounts the role “Evaluator”; then they can be chosen here."/> }.into_any();
    }
    let key = rq.key();
    let values: Vec<String> = sheet
        .members
        .iter()
        .map(|member| member.account.to_string())
        .collect();
    view! {
        <Area title="Choose the panel">
            <Form act="assign" key=key>
                <CheckboxGroup name="members" legend="Evaluators" options=options values=values
                    hint="Who has declared already stays on the record."
                    rule="At least two evaluators from EUR 2 M (NSPA OI 4200-01 8.1.3.5); NCIA fixes no number"/>
                <Submit label="Record the panel"/>
            </Form>
        </Area>
    }
    .into_any()
}

/// Chooses the panel, or shows it the names.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference");
    if post.act() == "reveal" {
        let reason = post.value("reason");
        evaluation::reveal_names(post.rq.ctx(), &post.call, reference, reason).await?;
        return Ok(Go::to(format!("/solicitations/{reference}/panel")));
    }
    let accounts: Result<Vec<AccountId>, _> =
        post.values("members").iter().map(|id| id.parse()).collect();
    let accounts = accounts.map_err(|_| Error::NotFound)?;
    evaluation::assign_panel(post.rq.ctx(), &post.call, reference, &accounts).await?;
    Ok(Go::to(format!("/solicitations/{reference}/panel")))
}
