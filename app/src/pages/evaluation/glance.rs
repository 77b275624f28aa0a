//! The evaluation at a glance: each step, what it came to, and the one that comes next.

use super::explain::{lead, name_of};
use super::{lots, origin_tag, tabs, tone};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{EmptyState, PageTitle, Tag, Tone, format};
use backend::evaluation::{self, Comparison, Glance, PanelStands, Standings};
use domain::states::AwardState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The steps of an evaluation.
#[component]
pub fn AtAGlance() -> impl IntoView {
    page(
        async |rq| evaluation::glance(rq.ctx(), rq.actor(), lots::named(&rq)).await,
        |rq, found| draw(&rq, &found),
    )
}

/// A step: what it is called, where it is done, whether it is, and what it came to.
struct Step {
    title: &'static str,
    page: &'static str,
    done: bool,
    words: String,
}

impl Step {
    fn new(title: &'static str, page: &'static str, done: bool, words: impl Into<String>) -> Self {
        Self {
            title,
            page,
            done,
            words: words.into(),
        }
    }
}

fn draw(rq: &Rq, found: &Glance) -> AnyView {
    let process = &found.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let origin = origin_tag(&process.origin);
    let head = view! {
        <Title text=format!("Evaluation of {reference}")/>
        <PageTitle title="Evaluation at a glance" reference=reference.clone() state=status.label() tone=tone(status.tone()) meta=process.title.clone()>
            {origin}</PageTitle>
        {tabs(rq, &reference)}
        {lots::choose(rq, process)}
    };
    if found.opened_at.is_none() {
        return view! {
            {head}
            <EmptyState title="The offers are sealed" text=format!("Bidding closes on {}. After that two opening officers open the offers together, and the evaluation begins.", format::date_time(process.closes_at))/>
        }
        .into_any();
    }
    let steps = steps(found);
    let next = steps.iter().position(|step| !step.done);
    let lines = steps.iter().enumerate();
    let lines = lines.map(|(place, step)| line(found, step, next.map(|next| next == place)));
    let lines = lines.collect_view();
    view! {
        {head}
        <ol class="steps-told">{lines}</ol>
    }
    .into_any()
}

/// `next` says whether this is the step that comes next; none where every step is done.
fn line(found: &Glance, step: &Step, next: Option<bool>) -> AnyView {
    let (tone, label) = match (step.done, next) {
        (true, _) if step.page == "robustness" => (Tone::Neutral, "analysis"),
        (true, _) => (Tone::Good, "done"),
        (false, Some(true)) => (Tone::Attention, "next"),
        (false, _) => (Tone::Neutral, "to come"),
    };
    let page = format!("/solicitations/{}/{}", found.process.reference, step.page);
    let href = lots::within(page, found.process.lot_code());
    let (title, words) = (step.title, step.words.clone());
    let current = (next == Some(true)).then_some("step");
    view! {
        <li aria-current=current>
            <h2><a href=href>{title}</a>" "<Tag tone=tone label=label/></h2>
            <p>{words}</p>
        </li>
    }
    .into_any()
}

fn steps(found: &Glance) -> Vec<Step> {
    let process = &found.process;
    let opened = found.opened_at.map(format::date_time).unwrap_or_default();
    let offers = format::counted(found.compliance.opened, "offer", "offers");
    let mut all = vec![
        Step::new(
            "Opening",
            "opening",
            true,
            format!("{offers} opened on {opened}."),
        ),
        compliance(&found.compliance),
        panel(&found.panel),
        scores(&found.panel),
    ];
    if process.price_after_technical {
        let fixed = process.technical_at.map_or_else(
            || "Scores and compliance are fixed before the prices are opened (GBI 4.4).".to_owned(),
            |at| {
                format!(
                    "Fixed on {}: scores and compliance stand.",
                    format::date_time(at)
                )
            },
        );
        let prices = process.price_opened_at.map_or_else(
            || {
                "Sealed. The opening officers open those of the acceptable offers together."
                    .to_owned()
            },
            |at| format!("Opened on {}.", format::date_time(at)),
        );
        let (fixing, opening) = (
            process.technical_at.is_some(),
            process.price_opened_at.is_some(),
        );
        all.push(Step::new("Technical result", "compare", fixing, fixed));
        all.push(Step::new("Prices", "prices", opening, prices));
    }
    let Some(comparison) = &found.comparison else {
        let words = "Figures and prices show once your own scores are all in.";
        all.push(Step::new("Result", "score", false, words));
        return all;
    };
    all.push(result(comparison));
    all.extend(steady(comparison));
    if found.knows_award {
        all.extend(award(found));
    }
    all
}

fn compliance(stands: &Standings) -> Step {
    let mut words = match stands.undecided {
        0 => format!("Decided for {} of {}.", stands.opened, stands.opened),
        open => format!("{open} of {} wait for a decision.", stands.opened),
    };
    if stands.out > 0 {
        words.push_str(&format!(" {} take no part.", stands.out));
    }
    for (bidder, lines) in &stands.not_shown {
        words.push_str(&format!(
            " {bidder} takes part although this is not shown: {lines}."
        ));
    }
    Step::new("Compliance", "compliance", stands.undecided == 0, words)
}

fn panel(stands: &PanelStands) -> Step {
    let members = format::counted(stands.members, "evaluator", "evaluators");
    let words = match (stands.members, stands.undeclared) {
        (0, _) => "Nobody is on the panel yet.".to_owned(),
        (_, 0) => format!(
            "{members}; every one has declared interests, {} with a conflict.",
            stands.conflicts
        ),
        (_, open) => format!("{members}; {open} still to declare interests."),
    };
    let done = stands.members > 0 && stands.undeclared == 0;
    Step::new("Panel", "panel", done, words)
}

fn scores(stands: &PanelStands) -> Step {
    let mut words = format!(
        "{} of {} score sheets are in.",
        stands.sheets_in, stands.sheets
    );
    if !stands.late.is_empty() {
        words.push_str(&format!(" To come: {}.", stands.late.join(", ")));
    }
    if stands.apart > 0 {
        let apart = format::counted(stands.apart, "score lies", "scores lie");
        words.push_str(&format!(" {apart} so far apart that the panel should discuss it and agree on one: see the comparison."));
    }
    let done = stands.sheets > 0 && stands.late.is_empty();
    Step::new("Scores", "panel", done, words)
}

fn result(comparison: &Comparison) -> Step {
    let words = match (&comparison.run, comparison.missing.is_empty()) {
        (Some(run), _) => {
            let stored = format!(
                "Run {}, stored on {}.",
                run.number,
                format::date_time(run.at)
            );
            let changed = comparison
                .changed
                .then_some("Something changed since: store a new run.");
            let lead = lead(comparison);
            let parts = [Some(stored), lead, changed.map(str::to_owned)];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        }
        (None, true) => "Everything is there: store the result.".to_owned(),
        (None, false) => comparison.missing.join(" "),
    };
    let done = comparison.run.is_some() && !comparison.changed;
    Step::new("Result", "compare", done, words)
}

/// How firm the stored result is; an analysis, never a step that has to be taken.
fn steady(comparison: &Comparison) -> Option<Step> {
    comparison.run.as_ref()?;
    let steady = comparison.steadiness.as_ref()?;
    let changes = steady.offers.iter().filter(|case| case.changes).count();
    let winner = comparison
        .figures
        .as_ref()
        .and_then(|figures| figures.winner());
    let first = winner.map(|id| name_of(comparison, id)).unwrap_or_default();
    let words = match changes {
        0 => format!(
            "Does the winner change? Without any one of the other offers {first} stays first. Weights, evaluators and currencies are tried on the page."
        ),
        _ => format!(
            "Does the winner change? The presence of {} decides that {first} is first.",
            format::counted(changes, "other offer", "other offers")
        ),
    };
    Some(Step::new("Robustness", "robustness", true, words))
}

fn award(found: &Glance) -> [Step; 3] {
    let award = found.award.as_ref();
    let recommended = award.map_or_else(
        || {
            "Nothing is recommended yet: an officer recommends an offer, a second officer approves."
                .to_owned()
        },
        |award| {
            let by = award.recommender.clone().unwrap_or_default();
            format!(
                "{}, recommended by {by}. {}",
                award.provider_name, award.reason
            )
        },
    );
    let approved = award.filter(|award| award.notified_at.is_some());
    let told = approved.map_or_else(
        || "Approval by a second officer notifies every bidder and begins the standstill.".to_owned(),
        |award| {
            let by = award.approver.clone().unwrap_or_default();
            let at = award.notified_at.map(format::date_time).unwrap_or_default();
            format!("Approved by {by}; every bidder was notified on {at}. Debriefs are prepared from the notices on the page.")
        },
    );
    let waited = |award: &evaluation::Award| {
        !matches!(
            award.status,
            AwardState::Recommended | AwardState::Standstill | AwardState::Suspended
        )
    };
    let last = award.and_then(|award| award.standstill_last_day);
    let waits = match (approved, last) {
        (Some(award), Some(day)) => format!(
            "{} Last day of the standstill: {}.",
            award.status.meaning(),
            format::date(day)
        ),
        (Some(award), None) => award.status.meaning().to_owned(),
        (None, _) => "Bidders may complain before anything is signed.".to_owned(),
    };
    let past = award.is_some_and(waited);
    [
        Step::new("Recommendation", "award", award.is_some(), recommended),
        Step::new("Approval and notices", "award", approved.is_some(), told),
        Step::new("Standstill and signature", "award", past, waits),
    ]
}
