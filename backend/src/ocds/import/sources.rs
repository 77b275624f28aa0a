//! Where the records of a file come from: one entry for each publisher and licence that it names.

use super::super::read::Process;
use super::report::ImportReport;
use crate::audit::Happening;
use crate::db::DbError;
use crate::{Error, Work};
use domain::policy::Permit;
use domain::policy::actions::ImportRecords;
use std::collections::HashMap;
use uuid::Uuid;

type Publication = (Option<String>, Option<String>, Option<String>);

/// The sources that a file has brought so far, with their releases.
#[derive(Debug)]
pub(super) struct Sources {
    file: String,
    found: HashMap<Publication, (Uuid, i64)>,
}

impl Sources {
    pub(super) fn of(file: &str) -> Self {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        Self {
            file: name.to_owned(),
            found: HashMap::new(),
        }
    }

    /// The source of a process; it is entered when its first release is.
    pub(super) async fn of_publication(
        &mut self,
        work: &mut Work<'_>,
        process: &Process,
    ) -> Result<Uuid, DbError> {
        let publication = &process.publication;
        let publisher = publication.publisher.as_ref();
        let key = (
            publisher.and_then(|it| it.name.clone()),
            publisher
                .and_then(|it| it.uri.clone())
                .or(publication.uri.clone()),
            publication.licence.clone(),
        );
        if let Some((id, releases)) = self.found.get_mut(&key) {
            *releases += 1;
            return Ok(*id);
        }
        let id = work.ctx().new_id();
        self.enter(work, id, &key).await?;
        self.found.insert(key, (id, 1));
        Ok(id)
    }

    async fn enter(
        &self,
        work: &mut Work<'_>,
        id: Uuid,
        (publisher, uri, licence): &Publication,
    ) -> Result<(), DbError> {
        let at = work.at;
        work.tx
            .query(
                "INSERT INTO import_source (id, file_name, publisher, publisher_uri, licence, imported_at, releases)
                 VALUES ($1, $2, $3, $4, $5, $6, 0)",
            )
            .bind(id)
            .bind(self.file.clone())
            .bind(publisher.clone())
            .bind(uri.clone())
            .bind(licence.clone())
            .bind(at)
            .run_one()
            .await
    }

    /// Writes how many releases each source has brought so far.
    pub(super) async fn count(&self, work: &mut Work<'_>) -> Result<(), DbError> {
        for (id, releases) in self.found.values() {
            work.tx
                .query("UPDATE import_source SET releases = $1 WHERE id = $2")
                .bind(*releases)
                .bind(*id)
                .run_one()
                .await?;
        }
        Ok(())
    }

    /// One event for each source.
    pub(super) async fn finish(
        self,
        work: &mut Work<'_>,
        permit: &Permit<ImportRecords>,
        report: &ImportReport,
    ) -> Result<(), Error> {
        let happenings = self.found.into_values().map(|(id, releases)| {
            let summary = format!(
                "Imported {releases} releases from {}; {} were here before, {} parts were refused",
                self.file,
                report.unchanged,
                report.refused.len()
            );
            Happening::to("import", id, self.file.clone(), summary)
        });
        work.record_all(permit, happenings.collect()).await
    }
}
