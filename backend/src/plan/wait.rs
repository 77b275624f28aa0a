//! An officer says that a milestone waits for another, and when it no longer does.

use crate::audit::Happening;
use crate::{Call, Ctx, Error, FieldErrors, Work, begin};
use domain::policy::Subject;
use domain::policy::actions::LinkMilestones;
use domain::text::Prose;
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// That a milestone waits for another, as it was typed.
#[derive(Clone, Debug, Default)]
pub struct WaitInput {
    /// What is waited for: reference of a contract and number of a milestone, `CTR-2026-0001/2`.
    pub first: String,
    /// What waits, in the same form.
    pub then: String,
    /// Calendar days that lie between them at least.
    pub days: String,
    /// Why.
    pub reason: String,
}

/// What the log keeps of a wait.
#[derive(Serialize)]
struct Kept {
    first: String,
    then: String,
    days: u32,
    reason: String,
}

#[derive(FromRow)]
struct End {
    id: Uuid,
    process: Option<Uuid>,
}

#[derive(FromRow)]
struct Ends {
    first_contract: String,
    first_number: i64,
    then_contract: String,
    then_number: i64,
    process: Option<Uuid>,
}

/// The most days that a wait can ask for: ten years.
const MOST_DAYS: u32 = 3_653;

/// Notes that a milestone waits for another.
///
/// # Errors
/// With the field when something cannot be read; when the milestones would wait for themselves, or the wait is there
/// already; when the rules refuse or the store fails.
pub async fn wait_for(ctx: &Ctx, call: &Call, input: &WaitInput) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<LinkMilestones>(Subject::ANY)?;
    let (days, reason) = typed(input)?;
    work.tx.lock("plan").await?;
    let first = end(&mut work, "first", &input.first).await?;
    let then = end(&mut work, "then", &input.then).await?;
    if first.id == then.id {
        return Err(Error::field("then", "A milestone cannot wait for itself."));
    }
    no_circle(&mut work, &first, &then).await?;
    let (id, by, at) = (ctx.new_id(), work.account(), work.at);
    let added = work
        .tx
        .query(
            "INSERT INTO milestone_wait (id, first_id, then_id, days, reason, made_by, made_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        )
        .bind(id)
        .bind(first.id)
        .bind(then.id)
        .bind(i64::from(days))
        .bind(reason.as_str())
        .bind(by)
        .bind(at)
        .run()
        .await?;
    if added == 0 {
        return Err(Error::field(
            "then",
            "This milestone waits for the other already. End that wait to say it anew.",
        ));
    }
    let [first_name, then_name] = [&input.first, &input.then].map(|text| name(text));
    let summary = format!("{then_name} waits for {first_name}");
    let kept = Kept {
        first: first_name,
        then: then_name.clone(),
        days,
        reason: reason.as_str().to_owned(),
    };
    let mut happening = Happening::to("milestone_wait", id, &then_name, summary)
        .because(reason.as_str())
        .after(&kept)?;
    if let Some(process) = then.process {
        happening = happening.within(process);
    }
    work.record(&permit, happening).await?;
    work.commit(()).await
}

fn typed(input: &WaitInput) -> Result<(u32, Prose<2_000>), Error> {
    let mut wrong = FieldErrors::default();
    let days = match input.days.trim() {
        "" => Ok(0),
        text => text
            .parse::<u32>()
            .ok()
            .filter(|days| *days <= MOST_DAYS)
            .ok_or("Enter whole calendar days, 0 to 3653."),
    };
    let days = wrong.take("days", days);
    let reason = wrong.take("reason", Prose::parse(&input.reason));
    wrong.finish()?;
    days.zip(reason).ok_or(Error::NotFound)
}

/// `ctr-2026-0001 / 2` as `CTR-2026-0001/2`.
fn name(text: &str) -> String {
    text.split_whitespace().collect::<String>().to_uppercase()
}

async fn end(work: &mut Work<'_>, field: &str, text: &str) -> Result<End, Error> {
    let name = name(text);
    let wanted = "Enter a contract's reference, a slash and the milestone's number, such as CTR-2026-0001/2.";
    let parts = name.rsplit_once('/');
    let parts = parts.and_then(|(contract, number)| Some((contract, number.parse::<i64>().ok()?)));
    let (contract, number) = parts.ok_or_else(|| Error::field(field, wanted))?;
    let found: Option<End> = work
        .tx
        .query(
            "SELECT milestone.id, contract.solicitation_id AS process
             FROM milestone JOIN contract ON contract.id = milestone.contract_id
             WHERE contract.reference = $1 AND milestone.number = $2",
        )
        .bind(contract)
        .bind(number)
        .optional()
        .await?;
    found.ok_or_else(|| Error::field(field, "There is no such milestone."))
}

/// Refuses a wait with which milestones would wait for themselves.
async fn no_circle(work: &mut Work<'_>, first: &End, then: &End) -> Result<(), Error> {
    let circle: i64 = work
        .tx
        .query(
            "WITH RECURSIVE down (id) AS (
                 SELECT then_id FROM milestone_wait WHERE first_id = $1 AND ended_at IS NULL
                 UNION SELECT milestone_wait.then_id FROM milestone_wait JOIN down ON milestone_wait.first_id = down.id
                     WHERE milestone_wait.ended_at IS NULL)
             SELECT CAST(COUNT(*) AS BIGINT) FROM down WHERE id = $2",
        )
        .bind(then.id)
        .bind(first.id)
        .scalar()
        .await?;
    if circle == 0 {
        return Ok(());
    }
    let words =
        "The first of them waits for the other already, through others: both would wait for ever.";
    Err(Error::field("then", words))
}

/// Ends a wait. It stays in the record with its reason and the reason why it ended.
///
/// # Errors
/// Without a reason; when it has ended; when the rules refuse or the store fails.
pub async fn end_wait(ctx: &Ctx, call: &Call, id: Uuid, because: &str) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<LinkMilestones>(Subject::ANY)?;
    let because: Prose<2_000> = Prose::parse(because)
        .map_err(|_| Error::field("because", "Say why the milestone no longer waits."))?;
    let ends: Ends = work
        .tx
        .query(
            "SELECT one.reference AS first_contract, first.number AS first_number, other.reference AS then_contract,
                 after.number AS then_number, other.solicitation_id AS process
             FROM milestone_wait
                 JOIN milestone AS first ON first.id = milestone_wait.first_id JOIN contract AS one ON one.id = first.contract_id
                 JOIN milestone AS after ON after.id = milestone_wait.then_id JOIN contract AS other ON other.id = after.contract_id
             WHERE milestone_wait.id = $1",
        )
        .bind(id)
        .one()
        .await?;
    let (by, at) = (work.account(), work.at);
    let ended = work
        .tx
        .query(
            "UPDATE milestone_wait SET ended_by = $1, ended_at = $2, ended_because = $3
             WHERE id = $4 AND ended_at IS NULL",
        )
        .bind(by)
        .bind(at)
        .bind(because.as_str())
        .bind(id)
        .run()
        .await?;
    if ended == 0 {
        return Err(Error::not_now("this wait has ended already"));
    }
    let first = format!("{}/{}", ends.first_contract, ends.first_number);
    let then = format!("{}/{}", ends.then_contract, ends.then_number);
    let summary = format!("{then} no longer waits for {first}");
    let happening = Happening::to("milestone_wait", id, &then, summary).because(because.as_str());
    let happening = match ends.process {
        Some(process) => happening.within(process),
        None => happening,
    };
    work.record(&permit, happening).await?;
    work.commit(()).await
}
