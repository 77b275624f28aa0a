//! What a debrief says, from the record.

use super::page::DebriefDraft;
use crate::evaluation::figures::Figures;
use crate::evaluation::sheet::{CriterionLine, OfferLine, Sheet};
use domain::awards::redacted;
use domain::evaluation::remarks::Remark;
use domain::id::OfferId;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A debrief as its bidder reads it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebriefDocument {
    /// The bidder's scores by criterion with the reasons that are marked for it.
    pub criteria: Vec<DebriefLine>,
    /// Where the chosen offer was better, in words and points.
    pub advantages: Vec<String>,
    /// The place of the bidder's price among the eligible offers, the lowest first, and how many these were.
    pub price_rank: Option<(usize, usize)>,
    /// The officer's words.
    pub words: String,
}

/// A criterion of a debrief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DebriefLine {
    /// The criterion's name.
    pub name: String,
    /// Its share of the technical score in percent; none for experience.
    pub weight: Option<Decimal>,
    /// The bidder's score.
    pub own: Decimal,
    /// How many points the chosen offer has more; none where it has not.
    pub behind: Option<Decimal>,
    /// The panel's reasons that are marked, without names.
    pub reasons: Vec<String>,
}

impl DebriefDocument {
    /// Everything in it that people wrote or that names something, for the check.
    pub(super) fn texts(&self) -> String {
        let reasons = self.criteria.iter().flat_map(|line| &line.reasons);
        let all = reasons.chain(&self.advantages).chain([&self.words]);
        all.map(String::as_str).collect::<Vec<_>>().join("\n")
    }
}

/// Something that the panel wrote about an offer, and may be marked for its debrief.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelComment {
    /// By which it is marked.
    pub key: String,
    /// The criterion's code.
    pub criterion: String,
    /// The criterion's name.
    pub name: String,
    /// Who wrote it, without a name: `The panel`, `Evaluator 2`.
    pub author: String,
    /// What.
    pub text: String,
}

/// What the panel wrote about an offer: agreed reasons, the reasons that members handed in, and the remarks of both.
pub(super) fn comments(sheet: &Sheet, line: &OfferLine) -> Vec<PanelComment> {
    let criteria = sheet.process.criteria().into_iter();
    criteria
        .flat_map(|criterion| {
            let agreed = sheet.agreed(line.id, &criterion.code).into_iter();
            let agreed = agreed.map(|one| ("panel".to_owned(), &one.reason, &one.remarks));
            let own = sheet.handed_in(line.id, &criterion.code).into_iter();
            let own = (1..).zip(own);
            let own = own
                .map(|(place, one): (usize, _)| (place.to_string(), &one.rationale, &one.remarks));
            let written = agreed.chain(own);
            let all = written
                .flat_map(|(by, reason, remarks)| comments_of(&criterion, &by, reason, remarks));
            all.collect::<Vec<_>>()
        })
        .collect()
}

/// What one author wrote under a criterion. A remark is marked by its place among the author's.
fn comments_of(
    criterion: &CriterionLine,
    by: &str,
    reason: &str,
    remarks: &[Remark],
) -> Vec<PanelComment> {
    let comment = |key: String, text: String| PanelComment {
        key,
        criterion: criterion.code.clone(),
        name: criterion.name.clone(),
        author: author(by),
        text,
    };
    let key = format!("{}/{by}", criterion.code);
    let reason = comment(key.clone(), reason.to_owned());
    let remarks = (1..).zip(remarks).map(|(place, one): (usize, _)| {
        let text = format!("{}: {}", one.kind.label(), one.text.as_str());
        comment(format!("{key}/{place}"), text)
    });
    [reason].into_iter().chain(remarks).collect()
}

fn author(by: &str) -> String {
    match by {
        "panel" => "The panel".to_owned(),
        place => format!("Evaluator {place}"),
    }
}

/// Puts the debrief together as it would be sent now.
pub(super) fn compose(
    sheet: &Sheet,
    figures: &Figures,
    line: &OfferLine,
    chosen: OfferId,
    draft: &DebriefDraft,
) -> DebriefDocument {
    let black = |text: &str| redacted(text, &draft.passages);
    let marked: Vec<PanelComment> = comments(sheet, line)
        .into_iter()
        .filter(|comment| draft.marked.contains(&comment.key))
        .collect();
    let criteria = sheet
        .process
        .criteria()
        .into_iter()
        .filter_map(|criterion| {
            let value = |offer| {
                sheet
                    .cell(offer, &criterion.code)
                    .map(|(value, _, _)| value)
            };
            let own = value(line.id)?;
            let reasons = marked.iter().filter(|one| one.criterion == criterion.code);
            Some(DebriefLine {
                behind: value(chosen)
                    .map(|theirs| theirs - own)
                    .filter(|gap| *gap > Decimal::ZERO),
                name: criterion.name,
                weight: criterion.weight,
                own,
                reasons: reasons.map(|one| black(&one.text)).collect(),
            })
        });
    let criteria: Vec<DebriefLine> = criteria.collect();
    DebriefDocument {
        advantages: advantages(sheet, figures, line, chosen, &criteria),
        criteria,
        price_rank: draft
            .price_rank
            .then(|| price_rank(sheet, figures, line))
            .flatten(),
        words: black(&draft.words),
    }
}

fn advantages(
    sheet: &Sheet,
    figures: &Figures,
    line: &OfferLine,
    chosen: OfferId,
    criteria: &[DebriefLine],
) -> Vec<String> {
    let shown = |gap: Decimal| gap.round_dp(2).normalize();
    let by_criterion = criteria.iter().filter_map(|line| {
        let (name, gap) = (&line.name, shown(line.behind?));
        Some(match line.weight {
            Some(_) => format!("{name}: the chosen offer has {gap} points more."),
            None => format!("{name}: the chosen offer's is higher by {gap}."),
        })
    });
    let winner = sheet.offers.iter().find(|offer| offer.id == chosen);
    let records = winner.and_then(|winner| {
        Some((
            figures.record(&line.reference)?,
            figures.record(&winner.reference)?,
        ))
    });
    let price = records.and_then(|(own, theirs)| {
        let gap = theirs.price_points? - own.price_points?;
        let words = |gap| format!("Price score: the chosen offer has {gap} points more.");
        (gap > Decimal::ZERO).then(|| words(shown(gap)))
    });
    by_criterion.chain(price).collect()
}

/// The place of an eligible offer's price among those of the eligible offers, and how many these are.
fn price_rank(sheet: &Sheet, figures: &Figures, line: &OfferLine) -> Option<(usize, usize)> {
    let eligible = sheet
        .offers
        .iter()
        .filter(|offer| figures.judgement.may_win(&offer.reference));
    let prices: Vec<Decimal> = eligible
        .filter_map(|offer| figures.price_eur(&offer.reference))
        .collect();
    let own = figures.judgement.may_win(&line.reference);
    let own = own.then(|| figures.price_eur(&line.reference))??;
    let lower = prices.iter().filter(|price| **price < own).count();
    Some((lower + 1, prices.len()))
}
