//! What was offered.

use super::super::read::Bid;
use super::mapping::Mapping;
use super::states;
use super::values::{from, part, prose};
use crate::db::bulk::{Merge, Table};
use domain::reference::Series;
use std::collections::HashSet;
use uuid::Uuid;

pub(super) const OFFER: Table = Table {
    name: "offer",
    columns: &[
        ("id", Merge::Keep),
        ("reference", Merge::Keep),
        ("solicitation_id", Merge::Keep),
        ("provider_id", Merge::Known),
        ("origin", Merge::Keep),
        ("external_key", Merge::Keep),
        ("status", Merge::Unless("")),
        ("submitted_at", Merge::Known),
        ("price_minor", Merge::Known),
        ("price_currency", Merge::Known),
        ("compliance_reason", Merge::Known),
        ("created_at", Merge::Keep),
        ("version", Merge::Count),
    ],
};

impl Mapping<'_> {
    /// The identity of the offer that a bid is.
    pub(super) fn offer_id(&self, bid: &str) -> Uuid {
        part("offer", self.solicitation, bid)
    }

    /// Whether an offer is in this release or stored already, so that it can be pointed to.
    pub(super) fn has_offer(&self, bid: &str) -> bool {
        let here = self.process.bids.iter().find(|it| it.id == bid);
        here.is_some_and(|bid| states::offer(bid.status.as_ref(), false).is_some())
            || self.known.part(self.offer_id(bid))
    }

    /// The rows of the offers, their items and documents.
    pub(super) fn offers(&mut self) {
        let awarded = self.awarded();
        let process = self.process;
        for (index, bid) in process.bids.iter().enumerate() {
            let path = format!("bids.details[{index}]");
            let Some(status) = states::offer(bid.status.as_ref(), awarded.contains(&bid.id)) else {
                let path = self.path(&path);
                self.notes
                    .add(path, "an invitation, not an offer; the raw record keeps it");
                continue;
            };
            let said = bid.status.is_some() || awarded.contains(&bid.id);
            let id = self.offer_id(&bid.id);
            let status = if said || !self.known.part(id) {
                status.as_str()
            } else {
                ""
            };
            self.offer(id, bid, status, &path);
            self.items("offer", id, &path, &bid.items);
            self.documents("offer", id, &format!("{path}.documents"), &bid.documents);
        }
    }

    fn offer(&mut self, id: Uuid, bid: &Bid, status: &str, path: &str) {
        let path = self.path(&format!("{path}.value"));
        let price = self.notes.amount(bid.value.as_ref(), &path);
        let provider = self.organisation(bid.tenderers.first()).map(|(id, _)| *id);
        let reference = self.session.numbers.reference(Series::Offer, self.year);
        self.rows.offers.push(vec![
            id.into(),
            reference.into(),
            self.solicitation.into(),
            provider.into(),
            "imported".into(),
            bid.id.clone().into(),
            status.into(),
            bid.date.map(from).into(),
            price.map(|price| price.minor).into(),
            price.map(|price| price.currency.code().to_owned()).into(),
            bid.description.as_deref().map(prose).into(),
            self.session.at.into(),
            1.into(),
        ]);
    }

    /// Ids of the bids that an active award takes: those it names, or else those of its suppliers, where the
    /// process has no lots that could tell them apart.
    fn awarded(&self) -> HashSet<String> {
        let process = self.process;
        let mut awarded = HashSet::new();
        for award in process
            .awards
            .iter()
            .filter(|award| states::is_active(award))
        {
            awarded.extend(award.bids.iter().cloned());
            if award.bids.is_empty() && award.lots.is_empty() {
                let of_supplier = process.bids.iter().filter(|bid| {
                    let mut tenderers = bid.tenderers.iter();
                    tenderers.any(|tenderer| award.suppliers.contains(tenderer))
                });
                awarded.extend(of_supplier.map(|bid| bid.id.clone()));
            }
        }
        awarded
    }
}
