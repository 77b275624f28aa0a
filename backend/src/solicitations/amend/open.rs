//! What the form of an amendment begins with.

use super::super::check::check;
use super::super::choices::Editable;
use super::super::record::{Loaded, Row, columns};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::dialogue::{amendment_times, least_closing};
use domain::policy::actions::AmendSolicitation;
use domain::policy::{Subject, permit};
use domain::states::{SolicitationEvent, SolicitationState};

/// A published solicitation as it may be amended.
#[derive(Clone, Debug)]
pub struct Amendable {
    /// The record with what its form says about it.
    pub editable: Editable,
    /// The closing that an amendment of what is asked for would lead to now.
    pub closing_after_substance: Option<DateTime<Utc>>,
    /// The closing that an amendment of the evaluation scheme would lead to now.
    pub closing_after_scheme: Option<DateTime<Utc>>,
}

const AMENDABLE: &str = concat!(
    "SELECT ",
    columns!(),
    " FROM solicitation WHERE reference = $1 AND published_at IS NOT NULL AND origin <> 'imported'"
);

/// A published solicitation as it may be amended now.
///
/// # Errors
/// When it is not open for offers, the rules refuse, there is none, or the store fails.
pub async fn amendable(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Amendable, Error> {
    permit::<AmendSolicitation>(actor, Subject::ANY)?;
    let row: Row = ctx
        .db()
        .query(AMENDABLE)
        .bind(reference.to_owned())
        .one()
        .await?;
    let Loaded {
        record,
        estimate_eur,
    } = row.try_into()?;
    let (now, state) = (ctx.now(), record.state_at(ctx.now()));
    if state.apply(SolicitationEvent::Amend) != Ok(SolicitationState::Published) {
        return Err(Error::not_now(format!(
            "it is “{}”: only what is open for offers is amended",
            state.label()
        )));
    }
    let times = amendment_times(now.date_naive());
    let moved = |rule| {
        record
            .closes_at
            .map(|closes| least_closing(closes, now, rule))
    };
    let published_at = record.published_at.unwrap_or(now);
    Ok(Amendable {
        closing_after_substance: moved(times.substance),
        closing_after_scheme: moved(times.scheme),
        editable: Editable {
            check: check(&record, estimate_eur, published_at),
            methods: Vec::new(),
            record,
        },
    })
}
