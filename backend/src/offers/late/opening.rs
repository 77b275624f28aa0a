//! What becomes of late offers when the others are opened.

use super::decide::refuse;
use crate::audit::Happening;
use crate::offers::load::row_of;
use crate::{Error, Work};
use domain::actor::Actor;
use domain::id::OfferId;
use domain::offers::LateGround;
use domain::policy::actions::DecideLateOffer;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// Refuses while a proposal to take a late offer waits: after the opening it would come too late.
///
/// # Errors
/// [`Error::NotNow`] then; or when the store fails.
pub async fn must_be_decided(work: &mut Work<'_>, process: Uuid) -> Result<(), Error> {
    let select = "SELECT CAST(COUNT(*) AS BIGINT) FROM rule_override JOIN offer ON offer.id = rule_override.offer_id
        WHERE rule_override.solicitation_id = $1 AND rule_override.status = 'requested' AND offer.status = 'late'";
    let waiting: i64 = work.tx.query(select).bind(process).scalar().await?;
    match waiting {
        0 => Ok(()),
        _ => Err(Error::not_now(
            "an offer that came after closing waits for an officer’s decision: the opening follows it",
        )),
    }
}

#[derive(FromRow)]
struct Late {
    #[sqlx(try_from = "Uuid")]
    id: OfferId,
    ground: Option<String>,
    decision: Option<String>,
    others: i64,
}

impl Late {
    /// Why it is not opened; none where it was taken.
    fn objection(&self) -> Option<&'static str> {
        let only = self.ground.as_deref() == Some(LateGround::OnlyOffer.as_str());
        match self.decision.as_deref() {
            Some("approved") if only && self.others > 0 => {
                Some("it was to be taken as the only offer, and there are others")
            }
            Some("approved") => None,
            _ => Some("nobody proposed to take it before the opening"),
        }
    }
}

const LATE: &str = "SELECT offer.id, rule_override.ground, rule_override.status AS decision,
        (SELECT CAST(COUNT(*) AS BIGINT) FROM offer AS other WHERE other.solicitation_id = offer.solicitation_id
           AND (other.status = 'submitted' OR other.status = 'late' AND other.id <> offer.id AND EXISTS
             (SELECT 1 FROM rule_override AS taken WHERE taken.offer_id = other.id AND taken.status = 'approved'))) AS others
    FROM offer LEFT JOIN rule_override ON rule_override.offer_id = offer.id
    WHERE offer.solicitation_id = $1 AND offer.status = 'late' ORDER BY offer.submitted_at, offer.id";

/// Refuses the late offers that are not to be opened. They stay sealed for good, and their offerors are told.
///
/// # Errors
/// When the store fails.
pub async fn turn_away(work: &mut Work<'_>, process: Uuid) -> Result<(), Error> {
    let late: Vec<Late> = work.tx.query(LATE).bind(process).all().await?;
    for one in late {
        let Some(why) = one.objection() else {
            continue;
        };
        let row = row_of(&mut work.tx, one.id).await?;
        refuse(work, &row, why).await?;
        let permit = permit::<DecideLateOffer>(&Actor::System("opening"), Subject::ANY)?;
        let summary = "Refused as late: it is not opened";
        let happening = Happening::to("offer", one.id.0, &row.reference, summary).within(process);
        work.record(&permit, happening.because(why)).await?;
    }
    Ok(())
}
