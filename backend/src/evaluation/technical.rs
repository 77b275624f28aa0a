//! Fixing the technical result: from then on its scores stand, and the prices of the acceptable offers may be opened.

use super::read::Source;
use super::sheet::{OfferLine, Sheet};
use crate::audit::Happening;
use crate::offers::show_names;
use crate::{Call, Ctx, Error, Work, begin};
use domain::evaluation::contest::Price;
use domain::policy::Subject;
use domain::policy::actions::FixTechnicalResult;
use domain::states::OfferEvent;
use rust_decimal::Decimal;
use serde::Serialize;

/// How an offer stands by its volumes 1 to 3.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TechnicalLine {
    /// The offer's reference.
    pub offer: String,
    /// The weighted technical score, unrounded points of 0 to 100; none where the method has no such figure.
    pub score: Option<Decimal>,
    /// Whether it reaches what was published as the least.
    pub acceptable: bool,
}

#[derive(Serialize)]
struct TechnicalRecord<'a> {
    minimum: Decimal,
    offers: &'a [TechnicalLine],
}

impl Sheet {
    /// The technical result as everything is recorded now.
    ///
    /// # Errors
    /// Sentences that say what is missing, one for each thing.
    pub(super) fn technical(&self) -> Result<Vec<TechnicalLine>, Vec<String>> {
        let taking: Vec<&OfferLine> = self.taking_part().collect();
        let mut missing: Vec<String> = taking
            .iter()
            .filter_map(|offer| self.undecided(offer))
            .collect();
        let cells = self.cells(&taking, &mut missing);
        if !self.process.price_after_technical || self.process.technical_at.is_some() {
            missing.push("The technical result is not to be fixed apart.".to_owned());
        }
        if !missing.is_empty() {
            return Err(missing);
        }
        let plan = self.process.plan();
        let lines = taking.into_iter().map(|offer| {
            let bid = self.bid(offer, &cells, Price::eur(Decimal::ZERO));
            let quality = plan.quality(&bid).map_err(|why| vec![why.to_string()])?;
            Ok(TechnicalLine {
                offer: offer.reference.clone(),
                score: quality.technical,
                acceptable: quality.ineligible.is_none(),
            })
        });
        lines.collect()
    }

    fn taking_part(&self) -> impl Iterator<Item = &OfferLine> {
        self.offers.iter().filter(|offer| offer.takes_part())
    }
}

/// Fixes the technical result: every offer that takes part is found acceptable or not by the published minimum, and no
/// score, moderated score or decision on compliance changes any more. Answers how it came out.
///
/// # Errors
/// [`Error::NotNow`] with everything that is missing; where the prices were opened with the rest; when the rules refuse or
/// the store fails.
pub async fn fix_technical(ctx: &Ctx, call: &Call, solicitation: &str) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<FixTechnicalResult>(Subject::ANY)?;
    work.tx.lock(&format!("result {solicitation}")).await?;
    let sheet = Sheet::from(&mut Source::Tx(&mut work.tx), solicitation).await?;
    sheet.process.must_be_scoring()?;
    let lines = sheet
        .technical()
        .map_err(|missing| Error::NotNow(missing.join(" ")))?;
    for line in &lines {
        settle(&mut work, sheet.offer(&line.offer)?, line.acceptable).await?;
    }
    let (at, by) = (work.at, work.account());
    work.tx
        .query("UPDATE solicitation SET technical_at = $1, technical_by = $2, version = version + 1 WHERE id = $3 AND technical_at IS NULL")
        .bind(at)
        .bind(by)
        .bind(sheet.process.id.0)
        .run_one()
        .await?;
    show_names(&mut work, sheet.process.id).await?;
    let good = lines.iter().filter(|line| line.acceptable).count();
    let summary = format!(
        "Fixed the technical result: {good} of {} acceptable",
        lines.len()
    );
    let happening = Happening::to("solicitation", sheet.process.id.0, solicitation, summary);
    let happening = happening
        .within(sheet.process.id.0)
        .after(&TechnicalRecord {
            minimum: sheet.process.scheme.technical_minimum,
            offers: &lines,
        })?;
    work.record(&permit, happening).await?;
    work.commit(()).await
}

async fn settle(work: &mut Work<'_>, offer: &OfferLine, acceptable: bool) -> Result<(), Error> {
    let event = match acceptable {
        true => OfferEvent::ScoreAcceptable,
        false => OfferEvent::ScoreUnacceptable,
    };
    let status = offer.status.apply(event).map_err(Error::not_now)?;
    work.tx
        .query("UPDATE offer SET status = $1, version = version + 1 WHERE id = $2 AND version = $3")
        .bind(status.as_str())
        .bind(offer.id.0)
        .bind(offer.version)
        .run_one()
        .await?;
    Ok(())
}
