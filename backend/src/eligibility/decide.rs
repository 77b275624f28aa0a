//! A nation issues, rejects or withdraws a declaration of eligibility; a provider takes its request back.

use super::request::DeclarationRecord;
use crate::audit::Happening;
use crate::begin;
use crate::db::DbError;
use crate::error::Stale;
use crate::notices::{To, settle, tell};
use crate::{Call, Ctx, Error, Work};
use chrono::NaiveDate;
use domain::id::{AccountId, ProviderId};
use domain::policy::actions::{DecideDeclaration, RequestDeclaration};
use domain::policy::{Action, Permit, Subject};
use domain::states::{DeclarationEvent, DeclarationState, apply};
use domain::text::Prose;
use sqlx::FromRow;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What a nation states when it issues.
#[derive(Clone, Debug, Default)]
pub struct Issue {
    /// Last day on which it holds, today or later.
    pub expires_on: Option<NaiveDate>,
    /// Level of the facility clearance that it confirms, or empty.
    pub clearance: String,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    solicitation_id: Uuid,
    provider_id: Uuid,
    solicitation: String,
    officer: Option<Uuid>,
    provider: String,
    name: String,
    nation_code: String,
    status: String,
    note: Option<String>,
    reason: Option<String>,
    clearance: Option<String>,
    expires_on: Option<NaiveDate>,
    version: i64,
}

const ROW: &str = "SELECT declaration.id, declaration.reference, declaration.solicitation_id, declaration.provider_id,
     solicitation.reference AS solicitation, solicitation.created_by AS officer, provider.reference AS provider, provider.name, declaration.nation_code, declaration.status,
     declaration.note, declaration.reason, declaration.clearance, declaration.expires_on, declaration.version
 FROM eligibility_declaration AS declaration JOIN solicitation ON solicitation.id = declaration.solicitation_id
     JOIN provider ON provider.id = declaration.provider_id WHERE declaration.reference = $1";

impl Row {
    fn record(&self) -> Result<DeclarationRecord, Error> {
        let status = self.status.parse();
        Ok(DeclarationRecord {
            reference: self.reference.clone(),
            solicitation: self.solicitation.clone(),
            provider: self.provider.clone(),
            nation: self.nation_code.clone(),
            status: status
                .map_err(|error| DbError::corrupt("eligibility_declaration.status", error))?,
            note: self.note.clone(),
            reason: self.reason.clone(),
            clearance: self.clearance.clone(),
            expires_on: self.expires_on,
        })
    }

    fn subject(&self) -> Subject {
        self.nation_code
            .parse()
            .map_or(Subject::ANY, Subject::of_nation)
    }
}

/// Issues the declaration: the nation holds the provider eligible for this solicitation until the last day.
///
/// # Errors
/// When it is another nation's, the request is decided, the last day has passed, somebody was faster, or the store fails.
pub async fn issue(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    issue: Issue,
) -> Result<String, Error> {
    let today = ctx.today();
    decided(
        ctx,
        call,
        reference,
        version,
        DeclarationEvent::Issue,
        |record| {
            record.expires_on = match issue.expires_on {
                Some(day) if day >= today => Some(day),
                Some(_) => {
                    return Err(Error::field(
                        "expires_on",
                        "choose a day that has not passed",
                    ));
                }
                None => {
                    return Err(Error::field(
                        "expires_on",
                        "write the last day on which it holds",
                    ));
                }
            };
            let clearance = issue.clearance.trim().to_owned();
            record.clearance = Some(clearance).filter(|text| !text.is_empty());
            Ok(())
        },
    )
    .await
}

/// Rejects the request, with a reason that the provider and the buyer read.
///
/// # Errors
/// When it is another nation's, the request is decided, the reason is missing, somebody was faster, or the store fails.
pub async fn reject(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    reason: &str,
) -> Result<String, Error> {
    decided(
        ctx,
        call,
        reference,
        version,
        DeclarationEvent::Reject,
        |record| {
            record.reason = Some(given(reason)?);
            Ok(())
        },
    )
    .await
}

/// Withdraws an issued declaration, with a reason.
///
/// # Errors
/// When it is another nation's, none is issued, the reason is missing, somebody was faster, or the store fails.
pub async fn withdraw(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    reason: &str,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let row = load(&mut work, reference).await?;
    let permit = work.permit::<DecideDeclaration>(row.subject())?;
    if row.status == DeclarationState::Requested.as_str() {
        return Err(Error::not_now(
            "nothing is issued yet: reject the request instead",
        ));
    }
    save(
        work,
        &permit,
        row,
        version,
        DeclarationEvent::Withdraw,
        |record| {
            record.reason = Some(given(reason)?);
            Ok(())
        },
    )
    .await
}

/// Takes back one's own organisation's request that is not decided.
///
/// # Errors
/// When it is another organisation's, it is decided, somebody was faster, or the store fails.
pub async fn cancel(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let row = load(&mut work, reference).await?;
    let owner = Subject::of_provider(ProviderId(row.provider_id));
    let permit = work.permit::<RequestDeclaration>(owner)?;
    if row.status != DeclarationState::Requested.as_str() {
        return Err(Error::not_now(
            "your nation has decided: only it can withdraw its declaration",
        ));
    }
    save(
        work,
        &permit,
        row,
        version,
        DeclarationEvent::Withdraw,
        |_| Ok(()),
    )
    .await
}

fn given(reason: &str) -> Result<String, Error> {
    Prose::<2_000>::parse(reason)
        .map(String::from)
        .map_err(|error| Error::field("reason", error))
}

async fn load(work: &mut Work<'_>, reference: &str) -> Result<Row, Error> {
    let row = work.tx.query(ROW).bind(reference.to_uppercase()).optional();
    row.await?.ok_or(Error::NotFound)
}

async fn decided(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    version: i64,
    event: DeclarationEvent,
    change: impl FnOnce(&mut DeclarationRecord) -> Result<(), Error> + Send,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let row = load(&mut work, reference).await?;
    let permit = work.permit::<DecideDeclaration>(row.subject())?;
    save(work, &permit, row, version, event, change).await
}

async fn save<A: Action>(
    mut work: Work<'_>,
    permit: &Permit<A>,
    row: Row,
    version: i64,
    event: DeclarationEvent,
    change: impl FnOnce(&mut DeclarationRecord) -> Result<(), Error> + Send,
) -> Result<String, Error> {
    let before = row.record()?;
    if row.version != version {
        let status = BTreeMap::from([("status".to_owned(), before.status.label().to_owned())]);
        return Err(Error::Stale(Box::new(Stale {
            version: row.version,
            recorded: status,
        })));
    }
    let mut after = before.clone();
    after.status = apply(before.status, event).map_err(Error::not_now)?;
    change(&mut after)?;
    let (at, account) = (work.at, work.account());
    work.tx
        .query(
            "UPDATE eligibility_declaration SET status = $1, reason = $2, clearance = $3, expires_on = $4, decided_by = $5, decided_at = $6,
                 version = version + 1 WHERE id = $7 AND version = $8",
        )
        .bind(after.status.as_str())
        .bind(after.reason.clone())
        .bind(after.clearance.clone())
        .bind(after.expires_on)
        .bind(account)
        .bind(at)
        .bind(row.id)
        .bind(version)
        .run_one()
        .await?;
    let happening = happening(&row, &before, &after)?;
    work.record(permit, happening).await?;
    settle(&mut work, "declaration.requested", &row.reference).await?;
    if !taken_back(&before, &after) {
        told(&mut work, &row, &after).await?;
    }
    work.commit(row.reference).await
}

/// What a nation decided belongs to the process; that a provider took its request back does not, before the opening it
/// would tell who meant to bid.
fn happening(
    row: &Row,
    before: &DeclarationRecord,
    after: &DeclarationRecord,
) -> Result<Happening, Error> {
    let words = match (before.status, after.status) {
        (_, DeclarationState::Issued) => "declared eligible",
        (_, DeclarationState::Rejected) => "refused to declare eligible",
        (DeclarationState::Issued, _) => "withdrew its declaration for",
        _ => "is no longer asked for",
    };
    let summary = format!("{} {words} {}", row.nation_code, row.name);
    let mut happening = Happening::to("declaration", row.id, &row.reference, summary)
        .before(before)?
        .after(after)?;
    if let Some(reason) = &after.reason {
        happening = happening.because(reason.clone());
    }
    Ok(if taken_back(before, after) {
        happening
    } else {
        happening.within(row.solicitation_id)
    })
}

fn taken_back(before: &DeclarationRecord, after: &DeclarationRecord) -> bool {
    before.status == DeclarationState::Requested && after.status == DeclarationState::Withdrawn
}

/// Tells the organisation and the officer of the solicitation what the nation decided.
async fn told(work: &mut Work<'_>, row: &Row, after: &DeclarationRecord) -> Result<(), Error> {
    let (nation, solicitation) = (&row.nation_code, &row.solicitation);
    let words = match after.status {
        DeclarationState::Issued => "declares",
        DeclarationState::Rejected => "does not declare",
        _ => "no longer declares",
    };
    let own = [To::Provider(ProviderId(row.provider_id))];
    let text = format!("{nation} {words} your organisation eligible for {solicitation}.");
    tell(work, &own, "declaration.decided", &row.reference, &text).await?;
    let Some(officer) = row.officer else {
        return Ok(());
    };
    let officer = [To::Account(AccountId(officer))];
    let text = format!("{nation} {words} {} eligible for {solicitation}.", row.name);
    tell(work, &officer, "eligibility.declared", solicitation, &text).await
}
