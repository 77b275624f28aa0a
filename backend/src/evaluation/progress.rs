//! How far the panel is with each offer, for whoever runs the evaluation. No score is here, and nothing that tells one:
//! how far evaluators lie apart is counted only when everybody who scores an offer has handed in.

use super::panel::Declaration;
use super::sheet::{CriterionLine, Individual, Member, Moderated, OfferLine, Process};
use domain::id::OfferId;
use domain::states::OfferState;
use rust_decimal::Decimal;

/// How far a member of the panel is with an offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing is declared yet: the offers are locked.
    Undeclared,
    /// The member declared a conflict and does not score.
    Conflict,
    /// The offer takes no part and is not scored.
    NotScored,
    /// Being scored.
    Scoring(Done),
    /// Handed in.
    In(Done),
}

/// What a member has done for an offer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Criteria with a score.
    pub scored: usize,
    /// Of these, those without a single remark.
    pub bare: usize,
}

/// How far the panel is with an offer.
#[derive(Clone, Debug)]
pub struct OfferProgress {
    /// The offer's reference.
    pub reference: String,
    /// The bidder.
    pub provider_name: String,
    /// The letter under which evaluators know it, where names are or were hidden from them.
    pub pseudonym: Option<String>,
    /// Where the offer stands.
    pub status: OfferState,
    /// One for each member of the panel, in their order.
    pub steps: Vec<Step>,
    /// Criteria whose scores lie further apart than their scale lets pass and are not moderated; none while somebody still scores.
    pub alerts: Option<usize>,
}

/// How far the panel is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Criteria that each member scores for each offer.
    pub criteria: usize,
    /// By reference.
    pub offers: Vec<OfferProgress>,
}

/// Everything that was noted, to be counted.
struct Marks<'a> {
    criteria: Vec<CriterionLine>,
    scores: &'a [Individual],
    moderated: &'a [Moderated],
}

impl Progress {
    /// Counts what is done.
    pub(super) fn of(
        process: &Process,
        members: &[Member],
        offers: &[OfferLine],
        (scores, moderated): &(Vec<Individual>, Vec<Moderated>),
    ) -> Self {
        let marks = Marks {
            criteria: process.criteria(),
            scores,
            moderated,
        };
        let line = |offer: &OfferLine| {
            let steps = members.iter().map(|member| marks.step(member, offer));
            let steps: Vec<Step> = steps.collect();
            OfferProgress {
                reference: offer.reference.clone(),
                provider_name: offer.provider_name.clone(),
                pseudonym: offer.pseudonym.clone(),
                status: offer.status,
                alerts: is_complete(&steps).then(|| marks.alerts(members, offer.id)),
                steps,
            }
        };
        Self {
            offers: offers.iter().map(line).collect(),
            criteria: marks.criteria.len(),
        }
    }

    /// The same for a member of the panel, who sees of colleagues only what is in. `own` is the member's place.
    pub(super) fn without_drafts(mut self, own: Option<usize>) -> Self {
        for offer in &mut self.offers {
            let steps = offer.steps.iter_mut().enumerate();
            for (_, step) in steps.filter(|(place, _)| Some(*place) != own) {
                *step = match *step {
                    Step::In(_) => Step::In(Done::default()),
                    Step::Scoring(_) => Step::Scoring(Done::default()),
                    other => other,
                };
            }
        }
        self
    }

    /// Sheets of scores that are in, and that are to come in, conflicts left out.
    #[must_use]
    pub fn sheets(&self) -> (usize, usize) {
        let steps = self.offers.iter().flat_map(|offer| &offer.steps);
        let due = steps.filter(|step| !matches!(step, Step::Conflict | Step::NotScored));
        let (handed, open): (Vec<&Step>, Vec<&Step>) =
            due.partition(|step| matches!(step, Step::In(_)));
        (handed.len(), handed.len() + open.len())
    }

    /// Alerts that wait for moderation.
    #[must_use]
    pub fn alerts(&self) -> usize {
        self.offers.iter().filter_map(|offer| offer.alerts).sum()
    }
}

/// Whether everybody who scores has handed in, and somebody has.
fn is_complete(steps: &[Step]) -> bool {
    let open = |step: &Step| matches!(step, Step::Undeclared | Step::Scoring(_));
    steps.iter().any(|step| matches!(step, Step::In(_))) && !steps.iter().any(open)
}

impl Marks<'_> {
    fn step(&self, member: &Member, offer: &OfferLine) -> Step {
        let done = self.done(member, offer.id);
        match member.declaration {
            _ if member.handed_in.contains(&offer.id) => Step::In(done),
            Some(Declaration::Conflict) => Step::Conflict,
            _ if !offer.takes_part() => Step::NotScored,
            None => Step::Undeclared,
            Some(Declaration::None) => Step::Scoring(done),
        }
    }

    fn done(&self, member: &Member, offer: OfferId) -> Done {
        let own = self.scores.iter();
        let own = own.filter(|score| score.account == member.account && score.offer == offer);
        own.fold(Done::default(), |done, score| Done {
            scored: done.scored + 1,
            bare: done.bare + usize::from(score.remarks.is_empty()),
        })
    }

    /// How many criteria of an offer wait for moderation, by the scores that are in.
    fn alerts(&self, members: &[Member], offer: OfferId) -> usize {
        let is_in = |score: &Individual| {
            let mut all = members.iter();
            all.any(|one| one.account == score.account && one.handed_in.contains(&offer))
        };
        let apart = self.criteria.iter().filter(|criterion| {
            let agreed = |one: &Moderated| one.offer == offer && one.criterion == criterion.code;
            let own = self.scores.iter().filter(|score| {
                score.offer == offer && score.criterion == criterion.code && is_in(score)
            });
            let values: Vec<Decimal> = own.map(|score| score.value).collect();
            let spread = values.iter().max().zip(values.iter().min());
            spread.is_some_and(|(most, least)| *most - *least > criterion.scale.discussed_beyond())
                && !self.moderated.iter().any(agreed)
        });
        apart.count()
    }
}
