//! How a contract is carried out: its milestones and payments.

use super::super::read::{Code, Contract, Milestone, When};
use super::mapping::Mapping;
use super::states;
use super::values::{part, prose, short_line};
use crate::db::bulk::{Merge, Table};
use domain::milestones::MilestoneClass;
use std::collections::HashMap;
use uuid::Uuid;

pub(super) const MILESTONE: Table = Table {
    name: "milestone",
    columns: &[
        ("id", Merge::Keep),
        ("contract_id", Merge::Keep),
        ("number", Merge::Keep),
        ("title", Merge::Unless("")),
        ("class", Merge::Keep),
        ("kind", Merge::Known),
        ("criteria", Merge::Unless("")),
        ("status", Merge::Unless("")),
        ("original_baseline", Merge::Known),
        ("current_baseline", Merge::Known),
        ("actual", Merge::Known),
        ("slip_days", Merge::Known),
        ("external_key", Merge::Keep),
        ("version", Merge::Count),
    ],
};

pub(super) const PAYMENT: Table = Table {
    name: "payment",
    columns: &[
        ("id", Merge::Keep),
        ("contract_id", Merge::Keep),
        ("milestone_id", Merge::Known),
        ("amount_minor", Merge::NotZero),
        ("currency", Merge::Unless("")),
        ("paid_on", Merge::Known),
        ("note", Merge::Unless("")),
        ("external_key", Merge::Keep),
        ("recorded_at", Merge::Keep),
    ],
};

impl Mapping<'_> {
    fn milestone_id(&self, contract: Uuid, milestone: &str) -> Uuid {
        part("milestone", contract, milestone)
    }

    /// The milestones of a contract: those agreed, and as they are followed, by id. What is followed is the newer word.
    pub(super) fn milestones(&mut self, contract: Uuid, source: &Contract, path: &str) {
        let mut listed: Vec<(&Milestone, String)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let lists = [
            (&source.milestones, "milestones"),
            (&source.followed, "implementation.milestones"),
        ];
        for (list, name) in lists {
            for (index, milestone) in list.iter().enumerate() {
                let entry = (milestone, format!("{path}.{name}[{index}]"));
                match places.get(milestone.id.as_str()) {
                    Some(place) => listed[*place] = entry,
                    None => {
                        places.insert(&milestone.id, listed.len());
                        listed.push(entry);
                    }
                }
            }
        }
        let mut number = self.known.last_milestone(contract);
        for (milestone, path) in listed {
            number += 1;
            self.milestone(contract, number, milestone);
            let id = self.milestone_id(contract, &milestone.id);
            self.documents(
                "milestone",
                id,
                &format!("{path}.documents"),
                &milestone.documents,
            );
        }
    }

    fn milestone(&mut self, contract: Uuid, number: i64, milestone: &Milestone) {
        let id = self.milestone_id(contract, &milestone.id);
        let (due, met) = (milestone.due.map(When::day), milestone.met.map(When::day));
        let slip = due.zip(met).map(|(due, met)| (met - due).num_days());
        let said = milestone.status.is_some() || met.is_some() || !self.known.part(id);
        let status = states::milestone(milestone).as_str();
        let words = milestone.title.as_ref().or(milestone.description.as_ref());
        let title = short_line(words.unwrap_or(&milestone.id)).0;
        self.rows.milestones.push(vec![
            id.into(),
            contract.into(),
            number.into(),
            title.into(),
            MilestoneClass::Ordinary.as_str().into(),
            milestone
                .kind
                .as_ref()
                .map(|kind| kind.word().into_owned())
                .into(),
            milestone
                .description
                .as_deref()
                .map(prose)
                .unwrap_or_default()
                .into(),
            if said { status } else { "" }.into(),
            due.into(),
            due.into(),
            met.into(),
            slip.into(),
            milestone.id.clone().into(),
            1.into(),
        ]);
    }

    /// The payments of a contract. One without an amount that can be held is noted and stays in the raw record.
    pub(super) fn payments(&mut self, contract: Uuid, source: &Contract, path: &str) {
        for (index, payment) in source.transactions.iter().enumerate() {
            let path = self.path(&format!(
                "{path}.implementation.transactions[{index}].value"
            ));
            let Some(amount) = self.notes.amount(payment.value.as_ref(), &path) else {
                if payment.value.is_none() {
                    self.notes
                        .add(path, "no amount; the payment stays in the raw record");
                }
                continue;
            };
            let listed = source.followed.iter().chain(&source.milestones);
            let followed = listed.map(|it| it.id.as_str());
            let milestone = payment
                .milestone
                .as_deref()
                .filter(|id| followed.clone().any(|it| it == *id));
            let parties = [payment.payer, payment.payee].map(|party| self.name_of(party));
            let note = parties
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" → ");
            self.rows.payments.push(vec![
                part("payment", contract, &payment.id).into(),
                contract.into(),
                milestone.map(|id| self.milestone_id(contract, id)).into(),
                amount.minor.into(),
                amount.currency.code().to_owned().into(),
                payment.date.map(When::day).into(),
                note.into(),
                payment.id.clone().into(),
                self.session.at.into(),
            ]);
        }
    }
}
