//! Organisations that may be the same as another: by an identifier, or by a similar name.

use crate::{Ctx, Error};
use domain::identifiers::{Identifier, Scheme};
use domain::registrations::similar_names;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// An organisation that may be the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twin {
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Code of its nation of origin.
    pub nation: Option<String>,
    /// The identifiers that both have.
    pub same: Vec<String>,
    /// Whether the names are similar.
    pub similar: bool,
}

/// What an organisation is known by.
pub(crate) struct Known<'a> {
    pub name: &'a str,
    pub identifiers: &'a [Identifier],
    /// The organisation itself, where it is registered.
    pub own: Option<Uuid>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    name: String,
    nation_code: Option<String>,
    scheme: Option<String>,
    value: Option<String>,
    number_nation: Option<String>,
}

impl Row {
    fn identifier(&self) -> Option<Identifier> {
        let scheme: Scheme = self.scheme.as_deref()?.parse().ok()?;
        let nation = self.number_nation.as_deref();
        let nation = nation.and_then(|code| code.parse().ok());
        Identifier::parse(scheme, self.value.as_deref()?, nation).ok()
    }
}

const ROWS: &str = "SELECT provider.id, provider.reference, provider.name, provider.nation_code, number.scheme, number.value,
     number.nation_code AS number_nation
 FROM provider LEFT JOIN provider_identifier AS number ON number.provider_id = provider.id
 WHERE provider.origin <> 'imported' AND provider.merged_into IS NULL ORDER BY provider.folded_name, provider.id";

/// The organisations of the registry that may be the same, those with the same identifier first. One statement.
///
/// # Errors
/// When the store fails.
pub(crate) async fn twins(ctx: &Ctx, known: &Known<'_>) -> Result<Vec<Twin>, Error> {
    let rows: Vec<Row> = ctx.db().query(ROWS).all().await?;
    let mut found: BTreeMap<Uuid, Twin> = BTreeMap::new();
    for row in rows.into_iter().filter(|row| Some(row.id) != known.own) {
        let number = row.identifier();
        let same = number.filter(|number| known.identifiers.contains(number));
        let similar = similar_names(known.name, &row.name);
        if same.is_none() && !similar {
            continue;
        }
        let twin = found.entry(row.id).or_insert_with(|| Twin {
            reference: row.reference,
            name: row.name,
            nation: row.nation_code,
            same: Vec::new(),
            similar,
        });
        twin.same.extend(same.map(|number| number.to_string()));
    }
    let mut twins: Vec<Twin> = found.into_values().collect();
    twins.sort_by_key(|twin| (twin.same.is_empty(), twin.name.clone()));
    Ok(twins)
}
