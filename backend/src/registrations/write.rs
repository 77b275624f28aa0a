//! Writing a registration: starting it, its steps, sending it.
//!
//! The log begins with the sending. What is typed before is nobody's business yet, and whoever passes by could fill the log
//! with it.

use super::own::{BY_SECRET, Row, by_secret};
use super::typed::{Answers, Typed};
use crate::accounts::{Token, slow_down};
use crate::audit::{self, Happening};
use crate::db::JsonText;
use crate::error::Stale;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{Datelike, Duration};
use domain::reference::{Series, write};
use domain::registrations::Step;
use domain::states::{RegistrationEvent, RegistrationState, apply};
use domain::text::folded;
use std::collections::BTreeMap;

/// Registrations that may be started from one network address within the hour, before there is a wait.
const FREE_STARTS: i64 = 20;
/// Steps that may be saved and registrations sent from one network address within the hour, before there is a wait.
const FREE_WRITES: i64 = 300;
/// A registration that nobody has sent or changed for so long is forgotten.
const FORGOTTEN_AFTER: Duration = Duration::days(30);

/// Starts a registration; answers with the secret of its address, which is kept nowhere else.
///
/// # Errors
/// [`Error::TooMany`] after too many from one network address; or when the store fails.
pub async fn start(ctx: &Ctx, address: &str) -> Result<String, Error> {
    slow_down(ctx, "registration", address, FREE_STARTS).await?;
    let (secret, at) = (Token::random(), ctx.now());
    let mut tx = ctx.db().begin().await?;
    tx.query("DELETE FROM registration WHERE status = 'writing' AND changed_at < $1")
        .bind(at - FORGOTTEN_AFTER)
        .run()
        .await?;
    tx.query(
        "INSERT INTO registration (id, secret_hash, status, typed, name, folded_name, created_at, changed_at, version)
         VALUES ($1, $2, $3, $4, '', '', $5, $5, 1)",
    )
    .bind(ctx.new_id())
    .bind(secret.hash())
    .bind(RegistrationState::Writing.as_str())
    .bind(JsonText(Typed::default()))
    .bind(at)
    .run_one()
    .await?;
    tx.commit().await?;
    Ok(secret.expose().to_owned())
}

/// The registration that is changed, at the version that the form was made from.
async fn current(work: &mut Work<'_>, secret: &str, version: i64) -> Result<Row, Error> {
    let row = by_secret(work.tx.query(BY_SECRET), secret).await?;
    if !matches!(
        row.state()?,
        RegistrationState::Writing | RegistrationState::AskedBack
    ) {
        return Err(Error::not_now(
            "it is sent: it can be changed when the reviewer asks back",
        ));
    }
    if row.version != version {
        return Err(Error::Stale(Box::new(Stale {
            version: row.version,
            recorded: BTreeMap::new(),
        })));
    }
    Ok(row)
}

/// Keeps what was typed in a step, complete or not, and then says what is wrong with it; answers with the first step that is
/// not complete.
///
/// # Errors
/// [`Error::Invalid`] with what is wrong with the step, which is kept all the same. When the secret is of none, it is sent
/// already, somebody was faster, there were too many from one network address, or the store fails.
pub async fn save(
    ctx: &Ctx,
    call: &Call,
    address: &str,
    (secret, version): (&str, i64),
    answers: Answers,
) -> Result<Option<Step>, Error> {
    slow_down(ctx, "registration step", address, FREE_WRITES).await?;
    let step = answers.step();
    let mut work = begin!(ctx, call);
    let row = current(&mut work, secret, version).await?;
    let typed = row.typed.0.with(answers)?;
    let name: String = typed.organisation.name.trim().chars().take(200).collect();
    let at = work.at;
    work.tx
        .query(
            "UPDATE registration SET typed = $1, name = $2, folded_name = $3, changed_at = $4, version = version + 1
             WHERE id = $5 AND version = $6",
        )
        .bind(JsonText(typed.clone()))
        .bind(name.clone())
        .bind(folded(&name))
        .bind(at)
        .bind(row.id)
        .bind(version)
        .run_one()
        .await?;
    let next = typed.wrong(ctx.today()).first().map(|(step, _)| *step);
    work.commit(next).await?;
    typed.check(step, ctx.today())?;
    Ok(next)
}

/// Sends the registration to the reviewers; answers with its reference.
///
/// # Errors
/// When a step is not complete, it is not declared to be true, or as [`save`].
pub async fn submit(
    ctx: &Ctx,
    call: &Call,
    address: &str,
    (secret, version): (&str, i64),
    declared: bool,
) -> Result<String, Error> {
    slow_down(ctx, "registration step", address, FREE_WRITES).await?;
    let mut work = begin!(ctx, call);
    let row = current(&mut work, secret, version).await?;
    if !row.typed.0.wrong(ctx.today()).is_empty() {
        return Err(Error::not_now(
            "something is missing or wrong: see the steps above",
        ));
    }
    if !declared {
        return Err(Error::field(
            "declared",
            "confirm that you may speak for the organisation and that this is true",
        ));
    }
    let state = apply(row.state()?, RegistrationEvent::Submit).map_err(Error::not_now)?;
    let reference = match &row.reference {
        Some(reference) => reference.clone(),
        None => numbered(&mut work).await?,
    };
    let at = work.at;
    work.tx
        .query(
            "UPDATE registration SET status = $1, reference = $2, submitted_at = $3, changed_at = $3, version = version + 1
             WHERE id = $4 AND version = $5",
        )
        .bind(state.as_str())
        .bind(reference.clone())
        .bind(at)
        .bind(row.id)
        .bind(version)
        .run_one()
        .await?;
    let summary = format!(
        "{} asked to be registered",
        row.typed.0.organisation.name.trim()
    );
    let happening = Happening::to("registration", row.id, &reference, summary);
    audit::append(
        &mut work,
        "registration.submit",
        happening.after(&row.typed.0)?,
    )
    .await?;
    work.commit(reference).await
}

async fn numbered(work: &mut Work<'_>) -> Result<String, Error> {
    let year = work.at.year();
    let number = work.tx.next_number(&format!("registration-{year}")).await?;
    Ok(write(Series::Registration, year, number))
}
