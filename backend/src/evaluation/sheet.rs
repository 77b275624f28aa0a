//! Everything that is recorded about the evaluation of one solicitation.

use crate::db::query::Query;
use crate::db::{Db, DecimalText, JsonText, Tx};
use crate::{Ctx, Error};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use domain::id::{AccountId, OfferId, ProviderId, ResultRunId, SolicitationId};
use domain::money::Money;
use domain::offers::OfferContent;
use domain::solicitations::{EvaluationMethod, Requirement, Scheme};
use domain::states::{OfferState, SolicitationState};
use rust_decimal::Decimal;
use sqlx::FromRow;
use uuid::Uuid;

use super::panel::Declaration;

/// The criterion under which the confidence rating of corporate experience is kept (GBI 4.7).
pub const EXPERIENCE: &str = "experience";

/// Where rows are read from: outside or inside a transaction.
pub(super) enum Source<'a> {
    /// Outside.
    Db(&'a Db),
    /// Inside.
    Tx(&'a mut Tx),
}

impl Source<'_> {
    pub(super) fn query(&mut self, sql: &'static str) -> Query<'_> {
        match self {
            Self::Db(db) => db.query(sql),
            Self::Tx(tx) => tx.query(sql),
        }
    }
}

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
    /// Where it stands.
    pub status: SolicitationState,
    /// The published evaluation scheme.
    pub scheme: Scheme,
    /// Measured requirements.
    pub requirements: Vec<Requirement>,
    /// When bidding closed.
    pub closes_at: DateTime<Utc>,
    /// Estimated value in minor units.
    pub estimate_minor: Option<i64>,
    /// Its currency.
    pub estimate_currency: Option<String>,
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
        let technical = self.scheme.criteria.iter().map(|criterion| CriterionLine {
            code: criterion.code.clone(),
            name: criterion.name.as_str().to_owned(),
            weight: Some(criterion.weight),
            guidance: criterion.guidance.clone(),
        });
        let experience =
            (self.scheme.method == EvaluationMethod::NciaBestValueNumerical).then(|| {
                CriterionLine {
                    code: EXPERIENCE.to_owned(),
                    name: "Corporate experience, confidence rating".to_owned(),
                    weight: None,
                    guidance: Some(
                        "Recency, relevancy and quality of past contracts, combined by judgement."
                            .to_owned(),
                    ),
                }
            });
        technical.chain(experience).collect()
    }

    /// The last day whose rate may be used: the day before closing (GBI 4.8).
    #[must_use]
    pub fn rate_day(&self) -> NaiveDate {
        self.closes_at.date_naive() - Duration::days(1)
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
    /// Its number within the solicitation, from 1.
    pub number: i64,
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

/// A dated rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    /// Units of the currency for one euro.
    pub units_per_eur: Decimal,
    /// The day it holds for.
    pub day: NaiveDate,
    /// Where it is from.
    pub source: String,
}

/// An offer that reached opening.
#[derive(Clone, Debug)]
pub struct OfferLine {
    /// Its identity.
    pub id: OfferId,
    /// Its reference.
    pub reference: String,
    /// Where it stands.
    pub status: OfferState,
    /// The four volumes.
    pub content: OfferContent,
    /// The evaluated total as submitted.
    pub price: Option<Money>,
    /// The bidder.
    pub provider: ProviderId,
    /// The bidder's name.
    pub provider_name: String,
    /// The bidder's nation.
    pub nation: Option<String>,
    /// Whether the bidder is a small or medium enterprise.
    pub sme: bool,
    /// The newest rate of its currency up to the day before closing.
    pub rate: Option<Rate>,
    /// Why compliance was decided so.
    pub compliance_reason: Option<String>,
    /// Version for changes.
    pub version: i64,
}

impl OfferLine {
    /// Whether the offer takes part in the evaluation.
    #[must_use]
    pub fn takes_part(&self) -> bool {
        use OfferState as S;
        !matches!(
            self.status,
            S::Excluded | S::Withdrawn | S::Late | S::Lapsed | S::Replaced
        )
    }

    /// The price in euro, unrounded; none without a total or a rate.
    #[must_use]
    pub fn price_eur(&self) -> Option<Decimal> {
        let price = self.price?;
        if price.currency == domain::money::Currency::EUR {
            return Some(price.major());
        }
        let rate = self.rate.as_ref()?;
        price.major().checked_div(rate.units_per_eur)
    }
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

    /// Reads everything with four statements.
    pub(super) async fn read(ctx: &Ctx, reference: &str) -> Result<Self, Error> {
        Self::from(&mut Source::Db(ctx.db()), reference).await
    }

    pub(super) async fn from(source: &mut Source<'_>, reference: &str) -> Result<Self, Error> {
        let (process, runs) = process(source, reference).await?;
        let offers = offers(source, &process).await?;
        let members = members(source, process.id).await?;
        let (scores, moderated) = marks(source, process.id).await?;
        Ok(Self {
            process,
            runs,
            offers,
            members,
            scores,
            moderated,
        })
    }
}

#[derive(FromRow)]
struct ProcessRow {
    id: Uuid,
    reference: String,
    title: String,
    origin: String,
    status: String,
    scheme: Option<JsonText<Scheme>>,
    requirements: JsonText<Vec<Requirement>>,
    closes_at: Option<DateTime<Utc>>,
    estimate_minor: Option<i64>,
    estimate_currency: Option<String>,
    run_id: Option<Uuid>,
    number: Option<i64>,
    inputs: Option<String>,
    inputs_sha256: Option<Vec<u8>>,
    outputs: Option<String>,
    rates: Option<String>,
    reason: Option<String>,
    run_by: Option<String>,
    run_at: Option<DateTime<Utc>>,
    software: Option<String>,
}

impl ProcessRow {
    fn run(&self) -> Option<Run> {
        Some(Run {
            id: ResultRunId(self.run_id?),
            number: self.number?,
            inputs: self.inputs.clone()?,
            sha256: hex::encode(self.inputs_sha256.clone()?),
            outputs: self.outputs.clone()?,
            rates: self.rates.clone()?,
            reason: self.reason.clone(),
            by: self.run_by.clone().unwrap_or_default(),
            at: self.run_at?,
            software: self.software.clone()?,
        })
    }

    fn process(self) -> Result<Process, Error> {
        // An imported or unpublished record has no scheme that could be evaluated.
        let (Some(JsonText(scheme)), Some(closes_at)) = (self.scheme, self.closes_at) else {
            return Err(Error::NotFound);
        };
        Ok(Process {
            id: SolicitationId(self.id),
            reference: self.reference,
            title: self.title,
            origin: self.origin,
            status: read_state(&self.status)?,
            scheme,
            requirements: self.requirements.0,
            closes_at,
            estimate_minor: self.estimate_minor,
            estimate_currency: self.estimate_currency,
        })
    }
}

/// Reads a stored state.
pub(super) fn read_state<S: std::str::FromStr>(code: &str) -> Result<S, Error> {
    code.parse()
        .map_err(|_| Error::Internal(format!("“{code}” is no state")))
}

pub(super) async fn process(
    source: &mut Source<'_>,
    reference: &str,
) -> Result<(Process, Vec<Run>), Error> {
    let sql = "SELECT solicitation.id, solicitation.reference, title, solicitation.origin, status, scheme, requirements, closes_at,
            estimate_minor, estimate_currency, result_run.id AS run_id, number, inputs, inputs_sha256, outputs, rates,
            result_run.reason, account.name AS run_by, run_at, software
         FROM solicitation LEFT JOIN result_run ON result_run.solicitation_id = solicitation.id
            LEFT JOIN account ON account.id = result_run.run_by
         WHERE solicitation.reference = $1 ORDER BY number DESC";
    let rows: Vec<ProcessRow> = source.query(sql).bind(reference.to_owned()).all().await?;
    let runs = rows.iter().filter_map(ProcessRow::run).collect();
    let row = rows.into_iter().next().ok_or(Error::NotFound)?;
    Ok((row.process()?, runs))
}

#[derive(FromRow)]
struct OfferRow {
    id: Uuid,
    reference: String,
    status: String,
    content: JsonText<OfferContent>,
    price_minor: Option<i64>,
    price_currency: Option<String>,
    provider_id: Uuid,
    provider_name: String,
    nation_code: Option<String>,
    sme: bool,
    units_per_eur: Option<DecimalText>,
    on_day: Option<NaiveDate>,
    rate_source: Option<String>,
    compliance_reason: Option<String>,
    version: i64,
}

impl TryFrom<OfferRow> for OfferLine {
    type Error = Error;
    fn try_from(row: OfferRow) -> Result<Self, Error> {
        let currency = row.price_currency.and_then(|code| code.parse().ok());
        let price = row.price_minor.zip(currency);
        let rate = row.units_per_eur.zip(row.on_day).zip(row.rate_source);
        Ok(Self {
            id: OfferId(row.id),
            reference: row.reference,
            status: read_state(&row.status)?,
            content: row.content.0,
            price: price.map(|(minor, currency)| Money::new(minor, currency)),
            provider: ProviderId(row.provider_id),
            provider_name: row.provider_name,
            nation: row.nation_code,
            sme: row.sme,
            rate: rate.map(|((units, day), source)| Rate {
                units_per_eur: units.0,
                day,
                source,
            }),
            compliance_reason: row.compliance_reason,
            version: row.version,
        })
    }
}

pub(super) async fn offers(
    source: &mut Source<'_>,
    process: &Process,
) -> Result<Vec<OfferLine>, Error> {
    let sql = "SELECT offer.id, offer.reference, offer.status, offer.content, price_minor, price_currency, offer.provider_id,
            provider.name AS provider_name, provider.nation_code, provider.sme, exchange_rate.units_per_eur, exchange_rate.on_day,
            exchange_rate.source AS rate_source, compliance_reason, offer.version
         FROM offer JOIN provider ON provider.id = offer.provider_id
            LEFT JOIN exchange_rate ON exchange_rate.currency = offer.price_currency AND exchange_rate.on_day =
                (SELECT MAX(known.on_day) FROM exchange_rate known WHERE known.currency = offer.price_currency AND known.on_day <= $2)
         WHERE offer.solicitation_id = $1 AND offer.content IS NOT NULL ORDER BY offer.reference";
    let rows: Vec<OfferRow> = source
        .query(sql)
        .bind(process.id.0)
        .bind(process.rate_day())
        .all()
        .await?;
    rows.into_iter().map(OfferLine::try_from).collect()
}

#[derive(FromRow)]
struct MemberRow {
    account_id: Uuid,
    name: String,
    declaration: Option<String>,
    declaration_note: Option<String>,
    declared_at: Option<DateTime<Utc>>,
    offer_id: Option<Uuid>,
}

pub(super) async fn members(
    source: &mut Source<'_>,
    id: SolicitationId,
) -> Result<Vec<Member>, Error> {
    let sql = "SELECT panel_member.account_id, account.name, declaration, declaration_note, declared_at, score_sheet.offer_id
         FROM panel_member JOIN account ON account.id = panel_member.account_id
            LEFT JOIN score_sheet ON score_sheet.account_id = panel_member.account_id
                AND score_sheet.offer_id IN (SELECT id FROM offer WHERE offer.solicitation_id = $1)
         WHERE panel_member.solicitation_id = $1 ORDER BY account.name, panel_member.account_id";
    let rows: Vec<MemberRow> = source.query(sql).bind(id.0).all().await?;
    let mut members: Vec<Member> = Vec::new();
    for row in rows {
        let account = AccountId(row.account_id);
        if members.last().is_none_or(|last| last.account != account) {
            members.push(Member {
                account,
                name: row.name,
                declaration: row.declaration.as_deref().and_then(Declaration::from_code),
                note: row.declaration_note,
                declared_at: row.declared_at,
                handed_in: Vec::new(),
            });
        }
        if let (Some(member), Some(offer)) = (members.last_mut(), row.offer_id) {
            member.handed_in.push(OfferId(offer));
        }
    }
    Ok(members)
}

#[derive(FromRow)]
struct MarkRow {
    kind: String,
    offer_id: Uuid,
    criterion: String,
    account_id: Uuid,
    name: String,
    value: DecimalText,
    words: String,
    at: DateTime<Utc>,
    version: i64,
}

async fn marks(
    source: &mut Source<'_>,
    id: SolicitationId,
) -> Result<(Vec<Individual>, Vec<Moderated>), Error> {
    let sql = "SELECT 'individual' AS kind, score.offer_id, criterion, score.account_id, account.name, value, rationale AS words,
            saved_at AS at, CAST(0 AS BIGINT) AS version
         FROM score JOIN account ON account.id = score.account_id JOIN offer ON offer.id = score.offer_id
         WHERE offer.solicitation_id = $1
         UNION ALL
         SELECT 'moderated', moderated_score.offer_id, criterion, recorded_by, account.name, value, reason, recorded_at,
            moderated_score.version
         FROM moderated_score JOIN account ON account.id = moderated_score.recorded_by
            JOIN offer ON offer.id = moderated_score.offer_id
         WHERE offer.solicitation_id = $1 ORDER BY 5, 3";
    let rows: Vec<MarkRow> = source.query(sql).bind(id.0).all().await?;
    let (mut scores, mut moderated) = (Vec::new(), Vec::new());
    for row in rows {
        let offer = OfferId(row.offer_id);
        if row.kind == "moderated" {
            moderated.push(Moderated {
                offer,
                criterion: row.criterion,
                value: row.value.0,
                reason: row.words,
                by: row.name,
                at: row.at,
                version: row.version,
            });
        } else {
            scores.push(Individual {
                offer,
                criterion: row.criterion,
                account: AccountId(row.account_id),
                name: row.name,
                value: row.value.0,
                rationale: row.words,
            });
        }
    }
    Ok((scores, moderated))
}
