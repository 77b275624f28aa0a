//! A delivery of the story that is in test: its defect, and what its users say.

use super::{Cast, Stage};
use crate::Error;
use crate::contracts::record::ContractRecord;
use crate::contracts::sheet;
use crate::milestones::{
    self, DefectInput, OpinionInput, StageInput, StageStepInput, advance, give_opinion, note_defect,
};
use domain::milestones::{DefectClass, TEST_DAYS, UserOpinion};
use domain::text::Prose;

/// The terminals are delivered and in test; one defect was found, and users of a nation have spoken.
pub(super) async fn tell(stage: &Stage, cast: &Cast, vehicle: &str) -> Result<(), Error> {
    let ctx = &stage.ctx;
    let version = async |who: &str| -> Result<i64, Error> {
        let record: ContractRecord = sheet(ctx, cast.who(who)?, vehicle, None).await?.record;
        Ok(record.version)
    };
    stage.at(-6, 9, 0);
    let call = stage.call(cast.who("provider2")?, "terminals submitted");
    let words = prose("Both headquarters have received their terminals; the lists are signed.")?;
    let at = version("provider2").await?;
    milestones::submit(ctx, &call, vehicle, 1, at, words, None).await?;
    stage.at(-5, 14, 0);
    let call = stage.call(cast.who("officer2")?, "terminals in test");
    let input = StageStepInput {
        step: StageInput::Start {
            test_days: TEST_DAYS,
        },
        statement: prose(
            "Every terminal is switched on and carries traffic for a day, by the headquarters’ own operators.",
        )?,
    };
    let at = version("officer2").await?;
    advance(ctx, &call, vehicle, 1, at, input, None).await?;
    stage.at(-4, 11, 0);
    let call = stage.call(cast.who("officer2")?, "terminals defect");
    let input = DefectInput {
        class: DefectClass::Minor,
        text: Prose::parse("Two carrying cases have broken hinges.").map_err(Error::not_now)?,
        found_on: stage.day(-4).date_naive(),
    };
    let at = version("officer2").await?;
    note_defect(ctx, &call, vehicle, 1, at, input).await?;
    stage.at(-3, 10, 0);
    let call = stage.call(cast.who("delegate")?, "terminals opinion");
    let input = OpinionInput {
        opinion: UserOpinion::WithReservations,
        text: prose(
            "The terminals carry what we need. Operators ask for a shorter start in the cold.",
        )?,
    };
    let at = version("delegate").await?;
    give_opinion(ctx, &call, vehicle, 1, at, input).await?;
    Ok(())
}

fn prose(text: &str) -> Result<Prose<4_000>, Error> {
    Prose::parse(text).map_err(Error::not_now)
}
