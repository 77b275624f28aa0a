//! A bidder complains, or mends its complaint.

use super::read::{Complaint, of_process};
use super::{happening, tell_bidder};
use crate::audit::Happening;
use crate::error::FieldErrors;
use crate::evaluation::award::{self, Award, Found};
use crate::evaluation::lots::{self, InLot};
use crate::evaluation::read::{self, Source};
use crate::evaluation::sheet::Process;
use crate::evaluation::steps::move_award;
use crate::notices::{To, other_officers, tell};
use crate::{Call, Ctx, Error, Work, begin};
use chrono::NaiveDate;
use domain::awards::{ComplaintDates, complaint_dates};
use domain::id::ProviderId;
use domain::policy::Subject;
use domain::policy::actions::LodgeComplaint;
use domain::states::{AwardEvent, AwardState, ComplaintEvent, ComplaintState};
use domain::text::Prose;
use sqlx::FromRow;
use uuid::Uuid;

/// The offer whose bidder complains.
#[derive(FromRow)]
pub(super) struct Bid {
    pub(super) id: Uuid,
    pub(super) provider_id: Uuid,
    pub(super) provider_name: String,
    pub(super) solicitation: String,
}

pub(super) const BID: &str = "SELECT offer.id, offer.provider_id, provider.name AS provider_name, solicitation.reference AS solicitation
     FROM offer JOIN provider ON provider.id = offer.provider_id JOIN solicitation ON solicitation.id = offer.solicitation_id
     WHERE offer.reference = $1";

/// The days that count for a complaint about an award; none where its bidders are not told yet or nobody may complain.
pub(super) fn dates(process: &Process, award: &Award) -> Option<ComplaintDates> {
    let told = award.notified_at?.date_naive();
    let rule = process.rule.and_then(|rule| rule.complaints);
    complaint_dates(rule, told, award.standstill_last_day)
}

/// Lodges a complaint about the award for one's own offer. In time, it suspends the award where the method's rule says so.
///
/// # Errors
/// What is missing, by the names of the form's fields; after the last day; while another one of the bidder is open; when
/// the rules refuse, or the store fails.
pub async fn lodge(
    ctx: &Ctx,
    call: &Call,
    offer: impl Into<InLot<'_>>,
    (grounds, sought): (&str, &str),
) -> Result<(), Error> {
    let InLot {
        reference: offer,
        lot,
    } = offer.into();
    let mut work = begin!(ctx, call);
    let bid: Option<Bid> = work.tx.query(BID).bind(offer.to_owned()).optional().await?;
    let owner = bid.as_ref().map(|bid| ProviderId(bid.provider_id));
    let permit = work.permit::<LodgeComplaint>(owner.map_or(Subject::ANY, Subject::of_provider))?;
    let bid = bid.ok_or(Error::NotFound)?;
    work.tx.lock(&format!("award {}", bid.solicitation)).await?;
    let mut source = Source::Tx(&mut work.tx);
    let (process, _) = lots::contest(&mut source, (bid.solicitation.as_str(), lot).into()).await?;
    let found = award::read(&mut source, &process).await?;
    let earlier = of_process(&mut source, process.id).await?;
    let found = found.filter(|found| told(found, offer));
    let (award, _, _) = found.ok_or_else(|| Error::not_now("no award is announced"))?;
    let dates = open(&process, &award, &earlier, offer, work.at.date_naive())?;
    let (grounds, sought) = typed(grounds, sought)?;
    let complaint = Complaint {
        id: ctx.new_id(),
        number: earlier.last().map_or(1, |last| last.number + 1),
        award: award.id,
        lot: process.lot_code().to_owned(),
        offer: offer.to_owned(),
        provider: ProviderId(bid.provider_id),
        provider_name: bid.provider_name,
        status: ComplaintState::Lodged,
        grounds: grounds.as_str().to_owned(),
        sought: sought.as_str().to_owned(),
        lodged_at: work.at,
        last_day: dates.last_day,
        acknowledged_at: None,
        until: None,
        answers: Vec::new(),
        version: 1,
    };
    store(&mut work, &process, &complaint, bid.id).await?;
    let lodged = happening(&process, &complaint, "Lodged").after(&complaint)?;
    work.record(&permit, lodged).await?;
    if dates.suspends && award.status.apply(AwardEvent::Dispute).is_ok() {
        let suspended = suspend(&mut work, &process, &award, complaint.provider).await?;
        work.record(&permit, suspended).await?;
    }
    let text = format!(
        "A complaint about the award of {}: acknowledge it",
        process.named()
    );
    tell_officers(&mut work, &process, &text).await?;
    work.commit(()).await
}

/// Whether the bidder of an offer was told of an award: of a lot that it was not for, it was not.
pub(super) fn told((_, _, notices): &Found, offer: &str) -> bool {
    notices.iter().any(|notice| notice.offer == offer)
}

fn open(
    process: &Process,
    award: &Award,
    earlier: &[Complaint],
    offer: &str,
    today: NaiveDate,
) -> Result<ComplaintDates, Error> {
    let dates = dates(process, award).ok_or_else(|| Error::not_now("no award is announced"))?;
    if today > dates.last_day {
        return Err(Error::not_now(format!(
            "the last day to complain about this award was {} (UTC)",
            dates.last_day.format("%-d %b %Y")
        )));
    }
    let own = |one: &&Complaint| one.award == award.id && one.offer == offer;
    match earlier.iter().filter(own).any(Complaint::is_open) {
        true => Err(Error::not_now(
            "your complaint about this award is open already",
        )),
        false => Ok(dates),
    }
}

fn typed(grounds: &str, sought: &str) -> Result<(Prose, Prose<2_000>), Error> {
    let mut errors = FieldErrors::default();
    let grounds = Prose::parse(grounds).map_err(|error| format!("say what is wrong: {error}"));
    let grounds = errors.take("grounds", grounds);
    let sought = Prose::parse(sought).map_err(|error| format!("say what you ask for: {error}"));
    let sought = errors.take("sought", sought);
    errors.finish()?;
    grounds.zip(sought).ok_or(Error::NotFound)
}

async fn store(
    work: &mut Work<'_>,
    process: &Process,
    complaint: &Complaint,
    offer: Uuid,
) -> Result<(), Error> {
    let by = work.account();
    let insert = "INSERT INTO complaint (id, solicitation_id, award_id, offer_id, provider_id, number, status, grounds, sought,
            lodged_by, lodged_at, last_day, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)";
    let query = work.tx.query(insert).bind(complaint.id);
    let query = query
        .bind(process.id.0)
        .bind(complaint.award.0)
        .bind(offer)
        .bind(complaint.provider.0)
        .bind(complaint.number)
        .bind(complaint.status.as_str())
        .bind(complaint.grounds.clone())
        .bind(complaint.sought.clone())
        .bind(by)
        .bind(complaint.lodged_at)
        .bind(complaint.last_day);
    Ok(query.run_one().await?)
}

/// Suspends the award and tells the other bidders, without saying who complains.
async fn suspend(
    work: &mut Work<'_>,
    process: &Process,
    award: &Award,
    complaining: ProviderId,
) -> Result<Happening, Error> {
    let mut after = award.clone();
    after.suspended_on = Some(work.at.date_naive());
    debug_assert_ne!(award.status, AwardState::Suspended);
    let after = move_award(work, award, AwardEvent::Dispute, after).await?;
    let found = award::read(&mut Source::Tx(&mut work.tx), process).await?;
    let notices = found.map(|(_, _, notices)| notices).unwrap_or_default();
    let text = format!(
        "The award of {} is suspended: a complaint is open",
        process.named()
    );
    for notice in notices
        .iter()
        .filter(|notice| notice.provider != complaining)
    {
        let bidder = [To::Provider(notice.provider)];
        tell(work, &bidder, "award.notified", &notice.offer, &text).await?;
    }
    let words = "Suspended the award: a complaint is open (NCP App.1 13-16)";
    let happening = Happening::to("award", award.id.0, &award.offer, words);
    happening.within(process.id.0).before(award)?.after(&after)
}

/// Files a complaint again that the authority asked to be mended, once and in time.
///
/// # Errors
/// When it was not asked for or the time has passed, without grounds, when the rules refuse, or the store fails.
pub async fn refile(ctx: &Ctx, call: &Call, offer: &str, grounds: &str) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let bid: Option<Bid> = work.tx.query(BID).bind(offer.to_owned()).optional().await?;
    let owner = bid.as_ref().map(|bid| ProviderId(bid.provider_id));
    let permit = work.permit::<LodgeComplaint>(owner.map_or(Subject::ANY, Subject::of_provider))?;
    let bid = bid.ok_or(Error::NotFound)?;
    work.tx.lock(&format!("award {}", bid.solicitation)).await?;
    let mut source = Source::Tx(&mut work.tx);
    let (process, _) = read::process(&mut source, &bid.solicitation).await?;
    let mut own = of_process(&mut source, process.id).await?;
    own.retain(|one| one.offer == offer && one.status == ComplaintState::RefileOpen);
    let before = own
        .pop()
        .ok_or_else(|| Error::not_now("no complaint is to be filed again"))?;
    if before.until.is_some_and(|last| work.at.date_naive() > last) {
        return Err(Error::not_now("the time to file it again has passed"));
    }
    let grounds: Prose = Prose::parse(grounds).map_err(|error| Error::field("grounds", error))?;
    let mut after = before.clone();
    after.grounds = grounds.as_str().to_owned();
    let after = super::stage::moved(&mut work, &before, ComplaintEvent::Refile, after).await?;
    let again = happening(&process, &after, "Filed again");
    work.record(&permit, again.before(&before)?.after(&after)?)
        .await?;
    let text = format!(
        "A complaint about the award of “{}” is filed again",
        process.title
    );
    tell_officers(&mut work, &process, &text).await?;
    tell_bidder(&mut work, &after, "Your complaint is filed again").await?;
    work.commit(()).await
}

async fn tell_officers(work: &mut Work<'_>, process: &Process, text: &str) -> Result<(), Error> {
    let officers = other_officers(&mut work.tx, None).await?;
    tell(
        work,
        &officers,
        "complaint.lodged",
        &process.reference,
        text,
    )
    .await
}
