//! What a bidder is told: the result, its own figures, and of the winner the name, the total and the scores.

use super::award::Award;
use super::debriefs::DebriefDocument;
use super::figures::Figures;
use super::lots::InLot;
use super::read::read_state;
use super::sheet::{OfferLine, Sheet};
use crate::audit::{self, Happening};
use crate::db::JsonText;
use crate::{Begin, Call, Ctx, Error, Work};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::evaluation::rules::TotalKind;
use domain::id::{OfferId, ProviderId};
use domain::money::Money;
use domain::policy::actions::ReadNotice;
use domain::policy::{Action, Subject, permit};
use domain::states::AwardState;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

/// A bidder's score under one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnScore {
    /// The criterion's code.
    pub criterion: String,
    /// Its name.
    pub name: String,
    /// Points of 0 to 100, or the rating of 1 to 5.
    pub value: Decimal,
    /// The panel's reason; only in notices from before comments were marked for a debrief.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// Level 1 scores and their sum, points of 0 to 100, unrounded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scores {
    /// Technical; none where the method has no such figure.
    pub technical: Option<Decimal>,
    /// Experience; none where the method does not weigh it.
    pub experience: Option<Decimal>,
    /// Price; an ineligible offer has none.
    pub price: Option<Decimal>,
    /// Final, in points; an ineligible offer has none, nor has one that is compared by an amount.
    pub final_score: Option<Decimal>,
}

/// The debrief that goes with a notice. It holds no figure of any third bidder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Debrief {
    /// How many offers were opened.
    pub offers: usize,
    /// The offer's place; none when it could not win.
    pub rank: Option<usize>,
    /// Why it could not win, if it could not.
    pub ineligible: Option<String>,
    /// Its scores by criterion.
    pub by_criterion: Vec<OwnScore>,
    /// Its level 1 scores; none where the method has no technical score.
    pub own: Option<Scores>,
    /// Its price as submitted.
    pub own_price: Option<Money>,
    /// The winner's name.
    pub winner_name: String,
    /// The winner's price as submitted.
    pub winner_price: Option<Money>,
    /// The winner's level 1 scores; none where the method has no technical score.
    pub winner: Option<Scores>,
    /// The last day of the standstill; none when it was waived.
    pub standstill_last_day: Option<NaiveDate>,
    /// The first day on which the contract may be signed.
    pub earliest_signature: Option<NaiveDate>,
}

/// A notice as its bidder reads it.
#[derive(Clone, Debug)]
pub struct NoticePage {
    /// The offer.
    pub offer: String,
    /// The lot that the notice is about, by its code; empty for the whole.
    pub lot: String,
    /// Every lot of which the bidder was told, the newest notice first; empty for the whole.
    pub lots: Vec<String>,
    /// The solicitation.
    pub solicitation: String,
    /// Its title.
    pub title: String,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// Whether the offer was chosen.
    pub successful: bool,
    /// Where the award stands.
    pub status: AwardState,
    /// When the notice was sent.
    pub sent_at: DateTime<Utc>,
    /// When it was first read.
    pub read_at: Option<DateTime<Utc>>,
    /// The figures.
    pub debrief: Debrief,
    /// The debrief, once it was sent.
    pub document: Option<DebriefDocument>,
}

fn scores(figures: &Figures, offer: &str) -> Option<Scores> {
    let record = figures.record(offer)?;
    record.technical?;
    let of_points = matches!(figures.rule().total, TotalKind::Points | TotalKind::Marks);
    Some(Scores {
        technical: record.technical,
        experience: record.experience,
        price: record.price_points,
        final_score: record.total.filter(|_| of_points),
    })
}

/// What one bidder is told.
pub(super) fn debrief(
    sheet: &Sheet,
    figures: &Figures,
    line: &OfferLine,
    chosen: OfferId,
    award: &Award,
) -> Debrief {
    let winner = sheet.offers.iter().find(|offer| offer.id == chosen);
    let own = sheet
        .process
        .criteria()
        .into_iter()
        .filter_map(|criterion| {
            let (value, _, _) = sheet.cell(line.id, &criterion.code)?;
            Some(OwnScore {
                name: criterion.name,
                value,
                reason: None,
                criterion: criterion.code,
            })
        });
    Debrief {
        offers: sheet.offers.len(),
        rank: figures.rank(&line.reference),
        ineligible: line
            .out_because()
            .or_else(|| figures.ineligible(&line.reference)),
        by_criterion: own.collect(),
        own: scores(figures, &line.reference),
        own_price: line.price,
        winner_name: award.provider_name.clone(),
        winner_price: award.value,
        winner: winner.and_then(|offer| scores(figures, &offer.reference)),
        standstill_last_day: award.standstill_last_day,
        earliest_signature: award.earliest_signature,
    }
}

/// Sends a bidder's notice.
pub(super) async fn send(
    work: &mut Work<'_>,
    award: &Award,
    line: &OfferLine,
    chosen: OfferId,
    debrief: Debrief,
) -> Result<(), Error> {
    let at = work.at;
    work.tx
        .query(
            "INSERT INTO award_notice (award_id, offer_id, provider_id, successful, figures, sent_at)
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(award.id.0)
        .bind(line.id.0)
        .bind(line.provider.0)
        .bind(line.id == chosen)
        .bind(JsonText(debrief))
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}

#[derive(FromRow)]
struct NoticeRow {
    award_id: Uuid,
    lot: String,
    award_title: String,
    offer_id: Uuid,
    provider_id: Uuid,
    solicitation_id: Uuid,
    solicitation: String,
    origin: String,
    status: String,
    successful: bool,
    figures: JsonText<Debrief>,
    document: Option<JsonText<DebriefDocument>>,
    standstill_last_day: Option<NaiveDate>,
    earliest_signature: Option<NaiveDate>,
    sent_at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
}

/// The notice of one's own offer; the first reading is recorded.
///
/// # Errors
/// [`Error::NotFound`] when no notice was sent; hidden from every other provider.
pub async fn notice(
    ctx: &Ctx,
    actor: &Actor,
    offer: impl Into<InLot<'_>>,
) -> Result<NoticePage, Error> {
    let InLot {
        reference: offer,
        lot,
    } = offer.into();
    let sql = "SELECT award_notice.award_id, award.lot, award.title AS award_title, award_notice.offer_id, award_notice.provider_id, award.solicitation_id,
            solicitation.reference AS solicitation, solicitation.origin, award.status, successful, figures, debrief.document,
            award.standstill_last_day, award.earliest_signature,
            award_notice.sent_at, read_at
         FROM award_notice JOIN award ON award.id = award_notice.award_id JOIN offer ON offer.id = award_notice.offer_id
            JOIN solicitation ON solicitation.id = award.solicitation_id
            LEFT JOIN debrief ON debrief.award_id = award_notice.award_id AND debrief.offer_id = award_notice.offer_id
         WHERE offer.reference = $1 ORDER BY award_notice.sent_at DESC, award.lot";
    let rows: Vec<NoticeRow> = ctx.db().query(sql).bind(offer.to_owned()).all().await?;
    let lots = lots_told(&rows);
    let row = which(rows, lot);
    let owner = row.as_ref().map(|row| ProviderId(row.provider_id));
    permit::<ReadNotice>(actor, owner.map_or(Subject::ANY, Subject::of_provider))?;
    let row = row.ok_or(Error::NotFound)?;
    if row.read_at.is_none() {
        mark_read(ctx, actor, offer, &row).await?;
    }
    Ok(NoticePage {
        offer: offer.to_owned(),
        lot: row.lot,
        lots,
        solicitation: row.solicitation,
        title: row.award_title,
        origin: row.origin,
        successful: row.successful,
        status: read_state(&row.status)?,
        sent_at: row.sent_at,
        read_at: row.read_at,
        document: row.document.map(|document| document.0),
        // A standstill may have been waived since the notice was sent.
        debrief: Debrief {
            standstill_last_day: row.standstill_last_day,
            earliest_signature: row.earliest_signature,
            ..row.figures.0
        },
    })
}

/// The newest notice of the lot that is named; where none is, the newest that nobody has read, else the newest.
fn which(mut rows: Vec<NoticeRow>, lot: Option<&str>) -> Option<NoticeRow> {
    let place = match lot {
        Some(lot) => rows.iter().position(|row| row.lot == lot)?,
        None => rows
            .iter()
            .position(|row| row.read_at.is_none() && !row.lot.is_empty())
            .unwrap_or(0),
    };
    (place < rows.len()).then(|| rows.swap_remove(place))
}

/// The lots of which a bidder was told, each once; none where everything is awarded at once.
fn lots_told(rows: &[NoticeRow]) -> Vec<String> {
    let mut lots: Vec<String> = Vec::new();
    for row in rows.iter().filter(|row| !row.lot.is_empty()) {
        if !lots.contains(&row.lot) {
            lots.push(row.lot.clone());
        }
    }
    lots
}

async fn mark_read(ctx: &Ctx, actor: &Actor, offer: &str, row: &NoticeRow) -> Result<(), Error> {
    let call = Call::by(actor.clone());
    let Begin::New(mut work) = ctx.begin::<()>(&call).await? else {
        return Ok(());
    };
    let at = work.at;
    let marked = work
        .tx
        .query("UPDATE award_notice SET read_at = $1 WHERE award_id = $2 AND offer_id = $3 AND read_at IS NULL")
        .bind(at)
        .bind(row.award_id)
        .bind(row.offer_id)
        .run()
        .await?;
    if marked == 1 {
        let happening = Happening::to("offer", row.offer_id, offer, "Read the award notice");
        let code = <ReadNotice as Action>::RULE.code;
        audit::append(&mut work, code, happening.within(row.solicitation_id)).await?;
    }
    work.commit(()).await
}
