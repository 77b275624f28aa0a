//! Everything that is recorded about the evaluation of one solicitation.

mod offer;

pub use offer::{OfferLine, Rate};

use super::lots::{InLot, LotStanding, contest, shown};
use super::marks::{Marks, marks};
use super::notes::Note;
use super::panel::Declaration;
use super::past::recorded;
use super::read::{Source, members, offers, process};
use crate::{Ctx, Error};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::actor::Actor;
use domain::evaluation::contest::Plan;
use domain::evaluation::remarks::Remark;
use domain::evaluation::rules::{Need, Scale};
use domain::id::{AccountId, OfferId, ResultRunId, SolicitationId};
use domain::methods::MethodRule;
use domain::solicitations::{Portion, Requirement, ScheduleLine, Scheme};
use domain::states::SolicitationState;
use rust_decimal::Decimal;

/// The criterion under which the confidence rating of corporate experience is kept (GBI 4.7).
pub const EXPERIENCE: &str = "experience";

/// The solicitation, as far as evaluation needs it.
#[derive(Clone, Debug)]
pub struct Process {
    /// The solicitation.
    pub id: SolicitationId,
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// Where it stands; of a lot that is looked at, where that lot stands.
    pub status: SolicitationState,
    /// What is awarded apart, in the published order; empty where everything is awarded at once.
    pub portions: Vec<Portion>,
    /// The lot that is looked at; none for the whole.
    pub lot: Option<Portion>,
    /// Where every lot stands, where one of them is looked at.
    pub lots: Vec<LotStanding>,
    /// How many results are stored, of every lot.
    pub runs_stored: i64,
    /// The published evaluation scheme.
    pub scheme: Scheme,
    /// Codes of the objectives of the strategy that it serves.
    pub strategy: Vec<String>,
    /// Measured requirements.
    pub requirements: Vec<Requirement>,
    /// The lines that every offer priced, of a lot its own; empty where they were free.
    pub price_schedule: Vec<ScheduleLine>,
    /// When bidding closed.
    pub closes_at: DateTime<Utc>,
    /// Estimated value in minor units.
    pub estimate_minor: Option<i64>,
    /// Its currency.
    pub estimate_currency: Option<String>,
    /// The method's rule on the day of publication.
    pub rule: Option<&'static MethodRule>,
    /// Whether prices stay sealed until the technical result is fixed, by the method's rule at publication.
    pub price_after_technical: bool,
    /// When the technical result was fixed.
    pub technical_at: Option<DateTime<Utc>>,
    /// When the prices of the acceptable offers were opened.
    pub price_opened_at: Option<DateTime<Utc>>,
    /// Whether evaluators see letters instead of the bidders' names.
    pub names_hidden: bool,
}

/// Something that evaluators rate: a technical sub-criterion, or the confidence from experience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionLine {
    /// Its code; [`EXPERIENCE`] for the confidence rating.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its share of the technical score in percent; none for experience.
    pub weight: Option<Decimal>,
    /// What a good answer shows.
    pub guidance: Option<String>,
    /// What evaluators give.
    pub scale: Scale,
}

impl CriterionLine {
    /// Whether it is the confidence rating of 1 to 5.
    #[must_use]
    pub fn is_experience(&self) -> bool {
        self.code == EXPERIENCE
    }
}

impl Process {
    /// What evaluators rate: the technical sub-criteria, and experience where the method weighs it.
    #[must_use]
    pub fn criteria(&self) -> Vec<CriterionLine> {
        let rule = self.scheme.method.rule();
        let technical = self.scheme.criteria.iter().map(|criterion| CriterionLine {
            scale: rule.scale,
            code: criterion.code.clone(),
            name: criterion.name.as_str().to_owned(),
            weight: Some(criterion.weight),
            guidance: criterion.guidance.clone(),
        });
        let experience = rule.asks(Need::LevelOne).then(|| CriterionLine {
            scale: Scale::Confidence,
            code: EXPERIENCE.to_owned(),
            name: "Corporate experience, confidence rating".to_owned(),
            weight: None,
            guidance: Some(
                "Recency, relevancy and quality of past contracts, combined by judgement."
                    .to_owned(),
            ),
        });
        technical.chain(experience).collect()
    }

    /// What was published about the evaluation, as the method computes with it.
    #[must_use]
    pub fn plan(&self) -> Plan {
        let euro = self.estimate_currency.as_deref() == Some("EUR");
        let value = self
            .estimate_minor
            .filter(|_| euro)
            .map(|minor| Decimal::new(minor, 2));
        Plan::new(&self.scheme, &self.requirements, value)
    }

    /// The last day whose rate may be used: the day before closing (GBI 4.8).
    #[must_use]
    pub fn rate_day(&self) -> NaiveDate {
        self.closes_at.date_naive() - Duration::days(1)
    }

    /// Whether the prices are still sealed although the other volumes may be open.
    #[must_use]
    pub const fn prices_sealed(&self) -> bool {
        self.price_after_technical && self.price_opened_at.is_none()
    }

    /// Refuses unless offers are being evaluated and the technical result is not fixed yet: it rests on what stood then.
    pub(super) fn must_be_scoring(&self) -> Result<(), Error> {
        self.must_be_evaluating()?;
        match self.technical_at {
            None => Ok(()),
            Some(at) => Err(Error::not_now(format!(
                "the technical result of {} was fixed on {}: what it rests on stands",
                self.reference,
                at.format("%-d %b %Y, %H:%M UTC")
            ))),
        }
    }

    /// Refuses unless the offers are open and being evaluated.
    pub(super) fn must_be_evaluating(&self) -> Result<(), Error> {
        if self.status == SolicitationState::Evaluating {
            Ok(())
        } else {
            Err(Error::not_now(format!(
                "{} is “{}”: this is done while it is in evaluation",
                self.reference,
                self.status.label()
            )))
        }
    }
}

/// A stored computation, never edited.
#[derive(Clone, Debug)]
pub struct Run {
    /// Its identity.
    pub id: ResultRunId,
    /// Its number within the solicitation, from 1, whatever its lot.
    pub number: i64,
    /// The code of its lot; empty for the whole.
    pub lot: String,
    /// The document `{ "method", "inputs" }`, canonical JSON.
    pub inputs: String,
    /// SHA-256 of `inputs`, hexadecimal.
    pub sha256: String,
    /// What was computed, canonical JSON.
    pub outputs: String,
    /// The rates used, canonical JSON.
    pub rates: String,
    /// Why it supersedes the run before.
    pub reason: Option<String>,
    /// Who ran it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The version of the program that computed it.
    pub software: String,
}

/// A member of the panel.
#[derive(Clone, Debug)]
pub struct Member {
    /// The account.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// What the member declared.
    pub declaration: Option<Declaration>,
    /// In the member's own words.
    pub note: Option<String>,
    /// When.
    pub declared_at: Option<DateTime<Utc>>,
    /// Offers whose scores are in.
    pub handed_in: Vec<OfferId>,
}

/// One person's score.
#[derive(Clone, Debug)]
pub struct Individual {
    /// The offer.
    pub offer: OfferId,
    /// The criterion.
    pub criterion: String,
    /// Who scored.
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// Points of 0 to 100, or the rating of 1 to 5.
    pub value: Decimal,
    /// Why.
    pub rationale: String,
    /// Strengths, weaknesses, deficiencies and risks.
    pub remarks: Vec<Remark>,
}

/// A score that the panel agreed on.
#[derive(Clone, Debug)]
pub struct Moderated {
    /// The offer.
    pub offer: OfferId,
    /// The criterion.
    pub criterion: String,
    /// Points of 0 to 100, or the rating of 1 to 5.
    pub value: Decimal,
    /// Why it differs from the individual ones, or not.
    pub reason: String,
    /// The remarks that the panel agreed on.
    pub remarks: Vec<Remark>,
    /// Who recorded it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Version for changes.
    pub version: i64,
}

/// Everything together, drafts included: what of it a person may see is decided by the use cases.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The solicitation.
    pub process: Process,
    /// Stored runs, the newest first.
    pub runs: Vec<Run>,
    /// Offers by reference.
    pub offers: Vec<OfferLine>,
    /// The panel by name.
    pub members: Vec<Member>,
    /// Individual scores.
    pub scores: Vec<Individual>,
    /// Moderated scores.
    pub moderated: Vec<Moderated>,
    /// Notes beside what offers say: of everybody until it is known who reads.
    pub(super) notes: Vec<Note>,
    /// The moment as of which everything is shown; none for the present.
    pub moment: Option<DateTime<Utc>>,
}

impl Sheet {
    /// The offer with this reference.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub fn offer(&self, reference: &str) -> Result<&OfferLine, Error> {
        self.offers
            .iter()
            .find(|offer| offer.reference == reference)
            .ok_or(Error::NotFound)
    }

    /// The member with this account.
    #[must_use]
    pub fn member(&self, account: Option<AccountId>) -> Option<&Member> {
        self.members
            .iter()
            .find(|member| Some(member.account) == account)
    }

    /// The members who declared that they have no conflict: those who score.
    pub fn scoring(&self) -> impl Iterator<Item = &Member> {
        self.members
            .iter()
            .filter(|member| member.declaration == Some(Declaration::None))
    }

    /// Whether an account's scores of an offer are in.
    #[must_use]
    pub fn is_in(&self, offer: OfferId, account: AccountId) -> bool {
        self.members
            .iter()
            .any(|member| member.account == account && member.handed_in.contains(&offer))
    }

    /// The scores of a criterion that are in, by members without a conflict.
    #[must_use]
    pub fn handed_in(&self, offer: OfferId, criterion: &str) -> Vec<&Individual> {
        self.scores
            .iter()
            .filter(|score| score.offer == offer && score.criterion == criterion)
            .filter(|score| self.is_in(offer, score.account))
            .collect()
    }

    /// The moderated score of a criterion.
    #[must_use]
    pub fn agreed(&self, offer: OfferId, criterion: &str) -> Option<&Moderated> {
        self.moderated
            .iter()
            .find(|score| score.offer == offer && score.criterion == criterion)
    }

    /// Reads everything with four statements, without the names that the reader may not know.
    pub(super) async fn read(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Self, Error> {
        let sheet = Self::from(&mut Source::Db(ctx.db()), reference).await?;
        Ok(sheet.read_by(actor))
    }

    /// The contest of the lot that is named, for acting on it.
    pub(super) async fn in_lot(source: &mut Source<'_>, at: InLot<'_>) -> Result<Self, Error> {
        let read = contest(source, at).await?;
        Self::around(source, read).await
    }

    /// The contest of the lot that is named, or of the first, for reading.
    pub(super) async fn shown(source: &mut Source<'_>, at: InLot<'_>) -> Result<Self, Error> {
        let read = shown(source, at).await?;
        Self::around(source, read).await
    }

    /// As [`Sheet::shown`], as it was recorded at a past moment. Whether somebody may read it is asked of the present:
    /// the panel of today, and whose scores are in by now.
    pub(super) async fn shown_at(
        source: &mut Source<'_>,
        at: InLot<'_>,
        moment: DateTime<Utc>,
        actor: &Actor,
    ) -> Result<Self, Error> {
        let read = shown(source, at).await?;
        let offers = offers(source, &read.0).await?;
        let members = members(source, read.0.id).await?;
        let (marks, past) = recorded(source, read.0.id, moment).await?;
        let sheet = Self::new(read, offers, members, marks);
        sheet.must_be_open_to(actor)?;
        Ok(sheet.wound_back(moment, past).read_by(actor))
    }

    /// Everything of a solicitation, whatever its lots.
    pub(super) async fn from(source: &mut Source<'_>, reference: &str) -> Result<Self, Error> {
        let read = process(source, reference).await?;
        Self::around(source, read).await
    }

    async fn around(
        source: &mut Source<'_>,
        (process, runs): (Process, Vec<Run>),
    ) -> Result<Self, Error> {
        let offers = offers(source, &process).await?;
        let members = members(source, process.id).await?;
        let marks = marks(source, process.id).await?;
        Ok(Self::new((process, runs), offers, members, marks))
    }

    pub(super) fn new(
        (process, runs): (Process, Vec<Run>),
        offers: Vec<OfferLine>,
        members: Vec<Member>,
        marks: Marks,
    ) -> Self {
        Self {
            process,
            runs,
            offers,
            members,
            scores: marks.scores,
            moderated: marks.moderated,
            notes: marks.notes,
            moment: None,
        }
    }
}
