//! Solicitations that are awarded lot by lot: each lot is a contest of its own, and the whole follows its lots.

use super::figures::Figures;
use super::read::{self, Source, read_state};
use super::sheet::{OfferLine, Process, Run, Sheet};
use super::steps::{move_offer, move_solicitation};
use crate::offers::show_names;
use crate::{Error, Work};
use domain::awards::{InLotStands, follow_lots, follow_outcomes, stage_of_lot};
use domain::id::{OfferId, ProviderId};
use domain::solicitations::{Entry, Portion};
use domain::states::{AwardState, OfferEvent, OfferState, SolicitationState};
use sqlx::FromRow;
use uuid::Uuid;

/// A solicitation or an offer by its reference, and the lot of it that is meant.
#[derive(Clone, Copy, Debug)]
pub struct InLot<'a> {
    /// The reference.
    pub reference: &'a str,
    /// The lot's code, or the line's where lines are awarded singly; none for the whole.
    pub lot: Option<&'a str>,
}

impl<'a> From<&'a str> for InLot<'a> {
    fn from(reference: &'a str) -> Self {
        Self {
            reference,
            lot: None,
        }
    }
}

impl<'a> From<&'a String> for InLot<'a> {
    fn from(reference: &'a String) -> Self {
        Self::from(reference.as_str())
    }
}

impl<'a> From<(&'a str, Option<&'a str>)> for InLot<'a> {
    fn from((reference, lot): (&'a str, Option<&'a str>)) -> Self {
        Self { reference, lot }
    }
}

/// Who a lot goes to.
#[derive(Clone, Debug)]
pub struct LotAward {
    /// Where the award stands.
    pub status: AwardState,
    /// The offer.
    pub offer: OfferId,
    /// Its bidder.
    pub provider: ProviderId,
    /// The bidder's name.
    pub provider_name: String,
}

/// Where a lot stands.
#[derive(Clone, Debug)]
pub struct LotStanding {
    /// The lot.
    pub portion: Portion,
    /// Where its contest stands, in the words of a solicitation.
    pub stage: SolicitationState,
    /// Its award that is not annulled.
    pub award: Option<LotAward>,
}

#[derive(FromRow)]
struct Row {
    lot: String,
    status: Option<String>,
    offer_id: Option<Uuid>,
    provider_id: Option<Uuid>,
    provider_name: Option<String>,
}

impl Row {
    fn award(&self) -> Result<Option<LotAward>, Error> {
        let (Some(status), Some(offer), Some(provider)) =
            (&self.status, self.offer_id, self.provider_id)
        else {
            return Ok(None);
        };
        Ok(Some(LotAward {
            status: read_state(status)?,
            offer: OfferId(offer),
            provider: ProviderId(provider),
            provider_name: self.provider_name.clone().unwrap_or_default(),
        }))
    }
}

/// Where the lots of a solicitation stand, in the published order.
pub(super) async fn standings(
    source: &mut Source<'_>,
    process: &Process,
) -> Result<Vec<LotStanding>, Error> {
    let sql = "SELECT award.lot, award.status, award.offer_id, award.provider_id, provider.name AS provider_name
         FROM award LEFT JOIN provider ON provider.id = award.provider_id
         WHERE award.solicitation_id = $1 AND award.status <> 'annulled'
         UNION ALL SELECT lot, CAST(NULL AS TEXT), CAST(NULL AS UUID), CAST(NULL AS UUID), CAST(NULL AS TEXT) FROM award_decision
         WHERE solicitation_id = $1 AND kind = 'no_award' AND status = 'approved'";
    let rows: Vec<Row> = source.query(sql).bind(process.id.0).all().await?;
    let standing = |portion: &Portion| {
        let own = || rows.iter().filter(|row| row.lot == portion.code);
        let award = own().find(|row| row.status.is_some());
        let award = award.map(Row::award).transpose()?.flatten();
        let ended = own().any(|row| row.status.is_none());
        Ok(LotStanding {
            portion: portion.clone(),
            stage: stage_of_lot(award.as_ref().map(|award| award.status), ended),
            award,
        })
    };
    process.portions.iter().map(standing).collect()
}

/// The contest of the lot that is named, with its results; the whole where everything is awarded at once.
///
/// # Errors
/// [`Error::NotFound`] for a lot that there is not; [`Error::NotNow`] where a lot has to be named.
pub(super) async fn contest(
    source: &mut Source<'_>,
    at: InLot<'_>,
) -> Result<(Process, Vec<Run>), Error> {
    let (process, runs) = read::process(source, at.reference).await?;
    if at.lot.is_none() && !process.portions.is_empty() {
        return Err(Error::not_now(
            "each lot is awarded apart: say which one is meant",
        ));
    }
    chosen(source, process, runs, at.lot).await
}

/// As [`contest`], for reading: the first lot that is not decided where none is named.
pub(super) async fn shown(
    source: &mut Source<'_>,
    at: InLot<'_>,
) -> Result<(Process, Vec<Run>), Error> {
    let (process, runs) = read::process(source, at.reference).await?;
    chosen(source, process, runs, at.lot).await
}

async fn chosen(
    source: &mut Source<'_>,
    process: Process,
    runs: Vec<Run>,
    lot: Option<&str>,
) -> Result<(Process, Vec<Run>), Error> {
    match (process.portions.is_empty(), lot) {
        (true, None) => Ok((process, runs)),
        (true, Some(_)) => Err(Error::NotFound),
        (false, lot) => narrowed(source, process, runs, lot).await,
    }
}

async fn narrowed(
    source: &mut Source<'_>,
    mut process: Process,
    mut runs: Vec<Run>,
    lot: Option<&str>,
) -> Result<(Process, Vec<Run>), Error> {
    process.lots = standings(source, &process).await?;
    let mut all = process.lots.iter();
    let open = |one: &&LotStanding| one.stage == SolicitationState::Evaluating;
    let found = match lot {
        Some(lot) => all.find(|one| one.portion.code == lot),
        None => all.clone().find(open).or_else(|| all.next()),
    };
    let found = found.cloned().ok_or(Error::NotFound)?;
    runs.retain(|run| run.lot == found.portion.code);
    process.price_schedule.clone_from(&found.portion.lines);
    if matches!(
        process.status,
        SolicitationState::Evaluating
            | SolicitationState::AwardDecided
            | SolicitationState::Standstill
            | SolicitationState::Concluded
    ) {
        process.status = found.stage;
    }
    process.lot = Some(found.portion);
    Ok((process, runs))
}

impl Process {
    /// The code of the lot that is looked at; empty for the whole.
    #[must_use]
    pub fn lot_code(&self) -> &str {
        self.lot.as_ref().map_or("", |lot| lot.code.as_str())
    }

    /// What is awarded, as sentences name it: the title, with the lot where it is one.
    #[must_use]
    pub fn named(&self) -> String {
        match &self.lot {
            Some(lot) => format!("{} of “{}”", lot.code, self.title),
            None => format!("“{}”", self.title),
        }
    }

    /// Refuses an award of this lot to a bidder that has as many as the documents allow, and one out of their order.
    pub(super) fn must_leave_room(&self, bidder: ProviderId) -> Result<(), Error> {
        let Some(most) = self.scheme.lots.most else {
            return Ok(());
        };
        let own = self.lot_code();
        let before = self.lots.iter().take_while(|one| one.portion.code != own);
        let open =
            |one: &&LotStanding| one.award.is_none() && one.stage == SolicitationState::Evaluating;
        if let Some(open) = before.clone().find(open) {
            return Err(Error::not_now(format!(
                "the number of lots for one bidder is limited, so they are decided in their order: {} is not decided yet",
                open.portion.code
            )));
        }
        let awards = self.lots.iter().filter(|one| one.portion.code != own);
        let won = awards
            .filter_map(|one| one.award.as_ref())
            .filter(|award| award.provider == bidder);
        match u32::try_from(won.count()).is_ok_and(|won| won < most) {
            true => Ok(()),
            false => Err(Error::field(
                "offer",
                format!(
                    "this bidder has {most} already, the most that the documents allow: the next in rank takes its place"
                ),
            )),
        }
    }
}

impl OfferLine {
    /// Narrows an offer to a lot; whether it has anything to do with it. Where the price is still sealed nobody knows, so
    /// the offer stays.
    pub(super) fn narrow(&mut self, lot: &Portion) -> bool {
        if self.price.is_none() {
            return true;
        }
        match lot.entry(&self.content.price) {
            Entry::None => return false,
            Entry::Partly(left) => self.leaves_out = left,
            Entry::Complete => {}
        }
        self.content.price = lot.of(&self.content.price);
        self.price = self.content.price.total();
        true
    }

    /// Whether it prices every line of a lot.
    fn enters(&self, lot: &Portion) -> bool {
        self.price.is_some() && lot.entry(&self.content.price) == Entry::Complete
    }
}

/// The newest result of each lot, with the lot.
fn newest(sheet: &Sheet) -> Result<Vec<(&Portion, Option<Figures>)>, Error> {
    let mut all = Vec::new();
    for portion in &sheet.process.portions {
        let run = sheet.runs.iter().find(|run| run.lot == portion.code);
        let figures = run.map(|run| Figures::read(&run.inputs)).transpose()?;
        all.push((portion, figures));
    }
    Ok(all)
}

/// Moves the offers of a solicitation to where the newest results of its lots put them: eligible for one lot, an offer is
/// in the ranking; it is unacceptable only when it is so in every lot that it is for.
pub(super) async fn settle(work: &mut Work<'_>, reference: &str) -> Result<(), Error> {
    let sheet = Sheet::from(&mut Source::Tx(&mut work.tx), reference).await?;
    let results = newest(&sheet)?;
    for line in sheet.offers.iter().filter(|line| line.takes_part()) {
        let own: Vec<_> = results.iter().filter(|(lot, _)| line.enters(lot)).collect();
        let judged: Vec<bool> = own
            .iter()
            .filter_map(|(_, figures)| figures.as_ref())
            .filter_map(|figures| figures.record(&line.reference))
            .map(|record| record.ineligible.is_none())
            .collect();
        let everywhere = judged.len() == own.len() && !own.is_empty();
        let steps = found(line, judged.contains(&true), everywhere)?;
        move_offer(work, line, &steps).await?;
    }
    let lots = standings(&mut Source::Tx(&mut work.tx), &sheet.process).await?;
    unveil(work, &sheet, &lots).await
}

/// Shows the panel the names that were hidden from it once no lot waits for its first result: the panel rates for all lots
/// together, so a name known for one would be known for the others.
async fn unveil(work: &mut Work<'_>, sheet: &Sheet, lots: &[LotStanding]) -> Result<(), Error> {
    let waits = |lot: &LotStanding| {
        let mut runs = sheet.runs.iter();
        lot.stage == SolicitationState::Evaluating && !runs.any(|run| run.lot == lot.portion.code)
    };
    match sheet.process.names_hidden && !lots.iter().any(waits) {
        true => show_names(work, sheet.process.id).await,
        false => Ok(()),
    }
}

/// The steps that results bring an offer; `everywhere` says that each lot that it is for has one.
fn found(line: &OfferLine, eligible: bool, everywhere: bool) -> Result<Vec<OfferEvent>, Error> {
    use OfferEvent as E;
    use OfferState as S;
    let turned = || {
        Err(Error::not_now(format!(
            "{} is “{}” by an earlier run, and this run would change whether it is eligible: no step leads back",
            line.reference,
            line.status.label()
        )))
    };
    match (line.status, eligible) {
        (S::AdminCompliant, true) => Ok(vec![E::ScoreAcceptable, E::Rank]),
        (S::TechnicallyAcceptable | S::PriceOpened, true) => Ok(vec![E::Rank]),
        (S::AdminCompliant, false) if everywhere => Ok(vec![E::ScoreUnacceptable]),
        (S::TechnicallyUnacceptable, true) => turned(),
        (S::TechnicallyAcceptable | S::PriceOpened | S::Ranked, false) if everywhere => turned(),
        _ => Ok(Vec::new()),
    }
}

/// Moves the offers and the solicitation along with its lots, after one of them was decided, annulled, ended or signed.
pub(crate) async fn follow(work: &mut Work<'_>, reference: &str) -> Result<(), Error> {
    let mut source = Source::Tx(&mut work.tx);
    let sheet = Sheet::from(&mut source, reference).await?;
    let lots = standings(&mut source, &sheet.process).await?;
    let results = newest(&sheet)?;
    for line in sheet.offers.iter().filter(|line| line.takes_part()) {
        // Where the price stays sealed, nobody knows for which lots the offer is: it is in each of them.
        let own = lots
            .iter()
            .filter(|lot| line.price.is_none() || line.enters(&lot.portion));
        let outcomes: Vec<InLotStands> = own.map(|lot| outcome(lot, line)).collect();
        let mut figures = results.iter().filter_map(|(_, figures)| figures.as_ref());
        let ranked = figures.any(|figures| figures.judgement.may_win(&line.reference));
        let steps = follow_outcomes(line.status, &outcomes, ranked);
        move_offer(work, line, &steps).await?;
    }
    unveil(work, &sheet, &lots).await?;
    let stages: Vec<SolicitationState> = lots.iter().map(|lot| lot.stage).collect();
    let steps = follow_lots(sheet.process.status, &stages);
    match steps.is_empty() {
        true => Ok(()),
        false => move_solicitation(work, &sheet.process, &steps).await,
    }
}

fn outcome(lot: &LotStanding, line: &OfferLine) -> InLotStands {
    match (lot.stage, &lot.award) {
        (SolicitationState::Evaluating | SolicitationState::AwardDecided, _) => InLotStands::Open,
        (_, Some(award)) if award.offer == line.id => InLotStands::Won,
        _ => InLotStands::Lost,
    }
}
