//! A file that belongs to an offer of the story.

use super::tender::{Bid, Tender};
use super::{Cast, Stage, tenders::RELAY};
use crate::Error;
use crate::offers::{self, arriving};
use domain::offers::Volume;
use domain::states::OfferState;

const NAME: &str = "availability-2025.txt";

/// Invented, as everything of the story.
const REPORT: &str = "Availability of the link by month of 2025, in percent of the time.\n\n\
    January 99.82\nFebruary 99.79\nMarch 99.84\nApril 99.81\nMay 99.86\nJune 99.80\n\
    July 99.78\nAugust 99.83\nSeptember 99.85\nOctober 99.81\nNovember 99.77\nDecember 99.82\n\n\
    Measured at both gateways; planned maintenance counts as not available.\n";

/// Attaches the report to the first offer for the relay while that is a draft; answers the draft's version.
pub(super) async fn report(
    stage: &Stage,
    cast: &Cast,
    (tender, bid): (&Tender, &Bid),
    (offer, version): (&str, i64),
) -> Result<i64, Error> {
    let first = RELAY.bids.first().map(|first| first.by);
    if tender.key != RELAY.key || first != Some(bid.by) {
        return Ok(version);
    }
    let actor = cast.who(bid.by)?;
    let sheet = offers::sheet(&stage.ctx, actor, offer).await?;
    if sheet.status == OfferState::Draft && sheet.version == version {
        let call = stage.call(actor, &format!("{} {} attach", tender.key, bid.by));
        let (sending, content) = arriving();
        let send = async {
            if sending.piece(REPORT.as_bytes()).await {
                sending.end().await;
            }
        };
        let keep = offers::attach(&stage.ctx, &call, offer, Volume::Technical, NAME, content);
        tokio::join!(send, keep).1?;
    }
    Ok(version + 1)
}
