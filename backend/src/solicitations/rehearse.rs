//! A mock evaluation of a draft, with offers made by chance. Nothing of it is recorded.

use super::record::SolicitationRecord;
use super::sheet::sheet;
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::evaluation::contest::Plan;
use domain::evaluation::rehearsal::{Rehearsal, Script};
use domain::money::Currency;
use domain::policy::actions::ReadDraftSolicitations;
use domain::policy::{Subject, permit};
use rust_decimal::Decimal;

/// The estimate about which prices are made where the draft has none in euro.
const SUPPOSED: Decimal = Decimal::from_parts(1_000_000, 0, 0, false, 0);

/// A rehearsal with what it was made from.
#[derive(Clone, Debug)]
pub struct RehearsalPage {
    /// The solicitation as it is written now.
    pub record: SolicitationRecord,
    /// The estimate in euro about which prices were made.
    pub estimate: Decimal,
    /// Whether the draft has no estimate in euro, so that one was supposed.
    pub supposed: bool,
    /// What came out.
    pub rehearsal: Rehearsal,
}

/// Rehearses the evaluation of a solicitation as it is saved. The same seed makes the same offers.
///
/// # Errors
/// When the rules refuse, there is no such solicitation, it says nothing yet of how offers are evaluated, or the store fails.
pub async fn rehearsal(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    seed: u64,
) -> Result<RehearsalPage, Error> {
    permit::<ReadDraftSolicitations>(actor, Subject::ANY)?;
    let record = sheet(ctx, actor, reference).await?.record;
    let scheme = record
        .scheme
        .as_ref()
        .filter(|one| !one.criteria.is_empty());
    let scheme = scheme.ok_or_else(|| {
        Error::not_now("say first how offers are evaluated, with at least one sub-criterion")
    })?;
    let estimate = record.estimate.filter(|one| one.currency == Currency::EUR);
    let estimate = estimate.map(|one| one.major()).filter(|one| !one.is_zero());
    let rule = scheme.method.rule();
    let script = Script {
        plan: Plan::new(scheme, &record.requirements, estimate),
        scale: rule.scale,
        criteria: scheme
            .criteria
            .iter()
            .map(|one| one.name.as_str().to_owned())
            .collect(),
        estimate: estimate.unwrap_or(SUPPOSED),
    };
    // Hundreds of contests take their time: not on a thread that serves others.
    let _place = ctx.drawing().await?;
    let made = tokio::task::spawn_blocking(move || script.rehearsed(seed, rule));
    Ok(RehearsalPage {
        rehearsal: made
            .await
            .map_err(|error| Error::Internal(error.to_string()))?,
        estimate: estimate.unwrap_or(SUPPOSED),
        supposed: estimate.is_none(),
        record,
    })
}
