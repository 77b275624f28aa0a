//! The checklist of a contract's close-out, and its exit plan.

use super::cells::{head, lead, td};
use super::words::{dated, day};
use crate::ui::{Table, Tag, Th, Tone, format};
use backend::contracts::ContractRecord;
use backend::contracts::record::Task;
use chrono::NaiveDate;
use domain::contracts::life::{TaskList, TaskState};
use leptos::prelude::*;

/// Both lists; nothing of one that is empty.
pub fn tasks(record: &ContractRecord, today: NaiveDate) -> AnyView {
    let lists = TaskList::ALL.iter().map(|list| table(record, *list, today));
    lists.collect_view().into_any()
}

fn table(record: &ContractRecord, list: TaskList, today: NaiveDate) -> AnyView {
    let tasks = record
        .life
        .tasks
        .iter()
        .filter(|task| task.task.list() == list);
    let rows: Vec<AnyView> = tasks.map(|task| row(task, today)).collect();
    if rows.is_empty() {
        return ().into_any();
    }
    let note = match list {
        TaskList::Closeout => "claims are released when every item is settled",
        TaskList::Exit => "so that the service passes on without a gap (GTC F.5-F.9)",
    };
    view! {
        <Table caption=list.label() note=note>
            <thead><tr><Th label="Number"/><Th label="Item"/><Th label="Who"/><Th label="Due"/><Th label="State"/><Th label="How it was settled"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(task: &Task, today: NaiveDate) -> AnyView {
    let late = task.state == TaskState::Open && task.due_on.is_some_and(|due| due < today);
    let (tone, words) = match task.state {
        TaskState::Open if late => (Tone::Bad, "overdue"),
        TaskState::Open => (Tone::Attention, task.state.label()),
        TaskState::Done => (Tone::Good, task.state.label()),
        TaskState::NotApplicable => (Tone::Neutral, task.state.label()),
    };
    let what = if task.what.is_empty() {
        task.task.meaning().to_owned()
    } else {
        task.what.clone()
    };
    let settled = task.settled_by.clone().map(|by| {
        let words = format!("{} by {by}", day(task.settled_on));
        view! { <div class="meta">{words}</div> }
    });
    view! {
        <tr>
            {head(view! { <span class="ref">{task.number.clone()}</span> })}
            {lead("Item", view! { {task.task.label()}<div class="meta">{what}</div> })}
            {td("Who", task.owner.clone())}
            {td("Due", dated(task.due_on))}
            {lead("State", view! { <Tag tone=tone label=words/> })}
            {td("How it was settled", view! { {task.note.clone()}{settled} })}
        </tr>
    }
    .into_any()
}

/// What is open of the lists, in a sentence, with the next day; nothing when nothing is.
#[must_use]
pub fn words(record: &ContractRecord, list: TaskList) -> Option<(String, Option<NaiveDate>)> {
    let of = |task: &&Task| task.task.list() == list;
    let all = record.life.tasks.iter().filter(of).count();
    let open: Vec<&Task> = record.life.open_tasks().filter(of).collect();
    let next = open
        .iter()
        .filter_map(|task| Some((task.due_on?, task.task)));
    let next = next.min_by_key(|(due, _)| *due);
    let by = next.map_or_else(String::new, |(due, task)| {
        let name = task.label().to_lowercase();
        format!("; next, by {}: {name}", format::date(due))
    });
    let words = format!("{}: {} of {all} open{by}.", list.label(), open.len());
    (!open.is_empty()).then(|| (words, next.map(|(due, _)| due)))
}
