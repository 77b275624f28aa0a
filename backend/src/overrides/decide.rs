//! The second person's decision.

use crate::audit::Happening;
use crate::notices::{To, tell};
use crate::{Call, Ctx, Error, Work, begin};
use domain::id::AccountId;
use domain::overrides::OverrideStatus;
use domain::policy::Subject;
use domain::policy::actions::ApproveOverride;
use domain::states::SolicitationState;
use domain::text::Prose;
use sqlx::FromRow;
use uuid::Uuid;

/// What the second person decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The reason carries the departure.
    Approve,
    /// It does not.
    Refuse,
}

impl Decision {
    /// Reads the value of the button: `approve` or `refuse`.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "approve" => Some(Self::Approve),
            "refuse" => Some(Self::Refuse),
            _ => None,
        }
    }

    /// What it makes of a request.
    pub(crate) const fn status(self) -> OverrideStatus {
        match self {
            Self::Approve => OverrideStatus::Approved,
            Self::Refuse => OverrideStatus::Refused,
        }
    }
}

#[derive(FromRow)]
struct Asked {
    solicitation_id: Uuid,
    reference: String,
    state: String,
    rule_id: String,
    reason: String,
    status: String,
    requested_by: Option<Uuid>,
}

/// Decides on a departure that a colleague asked for. A note is needed to refuse. Answers with the solicitation's
/// reference.
///
/// # Errors
/// The same person twice; decided already; the solicitation is public; the rules refuse, or the store fails.
pub async fn decide(
    ctx: &Ctx,
    call: &Call,
    id: Uuid,
    decision: Decision,
    note: &str,
) -> Result<String, Error> {
    let mut work = begin!(ctx, call);
    work.permit::<ApproveOverride>(Subject::ANY)?;
    let asked: Asked = work
        .tx
        .query(
            "SELECT rule_override.solicitation_id, solicitation.reference, solicitation.status AS state, rule_override.rule_id,
                 rule_override.reason, rule_override.status, rule_override.requested_by
             FROM rule_override JOIN solicitation ON solicitation.id = rule_override.solicitation_id
             WHERE rule_override.id = $1",
        )
        .bind(id)
        .one()
        .await?;
    let subject = asked
        .requested_by
        .map_or(Subject::ANY, |author| Subject::after(AccountId(author)));
    let permit = work.permit::<ApproveOverride>(subject)?;
    open(&asked)?;
    let note = noted(decision, note)?;
    mark(&mut work, id, decision, note.clone()).await?;
    let verb = match decision {
        Decision::Approve => "Approved",
        Decision::Refuse => "Refused",
    };
    let summary = format!("{verb} the departure from {}", asked.rule_id);
    let why = note.map_or(asked.reason.clone(), |note| {
        format!("{}\n{verb}: {note}", asked.reason)
    });
    let happening = Happening::to(
        "solicitation",
        asked.solicitation_id,
        &asked.reference,
        summary,
    );
    work.record(
        &permit,
        happening.within(asked.solicitation_id).because(why),
    )
    .await?;
    told(&mut work, &asked, verb).await?;
    work.commit(asked.reference).await
}

/// Keeps a decision on a departure that nobody has decided on.
///
/// # Errors
/// [`Error::NotNow`] when it is decided or no longer asked for; or when the store fails.
pub(crate) async fn mark(
    work: &mut Work<'_>,
    id: Uuid,
    decision: Decision,
    note: Option<String>,
) -> Result<(), Error> {
    let (by, at) = (work.account(), work.at);
    let saved = work
        .tx
        .query(
            "UPDATE rule_override SET status = $1, decided_by = $2, decided_at = $3, note = $4
             WHERE id = $5 AND status = 'requested'",
        )
        .bind(decision.status().as_str())
        .bind(by)
        .bind(at)
        .bind(note)
        .bind(id)
        .run()
        .await?;
    if saved == 1 { Ok(()) } else { Err(decided()) }
}

/// Tells who asked.
async fn told(work: &mut Work<'_>, asked: &Asked, verb: &str) -> Result<(), Error> {
    let Some(asker) = asked.requested_by else {
        return Ok(());
    };
    let (to, words) = ([To::Account(AccountId(asker))], verb.to_lowercase());
    let text = format!("Your departure from {} was {words}.", asked.rule_id);
    tell(work, &to, "override.decided", &asked.reference, &text).await
}

fn decided() -> Error {
    Error::not_now("this departure is decided already, or no longer asked for")
}

fn open(asked: &Asked) -> Result<(), Error> {
    let writing = [
        SolicitationState::Draft,
        SolicitationState::Approved,
        SolicitationState::Announced,
    ];
    if !writing.iter().any(|state| state.as_str() == asked.state) {
        return Err(Error::not_now(
            "the solicitation is public: its departures are settled",
        ));
    }
    if asked.status == OverrideStatus::Requested.as_str() {
        Ok(())
    } else {
        Err(decided())
    }
}

/// The second person's words: needed to refuse.
///
/// # Errors
/// Of the field `note`.
pub(crate) fn noted(decision: Decision, note: &str) -> Result<Option<String>, Error> {
    let note = note.trim();
    if note.is_empty() {
        return match decision {
            Decision::Approve => Ok(None),
            Decision::Refuse => Err(Error::field(
                "note",
                "Say why it is refused: the officer reads it.",
            )),
        };
    }
    let note: Prose = Prose::parse(note).map_err(|error| Error::field("note", error))?;
    Ok(Some(note.as_str().to_owned()))
}
