//! Writing about a need, and moving it on.

use super::input::NeedDraft;
use super::record::{NeedRecord, at_version, check_codes, insert, save};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, FieldErrors, begin};
use chrono::Datelike;
use domain::id::{AccountId, NeedId};
use domain::policy::Subject;
use domain::policy::actions::{EditNeed, MoveNeed};
use domain::reference::{Series, write};
use domain::states::{NeedEvent, NeedState, apply};
use domain::text::Prose;

/// Begins a need; answers with its reference.
///
/// # Errors
/// When the rules refuse, a code is unknown, or the store fails.
pub async fn create(ctx: &Ctx, call: &Call, draft: NeedDraft) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<EditNeed>(Subject::ANY)?;
    let year = work.at.year();
    let number = work.tx.next_number(&format!("need-{year}")).await?;
    let (authority, currency) = draft.begins();
    let origin = if draft.demonstration {
        "demonstration"
    } else {
        "perigee"
    };
    let record = draft.over(NeedRecord {
        id: NeedId(ctx.new_id()),
        reference: write(Series::Need, year, number),
        origin: origin.to_owned(),
        status: NeedState::Idea,
        title: String::new(),
        description: String::new(),
        functional_area: None,
        strategy: Vec::new(),
        programme: None,
        authority,
        method: None,
        commercial_service: false,
        low_minor: None,
        high_minor: None,
        currency,
        expected_from: None,
        expected_to: None,
        public: false,
        funding: Vec::new(),
        reason: None,
        solicitation_id: None,
        created_by: work.account().map(AccountId),
        created_at: work.at,
        version: 1,
    });
    check_codes(&mut work.tx, &record).await?;
    insert(&mut work.tx, &record).await?;
    save(&mut work.tx, &record, &record).await?;
    let summary = format!("Named the need “{}”", record.title);
    let happening = Happening::to("need", record.id.0, &record.reference, summary);
    work.record(&permit, happening.after(&record)?).await?;
    work.commit(record.reference).await
}

/// Writes a need anew, until it is turned or dropped.
///
/// # Errors
/// When it has ended, the rules refuse, somebody else was faster, or the store fails.
pub async fn edit(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    draft: NeedDraft,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<EditNeed>(Subject::ANY)?;
    let before = at_version(&mut work.tx, reference, version).await?;
    if before.status.is_terminal() {
        return Err(Error::not_now(
            "this need has ended: it is not changed any more",
        ));
    }
    let after = NeedRecord {
        version: version + 1,
        ..draft.over(before.clone())
    };
    complete(&after, after.status)?;
    check_codes(&mut work.tx, &after).await?;
    save(&mut work.tx, &before, &after).await?;
    let happening = Happening::to("need", after.id.0, &after.reference, "Changed the need");
    let happening = happening.before(&before)?.after(&after)?;
    work.record(&permit, happening).await?;
    work.commit(after.reference).await
}

/// What a state asks of a need: a planned one has its time, a ready one everything that a solicitation begins with.
fn complete(record: &NeedRecord, state: NeedState) -> Result<(), Error> {
    let mut wrong = FieldErrors::default();
    for (field, message) in record.lacks() {
        let asked = match state {
            NeedState::Idea | NeedState::Turned | NeedState::Dropped => false,
            NeedState::Planned | NeedState::MarketResearch => field == "expected_from",
            NeedState::Ready => true,
        };
        if asked {
            wrong.add(field, message);
        }
    }
    wrong.finish()
}

/// Plans a need, begins market research, marks it as ready, or drops it with a reason. Turning it into a solicitation is
/// [`turn`](super::turn()).
///
/// # Errors
/// When the state does not allow it, something is missing, the rules refuse, somebody else was faster, or the store fails.
pub async fn advance(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    event: NeedEvent,
    reason: &str,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<MoveNeed>(Subject::ANY)?;
    let before = at_version(&mut work.tx, reference, version).await?;
    if event == NeedEvent::Turn {
        return Err(Error::not_now(
            "turning a need makes its solicitation: use its own button",
        ));
    }
    let status = apply(before.status, event).map_err(Error::not_now)?;
    complete(&before, status)?;
    let reason = match event {
        NeedEvent::Drop => Some(String::from(Prose::<2_000>::parse(reason).map_err(
            |_| {
                Error::field(
                    "reason",
                    "Say why it is dropped: providers that wait for it read it.",
                )
            },
        )?)),
        _ => None,
    };
    let after = NeedRecord {
        status,
        reason: reason.clone(),
        version: version + 1,
        ..before.clone()
    };
    save(&mut work.tx, &before, &after).await?;
    let summary = format!("{}: {}", event.label(), after.title);
    let happening = Happening::to("need", after.id.0, &after.reference, summary);
    let happening = happening.before(&before)?.after(&after)?;
    let happening = match reason {
        Some(reason) => happening.because(reason),
        None => happening,
    };
    work.record(&permit, happening).await?;
    work.commit(after.reference).await
}
