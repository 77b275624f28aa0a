//! The comparison desk: the matrix, what the figures rest on, and the forms that change them.

use super::{compliance, desk, explain, lots, matrix, origin_tag, remarks, tabs, tone};
use crate::islands::wake::WakeIslands;
use crate::page::page;
use crate::pages::contracts::moment;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    EmptyState, Form, Moment, Notice, NumberInput, PageTitle, Panel, Submit, SubmitKind, TextArea,
    Tone, format,
};
use backend::Error;
use backend::evaluation::{self, Comparison, Filter, Moderated, Moderation, Order};
use domain::evaluation::remarks::Remark;
use domain::id::OfferId;
use domain::policy::Subject;
use domain::policy::actions::{FixTechnicalResult, ModerateScores, RunResult};
use domain::states::SolicitationState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The desk of a solicitation.
#[component]
pub fn Compare() -> impl IntoView {
    page(
        async |rq| {
            let filter = filter(&rq)?;
            evaluation::comparison(rq.ctx(), rq.actor(), lots::named(&rq), &filter).await
        },
        |rq, sheet| draw(&rq, sheet),
    )
}

fn filter(rq: &Rq) -> Result<Filter, Error> {
    let offers = rq
        .queries()
        .iter()
        .filter(|(name, value)| name == "offer" && !value.is_empty());
    Ok(Filter {
        moment: moment::read(rq)?,
        reference: rq.query("against").map(str::to_owned),
        only_differences: rq.query("differ").is_some(),
        page: rq
            .query("page")
            .and_then(|page| page.parse().ok())
            .unwrap_or(1),
        whole: false,
        order: Order::ALL
            .into_iter()
            .find(|order| Some(order.as_str()) == rq.query("order"))
            .unwrap_or_default(),
        run: rq.query("run").and_then(|run| run.parse().ok()),
        currency: rq.query("currency").and_then(|code| code.parse().ok()),
        offers: offers.map(|(_, value)| value.clone()).collect(),
    })
}

fn draw(rq: &Rq, sheet: Comparison) -> AnyView {
    let process = &sheet.sheet.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let origin = origin_tag(&process.origin);
    let (title, meta) = (process.title.clone(), meta(&sheet));
    let head = view! {
        <Title text=format!("Comparison of {reference}")/>
        <PageTitle title=title reference=reference.clone() state=status.label() tone=tone(status.tone()) meta=meta>
            {origin}</PageTitle>
        {tabs(rq, &reference)}
        {lots::choose(rq, process)}
        {past(rq, &sheet)}
    };
    if sheet.sheet.offers.is_empty() {
        let sealed = match sheet.sheet.moment {
            Some(_) => "The offers were sealed then",
            None => "The offers are sealed",
        };
        return view! {
            {head}
            <EmptyState title=sealed text=format!("Bidding closes on {}. After that two opening officers open the offers together, and they appear here side by side.", format::date_time(process.closes_at))/>
        }
        .into_any();
    }
    let now = sheet.sheet.moment.is_none();
    view! {
        {head}
        {standing(&sheet)}
        {desk::choose(rq, &sheet)}
        {matrix::matrix(rq, &sheet)}
        {moderation(rq, &sheet)}
        {now.then(|| fix_form(rq, &sheet))}
        {explain::decision(&sheet)}
        <div class="three">
            {desk::play(rq, &sheet)}
            {explain::steadiness(&sheet)}
            {desk::picture(&sheet)}
        </div>
        {explain::formulas(&sheet)}
        {desk::runs(&sheet)}
        {now.then(|| run_form(rq, &sheet))}
        <WakeIslands/>
    }
    .into_any()
}

fn meta(sheet: &Comparison) -> String {
    let scheme = &sheet.sheet.process.scheme;
    let weights = scheme.weights.map_or(String::new(), |weights| {
        let all = [
            ("technical", weights.technical),
            ("experience", weights.experience),
            ("price", weights.price),
        ];
        let weighed = all.iter().filter(|(_, weight)| !weight.is_zero());
        let words = weighed.map(|(name, weight)| format!("{name} {}", weight.normalize()));
        format!(" · {}", words.collect::<Vec<_>>().join(", "))
    });
    let eligible = sheet
        .figures
        .as_ref()
        .map_or(0, |figures| figures.ranking().len());
    let of = sheet.sheet.offers.len();
    format!(
        "{}{weights} · {eligible} of {of} offers may win",
        scheme.method.label()
    )
}

fn standing(sheet: &Comparison) -> AnyView {
    let missing = sheet
        .missing
        .iter()
        .map(|line| view! { <li>{line.clone()}</li> })
        .collect_view();
    let incomplete = !sheet.missing.is_empty();
    view! {
        {incomplete.then(|| view! { <Notice tone=Tone::Attention title="Still missing for a result"><ul>{missing}</ul></Notice> })}
        {past_run(sheet)}
        {(sheet.changed && !incomplete).then(|| view! {
            <Notice tone=Tone::Attention title="Something changed since the newest run">"The final scores are those of the stored run. Store a new run to take in what changed."</Notice>
        })}
        {(sheet.run.is_none() && sheet.figures.is_some()).then(|| view! {
            <Notice>"No result is stored yet: these figures are computed from what is recorded now."</Notice>
        })}
    }
    .into_any()
}

/// Says which moment is shown, and the way back to the present.
fn past(rq: &Rq, sheet: &Comparison) -> Option<AnyView> {
    let at = format::date_time(sheet.sheet.moment?);
    let now = rq.with_query("as_of", None);
    Some(view! { <Moment at=at hidden="Offers, compliance, scores and results as they stood then; the state above is today’s." now=now/> }.into_any())
}

/// Says that another result than the newest is shown.
fn past_run(sheet: &Comparison) -> Option<AnyView> {
    let (shown, newest) = (sheet.run.as_ref()?, sheet.sheet.runs.first()?);
    (shown.number != newest.number).then(|| {
        let title = format!("Figures of result run {}, which was superseded", shown.number);
        let stored = format::date_time(shown.at);
        view! { <Notice tone=Tone::Attention title=title>{format!("Stored {stored}. Single scores are those that are recorded now.")}</Notice> }.into_any()
    })
}

fn moderation(rq: &Rq, sheet: &Comparison) -> AnyView {
    let (Some(reference), Some(code)) = (rq.query("moderate"), rq.query("criterion")) else {
        return ().into_any();
    };
    let criteria = sheet.sheet.process.criteria();
    let (Ok(offer), Some(line)) = (
        sheet.sheet.offer(reference),
        criteria.iter().find(|line| line.code == code),
    ) else {
        return ().into_any();
    };
    let agreed = sheet.sheet.agreed(offer.id, code);
    let (value, reason, version) = (
        agreed.map(|agreed| agreed.value.normalize().to_string()),
        agreed.map(|agreed| agreed.reason.clone()),
        rq.version(agreed.map_or(0, |agreed| agreed.version)),
    );
    let given = proposed(&sheet.sheet, offer.id, code);
    let fields = remarks::fields(&given, "", rq.form().has_errors());
    let individual = matrix::individual(sheet, offer.id, code);
    let recorded = rq.conflict().map(|conflict| {
        let said = |name: &str| conflict.recorded.get(name).cloned().unwrap_or_default();
        let (value, reason) = (said("value"), said("reason"));
        view! { <Notice tone=Tone::Attention title="Recorded meanwhile">{value}": "{reason}</Notice> }
    });
    let stands = agreed.map(agreement);
    let (key, reference, code) = (rq.key(), reference.to_owned(), code.to_owned());
    let own = lots::own(rq, &sheet.sheet.process);
    // Once the technical result is fixed, what it rests on stands.
    let process = &sheet.sheet.process;
    let open = process.status == SolicitationState::Evaluating && process.technical_at.is_none();
    let may = open && sheet.sheet.moment.is_none() && rq.may::<ModerateScores>(Subject::ANY);
    let form = may.then(|| view! {
        <Form act="moderate" key=key version=version action=own>
            <input type="hidden" name="offer" value=reference/>
            <input type="hidden" name="criterion" value=code/>
            <NumberInput name="value" label="Moderated score" value=value size=6
                rule="One agreed score after a moderation meeting; every individual score is kept (GBI 4.6)"/>
            <TextArea name="reason" label="Why this score" value=reason rows=3/>
            {fields}
            <TextArea name="incomplete" label="Why before every score is in" optional=true rows=2
                hint="Only when a member of the panel has not handed in."/>
            <Submit label="Record the moderated score" kind=SubmitKind::Secondary/>
        </Form>
    });
    let meta = match open {
        true => "Individual scores that are in, and the score of the panel.",
        false => {
            "Individual scores, and the score of the panel: they stand and are no longer changed."
        }
    };
    view! {
        <Panel id="moderate" title=format!("{}: {}", offer.provider_name, line.name) meta=meta>
            {recorded}
            {individual}
            {stands}
            {form}
        </Panel>
    }
    .into_any()
}

/// The score that the panel agreed on, why, and who recorded it.
fn agreement(agreed: &Moderated) -> AnyView {
    let score = format!("Score of the panel: {}", agreed.value.normalize());
    let who = format!("{}, {}", agreed.by, format::date_time(agreed.at));
    let reason = agreed.reason.clone();
    view! { <p><strong>{score}</strong>" "{reason}" "<span class="meta">{who}</span></p> }
        .into_any()
}

/// The remarks that the panel agreed on, else those of everybody who handed in, from which it chooses.
fn proposed(sheet: &evaluation::Sheet, offer: OfferId, code: &str) -> Vec<Remark> {
    let mut all: Vec<Remark> = Vec::new();
    for remark in sheet.remarks(offer, code) {
        if !all.contains(remark) {
            all.push(remark.clone());
        }
    }
    all
}

/// The step on which the opening of the prices waits.
fn fix_form(rq: &Rq, sheet: &Comparison) -> AnyView {
    let reference = &sheet.sheet.process.reference;
    if sheet.may_fix && rq.may::<FixTechnicalResult>(Subject::ANY) {
        let key = rq.key();
        return view! {
            <Panel title="Fix the technical result" meta="Every score is in and compliance is decided; the prices are still sealed (GBI 4.4).">
                <Form act="fix_technical" key=key>
                    <Submit label="Fix the technical result" 
                        consequence="Scores, moderated scores and compliance stand from now on. The opening officers may then open the prices of the acceptable offers; those of the others stay sealed for good."/>
                </Form>
            </Panel>
        }
        .into_any();
    }
    if !sheet.sheet.process.prices_sealed() || sheet.sheet.process.technical_at.is_none() {
        return ().into_any();
    }
    let opening = format!("/solicitations/{reference}/opening");
    view! { <p><a href=opening>"Opening of the prices"</a></p> }.into_any()
}

fn run_form(rq: &Rq, sheet: &Comparison) -> AnyView {
    let evaluating = sheet.sheet.process.status == SolicitationState::Evaluating;
    if !evaluating || !rq.may::<RunResult>(Subject::ANY) || !sheet.missing.is_empty() {
        return ().into_any();
    }
    let again = sheet.run.is_some();
    let reason = again
        .then(|| view! { <TextArea name="reason" label="Why the last run is superseded" rows=2/> });
    let (key, current) = (rq.key(), again && !sheet.changed);
    let process = &sheet.sheet.process;
    let at = format!("/solicitations/{}/award", process.reference);
    let (award, own) = (lots::within(at, process.lot_code()), lots::own(rq, process));
    let form = view! {
        <Form act="run" key=key action=own>
            {reason}
            <Submit label=if again { "Store a new run" } else { "Store the result" } kind=if again { SubmitKind::Secondary } else { SubmitKind::Primary }/>
        </Form>
    };
    if current {
        return view! {
            <div class="actions"><a class="button primary" href=award>"Go to the award"</a></div>
            <p class="meta">"Nothing has changed since the newest run: a further one is not needed."</p>
            <details class="help" open=rq.form().has_errors()><summary>"Store a new run all the same, with a reason"</summary><div>{form}</div></details>
        }
        .into_any();
    }
    view! {
        <Panel title="Store a result" meta="Inputs, rates, hash and figures are kept for good; a later run supersedes with a reason.">{form}</Panel>
    }
    .into_any()
}

/// Decides on compliance, moderates a score, or stores a run.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference");
    let (ctx, call) = (post.rq.ctx(), &post.call);
    match post.act() {
        "run" => {
            evaluation::run_result(ctx, call, lots::named(&post.rq), post.value("reason")).await?;
            let stored = format!("/solicitations/{reference}/compare#runs");
            return Ok(Go::to(lots::same(&post.rq, stored)));
        }
        "fix_technical" => evaluation::fix_technical(ctx, call, reference).await?,
        "moderate" => {
            let input = Moderation {
                offer: post.value("offer").to_owned(),
                criterion: post.value("criterion").to_owned(),
                value: post.value("value").to_owned(),
                reason: post.value("reason").to_owned(),
                remarks: remarks::posted(&post, ""),
                incomplete: post.value("incomplete").to_owned(),
                version: post.version()?,
            };
            evaluation::moderate(ctx, call, reference, &input).await?;
        }
        "compliance" => compliance::decided(&post).await?,
        _ => return Err(Error::NotFound),
    }
    let desk = format!("/solicitations/{reference}/compare");
    Ok(Go::to(lots::same(&post.rq, desk)))
}
