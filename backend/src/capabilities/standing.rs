//! How a capability milestone stands: when it can be expected, how serious that is, and what hinders its declaration.

use super::record::{CapabilityMilestone, CapabilityRecord};
use super::sheet::GateRow;
use chrono::NaiveDate;
use domain::capabilities::{Gate, Gating, Outlook, outlook};
use domain::milestones::{Assessment, Rag};

/// How a capability milestone stands on a day.
#[derive(Clone, Debug)]
pub struct Standing {
    /// When it can be expected.
    pub outlook: Outlook,
    /// The contract milestone that decides the day.
    pub driven_by: Option<GateRow>,
    /// What its slip means; none while no date is approved.
    pub assessment: Option<Assessment>,
    /// The day from which it is needed.
    pub need_date: Option<NaiveDate>,
    /// The computed colour. Without an approved date it is red past the day of need and grey else.
    pub computed: Rag,
}

impl Standing {
    /// How a milestone stands, with the contract milestones of the whole capability.
    #[must_use]
    pub fn of(
        record: &CapabilityRecord,
        milestone: &CapabilityMilestone,
        gates: &[GateRow],
        today: NaiveDate,
    ) -> Self {
        let own: Vec<&GateRow> = gates_of(milestone, gates).collect();
        let facts: Vec<Gate> = own.iter().map(|row| row.gate()).collect();
        let need_date = record.need_of(milestone);
        let days = (
            milestone.forecast,
            milestone.current_baseline,
            milestone.actual,
        );
        let outlook = outlook(days, &facts, need_date, today);
        let assessment = milestone
            .dates()
            .map(|dates| outlook.assess(dates, need_date, today));
        Self {
            outlook,
            driven_by: outlook.driven_by.map(|place| own[place].clone()),
            need_date,
            computed: computed(assessment, outlook),
            assessment,
        }
    }
}

/// The computed colour: that of the slip's class; without an approved date, red past the day of need.
pub(super) fn computed(assessment: Option<Assessment>, outlook: Outlook) -> Rag {
    match assessment {
        Some(found) => found.rag,
        None if outlook.after_need_days.is_some() => Rag::Red,
        None => Rag::Grey,
    }
}

/// The contract milestones that gate a milestone, among those of its capability.
pub fn gates_of<'a>(
    milestone: &'a CapabilityMilestone,
    gates: &'a [GateRow],
) -> impl Iterator<Item = &'a GateRow> {
    let own = |row: &&GateRow| milestone.gates.iter().any(|gate| gate.id.0 == row.id);
    gates.iter().filter(own)
}

/// Something that gates a milestone, and whether it hinders.
#[derive(Clone, Debug)]
pub struct Hindrance {
    /// How a reservation names it.
    pub about: String,
    /// What it is, in words.
    pub words: String,
    /// Whether it is open, and whether a reservation names it.
    pub gating: Gating,
}

/// Everything that gates a milestone: lines of work first, then contract milestones.
#[must_use]
pub fn hindrances(
    record: &CapabilityRecord,
    milestone: &CapabilityMilestone,
    gates: &[GateRow],
) -> Vec<Hindrance> {
    let hindrance = |about: String, words: String, open: bool| Hindrance {
        gating: Gating {
            open,
            reserved: milestone.is_reserved(&about),
        },
        about,
        words,
    };
    let lines = record.lines_of(milestone).map(|line| {
        let words = format!("{}: {}", line.line.label(), line.text);
        hindrance(line.name(), words, line.status.is_open())
    });
    let contract = milestone.gates.iter().map(|gate| {
        let row = gates.iter().find(|row| row.id == gate.id.0);
        let title = row.map_or_else(String::new, |row| format!(" {}", row.title));
        let met = row.is_some_and(|row| row.actual.is_some());
        hindrance(gate.name.clone(), format!("{}{title}", gate.name), !met)
    });
    lines.chain(contract).collect()
}
