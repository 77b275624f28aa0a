//! Collecting the inputs of a result from what is recorded: which offers, scores and rates enter, and what is missing.

use super::inputs::{Cell, CellSource, Document, LeftOut, RateUsed};
use super::panel::Declaration;
use super::sheet::{OfferLine, Sheet};
use crate::Error;
use domain::evaluation::arithmetic::mean;
use domain::evaluation::contest::{Bid, Contest, Price};
use domain::evaluation::{cases, ncia};
use domain::id::OfferId;
use domain::money::Currency;
use domain::solicitations::EvaluationMethod;
use domain::states::OfferState;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

impl Sheet {
    /// The score of a criterion that enters a result: the moderated one, else the mean of those that are in.
    #[must_use]
    pub fn cell(&self, offer: OfferId, criterion: &str) -> Option<(Decimal, CellSource, usize)> {
        let scores: Vec<Decimal> = self
            .handed_in(offer, criterion)
            .iter()
            .map(|score| score.value)
            .collect();
        match self.agreed(offer, criterion) {
            Some(agreed) => Some((agreed.value, CellSource::Moderated, scores.len())),
            None => {
                let value = mean(&scores).value().ok()?;
                Some((value, CellSource::Mean, scores.len()))
            }
        }
    }

    /// How far the individual scores of a criterion that are in lie apart, in points.
    #[must_use]
    pub fn spread(&self, offer: OfferId, criterion: &str) -> Option<Decimal> {
        let scores = self.handed_in(offer, criterion);
        let values = || scores.iter().map(|score| score.value);
        Some(values().max()? - values().min()?)
    }

    /// The inputs of a result as everything is recorded now.
    ///
    /// # Errors
    /// Sentences that say what is missing, one for each thing.
    pub fn document(&self) -> Result<Document, Vec<String>> {
        let mut missing = Vec::new();
        let (taking, out): (Vec<&OfferLine>, Vec<&OfferLine>) =
            self.offers.iter().partition(|offer| offer.enters_result());
        if taking.is_empty() {
            missing.push("No offer takes part in the evaluation.".to_owned());
        }
        missing.extend(taking.iter().filter_map(|offer| self.undecided(offer)));
        match self.price_step() {
            Some(step) => missing.push(step.to_owned()),
            None => missing.extend(taking.iter().filter_map(|offer| self.without_rate(offer))),
        }
        let cells = self.cells(&taking, &mut missing);
        if !missing.is_empty() {
            return Err(missing);
        }
        let failed = |error: Error| vec![error.to_string()];
        let contest = self.contest(&taking, &cells).map_err(failed)?;
        let written = cases::document(&contest).map_err(|error| vec![error.to_string()])?;
        let text = domain::canonical::of(&written);
        Ok(Document {
            sha256: Sha256::digest(text.as_bytes()).into(),
            text,
            contest,
            cells,
            rates: rates(&taking),
            left_out: out.into_iter().map(left_out).collect(),
        })
    }

    /// What has to be done before the prices are open; none where they are.
    fn price_step(&self) -> Option<&'static str> {
        let process = &self.process;
        match process.technical_at {
            _ if !process.prices_sealed() => None,
            None => Some("Fix the technical result: the prices stay sealed until then."),
            Some(_) => Some("The opening officers open the prices of the acceptable offers."),
        }
    }

    pub(super) fn undecided(&self, offer: &OfferLine) -> Option<String> {
        (offer.status == OfferState::Opened).then(|| {
            format!(
                "Decide on the administrative compliance of {}.",
                offer.reference
            )
        })
    }

    fn without_rate(&self, offer: &OfferLine) -> Option<String> {
        let reference = &offer.reference;
        let Some(price) = offer.price else {
            return Some(format!("{reference} has no evaluated total."));
        };
        offer.price_eur().is_none().then(|| {
            let (currency, day) = (price.currency, self.process.rate_day());
            format!("No rate of {currency} is recorded for {day} or any day before it: {reference} cannot be converted to EUR.")
        })
    }

    /// Who has not handed in scores of an offer, where a mean would stand without them: a result waits for every member of the
    /// panel, unless the panel agreed on a score, with the reason why it did not wait.
    fn outstanding(&self, offer: &OfferLine) -> Option<String> {
        let late: Vec<&str> = self.late(offer.id).collect();
        let criteria = self.process.criteria();
        let mut means = criteria.iter();
        let mean = means.any(|criterion| self.agreed(offer.id, &criterion.code).is_none());
        (mean && !late.is_empty()).then(|| {
            format!(
                "Scores of {} by {} are not in: wait for them, or record the panel’s own score of each criterion with the reason.",
                offer.reference,
                late.join(", ")
            )
        })
    }

    /// The members of the panel, without a conflict of interest, whose scores of an offer are not in.
    pub(super) fn late(&self, offer: OfferId) -> impl Iterator<Item = &str> {
        let members = self.members.iter();
        let scoring = members.filter(|member| member.declaration != Some(Declaration::Conflict));
        let late = scoring.filter(move |member| !member.handed_in.contains(&offer));
        late.map(|member| member.name.as_str())
    }

    pub(super) fn cells(&self, taking: &[&OfferLine], missing: &mut Vec<String>) -> Vec<Cell> {
        let mut cells = Vec::new();
        for offer in taking {
            missing.extend(self.outstanding(offer));
            for criterion in self.process.criteria() {
                let Some((value, source, scores)) = self.cell(offer.id, &criterion.code) else {
                    let (name, reference) = (&criterion.name, &offer.reference);
                    missing.push(format!("{reference} has no score for “{name}” yet."));
                    continue;
                };
                if criterion.scale.is_stepped() && !value.fract().is_zero() {
                    let (name, reference) = (&criterion.name, &offer.reference);
                    missing.push(format!("The ratings of {reference} for “{name}” differ: record the rating that the panel agrees on."));
                }
                cells.push(Cell {
                    offer: offer.reference.clone(),
                    criterion: criterion.code,
                    value,
                    source,
                    scores,
                });
            }
        }
        cells
    }

    fn contest(&self, taking: &[&OfferLine], cells: &[Cell]) -> Result<Contest, Error> {
        let bid = |offer: &&OfferLine| Ok(self.bid(offer, cells, self.bid_price(offer)?));
        Ok(Contest {
            plan: self.process.plan(),
            bids: taking.iter().map(bid).collect::<Result<_, Error>>()?,
        })
    }

    /// The price as the method reads it: as submitted where the method itself converts, else in euro.
    fn bid_price(&self, offer: &OfferLine) -> Result<Price, Error> {
        if self.process.scheme.method != EvaluationMethod::LowestPriceTechnicallyCompliant {
            return Ok(Price::eur(offer.price_eur().ok_or(Error::NotFound)?));
        }
        let price = offer.price.ok_or(Error::NotFound)?;
        let rate = offer
            .rate
            .as_ref()
            .filter(|_| price.currency != Currency::EUR);
        Ok(Price {
            amount: price.major(),
            currency: price.currency.code().to_owned(),
            units_per_eur: rate.map_or(Decimal::ONE, |rate| rate.units_per_eur),
        })
    }

    /// An offer as the method judges it.
    pub(super) fn bid(&self, offer: &OfferLine, cells: &[Cell], price: Price) -> Bid {
        let own = || cells.iter().filter(|cell| cell.offer == offer.reference);
        let technical = || own().filter(|cell| cell.criterion != super::EXPERIENCE);
        let minimum = self.process.scheme.technical_minimum;
        let rating = own().find(|cell| cell.criterion == super::EXPERIENCE);
        Bid {
            id: offer.reference.clone(),
            scores: technical().map(|cell| self.scores(offer, cell)).collect(),
            confidence: rating
                .and_then(|cell| u8::try_from(cell.value).ok())
                .and_then(|rating| ncia::Confidence::try_from(rating).ok()),
            measured: self.measured(offer),
            compliant: technical().all(|cell| cell.value >= minimum),
            price,
        }
    }

    /// The scores that enter for a criterion: each evaluator's own where the method itself takes their mean.
    fn scores(&self, offer: &OfferLine, cell: &Cell) -> Vec<Decimal> {
        let own_mean = self.process.scheme.method == EvaluationMethod::NspaBestValue;
        match cell.source {
            CellSource::Mean if own_mean => {
                let scores = self.handed_in(offer.id, &cell.criterion);
                scores.iter().map(|score| score.value).collect()
            }
            _ => vec![cell.value],
        }
    }

    /// What the offer declares for the requirement that earns a credit, in the requirement's unit.
    fn measured(&self, offer: &OfferLine) -> Option<Decimal> {
        let code = self.process.scheme.parameters.measured_by.as_ref()?;
        let mut asked = self.process.requirements.iter();
        let requirement = asked.find(|one| one.code == *code)?;
        let mut answers = offer.content.technical.declared.iter();
        requirement.number(answers.find(|one| one.requirement == *code)?)
    }
}

fn rates(taking: &[&OfferLine]) -> Vec<RateUsed> {
    let mut rates: Vec<RateUsed> = taking
        .iter()
        .filter_map(|offer| {
            let currency = offer
                .price
                .filter(|price| price.currency != Currency::EUR)?
                .currency;
            let rate = offer.rate.clone()?;
            Some(RateUsed {
                currency: currency.code().to_owned(),
                day: rate.day,
                units_per_eur: rate.units_per_eur,
                source: rate.source,
            })
        })
        .collect();
    rates.sort_by(|left, right| left.currency.cmp(&right.currency));
    rates.dedup();
    rates
}

fn left_out(offer: &OfferLine) -> LeftOut {
    LeftOut {
        offer: offer.reference.clone(),
        reason: offer.out_because().unwrap_or_default(),
    }
}
