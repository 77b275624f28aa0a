//! Keeping templates, and starting from one.

use crate::audit::Happening;
use crate::solicitations::{SolicitationRecord, begun, by_reference, dateless};
use crate::{Call, Ctx, Error, begin};
use domain::policy::Subject;
use domain::policy::actions::{EditSolicitation, KeepLibrary};
use domain::text::{Line, folded};
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
struct TemplateRecord<'a> {
    name: &'a str,
    made_from: &'a str,
}

/// Keeps what a solicitation says as a template, without its dates; answers with its identity.
///
/// # Errors
/// When the solicitation is imported, the rules refuse, there is none, or the store fails.
pub async fn keep_template(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    name: Line,
) -> Result<Uuid, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepLibrary>(Subject::ANY)?;
    let source = by_reference(&mut work.tx, solicitation).await?;
    if source.origin == "imported" {
        return Err(Error::not_now(
            "an imported record follows the rules of its publisher: make a template of your own solicitation",
        ));
    }
    let (id, account, at) = (ctx.new_id(), work.account(), work.at);
    work.tx
        .query(
            "INSERT INTO template (id, name, folded_name, record, made_from, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(id)
        .bind(name.as_str().to_owned())
        .bind(folded(name.as_str()))
        .bind(domain::canonical::text(&dateless(source))?)
        .bind(solicitation.to_owned())
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    let kept = TemplateRecord {
        name: name.as_str(),
        made_from: solicitation,
    };
    let summary = format!("Kept {solicitation} as the template “{}”", name.as_str());
    let happening = Happening::to("template", id, name.as_str(), summary).after(&kept)?;
    work.record(&permit, happening).await?;
    work.commit(id).await
}

/// Begins a draft with what a template says; answers with its reference.
///
/// # Errors
/// When there is none or it was retired, the rules refuse, or the store fails.
pub async fn start_from_template(ctx: &Ctx, call: &Call, id: Uuid) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<EditSolicitation>(Subject::ANY)?;
    let (name, text): (String, String) = work
        .tx
        .query("SELECT name, record FROM template WHERE id = $1 AND retired_at IS NULL")
        .bind(id)
        .one()
        .await?;
    let source: SolicitationRecord = serde_json::from_str(&text)?;
    let summary = format!(
        "Began the solicitation “{}” from the template “{name}”",
        source.title
    );
    let made = begun(&mut work, &permit, source, summary).await?;
    work.commit(made).await
}

/// Takes a template out of the library. What was begun from it stays as it is.
///
/// # Errors
/// When there is none, the rules refuse, or the store fails.
pub async fn retire_template(ctx: &Ctx, call: &Call, id: Uuid) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepLibrary>(Subject::ANY)?;
    let name: String = work
        .tx
        .query("SELECT name FROM template WHERE id = $1 AND retired_at IS NULL")
        .bind(id)
        .scalar()
        .await?;
    let at = work.at;
    work.tx
        .query("UPDATE template SET retired_at = $1 WHERE id = $2")
        .bind(at)
        .bind(id)
        .run_one()
        .await?;
    let summary = format!("Took the template “{name}” out of the library");
    work.record(&permit, Happening::to("template", id, name, summary))
        .await?;
    work.commit(()).await
}
