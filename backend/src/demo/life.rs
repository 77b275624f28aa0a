//! Two moments in the life of the story's contracts: the exit is planned, and another supplier steps in for a part.

use super::{Cast, Stage};
use crate::Error;
use crate::contracts::{self, LifeInput, live};
use domain::contracts::life::{LifeAct, TaskKind};

/// Steps of the exit: what, in whose hands, how many days from the day of loading.
const EXIT: [(TaskKind, &str, &str, i64); 3] = [
    (
        TaskKind::Assistance,
        "Two months of help for whoever takes over tasking",
        "Contractor’s service manager",
        30,
    ),
    (
        TaskKind::DataReturn,
        "Archive copied to the surveillance centre, then erased",
        "Data office",
        40,
    ),
    (
        TaskKind::Keys,
        "Tasking keys returned or destroyed, with a record",
        "Key custodian",
        45,
    ),
];

/// Plans the exit of the service, and lets another supplier carry a part of the vehicle's airtime for a time.
pub(super) async fn tell(
    stage: &Stage,
    cast: &Cast,
    service: &str,
    vehicle: &str,
) -> Result<(), Error> {
    for (minute, (task, what, owner, due)) in (0..).zip(EXIT) {
        let input = LifeInput {
            what: what.to_owned(),
            party: owner.to_owned(),
            day: Some(stage.day(due).date_naive()),
            task: Some(task),
            ..LifeInput::of(LifeAct::AddExit)
        };
        taken(stage, cast, "officer", service, (-14, 13, minute), input).await?;
    }
    let step = LifeInput {
        what: "Airtime of one beam".to_owned(),
        reason:
            "The contractor’s gateway is being repaired; the headquarters must not lose the link."
                .to_owned(),
        party: "Baltic Relay Service".to_owned(),
        ..LifeInput::of(LifeAct::StepIn)
    };
    taken(stage, cast, "officer2", vehicle, (-7, 18, 0), step).await
}

/// Takes an act, unless the contract has gone on since: its history is not written out of order.
async fn taken(
    stage: &Stage,
    cast: &Cast,
    who: &str,
    reference: &str,
    (day, hour, minute): (i64, i64, i64),
    input: LifeInput,
) -> Result<(), Error> {
    stage.at(day, hour, minute);
    let (ctx, officer) = (&stage.ctx, cast.who(who)?);
    let call = stage.call(officer, &format!("{reference} {} {minute}", input.act));
    let sheet = contracts::sheet(ctx, officer, reference, None).await?;
    let later = |event: &contracts::EventLine| event.at >= ctx.now();
    if sheet.history.first().is_some_and(later) {
        return Ok(());
    }
    live(ctx, &call, reference, sheet.record.version, input).await?;
    Ok(())
}
