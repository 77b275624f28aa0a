//! The offers that came after closing, for those who decide on them.

use crate::offers::load::sought;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::OfferId;
use domain::methods::LateOffers;
use domain::offers::LateGround;
use domain::overrides::OverrideStatus;
use domain::policy::actions::ReadLateOffers;
use domain::policy::{Subject, permit};
use domain::states::SolicitationState;
use sqlx::FromRow;
use uuid::Uuid;

/// The offers that came after closing, and what the rule says of them.
#[derive(Clone, Debug)]
pub struct LateSheet {
    /// Reference of the solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Last moment to submit.
    pub closes_at: Option<DateTime<Utc>>,
    /// IANA name of the zone in which closing is announced.
    pub zone: String,
    /// What the method's rule says; none where the book has no rule of it.
    pub rule: Option<&'static LateOffers>,
    /// Whether the offers are still sealed, so that late ones can be decided on.
    pub sealed: bool,
    /// In the order of receipt.
    pub rows: Vec<LateRow>,
}

/// An offer that came after closing.
#[derive(Clone, Debug, FromRow)]
pub struct LateRow {
    /// The offer.
    #[sqlx(try_from = "Uuid")]
    pub id: OfferId,
    /// When it came, by the server's clock.
    pub received_at: DateTime<Utc>,
    /// Why, in the offeror's words.
    pub late_reason: String,
    /// Its reference, once the others are open.
    pub offer: Option<String>,
    /// Whose it is, once the others are open.
    pub provider: Option<String>,
    /// Code of [`domain::states::OfferState`].
    pub status: String,
    /// Code of [`LateGround`], where somebody proposed to take it.
    pub ground: Option<String>,
    /// Why it was proposed.
    pub reason: Option<String>,
    /// Code of [`OverrideStatus`].
    pub decision: Option<String>,
    /// Who proposed it.
    pub requested_by: Option<Uuid>,
    /// The name of who proposed it.
    pub requester: Option<String>,
    /// When.
    pub requested_at: Option<DateTime<Utc>>,
    /// Who decided.
    pub decider: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// What the second person added, or why the opening refused it.
    pub note: Option<String>,
}

impl LateRow {
    /// The ground on which it was proposed.
    #[must_use]
    pub fn ground(&self) -> Option<LateGround> {
        self.ground.as_ref()?.parse().ok()
    }

    /// Where the proposal stands; none while there is none.
    #[must_use]
    pub fn decision(&self) -> Option<OverrideStatus> {
        self.decision.as_ref()?.parse().ok()
    }
}

const ROWS: &str = "SELECT offer.id, offer.submitted_at AS received_at, offer.late_reason,
        CASE WHEN solicitation.opened_at IS NOT NULL THEN offer.reference END AS offer,
        CASE WHEN solicitation.opened_at IS NOT NULL THEN provider.name END AS provider, offer.status, rule_override.ground,
        rule_override.reason, rule_override.status AS decision, rule_override.requested_by, asker.name AS requester,
        rule_override.requested_at, decider.name AS decider, rule_override.decided_at,
        COALESCE(offer.compliance_reason, rule_override.note) AS note
    FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id
        LEFT JOIN provider ON provider.id = offer.provider_id
        LEFT JOIN rule_override ON rule_override.offer_id = offer.id
        LEFT JOIN account AS asker ON asker.id = rule_override.requested_by
        LEFT JOIN account AS decider ON decider.id = rule_override.decided_by
    WHERE offer.solicitation_id = $1 AND offer.late_reason IS NOT NULL ORDER BY offer.submitted_at, offer.id";

/// The offers that came after closing. Until the opening nobody is told whose they are.
///
/// # Errors
/// When the rules refuse, there is no such published solicitation, or the store fails.
pub async fn late_sheet(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<LateSheet, Error> {
    permit::<ReadLateOffers>(actor, Subject::ANY)?;
    let sought = sought(ctx.db(), reference).await?;
    let rows = ctx
        .db()
        .query(ROWS)
        .bind(sought.solicitation_id.0)
        .all()
        .await?;
    Ok(LateSheet {
        rule: sought.rule().map(|rule| &rule.late),
        sealed: sought.solicitation_status == SolicitationState::Published.as_str(),
        reference: sought.solicitation_reference,
        title: sought.solicitation_title,
        closes_at: sought.closes_at,
        zone: sought.zone,
        rows,
    })
}
