//! Reading the opened offers beside each other: one question, and what each chosen offer says to it.

mod prices;
mod questions;

use super::notes::Note;
use super::panel::Declaration;
use super::sheet::{OfferLine, Process, Sheet};
use crate::{Ctx, Error};
use domain::actor::{Actor, Role};
use domain::id::OfferId;
use domain::money::Money;
use domain::offers::{Attachment, Volume};
use domain::parameters::Standing;
use domain::policy::actions::CompareOffers;
use domain::policy::{Subject, permit};

/// The most offers that are read beside each other.
pub const MOST_BESIDE: usize = 6;

/// Offers beside each other where none are chosen, the reference among them.
const USUALLY_BESIDE: usize = 4;

/// What is read.
#[derive(Clone, Debug, Default)]
pub struct ReadingFilter {
    /// The chosen offers, two to [`MOST_BESIDE`]; with fewer, all offers are gone through a few at a time.
    pub offers: Vec<String>,
    /// The offer that stands first on every page; the first by its reference when none is named.
    pub reference: Option<String>,
    /// The question by its code; the first when none is named.
    pub question: Option<String>,
    /// Only questions to which the shown offers do not all say the same.
    pub only_differences: bool,
    /// Which of the pages of offers, from 1, where none are chosen.
    pub page: usize,
}

/// One question with the answers of the shown offers.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The solicitation.
    pub process: Process,
    /// Every opened offer: its reference and its bidder.
    pub all: Vec<(String, String)>,
    /// The offers that are shown, the reference first.
    pub columns: Vec<ReadColumn>,
    /// Whether they were chosen.
    pub chosen: bool,
    /// Which page of offers this is, from 1.
    pub page: usize,
    /// How many pages of offers there are.
    pub pages: usize,
    /// Every question that may be shown, in the order of the volumes.
    pub questions: Vec<Question>,
    /// The question that is shown; none where no question remains.
    pub at: Option<usize>,
    /// Questions that are left out because the shown offers say the same.
    pub alike: usize,
    /// Why the price volume is not among the questions, where it is not.
    pub without_price: Option<&'static str>,
    /// The notes beside the question that is shown, as far as the reader may see them.
    pub notes: Vec<Note>,
    /// What colleagues noted about offers of which the reader's own scores are not in is hidden.
    pub blind: bool,
}

/// An offer that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadColumn {
    /// Its identity.
    pub id: OfferId,
    /// The offer.
    pub reference: String,
    /// Its bidder.
    pub provider_name: String,
    /// Why it takes no part in the evaluation, where it does not.
    pub out: Option<String>,
}

/// Something that every offer answers.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its code in addresses.
    pub code: String,
    /// The volume that answers it.
    pub volume: Volume,
    /// Its name.
    pub title: String,
    /// What was asked, in words.
    pub asked: Option<String>,
    /// One answer for each shown offer.
    pub replies: Vec<Reply>,
    /// Whether the answers are hidden from the reader, because they would tell whose the offers are.
    pub hidden: bool,
}

impl Question {
    /// Whether the answers are not all the same; of hidden ones nobody is told.
    #[must_use]
    pub fn differs(&self) -> bool {
        !self.hidden && self.replies.windows(2).any(|two| two[0] != two[1])
    }
}

/// What an offer says to a question.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reply {
    /// In the offer's own words, a paragraph a line; none where it says nothing.
    pub words: Option<String>,
    /// Amounts as submitted, each with what it is for.
    pub amounts: Vec<(String, Money)>,
    /// How a declared value stands against the requirement.
    pub standing: Option<Standing>,
    /// What it names as evidence.
    pub evidence: Option<String>,
    /// Files of the volume, where the question is for these.
    pub files: Vec<Attachment>,
}

impl Reply {
    pub(super) fn words(words: impl Into<String>) -> Self {
        let words: String = words.into();
        Self {
            words: (!words.trim().is_empty()).then_some(words),
            ..Self::default()
        }
    }
}

/// One question with the answers of the chosen offers. Prices are among the questions only where they are open and the
/// reader may see them.
///
/// # Errors
/// When the rules refuse; [`Error::NotNow`] for a member of the panel who has not declared to be free of conflicts;
/// [`Error::NotFound`] for an evaluator of another panel.
pub async fn reading(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: &str,
    filter: &ReadingFilter,
) -> Result<Reading, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let sheet = Sheet::read(ctx, actor, solicitation).await?;
    must_be_free_to_read(&sheet, actor)?;
    let without_price = match (sheet.process.prices_sealed(), sheet.must_be_open_to(actor)) {
        (true, _) => Some("The prices are sealed until the technical result is fixed."),
        (false, Err(_)) => Some("Prices are hidden from you until your own scores are all in."),
        (false, Ok(())) => None,
    };
    let member = sheet.member(actor.account()).cloned();
    let mut found = read(sheet, filter, without_price);
    found.blind = member.is_some_and(|member| {
        let shown = found.columns.iter();
        shown
            .clone()
            .any(|offer| offer.out.is_none() && !member.handed_in.contains(&offer.id))
    });
    Ok(found)
}

/// Who reads answers: members of the panel who declared no conflict of interest, and officers and auditors who are not on it.
pub(super) fn must_be_free_to_read(sheet: &Sheet, actor: &Actor) -> Result<(), Error> {
    match sheet.member(actor.account()) {
        Some(member) if member.declaration == Some(Declaration::None) => Ok(()),
        Some(_) => Err(Error::not_now(
            "the offers are locked until you declare that you have no conflict of interest",
        )),
        None if actor.has(Role::Officer) || actor.has(Role::Auditor) => Ok(()),
        None => Err(Error::NotFound),
    }
}

/// The codes of every question, of all volumes.
pub(super) fn codes_of_questions(sheet: &Sheet) -> Vec<String> {
    let every: Vec<&OfferLine> = sheet.offers.iter().collect();
    let questions = questions::questions(&sheet.process, &every, true).into_iter();
    questions.map(|question| question.code).collect()
}

fn read(sheet: Sheet, filter: &ReadingFilter, without_price: Option<&'static str>) -> Reading {
    let (shown, pages) = shown(&sheet.offers, filter);
    let every = questions::questions(&sheet.process, &shown, without_price.is_none());
    let asked = every.len();
    let kept = |question: &Question| !filter.only_differences || question.differs();
    let questions: Vec<Question> = every.into_iter().filter(kept).collect();
    let named = |question: &Question| Some(&question.code) == filter.question.as_ref();
    let first = (!questions.is_empty()).then_some(0);
    let names = |offer: &OfferLine| (offer.reference.clone(), offer.provider_name.clone());
    let at = questions.iter().position(named).or(first);
    let code = at.and_then(|at| questions.get(at)).map(|one| &one.code);
    let beside = |note: &&Note| {
        let mut shown = shown.iter();
        Some(&note.question) == code && shown.any(|offer| offer.id == note.offer)
    };
    Reading {
        notes: sheet.notes.iter().filter(beside).cloned().collect(),
        blind: false,
        at,
        alike: asked - questions.len(),
        questions,
        columns: shown.into_iter().map(column).collect(),
        chosen: pages.is_none(),
        page: filter.page.clamp(1, pages.unwrap_or(1)),
        pages: pages.unwrap_or(1),
        all: sheet.offers.iter().map(names).collect(),
        process: sheet.process,
        without_price,
    }
}

fn column(offer: &OfferLine) -> ReadColumn {
    ReadColumn {
        id: offer.id,
        reference: offer.reference.clone(),
        provider_name: offer.provider_name.clone(),
        out: offer.out_because(),
    }
}

/// The offers that stand beside each other, the reference first; and how many pages there are, unless they were chosen.
fn shown<'a>(
    offers: &'a [OfferLine],
    filter: &ReadingFilter,
) -> (Vec<&'a OfferLine>, Option<usize>) {
    let chosen: Vec<&OfferLine> = offers
        .iter()
        .filter(|offer| filter.offers.contains(&offer.reference))
        .take(MOST_BESIDE)
        .collect();
    let named = |offer: &&OfferLine| Some(&offer.reference) == filter.reference.as_ref();
    let among: Vec<&OfferLine> = match chosen.len() {
        0 | 1 => offers.iter().collect(),
        _ => chosen,
    };
    let first = among.iter().copied().find(named);
    let Some(first) = first.or(among.first().copied()) else {
        return (Vec::new(), Some(1));
    };
    let others: Vec<&OfferLine> = among
        .into_iter()
        .filter(|offer| offer.reference != first.reference)
        .collect();
    let beside = |others: &[&'a OfferLine]| [&[first], others].concat();
    if filter.offers.len() > 1 && others.len() < MOST_BESIDE {
        return (beside(&others), None);
    }
    let pages = others.len().div_ceil(USUALLY_BESIDE - 1).max(1);
    let page = filter.page.clamp(1, pages) - 1;
    let page = others.chunks(USUALLY_BESIDE - 1).nth(page);
    (beside(page.unwrap_or_default()), Some(pages))
}
