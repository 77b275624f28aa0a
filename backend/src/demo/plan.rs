//! What waits for what in the story's contracts.

use super::{Cast, Stage};
use crate::Error;
use crate::plan::{WaitInput, wait_for};

/// The service's milestones wait for one another, and full capability for terminals that another contract brings.
pub(super) async fn linked(
    stage: &Stage,
    cast: &Cast,
    service: &str,
    vehicle: &str,
) -> Result<(), Error> {
    let own = |number: i64| format!("{service}/{number}");
    let terminals = format!("{vehicle}/1");
    let waits = [
        (
            own(1),
            own(2),
            "60",
            "A surge can only be shown once the usual service runs.",
        ),
        (
            own(2),
            own(3),
            "120",
            "The drill's findings are mended before users rely on the service.",
        ),
        (
            own(3),
            own(4),
            "30",
            "All nations' users are trained by the first users, within a month.",
        ),
        (
            terminals,
            own(4),
            "20",
            "Two headquarters receive images through these terminals only.",
        ),
    ];
    for (number, (first, then, days, reason)) in waits.into_iter().enumerate() {
        stage.at(-18, 9, 0);
        let call = stage.call(cast.who("officer")?, &format!("plan wait {number}"));
        let input = WaitInput {
            first,
            then,
            days: days.to_owned(),
            reason: reason.to_owned(),
        };
        wait_for(&stage.ctx, &call, &input).await?;
    }
    Ok(())
}
