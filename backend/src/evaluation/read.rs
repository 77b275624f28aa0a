//! Reading what is recorded about an evaluation: the process with its runs, offers, the panel, and marks.

use super::panel::Declaration;
use super::sheet::{Member, OfferLine, Process, Rate, Run};
use crate::Error;
use crate::db::query::Query;
use crate::db::{Db, DecimalText, JsonText, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Role;
use domain::id::{AccountId, OfferId, ProviderId, ResultRunId, SolicitationId};
use domain::methods::rule_of;
use domain::money::Money;
use domain::offers::OfferContent;
use domain::solicitations::{Lot, Requirement, ScheduleLine, Scheme};
use sqlx::FromRow;
use uuid::Uuid;

/// Where rows are read from: outside or inside a transaction.
pub(super) enum Source<'a> {
    /// Outside.
    Db(&'a Db),
    /// Inside.
    Tx(&'a mut Tx),
}

impl Source<'_> {
    pub(super) fn query(&mut self, sql: &'static str) -> Query<'_> {
        match self {
            Self::Db(db) => db.query(sql),
            Self::Tx(tx) => tx.query(sql),
        }
    }
}

#[derive(FromRow)]
struct ProcessRow {
    id: Uuid,
    reference: String,
    title: String,
    origin: String,
    status: String,
    scheme: Option<JsonText<Scheme>>,
    strategy_codes: Option<String>,
    lots: JsonText<Vec<Lot>>,
    requirements: JsonText<Vec<Requirement>>,
    price_schedule: JsonText<Vec<ScheduleLine>>,
    closes_at: Option<DateTime<Utc>>,
    estimate_minor: Option<i64>,
    estimate_currency: Option<String>,
    method: String,
    authority: Option<String>,
    published_at: Option<DateTime<Utc>>,
    price_after_technical: bool,
    technical_at: Option<DateTime<Utc>>,
    price_opened_at: Option<DateTime<Utc>>,
    names_hidden: bool,
    run_id: Option<Uuid>,
    run_lot: Option<String>,
    number: Option<i64>,
    inputs: Option<String>,
    inputs_sha256: Option<Vec<u8>>,
    outputs: Option<String>,
    rates: Option<String>,
    reason: Option<String>,
    run_by: Option<String>,
    run_at: Option<DateTime<Utc>>,
    software: Option<String>,
}

impl ProcessRow {
    fn run(&self) -> Option<Run> {
        Some(Run {
            id: ResultRunId(self.run_id?),
            number: self.number?,
            lot: self.run_lot.clone().unwrap_or_default(),
            inputs: self.inputs.clone()?,
            sha256: hex::encode(self.inputs_sha256.clone()?),
            outputs: self.outputs.clone()?,
            rates: self.rates.clone()?,
            reason: self.reason.clone(),
            by: self.run_by.clone().unwrap_or_default(),
            at: self.run_at?,
            software: self.software.clone()?,
        })
    }

    fn process(self) -> Result<Process, Error> {
        // An imported or unpublished record has no scheme that could be evaluated.
        let (Some(JsonText(scheme)), Some(closes_at)) = (self.scheme, self.closes_at) else {
            return Err(Error::NotFound);
        };
        Ok(Process {
            rule: rule_of(&self.method, self.authority.as_deref(), self.published_at),
            id: SolicitationId(self.id),
            reference: self.reference,
            title: self.title,
            origin: self.origin,
            status: read_state(&self.status)?,
            portions: scheme.lots.portions(&self.lots.0, &self.price_schedule.0),
            lot: None,
            lots: Vec::new(),
            runs_stored: self.number.unwrap_or_default(),
            scheme,
            strategy: codes(self.strategy_codes),
            requirements: self.requirements.0,
            price_schedule: self.price_schedule.0,
            closes_at,
            estimate_minor: self.estimate_minor,
            estimate_currency: self.estimate_currency,
            price_after_technical: self.price_after_technical,
            technical_at: self.technical_at,
            price_opened_at: self.price_opened_at,
            names_hidden: self.names_hidden,
        })
    }
}

/// The members of a list that the database joined, sorted.
fn codes(joined: Option<String>) -> Vec<String> {
    let joined = joined.unwrap_or_default();
    let mut codes: Vec<String> = joined.split(',').map(str::to_owned).collect();
    codes.retain(|code| !code.is_empty());
    codes.sort_unstable();
    codes
}

/// Reads a stored state.
pub(super) fn read_state<S: std::str::FromStr>(code: &str) -> Result<S, Error> {
    code.parse()
        .map_err(|_| Error::Internal(format!("“{code}” is no state")))
}

pub(super) async fn process(
    source: &mut Source<'_>,
    reference: &str,
) -> Result<(Process, Vec<Run>), Error> {
    let sql = "SELECT solicitation.id, solicitation.reference, title, solicitation.origin, status, scheme,
            (SELECT string_agg(strategy_code, ',') FROM solicitation_strategy WHERE solicitation_id = solicitation.id) AS strategy_codes, lots, requirements, price_schedule, closes_at,
            estimate_minor, estimate_currency, solicitation.method,
            authority, published_at, price_after_technical, technical_at, price_opened_at, names_hidden, result_run.id AS run_id, result_run.lot AS run_lot, number, inputs, inputs_sha256, outputs, rates,
            result_run.reason, account.name AS run_by, run_at, software
         FROM solicitation LEFT JOIN result_run ON result_run.solicitation_id = solicitation.id
            LEFT JOIN account ON account.id = result_run.run_by
         WHERE solicitation.reference = $1 ORDER BY number DESC";
    let rows: Vec<ProcessRow> = source.query(sql).bind(reference.to_owned()).all().await?;
    let runs = rows.iter().filter_map(ProcessRow::run).collect();
    let row = rows.into_iter().next().ok_or(Error::NotFound)?;
    Ok((row.process()?, runs))
}

#[derive(FromRow)]
struct OfferRow {
    id: Uuid,
    reference: String,
    status: String,
    opened_at: Option<DateTime<Utc>>,
    content: JsonText<OfferContent>,
    price_minor: Option<i64>,
    price_currency: Option<String>,
    provider_id: Uuid,
    provider_name: String,
    nation_code: Option<String>,
    sme: bool,
    units_per_eur: Option<DecimalText>,
    on_day: Option<NaiveDate>,
    rate_source: Option<String>,
    compliance_reason: Option<String>,
    pseudonym: Option<String>,
    version: i64,
}

impl TryFrom<OfferRow> for OfferLine {
    type Error = Error;
    fn try_from(row: OfferRow) -> Result<Self, Error> {
        let currency = row.price_currency.and_then(|code| code.parse().ok());
        let price = row.price_minor.zip(currency);
        let rate = row.units_per_eur.zip(row.on_day).zip(row.rate_source);
        Ok(Self {
            id: OfferId(row.id),
            reference: row.reference,
            status: read_state(&row.status)?,
            opened_at: row.opened_at,
            content: row.content.0,
            price: price.map(|(minor, currency)| Money::new(minor, currency)),
            provider: ProviderId(row.provider_id),
            provider_name: row.provider_name,
            nation: row.nation_code,
            sme: row.sme,
            rate: rate.map(|((units, day), source)| Rate {
                units_per_eur: units.0,
                day,
                source,
            }),
            compliance_reason: row.compliance_reason,
            pseudonym: row.pseudonym,
            veiled: false,
            leaves_out: Vec::new(),
            version: row.version,
        })
    }
}

pub(super) async fn offers(
    source: &mut Source<'_>,
    process: &Process,
) -> Result<Vec<OfferLine>, Error> {
    let sql = "SELECT offer.id, offer.reference, offer.status, offer.opened_at, offer.content, price_minor, price_currency, offer.provider_id,
            provider.name AS provider_name, provider.nation_code, provider.sme, exchange_rate.units_per_eur, exchange_rate.on_day,
            exchange_rate.source AS rate_source, compliance_reason, pseudonym, offer.version
         FROM offer JOIN provider ON provider.id = offer.provider_id
            LEFT JOIN exchange_rate ON exchange_rate.currency = offer.price_currency AND exchange_rate.on_day =
                (SELECT MAX(known.on_day) FROM exchange_rate known WHERE known.currency = offer.price_currency AND known.on_day <= $2)
         WHERE offer.solicitation_id = $1 AND offer.content IS NOT NULL ORDER BY offer.reference";
    let rows: Vec<OfferRow> = source
        .query(sql)
        .bind(process.id.0)
        .bind(process.rate_day())
        .all()
        .await?;
    let mut offers: Vec<OfferLine> = rows
        .into_iter()
        .map(OfferLine::try_from)
        .collect::<Result<_, _>>()?;
    if let Some(lot) = &process.lot {
        offers.retain_mut(|offer| offer.narrow(lot));
    }
    Ok(offers)
}

#[derive(FromRow)]
struct MemberRow {
    account_id: Uuid,
    name: String,
    declaration: Option<String>,
    declaration_note: Option<String>,
    declared_at: Option<DateTime<Utc>>,
    offer_id: Option<Uuid>,
}

#[derive(FromRow)]
struct PersonRow {
    #[sqlx(flatten)]
    member: MemberRow,
    assigned_at: Option<DateTime<Utc>>,
    evaluates: i64,
}

/// A person who evaluates, by account and name.
pub(super) type Evaluator = (AccountId, String);

/// The panel, and everybody who could be on it, in one statement.
pub(super) async fn people(
    source: &mut Source<'_>,
    id: SolicitationId,
) -> Result<(Vec<Member>, Vec<Evaluator>), Error> {
    let sql = "SELECT account.id AS account_id, account.name, declaration, declaration_note, declared_at, score_sheet.offer_id, assigned_at,
            CASE WHEN able.account_id IS NULL THEN CAST(0 AS BIGINT) ELSE CAST(1 AS BIGINT) END AS evaluates
         FROM account LEFT JOIN account_role AS able ON able.account_id = account.id AND able.role = $2 AND account.active = $3
            LEFT JOIN panel_member ON panel_member.account_id = account.id AND panel_member.solicitation_id = $1
            LEFT JOIN score_sheet ON score_sheet.account_id = panel_member.account_id
                AND score_sheet.offer_id IN (SELECT id FROM offer WHERE offer.solicitation_id = $1)
         WHERE assigned_at IS NOT NULL OR able.account_id IS NOT NULL ORDER BY account.name, account.id";
    let query = source.query(sql).bind(id.0).bind(Role::Evaluator.as_str());
    let rows: Vec<PersonRow> = query.bind(true).all().await?;
    let able = rows.iter().filter(|row| row.evaluates == 1);
    let mut able: Vec<Evaluator> = able
        .map(|row| (AccountId(row.member.account_id), row.member.name.clone()))
        .collect();
    able.dedup();
    let chosen = rows.into_iter().filter(|row| row.assigned_at.is_some());
    Ok((gathered(chosen.map(|row| row.member)), able))
}

pub(super) async fn members(
    source: &mut Source<'_>,
    id: SolicitationId,
) -> Result<Vec<Member>, Error> {
    let sql = "SELECT panel_member.account_id, account.name, declaration, declaration_note, declared_at, score_sheet.offer_id
         FROM panel_member JOIN account ON account.id = panel_member.account_id
            LEFT JOIN score_sheet ON score_sheet.account_id = panel_member.account_id
                AND score_sheet.offer_id IN (SELECT id FROM offer WHERE offer.solicitation_id = $1)
         WHERE panel_member.solicitation_id = $1 ORDER BY account.name, panel_member.account_id";
    let rows: Vec<MemberRow> = source.query(sql).bind(id.0).all().await?;
    Ok(gathered(rows.into_iter()))
}

/// The members out of rows of which each has one sheet that is in.
fn gathered(rows: impl Iterator<Item = MemberRow>) -> Vec<Member> {
    let mut members: Vec<Member> = Vec::new();
    for row in rows {
        let account = AccountId(row.account_id);
        if members.last().is_none_or(|last| last.account != account) {
            members.push(Member {
                account,
                name: row.name,
                declaration: row.declaration.as_deref().and_then(Declaration::from_code),
                note: row.declaration_note,
                declared_at: row.declared_at,
                handed_in: Vec::new(),
            });
        }
        if let (Some(member), Some(offer)) = (members.last_mut(), row.offer_id) {
            member.handed_in.push(OfferId(offer));
        }
    }
    members
}
