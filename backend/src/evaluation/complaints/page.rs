//! The pages of complaints: everybody's for officers and auditors, one's own for a bidder.

use super::lodge::{BID, Bid, dates, told};
use super::read::{Complaint, of_process};
use crate::evaluation::award::{self, Award};
use crate::evaluation::lots::{self, InLot};
use crate::evaluation::read::Source;
use crate::evaluation::sheet::Process;
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::awards::{AnswerStatus, ComplaintDates};
use domain::id::ProviderId;
use domain::policy::actions::{ReadComplaints, ReadNotice};
use domain::policy::{Subject, permit};
use domain::solicitations::Portion;

/// Everything about the complaints of a solicitation.
#[derive(Clone, Debug)]
pub struct ComplaintsPage {
    /// The solicitation.
    pub process: Process,
    /// The award that is not annulled.
    pub award: Option<Award>,
    /// Until when bidders may complain about it.
    pub dates: Option<ComplaintDates>,
    /// The complaints by number.
    pub complaints: Vec<Complaint>,
}

/// What a bidder sees of its own complaints.
#[derive(Clone, Debug)]
pub struct OwnComplaints {
    /// The offer.
    pub offer: String,
    /// The lot whose award it is about; none for the whole.
    pub lot: Option<Portion>,
    /// The solicitation.
    pub solicitation: String,
    /// Its title.
    pub title: String,
    /// Where the method of the solicitation has it from, where a rule gives the period.
    pub source: Option<&'static str>,
    /// Until when it may complain about the award that is announced; none where it cannot.
    pub dates: Option<ComplaintDates>,
    /// Its complaints by number, with decided answers only.
    pub complaints: Vec<Complaint>,
}

/// The complaints of a solicitation.
///
/// # Errors
/// When the rules refuse, there is no such solicitation, or the store fails.
pub async fn complaints_page(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
) -> Result<ComplaintsPage, Error> {
    permit::<ReadComplaints>(actor, Subject::ANY)?;
    let mut source = Source::Db(ctx.db());
    let (process, _) = lots::shown(&mut source, solicitation.into()).await?;
    let complaints = of_process(&mut source, process.id).await?;
    let award = award::read(&mut source, &process).await?;
    let award = award.map(|(award, _, _)| award);
    Ok(ComplaintsPage {
        dates: award.as_ref().and_then(|award| dates(&process, award)),
        process,
        award,
        complaints,
    })
}

/// The complaints of one's own organisation about an award.
///
/// # Errors
/// [`Error::NotFound`] before a notice was sent; hidden from every other provider.
pub async fn own_complaints(
    ctx: &Ctx,
    actor: &Actor,
    offer: impl Into<InLot<'_>>,
) -> Result<OwnComplaints, Error> {
    let InLot {
        reference: offer,
        lot,
    } = offer.into();
    let bid: Option<Bid> = ctx
        .db()
        .query(BID)
        .bind(offer.to_owned())
        .optional()
        .await?;
    let owner = bid.as_ref().map(|bid| ProviderId(bid.provider_id));
    permit::<ReadNotice>(actor, owner.map_or(Subject::ANY, Subject::of_provider))?;
    let bid = bid.ok_or(Error::NotFound)?;
    let mut source = Source::Db(ctx.db());
    let (process, _) = lots::contest(&mut source, (bid.solicitation.as_str(), lot).into()).await?;
    let award = award::read(&mut source, &process).await?;
    let award = award.filter(|found| told(found, offer));
    let mut complaints = of_process(&mut source, process.id).await?;
    complaints.retain(|one| one.offer == offer && one.lot == process.lot_code());
    for complaint in &mut complaints {
        complaint
            .answers
            .retain(|answer| answer.status == AnswerStatus::Agreed);
    }
    let dates = award.and_then(|(award, _, _)| dates(&process, &award));
    if dates.is_none() && complaints.is_empty() {
        return Err(Error::NotFound);
    }
    let rule = process.rule.and_then(|rule| rule.complaints);
    Ok(OwnComplaints {
        offer: offer.to_owned(),
        source: rule.map(|rule| rule.source),
        lot: process.lot,
        solicitation: process.reference,
        title: process.title,
        dates,
        complaints,
    })
}
