//! An award as it is recorded, and the page on which it goes its way.

use super::decisions::{self, Decision};
use super::figures::Figures;
use super::lots::{self, InLot};
use super::read::{self, Source, read_state};
use super::sheet::{OfferLine, Process, Run};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::id::{AccountId, AwardId, OfferId, ProviderId};
use domain::money::{Currency, Money};
use domain::policy::actions::ReadRecommendation;
use domain::policy::{Subject, permit};
use domain::states::AwardState;
use domain::timetable::WaiverGround;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

/// An award as it is recorded.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Award {
    /// Its identity.
    pub id: AwardId,
    /// The offer's reference.
    pub offer: String,
    /// The bidder's name.
    pub provider_name: String,
    /// Where it stands.
    pub status: AwardState,
    /// The result it rests on.
    pub run: Option<i64>,
    /// The price as submitted.
    pub value: Option<Money>,
    /// Why this offer.
    pub reason: String,
    /// Who recommended it.
    pub recommended_by: Option<AccountId>,
    /// Name of who recommended it.
    pub recommender: Option<String>,
    /// When.
    pub recommended_at: Option<DateTime<Utc>>,
    /// Who approved it and began the standstill.
    #[serde(default)]
    pub approved_by: Option<AccountId>,
    /// Name of who approved it.
    pub approver: Option<String>,
    /// When the bidders were notified.
    pub notified_at: Option<DateTime<Utc>>,
    /// The last day on which bidders may complain.
    pub standstill_last_day: Option<NaiveDate>,
    /// The first day on which the contract may be signed.
    pub earliest_signature: Option<NaiveDate>,
    /// Since which day a complaint suspends it.
    #[serde(default)]
    pub suspended_on: Option<NaiveDate>,
    /// On which ground the standstill was waived.
    #[serde(default)]
    pub waiver_ground: Option<WaiverGround>,
    /// Why the standstill was waived.
    pub waiver_reason: Option<String>,
    /// Version for changes.
    pub version: i64,
}

/// A notice that went to a bidder.
#[derive(Clone, Debug)]
pub struct NoticeLine {
    /// The offer.
    pub offer: String,
    /// The bidder.
    pub provider: ProviderId,
    /// The bidder's name.
    pub provider_name: String,
    /// Whether the offer is the chosen one.
    pub successful: bool,
    /// When it was sent.
    pub sent_at: DateTime<Utc>,
    /// When its bidder first read it.
    pub read_at: Option<DateTime<Utc>>,
}

/// The page of the award.
#[derive(Clone, Debug)]
pub struct AwardPage {
    /// The solicitation.
    pub process: Process,
    /// The newest result.
    pub run: Option<Run>,
    /// Its figures.
    pub figures: Option<Figures>,
    /// Offers that reached opening.
    pub offers: Vec<OfferLine>,
    /// The award that is not annulled.
    pub award: Option<Award>,
    /// Notices sent.
    pub notices: Vec<NoticeLine>,
    /// Awards that were annulled after the bidders had been told, the newest first.
    pub earlier: Vec<Award>,
    /// Decisions that were proposed, the newest first.
    pub decisions: Vec<Decision>,
    /// The rule's length of the standstill in calendar days; none up to EFL E, where the authority chooses it.
    pub standstill_days: Option<u32>,
}

#[derive(FromRow)]
pub(super) struct AwardRow {
    id: Uuid,
    offer_id: Uuid,
    offer_reference: String,
    provider_name: String,
    status: String,
    run: Option<i64>,
    value_minor: Option<i64>,
    value_currency: Option<String>,
    reason: String,
    recommended_by: Option<Uuid>,
    recommender: Option<String>,
    recommended_at: Option<DateTime<Utc>>,
    approved_by: Option<Uuid>,
    approver: Option<String>,
    notified_at: Option<DateTime<Utc>>,
    standstill_last_day: Option<NaiveDate>,
    earliest_signature: Option<NaiveDate>,
    suspended_on: Option<NaiveDate>,
    waiver_ground: Option<String>,
    waiver_reason: Option<String>,
    version: i64,
    notice_offer: Option<String>,
    notice_provider_id: Option<Uuid>,
    notice_provider: Option<String>,
    successful: Option<bool>,
    sent_at: Option<DateTime<Utc>>,
    read_at: Option<DateTime<Utc>>,
}

impl AwardRow {
    fn award(&self) -> Result<Award, Error> {
        let currency = self
            .value_currency
            .as_deref()
            .and_then(|code| code.parse::<Currency>().ok());
        Ok(Award {
            id: AwardId(self.id),
            offer: self.offer_reference.clone(),
            provider_name: self.provider_name.clone(),
            status: read_state(&self.status)?,
            run: self.run,
            value: self
                .value_minor
                .zip(currency)
                .map(|(minor, currency)| Money::new(minor, currency)),
            reason: self.reason.clone(),
            recommended_by: self.recommended_by.map(AccountId),
            recommender: self.recommender.clone(),
            recommended_at: self.recommended_at,
            approved_by: self.approved_by.map(AccountId),
            approver: self.approver.clone(),
            notified_at: self.notified_at,
            standstill_last_day: self.standstill_last_day,
            earliest_signature: self.earliest_signature,
            suspended_on: self.suspended_on,
            waiver_ground: self
                .waiver_ground
                .as_deref()
                .and_then(|code| code.parse().ok()),
            waiver_reason: self.waiver_reason.clone(),
            version: self.version,
        })
    }

    fn notice(self) -> Option<NoticeLine> {
        Some(NoticeLine {
            offer: self.notice_offer?,
            provider: ProviderId(self.notice_provider_id?),
            provider_name: self.notice_provider?,
            successful: self.successful?,
            sent_at: self.sent_at?,
            read_at: self.read_at,
        })
    }
}

/// An award with its offer and its notices.
pub(super) type Found = (Award, OfferId, Vec<NoticeLine>);

/// The award that is not annulled, with its offer and its notices.
pub(super) async fn read(
    source: &mut Source<'_>,
    process: &Process,
) -> Result<Option<Found>, Error> {
    let all = read_all(source, process).await?;
    Ok(all
        .into_iter()
        .find(|(award, _, _)| award.status != AwardState::Annulled))
}

/// Every award of a solicitation or of the lot that is looked at, the newest first.
pub(super) async fn read_all(
    source: &mut Source<'_>,
    process: &Process,
) -> Result<Vec<Found>, Error> {
    let sql = "SELECT award.id, award.offer_id, offer.reference AS offer_reference, provider.name AS provider_name, award.status,
            result_run.number AS run, award.value_minor, award.value_currency, award.reason, award.recommended_by,
            recommender.name AS recommender, award.recommended_at, award.approved_by, approver.name AS approver, award.notified_at,
            award.standstill_last_day, award.earliest_signature, award.suspended_on, award.waiver_ground, award.waiver_reason, award.version,
            notice_offer.reference AS notice_offer, award_notice.provider_id AS notice_provider_id, notice_provider.name AS notice_provider, award_notice.successful,
            award_notice.sent_at, award_notice.read_at
         FROM award JOIN offer ON offer.id = award.offer_id JOIN provider ON provider.id = award.provider_id
            LEFT JOIN result_run ON result_run.id = award.result_run_id
            LEFT JOIN account recommender ON recommender.id = award.recommended_by
            LEFT JOIN account approver ON approver.id = award.approved_by
            LEFT JOIN award_notice ON award_notice.award_id = award.id
            LEFT JOIN offer notice_offer ON notice_offer.id = award_notice.offer_id
            LEFT JOIN provider notice_provider ON notice_provider.id = award_notice.provider_id
         WHERE award.solicitation_id = $1 AND award.lot = $2 ORDER BY award.created_at DESC, award.id DESC, notice_offer.reference";
    let query = source.query(sql).bind(process.id.0);
    let rows: Vec<AwardRow> = query.bind(process.lot_code().to_owned()).all().await?;
    let mut all: Vec<Found> = Vec::new();
    for row in rows {
        if all.last().is_none_or(|(last, _, _)| last.id.0 != row.id) {
            all.push((row.award()?, OfferId(row.offer_id), Vec::new()));
        }
        if let Some((_, _, notices)) = all.last_mut() {
            notices.extend(row.notice());
        }
    }
    Ok(all)
}

/// Everything about the award of a solicitation.
///
/// # Errors
/// When the rules refuse, there is no such solicitation, or the store fails.
pub async fn award_page(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
) -> Result<AwardPage, Error> {
    permit::<ReadRecommendation>(actor, Subject::ANY)?;
    let mut source = Source::Db(ctx.db());
    let (process, runs) = lots::shown(&mut source, solicitation.into()).await?;
    let offers = read::offers(&mut source, &process).await?;
    let all = read_all(&mut source, &process).await?;
    let decisions = decisions::of_process(&mut source, &process).await?;
    let run = runs.into_iter().next();
    let figures = run.as_ref().map(|run| Figures::read(&run.inputs));
    let annulled = |found: &Found| found.0.status == AwardState::Annulled;
    let (annulled, current): (Vec<Found>, Vec<Found>) = all.into_iter().partition(annulled);
    let (award, notices) = match current.into_iter().next() {
        Some((award, _, notices)) => (Some(award), notices),
        None => (None, Vec::new()),
    };
    let earlier = annulled.into_iter().map(|(award, _, _)| award);
    Ok(AwardPage {
        standstill_days: super::approve::rule(&process).map(|rule| rule.whole_days()),
        process,
        run,
        figures: figures.transpose()?,
        offers,
        award,
        notices,
        earlier: earlier
            .filter(|award| award.notified_at.is_some())
            .collect(),
        decisions,
    })
}
