//! Organisations that offer or deliver. One organisation is one provider, whichever process names it.

use super::super::read::{Party, PartyKey, PartyRole, Process};
use super::countries;
use super::mapping::Mapping;
use super::values::{identity, short_line};
use crate::db::bulk::{Merge, Table};
use crate::db::{DbError, Tx};
use chrono::Datelike;
use domain::reference::Series;
use domain::text::folded;
use sqlx::FromRow;
use std::collections::{HashMap, HashSet};
use uuid::Uuid;

/// What the first record said of an organisation stays: publishers write names in many ways.
pub(super) const PROVIDER: Table = Table {
    name: "provider",
    columns: &[
        ("id", Merge::Keep),
        ("reference", Merge::Keep),
        ("name", Merge::Keep),
        ("folded_name", Merge::Keep),
        ("nation_code", Merge::Keep),
        ("sme", Merge::Keep),
        ("website", Merge::Keep),
        ("origin", Merge::Keep),
        ("external_key", Merge::Keep),
        ("created_at", Merge::Keep),
        ("version", Merge::Keep),
    ],
};

/// The organisations that are known to be stored, by identity; those of this file are held in memory.
#[derive(Debug, Default)]
pub(super) struct Providers(HashSet<Uuid>);

#[derive(FromRow)]
struct Found {
    id: Uuid,
}

impl Providers {
    /// Looks up which organisations of these processes are stored.
    pub(super) async fn look_up(
        &mut self,
        tx: &mut Tx,
        processes: &[Process],
    ) -> Result<(), DbError> {
        let parties = processes.iter().flat_map(|process| &process.parties);
        let wanted: HashSet<Uuid> = parties
            .filter(|party| provides(party))
            .filter_map(external_key)
            .map(|key| provider_id(&key))
            .filter(|id| !self.0.contains(id))
            .collect();
        let wanted = wanted.into_iter().collect();
        let found: Vec<Found> = tx
            .rows_with("SELECT id FROM provider", "id", wanted, "")
            .await?;
        self.0.extend(found.into_iter().map(|row| row.id));
        Ok(())
    }
}

fn provides(party: &Party) -> bool {
    party
        .roles
        .iter()
        .any(|role| matches!(role, PartyRole::Supplier | PartyRole::Tenderer))
}

/// What makes an organisation the same one in another record.
fn external_key(party: &Party) -> Option<String> {
    Some(match party.key()? {
        PartyKey::Register { scheme, id } => format!("register:{scheme}:{id}"),
        PartyKey::Name(name) => format!("name:{name}"),
    })
}

fn provider_id(key: &str) -> Uuid {
    identity("provider", &[key])
}

/// The name of a party, or what identifies it where it has none.
pub(super) fn name(party: &Party) -> Option<String> {
    let identifier = party.identifier.as_ref();
    let legal = identifier.and_then(|identifier| identifier.legal_name.as_ref());
    let number = identifier.and_then(|identifier| identifier.id.as_ref());
    let written = party.name.as_ref().or(legal).or(number)?;
    Some(short_line(written).0).filter(|name| !name.is_empty())
}

impl Mapping<'_> {
    /// The organisations that offer or deliver, by their index among the parties.
    pub(super) fn organisations(&mut self) -> HashMap<usize, (Uuid, String)> {
        let mut organisations = HashMap::new();
        for (index, party) in self.process.parties.iter().enumerate() {
            if !provides(party) {
                continue;
            }
            match (external_key(party), name(party)) {
                (Some(key), Some(name)) => {
                    let id = self.provider(party, key, &name);
                    organisations.insert(index, (id, name));
                }
                _ => {
                    let path = self.path(&format!("parties[{index}]"));
                    let reason = "neither name nor registered number; it is not kept as a provider";
                    self.notes.add(path, reason);
                }
            }
        }
        organisations
    }

    fn provider(&mut self, party: &Party, key: String, name: &str) -> Uuid {
        let id = provider_id(&key);
        if !self.session.providers.0.insert(id) {
            return id;
        }
        let year = self.session.at.year();
        let reference = self.session.numbers.reference(Series::Provider, year);
        let country = party.address.as_ref().and_then(|it| it.country.as_deref());
        let website = party.contact.as_ref().and_then(|it| it.url.clone());
        self.rows.providers.push(vec![
            id.into(),
            reference.into(),
            name.into(),
            folded(name).into(),
            country.and_then(countries::code).into(),
            (party.scale.as_deref() == Some("sme")).into(),
            website
                .filter(|url| super::parts::is_web_address(url))
                .into(),
            "imported".into(),
            key.into(),
            self.session.at.into(),
            1.into(),
        ]);
        id
    }
}
