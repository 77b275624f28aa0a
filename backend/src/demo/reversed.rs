//! An offer that was excluded by mistake, and the reversal of that by two officers.

use super::judged::reference_of;
use super::tender::Tender;
use super::{Cast, Stage};
use crate::evaluation::{self, Answer, Compliance};
use crate::{Call, Error};

impl Tender {
    /// The officer overlooks a page and excludes an offer; two days later a second officer agrees that it was there.
    pub async fn excluded_and_reversed(
        &self,
        stage: &Stage,
        cast: &Cast,
        solicitation: &str,
        by: &str,
    ) -> Result<(), Error> {
        let call = |who: &str, step: &str| -> Result<Call, Error> {
            Ok(stage.call(cast.who(who)?, &format!("{} {step} {by}", self.key)))
        };
        let offer = reference_of(&stage.ctx, solicitation, cast, by).await?;
        let (ctx, decision) = (&stage.ctx, Compliance::NotCompliant);
        let exclude = call("officer", "exclude")?;
        let reason = "The signed acceptance of the terms is missing.";
        evaluation::decide_compliance(ctx, &exclude, solicitation, &offer, decision, reason)
            .await?;
        stage.at(self.closes + 4, 15, 0);
        let propose = call("officer", "propose to take back")?;
        let reason = "The acceptance is signed on the last page of volume 1 and was overlooked.";
        evaluation::propose_reversal(ctx, &propose, solicitation, &offer, reason).await?;
        let actor = cast.who("officer")?;
        let found = evaluation::compliance_page(ctx, actor, solicitation).await?;
        let waiting = found.reversals.first().ok_or(Error::NotFound)?;
        stage.at(self.closes + 4, 16, 30);
        let agree = call("officer2", "take back")?;
        evaluation::decide_reversal(ctx, &agree, solicitation, waiting.id, Answer::Agree).await
    }
}
