//! Two offers for the relay that missed its closing: one came late and waits for a decision, the other was never sent.

use super::tender::Bid;
use super::{Cast, Stage, tenders::RELAY};
use crate::Error;
use crate::offers;

const CAME_LATE: Bid = Bid {
    by: "provider3",
    nation: "DE",
    currency: "EUR",
    lines: &[
        ("Service", "month", "24", "131 000", false),
        ("Terminal", "piece", "40", "18 900", false),
    ],
    summary: "Capacity on two operators' satellites behind one terminal.",
    declared: &["99.7", "30"],
    scores: &[],
};

const NEVER_SENT: Bid = Bid {
    by: "provider4",
    nation: "GR",
    currency: "EUR",
    lines: &[
        ("Service", "month", "24", "127 500", false),
        ("Terminal", "piece", "40", "20 400", false),
    ],
    summary: "A maritime service with terminals that also work on land.",
    declared: &["99.6", "25"],
    scores: &[],
};

const WHY: &str = "Our line to the portal failed shortly before closing; the carrier confirms the outage until 18:10.";

/// Both write before closing; one submits in the evening after it.
pub(super) async fn offers(stage: &Stage, cast: &Cast, relay: &str) -> Result<(), Error> {
    stage.at(RELAY.closes - 1, 13, 5);
    let (offer, version) = RELAY.write_offer(stage, cast, relay, &CAME_LATE).await?;
    stage.at(RELAY.closes - 1, 15, 40);
    RELAY.write_offer(stage, cast, relay, &NEVER_SENT).await?;
    stage.at(RELAY.closes, 16, 25);
    let call = stage.call(cast.who(CAME_LATE.by)?, "relay provider3 submits late");
    offers::submit_late(&stage.ctx, &call, &offer, version, WHY, None).await?;
    Ok(())
}
