//! What one bidder of the story is asked about its price, and what is found.

use super::judged::reference_of;
use super::tender::Tender;
use super::{Cast, Stage};
use crate::Error;
use crate::evaluation::{self, InquiryInput};

impl Tender {
    /// The cheapest bidder explains its price.
    pub async fn ask(
        &self,
        stage: &Stage,
        cast: &Cast,
        solicitation: &str,
        by: &str,
    ) -> Result<(), Error> {
        let call = |who: &str, what: &str| -> Result<_, Error> {
            Ok(stage.call(cast.who(who)?, &format!("{} {what}", self.key)))
        };
        stage.at(self.closes + 9, 14, 0);
        let offer = reference_of(&stage.ctx, solicitation, cast, by).await?;
        let input = InquiryInput {
            offer: &offer,
            kind: "low_price",
            question: "Your price lies far below those of the others. Which costs does it not carry, and why?",
            answer_by: Some(stage.day(self.closes + 14).date_naive()),
        };
        evaluation::ask_inquiry(&stage.ctx, &call("officer", "ask")?, solicitation, input).await?;
        stage.at(self.closes + 10, 9, 30);
        let answer = "The satellites are in orbit and written off; the price carries operation and delivery alone.";
        evaluation::answer_inquiry(&stage.ctx, &call(by, "explain")?, &offer, 1, answer).await?;
        stage.at(self.closes + 10, 16, 0);
        let found = (
            "explained",
            "Launch costs are sunk; the rates for operation match those of earlier contracts.",
        );
        let call = call("officer2", "conclude")?;
        evaluation::conclude_inquiry(&stage.ctx, &call, solicitation, 1, found).await
    }
}
