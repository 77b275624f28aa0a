//! In which time zone a person reads deadlines.

use crate::audit::Happening;
use crate::{Call, Ctx, Error, begin};
use chrono_tz::Tz;
use domain::policy::actions::ChooseZone;
use domain::policy::{Refused, Subject};

/// Chooses the zone in which one reads deadlines, beside the one in which they are published and UTC; none for these two alone.
/// What counts is the same moment in every zone.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn choose_zone(ctx: &Ctx, call: &Call, zone: Option<Tz>) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ChooseZone>(Subject::ANY)?;
    let account = work.account().ok_or(Refused::SignIn)?;
    work.tx
        .query("UPDATE account SET zone = $1 WHERE id = $2")
        .bind(zone.map(|zone| zone.name().to_owned()))
        .bind(account)
        .run_one()
        .await?;
    let name = work.actor().name().to_owned();
    let summary = match zone {
        Some(zone) => format!("Chose to read deadlines in {}, too", zone.name()),
        None => "Chose to read deadlines as they are published".to_owned(),
    };
    work.record(&permit, Happening::to("account", account, name, summary))
        .await?;
    work.commit(()).await
}
