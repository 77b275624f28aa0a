//! Everything that referred to the duplicate refers to the organisation that is kept.

use crate::{Error, Work};
use uuid::Uuid;

/// What moves as it is; `$1` is the organisation that is kept, `$2` the duplicate.
const MOVED: [&str; 12] = [
    "UPDATE account SET provider_id = $1, version = version + 1 WHERE provider_id = $2",
    "UPDATE offer SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE award SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE award_notice SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE contract SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE notice SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE question SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE provider_certificate SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE exclusion SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE eligibility_declaration SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE provider_system SET provider_id = $1 WHERE provider_id = $2",
    "UPDATE provider_reference SET provider_id = $1 WHERE provider_id = $2",
];

/// What can be there twice: it moves where the other has none, and stays with the duplicate, to be read there, where it has.
const MOVED_WHERE_FREE: [&str; 3] = [
    "UPDATE named_offeror SET provider_id = $1 WHERE provider_id = $2
       AND solicitation_id NOT IN (SELECT own.solicitation_id FROM named_offeror AS own WHERE own.provider_id = $1)",
    "UPDATE provider_identifier SET provider_id = $1 WHERE provider_id = $2
       AND scheme NOT IN (SELECT own.scheme FROM provider_identifier AS own WHERE own.provider_id = $1)",
    "UPDATE information_answer SET provider_id = $1 WHERE provider_id = $2
       AND request_id NOT IN (SELECT own.request_id FROM information_answer AS own WHERE own.provider_id = $1)",
];

/// An organisation has one offer in its place in each process: where the other has it, the duplicate's keeps its own reference.
const OFFERS_APART: &str = "UPDATE offer SET external_key = reference WHERE provider_id = $2 AND external_key = ''
     AND solicitation_id IN (SELECT own.solicitation_id FROM offer AS own WHERE own.provider_id = $1 AND own.external_key = '')";

/// The registration from which the duplicate came leads to its page, and so stays.
///
/// # Errors
/// [`Error::NotNow`] while both have a draft or a sealed offer in the same running solicitation; or when the store fails.
pub async fn carry(work: &mut Work<'_>, duplicate: Uuid, kept: Uuid) -> Result<(), Error> {
    must_not_compete(work, duplicate, kept).await?;
    for statement in [OFFERS_APART].iter().chain(&MOVED).chain(&MOVED_WHERE_FREE) {
        let query = work.tx.query(*statement).bind(kept).bind(duplicate);
        query.run().await?;
    }
    carry_statements(work, duplicate, kept).await
}

/// The duplicate's statements of ownership go before the other's first, so that the newest of the other still counts.
async fn carry_statements(work: &mut Work<'_>, duplicate: Uuid, kept: Uuid) -> Result<(), Error> {
    let (first, last): (Option<i64>, Option<i64>) = work
        .tx
        .query(
            "SELECT (SELECT MIN(number) FROM ownership_statement WHERE provider_id = $1),
                 (SELECT MAX(number) FROM ownership_statement WHERE provider_id = $2)",
        )
        .bind(kept)
        .bind(duplicate)
        .one()
        .await?;
    let shift = first.map_or(0, |first| first - 1 - last.unwrap_or_default());
    work.tx
        .query("UPDATE ownership_statement SET provider_id = $1, number = number + $3 WHERE provider_id = $2")
        .bind(kept)
        .bind(duplicate)
        .bind(shift)
        .run()
        .await?;
    Ok(())
}

/// The refusal names no solicitation: who writes an offer there is nobody's business before the opening.
async fn must_not_compete(work: &mut Work<'_>, duplicate: Uuid, kept: Uuid) -> Result<(), Error> {
    let both: bool = work
        .tx
        .query(
            "SELECT EXISTS (SELECT 1 FROM offer JOIN offer AS other ON other.solicitation_id = offer.solicitation_id
                 JOIN solicitation ON solicitation.id = offer.solicitation_id
             WHERE offer.provider_id = $1 AND other.provider_id = $2 AND solicitation.opened_at IS NULL
               AND solicitation.status IN ('published', 'suspended', 'closed')
               AND offer.status IN ('draft', 'submitted', 'late') AND other.status IN ('draft', 'submitted', 'late'))",
        )
        .bind(duplicate)
        .bind(kept)
        .scalar()
        .await?;
    match both {
        false => Ok(()),
        true => Err(Error::not_now(
            "both organisations take part in something that is still running: merge them when it is over",
        )),
    }
}
