//! Importing open contracting records into the tables that the pages show.
//!
//! - A file is one transaction: one that breaks while it is read leaves the store as it was.
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

use super::read::{self, Document, Process, Progress, ReadError, Trouble};
use crate::{Begin, Call, Ctx, Error};
use domain::policy::actions::ImportRecords;
use domain::policy::{Permit, Subject, permit};
use std::io::Read;
use std::path::Path;
use store::Store;

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
    match read::open(path) {
        Ok(document) => {
            let file = path.display().to_string();
            store(ctx, call, &permit, &file, document, progress).await
        }
        Err(error) => Ok(ImportReport::refusal(error)),
    }
}

/// Imports what `reader` gives; `file` is its name, `size` its bytes as far as known.
///
/// # Errors
/// As for [`import`].
pub async fn import_from(
    ctx: &Ctx,
    call: &Call,
    (file, size): (&str, u64),
    reader: impl Read + Send + 'static,
) -> Result<ImportReport, Error> {
    let permit = permit::<ImportRecords>(&call.actor, Subject::ANY)?;
    match read::from_reader(file, reader, size) {
        Ok(document) => store(ctx, call, &permit, file, document, &|_| ()).await,
        Err(error) => Ok(ImportReport::refusal(error)),
    }
}

async fn store(
    ctx: &Ctx,
    call: &Call,
    permit: &Permit<ImportRecords>,
    file: &str,
    mut document: Document,
    progress: Told<'_>,
) -> Result<ImportReport, Error> {
    let mut work = match ctx.begin(call).await? {
        Begin::New(work) => work,
        Begin::Done(report) => return Ok(report),
    };
    let mut report = ImportReport::of(file);
    let mut store = Store::begin(&mut work, permit, file).await?;
    loop {
        let processes = match next(&mut document, &mut report) {
            Ok(processes) => processes,
            // The work is dropped and with it everything that was written.
            Err(error) => return Ok(ImportReport::refusal(error)),
        };
        if processes.is_empty() {
            break;
        }
        store.take(processes, &mut report).await?;
        progress(document.progress());
    }
    store.finish(&report).await?;
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
