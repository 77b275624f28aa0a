//! The page on which an officer prepares a debrief.

use super::compose::{DebriefDocument, PanelComment, comments, compose};
use super::secrets::found;
use crate::db::JsonText;
use crate::evaluation::award::{self, Award};
use crate::evaluation::figures::Figures;
use crate::evaluation::lots::InLot;
use crate::evaluation::read::Source;
use crate::evaluation::sheet::{OfferLine, Process, Sheet};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::awards::Leak;
use domain::id::{AwardId, OfferId};
use domain::policy::actions::ReadRecommendation;
use domain::policy::{Subject, permit};
use sqlx::FromRow;

/// What an officer has prepared.
#[derive(Clone, Debug, Default)]
pub struct DebriefDraft {
    /// The keys of the panel's comments that are marked for the debrief.
    pub marked: Vec<String>,
    /// Passages that are blacked out.
    pub passages: Vec<String>,
    /// The officer's words.
    pub words: String,
    /// Whether the place of the price is told.
    pub price_rank: bool,
    /// When it was sent.
    pub sent_at: Option<DateTime<Utc>>,
    /// Version for changes; 0 before anything was prepared.
    pub version: i64,
}

/// Everything for preparing a debrief.
#[derive(Clone, Debug)]
pub struct DebriefPage {
    /// The solicitation.
    pub process: Process,
    /// The offer.
    pub offer: String,
    /// Its bidder.
    pub provider_name: String,
    /// What the panel wrote about it.
    pub comments: Vec<PanelComment>,
    /// What is prepared.
    pub draft: DebriefDraft,
    /// The debrief as it would be sent now, or as it was sent.
    pub document: DebriefDocument,
    /// What it says and must not; nothing is sent while there is something.
    pub leaks: Vec<Leak>,
}

/// A debrief with everything that it is made from.
pub(super) struct Prepared {
    pub(super) sheet: Sheet,
    /// Every offer as a whole: what was offered for other lots is not to be said, either.
    others: Vec<OfferLine>,
    pub(super) line: OfferLine,
    pub(super) award: Award,
    pub(super) chosen: OfferId,
    pub(super) draft: DebriefDraft,
    sent: Option<DebriefDocument>,
    figures: Figures,
}

impl Prepared {
    /// Reads everything.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the chosen offer, one that was not told, or before the notices.
    pub(super) async fn read(
        source: &mut Source<'_>,
        at: InLot<'_>,
        offer: &str,
    ) -> Result<Self, Error> {
        let sheet = Sheet::in_lot(source, at).await?;
        let others = match sheet.process.lot {
            Some(_) => Sheet::from(source, at.reference).await?.offers,
            None => sheet.offers.clone(),
        };
        let found = award::read(source, &sheet.process).await?;
        let (award, chosen, _) = found
            .filter(|(award, _, _)| award.notified_at.is_some())
            .ok_or_else(|| Error::not_now("a debrief follows the notices to the bidders"))?;
        let line = sheet.offer(offer)?.clone();
        if line.id == chosen {
            return Err(Error::not_now("the chosen bidder needs no debrief"));
        }
        let run = sheet.runs.iter().find(|run| award.run == Some(run.number));
        let figures = Figures::read(&run.ok_or(Error::NotFound)?.inputs)?;
        let (draft, sent) = draft(source, award.id, line.id).await?;
        Ok(Self {
            sheet,
            others,
            line,
            award,
            chosen,
            draft,
            sent,
            figures,
        })
    }

    /// The debrief as it was sent, or as it would be sent now, with what it must not say.
    pub(super) fn composed(&self) -> (DebriefDocument, Vec<Leak>) {
        if let Some(sent) = &self.sent {
            return (sent.clone(), Vec::new());
        }
        let document = compose(
            &self.sheet,
            &self.figures,
            &self.line,
            self.chosen,
            &self.draft,
        );
        let leaks = found(
            &self.sheet,
            &self.others,
            &self.line,
            self.chosen,
            &document,
        );
        (document, leaks)
    }
}

#[derive(FromRow)]
struct Row {
    marked: JsonText<Vec<String>>,
    passages: JsonText<Vec<String>>,
    words: String,
    price_rank: bool,
    document: Option<JsonText<DebriefDocument>>,
    sent_at: Option<DateTime<Utc>>,
    version: i64,
}

async fn draft(
    source: &mut Source<'_>,
    award: AwardId,
    offer: OfferId,
) -> Result<(DebriefDraft, Option<DebriefDocument>), Error> {
    let sql = "SELECT marked, passages, words, price_rank, document, sent_at, version FROM debrief WHERE award_id = $1 AND offer_id = $2";
    let row: Option<Row> = source
        .query(sql)
        .bind(award.0)
        .bind(offer.0)
        .optional()
        .await?;
    let Some(row) = row else {
        return Ok((DebriefDraft::default(), None));
    };
    let draft = DebriefDraft {
        marked: row.marked.0,
        passages: row.passages.0,
        words: row.words,
        price_rank: row.price_rank,
        sent_at: row.sent_at,
        version: row.version,
    };
    Ok((draft, row.document.map(|document| document.0)))
}

/// Everything for preparing the debrief of an offer that was not chosen.
///
/// # Errors
/// When the rules refuse; before the notices; for the chosen offer; when the store fails.
pub async fn debrief_page(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
    offer: &str,
) -> Result<DebriefPage, Error> {
    permit::<ReadRecommendation>(actor, Subject::ANY)?;
    let prepared = Prepared::read(&mut Source::Db(ctx.db()), solicitation.into(), offer).await?;
    let (document, leaks) = prepared.composed();
    Ok(DebriefPage {
        comments: comments(&prepared.sheet, &prepared.line),
        offer: prepared.line.reference,
        provider_name: prepared.line.provider_name,
        process: prepared.sheet.process,
        draft: prepared.draft,
        document,
        leaks,
    })
}
