//! Keeping texts.

use super::read::{Kind, Snippet};
use crate::audit::Happening;
use crate::db::DbError;
use crate::error::Stale;
use crate::{Call, Ctx, Error, Work, begin};
use domain::policy::Subject;
use domain::policy::actions::KeepLibrary;
use domain::text::{Line, Prose, folded};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A text as it is kept.
#[derive(Clone, Debug)]
pub struct SnippetInput {
    /// For which kind of field.
    pub kind: Kind,
    /// Under which name it is found.
    pub title: Line,
    /// The text.
    pub text: Prose<4000>,
}

#[derive(Serialize)]
struct SnippetRecord<'a> {
    kind: &'a str,
    title: &'a str,
    text: &'a str,
}

/// Adds a text to the library, or changes one at a version; answers with its identity.
///
/// # Errors
/// When there is none with that identity, somebody else was faster, the rules refuse, or the store fails.
pub async fn keep_snippet(
    ctx: &Ctx,
    call: &Call,
    known: Option<(Uuid, i64)>,
    input: SnippetInput,
) -> Result<Uuid, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepLibrary>(Subject::ANY)?;
    let before = match known {
        Some((id, version)) => Some(current(&mut work, id, version).await?),
        None => None,
    };
    let id = before.as_ref().map_or_else(|| ctx.new_id(), |row| row.id);
    match &before {
        Some(row) => change(&mut work, row, &input).await?,
        None => insert(&mut work, id, &input).await?,
    }
    let verb = if before.is_some() { "Changed" } else { "Added" };
    let summary = format!("{verb} the text “{}”", input.title.as_str());
    let after = SnippetRecord {
        kind: input.kind.as_str(),
        title: input.title.as_str(),
        text: input.text.as_str(),
    };
    let happening = Happening::to("snippet", id, input.title.as_str(), summary).after(&after)?;
    let happening = match &before {
        Some(row) => happening.before(&recorded(row))?,
        None => happening,
    };
    work.record(&permit, happening).await?;
    work.commit(id).await
}

fn recorded(row: &Snippet) -> SnippetRecord<'_> {
    SnippetRecord {
        kind: &row.kind,
        title: &row.title,
        text: &row.text,
    }
}

async fn current(work: &mut Work<'_>, id: Uuid, version: i64) -> Result<Snippet, Error> {
    let row: Snippet = work
        .tx
        .query("SELECT id, kind, title, text, changed_at, version FROM snippet WHERE id = $1 AND retired_at IS NULL")
        .bind(id)
        .one()
        .await?;
    if row.version == version {
        return Ok(row);
    }
    Err(stale(&row))
}

fn stale(row: &Snippet) -> Error {
    let recorded = [("title", &row.title), ("text", &row.text)];
    Error::Stale(Box::new(Stale {
        version: row.version,
        recorded: BTreeMap::from(recorded.map(|(name, value)| (name.to_owned(), value.clone()))),
    }))
}

async fn insert(work: &mut Work<'_>, id: Uuid, input: &SnippetInput) -> Result<(), Error> {
    let (account, at) = (work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO snippet (id, kind, title, folded_title, text, made_by, changed_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 1)",
        )
        .bind(id)
        .bind(input.kind.as_str())
        .bind(input.title.as_str().to_owned())
        .bind(folded(input.title.as_str()))
        .bind(input.text.as_str().to_owned())
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    Ok(())
}

async fn change(work: &mut Work<'_>, row: &Snippet, input: &SnippetInput) -> Result<(), Error> {
    let at = work.at;
    let changed = work
        .tx
        .query(
            "UPDATE snippet SET kind = $1, title = $2, folded_title = $3, text = $4, changed_at = $5, version = version + 1
             WHERE id = $6 AND version = $7",
        )
        .bind(input.kind.as_str())
        .bind(input.title.as_str().to_owned())
        .bind(folded(input.title.as_str()))
        .bind(input.text.as_str().to_owned())
        .bind(at)
        .bind(row.id)
        .bind(row.version)
        .run_one()
        .await;
    match changed {
        Err(DbError::NotFound) => Err(stale(row)),
        other => Ok(other?),
    }
}

/// Takes a text out of the library. What was written with it stays as it is.
///
/// # Errors
/// When there is none, the rules refuse, or the store fails.
pub async fn retire_snippet(ctx: &Ctx, call: &Call, id: Uuid) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepLibrary>(Subject::ANY)?;
    let title: String = work
        .tx
        .query("SELECT title FROM snippet WHERE id = $1 AND retired_at IS NULL")
        .bind(id)
        .scalar()
        .await?;
    let at = work.at;
    work.tx
        .query("UPDATE snippet SET retired_at = $1, version = version + 1 WHERE id = $2")
        .bind(at)
        .bind(id)
        .run_one()
        .await?;
    let summary = format!("Took the text “{title}” out of the library");
    work.record(&permit, Happening::to("snippet", id, title, summary))
        .await?;
    work.commit(()).await
}
