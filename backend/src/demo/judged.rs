//! How the offers of the story are judged: panel, scores, compliance, result and award.

use super::tender::{Bid, Tender};
use super::{Cast, Stage};
use crate::evaluation::{self, Compliance, Declaration, DraftScore, Moderation, RemarksInput};
use crate::{Ctx, Error};
use domain::evaluation::remarks::RemarkKind;
use uuid::Uuid;

/// What is judged beside the criteria.
const PAST: &str = "Past contracts";

impl Tender {
    /// The panel is chosen, and both evaluators declare that they have no conflicting interest.
    pub async fn panel(&self, stage: &Stage, cast: &Cast, solicitation: &str) -> Result<(), Error> {
        stage.at(self.closes + 1, 11, 0);
        let accounts: Vec<_> = ["evaluator", "evaluator2"]
            .iter()
            .filter_map(|who| cast.who(who).ok()?.account())
            .collect();
        let call = stage.call(cast.who("officer")?, &format!("{} panel", self.key));
        evaluation::assign_panel(&stage.ctx, &call, solicitation, &accounts).await?;
        for (hour, who) in [(13, "evaluator"), (14, "evaluator2")] {
            stage.at(self.closes + 1, hour, 0);
            let call = stage.call(cast.who(who)?, &format!("{} {who} declares", self.key));
            evaluation::declare(&stage.ctx, &call, solicitation, Declaration::None, "").await?;
        }
        Ok(())
    }

    /// So many evaluators score every offer and hand in.
    pub async fn score(
        &self,
        stage: &Stage,
        cast: &Cast,
        solicitation: &str,
        evaluators: usize,
    ) -> Result<(), Error> {
        for (index, who) in ["evaluator", "evaluator2"]
            .into_iter()
            .enumerate()
            .take(evaluators)
        {
            for (number, bid) in (0_i64..).zip(self.bids) {
                stage.at(
                    self.closes + 5 + i64::try_from(index).unwrap_or(0),
                    9 + number,
                    30,
                );
                let offer = reference_of(&stage.ctx, solicitation, cast, bid.by).await?;
                let call = stage.call(
                    cast.who(who)?,
                    &format!("{} {who} scores {}", self.key, bid.by),
                );
                evaluation::hand_in(
                    &stage.ctx,
                    &call,
                    solicitation,
                    &offer,
                    &self.drafts(bid, index),
                )
                .await?;
            }
        }
        Ok(())
    }

    fn drafts(&self, bid: &Bid, evaluator: usize) -> Vec<DraftScore> {
        let codes = (1..=self.criteria.len())
            .map(|number| format!("T{number}"))
            .chain(["experience".to_owned()]);
        let values = bid.scores.get(evaluator).copied().unwrap_or_default();
        let names = self.criteria.iter().map(|[name, _]| *name).chain([PAST]);
        codes
            .zip(values)
            .zip(names)
            .map(|((criterion, value), name)| DraftScore {
                criterion,
                value: (*value).to_owned(),
                rationale: format!(
                    "{name}: judged on the declared parameters and the description of the solution."
                ),
                remarks: match name {
                    PAST => RemarksInput::default(),
                    _ => noted(value),
                },
            })
            .collect()
    }

    /// The officer checks every offer's compliance, and gets that of `mistaken` wrong at first.
    pub async fn check(
        &self,
        stage: &Stage,
        cast: &Cast,
        solicitation: &str,
        mistaken: Option<&str>,
    ) -> Result<(), Error> {
        for (number, bid) in (0_i64..).zip(self.bids) {
            stage.at(self.closes + 2, 9, number * 10);
            if mistaken == Some(bid.by) {
                self.excluded_and_reversed(stage, cast, solicitation, bid.by)
                    .await?;
                continue;
            }
            let offer = reference_of(&stage.ctx, solicitation, cast, bid.by).await?;
            let call = stage.call(
                cast.who("officer")?,
                &format!("{} check {}", self.key, bid.by),
            );
            let reason = "Complete; no exception to the terms; no price in volumes 1 and 2.";
            evaluation::decide_compliance(
                &stage.ctx,
                &call,
                solicitation,
                &offer,
                Compliance::Compliant,
                reason,
            )
            .await?;
        }
        Ok(())
    }

    /// One moderated score, with its reason.
    pub async fn moderate(
        &self,
        stage: &Stage,
        cast: &Cast,
        solicitation: &str,
        by: &str,
        criterion: &str,
        value: &str,
    ) -> Result<(), Error> {
        stage.at(self.closes + 8, 10, 0);
        let input = Moderation {
            offer: reference_of(&stage.ctx, solicitation, cast, by).await?,
            criterion: criterion.to_owned(),
            value: value.to_owned(),
            reason:
                "Discussed: the declared value was read differently; agreed on the measured one."
                    .to_owned(),
            remarks: noted(value),
            ..Moderation::default()
        };
        let call = stage.call(
            cast.who("officer")?,
            &format!("{} moderate {by} {criterion}", self.key),
        );
        evaluation::moderate(&stage.ctx, &call, solicitation, &input).await
    }

    /// The officer fixes the technical result, and two opening officers open the prices.
    async fn prices(&self, stage: &Stage, cast: &Cast, solicitation: &str) -> Result<(), Error> {
        stage.at(self.closes + 8, 16, 0);
        let call = stage.call(cast.who("officer")?, &format!("{} technical", self.key));
        evaluation::fix_technical(&stage.ctx, &call, solicitation).await?;
        for (minute, who) in [(0, "opener"), (5, "opener3")] {
            stage.at(self.closes + 9, 9, minute);
            let call = stage.call(cast.who(who)?, &format!("{} {who} opens prices", self.key));
            cast.consent(stage, who, &call, solicitation).await?;
        }
        Ok(())
    }

    /// The prices are opened; the result is computed and kept.
    pub async fn run(&self, stage: &Stage, cast: &Cast, solicitation: &str) -> Result<(), Error> {
        self.prices(stage, cast, solicitation).await?;
        stage.at(self.closes + 9, 10, 22);
        let lots = (1..=self.lots.len()).map(|number| Some(format!("L{number}")));
        let lots: Vec<Option<String>> = match self.awarded_by {
            "lot" => lots.collect(),
            _ => vec![None],
        };
        for lot in lots {
            let of = lot.as_deref().unwrap_or_default();
            let call = stage.call(cast.who("officer")?, &format!("{} run {of}", self.key));
            let at = (solicitation, lot.as_deref());
            evaluation::run_result(&stage.ctx, &call, at, "").await?;
        }
        Ok(())
    }

    /// The award is recommended by one officer, approved by another, and cleared after the standstill.
    pub async fn award(
        &self,
        stage: &Stage,
        cast: &Cast,
        solicitation: &str,
        to: &str,
    ) -> Result<(), Error> {
        stage.at(self.closes + 12, 9, 0);
        let offer = reference_of(&stage.ctx, solicitation, cast, to).await?;
        let call = stage.call(cast.who("officer")?, &format!("{} recommend", self.key));
        let reason = "First in rank by the published formula; the highest technical score at a price within the estimate.";
        let version =
            evaluation::recommend(&stage.ctx, &call, solicitation, &offer, reason).await?;
        stage.at(self.closes + 13, 15, 0);
        let call = stage.call(cast.who("officer2")?, &format!("{} approve", self.key));
        evaluation::approve(&stage.ctx, &call, solicitation, version, None).await?;
        stage.at(self.closes + 30, 9, 0);
        let call = stage.call(cast.who("officer")?, &format!("{} clear", self.key));
        evaluation::clear(&stage.ctx, &call, solicitation).await?;
        Ok(())
    }
}

/// What an evaluator of the story notes beside points.
fn noted(value: &str) -> RemarksInput {
    let points: u8 = value.parse().unwrap_or_default();
    let (kind, text) = match points {
        85.. => (
            RemarkKind::Strength,
            "Better than the objective, with evidence from services in operation.",
        ),
        70..85 => (
            RemarkKind::Strength,
            "Meets the objective, with a margin to the threshold.",
        ),
        50..70 => (
            RemarkKind::Risk,
            "The declared value rests on satellites that are not launched yet.",
        ),
        _ => (
            RemarkKind::Weakness,
            "The description does not show how the declared value is reached.",
        ),
    };
    RemarksInput(vec![(kind, text.to_owned())])
}

/// The reference of the offer of a provider of the story.
pub(super) async fn reference_of(
    ctx: &Ctx,
    solicitation: &str,
    cast: &Cast,
    by: &str,
) -> Result<String, Error> {
    let provider: Option<Uuid> = cast.who(by)?.provider().map(|provider| provider.0);
    Ok(ctx
        .db()
        .query(
            "SELECT offer.reference FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id
             WHERE solicitation.reference = $1 AND offer.provider_id = $2",
        )
        .bind(solicitation.to_owned())
        .bind(provider)
        .scalar()
        .await?)
}
