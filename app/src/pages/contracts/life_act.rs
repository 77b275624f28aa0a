//! The form of one act in a contract's life.

use super::cells::{kv, summary};
use super::conflict::recorded;
use super::life::permitted;
use super::life_fields::field;
use super::life_words::lines;
use super::typed::{amount, day};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Breadcrumbs, EmptyState, Form, Help, Notice, PageTitle, Submit, SubmitKind, Tone};
use backend::contracts::{self, ContractRecord, LifeInput, Organisation};
use backend::{Error, FieldErrors};
use domain::actor::Actor;
use domain::contracts::life::{Ask, LifeAct, Side};
use domain::policy::actions::{AnswerContract, LiveContract};
use domain::policy::{Subject, permit};
use domain::text::{Line, Prose};
use leptos::prelude::*;
use leptos_meta::Title;

/// The form of the act that the address names.
#[component]
pub fn LifeActPage() -> impl IntoView {
    page(
        async |rq| {
            let act = named(&rq)?;
            let reference = rq.param("reference").to_ascii_uppercase();
            allowed(rq.actor(), act)?;
            let sheet = contracts::sheet(rq.ctx(), rq.actor(), &reference, None).await?;
            Ok((act, sheet.record))
        },
        |rq, (act, record)| draw(&rq, act, &record),
    )
}

/// Refuses who may take no such act of any contract; of which one, the use case decides.
fn allowed(actor: &Actor, act: LifeAct) -> Result<(), Error> {
    let own = Subject {
        provider: actor.provider(),
        ..Subject::ANY
    };
    match act.side() {
        Side::Purchaser => permit::<LiveContract>(actor, own).map(drop)?,
        Side::Contractor => permit::<AnswerContract>(actor, own).map(drop)?,
    }
    Ok(())
}

fn named(rq: &Rq) -> Result<LifeAct, Error> {
    rq.param("act").parse().map_err(|_| Error::NotFound)
}

fn draw(rq: &Rq, act: LifeAct, record: &ContractRecord) -> AnyView {
    let base = format!("/contracts/{}", record.reference);
    let body = if record.can_live(act) && permitted(rq, record, act) {
        form(rq, act, record)
    } else {
        let text = format!(
            "The contract is “{}”. Its overview lists what can be done now.",
            record.status.label()
        );
        let action = (base.clone(), "To the contract".to_owned());
        view! { <EmptyState title="Not possible now" text=text action=action/> }.into_any()
    };
    view! {
        <Title text=format!("{} · {}", act.label(), record.reference)/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (base, record.reference.clone()).into()] here=act.label()/>
            <PageTitle title=act.label() reference=record.reference.clone() meta=act.meaning()/>
            {recorded(rq)}
            {body}
        </div>
    }
    .into_any()
}

fn form(rq: &Rq, act: LifeAct, record: &ContractRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let today = rq.at().date_naive();
    let now = lines(record, today).into_iter();
    let now: Vec<_> = now.map(|line| view! { <li>{line.words}</li> }).collect();
    let standing = (!now.is_empty()).then(|| view! { <ul>{now}</ul> });
    let fields = act.asks().iter().map(|ask| field(rq, act, *ask, record));
    let fields = fields.collect_view();
    let kind = if act.ends() {
        SubmitKind::Danger
    } else {
        SubmitKind::Primary
    };
    view! {
        {summary(view! {
            {kv("Contract", record.title.clone())}
            {kv("Contractor", record.provider_name.clone())}
            {kv("State", record.status.label())}
         })}
        {standing}
        {warning(act)}
        <Form act="take" key=key version=version>
            {fields}
            <Submit label=act.label() kind=kind consequence=act.meaning()/>
        </Form>
        {help(act)}
    }
    .into_any()
}

/// What has to be known before the form is filled in.
fn warning(act: LifeAct) -> Option<AnyView> {
    let war = matches!(
        act,
        LifeAct::NotifyForceMajeure | LifeAct::Declare | LifeAct::Recognise
    );
    war.then(|| view! {
        <Notice tone=Tone::Attention title="War is in principle not unforeseeable">
            "The contractor has to arrange beforehand not to default in an armed conflict (GTC A.4.12(a)(3)). It counts only with the reason why it was unforeseeable and unavoidable here."
        </Notice>
    }.into_any())
}

fn help(act: LifeAct) -> Option<AnyView> {
    let (title, source, text) = match act {
        LifeAct::Stop | LifeAct::ExtendStop | LifeAct::Resume => (
            "What does a stop-work order do?",
            "GTC A.4.13",
            "The purchaser orders in writing that work pauses, for at most 90 days unless both agree on more. By its last day the order is cancelled or the contract terminated. After work resumes the contractor has 30 days to claim an adjustment.",
        ),
        LifeAct::Default | LifeAct::Cured | LifeAct::TerminateDefault => (
            "When does a failure end the contract?",
            "GTC A.4.14-A.4.18; the list of exceptions is own design",
            "The contractor is told what failed and has one month to cure it, unless an exception applies. Cured, the contract goes on; not cured, the purchaser may terminate it from the day after.",
        ),
        LifeAct::Convenience | LifeAct::Effective => (
            "How does a contract end without a failure?",
            "GTC A.4.14-A.4.18",
            "With notice of at least 30 days, unless it is urgent and the reason is told. The end is recorded on its day; what is owed is settled afterwards by both parties.",
        ),
        LifeAct::NotifyForceMajeure
        | LifeAct::Declare
        | LifeAct::Recognise
        | LifeAct::RefuseNotice
        | LifeAct::Over => (
            "What does force majeure do?",
            "GTC A.4.12; days counted from the notice: own reading",
            "While an outside cause that nobody could foresee or avoid prevents performance, it is excused. After 60 days either side may end the contract.",
        ),
        LifeAct::StepIn | LifeAct::Plan | LifeAct::StepOut => (
            "What is a step-in?",
            "GTC A.4.14-A.4.18",
            "Another supplier does a part of the work for a time. The contractor’s plan for it is due within 15 days; the contract itself stays.",
        ),
        LifeAct::AllAccepted | LifeAct::SettleTask | LifeAct::Release => (
            "When is a contract closed?",
            "GTC A.1.22, A.2.4, A.3.8; the checklist is own design",
            "When the final invoice is settled within 60 days, property and audit are settled or do not apply, every claim is answered and the contractor has released its claims; and no order or milestone is open.",
        ),
        LifeAct::Definitise => (
            "What is a letter contract?",
            "NSPA 12.2; the limit as a part of the value of its lines: own reading",
            "Work starts before the terms are final. They are final within 180 days or 40 % of the work, by a modification that both sign; until then usually at most half of the value is obligated.",
        ),
        LifeAct::Novate => (
            "How does a contract pass to another?",
            "GTC A.4.23",
            "Only by a modification that both parties sign, to an organisation that is registered and has accepted in writing. The history stays. The new organisation sees the contract; the former one reads it as it was until then.",
        ),
        LifeAct::AddExit => (
            "What belongs to the exit?",
            "GTC F.5-F.9",
            "Help for whoever takes over, the return and erasure of data, and the return of keys, each with an owner and a day. No contract is renewed automatically.",
        ),
        _ => return None,
    };
    Some(view! { <Help title=title source=source><p>{text}</p></Help> }.into_any())
}

fn line(post: &Post, errors: &mut FieldErrors, ask: Ask) -> String {
    let text = post.value(ask.as_str());
    if text.is_empty() {
        return String::new();
    }
    let read = match ask {
        Ask::What => Line::<300>::parse(text).map(String::from),
        Ask::Party => Line::<200>::parse(text).map(String::from),
        _ => Prose::<2_000>::parse(text).map(String::from),
    };
    errors.take(ask.as_str(), read).unwrap_or_default()
}

/// Takes the act.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let kind = named(&post.rq)?;
    allowed(post.rq.actor(), kind)?;
    let record = contracts::sheet(ctx, post.rq.actor(), &reference, None).await?;
    let currency = record.record.currency;
    let mut errors = FieldErrors::default();
    let mut input = LifeInput::of(kind);
    for ask in kind.asks() {
        let code = post.value(ask.as_str()).to_owned();
        match ask {
            Ask::What => input.what = line(&post, &mut errors, *ask),
            Ask::Reason => input.reason = line(&post, &mut errors, *ask),
            Ask::Organisation => {
                input.organisation = (!code.is_empty()).then(|| Organisation {
                    reference: code.to_ascii_uppercase(),
                    found: None,
                });
            }
            Ask::Acceptance | Ask::Grounds => input.grounds = line(&post, &mut errors, *ask),
            Ask::Party => input.party = line(&post, &mut errors, *ask),
            Ask::Until | Ask::Effective | Ask::Due => {
                input.day = day(&post, &mut errors, ask.as_str())
            }
            Ask::Cause => input.cause = code.parse().ok(),
            Ask::Exception => input.exception = code.parse().ok(),
            Ask::Amount => input.amount_minor = amount(&post, &mut errors, "amount", currency),
            Ask::Basis | Ask::Subject | Ask::Order => {
                input.subject = Some(code).filter(|code| !code.is_empty())
            }
            Ask::Task => input.task = code.parse().ok(),
            Ask::Answer | Ask::Settled => {
                input.accept = (!code.is_empty()).then_some(code == "accept")
            }
        }
    }
    errors.finish()?;
    contracts::live(ctx, &post.call, &reference, post.version()?, input).await?;
    Ok(Go::to(format!("/contracts/{reference}")))
}
