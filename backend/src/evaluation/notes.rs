//! Notes beside what an offer says to a question: for oneself alone, or for the panel.
//!
//! A note is a working paper: nothing is computed from it and no bidder reads it. One for the panel is as blind as a score: a
//! member sees those of colleagues about an offer once the own scores of it are in.

use super::read::Source;
use super::reading::{self, codes_of_questions};
use super::sheet::Sheet;
use crate::audit::Happening;
use crate::error::Stale;
use crate::{Call, Ctx, Error, Work, begin};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::awards::redacted;
use domain::id::{AccountId, OfferId};
use domain::policy::Subject;
use domain::policy::actions::WriteNote;
use domain::text::Prose;
use serde::Serialize;
use std::collections::BTreeMap;

/// A note beside an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The offer.
    pub offer: OfferId,
    /// The question's code.
    pub question: String,
    /// Who wrote it.
    pub account: AccountId,
    /// The writer's name.
    pub name: String,
    /// Whether the panel reads it; else nobody but its writer.
    pub shared: bool,
    /// What it says.
    pub words: String,
    /// When it was last written.
    pub at: DateTime<Utc>,
    /// Version for changes.
    pub version: i64,
}

impl Note {
    /// The stored kind of a note for the panel.
    pub(super) const SHARED: &'static str = "shared";
    /// The stored kind of a note for oneself.
    const OWN: &'static str = "own";
}

/// A note as it was typed.
#[derive(Clone, Debug, Default)]
pub struct NoteInput {
    /// The offer's reference.
    pub offer: String,
    /// The question's code.
    pub question: String,
    /// Whether the panel reads it.
    pub shared: bool,
    /// What it says; nothing takes the note away.
    pub words: String,
    /// The version that the form was made from; 0 where there was none.
    pub version: i64,
}

/// What the log keeps of a note for the panel. Of a note for oneself it keeps that there was one.
#[derive(Serialize)]
struct Kept<'a> {
    question: &'a str,
    words: &'a str,
}

impl Sheet {
    /// Takes away the notes that are not the reader's to see, and `names` out of those of others where they are hidden.
    pub(super) fn notes_for(&mut self, actor: &Actor, names: &[String]) {
        let own = actor.account();
        let mut notes = std::mem::take(&mut self.notes);
        notes.retain(|note| {
            let may = note.shared && self.shares_with(own, note.offer);
            may || Some(note.account) == own
        });
        let veiled = self.offers.iter().any(|offer| offer.veiled);
        let others = notes.iter_mut().filter(|note| Some(note.account) != own);
        others
            .filter(|_| veiled)
            .for_each(|note| note.words = redacted(&note.words, names));
        self.notes = notes;
    }

    /// Whether somebody may see what colleagues noted about an offer: not before the own scores of it are in.
    fn shares_with(&self, account: Option<AccountId>, offer: OfferId) -> bool {
        self.member(account)
            .is_none_or(|member| member.handed_in.contains(&offer))
    }

    /// The notes beside an answer that the reader may see.
    pub(super) fn notes(&self, offer: OfferId, question: &str) -> impl Iterator<Item = &Note> {
        let notes = self.notes.iter();
        notes.filter(move |note| note.offer == offer && note.question == question)
    }
}

/// Writes one's note beside an answer, changes it, or takes it away.
///
/// # Errors
/// By the field, where it is too long; [`Error::NotFound`] for an offer or a question that there is not;
/// [`Error::Stale`] when it was changed meanwhile; when the rules refuse or the store fails.
pub async fn write_note(
    ctx: &Ctx,
    call: &Call,
    solicitation: &str,
    input: &NoteInput,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<WriteNote>(Subject::ANY)?;
    let account = call.actor.account().ok_or(Error::NotFound)?;
    let sheet = Sheet::from(&mut Source::Tx(&mut work.tx), solicitation).await?;
    reading::must_be_free_to_read(&sheet, &call.actor)?;
    let line = sheet.offer(&input.offer)?;
    if !codes_of_questions(&sheet).contains(&input.question) {
        return Err(Error::NotFound);
    }
    let words = input.words.trim();
    let too_long = |error| Error::field("words", format!("shorten the note: {error}"));
    if !words.is_empty() {
        Prose::<2_000>::parse(words).map_err(too_long)?;
    }
    let known = |note: &&Note| note.account == account && note.shared == input.shared;
    let before = sheet.notes(line.id, &input.question).find(known);
    if before.map_or(0, |note| note.version) != input.version {
        return Err(stale(before));
    }
    keep(&mut work, line.id, input, words).await?;
    let kept = |words| Kept {
        question: &input.question,
        words,
    };
    let mut happening = Happening::to("offer", line.id.0, &line.reference, summary(input, words));
    happening = happening.within(sheet.process.id.0);
    if input.shared {
        happening = happening.after(&kept(words))?;
        if let Some(before) = before {
            happening = happening.before(&kept(&before.words))?;
        }
    }
    work.record(&permit, happening).await?;
    work.commit(()).await
}

fn summary(input: &NoteInput, words: &str) -> &'static str {
    match (input.shared, words.is_empty()) {
        (true, false) => "Wrote a note for the panel",
        (true, true) => "Took a note for the panel away",
        (false, false) => "Kept a note of one's own",
        (false, true) => "Took a note of one's own away",
    }
}

fn stale(before: Option<&Note>) -> Error {
    let words = before.map_or_else(String::new, |note| note.words.clone());
    Error::Stale(Box::new(Stale {
        version: before.map_or(0, |note| note.version),
        recorded: BTreeMap::from([("words".to_owned(), words)]),
    }))
}

async fn keep(
    work: &mut Work<'_>,
    offer: OfferId,
    input: &NoteInput,
    words: &str,
) -> Result<(), Error> {
    let kind = if input.shared {
        Note::SHARED
    } else {
        Note::OWN
    };
    let (at, by) = (work.at, work.account());
    let sql = match words.is_empty() {
        true => {
            "DELETE FROM reading_note WHERE offer_id = $1 AND question = $2 AND account_id = $3 AND kind = $4"
        }
        false => {
            "INSERT INTO reading_note (offer_id, question, account_id, kind, words, written_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, 1)
             ON CONFLICT (offer_id, question, account_id, kind) DO UPDATE SET words = $5, written_at = $6,
                version = reading_note.version + 1"
        }
    };
    let query = work.tx.query(sql).bind(offer.0);
    let query = query.bind(input.question.clone()).bind(by).bind(kind);
    let query = match words.is_empty() {
        true => query,
        false => query.bind(words.to_owned()).bind(at),
    };
    query.run().await?;
    Ok(())
}
