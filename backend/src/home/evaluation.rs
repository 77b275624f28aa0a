//! The evaluator's and the opening officer's day.

use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Person;
use domain::solicitations::Scheme;
use sqlx::FromRow;

/// The evaluator's day.
#[derive(Clone, Debug)]
pub struct EvaluatorDay {
    /// The panels on which this person sits and where the evaluation is not over.
    pub panels: Vec<Panel>,
}

/// A panel on which a person sits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Panel {
    /// The solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// `none` or `conflict`, once declared.
    pub declaration: Option<String>,
    /// Offers to score; none before the opening.
    pub offers: i64,
    /// Scores that an offer needs: the sub-criteria, and experience where it counts.
    pub criteria: i64,
    /// Scores that this person gave.
    pub given: i64,
    /// Offers whose sheet this person handed in.
    pub handed_in: i64,
    /// Whether the technical result is fixed, so that nobody scores any more.
    pub fixed: bool,
}

impl Panel {
    /// Scores that this person still owes.
    #[must_use]
    pub fn owed(&self) -> i64 {
        match self.fixed {
            true => 0,
            false => (self.offers * self.criteria - self.given).max(0),
        }
    }

    /// Whether nothing is left to do.
    #[must_use]
    pub fn done(&self) -> bool {
        self.fixed || (self.offers > 0 && self.handed_in >= self.offers)
    }
}

#[derive(FromRow)]
struct PanelRow {
    reference: String,
    title: String,
    scheme: Option<String>,
    declaration: Option<String>,
    offers: i64,
    given: i64,
    handed_in: i64,
    technical_at: Option<DateTime<Utc>>,
}

/// The panels of an evaluator, in one statement.
pub(super) async fn panels(ctx: &Ctx, person: &Person) -> Result<EvaluatorDay, Error> {
    let sql = "SELECT solicitation.reference, solicitation.title, solicitation.scheme, panel_member.declaration, solicitation.technical_at,
             (SELECT CAST(COUNT(*) AS BIGINT) FROM offer WHERE offer.solicitation_id = solicitation.id AND offer.opened_at IS NOT NULL
                 AND offer.status NOT IN ('excluded', 'lapsed', 'withdrawn')) AS offers,
             (SELECT CAST(COUNT(*) AS BIGINT) FROM score JOIN offer ON offer.id = score.offer_id
                 WHERE offer.solicitation_id = solicitation.id AND score.account_id = $1
                 AND offer.status NOT IN ('excluded', 'lapsed', 'withdrawn')) AS given,
             (SELECT CAST(COUNT(*) AS BIGINT) FROM score_sheet JOIN offer ON offer.id = score_sheet.offer_id
                 WHERE offer.solicitation_id = solicitation.id AND score_sheet.account_id = $1
                 AND offer.status NOT IN ('excluded', 'lapsed', 'withdrawn')) AS handed_in
         FROM panel_member JOIN solicitation ON solicitation.id = panel_member.solicitation_id
         WHERE panel_member.account_id = $1 AND solicitation.status IN ('published', 'closed', 'evaluating')
         ORDER BY solicitation.closes_at, solicitation.reference LIMIT 20";
    let rows: Vec<PanelRow> = ctx.db().query(sql).bind(person.account.0).all().await?;
    let panel = |row: PanelRow| Panel {
        criteria: criteria(row.scheme.as_deref()),
        reference: row.reference,
        title: row.title,
        declaration: row.declaration,
        offers: row.offers,
        given: row.given,
        handed_in: row.handed_in,
        fixed: row.technical_at.is_some(),
    };
    Ok(EvaluatorDay {
        panels: rows.into_iter().map(panel).collect(),
    })
}

fn criteria(scheme: Option<&str>) -> i64 {
    let scheme = scheme.and_then(|text| serde_json::from_str::<Scheme>(text).ok());
    scheme.map_or(0, |scheme| {
        let experience = i64::from(scheme.weights.is_some());
        i64::try_from(scheme.criteria.len()).unwrap_or(i64::MAX - 1) + experience
    })
}

/// The opening officer's day.
#[derive(Clone, Debug)]
pub struct OpenerDay {
    /// Closed solicitations whose offers wait, the longest waiting first.
    pub due: Vec<Opening>,
    /// Openings to come, the nearest first.
    pub coming: Vec<Opening>,
}

/// An opening.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Opening {
    /// The solicitation.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// When it closes or closed.
    pub closes_at: DateTime<Utc>,
    /// The zone in which that was set, by IANA name.
    pub zone: String,
    /// The names of those who consented.
    pub consents: Option<String>,
    /// Whether this person consented.
    pub own: bool,
    /// Whether only the prices are left to be opened, after the technical result.
    pub prices: bool,
}

/// The openings, in one statement.
pub(super) async fn openings(ctx: &Ctx, person: &Person) -> Result<OpenerDay, Error> {
    let sql = "SELECT solicitation.reference, solicitation.title, solicitation.closes_at, solicitation.zone,
             (SELECT string_agg(account.name, ', ') FROM opening_consent JOIN account ON account.id = opening_consent.account_id
                 WHERE opening_consent.solicitation_id = solicitation.id AND opening_consent.stage = next.stage AND (lapses_at IS NULL OR lapses_at > $2)) AS consents,
             EXISTS (SELECT 1 FROM opening_consent WHERE opening_consent.solicitation_id = solicitation.id
                 AND opening_consent.stage = next.stage AND opening_consent.account_id = $1 AND (lapses_at IS NULL OR lapses_at > $2)) AS own,
             next.stage = 'price' AS prices
         FROM solicitation JOIN (SELECT 'offer' AS stage UNION ALL SELECT 'price') AS next
             ON (next.stage = 'offer' AND status IN ('published', 'closed') AND opened_at IS NULL)
             OR (next.stage = 'price' AND status = 'evaluating' AND price_after_technical AND technical_at IS NOT NULL AND price_opened_at IS NULL)
         WHERE origin <> 'imported' AND closes_at IS NOT NULL
         ORDER BY closes_at, reference LIMIT 30";
    let now = ctx.now();
    let rows: Vec<Opening> = ctx
        .db()
        .query(sql)
        .bind(person.account.0)
        .bind(now)
        .all()
        .await?;
    let (due, coming) = rows
        .into_iter()
        .partition(|opening| opening.closes_at <= now);
    Ok(OpenerDay { due, coming })
}
