//! Writing reference rows: only what differs from what is there.
//!
//! Rows that others refer to are written over; lists that nobody refers to are replaced as a whole.

use super::seed::{
    ContractRow, FactRow, ItemRow, NationRow, ProgrammeRow, ReportedRow, SourceRow, StandingRow,
};
use crate::db::{DbError, Record, Tx};
use crate::{Ctx, Error};

/// The transaction that writes, and where identities come from.
pub(super) struct Loader<'a> {
    pub tx: &'a mut Tx,
    pub ctx: &'a Ctx,
}

impl Loader<'_> {
    /// The rows that are not there, or are there with another content.
    async fn missing<T: Record + PartialEq>(
        &mut self,
        present: &'static str,
        wanted: Vec<T>,
    ) -> Result<Vec<T>, Error> {
        let present: Vec<T> = self.tx.query(present).all().await?;
        Ok(wanted
            .into_iter()
            .filter(|row| !present.contains(row))
            .collect())
    }

    /// Empties a table when its rows are not exactly the wanted ones, which then are all to be written.
    async fn replaced<T: Record + PartialEq>(
        &mut self,
        present: &'static str,
        clear: &'static str,
        wanted: Vec<T>,
    ) -> Result<Vec<T>, Error> {
        let rows: Vec<T> = self.tx.query(present).all().await?;
        if rows.len() == wanted.len() && wanted.iter().all(|row| rows.contains(row)) {
            return Ok(Vec::new());
        }
        self.tx.query(clear).run().await?;
        Ok(wanted)
    }
}

fn count<T>(rows: &[T]) -> i64 {
    i64::try_from(rows.len()).unwrap_or(i64::MAX)
}

pub(super) async fn items(loader: &mut Loader<'_>, wanted: Vec<ItemRow>) -> Result<i64, Error> {
    let present = "SELECT code, kind, parent_code, position, title, body, paragraph, note, source FROM strategy_item";
    let rows = loader.missing(present, wanted).await?;
    let written = count(&rows);
    for row in rows {
        item(loader.tx, row).await?;
    }
    Ok(written)
}

async fn item(tx: &mut Tx, row: ItemRow) -> Result<(), DbError> {
    tx.query(
        "INSERT INTO strategy_item (code, kind, parent_code, position, title, body, paragraph, note, source)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (code) DO UPDATE SET kind = excluded.kind, parent_code = excluded.parent_code,
             position = excluded.position, title = excluded.title, body = excluded.body,
             paragraph = excluded.paragraph, note = excluded.note, source = excluded.source",
    )
    .bind(row.code)
    .bind(row.kind)
    .bind(row.parent_code)
    .bind(row.position)
    .bind(row.title)
    .bind(row.body)
    .bind(row.paragraph)
    .bind(row.note)
    .bind(row.source)
    .run_one()
    .await
}

pub(super) async fn nations(loader: &mut Loader<'_>, wanted: Vec<NationRow>) -> Result<i64, Error> {
    let present = "SELECT code, name, accession_year, currency, source FROM nation";
    let rows = loader.missing(present, wanted).await?;
    let written = count(&rows);
    for row in rows {
        let insert = "INSERT INTO nation (code, name, accession_year, currency, source) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (code) DO UPDATE SET name = excluded.name, accession_year = excluded.accession_year,
                 currency = excluded.currency, source = excluded.source";
        let query = loader
            .tx
            .query(insert)
            .bind(row.code)
            .bind(row.name)
            .bind(row.accession_year);
        query.bind(row.currency).bind(row.source).run_one().await?;
    }
    Ok(written)
}

pub(super) async fn programmes(
    loader: &mut Loader<'_>,
    wanted: Vec<ProgrammeRow>,
) -> Result<i64, Error> {
    let present = "SELECT code, name, functional_area, summary, value_minor, value_currency, value_qualifier, position
                   FROM programme";
    let rows = loader.missing(present, wanted).await?;
    let written = count(&rows);
    for row in rows {
        programme(loader.tx, row).await?;
    }
    Ok(written)
}

async fn programme(tx: &mut Tx, row: ProgrammeRow) -> Result<(), DbError> {
    tx.query(
        "INSERT INTO programme (code, name, functional_area, summary, value_minor, value_currency, value_qualifier, position)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
         ON CONFLICT (code) DO UPDATE SET name = excluded.name, functional_area = excluded.functional_area,
             summary = excluded.summary, value_minor = excluded.value_minor, value_currency = excluded.value_currency,
             value_qualifier = excluded.value_qualifier, position = excluded.position",
    )
    .bind(row.code)
    .bind(row.name)
    .bind(row.functional_area)
    .bind(row.summary)
    .bind(row.value_minor)
    .bind(row.value_currency)
    .bind(row.value_qualifier)
    .bind(row.position)
    .run_one()
    .await
}

pub(super) async fn facts(loader: &mut Loader<'_>, wanted: Vec<FactRow>) -> Result<i64, Error> {
    let present = "SELECT programme_code, position, name, body FROM programme_fact";
    let rows = loader
        .replaced(present, "DELETE FROM programme_fact", wanted)
        .await?;
    let written = count(&rows);
    for row in rows {
        let insert = "INSERT INTO programme_fact (programme_code, position, name, body) VALUES ($1, $2, $3, $4)";
        let query = loader
            .tx
            .query(insert)
            .bind(row.programme_code)
            .bind(row.position);
        query.bind(row.name).bind(row.body).run_one().await?;
    }
    Ok(written)
}

pub(super) async fn standings(
    loader: &mut Loader<'_>,
    wanted: Vec<StandingRow>,
) -> Result<i64, Error> {
    let present = "SELECT programme_code, nation_code, standing, as_of FROM programme_nation";
    let rows = loader
        .replaced(present, "DELETE FROM programme_nation", wanted)
        .await?;
    let written = count(&rows);
    for row in rows {
        let insert = "INSERT INTO programme_nation (programme_code, nation_code, standing, as_of) VALUES ($1, $2, $3, $4)";
        let query = loader
            .tx
            .query(insert)
            .bind(row.programme_code)
            .bind(row.nation_code);
        query.bind(row.standing).bind(row.as_of).run_one().await?;
    }
    Ok(written)
}

pub(super) async fn sources(loader: &mut Loader<'_>, wanted: Vec<SourceRow>) -> Result<i64, Error> {
    let present = "SELECT programme_code, position, url FROM programme_source";
    let rows = loader
        .replaced(present, "DELETE FROM programme_source", wanted)
        .await?;
    let written = count(&rows);
    for row in rows {
        let insert =
            "INSERT INTO programme_source (programme_code, position, url) VALUES ($1, $2, $3)";
        let query = loader.tx.query(insert).bind(row.programme_code);
        query.bind(row.position).bind(row.url).run_one().await?;
    }
    Ok(written)
}

pub(super) async fn reported(
    loader: &mut Loader<'_>,
    wanted: Vec<ReportedRow>,
) -> Result<i64, Error> {
    let present = "SELECT programme_code, nation_code, kind, amount_minor, currency, reported_on, note, source
                   FROM reported_contribution";
    let rows = loader
        .replaced(present, "DELETE FROM reported_contribution", wanted)
        .await?;
    let written = count(&rows);
    for row in rows {
        let insert = "INSERT INTO reported_contribution (id, programme_code, nation_code, kind, amount_minor, currency,
                          reported_on, note, source)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
        let query = loader
            .tx
            .query(insert)
            .bind(loader.ctx.new_id())
            .bind(row.programme_code);
        let query = query
            .bind(row.nation_code)
            .bind(row.kind)
            .bind(row.amount_minor)
            .bind(row.currency);
        query
            .bind(row.reported_on)
            .bind(row.note)
            .bind(row.source)
            .run_one()
            .await?;
    }
    Ok(written)
}

pub(super) async fn contracts(
    loader: &mut Loader<'_>,
    wanted: Vec<ContractRow>,
) -> Result<i64, Error> {
    let present = "SELECT programme_code, buyer, provider, what, announced, value_minor, currency, qualifier, source
                   FROM public_contract";
    let rows = loader
        .replaced(present, "DELETE FROM public_contract", wanted)
        .await?;
    let written = count(&rows);
    for row in rows {
        let insert = "INSERT INTO public_contract (id, programme_code, buyer, provider, what, announced, value_minor,
                          currency, qualifier, source)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
        let query = loader
            .tx
            .query(insert)
            .bind(loader.ctx.new_id())
            .bind(row.programme_code);
        let query = query
            .bind(row.buyer)
            .bind(row.provider)
            .bind(row.what)
            .bind(row.announced);
        let query = query
            .bind(row.value_minor)
            .bind(row.currency)
            .bind(row.qualifier);
        query.bind(row.source).run_one().await?;
    }
    Ok(written)
}
