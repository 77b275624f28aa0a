//! What is mailed without anybody doing anything just then: the daily digest, and what is new in saved searches.

use super::write::{Letter, footer, write};
use crate::notices::{News, address, told_between};
use crate::searches::{Match, matches};
use crate::{Call, Ctx, Error, Work};
use chrono::{DateTime, Duration, Utc};
use domain::mail::{LetterKind, MailChoice, digest_until};
use sqlx::FromRow;
use std::fmt::Write;
use uuid::Uuid;

/// Whatever happened longer ago than this is committed: what commits later with an earlier moment would be missed.
const SETTLED: Duration = Duration::minutes(1);
/// People looked after in one round.
const ROUND: i64 = 100;

#[derive(FromRow)]
struct Reader {
    id: Uuid,
    email: String,
    provider_id: Option<Uuid>,
    mailed_until: DateTime<Utc>,
}

/// Writes the digests that are due, and what is new in the searches of those who want mail at once. Does nothing on a server
/// that cannot send mail: old news would pile up.
///
/// # Errors
/// When the store or the key fails; what was written until then stays.
pub async fn write_due(ctx: &Ctx) -> Result<(), Error> {
    if !ctx.site().mail {
        return Ok(());
    }
    let settled = ctx.now() - SETTLED;
    let day = digest_until(settled);
    for reader in daily(ctx, day).await? {
        write_one(ctx, &reader, LetterKind::Digest, day).await?;
    }
    for reader in searching(ctx, settled).await? {
        write_one(ctx, &reader, LetterKind::Search, settled).await?;
    }
    Ok(())
}

async fn daily(ctx: &Ctx, until: DateTime<Utc>) -> Result<Vec<Reader>, Error> {
    let readers = ctx.db().query(
        "SELECT id, email, provider_id, mailed_until FROM account
         WHERE active = $1 AND mail = $2 AND mailed_until < $3 ORDER BY mailed_until LIMIT $4",
    );
    Ok(readers
        .bind(true)
        .bind(MailChoice::Daily.as_str())
        .bind(until)
        .bind(ROUND)
        .all()
        .await?)
}

async fn searching(ctx: &Ctx, until: DateTime<Utc>) -> Result<Vec<Reader>, Error> {
    let readers = ctx.db().query(
        "SELECT id, email, provider_id, mailed_until FROM account
         WHERE active = $1 AND mail = $2 AND EXISTS (SELECT 1 FROM saved_search WHERE account_id = account.id)
           AND EXISTS (SELECT 1 FROM solicitation WHERE published_at > account.mailed_until AND published_at <= $3)
         ORDER BY mailed_until LIMIT $4",
    );
    Ok(readers
        .bind(true)
        .bind(MailChoice::AtOnce.as_str())
        .bind(until)
        .bind(ROUND)
        .all()
        .await?)
}

/// Writes one person's message, when there is something to say, and notes through when it reaches. A server that comes second
/// finds that noted and writes nothing.
async fn write_one(
    ctx: &Ctx,
    reader: &Reader,
    kind: LetterKind,
    until: DateTime<Utc>,
) -> Result<(), Error> {
    let since = reader.mailed_until;
    let news = match kind {
        LetterKind::Digest => {
            told_between(ctx, reader.id, reader.provider_id, since, until).await?
        }
        _ => Vec::new(),
    };
    let found = matches(ctx, reader.id, since, until).await?;
    let call = Call::system("mail");
    let crate::Begin::New(mut work) = ctx.begin::<()>(&call).await? else {
        return Ok(());
    };
    let mine = work
        .tx
        .query("UPDATE account SET mailed_until = $1 WHERE id = $2 AND mailed_until = $3")
        .bind(until)
        .bind(reader.id)
        .bind(since)
        .run()
        .await?;
    if mine == 0 {
        return Ok(());
    }
    if !(news.is_empty() && found.is_empty()) {
        put(&mut work, reader, kind, &news, &found).await?;
    }
    work.commit(()).await
}

async fn put(
    work: &mut Work<'_>,
    reader: &Reader,
    kind: LetterKind,
    news: &[News],
    found: &[Match],
) -> Result<(), Error> {
    let site = work.ctx().site().url.clone();
    let letter = Letter {
        kind,
        account: reader.id,
        recipient: reader.email.clone(),
        subject: subject(news.len(), found.len()),
        body: body(&site, news, found),
    };
    write(work, letter).await
}

fn subject(news: usize, found: usize) -> String {
    let solicitations = if found == 1 {
        "solicitation"
    } else {
        "solicitations"
    };
    let pieces = if news == 1 { "piece" } else { "pieces" };
    match (news, found) {
        (0, _) => format!("{found} new {solicitations} in your searches"),
        (_, 0) => format!("{news} {pieces} of news"),
        _ => format!("{news} {pieces} of news, {found} new {solicitations}"),
    }
}

fn body(site: &str, news: &[News], found: &[Match]) -> String {
    let mut text = String::new();
    for one in news {
        let place = address(&one.kind, &one.reference).unwrap_or_else(|| "/".to_owned());
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}: {}\n{site}{place}\n", one.reference, one.text);
    }
    for one in found {
        let (search, reference, title) = (&one.search, &one.reference, &one.title);
        let place = format!("{site}/solicitations/{reference}");
        let _ = writeln!(text, "New in “{search}”: {reference}, {title}\n{place}\n");
    }
    text + &footer(site)
}

#[cfg(test)]
mod tests {
    use super::subject;

    #[test]
    fn the_subject_counts_what_is_inside() {
        assert_eq!(subject(1, 0), "1 piece of news");
        assert_eq!(subject(0, 2), "2 new solicitations in your searches");
        assert_eq!(subject(3, 1), "3 pieces of news, 1 new solicitation");
    }
}
