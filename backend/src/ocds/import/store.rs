//! Writing processes, many at a time.

use super::super::read::{Note, Process, Publication, Version};
use super::awards::AWARD;
use super::contracts::CONTRACT;
use super::implementation::{MILESTONE, PAYMENT};
use super::known::Known;
use super::mapping::{Mapping, Numbers, Rows, Session, solicitation_id};
use super::offers::OFFER;
use super::parts::{DOCUMENT, ITEM};
use super::providers::{PROVIDER, Providers};
use super::report::{ImportReport, Part};
use super::solicitation::SOLICITATION;
use super::sources::Sources;
use super::values::written;
use crate::audit::Happening;
use crate::db::bulk::{Merge, Row, Table, Winner};
use crate::db::{DbError, Tx};
use crate::ocds::kept::{KeptNote, ReleaseNotes};
use crate::{Ctx, Error, Work};
use domain::policy::Permit;
use domain::policy::actions::ImportRecords;
use flate2::Compression;
use flate2::write::GzEncoder;
use sqlx::FromRow;
use std::collections::HashSet;
use std::io::Write as _;
use uuid::Uuid;

const RELEASE: Table = Table {
    name: "ocds_release",
    columns: &[
        ("id", Merge::Keep),
        ("source_id", Merge::Keep),
        ("ocid", Merge::Keep),
        ("release_id", Merge::Keep),
        ("released_at", Merge::Keep),
        ("tags", Merge::Keep),
        ("fingerprint", Merge::Keep),
        ("raw_gzip", Merge::Keep),
        ("notes", Merge::Keep),
        ("solicitation_id", Merge::Keep),
    ],
};

/// The sequences of the references of imported things.
const SEQUENCES: [&str; 4] = [
    "imported solicitation",
    "imported offer",
    "imported contract",
    "imported provider",
];

/// A file on its way into the store.
pub(super) struct Store {
    permit: Permit<ImportRecords>,
    session: Session,
    sources: Sources,
    seen: HashSet<[u8; 32]>,
}

/// Some of its processes, in one transaction.
pub(super) struct Batch<'s, 'w, 'c> {
    store: &'s mut Store,
    work: &'w mut Work<'c>,
    begun: Numbers,
}

#[derive(FromRow)]
struct Fingerprint {
    fingerprint: Vec<u8>,
}

#[derive(FromRow)]
struct Changed {
    #[expect(
        dead_code,
        reason = "what is returned is not needed, only that it was written"
    )]
    id: Uuid,
}

impl Store {
    /// Begins; everything of the file bears this moment.
    pub(super) fn new(ctx: &Ctx, permit: Permit<ImportRecords>, file: &str) -> Self {
        Self {
            permit,
            session: Session {
                at: ctx.now(),
                source: Uuid::nil(),
                numbers: Numbers::default(),
                providers: Providers::default(),
            },
            sources: Sources::of(file),
            seen: HashSet::new(),
        }
    }

    /// Writes what the file as a whole leaves behind. A file that brought nothing new leaves nothing.
    pub(super) async fn finish(
        self,
        work: &mut Work<'_>,
        report: &ImportReport,
    ) -> Result<(), Error> {
        self.sources.finish(work, &self.permit, report).await
    }
}

impl<'s, 'w, 'c> Batch<'s, 'w, 'c> {
    /// Begins; only one batch is written at a time.
    pub(super) async fn begin(store: &'s mut Store, work: &'w mut Work<'c>) -> Result<Self, Error> {
        work.tx.lock("ocds import").await?;
        let mut last = [0; 4];
        for (place, name) in last.iter_mut().zip(SEQUENCES) {
            *place = work.tx.next_numbers(name, 0).await?;
        }
        let [solicitations, offers, contracts, providers] = last.map(|next| next - 1);
        let begun = Numbers {
            solicitations,
            offers,
            contracts,
            providers,
        };
        store.session.numbers = begun;
        Ok(Self { store, work, begun })
    }

    /// Stores those of `processes` that are not stored yet.
    pub(super) async fn take(
        mut self,
        processes: Vec<Process>,
        report: &mut ImportReport,
    ) -> Result<(), Error> {
        let mut rest = self.unseen(processes, report).await?;
        while !rest.is_empty() {
            let mut ocids = HashSet::new();
            let (wave, later): (Vec<_>, Vec<_>) = rest
                .into_iter()
                .partition(|process| ocids.insert(process.ocid.clone()));
            self.wave(wave, report).await?;
            rest = later;
        }
        self.keep_numbers().await?;
        Ok(self.store.sources.count(self.work).await?)
    }

    async fn keep_numbers(&mut self) -> Result<(), Error> {
        let (now, begun) = (self.store.session.numbers, self.begun);
        let given = [
            now.solicitations - begun.solicitations,
            now.offers - begun.offers,
            now.contracts - begun.contracts,
            now.providers - begun.providers,
        ];
        for (name, count) in SEQUENCES.into_iter().zip(given) {
            self.work.tx.next_numbers(name, count).await?;
        }
        Ok(())
    }

    async fn unseen(
        &mut self,
        processes: Vec<Process>,
        report: &mut ImportReport,
    ) -> Result<Vec<Process>, Error> {
        let prints = processes.iter().map(|it| it.fingerprint.to_vec()).collect();
        let head = "SELECT fingerprint FROM ocds_release";
        let stored: Vec<Fingerprint> = self
            .work
            .tx
            .rows_with(head, "fingerprint", prints, "")
            .await?;
        let stored: HashSet<Vec<u8>> = stored.into_iter().map(|row| row.fingerprint).collect();
        let count = processes.len();
        let new: Vec<Process> = processes
            .into_iter()
            .filter(|it| {
                !stored.contains(it.fingerprint.as_slice())
                    && self.store.seen.insert(it.fingerprint)
            })
            .collect();
        report.unchanged += (count - new.len()) as u64;
        Ok(new)
    }

    /// Processes of which no two are the same.
    async fn wave(
        &mut self,
        processes: Vec<Process>,
        report: &mut ImportReport,
    ) -> Result<(), Error> {
        let known = Known::load(&mut self.work.tx, &processes).await?;
        let tx = &mut self.work.tx;
        self.store.session.providers.look_up(tx, &processes).await?;
        let (older, newer): (Vec<_>, Vec<_>) =
            processes.into_iter().partition(|it| known.is_newer(it));
        self.write(newer, &known, Winner::Incoming, report).await?;
        self.write(older, &known, Winner::Stored, report).await
    }

    async fn write(
        &mut self,
        processes: Vec<Process>,
        known: &Known,
        winner: Winner,
        report: &mut ImportReport,
    ) -> Result<(), Error> {
        let mut rows = Rows::default();
        let mut happenings = Vec::new();
        for process in &processes {
            if let Some(reference) = known.own(&process.ocid) {
                let reason = format!("is kept here as {reference} and is not overwritten");
                report.refused.push(Part::new(&process.pointer, reason));
                continue;
            }
            self.store.session.source = self
                .store
                .sources
                .of_publication(self.work, process)
                .await?;
            let mapping = Mapping::new(process, known, &mut self.store.session, &mut rows);
            let (reference, notes) = mapping.run();
            report.created += 1;
            report.count_notes(process, &notes.0);
            rows.releases.push(self.release(process, notes.0)?);
            happenings.push(happening(process, known, reference));
        }
        let touched = processes.iter().map(|it| solicitation_id(&it.ocid));
        let touched: Vec<Uuid> = touched.collect();
        flush(&mut self.work.tx, rows, winner).await?;
        settle(&mut self.work.tx, touched).await?;
        self.work.record_all(&self.store.permit, happenings).await
    }

    fn release(&self, process: &Process, made: Vec<Note>) -> Result<Row, Error> {
        let tags: Vec<&str> = process
            .tags
            .iter()
            .map(super::super::read::Code::code)
            .collect();
        let notes = release_notes(process, made);
        let packed = packed(&process.raw)
            .map_err(|error| Error::Internal(format!("packing a release: {error}")))?;
        Ok(vec![
            self.work.ctx().new_id().into(),
            self.store.session.source.into(),
            process.ocid.clone().into(),
            process.release.clone().unwrap_or_default().into(),
            process.date.map(written).into(),
            tags.join(" ").into(),
            process.fingerprint.to_vec().into(),
            packed.into(),
            domain::canonical::text(&notes)?.into(),
            solicitation_id(&process.ocid).into(),
        ])
    }
}

fn release_notes(process: &Process, made: Vec<Note>) -> ReleaseNotes {
    let publication: &Publication = &process.publication;
    let notes = process.notes.iter().cloned().chain(made);
    let notes = notes.chain(publication.notes.iter().cloned());
    let unknown = process.unknown.iter().chain(&publication.unknown);
    ReleaseNotes {
        pointer: process.pointer.clone(),
        version: match &process.version {
            Version::V1_0 => "1.0".to_owned(),
            Version::V1_1 => "1.1".to_owned(),
            Version::Other(written) => written.clone(),
        },
        package: Some(publication.raw.clone()).filter(|raw| !raw.is_empty()),
        notes: notes
            .map(|note| KeptNote {
                path: note.path,
                reason: note.reason,
            })
            .collect(),
        unknown: unknown.cloned().collect(),
    }
}

fn packed(raw: &str) -> std::io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(raw.as_bytes())?;
    encoder.finish()
}

fn happening(process: &Process, known: &Known, reference: String) -> Happening {
    let verb = match known.reference(&process.ocid) {
        Some(_) => "Brought up to date from",
        None => "Imported from",
    };
    let publisher = process.publication.publisher.as_ref();
    let publisher = publisher.and_then(|it| it.name.as_deref());
    let publisher = publisher.unwrap_or("a publisher that the file does not name");
    let release = process.release.as_deref().unwrap_or("without an id");
    let summary = format!(
        "{verb} release {release} of {}, by {publisher}",
        process.ocid
    );
    let id = solicitation_id(&process.ocid);
    Happening::to("solicitation", id, reference, summary).within(id)
}

async fn flush(tx: &mut Tx, rows: Rows, winner: Winner) -> Result<(), DbError> {
    let tables = [
        (&PROVIDER, rows.providers),
        (&SOLICITATION, rows.solicitations),
        (&OFFER, rows.offers),
        (&AWARD, rows.awards),
        (&CONTRACT, rows.contracts),
        (&MILESTONE, rows.milestones),
        (&PAYMENT, rows.payments),
        (&ITEM, rows.items),
        (&DOCUMENT, rows.documents),
    ];
    for (table, rows) in tables {
        tx.write_all(table, rows, winner).await?;
    }
    tx.insert_all(&RELEASE, rows.releases).await
}

/// Brings the totals up to date that are kept beside the rows they sum. What was paid counts as obligated; records do
/// not say what was accepted. A contract without a supplier of its own has its award's.
async fn settle(tx: &mut Tx, solicitations: Vec<Uuid>) -> Result<(), DbError> {
    const OFFERS: &str = "UPDATE solicitation SET offer_count =
        (SELECT CAST(COUNT(*) AS BIGINT) FROM offer WHERE offer.solicitation_id = solicitation.id)";
    const PAID: &str = "UPDATE contract SET (paid_minor, obligated_minor) =
        (SELECT CAST(SUM(amount_minor) AS BIGINT), CAST(SUM(amount_minor) AS BIGINT) FROM payment
         WHERE payment.contract_id = contract.id AND payment.currency = contract.currency)";
    const WITH_PAYMENTS: &str = "AND EXISTS (SELECT 1 FROM payment
        WHERE payment.contract_id = contract.id AND payment.currency = contract.currency) RETURNING id";
    const SUPPLIER: &str = "UPDATE contract SET (provider_id, provider_name) =
        (SELECT provider_id, supplier_names FROM award WHERE award.id = contract.award_id)";
    const WITHOUT_SUPPLIER: &str = "AND provider_name = '' AND award_id IS NOT NULL RETURNING id";
    let steps = [
        (OFFERS, "id", "RETURNING id"),
        (PAID, "solicitation_id", WITH_PAYMENTS),
        (SUPPLIER, "solicitation_id", WITHOUT_SUPPLIER),
    ];
    for (head, column, tail) in steps {
        let _: Vec<Changed> = tx
            .rows_with(head, column, solicitations.clone(), tail)
            .await?;
    }
    Ok(())
}
