//! Measurements that a contractor's machine reports under a secret address of its contract.

use super::change::{Now, Told, close, happening, load, open, tell_other_side};
use super::record::ContractRecord;
use super::service_file::level_of;
use super::service_report::{MeasurementInput, NEWS};
use crate::accounts::Token;
use crate::{Call, Ctx, Error, Work, begin};
use domain::contracts::life::ContractAct;
use domain::money::parse_decimal;
use domain::policy::Subject;
use domain::policy::actions::ReportService;
use serde::{Deserialize, Serialize};
use sqlx::FromRow;
use uuid::Uuid;

/// What a machine sends.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MachineReport {
    /// The service level: `SL-01`.
    pub level: String,
    /// The period: `2027-05`, `2027-Q2` or `2027`.
    pub period: String,
    /// The value: a number, or a text with one, which no program rounds.
    pub value: serde_json::Value,
    /// The evidence, or why it corrects an earlier value.
    #[serde(default)]
    pub note: String,
    /// Whether it takes the place of another value that was reported.
    #[serde(default)]
    pub correction: bool,
}

/// What a machine is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineAnswer {
    /// Reference of the contract.
    pub contract: String,
    /// The service level.
    pub level: String,
    /// The period.
    pub period: String,
    /// The value that counts now.
    pub value: String,
    /// `recorded`; `unchanged` when the same value was there already.
    pub result: String,
}

#[derive(FromRow)]
struct Address {
    reference: String,
    provider_name: String,
}

const ADDRESS: &str = "SELECT contract.reference, contract.provider_name
     FROM service_address JOIN contract ON contract.id = service_address.contract_id
         JOIN account ON account.id = service_address.account_id
     WHERE service_address.secret_hash = $1 AND account.active = $2 AND account.provider_id = contract.provider_id";

/// Reports one value. The same value again changes nothing, so that a machine may repeat what it is not sure of.
///
/// # Errors
/// [`Error::NotFound`] for a secret that was ended, or whose person no longer acts for the contractor; with the field, as a
/// form is refused; [`Error::NotNow`] where another value is on record and no correction is meant.
pub async fn report_by_machine(
    ctx: &Ctx,
    secret: &str,
    report: &MachineReport,
) -> Result<MachineAnswer, Error> {
    let address = address(ctx, secret).await?;
    let call = &Call::system("measurement system");
    let mut work = begin!(ctx, call);
    let before = load(&mut work.tx, &address.reference).await?;
    before.may(ContractAct::Report)?;
    let (input, mut answer) = read(&before, report)?;
    let level = before.service_level(input.level).ok_or(Error::NotFound)?;
    if let Some(current) = level.measurement(input.period) {
        if current.value == input.value {
            "unchanged".clone_into(&mut answer.result);
            return Ok(answer);
        }
        if !report.correction {
            return Err(Error::not_now(format!(
                "{} is on record for this period: send \"correction\": true and a note that says why",
                current.value.normalize()
            )));
        }
    }
    let now = Now {
        by: format!("measurement system of {}", address.provider_name),
        ..Now::of(&work)
    };
    if let Err(wrong) = before.check_measurement(&input, now.today()) {
        return Err(Error::field(wrong.column, wrong.why));
    }
    let mut after = before.clone();
    let words = after.measured(&input, &now)?;
    let permit = work.permit::<ReportService>(Subject::ANY)?;
    close(
        &mut work,
        &permit,
        &before,
        &mut after,
        Told::that(words.clone()),
    )
    .await?;
    tell_other_side(&mut work, &after, NEWS, &format!("{words}.")).await?;
    work.commit(answer).await
}

async fn address(ctx: &Ctx, secret: &str) -> Result<Address, Error> {
    let query = ctx.db().query(ADDRESS);
    Ok(query
        .bind(Token::received(secret).hash())
        .bind(true)
        .one()
        .await?)
}

/// Whether a secret opens an address, before anything that was sent is read.
///
/// # Errors
/// [`Error::NotFound`] when it does not; or when the store fails.
pub async fn check_measurement_address(ctx: &Ctx, secret: &str) -> Result<(), Error> {
    address(ctx, secret).await.map(|_| ())
}

fn read(
    record: &ContractRecord,
    report: &MachineReport,
) -> Result<(MeasurementInput, MachineAnswer), Error> {
    let level = level_of(record, &report.level);
    let level = level.ok_or_else(|| Error::field("level", "there is no such service level"))?;
    let period = level.window.parse(&report.period);
    let period = period.ok_or_else(|| {
        let example = level.window.name(level.window.first_day(level.from));
        Error::field("period", format!("write a period such as {example}"))
    })?;
    let text = match &report.value {
        serde_json::Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let value = parse_decimal(&text);
    let value = value.ok_or_else(|| Error::field("value", "write a number such as 99.5"))?;
    let answer = MachineAnswer {
        contract: record.reference.clone(),
        level: level.code(),
        period: level.window.name(period),
        value: value.normalize().to_string(),
        result: "recorded".to_owned(),
    };
    let note = report.note.trim().to_owned();
    let input = MeasurementInput {
        level: level.number,
        period,
        value,
        note,
    };
    Ok((input, answer))
}

/// Makes a secret address for the contract's measurements and answers with its secret, which is shown once; a former one ends.
///
/// # Errors
/// When the rules refuse, the contract changed meanwhile, or the store fails.
pub async fn open_measurement_address(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
) -> Result<String, Error> {
    // A repeated form must not find the secret beside its key: each makes a new one.
    let call = &Call::by(call.actor.clone());
    let token = Token::random();
    let mut work = begin!(ctx, call);
    let (record, permit) = open::<ReportService>(&mut work, reference, version).await?;
    let account = work.account().ok_or(domain::policy::Refused::SignIn)?;
    let at = work.at;
    work.tx
        .query(
            "INSERT INTO service_address (contract_id, secret_hash, account_id, made_at) VALUES ($1, $2, $3, $4)
             ON CONFLICT (contract_id) DO UPDATE SET secret_hash = excluded.secret_hash, account_id = excluded.account_id,
                 made_at = excluded.made_at",
        )
        .bind(record.id.0)
        .bind(token.hash())
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    let told = Told::that("Made an address for a machine that reports measurements");
    work.record(&permit, happening(&record, told)).await?;
    work.commit(()).await?;
    Ok(token.expose().to_owned())
}

/// Ends the contract's secret address, if there is one.
///
/// # Errors
/// When the rules refuse, the contract changed meanwhile, or the store fails.
pub async fn close_measurement_address(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (record, permit) = open::<ReportService>(&mut work, reference, version).await?;
    if forget(&mut work, record.id.0).await? == 0 {
        return Err(Error::not_now("there is no such address"));
    }
    let told = Told::that("Ended the address for a machine that reports measurements");
    work.record(&permit, happening(&record, told)).await?;
    work.commit(()).await
}

async fn forget(work: &mut Work<'_>, contract: Uuid) -> Result<u64, Error> {
    let query = work
        .tx
        .query("DELETE FROM service_address WHERE contract_id = $1");
    Ok(query.bind(contract).run().await?)
}

/// Who made the contract's address for machines; none where there is none.
///
/// # Errors
/// When the store fails.
pub async fn measurement_address_of(
    ctx: &Ctx,
    record: &ContractRecord,
) -> Result<Option<String>, Error> {
    let sql = "SELECT account.name FROM service_address JOIN account ON account.id = service_address.account_id
         WHERE service_address.contract_id = $1";
    Ok(ctx
        .db()
        .query(sql)
        .bind(record.id.0)
        .optional_scalar()
        .await?)
}
