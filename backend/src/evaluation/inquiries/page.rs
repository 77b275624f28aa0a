//! The pages of inquiries: every one for officers and auditors, one's own for a bidder.

use super::read::{Inquiry, of_process};
use super::screen::Screens;
use crate::evaluation::lots::InLot;
use crate::evaluation::read::{self, Source};
use crate::evaluation::sheet::Sheet;
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::id::ProviderId;
use domain::policy::actions::{AnswerInquiry, ReadInquiries, ReadOwnOffers};
use domain::policy::{Subject, may, permit};
use uuid::Uuid;

/// Everything about the inquiries of a solicitation.
#[derive(Clone, Debug)]
pub struct InquiriesPage {
    /// The solicitation with its offers.
    pub sheet: Sheet,
    /// Which prices seem low.
    pub screens: Screens,
    /// The inquiries by number.
    pub inquiries: Vec<Inquiry>,
}

/// What a bidder sees of the inquiries about its offer.
#[derive(Clone, Debug)]
pub struct OwnInquiries {
    /// The offer.
    pub offer: String,
    /// The solicitation.
    pub solicitation: String,
    /// Its title.
    pub title: String,
    /// The inquiries by number, without what the authority finds.
    pub inquiries: Vec<Inquiry>,
    /// Whether the person may answer.
    pub answers: bool,
}

/// The inquiries of a solicitation, with the screens of its prices.
///
/// # Errors
/// When the rules refuse, there is no such solicitation, or the store fails.
pub async fn inquiries_page(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
) -> Result<InquiriesPage, Error> {
    permit::<ReadInquiries>(actor, Subject::ANY)?;
    let mut source = Source::Db(ctx.db());
    let sheet = Sheet::shown(&mut source, solicitation.into()).await?;
    Ok(InquiriesPage {
        inquiries: of_process(&mut source, sheet.process.id).await?,
        screens: Screens::of(&sheet),
        sheet,
    })
}

/// The inquiries about an offer of one's own organisation.
///
/// # Errors
/// [`Error::NotFound`] where nothing was asked; hidden from every other provider; when the store fails.
pub async fn own_inquiries(ctx: &Ctx, actor: &Actor, offer: &str) -> Result<OwnInquiries, Error> {
    let mut source = Source::Db(ctx.db());
    let bid = owned(&mut source, offer).await?;
    let owner = bid.as_ref().map(|(owner, _)| *owner);
    let subject = owner.map_or(Subject::ANY, Subject::of_provider);
    permit::<ReadOwnOffers>(actor, subject)?;
    let (_, solicitation) = bid.ok_or(Error::NotFound)?;
    let (process, _) = read::process(&mut source, &solicitation).await?;
    let all = of_process(&mut source, process.id).await?;
    let own = all.into_iter().filter(|one| one.offer == offer);
    let inquiries: Vec<Inquiry> = own.map(Inquiry::without_finding).collect();
    if inquiries.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(OwnInquiries {
        offer: offer.to_owned(),
        solicitation,
        title: process.title,
        answers: may::<AnswerInquiry>(actor, subject),
        inquiries,
    })
}

/// Whose an offer is, and the reference of its solicitation.
pub(super) async fn owned(
    source: &mut Source<'_>,
    offer: &str,
) -> Result<Option<(ProviderId, String)>, Error> {
    let sql = "SELECT offer.provider_id, solicitation.reference FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id
         WHERE offer.reference = $1 AND offer.provider_id IS NOT NULL";
    let query = source.query(sql).bind(offer.to_owned());
    let row: Option<(Uuid, String)> = query.optional().await?;
    Ok(row.map(|(owner, reference)| (ProviderId(owner), reference)))
}
