//! What lists of contracts, milestones and offers are filtered by.

use crate::{Ctx, Error};
use sqlx::FromRow;

/// Programmes and nations with their codes, as the reference data names them.
#[derive(Clone, Debug, Default)]
pub struct Choices {
    /// Code and name of each programme.
    pub programmes: Vec<(String, String)>,
    /// Code and name of each nation.
    pub nations: Vec<(String, String)>,
}

#[derive(FromRow)]
struct Row {
    nation: bool,
    code: String,
    name: String,
}

/// Programmes and nations; one statement.
///
/// # Errors
/// When the store fails.
pub(crate) async fn choices(ctx: &Ctx) -> Result<Choices, Error> {
    let sql = "SELECT $1 AS nation, code, name FROM programme UNION ALL SELECT $2, code, name FROM nation ORDER BY name";
    let rows: Vec<Row> = ctx.db().query(sql).bind(false).bind(true).all().await?;
    let (nations, programmes): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.nation);
    let named = |rows: Vec<Row>| rows.into_iter().map(|row| (row.code, row.name)).collect();
    Ok(Choices {
        programmes: named(programmes),
        nations: named(nations),
    })
}
