//! One process on its way into the tables.

use super::super::read::{PartyRef, Process};
use super::known::Known;
use super::providers::Providers;
use super::values::Notes;
use super::{homeless, values};
use crate::db::bulk::Row;
use chrono::{DateTime, Datelike, Utc};
use domain::reference::{Series, write_imported};
use std::collections::HashMap;
use uuid::Uuid;

/// Rows that wait to be written, by table.
#[derive(Debug, Default)]
pub(super) struct Rows {
    pub(super) providers: Vec<Row>,
    pub(super) solicitations: Vec<Row>,
    pub(super) offers: Vec<Row>,
    pub(super) awards: Vec<Row>,
    pub(super) contracts: Vec<Row>,
    pub(super) milestones: Vec<Row>,
    pub(super) payments: Vec<Row>,
    pub(super) items: Vec<Row>,
    pub(super) documents: Vec<Row>,
    pub(super) releases: Vec<Row>,
}

/// The last number given in each series of imported records.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Numbers {
    pub(super) solicitations: i64,
    pub(super) offers: i64,
    pub(super) contracts: i64,
    pub(super) providers: i64,
}

impl Numbers {
    pub(super) fn reference(&mut self, series: Series, year: i32) -> String {
        let number = match series {
            Series::Solicitation | Series::Need | Series::Request => &mut self.solicitations,
            Series::Offer => &mut self.offers,
            Series::Contract | Series::Framework => &mut self.contracts,
            Series::Provider
            | Series::Capability
            | Series::Pledge
            | Series::Declaration
            | Series::Registration => &mut self.providers,
        };
        *number += 1;
        write_imported(series, year, *number)
    }
}

/// What lasts through a whole file.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) at: DateTime<Utc>,
    pub(super) source: Uuid,
    pub(super) numbers: Numbers,
    pub(super) providers: Providers,
}

/// One process, what is stored of it already, and where its rows go.
pub(super) struct Mapping<'a> {
    pub(super) process: &'a Process,
    pub(super) known: &'a Known,
    pub(super) session: &'a mut Session,
    pub(super) rows: &'a mut Rows,
    pub(super) notes: Notes,
    pub(super) solicitation: Uuid,
    pub(super) year: i32,
    organisations: HashMap<usize, (Uuid, String)>,
}

/// The identity of the solicitation of a process.
pub(super) fn solicitation_id(ocid: &str) -> Uuid {
    values::identity("solicitation", &[ocid])
}

impl<'a> Mapping<'a> {
    pub(super) fn new(
        process: &'a Process,
        known: &'a Known,
        session: &'a mut Session,
        rows: &'a mut Rows,
    ) -> Self {
        let period = process
            .tender
            .as_ref()
            .and_then(|it| it.tender_period.as_ref());
        let start = period.and_then(|period| period.start).or(process.date);
        let year = start.map_or(session.at.year(), |when| when.day().year());
        let mut mapping = Self {
            process,
            known,
            session,
            rows,
            notes: Notes::default(),
            solicitation: solicitation_id(&process.ocid),
            year,
            organisations: HashMap::new(),
        };
        mapping.note_absent_moments();
        mapping
    }

    /// Turns the whole process into rows and gives the solicitation's reference back.
    pub(super) fn run(mut self) -> (String, Notes) {
        self.organisations = self.organisations();
        let reference = self.solicitation();
        self.offers();
        self.awards();
        self.contracts();
        homeless::note(self.process, &mut self.notes);
        (reference, self.notes)
    }

    fn note_absent_moments(&mut self) {
        if self.process.date.is_none() {
            let path = format!("{}.date", self.process.pointer);
            self.notes.add(
                path,
                "missing; the release counts as the oldest of its process",
            );
        }
    }

    /// JSON path of a part of the process.
    pub(super) fn path(&self, below: &str) -> String {
        format!("{}.{below}", self.process.pointer)
    }

    /// The organisation that a reference means, when it is known well enough to be kept.
    pub(super) fn organisation(&self, party: Option<&PartyRef>) -> Option<&(Uuid, String)> {
        party.and_then(|party| self.organisations.get(&party.0))
    }

    /// The name of any party, the buyer's too.
    pub(super) fn name_of(&self, party: Option<PartyRef>) -> Option<String> {
        let party = self.process.parties.get(party?.0)?;
        super::providers::name(party)
    }
}
