//! What an imported record says that it buys.

use crate::{Ctx, Error};
use sqlx::FromRow;
use uuid::Uuid;

/// Goods or services that an imported record describes.
#[derive(Clone, Debug, FromRow)]
pub struct ItemRow {
    /// What it is.
    pub description: String,
    /// Scheme and code of its classification.
    pub classification: Option<String>,
    /// Unit.
    pub unit: Option<String>,
    /// Quantity, as given.
    pub quantity: Option<String>,
}

pub(super) async fn items(ctx: &Ctx, id: Uuid) -> Result<Vec<ItemRow>, Error> {
    let items = ctx.db().query(
        "SELECT description, classification, unit, quantity FROM item
         WHERE owner_kind = 'solicitation' AND owner_id = $1 ORDER BY position LIMIT 200",
    );
    Ok(items.bind(id).all().await?)
}
