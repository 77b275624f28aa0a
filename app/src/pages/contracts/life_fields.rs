//! The fields of the acts in a contract's life: one for each thing that an act may ask for.

use super::words::choices;
use crate::request::Rq;
use crate::ui::{Choice, DateFields, NumberInput, RadioGroup, Select, TextArea, TextInput};
use backend::contracts::ContractRecord;
use backend::contracts::record::Task;
use domain::contracts::life::{
    Ask, CureException, ForceMajeureCause, LifeAct, MomentEnd, TaskKind, TaskList,
    convenience_from, stop_by,
};
use leptos::prelude::*;

const fn what_label(act: LifeAct) -> &'static str {
    match act {
        LifeAct::Stop => "What is stopped",
        LifeAct::Default => "What failed",
        LifeAct::NotifyForceMajeure | LifeAct::Declare => "What it affects",
        LifeAct::StepIn => "Which work",
        LifeAct::AddExit => "What is done",
        _ => "What is claimed, and why",
    }
}

const fn reason_label(act: LifeAct) -> &'static str {
    match act {
        LifeAct::Plan => "The plan: how the other supplier takes over, works and gives back",
        LifeAct::Cured => "What shows that it is cured",
        LifeAct::AnswerClaim => "The answer, with its reason",
        LifeAct::NotifyForceMajeure | LifeAct::Declare => {
            "What happened, since when, and what is done against it"
        }
        LifeAct::Settle => "What it covers",
        LifeAct::CloseOrder => "What shows that it is delivered, accepted and paid",
        LifeAct::SettleTask => "How it was settled, or why it does not apply",
        LifeAct::Release => "The contractor’s release of claims, with its date",
        _ => "Why",
    }
}

/// The field of what an act asks for.
pub fn field(rq: &Rq, act: LifeAct, ask: Ask, record: &ContractRecord) -> AnyView {
    let (name, today) = (ask.as_str(), rq.at().date_naive());
    match ask {
        Ask::What => view! { <TextInput name=name label=what_label(act) maxlength=300/> }.into_any(),
        Ask::Reason => view! { <TextArea name=name label=reason_label(act) rows=4 maxlength=2000/> }.into_any(),
        Ask::Until if act == LifeAct::Stop => view! {
            <DateFields name=name legend="Until" value=stop_by(today) rule="GTC A.4.13: at most 90 days, unless the contractor agrees to more"/>
        }.into_any(),
        Ask::Until => view! { <DateFields name=name legend="Until" rule="GTC A.4.13: more than 90 days takes both parties"/> }.into_any(),
        Ask::Effective if act == LifeAct::NotifyControl => view! {
            <DateFields name=name legend="Control passed on" rule="GTC A.4.23: notified within 30 days"/>
        }.into_any(),
        Ask::Effective => view! {
            <DateFields name=name legend="The contract ends on" value=convenience_from(today) rule="GTC A.4.14-A.4.18: at least 30 days ahead, unless it is urgent"/>
        }.into_any(),
        Ask::Cause => view! {
            <Select name=name label="Cause" prompt="Choose the cause" options=choices(ForceMajeureCause::ALL, ForceMajeureCause::as_str, ForceMajeureCause::label)/>
        }.into_any(),
        Ask::Grounds if act == LifeAct::Convenience => view! {
            <TextArea name=name label="Why it is urgent" rows=2 maxlength=2000 optional=true hint="Only where it ends sooner than in 30 days."/>
        }.into_any(),
        Ask::Grounds => view! {
            <TextArea name=name label="Why armed conflict was unforeseeable here" rows=2 maxlength=2000 optional=true hint="Only for armed conflict." rule="GTC A.4.12(a)(3)"/>
        }.into_any(),
        Ask::Exception => view! {
            <Select name=name label="Exception" prompt="None: one month to cure" optional=true options=choices(CureException::ALL, CureException::as_str, CureException::label)
                hint="Only where no time to cure is owed." rule="GTC A.4.14-A.4.18"/>
        }.into_any(),
        Ask::Party if act == LifeAct::NotifyControl => view! { <TextInput name=name label="Who controls the contractor now" maxlength=200/> }.into_any(),
        Ask::Party if act == LifeAct::AddExit => view! { <TextInput name=name label="Who does it" maxlength=200 hint="A person’s office or an organisation."/> }.into_any(),
        Ask::Organisation => view! {
            <TextInput name=name label="The organisation that takes the contract" maxlength=40 hint="Its reference, such as PRV-2026-0007, as its page shows it."/>
        }.into_any(),
        Ask::Acceptance => view! { <TextArea name=name label="Its written acceptance" rows=2 maxlength=2000 hint="Who signed for it, when, and where the letter is kept."/> }.into_any(),
        Ask::Due => view! { <DateFields name=name legend="By when"/> }.into_any(),
        Ask::Task => {
            let kinds: Vec<TaskKind> = TaskKind::of(TaskList::Exit).collect();
            view! { <Select name=name label="Step" options=choices(&kinds, TaskKind::as_str, TaskKind::label) rule="GTC F.5-F.9"/> }.into_any()
        }
        Ask::Order => {
            let open = record.open_orders();
            let open = open.map(|order| Choice::new(order.number.clone(), format!("{} {}", order.number, order.title)));
            let open: Vec<Choice> = open.collect();
            view! { <Select name=name label="Order" options=open/> }.into_any()
        }
        Ask::Settled => {
            let answers = vec![Choice::new("accept", "Done"), Choice::new("not_applicable", "Not applicable")];
            view! { <RadioGroup name=name legend="The item is" options=answers/> }.into_any()
        }
        Ask::Party => view! { <TextInput name=name label="Who steps in" maxlength=200 hint="The other supplier’s name."/> }.into_any(),
        Ask::Amount => money(act, record),
        Ask::Basis => basis(record),
        Ask::Subject => subject(act, record),
        Ask::Answer => {
            let answers = vec![
                Choice::new("accept", "Accept").hint("It is paid by a modification of its own."),
                Choice::new("refuse", "Refuse"),
            ];
            view! { <RadioGroup name=name legend="Answer" options=answers/> }.into_any()
        }
    }
}

fn money(act: LifeAct, record: &ContractRecord) -> AnyView {
    let unit = record.currency.code().to_owned();
    let (label, hint) = if act == LifeAct::Settle {
        (
            "What the contract is worth in the end",
            "At least what is accepted, at most what was exercised. What is obligated beyond it is released.",
        )
    } else if act == LifeAct::Definitise {
        (
            "The final price",
            "At least what is obligated, at most the ceiling.",
        )
    } else {
        ("Amount", "0 where only time is claimed.")
    };
    view! { <NumberInput name="amount" label=label unit=unit size=16 hint=hint/> }.into_any()
}

fn basis(record: &ContractRecord) -> AnyView {
    let resumed = record.life.moments.iter().rev();
    let resumed = resumed.filter(|stop| stop.outcome == Some(MomentEnd::Resumed));
    let stops = resumed.map(|stop| {
        let words = format!("Stop {}, {}", stop.number, stop.what);
        Choice::new(stop.number.clone(), words)
    });
    let stops: Vec<Choice> = stops.collect();
    view! {
        <Select name="basis" label="It rests on" prompt="Another ground" optional=true options=stops
            rule="GTC A.4.13: within 30 days after work resumed"/>
    }
    .into_any()
}

/// The open claims, or the open items of the close-out and the exit plan.
fn subject(act: LifeAct, record: &ContractRecord) -> AnyView {
    if act == LifeAct::AnswerClaim {
        let open = record.life.open_claims();
        let open =
            open.map(|one| Choice::new(one.number.clone(), format!("{} {}", one.number, one.what)));
        let open: Vec<Choice> = open.collect();
        return view! { <Select name="subject" label="Claim" options=open/> }.into_any();
    }
    let item = |task: &Task| {
        let words = format!("{} {} {}", task.number, task.task.label(), task.what);
        Choice::new(task.number.clone(), words)
    };
    let open: Vec<Choice> = record.life.open_tasks().map(item).collect();
    view! { <Select name="subject" label="Item" options=open/> }.into_any()
}
