//! What the report says.

use crate::Error;
use crate::evaluation::award::Award;
use crate::evaluation::complaints::Complaint;
use crate::evaluation::decisions::{Decision, SettledTie};
use crate::evaluation::figures::Figures;
use crate::evaluation::inputs::{Cell, CellSource, RateUsed};
use crate::evaluation::inquiries::Inquiry;
use crate::evaluation::panel::Declaration;
use crate::evaluation::sheet::{OfferLine, Sheet};
use chrono::{DateTime, Utc};
use domain::evaluation::remarks::{Remark, RemarkKind};
use domain::evaluation::rules::TotalKind;
use domain::money::Money;
use domain::solicitations::Portion;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// The report on an evaluation.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// The solicitation.
    pub solicitation: String,
    /// Its title.
    pub title: String,
    /// The lot that it is about, by code and title; none for the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// Where the solicitation stands.
    pub status: String,
    /// The evaluation method in words.
    pub method: String,
    /// The dated rule of the method.
    pub rule: &'static str,
    /// What the figure is by which offers are compared.
    pub total: TotalKind,
    /// The moment of which the report speaks.
    pub as_of: DateTime<Utc>,
    /// The number of the stored result.
    pub run: i64,
    /// SHA-256 of its inputs, hexadecimal.
    pub inputs_sha256: String,
    /// The version of the program that computed it.
    pub software: String,
    /// When it was computed.
    pub run_at: DateTime<Utc>,
    /// By whom.
    pub run_by: String,
    /// Why it superseded the one before.
    pub run_reason: Option<String>,
    /// Level 1 weights in percent: technical, experience, price; none where the method has none.
    pub weights: Option<[Decimal; 3]>,
    /// The least technical score that is eligible.
    pub minimum: Decimal,
    /// The criteria: code, name, weight in percent.
    pub criteria: Vec<(String, String, Option<Decimal>)>,
    /// The frozen rate set.
    pub rates: Vec<RateUsed>,
    /// The panel.
    pub panel: Vec<ReportMember>,
    /// The offers that were opened, in the order of the result.
    pub offers: Vec<ReportLine>,
    /// What a person had to settle because the published rule does not.
    pub open_tie: Option<String>,
    /// The awards, annulled ones too, the newest first.
    pub awards: Vec<Award>,
    /// Decisions of two persons, the newest first.
    pub decisions: Vec<ReportDecision>,
    /// What single bidders were asked, by number.
    pub inquiries: Vec<Inquiry>,
    /// Complaints by number.
    pub complaints: Vec<Complaint>,
    /// What was computed from and what came of it.
    #[serde(skip)]
    pub(super) figures: Figures,
}

/// A member of the panel.
#[derive(Clone, Debug, Serialize)]
pub struct ReportMember {
    /// The name.
    pub name: String,
    /// What was declared, in words.
    pub declaration: String,
    /// When.
    pub declared_at: Option<DateTime<Utc>>,
}

/// A score that entered the result.
#[derive(Clone, Debug, Serialize)]
pub struct ReportScore {
    /// The criterion's code.
    pub criterion: String,
    /// Points of 0 to 100, or the rating of 1 to 5.
    pub value: Decimal,
    /// Where it comes from.
    pub source: CellSource,
    /// The individual scores behind it.
    pub individual: Vec<Decimal>,
    /// Why the panel agreed on it.
    pub reason: Option<String>,
    /// The remarks of the panel and of its members.
    pub remarks: Vec<ReportRemark>,
}

/// A remark beside a score.
#[derive(Clone, Debug, Serialize)]
pub struct ReportRemark {
    /// The panel, or the place of the evaluator among those who scored, from 1.
    pub evaluator: Option<usize>,
    /// What it is.
    pub kind: RemarkKind,
    /// In one line.
    pub text: String,
}

impl ReportRemark {
    /// Who wrote it, without a name.
    #[must_use]
    pub fn author(&self) -> String {
        self.evaluator.map_or_else(
            || "the panel".to_owned(),
            |place| format!("evaluator {place}"),
        )
    }
}

/// An offer in the report. Figures are unrounded; none where the method has none or the offer takes no part.
#[derive(Clone, Debug, Serialize)]
pub struct ReportLine {
    /// Its reference.
    pub offer: String,
    /// The bidder.
    pub provider: String,
    /// Where it stands.
    pub status: String,
    /// Why it was found compliant or not.
    pub compliance: Option<String>,
    /// The total as submitted.
    pub price: Option<Money>,
    /// Units of its currency for one euro.
    pub units_per_eur: Option<Decimal>,
    /// The price in euro.
    pub price_eur: Option<Decimal>,
    /// The scores that entered.
    pub scores: Vec<ReportScore>,
    /// Technical score.
    pub technical: Option<Decimal>,
    /// Experience score.
    pub experience: Option<Decimal>,
    /// Price score.
    pub price_score: Option<Decimal>,
    /// What quality takes off the price, euro.
    pub credit: Option<Decimal>,
    /// The figure by which offers are compared; the report says of what kind it is.
    pub total: Option<Decimal>,
    /// Place by the published rule, from 1.
    pub rank: Option<usize>,
    /// Why it cannot win or takes no part.
    pub out: Option<String>,
}

/// A decision of two persons.
#[derive(Clone, Debug, Serialize)]
pub struct ReportDecision {
    /// What was decided.
    pub decision: String,
    /// Which offer takes the shared first place and by which means, where a tie was settled.
    pub tie: Option<String>,
    /// How it came out.
    pub status: String,
    /// Why.
    pub reason: String,
    /// Who proposed it, and when.
    pub proposed: (String, DateTime<Utc>),
    /// Who decided, and when.
    pub decided: Option<(String, DateTime<Utc>)>,
}

#[derive(Deserialize)]
struct Kept {
    cells: Vec<Cell>,
}

impl Report {
    /// Puts the report together.
    pub(super) fn of(
        sheet: &Sheet,
        awards: Vec<Award>,
        decisions: Vec<Decision>,
        (complaints, inquiries): (Vec<Complaint>, Vec<Inquiry>),
        as_of: DateTime<Utc>,
    ) -> Result<Self, Error> {
        let run = sheet.runs.first();
        let run =
            run.ok_or_else(|| Error::not_now("store a result first: the report rests on it"))?;
        let figures = Figures::read(&run.inputs)?;
        let kept: Kept = serde_json::from_str(&run.outputs)?;
        let rates: Vec<RateUsed> = serde_json::from_str(&run.rates)?;
        let line = |offer| line(sheet, &figures, &kept.cells, &rates, offer);
        let mut offers: Vec<ReportLine> = sheet.offers.iter().map(line).collect();
        offers.sort_by_key(|one| (one.rank.unwrap_or(usize::MAX), one.offer.clone()));
        let process = &sheet.process;
        Ok(Self {
            solicitation: process.reference.clone(),
            lot: process.lot.as_ref().map(Portion::label),
            title: process.title.clone(),
            origin: process.origin.clone(),
            status: process.status.label().to_owned(),
            method: process.scheme.method.label().to_owned(),
            rule: figures.rule().id,
            total: figures.rule().total,
            as_of,
            run: run.number,
            inputs_sha256: run.sha256.clone(),
            software: run.software.clone(),
            run_at: run.at,
            run_by: run.by.clone(),
            run_reason: run.reason.clone(),
            weights: process
                .scheme
                .weights
                .as_ref()
                .map(|weights| [weights.technical, weights.experience, weights.price]),
            minimum: process.scheme.technical_minimum,
            criteria: criteria(sheet),
            panel: panel(sheet),
            open_tie: figures.open_tie(),
            decisions: decisions.into_iter().map(ReportDecision::from).collect(),
            rates,
            offers,
            awards,
            inquiries,
            complaints,
            figures,
        })
    }
}

fn criteria(sheet: &Sheet) -> Vec<(String, String, Option<Decimal>)> {
    let all = sheet.process.criteria().into_iter();
    all.map(|one| (one.code, one.name, one.weight)).collect()
}

fn panel(sheet: &Sheet) -> Vec<ReportMember> {
    let member = |member: &crate::evaluation::Member| ReportMember {
        name: member.name.clone(),
        declaration: member
            .declaration
            .map_or("not declared", |declared| match declared {
                Declaration::None => "no conflict of interest",
                Declaration::Conflict => "a conflict of interest: does not score",
            })
            .to_owned(),
        declared_at: member.declared_at,
    };
    sheet.members.iter().map(member).collect()
}

fn line(
    sheet: &Sheet,
    figures: &Figures,
    cells: &[Cell],
    rates: &[RateUsed],
    offer: &OfferLine,
) -> ReportLine {
    let record = figures.record(&offer.reference);
    let rate = offer.price.and_then(|price| {
        let code = price.currency.code();
        let found = rates.iter().find(|rate| rate.currency == code);
        found.map(|rate| rate.units_per_eur)
    });
    let own = cells.iter().filter(|cell| cell.offer == offer.reference);
    ReportLine {
        offer: offer.reference.clone(),
        provider: offer.provider_name.clone(),
        status: offer.status.label().to_owned(),
        compliance: offer.compliance_reason.clone(),
        price: offer.price,
        units_per_eur: rate,
        price_eur: figures.price_eur(&offer.reference),
        scores: own.map(|cell| score(sheet, offer, cell)).collect(),
        technical: record.and_then(|record| record.technical),
        experience: record.and_then(|record| record.experience),
        price_score: record.and_then(|record| record.price_points),
        credit: record.and_then(|record| record.credit),
        total: record.and_then(|record| record.total),
        rank: figures.rank(&offer.reference),
        out: offer
            .out_because()
            .or_else(|| figures.ineligible(&offer.reference)),
    }
}

fn score(sheet: &Sheet, offer: &OfferLine, cell: &Cell) -> ReportScore {
    let individual = sheet.handed_in(offer.id, &cell.criterion);
    let agreed = sheet.agreed(offer.id, &cell.criterion);
    ReportScore {
        criterion: cell.criterion.clone(),
        value: cell.value,
        source: cell.source,
        individual: individual.iter().map(|score| score.value).collect(),
        reason: agreed.map(|agreed| agreed.reason.clone()),
        remarks: agreed
            .map(|agreed| (None, &agreed.remarks))
            .into_iter()
            .chain(
                (1..)
                    .map(Some)
                    .zip(individual.iter().map(|one| &one.remarks)),
            )
            .flat_map(|(evaluator, all)| all.iter().map(move |one| remark(evaluator, one)))
            .collect(),
    }
}

fn remark(evaluator: Option<usize>, remark: &Remark) -> ReportRemark {
    ReportRemark {
        evaluator,
        kind: remark.kind,
        text: remark.text.as_str().to_owned(),
    }
}

impl From<Decision> for ReportDecision {
    fn from(decision: Decision) -> Self {
        let reason = match decision.note {
            Some(note) => format!("{}\n{note}", decision.reason),
            None => decision.reason,
        };
        Self {
            decision: decision.kind.label().to_owned(),
            tie: decision.tie.as_ref().map(SettledTie::sentence),
            status: decision.status.label().to_owned(),
            reason,
            proposed: (decision.proposer.unwrap_or_default(), decision.proposed_at),
            decided: decision.decider.zip(decision.decided_at),
        }
    }
}
