//! The panel: who scores, and what they declared about their interests.

use super::marks::marks;
use super::names;
use super::progress::Progress;
use super::read::{self, Source};
use super::sheet::{Member, Process};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, begin};
use domain::actor::{Actor, Role};
use domain::id::AccountId;
use domain::policy::actions::{AssignPanel, CompareOffers, DeclareConflict};
use domain::policy::{Subject, permit};
use domain::states::SolicitationState;
use domain::text::Prose;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// What a member declares before seeing an offer (GBI, rules on conflicts of interest).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Declaration {
    /// No conflict of interest.
    None,
    /// A conflict: the member does not score.
    Conflict,
}

impl Declaration {
    /// The code that is stored and sent by forms.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Conflict => "conflict",
        }
    }

    /// Reads the code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::None, Self::Conflict]
            .into_iter()
            .find(|declaration| declaration.as_str() == code)
    }
}

/// The page of the panel.
#[derive(Clone, Debug)]
pub struct PanelPage {
    /// The solicitation.
    pub process: Process,
    /// The panel with what is handed in.
    pub members: Vec<Member>,
    /// How far they are with the offers that reached opening.
    pub progress: Progress,
    /// Active evaluators, by name.
    pub evaluators: Vec<(AccountId, String)>,
}

/// What is recorded of a panel in the log.
#[derive(Serialize)]
struct PanelRecord {
    members: Vec<String>,
}

#[derive(FromRow)]
struct Named {
    id: Uuid,
    name: String,
}

async fn evaluators(source: &mut Source<'_>) -> Result<Vec<(AccountId, String)>, Error> {
    let sql = "SELECT account.id, account.name FROM account JOIN account_role ON account_role.account_id = account.id
         WHERE account_role.role = $1 AND account.active = $2 ORDER BY account.name, account.id";
    let rows: Vec<Named> = source
        .query(sql)
        .bind(Role::Evaluator.as_str())
        .bind(true)
        .all()
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (AccountId(row.id), row.name))
        .collect())
}

/// The panel, its declarations, and how far its members are.
///
/// # Errors
/// When the rules refuse, there is no such solicitation, or the store fails.
pub async fn panel_page(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<PanelPage, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let mut source = Source::Db(ctx.db());
    let (process, _) = read::process(&mut source, reference).await?;
    let (members, evaluators) = read::people(&mut source, process.id).await?;
    let mut others = members.iter();
    let own = others.position(|member| Some(member.account) == actor.account());
    let runs = actor.has(Role::Officer) || actor.has(Role::Auditor);
    if own.is_none() && !runs {
        return Err(Error::NotFound);
    }
    let offers = read::offers(&mut source, &process).await?;
    let offers = names::read_by(actor, &process, offers);
    let found = marks(&mut source, process.id).await?;
    let marks = (found.scores, found.moderated);
    let progress = Progress::of(&process, &members, &offers, &marks);
    Ok(PanelPage {
        progress: if runs {
            progress
        } else {
            progress.without_drafts(own)
        },
        evaluators,
        process,
        members,
    })
}

/// Chooses the panel. Members who have declared or scored stay: what they did is on record.
///
/// # Errors
/// When the rules refuse, somebody is no evaluator, a member who declared is left out, or the award is decided.
pub async fn assign_panel(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    accounts: &[AccountId],
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<AssignPanel>(Subject::ANY)?;
    let mut source = Source::Tx(&mut work.tx);
    let (process, _) = read::process(&mut source, reference).await?;
    let open = [
        SolicitationState::Published,
        SolicitationState::Closed,
        SolicitationState::Evaluating,
    ];
    if !open.contains(&process.status) {
        return Err(Error::not_now(format!(
            "the panel of {reference} can be chosen between publication and the award: it is “{}”",
            process.status.label()
        )));
    }
    let known = evaluators(&mut source).await?;
    let before = read::members(&mut source, process.id).await?;
    let after = check(accounts, &known, &before)?;
    if process.scheme.panel.anonymous {
        names::must_not_see(&mut source, accounts).await?;
    }
    replace(&mut work, &process, accounts, &before).await?;
    let names = |members: Vec<String>| PanelRecord { members };
    let was = before.into_iter().map(|member| member.name).collect();
    let happening = Happening::to(
        "solicitation",
        process.id.0,
        reference,
        "Chose the evaluation panel",
    )
    .within(process.id.0)
    .before(&names(was))?
    .after(&names(after))?;
    work.record(&permit, happening).await?;
    work.commit(()).await
}

fn check(
    accounts: &[AccountId],
    known: &[(AccountId, String)],
    before: &[Member],
) -> Result<Vec<String>, Error> {
    if accounts.is_empty() {
        return Err(Error::field("members", "choose at least one evaluator"));
    }
    let kept = before
        .iter()
        .find(|member| member.declaration.is_some() && !accounts.contains(&member.account));
    if let Some(member) = kept {
        let name = &member.name;
        return Err(Error::field(
            "members",
            format!("{name} has declared already and stays on the panel's record"),
        ));
    }
    let name_of = |account: &AccountId| {
        let mut all = known.iter().cloned().chain(
            before
                .iter()
                .map(|member| (member.account, member.name.clone())),
        );
        all.find(|(id, _)| id == account).map(|(_, name)| name)
    };
    accounts
        .iter()
        .map(|account| {
            name_of(account)
                .ok_or_else(|| Error::field("members", "only active evaluators can be chosen"))
        })
        .collect()
}

async fn replace(
    work: &mut crate::Work<'_>,
    process: &Process,
    accounts: &[AccountId],
    before: &[Member],
) -> Result<(), Error> {
    let (at, by) = (work.at, work.account());
    for member in before
        .iter()
        .filter(|member| !accounts.contains(&member.account))
    {
        work.tx
            .query("DELETE FROM panel_member WHERE solicitation_id = $1 AND account_id = $2")
            .bind(process.id.0)
            .bind(member.account.0)
            .run_one()
            .await?;
    }
    for account in accounts {
        work.tx
            .query(
                "INSERT INTO panel_member (solicitation_id, account_id, assigned_by, assigned_at) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (solicitation_id, account_id) DO NOTHING",
            )
            .bind(process.id.0)
            .bind(account.0)
            .bind(by)
            .bind(at)
            .run()
            .await?;
    }
    Ok(())
}

/// Declares one's interests. A conflict blocks the member from reading and scoring the offers. It is done once;
/// only a conflict that is noticed later may still be declared, before any scores are in.
///
/// # Errors
/// When the person is not on the panel, has declared already, or a conflict is declared without saying which.
pub async fn declare(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    declaration: Declaration,
    note: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<DeclareConflict>(Subject::ANY)?;
    let mut source = Source::Tx(&mut work.tx);
    let (process, _) = read::process(&mut source, reference).await?;
    let members = read::members(&mut source, process.id).await?;
    let account = call.actor.account().ok_or(Error::NotFound)?;
    let member = members
        .iter()
        .find(|member| member.account == account)
        .ok_or(Error::NotFound)?;
    may_declare(member, declaration)?;
    let note = note_of(declaration, note)?;
    let at = work.at;
    work.tx
        .query(
            "UPDATE panel_member SET declaration = $1, declaration_note = $2, declared_at = $3
             WHERE solicitation_id = $4 AND account_id = $5",
        )
        .bind(declaration.as_str())
        .bind(note)
        .bind(at)
        .bind(process.id.0)
        .bind(account.0)
        .run_one()
        .await?;
    let words = match declaration {
        Declaration::None => "Declared that there is no conflict of interest",
        Declaration::Conflict => "Declared a conflict of interest and does not score",
    };
    let happening =
        Happening::to("solicitation", process.id.0, reference, words).within(process.id.0);
    work.record(&permit, happening.after(&declaration)?).await?;
    work.commit(()).await
}

fn may_declare(member: &Member, declaration: Declaration) -> Result<(), Error> {
    let later = member.declaration == Some(Declaration::None)
        && declaration == Declaration::Conflict
        && member.handed_in.is_empty();
    if member.declaration.is_none() || later {
        Ok(())
    } else {
        Err(Error::not_now(
            "you have declared already; tell the acquisition officer when something has changed",
        ))
    }
}

fn note_of(declaration: Declaration, note: &str) -> Result<Option<String>, Error> {
    if declaration == Declaration::None && note.trim().is_empty() {
        return Ok(None);
    }
    let note = Prose::<2_000>::parse(note)
        .map_err(|error| Error::field("note", format!("say what the conflict is: {error}")))?;
    Ok(Some(note.as_str().to_owned()))
}
