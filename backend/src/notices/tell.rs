//! Telling somebody.

use crate::{Error, Work, outbox};
use domain::id::{AccountId, ProviderId};
use domain::reference::Series;
use uuid::Uuid;

/// Who is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum To {
    /// One person.
    Account(AccountId),
    /// Every account of a provider organisation, those of later, too.
    Provider(ProviderId),
}

impl To {
    /// The account or the organisation, as the columns of the store have it.
    pub(crate) fn columns(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Account(account) => (Some(account.0), None),
            Self::Provider(provider) => (None, Some(provider.0)),
        }
    }
}

/// The page that says more of a piece of news; none where the record has no page.
#[must_use]
pub fn address(kind: &str, reference: &str) -> Option<String> {
    match kind {
        "question.answered" => Some(format!("/solicitations/{reference}/questions")),
        "solicitation.amended" => Some(format!("/solicitations/{reference}/versions")),
        "certificate.ends" => Some(format!("/providers/{reference}/dossier")),
        "eligibility.declared" => Some(format!("/solicitations/{reference}/eligibility")),
        "offer.late" | "offer.late_proposed" => Some(format!("/solicitations/{reference}/late")),
        "override.asked" | "override.decided" => {
            Some(format!("/solicitations/{reference}#overrides"))
        }
        "rate.proposed" | "rate.decided" => Some("/rates#proposed".to_owned()),
        "provider.merge" => Some(format!("/providers/{reference}/merge")),
        "evaluation.reversal" => Some(format!("/solicitations/{reference}/compliance")),
        "award.decided" => Some(format!("/solicitations/{reference}/award")),
        "complaint.lodged" => Some(format!("/solicitations/{reference}/complaints")),
        "complaint.moved" => Some(format!("/offers/{reference}/complaint")),
        "inquiry.asked" => Some(format!("/offers/{reference}/inquiries")),
        "inquiry.answered" => Some(format!("/solicitations/{reference}/inquiries")),
        "milestone.stage" | "milestone.opinion" | "milestone.delay" | "damages.moved" => {
            Some(format!("/contracts/{reference}?tab=milestones"))
        }
        "invoice.moved" => Some(format!("/contracts/{reference}?tab=money")),
        "service.moved" => Some(format!("/contracts/{reference}?tab=service")),
        "contract.life" => Some(format!("/contracts/{reference}?tab=life")),
        "call_off.asked" | "call_off.answered" => {
            let (framework, number) = reference.split_once('/')?;
            Some(format!("/frameworks/{framework}/requests/{number}"))
        }
        "award.notified" => Some(format!("/offers/{reference}/notice")),
        _ => Series::address(reference),
    }
}

/// Tells each of `everybody` one sentence about the record with a reference, in the transaction of what happened.
/// `kind` is a short code from which the page knows where to lead: `question.answered`, `solicitation.amended`.
/// The sentence must say nothing that its readers may not know. Those who want mail at once get it by mail, too.
///
/// # Errors
/// When the store fails.
pub async fn tell(
    work: &mut Work<'_>,
    everybody: &[To],
    kind: &'static str,
    reference: &str,
    text: &str,
) -> Result<(), Error> {
    for to in everybody {
        let (account, provider) = to.columns();
        let (id, at) = (work.ctx().new_id(), work.at);
        work.tx
            .query("INSERT INTO notice (id, account_id, provider_id, kind, reference, text, made_at) VALUES ($1, $2, $3, $4, $5, $6, $7)")
            .bind(id)
            .bind(account)
            .bind(provider)
            .bind(kind)
            .bind(reference.to_owned())
            .bind(text.to_owned())
            .bind(at)
            .run_one()
            .await?;
        outbox::news(work, *to, kind, reference, text).await?;
    }
    Ok(())
}
