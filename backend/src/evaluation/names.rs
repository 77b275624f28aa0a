//! Names of bidders that evaluators may not know until the technical evaluation is closed, where the scheme says so.

use super::compliance::given_reason;
use super::read::Source;
use super::sheet::{OfferLine, Process, Sheet};
use crate::audit::Happening;
use crate::offers::{SEEING, show_names, veil};
use crate::{Call, Ctx, Error, begin};
use domain::actor::{Actor, Role};
use domain::awards::{redacted, ways_to_name};
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::RevealNames;
use serde::Serialize;
use uuid::Uuid;

impl OfferLine {
    /// The offer without what names its bidder.
    fn without_names(self, letter: String) -> Self {
        let reason = self.compliance_reason;
        Self {
            content: self.content.without_names(&self.provider_name),
            compliance_reason: reason
                .map(|reason| redacted(&reason, &ways_to_name(&self.provider_name))),
            provider_name: letter,
            nation: None,
            sme: false,
            veiled: true,
            ..self
        }
    }
}

/// The offers as somebody reads them: by their letters, in the letters' order, where the names are hidden from the reader.
pub(super) fn read_by(actor: &Actor, process: &Process, offers: Vec<OfferLine>) -> Vec<OfferLine> {
    let read =
        |offer: OfferLine| match veil(actor, process.names_hidden, offer.pseudonym.as_deref()) {
            Some(letter) => offer.without_names(letter),
            None => offer,
        };
    let mut offers: Vec<OfferLine> = offers.into_iter().map(read).collect();
    if offers.iter().any(|offer| offer.veiled) {
        offers.sort_by_cached_key(|offer| (offer.provider_name.len(), offer.provider_name.clone()));
    }
    offers
}

impl Sheet {
    /// Everything as somebody reads it, without the names that are hidden from the reader.
    pub(super) fn read_by(mut self, actor: &Actor) -> Self {
        let names: Vec<String> = self
            .offers
            .iter()
            .flat_map(|offer| ways_to_name(&offer.provider_name))
            .collect();
        self.offers = read_by(actor, &self.process, self.offers);
        if self.offers.iter().any(|offer| offer.veiled) {
            for score in &mut self.moderated {
                score.reason = redacted(&score.reason, &names);
            }
        }
        self.notes_for(actor, &names);
        self
    }

    /// What the names wait for; none where every score of the panel is in.
    fn scores_to_come(&self) -> Option<String> {
        let offers = || self.offers.iter().filter(|offer| offer.takes_part());
        let open = self
            .scoring()
            .find(|member| offers().any(|offer| !member.handed_in.contains(&offer.id)));
        match (open, self.scoring().next()) {
            (Some(member), _) => Some(format!("the scores of {} are not all in", member.name)),
            (None, None) => Some("nobody has scored yet".to_owned()),
            (None, Some(_)) => None,
        }
    }
}

/// Refuses a member of the panel who would see the names in another role.
pub(super) async fn must_not_see(
    source: &mut Source<'_>,
    members: &[AccountId],
) -> Result<(), Error> {
    let [officer, opener, auditor] = SEEING.map(Role::as_str);
    let sql = "SELECT account.id, account.name FROM account JOIN account_role ON account_role.account_id = account.id
         WHERE account_role.role IN ($1, $2, $3) ORDER BY account.name";
    let query = source.query(sql).bind(officer).bind(opener).bind(auditor);
    let seeing: Vec<(Uuid, String)> = query.all().await?;
    let chosen = |(id, _): &&(Uuid, String)| members.contains(&AccountId(*id));
    match seeing.iter().find(chosen) {
        None => Ok(()),
        Some((_, name)) => Err(Error::field(
            "members",
            format!(
                "{name} sees the bidders' names in another role, and this panel may not know them"
            ),
        )),
    }
}

#[derive(Serialize)]
struct Names {
    hidden: bool,
}

/// Lets evaluators see whose the offers are before a result is stored: the technical evaluation is closed.
///
/// # Errors
/// Without a reason; where nothing is hidden or scores of the panel are still to come; when the rules refuse or the store
/// fails.
pub async fn reveal_names(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    reason: &str,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<RevealNames>(Subject::ANY)?;
    let sheet = Sheet::from(&mut Source::Tx(&mut work.tx), solicitation).await?;
    if !sheet.process.names_hidden {
        return Err(Error::not_now("no name is hidden from the panel"));
    }
    if let Some(missing) = sheet.scores_to_come() {
        return Err(Error::NotNow(missing));
    }
    let reason = given_reason(reason)?;
    show_names(&mut work, sheet.process.id).await?;
    let id = sheet.process.id.0;
    let words = "Closed the technical evaluation: the panel sees the bidders' names";
    let happening = Happening::to("solicitation", id, solicitation, words)
        .within(id)
        .because(reason.as_str())
        .before(&Names { hidden: true })?
        .after(&Names { hidden: false })?;
    work.record(&permit, happening).await?;
    work.commit(()).await
}
