//! The question answered for one provider, or for each.

use super::ground::{Ground, ground};
use crate::db::JsonText;
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::{Actor, NationCode, Role};
use domain::eligibility::{
    Admitted, Case, CrisisException, Declaration, Excluded, Exclusion, Judgement, Ownership,
    Participating, Verdict, judge,
};
use domain::id::ProviderId;
use domain::policy::actions::{ReadDraftSolicitations, ReadEligibility};
use domain::policy::{Refused, Subject, may, permit};
use domain::states::DeclarationState;
use domain::text::folded;
use sqlx::FromRow;
use uuid::Uuid;

/// What is asked of the list of providers.
#[derive(Clone, Debug, Default)]
pub struct CaseInput {
    /// Words of the name, or a reference.
    pub text: String,
    /// Code of the nation of origin.
    pub nation: Option<String>,
    /// Only those with this verdict.
    pub verdict: Option<Verdict>,
    /// The last name first.
    pub descending: bool,
}

/// A provider with the answer.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Its reference.
    pub reference: String,
    /// Its name.
    pub name: String,
    /// Code of its nation of origin.
    pub nation: Option<String>,
    /// Reference and state of its declaration, as far as the person may see it.
    pub declaration: Option<(String, DeclarationState)>,
    /// The answer.
    pub judgement: Judgement,
}

/// Who may bid on a solicitation.
#[derive(Clone, Debug)]
pub struct Eligibility {
    /// The solicitation's reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// When it closes.
    pub closes_at: Option<DateTime<Utc>>,
    /// The zone in which that was set.
    pub zone: String,
    /// Whether offers and requests can still come.
    pub running: bool,
    /// Whose vendors may bid.
    pub participating: Participating,
    /// Whether a declaration is asked for, and why or why not.
    pub need: (bool, String),
    /// Whether only those may bid whom the buyer names.
    pub limited: bool,
    /// Further nations that are admitted.
    pub exception: Option<CrisisException>,
    /// Version of what the officer decided.
    pub version: i64,
    /// Whether the answer is for the person's own organisation.
    pub own: bool,
    /// The providers that the person may ask about.
    pub rows: Vec<CaseRow>,
}

#[derive(FromRow)]
struct Row {
    id: Uuid,
    reference: String,
    name: String,
    folded_name: String,
    nation_code: Option<String>,
    created_at: DateTime<Utc>,
    statement: Option<JsonText<Ownership>>,
    declaration: Option<String>,
    status: Option<String>,
    declared_by: Option<String>,
    requested_at: Option<DateTime<Utc>>,
    decided_at: Option<DateTime<Utc>>,
    expires_on: Option<NaiveDate>,
    reason: Option<String>,
    named_at: Option<DateTime<Utc>>,
}

const ROWS: &str = "SELECT provider.id, provider.reference, provider.name, provider.folded_name, provider.nation_code, provider.created_at,
     (SELECT statement FROM ownership_statement WHERE ownership_statement.provider_id = provider.id ORDER BY number DESC LIMIT 1) AS statement,
     declaration.reference AS declaration, declaration.status, declaration.nation_code AS declared_by, declaration.requested_at,
     declaration.decided_at, declaration.expires_on, declaration.reason,
     (SELECT named_at FROM named_offeror WHERE named_offeror.solicitation_id = $1 AND named_offeror.provider_id = provider.id) AS named_at
 FROM provider LEFT JOIN eligibility_declaration AS declaration ON declaration.id = (SELECT one.id FROM eligibility_declaration AS one
     WHERE one.provider_id = provider.id AND one.solicitation_id = $1 ORDER BY one.requested_at DESC, one.id DESC LIMIT 1)
 WHERE provider.origin <> 'imported' AND (provider.id = $2 OR $2 IS NULL) AND (provider.nation_code = $3 OR $3 IS NULL)
 ORDER BY provider.folded_name, provider.id LIMIT 2000";

#[derive(FromRow)]
struct Listed {
    provider_id: Option<Uuid>,
    nation_code: Option<String>,
    list_name: String,
    list_version: String,
    list_date: NaiveDate,
    source: String,
    first_day: NaiveDate,
    last_day: Option<NaiveDate>,
}

const LISTED: &str = "SELECT provider_id, nation_code, list_name, list_version, list_date, source, first_day, last_day FROM exclusion
 WHERE first_day <= $1 AND (last_day IS NULL OR last_day >= $1) ORDER BY list_date DESC, id";

/// Whom a person may ask about: everybody, a nation's providers, or the own organisation.
struct Reach {
    provider: Option<Uuid>,
    nation: Option<String>,
    /// Whether a request that the nation has not decided is shown.
    requests: bool,
}

/// The organisation that a person may ask about, who may not ask about others.
pub(super) fn own_provider(actor: &Actor) -> Result<ProviderId, Error> {
    let Some(own) = actor.provider() else {
        permit::<ReadEligibility>(actor, Subject::ANY)?;
        return Err(Refused::Hidden.into());
    };
    permit::<ReadEligibility>(actor, Subject::of_provider(own))?;
    Ok(own)
}

fn reach(actor: &Actor) -> Result<Reach, Error> {
    if !may::<ReadEligibility>(actor, Subject::ANY) {
        let own = own_provider(actor)?;
        return Ok(Reach {
            provider: Some(own.0),
            nation: None,
            requests: true,
        });
    }
    let buys = [Role::Officer, Role::Administrator, Role::Auditor];
    let wide = buys.into_iter().any(|role| actor.has(role));
    let nation = actor.nation().filter(|_| !wide);
    Ok(Reach {
        provider: None,
        nation: nation.map(|nation| nation.as_str().to_owned()),
        requests: !wide || actor.has(Role::Auditor),
    })
}

/// Who may bid on a solicitation, in four statements.
///
/// A provider gets the answer for itself, a delegate for the providers of the own nation, officers and auditors for each
/// provider of the registry. A request that a nation has not decided is shown to officers only after the opening: it
/// would tell them who means to bid.
///
/// # Errors
/// When there is no such solicitation for this person, the rules refuse, or the store fails.
pub async fn eligibility(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    input: &CaseInput,
) -> Result<Eligibility, Error> {
    let reach = reach(actor)?;
    let ground = ground(ctx, reference).await?;
    let drafts = may::<ReadDraftSolicitations>(actor, Subject::ANY);
    if ground.head.published_at.is_none() && !drafts {
        return Err(Error::NotFound);
    }
    let rows: Vec<Row> = ctx
        .db()
        .query(ROWS)
        .bind(ground.head.id)
        .bind(reach.provider)
        .bind(reach.nation.clone())
        .all()
        .await?;
    let listed = ctx.db().query(LISTED).bind(ctx.today()).all().await?;
    let requests = reach.requests || ground.head.opened_at.is_some();
    let mut rows: Vec<CaseRow> = rows
        .into_iter()
        .filter(|row| wanted(row, input))
        .map(|row| answered(&ground, row, &listed, ctx.today(), requests))
        .filter(|row| {
            input
                .verdict
                .is_none_or(|verdict| row.judgement.verdict == verdict)
        })
        .collect();
    if input.descending {
        rows.reverse();
    }
    Ok(whole(ground, reach.provider.is_some(), rows))
}

/// The rows of the list, as a file.
///
/// # Errors
/// As [`eligibility`].
pub async fn export(
    ctx: &Ctx,
    actor: &Actor,
    reference: &str,
    input: &CaseInput,
) -> Result<Vec<CaseRow>, Error> {
    Ok(eligibility(ctx, actor, reference, input).await?.rows)
}

fn whole(ground: Ground, own: bool, rows: Vec<CaseRow>) -> Eligibility {
    let head = ground.head;
    let running = head.published_at.is_some()
        && matches!(head.status.as_str(), "published" | "closed" | "evaluating");
    Eligibility {
        need: head.need(),
        limited: head.names_offerors(),
        reference: head.reference,
        title: head.title,
        closes_at: head.closes_at,
        zone: head.zone,
        running,
        participating: ground.participating,
        exception: head.exception.map(|exception| exception.0),
        version: head.version,
        own,
        rows,
    }
}

fn wanted(row: &Row, input: &CaseInput) -> bool {
    let text = folded(input.text.trim());
    let found = text.is_empty()
        || row.folded_name.contains(&text)
        || row.reference.to_lowercase().starts_with(&text);
    found && (input.nation.is_none() || input.nation == row.nation_code)
}

fn answered(
    ground: &Ground,
    row: Row,
    listed: &[Listed],
    today: NaiveDate,
    requests: bool,
) -> CaseRow {
    let state: Option<DeclarationState> = row.status.as_deref().and_then(|code| code.parse().ok());
    let state = state.filter(|state| requests || *state != DeclarationState::Requested);
    let case = Case {
        on: today,
        participating: ground.participating.clone(),
        origin: nation(row.nation_code.as_deref())
            .map(|nation| (nation, row.created_at.date_naive())),
        exclusions: exclusions(listed, row.id),
        declaration_needed: ground.head.need(),
        declaration: state.and_then(|state| declaration(&row, state)),
        exception: ground.head.exception.clone().map(|exception| exception.0),
        admission: ground.head.admission_source().map(|source| Admitted {
            source,
            named_on: row.named_at.map(|at| at.date_naive()),
        }),
        ownership: row.statement.map(|statement| statement.0),
    };
    CaseRow {
        reference: row.reference,
        name: row.name,
        nation: row.nation_code,
        declaration: row.declaration.zip(state),
        judgement: judge(&case),
    }
}

fn nation(code: Option<&str>) -> Option<NationCode> {
    code.and_then(|code| code.parse().ok())
}

fn declaration(row: &Row, state: DeclarationState) -> Option<Declaration> {
    Some(Declaration {
        state,
        nation: nation(row.declared_by.as_deref())?,
        since: row.decided_at.or(row.requested_at)?.date_naive(),
        expires_on: row.expires_on,
        reason: row.reason.clone().unwrap_or_default(),
    })
}

fn exclusions(listed: &[Listed], provider: Uuid) -> Vec<Exclusion> {
    let entry = |one: &Listed| {
        let what = match (one.provider_id, nation(one.nation_code.as_deref())) {
            (Some(excluded), _) if excluded == provider => Excluded::Organisation,
            (None, Some(nation)) => Excluded::Nation(nation),
            _ => return None,
        };
        Some(Exclusion {
            what,
            list: one.list_name.clone(),
            version: one.list_version.clone(),
            dated: one.list_date,
            source: one.source.clone(),
            from: one.first_day,
            until: one.last_day,
        })
    };
    listed.iter().filter_map(entry).collect()
}
