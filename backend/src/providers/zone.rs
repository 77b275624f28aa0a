//! In which time zone the people of an organisation read deadlines.

use super::keep_own::own;
use crate::audit::Happening;
use crate::{Call, Ctx, Error, begin};
use chrono_tz::Tz;
use serde::Serialize;

#[derive(Serialize)]
struct Zone {
    zone: Option<String>,
}

/// Chooses for one's own organisation the zone in which its people read deadlines, beside the one in which they are published and
/// UTC. Who chose one for the account keeps that.
///
/// # Errors
/// When the rules refuse, somebody was faster, or the store fails.
pub async fn choose_house_zone(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    zone: Option<Tz>,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (own, permit) = own(&mut work, reference).await?;
    own.must_be_at(version)?;
    let select = "SELECT zone FROM provider WHERE id = $1";
    let before = Zone {
        zone: work.tx.query(select).bind(own.id).scalar().await?,
    };
    let after = Zone {
        zone: zone.map(|zone| zone.name().to_owned()),
    };
    work.tx
        .query(
            "UPDATE provider SET zone = $1, version = version + 1 WHERE id = $2 AND version = $3",
        )
        .bind(after.zone.clone())
        .bind(own.id)
        .bind(version)
        .run_one()
        .await?;
    let summary = zone.map_or_else(
        || "Chose no time zone for its people".to_owned(),
        |zone| format!("Chose {} for its people to read deadlines in", zone.name()),
    );
    let happening = Happening::to("provider", own.id, &own.reference, summary);
    work.record(&permit, happening.before(&before)?.after(&after)?)
        .await?;
    work.commit(()).await
}
