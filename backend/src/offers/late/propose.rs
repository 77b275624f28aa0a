//! One officer proposes to take an offer that came after closing.

use crate::audit::Happening;
use crate::notices::{other_officers, tell};
use crate::offers::load::{Row, lock, row_of};
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use domain::id::OfferId;
use domain::methods::MethodRule;
use domain::offers::LateGround;
use domain::overrides::OverrideKind;
use domain::policy::Subject;
use domain::policy::actions::ProposeLateOffer;
use domain::states::OfferState;
use domain::text::Prose;

/// Proposes to take an offer that came after closing, on a ground that the method's rule names. Another officer decides.
///
/// # Errors
/// When a field cannot be read, the offer is not late or proposed already, the offers are open, the rules refuse, or the
/// store fails.
pub async fn propose_late(
    ctx: &Ctx,
    call: &Call,
    offer: OfferId,
    ground: &str,
    reason: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ProposeLateOffer>(Subject::ANY)?;
    let (ground, reason) = typed(ground, reason)?;
    let row = waiting(&mut work, offer).await?;
    let rule = row.sought.rule().ok_or(Error::NotFound)?;
    insert(&mut work, &row, rule, (ground, &reason)).await?;
    let sought = &row.sought;
    let (id, reference) = (sought.solicitation_id.0, &sought.solicitation_reference);
    let summary = "Proposed to take an offer that came after closing";
    let happening = Happening::to("solicitation", id, reference, summary);
    let why = format!("{}: {}", ground.label(), reason.as_str());
    work.record(&permit, happening.within(id).because(why))
        .await?;
    let proposer = work.account();
    let officers = other_officers(&mut work.tx, proposer).await?;
    let text = "A colleague proposes to take an offer that came after closing. Another officer decides; the opening waits for it.";
    tell(&mut work, &officers, "offer.late_proposed", reference, text).await?;
    work.commit(()).await
}

fn typed(ground: &str, reason: &str) -> Result<(LateGround, Prose<4000>), Error> {
    let mut wrong = FieldErrors::default();
    let ground = wrong.take(
        "ground",
        ground
            .parse::<LateGround>()
            .map_err(|_| "Choose the ground."),
    );
    let reason = wrong.take("reason", Prose::parse(reason));
    wrong.finish()?;
    ground.zip(reason).ok_or(Error::NotFound)
}

/// The late offer, under the lock of its solicitation's offers, while it can be decided on.
pub(super) async fn waiting(work: &mut Work<'_>, offer: OfferId) -> Result<Row, Error> {
    let row = row_of(&mut work.tx, offer).await?;
    lock(&mut work.tx, row.sought.solicitation_id).await?;
    let row = row_of(&mut work.tx, offer).await?;
    if row.state()? != OfferState::Late || !row.sought.keeps_late(work.at) {
        return Err(Error::not_now(
            "the offer does not wait for a decision: it was refused, or the offers are open",
        ));
    }
    Ok(row)
}

async fn insert(
    work: &mut Work<'_>,
    row: &Row,
    rule: &MethodRule,
    (ground, reason): (LateGround, &Prose<4000>),
) -> Result<(), Error> {
    let (id, by, at) = (work.ctx().new_id(), work.account(), work.at);
    let statement = format!("{} Ground: {}.", rule.late.text, ground.label());
    let added = work
        .tx
        .query(
            "INSERT INTO rule_override (id, solicitation_id, kind, rule_id, rule_version, statement, source, reason, status,
                 requested_by, requested_at, offer_id, ground)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'requested', $9, $10, $11, $12) ON CONFLICT (offer_id) DO NOTHING",
        )
        .bind(id)
        .bind(row.sought.solicitation_id.0)
        .bind(OverrideKind::LateOffer.as_str())
        .bind(rule.id)
        .bind(rule.version)
        .bind(statement)
        .bind(rule.late.source)
        .bind(reason.as_str().to_owned())
        .bind(by)
        .bind(at)
        .bind(row.id.0)
        .bind(ground.as_str())
        .run()
        .await?;
    match added {
        0 => Err(Error::not_now("a colleague has proposed it already")),
        _ => Ok(()),
    }
}
