//! Complaints of bidders about an award: lodged in time they suspend it, an officer answers, a second one decides.

mod answer;
mod decide;
mod lodge;
mod page;
mod read;
mod stage;

pub use answer::{Answering, acknowledge, answer_complaint};
pub use decide::{Agreement, decide_complaint};
pub use lodge::{lodge, refile};
pub use page::{ComplaintsPage, OwnComplaints, complaints_page, own_complaints};
pub(super) use read::of_process;
pub use read::{Complaint, ComplaintAnswer};
pub use stage::{escalate, expire};

use super::award;
use super::read::Source;
use super::sheet::Process;
use super::steps::move_award;
use crate::audit::Happening;
use crate::notices::{To, tell};
use crate::{Error, Work};
use domain::awards::resumed;
use domain::states::{AwardEvent, AwardState};

/// What the log is told about a complaint. It is filed under the solicitation, and other bidders never see it.
fn happening(process: &Process, complaint: &Complaint, verb: &str) -> Happening {
    let words = format!("{verb} complaint {} about the award", complaint.number);
    Happening::to("complaint", complaint.id, &process.reference, words).within(process.id.0)
}

/// Tells the bidder whose complaint it is.
async fn tell_bidder(work: &mut Work<'_>, complaint: &Complaint, text: &str) -> Result<(), Error> {
    let to = [To::Provider(complaint.provider)];
    tell(work, &to, "complaint.moved", &complaint.offer, text).await
}

/// Lets the standstill go on with the days that were left, where no complaint about the award is open any more.
async fn resume(work: &mut Work<'_>, process: &Process) -> Result<(), Error> {
    let mut source = Source::Tx(&mut work.tx);
    let Some((award, _, notices)) = award::read(&mut source, process).await? else {
        return Ok(());
    };
    let complaints = of_process(&mut source, process.id).await?;
    let open = complaints
        .iter()
        .any(|one| one.award == award.id && one.is_open());
    if open || award.status != AwardState::Suspended {
        return Ok(());
    }
    let today = work.at.date_naive();
    let mut after = award.clone();
    after.earliest_signature = Some(today);
    if let Some((last_day, since)) = award.standstill_last_day.zip(award.suspended_on) {
        let days = resumed(last_day, since, today);
        after.standstill_last_day = Some(days.last_day);
        after.earliest_signature = Some(days.earliest_signature);
    }
    after.suspended_on = None;
    move_award(work, &award, AwardEvent::Resume, after).await?;
    let text = format!("The standstill of {} goes on", process.named());
    for notice in &notices {
        let bidder = [To::Provider(notice.provider)];
        tell(work, &bidder, "award.notified", &notice.offer, &text).await?;
    }
    Ok(())
}
