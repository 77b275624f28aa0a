//! How compliance was decided, offer by offer, and every reversal.

use super::{Reversal, must_be_reversible, of_process};
use crate::evaluation::read::{self, Source, read_state};
use crate::evaluation::sheet::Process;
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::awards::DecisionStatus;
use domain::policy::actions::ReadCompliance;
use domain::policy::{Subject, permit};
use domain::states::OfferState;
use sqlx::FromRow;

/// How the compliance of an opened offer stands.
#[derive(Clone, Debug)]
pub struct ComplianceLine {
    /// The offer.
    pub offer: String,
    /// The bidder.
    pub provider_name: String,
    /// Where the offer stands.
    pub status: OfferState,
    /// Why compliance was decided so.
    pub reason: Option<String>,
    /// Name of who decided.
    pub decider: Option<String>,
    /// When.
    pub decided_at: Option<DateTime<Utc>>,
    /// Requirements that must be met and that the offer does not meet, or does not tell of, in words.
    pub not_shown: Vec<String>,
    /// Whether its exclusion can be proposed to be reversed now.
    pub reversible: bool,
}

/// The page of compliance.
#[derive(Clone, Debug)]
pub struct CompliancePage {
    /// The solicitation.
    pub process: Process,
    /// The opened offers, by reference.
    pub offers: Vec<ComplianceLine>,
    /// The reversals, the newest first.
    pub reversals: Vec<Reversal>,
}

#[derive(FromRow)]
struct Row {
    reference: String,
    provider_name: String,
    status: String,
    compliance_reason: Option<String>,
    decider: Option<String>,
    decided_at: Option<DateTime<Utc>>,
}

/// How compliance was decided, offer by offer, and every reversal.
///
/// # Errors
/// When the rules refuse, there is no such solicitation, or the store fails.
pub async fn compliance_page(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
) -> Result<CompliancePage, Error> {
    permit::<ReadCompliance>(actor, Subject::ANY)?;
    let mut source = Source::Db(ctx.db());
    let (process, _) = read::process(&mut source, solicitation).await?;
    let opened = read::offers(&mut source, &process).await?;
    let reversals = of_process(&mut source, process.id).await?;
    let sql = "SELECT offer.reference, provider.name AS provider_name, offer.status, compliance_reason, decider.name AS decider, decided_at
         FROM offer JOIN provider ON provider.id = offer.provider_id LEFT JOIN account AS decider ON decider.id = offer.decided_by
         WHERE offer.solicitation_id = $1 AND offer.opened_at IS NOT NULL ORDER BY offer.reference";
    let rows: Vec<Row> = source.query(sql).bind(process.id.0).all().await?;
    let reversible = |reference: &str| {
        let line = opened.iter().find(|line| line.reference == reference);
        let waits =
            |one: &Reversal| one.offer == reference && one.status == DecisionStatus::Proposed;
        line.is_some_and(|line| must_be_reversible(&process, line).is_ok())
            && !reversals.iter().any(waits)
    };
    let not_shown = |reference: &str| {
        let line = opened.iter().find(|line| line.reference == reference);
        line.map_or_else(Vec::new, |line| line.not_shown(&process))
    };
    let line = |row: Row| {
        Ok(ComplianceLine {
            not_shown: not_shown(&row.reference),
            status: read_state(&row.status)?,
            reversible: reversible(&row.reference),
            offer: row.reference,
            provider_name: row.provider_name,
            reason: row.compliance_reason,
            decider: row.decider,
            decided_at: row.decided_at,
        })
    };
    let offers = rows.into_iter().map(line).collect::<Result<_, Error>>()?;
    Ok(CompliancePage {
        process,
        offers,
        reversals,
    })
}
