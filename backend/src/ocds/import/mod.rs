//! Importing open contracting records into the tables that the pages show.
//!
//! - A file is read to its end before anything of it is stored: one that is broken leaves the store as it was.
//! - Then it is stored in short transactions, so that people go on writing meanwhile. An import that the store cuts short
//!   leaves whole processes, each with its event; the same file once more brings the rest.
//! - A release that is stored already, in whatever layout, changes nothing: its fingerprint is unique.
//! - The identities of imported records follow from what their publisher calls them. A further release of a process
//!   therefore meets the same rows: where both say something the later release wins, by its date and then by the order
//!   in the file; what a release leaves out stays (OCDS 1.1.5, "Merging"). A release without a date counts as the
//!   oldest.
//! - Every release is kept as it was published, with a note for each field that was corrected, not understood, or has
//!   no table.

mod awards;
mod contracts;
mod countries;
mod homeless;
mod implementation;
mod known;
mod mapping;
mod offers;
mod parts;
mod providers;
mod report;
mod solicitation;
mod sources;
mod states;
mod store;
mod values;

pub use contracts::{NO_CURRENCY, UNSPECIFIED};
pub use report::{ImportReport, Part, kind};

use super::read::{self, Document, Process, Progress, ReadError, Shape, Trouble};
use crate::{Call, Ctx, Error, begin};
use domain::policy::actions::ImportRecords;
use domain::policy::{Permit, Subject, permit};
use std::io::Read;
use std::path::Path;
use store::{Batch, Store};

/// The most processes that are written together.
const MOST_PROCESSES: usize = 128;

/// The most bytes of processes that are held at a time.
const MOST_BYTES: usize = 2 * 1024 * 1024;

/// Told how far the reading is, after each step.
pub type Told<'a> = &'a (dyn Fn(Progress) + Sync);

/// Imports the file at `path`. A file that cannot be read is no error: the report says why it was refused.
///
/// # Errors
/// When the caller may not import, or the store fails; then nothing was stored.
pub async fn import(
    ctx: &Ctx,
    call: &Call,
    path: &Path,
    progress: Told<'_>,
) -> Result<ImportReport, Error> {
    let permit = permit::<ImportRecords>(&call.actor, Subject::ANY)?;
    match whole(|| read::open(path)) {
        Ok(document) => {
            let file = path.display().to_string();
            store(ctx, call, permit, &file, document, progress).await
        }
        Err(error) => Ok(ImportReport::refusal(error)),
    }
}

/// Imports what `reader` gives, which is read twice; `file` is its name, `size` its bytes as far as known.
///
/// # Errors
/// As for [`import`].
pub async fn import_from(
    ctx: &Ctx,
    call: &Call,
    (file, size): (&str, u64),
    reader: impl Read + Clone + Send + 'static,
) -> Result<ImportReport, Error> {
    let permit = permit::<ImportRecords>(&call.actor, Subject::ANY)?;
    match whole(|| read::from_reader(file, reader.clone(), size)) {
        Ok(document) => store(ctx, call, permit, file, document, &|_| ()).await,
        Err(error) => Ok(ImportReport::refusal(error)),
    }
}

/// A document that is known to be whole. JSON lines are read one at a time, so that only a first reading to the end can
/// tell; everything else is taken whole by opening it.
fn whole(open: impl Fn() -> Result<Document, ReadError>) -> Result<Document, ReadError> {
    let document = open()?;
    if document.shape() != Shape::Lines {
        return Ok(document);
    }
    document.to_the_end()?;
    open()
}

async fn store(
    ctx: &Ctx,
    call: &Call,
    permit: Permit<ImportRecords>,
    file: &str,
    mut document: Document,
    progress: Told<'_>,
) -> Result<ImportReport, Error> {
    let mut report = ImportReport::of(file);
    let mut store = Store::new(ctx, permit, file);
    // The key belongs to the import as a whole, whose answer is kept with its last transaction.
    let part = Call {
        key: None,
        ..call.clone()
    };
    loop {
        let processes = match next(&mut document, &mut report) {
            Ok(processes) => processes,
            Err(error) if report.read == 0 => return Ok(ImportReport::refusal(error)),
            // Read to its end before, it has been changed since: what is stored stays, and the report says so.
            Err(error) => {
                report.refused.push(error.into());
                break;
            }
        };
        if processes.is_empty() {
            break;
        }
        let mut work = begin!(ctx, &part);
        Batch::begin(&mut store, &mut work)
            .await?
            .take(processes, &mut report)
            .await?;
        work.commit(()).await?;
        progress(document.progress());
    }
    let mut work = begin!(ctx, call);
    store.finish(&mut work, &report).await?;
    progress(document.progress());
    work.commit(report).await
}

/// The next processes, few enough to be held; none at the end of the file.
fn next(document: &mut Document, report: &mut ImportReport) -> Result<Vec<Process>, ReadError> {
    let mut processes = Vec::new();
    let mut bytes = 0;
    while processes.len() < MOST_PROCESSES && bytes < MOST_BYTES {
        match document.next() {
            None => break,
            Some(Ok(process)) => {
                report.read += 1;
                bytes += process.raw.len();
                processes.push(process);
            }
            Some(Err(Trouble::Process(refusal))) => report.refused.push(refusal.into()),
            Some(Err(Trouble::File(error))) => return Err(error),
        }
    }
    Ok(processes)
}
