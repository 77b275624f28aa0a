//! What was decided.

use super::super::read::{Award, AwardStatus, Code};
use super::mapping::Mapping;
use super::states;
use super::values::{part, prose, short_line};
use crate::db::bulk::{Merge, Table};
use domain::states::AwardState;
use uuid::Uuid;

pub(super) const AWARD: Table = Table {
    name: "award",
    columns: &[
        ("id", Merge::Keep),
        ("solicitation_id", Merge::Keep),
        ("offer_id", Merge::Known),
        ("provider_id", Merge::Known),
        ("origin", Merge::Keep),
        ("external_key", Merge::Keep),
        ("status", Merge::Unless("")),
        ("title", Merge::Unless("")),
        ("supplier_names", Merge::Unless("")),
        ("value_minor", Merge::Known),
        ("value_currency", Merge::Known),
        ("reason", Merge::Unless("")),
        ("awarded_on", Merge::Known),
        ("created_at", Merge::Keep),
        ("version", Merge::Count),
    ],
};

impl Mapping<'_> {
    /// The identity of an award.
    pub(super) fn award_id(&self, award: &str) -> Uuid {
        part("award", self.solicitation, award)
    }

    /// The rows of the awards, their items and documents.
    pub(super) fn awards(&mut self) {
        let process = self.process;
        for (index, award) in process.awards.iter().enumerate() {
            let path = format!("awards[{index}]");
            let id = self.award_id(&award.id);
            self.award(id, award, &path);
            self.items("award", id, &path, &award.items);
            self.documents("award", id, &format!("{path}.documents"), &award.documents);
        }
    }

    fn award(&mut self, id: Uuid, award: &Award, path: &str) {
        let status = self.award_status(id, award, path);
        let offer = award.bids.iter().find(|bid| self.has_offer(bid));
        let offer = offer.map(|bid| self.offer_id(bid));
        let value_path = self.path(&format!("{path}.value"));
        let value = self.notes.amount(award.value.as_ref(), &value_path);
        let suppliers = award.suppliers.iter();
        let names = suppliers.filter_map(|supplier| self.name_of(Some(*supplier)));
        let names = names.collect::<Vec<_>>().join(", ");
        let provider = self
            .organisation(award.suppliers.first())
            .map(|(id, _)| *id);
        let title = award.title.as_deref().map(|title| short_line(title).0);
        self.rows.awards.push(vec![
            id.into(),
            self.solicitation.into(),
            offer.into(),
            provider.into(),
            "imported".into(),
            award.id.clone().into(),
            status.into(),
            title.unwrap_or_default().into(),
            names.into(),
            value.map(|value| value.minor).into(),
            value.map(|value| value.currency.code().to_owned()).into(),
            reason(award).into(),
            award.date.map(|when| when.day()).into(),
            self.session.at.into(),
            1.into(),
        ]);
    }

    fn award_status(&mut self, id: Uuid, award: &Award, path: &str) -> &'static str {
        match &award.status {
            Some(status) => states::award(status).as_str(),
            None if self.known.part(id) => "",
            None => {
                let path = self.path(&format!("{path}.status"));
                self.notes.add(path, "missing; shown as published");
                AwardState::Published.as_str()
            }
        }
    }
}

/// The publisher's words; where nothing is awarded, they begin with the publisher's state.
fn reason(award: &Award) -> String {
    let words = award.description.as_deref().map(prose).unwrap_or_default();
    match &award.status {
        Some(status @ (AwardStatus::Cancelled | AwardStatus::Unsuccessful)) => {
            format!("Published as {}. {words}", status.word().to_lowercase())
                .trim_end()
                .to_owned()
        }
        _ => words,
    }
}
