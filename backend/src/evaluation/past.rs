//! The comparison as it was recorded at a past moment: which offers were open, how their compliance stood, whose scores
//! were in, what the panel had agreed on, and which results were stored.
//!
//! Scores that are in and stored results never change; everything else is read from the log.

use super::marks::Marks;
use super::read::Source;
use super::sheet::{Individual, Moderated, OfferLine, Sheet};
use crate::Error;
use crate::db::DecimalText;
use chrono::{DateTime, Utc};
use domain::awards::DecisionStatus;
use domain::evaluation::remarks::Remark;
use domain::id::{AccountId, OfferId, SolicitationId};
use domain::policy::Action;
use domain::policy::actions::{CheckCompliance, DecideReversal, ModerateScores, ScoreOffers};
use domain::states::OfferState;
use rust_decimal::Decimal;
use serde::Deserialize;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

const SCORE: &str = ScoreOffers::RULE.code;
const MODERATE: &str = ModerateScores::RULE.code;
const CHECK: &str = CheckCompliance::RULE.code;
const REVERSE: &str = DecideReversal::RULE.code;

/// What the log says of the offers up to a moment.
#[derive(Default)]
pub(super) struct Past {
    handed_in: Vec<(AccountId, OfferId)>,
    moderated: BTreeMap<(OfferId, String), Moderated>,
    compliance: BTreeMap<OfferId, (OfferState, Option<String>)>,
}

#[derive(FromRow)]
struct Row {
    kind: String,
    offer_id: Uuid,
    criterion: String,
    account_id: Option<Uuid>,
    name: String,
    value: DecimalText,
    words: String,
    text: String,
    at: DateTime<Utc>,
}

#[derive(Deserialize)]
struct Agreed {
    criterion: String,
    value: Decimal,
    #[serde(default)]
    remarks: Vec<Remark>,
}

#[derive(Deserialize)]
struct Standing {
    status: String,
    reason: Option<String>,
}

/// The scores that exist by now, and what was recorded of the offers up to the moment.
pub(super) async fn recorded(
    source: &mut Source<'_>,
    id: SolicitationId,
    moment: DateTime<Utc>,
) -> Result<(Marks, Past), Error> {
    let sql = "SELECT 'score' AS kind, score.offer_id, criterion, score.account_id, account.name, value, rationale AS words,
            remarks AS text, saved_at AS at
         FROM score JOIN account ON account.id = score.account_id JOIN offer ON offer.id = score.offer_id
         WHERE offer.solicitation_id = $1
         UNION ALL
         SELECT action, subject_id, '', account_id, actor_name, '0', COALESCE(reason, ''), after_text, at FROM event
         WHERE process_id = $1 AND subject_kind = 'offer' AND at <= $2 AND after_text IS NOT NULL AND action IN ($3, $4, $5, $6)
         ORDER BY 9";
    let query = source.query(sql).bind(id.0).bind(moment);
    let query = query.bind(SCORE).bind(MODERATE);
    let query = query.bind(CHECK).bind(REVERSE);
    let rows: Vec<Row> = query.all().await?;
    let (mut scores, mut past) = (Vec::new(), Past::default());
    for row in rows {
        match row.kind.as_str() {
            "score" => scores.push(score(row)?),
            _ => past.take(row)?,
        }
    }
    scores.sort_by(|one, two| (&one.name, &one.criterion).cmp(&(&two.name, &two.criterion)));
    let marks = Marks {
        scores,
        ..Marks::default()
    };
    Ok((marks, past))
}

fn score(row: Row) -> Result<Individual, Error> {
    let account = row.account_id.unwrap_or_default();
    Ok(Individual {
        offer: OfferId(row.offer_id),
        criterion: row.criterion,
        account: AccountId(account),
        name: row.name,
        value: row.value.0,
        rationale: row.words,
        remarks: serde_json::from_str(&row.text)?,
    })
}

impl Past {
    /// Takes in an event; they come in the order in which they happened.
    fn take(&mut self, row: Row) -> Result<(), Error> {
        let offer = OfferId(row.offer_id);
        match row.kind.as_str() {
            SCORE => {
                let by = row.account_id.map(AccountId);
                self.handed_in.extend(by.map(|by| (by, offer)));
            }
            MODERATE => {
                let agreed: Agreed = serde_json::from_str(&row.text)?;
                let score = Moderated {
                    offer,
                    criterion: agreed.criterion.clone(),
                    value: agreed.value,
                    reason: row.words,
                    remarks: agreed.remarks,
                    by: row.name,
                    at: row.at,
                    version: 0,
                };
                self.moderated.insert((offer, agreed.criterion), score);
            }
            _ => self.decided(offer, serde_json::from_str(&row.text)?),
        }
        Ok(())
    }

    /// A decision on compliance leaves the offer in a state of its own; a reversal that was agreed to makes it compliant.
    fn decided(&mut self, offer: OfferId, standing: Standing) {
        let reversed = standing.status == DecisionStatus::Approved.as_str();
        let status = match reversed {
            true => Some(OfferState::AdminCompliant),
            false => standing.status.parse().ok(),
        };
        if let Some(status) = status {
            self.compliance.insert(offer, (status, standing.reason));
        }
    }
}

impl Sheet {
    /// The sheet without what came after the moment.
    pub(super) fn wound_back(mut self, moment: DateTime<Utc>, past: Past) -> Self {
        let by_then = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at <= moment);
        self.runs.retain(|run| run.at <= moment);
        self.process.technical_at = self.process.technical_at.filter(|at| *at <= moment);
        let prices = by_then(self.process.price_opened_at);
        self.process.price_opened_at = self.process.price_opened_at.filter(|_| prices);
        let sealed = self.process.price_after_technical && !prices;
        let fixed = self.process.technical_at.is_some();
        self.offers.retain(|offer| by_then(offer.opened_at));
        for offer in &mut self.offers {
            if !fixed {
                offer.stood(past.compliance.get(&offer.id));
            }
            if sealed {
                offer.price = None;
            }
        }
        for member in &mut self.members {
            let own = past
                .handed_in
                .iter()
                .filter(|(by, _)| *by == member.account);
            member.handed_in = own.map(|(_, offer)| *offer).collect();
        }
        self.moderated = past.moderated.into_values().collect();
        self.moment = Some(moment);
        self
    }
}

impl OfferLine {
    /// Puts an open offer to where compliance had brought it before a result moved it on. What came from the bidder or the
    /// clock is for good.
    fn stood(&mut self, decided: Option<&(OfferState, Option<String>)>) {
        use OfferState as S;
        if matches!(
            self.status,
            S::Withdrawn | S::Late | S::Lapsed | S::Replaced
        ) {
            return;
        }
        let (status, reason) = decided.cloned().unwrap_or((S::Opened, None));
        self.status = status;
        self.compliance_reason = reason;
    }
}
