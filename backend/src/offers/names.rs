//! Names of bidders, hidden from evaluators until the technical evaluation is closed where the scheme says so.
//!
//! At the opening each offer gets a letter, by a hash that tells nothing of who came first, and keeps it. Who reads offers as an
//! evaluator and in no other role sees the letter instead of the name while `solicitation.names_hidden` holds.

use crate::db::JsonText;
use crate::{Error, Work};
use domain::actor::{Actor, Role};
use domain::id::SolicitationId;
use domain::offers::pseudonym;
use domain::solicitations::Scheme;
use sha2::{Digest, Sha256};
use sqlx::FromRow;
use uuid::Uuid;

/// Whether the actor reads offers as an evaluator and in no other role.
pub(crate) fn only_evaluates(actor: &Actor) -> bool {
    actor.has(Role::Evaluator) && !SEEING.into_iter().any(|role| actor.has(role))
}

/// Who sees opened offers with their names.
pub(crate) const SEEING: [Role; 3] = [Role::Officer, Role::Opener, Role::Auditor];

/// What an offer's bidder is called for a reader who may not know the name; none where it may be known.
pub(crate) fn veil(actor: &Actor, hidden: bool, letter: Option<&str>) -> Option<String> {
    let letter = || letter.unwrap_or("Offeror").to_owned();
    (hidden && only_evaluates(actor)).then(letter)
}

#[derive(FromRow)]
struct Opened {
    scheme: Option<JsonText<Scheme>>,
    id: Uuid,
}

/// Gives the opened offers of a solicitation their letters, and hides the names, where its scheme says so.
pub(crate) async fn hide(work: &mut Work<'_>, solicitation: SolicitationId) -> Result<(), Error> {
    let sql = "SELECT solicitation.scheme, offer.id FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id
         WHERE offer.solicitation_id = $1 AND offer.opened_at IS NOT NULL";
    let mut offers: Vec<Opened> = work.tx.query(sql).bind(solicitation.0).all().await?;
    let wanted = |row: &Opened| {
        let scheme = row.scheme.as_ref();
        scheme.is_some_and(|scheme| scheme.0.panel.anonymous)
    };
    if !offers.first().is_some_and(wanted) {
        return Ok(());
    }
    offers.sort_by_cached_key(|row| {
        let digest = Sha256::new().chain_update(solicitation.0);
        digest.chain_update(row.id).finalize()
    });
    for (place, row) in offers.iter().enumerate() {
        work.tx
            .query("UPDATE offer SET pseudonym = $1 WHERE id = $2")
            .bind(pseudonym(place))
            .bind(row.id)
            .run_one()
            .await?;
    }
    set(work, solicitation, true).await
}

/// From now on everybody who may read the offers sees whose they are; the letters stay beside them.
pub(crate) async fn show(work: &mut Work<'_>, solicitation: SolicitationId) -> Result<(), Error> {
    set(work, solicitation, false).await
}

async fn set(work: &mut Work<'_>, solicitation: SolicitationId, hidden: bool) -> Result<(), Error> {
    work.tx
        .query("UPDATE solicitation SET names_hidden = $1 WHERE id = $2")
        .bind(hidden)
        .bind(solicitation.0)
        .run_one()
        .await?;
    Ok(())
}
