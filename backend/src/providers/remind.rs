//! Reminders of certificates and clearances that end.

use crate::notices::{To, tell};
use crate::{Begin, Call, Ctx, Error, Work};
use chrono::{Days, NaiveDate};
use domain::id::{AccountId, ProviderId};
use sqlx::FromRow;
use uuid::Uuid;

/// Calendar days before the last day on which those concerned are told (own choice).
const DAYS: [i64; 3] = [0, 30, 60];
/// Calendar days after the last day within which a reminder that was missed is still sent.
const MISSED: u64 = 30;

#[derive(FromRow)]
struct Ending {
    id: Uuid,
    provider_id: Uuid,
    reference: String,
    name: String,
    title: String,
    expires_on: NaiveDate,
    told: Option<i64>,
}

impl Ending {
    /// The step that is due, where those concerned were not told of it or of a later one.
    fn due(&self, today: NaiveDate) -> Option<i64> {
        let left = (self.expires_on - today).num_days();
        let step = DAYS.into_iter().find(|days| left <= *days)?;
        self.told.is_none_or(|told| told > step).then_some(step)
    }

    fn words(&self, today: NaiveDate) -> String {
        let day = self.expires_on.format("%-d %B %Y");
        let when = match (self.expires_on - today).num_days() {
            ..0 => format!("ended on {day}"),
            0 => format!("ends today, {day}"),
            left => format!("ends on {day}, in {left} days"),
        };
        format!("“{}” of {} {when}.", self.title, self.name)
    }
}

const ENDING: &str = "SELECT certificate.id, certificate.provider_id, provider.reference, provider.name, certificate.title, certificate.expires_on,
     (SELECT MIN(days) FROM certificate_reminder WHERE certificate_reminder.certificate_id = certificate.id) AS told
 FROM provider_certificate AS certificate JOIN provider ON provider.id = certificate.provider_id
 WHERE certificate.ended_at IS NULL AND certificate.expires_on BETWEEN $1 AND $2 ORDER BY certificate.expires_on, certificate.id LIMIT 500";

/// Tells organisations, and the officers of their running contracts, of certificates that end in 60 or 30 days or today.
/// Each step is told once, also where several servers look at the same time. Answers with how many were told.
///
/// # Errors
/// When the store fails; what was told before stays told.
pub async fn remind(ctx: &Ctx) -> Result<u64, Error> {
    let today = ctx.today();
    let farthest = DAYS.into_iter().max().unwrap_or_default().unsigned_abs();
    let ending: Vec<Ending> = ctx
        .db()
        .query(ENDING)
        .bind(today - Days::new(MISSED))
        .bind(today + Days::new(farthest))
        .all()
        .await?;
    let mut told = 0;
    for one in ending {
        if let Some(step) = one.due(today) {
            told += u64::from(tell_once(ctx, &one, step).await?);
        }
    }
    Ok(told)
}

async fn tell_once(ctx: &Ctx, one: &Ending, step: i64) -> Result<bool, Error> {
    let call = Call::system("reminders");
    let Begin::New(mut work) = ctx.begin::<()>(&call).await? else {
        return Ok(false);
    };
    let at = work.at;
    let noted = work
        .tx
        .query("INSERT INTO certificate_reminder (certificate_id, days, made_at) VALUES ($1, $2, $3) ON CONFLICT (certificate_id, days) DO NOTHING")
        .bind(one.id)
        .bind(step)
        .bind(at)
        .run()
        .await?;
    if noted == 0 {
        return Ok(false);
    }
    let mut to = officers(&mut work, one.provider_id).await?;
    to.push(To::Provider(ProviderId(one.provider_id)));
    let text = one.words(ctx.today());
    tell(&mut work, &to, "certificate.ends", &one.reference, &text).await?;
    work.commit(()).await?;
    Ok(true)
}

/// The officers who made the contracts that the organisation performs.
async fn officers(work: &mut Work<'_>, provider: Uuid) -> Result<Vec<To>, Error> {
    let accounts: Vec<Uuid> = work
        .tx
        .query(
            "SELECT DISTINCT created_by FROM contract
             WHERE provider_id = $1 AND created_by IS NOT NULL AND origin <> 'imported' AND status NOT IN ('closed', 'abandoned')",
        )
        .bind(provider)
        .scalars()
        .await?;
    let to = |account| To::Account(AccountId(account));
    Ok(accounts.into_iter().map(to).collect())
}
