//! What an evaluator sees: the list of offers to score, and one offer beside its scoring form.

use super::panel::Declaration;
use super::sheet::{CriterionLine, Individual, Member, OfferLine, Process, Sheet};
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::offers::{Experience, Technical};
use domain::policy::actions::ScoreOffers;
use domain::policy::{Subject, permit};

/// The offers that an evaluator scores.
#[derive(Clone, Debug)]
pub struct ScoreList {
    /// The solicitation.
    pub process: Process,
    /// The person on the panel.
    pub member: Member,
    /// Reference, bidder, criteria with a draft, and whether the scores are in. Empty until a declaration of no conflict.
    pub offers: Vec<ScoreLine>,
    /// How many criteria there are.
    pub criteria: usize,
}

/// An offer in an evaluator's list.
#[derive(Clone, Debug)]
pub struct ScoreLine {
    /// The offer.
    pub reference: String,
    /// The bidder.
    pub provider_name: String,
    /// Criteria that have a draft.
    pub scored: usize,
    /// Whether the scores are in.
    pub handed_in: bool,
}

/// One offer beside its scoring form. Nothing of its price is here.
#[derive(Clone, Debug)]
pub struct ScorePage {
    /// The solicitation.
    pub process: Process,
    /// The offer.
    pub reference: String,
    /// The bidder.
    pub provider_name: String,
    /// Volume 2.
    pub technical: Technical,
    /// Volume 3.
    pub experience: Experience,
    /// What is scored.
    pub criteria: Vec<CriterionLine>,
    /// One's own scores.
    pub own: Vec<Individual>,
    /// Colleagues' scores; empty until one's own are in.
    pub colleagues: Vec<Individual>,
    /// Whether one's own scores are in.
    pub handed_in: bool,
    /// Why nothing can be scored any more, where it cannot.
    pub closed: Option<String>,
    /// The other offers that wait for one's own scores: reference and bidder.
    pub left: Vec<(String, String)>,
    /// How many offers are scored in all.
    pub offers: usize,
}

async fn own_sheet(ctx: &Ctx, actor: &Actor, solicitation: &str) -> Result<(Sheet, Member), Error> {
    permit::<ScoreOffers>(actor, Subject::ANY)?;
    let sheet = Sheet::read(ctx, actor, solicitation).await?;
    let member = sheet
        .member(actor.account())
        .ok_or(Error::NotFound)?
        .clone();
    Ok((sheet, member))
}

/// The evaluator's own list.
///
/// # Errors
/// [`Error::NotFound`] for people who are not on the panel.
pub async fn score_list(ctx: &Ctx, actor: &Actor, solicitation: &str) -> Result<ScoreList, Error> {
    let (sheet, member) = own_sheet(ctx, actor, solicitation).await?;
    let free = member.declaration == Some(Declaration::None);
    let line = |offer: &OfferLine| ScoreLine {
        reference: offer.reference.clone(),
        provider_name: offer.provider_name.clone(),
        scored: own_scores(&sheet, &member, offer).count(),
        handed_in: member.handed_in.contains(&offer.id),
    };
    let offers = sheet
        .offers
        .iter()
        .filter(|offer| free && offer.takes_part());
    Ok(ScoreList {
        offers: offers.map(line).collect(),
        criteria: sheet.process.criteria().len(),
        process: sheet.process.clone(),
        member,
    })
}

fn own_scores<'a>(
    sheet: &'a Sheet,
    member: &'a Member,
    offer: &'a OfferLine,
) -> impl Iterator<Item = &'a Individual> {
    sheet
        .scores
        .iter()
        .filter(|score| score.account == member.account && score.offer == offer.id)
}

/// One offer with its scoring form.
///
/// # Errors
/// [`Error::NotFound`] for people who are not on the panel; [`Error::NotNow`] before a declaration of no conflict.
pub async fn score_page(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
    offer: &str,
) -> Result<ScorePage, Error> {
    let (sheet, member) = own_sheet(ctx, actor, solicitation).await?;
    if member.declaration != Some(Declaration::None) {
        return Err(Error::not_now(
            "the offers are locked until you declare that you have no conflict of interest",
        ));
    }
    let line = sheet.offer(offer)?;
    let handed_in = member.handed_in.contains(&line.id);
    let colleagues = sheet.scores.iter().filter(|score| {
        handed_in
            && score.offer == line.id
            && score.account != member.account
            && sheet.is_in(line.id, score.account)
    });
    let taking = || sheet.offers.iter().filter(|offer| offer.takes_part());
    let left =
        taking().filter(|offer| offer.id != line.id && !member.handed_in.contains(&offer.id));
    Ok(ScorePage {
        closed: sheet
            .process
            .must_be_scoring()
            .err()
            .map(|why| why.to_string()),
        left: left
            .map(|offer| (offer.reference.clone(), offer.provider_name.clone()))
            .collect(),
        offers: taking().count(),
        reference: line.reference.clone(),
        provider_name: line.provider_name.clone(),
        technical: line.content.technical.clone(),
        experience: line.content.experience.clone(),
        criteria: sheet.process.criteria(),
        own: own_scores(&sheet, &member, line).cloned().collect(),
        colleagues: colleagues.cloned().collect(),
        handed_in,
        process: sheet.process.clone(),
    })
}
