//! The building blocks of the story: a solicitation, offers for it, and its opening.

use super::tenders::ARCHIVE;
use super::{Cast, Stage, attached};
use crate::Error;
use crate::offers::{
    self, AdministrationInput, AfterSubmission, DeclaredInput, ExperienceInput, PastContractInput,
    PriceInput, PriceLineInput, ScheduledInput, TechnicalInput, VolumeInput,
};
use crate::opening_keys::OpenersInput;
use crate::solicitations::{
    self, CriterionInput, DayInput, Draft, DraftInput, LotInput, LotRulesInput, MomentInput,
    PanelInput, RequirementInput, ScheduleLineInput,
};

/// A solicitation of the story; days are counted from the day of loading.
pub(super) struct Tender {
    /// A word that no other solicitation of the story has.
    pub key: &'static str,
    pub title: &'static str,
    pub need: &'static str,
    pub area: &'static str,
    pub strategy: &'static [&'static str],
    pub programme: &'static str,
    /// Including options, in whole euro.
    pub estimate: &'static str,
    pub vehicle: &'static str,
    pub published: i64,
    pub closes: i64,
    /// Each consists of the line of the same number.
    pub lots: &'static [&'static str],
    /// Code of `AwardedBy`.
    pub awarded_by: &'static str,
    /// Name, unit, direction, threshold, objective.
    pub requirements: &'static [[&'static str; 5]],
    /// Name and share.
    pub criteria: &'static [[&'static str; 2]],
    pub bids: &'static [Bid],
}

/// An offer of the story.
pub(super) struct Bid {
    /// Whose: the local part of the provider's address.
    pub by: &'static str,
    pub nation: &'static str,
    pub currency: &'static str,
    /// Description, unit, quantity, price of a unit or nothing where it is not offered, whether it is an option.
    pub lines: &'static [(&'static str, &'static str, &'static str, &'static str, bool)],
    pub summary: &'static str,
    /// In the order of the requirements; empty for not offered.
    pub declared: &'static [&'static str],
    /// For each evaluator the points by criterion, then the confidence rating.
    pub scores: &'static [&'static [&'static str]],
}

impl Tender {
    fn draft(&self, stage: &Stage) -> Result<Draft, Error> {
        let day = |days: i64| stage.day(days).date_naive();
        let moment = |days: i64| MomentInput {
            day: DayInput::of(day(days)),
            time: "17:00".into(),
            zone: "Europe/Brussels".into(),
        };
        let input = DraftInput {
            title: self.title.into(),
            need: self.need.into(),
            functional_area: self.area.into(),
            strategy: self
                .strategy
                .iter()
                .map(|code| (*code).to_owned())
                .collect(),
            programme: self.programme.into(),
            buyer_name: "NCIA".into(),
            method: "ncp".into(),
            commercial_service: true,
            estimate: self.estimate.into(),
            estimate_currency: "EUR".into(),
            lots: self
                .lots
                .iter()
                .map(|title| LotInput {
                    title: (*title).to_owned(),
                    ..LotInput::default()
                })
                .collect(),
            requirements: self.requirements.iter().map(requirement).collect(),
            price_schedule: self.schedule(),
            evaluation: "ncia_best_value_numerical".into(),
            weight_technical: "50".into(),
            weight_experience: "20".into(),
            weight_price: "30".into(),
            technical_minimum: "50".into(),
            panel: PanelInput {
                anonymous: self.key == ARCHIVE.key,
                ..PanelInput::default()
            },
            criteria: self.criteria.iter().map(criterion).collect(),
            awarding: LotRulesInput {
                by: self.awarded_by.into(),
                ..LotRulesInput::default()
            },
            vehicle: self.vehicle.into(),
            announced_on: DayInput::of(day(self.published - 14)),
            questions_by: moment((self.published + self.closes) / 2),
            closes_at: moment(self.closes),
            validity_days: "180".into(),
            ..DraftInput::default()
        };
        let draft = Draft::try_from(input)?;
        Ok(Draft {
            demonstration: true,
            ..draft
        })
    }

    /// Writes it; answers with its reference.
    pub async fn write(&self, stage: &Stage, cast: &Cast) -> Result<String, Error> {
        stage.at(self.published - 15, 8, 20);
        let call = stage.call(cast.who("officer")?, &format!("{} write", self.key));
        solicitations::create(&stage.ctx, &call, self.draft(stage)?).await
    }

    /// Writes and publishes it.
    pub async fn publish(&self, stage: &Stage, cast: &Cast) -> Result<String, Error> {
        let reference = self.write(stage, cast).await?;
        let step = |who: &str, what: &str| {
            let actor = cast.who(who)?;
            Ok::<_, Error>(stage.call(actor, &format!("{} {what}", self.key)))
        };
        stage.at(self.published - 2, 10, 30);
        let ask = step("officer", "ask approval")?;
        solicitations::ask_approval(&stage.ctx, &ask, &reference, 1, None).await?;
        stage.at(self.published - 1, 14, 10);
        let approve = step("officer2", "approve the plan")?;
        solicitations::approve(&stage.ctx, &approve, &reference, 1, None).await?;
        stage.at(self.published, 9, 0);
        let call = step("officer", "publish")?;
        let named = ["opener", "opener2", "opener3"]
            .into_iter()
            .map(|local| {
                Ok(cast
                    .who(local)?
                    .account()
                    .ok_or(Error::NotFound)?
                    .to_string())
            })
            .collect::<Result<_, Error>>()?;
        let openers = OpenersInput {
            named,
            threshold: "2".to_owned(),
        };
        solicitations::publish(&stage.ctx, &call, &reference, 2, &openers).await?;
        Ok(reference)
    }

    /// Every provider of the story begins, writes and submits its offer.
    pub async fn offers(
        &self,
        stage: &Stage,
        cast: &Cast,
        solicitation: &str,
    ) -> Result<(), Error> {
        for (number, bid) in (0_i64..).zip(self.bids) {
            stage.at(self.closes - 4, 9 + number, 12);
            self.submit(stage, cast, solicitation, bid).await?;
        }
        Ok(())
    }

    /// Writes an offer and submits it.
    pub async fn submit(
        &self,
        stage: &Stage,
        cast: &Cast,
        solicitation: &str,
        bid: &Bid,
    ) -> Result<(), Error> {
        let (reference, version) = self.write_offer(stage, cast, solicitation, bid).await?;
        let version = attached::report(stage, cast, (self, bid), (&reference, version)).await?;
        let call = stage.call(
            cast.who(bid.by)?,
            &format!("{} {} submit", self.key, bid.by),
        );
        offers::submit(
            &stage.ctx,
            &call,
            &reference,
            version,
            AfterSubmission::KeepDraft,
        )
        .await?;
        Ok(())
    }

    /// Writes an offer without submitting it; answers with its reference and version.
    pub async fn write_offer(
        &self,
        stage: &Stage,
        cast: &Cast,
        solicitation: &str,
        bid: &Bid,
    ) -> Result<(String, i64), Error> {
        let actor = cast.who(bid.by)?;
        let step = |what: &str| stage.call(actor, &format!("{} {} {what}", self.key, bid.by));
        let reference = offers::start(&stage.ctx, &step("start"), solicitation).await?;
        let mut version = 1;
        for (name, volume) in self.volumes(bid, actor.name()) {
            version =
                offers::save_volume(&stage.ctx, &step(name), &reference, version, volume).await?;
        }
        Ok((reference, version))
    }

    fn volumes(&self, bid: &Bid, contact: &str) -> [(&'static str, VolumeInput); 4] {
        let administration = AdministrationInput {
            contact_name: contact.to_owned(),
            contact_email: format!("{}@demonstration.example", bid.by),
            nation_of_origin: bid.nation.to_owned(),
            validity_days: "180".to_owned(),
            accepts_terms: true,
            ..AdministrationInput::default()
        };
        let technical = self.technical(bid);
        let past = PastContractInput {
            customer: "National coast guard".to_owned(),
            description: "Monitoring service, three years".to_owned(),
            last_year: "2025".to_owned(),
        };
        [
            (
                "administration",
                VolumeInput::Administration(administration),
            ),
            ("technical", VolumeInput::Technical(technical)),
            (
                "experience",
                VolumeInput::Experience(ExperienceInput {
                    references: vec![past],
                }),
            ),
            ("price", VolumeInput::Price(self.price(bid))),
        ]
    }

    fn technical(&self, bid: &Bid) -> TechnicalInput {
        let answers = (1..).zip(self.criteria).map(|(number, [name, _])| {
            (format!("T{number}"), format!("{}: {}", name, bid.summary))
        });
        let declared = (1..)
            .zip(bid.declared)
            .map(|(number, value)| DeclaredInput {
                requirement: format!("R{number}"),
                value: (*value).to_owned(),
                unit: String::new(),
                evidence: if value.is_empty() {
                    "Not offered."
                } else {
                    "Measured over the last twelve months of operation."
                }
                .to_owned(),
            });
        TechnicalInput {
            summary: bid.summary.to_owned(),
            answers: answers.collect(),
            declared: declared.collect(),
        }
    }

    /// The lines that all offers of the story price alike; none where they differ, so that the lines stay free.
    fn schedule(&self) -> Vec<ScheduleLineInput> {
        fn asked(bid: &Bid) -> impl Iterator<Item = (&str, &str, &str, bool)> {
            let lines = bid.lines.iter();
            lines.map(|line| (line.0, line.1, line.2, line.4))
        }
        let Some((first, others)) = self.bids.split_first() else {
            return Vec::new();
        };
        if others.iter().any(|other| asked(other).ne(asked(first))) {
            return Vec::new();
        }
        let line = |(number, line): (usize, (&str, &str, &str, bool))| ScheduleLineInput {
            lot: self.lot(number),
            description: line.0.to_owned(),
            unit: line.1.to_owned(),
            quantity: line.2.to_owned(),
            period: String::new(),
            option: line.3,
        };
        (1..).zip(asked(first)).map(line).collect()
    }

    fn lot(&self, number: usize) -> String {
        if self.lots.is_empty() {
            String::new()
        } else {
            format!("L{number}")
        }
    }

    fn price(&self, bid: &Bid) -> PriceInput {
        let free = |(number, line): (usize, &(&str, &str, &str, &str, bool))| PriceLineInput {
            lot: self.lot(number),
            description: line.0.to_owned(),
            unit: line.1.to_owned(),
            quantity: line.2.to_owned(),
            unit_price: line.3.to_owned(),
            option: line.4,
        };
        let scheduled = |(number, line): (usize, &(&str, &str, &str, &str, bool))| ScheduledInput {
            code: format!("P{number}"),
            unit_price: line.3.to_owned(),
            not_offered: line.3.is_empty(),
        };
        PriceInput {
            currency: bid.currency.to_owned(),
            lines: (1..).zip(bid.lines).map(free).collect(),
            scheduled: (1..).zip(bid.lines).map(scheduled).collect(),
        }
    }

    /// Two opening officers open the day after closing.
    pub async fn open(&self, stage: &Stage, cast: &Cast, solicitation: &str) -> Result<(), Error> {
        for (minute, who) in [(0, "opener"), (4, "opener2")] {
            stage.at(self.closes + 1, 9, minute);
            let call = stage.call(cast.who(who)?, &format!("{} {who} opens", self.key));
            cast.consent(stage, who, &call, solicitation).await?;
        }
        Ok(())
    }
}

fn requirement(
    [name, unit, direction, threshold, objective]: &[&'static str; 5],
) -> RequirementInput {
    RequirementInput {
        name: (*name).to_owned(),
        unit: (*unit).to_owned(),
        direction: (*direction).to_owned(),
        threshold: (*threshold).to_owned(),
        objective: (*objective).to_owned(),
        parameter: parameter_of(name).to_owned(),
        kind: String::new(),
        evidence: true,
    }
}

/// The catalogue's parameter that a requirement of the story is about; none for the story's own.
fn parameter_of(name: &str) -> &'static str {
    match name {
        "Median revisit at 70° N" => "eo.revisit_median",
        "Order to delivery, 90th percentile" => "eo.latency",
        "Ground sample distance" => "eo.ground_sample_distance",
        "Availability of the link, per month" => "service.availability",
        "Committed information rate per terminal" => "com.rate_to_user",
        _ => "",
    }
}

fn criterion([name, weight]: &[&'static str; 2]) -> CriterionInput {
    CriterionInput {
        name: (*name).to_owned(),
        weight: (*weight).to_owned(),
        guidance: String::new(),
    }
}
