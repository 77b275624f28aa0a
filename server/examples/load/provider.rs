//! What each provider does: adds the file, submits, and tries again until there is an answer.

use crate::http::{Answer, Browser};
use crate::stage::{Offering, Stage};
use crate::{Load, Trouble};
use futures_util::future::join_all;
use sha2::{Digest, Sha256};
use std::time::{Duration, Instant};

/// What came of an offer.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Which of the stage's offers it is.
    pub number: usize,
    /// SHA-256 of the file that was sent, when the submission was acknowledged.
    pub taken: Option<[u8; 32]>,
    /// Whether it was refused because closing had passed.
    pub late: bool,
    /// How many requests it took.
    pub tries: usize,
    /// From the first byte to the last answer.
    pub took: Duration,
    /// What was answered in the end, when it was neither.
    pub words: String,
}

/// Lets every provider come at its time, the last ones so that they cannot be done before closing.
pub async fn all(load: &Load, stage: &Stage) -> Vec<Outcome> {
    let first = stage
        .closes_in()
        .saturating_sub(Duration::from_secs(load.seconds));
    let apart = Duration::from_secs(load.seconds) / u32::try_from(load.offers).unwrap_or(1).max(1);
    let coming = stage
        .offerings
        .iter()
        .enumerate()
        .map(async |(number, offering)| {
            tokio::time::sleep(first + apart * u32::try_from(number + 1).unwrap_or(u32::MAX)).await;
            one(number, offering, load.megabytes * 1_000_000).await
        });
    join_all(coming).await
}

/// A file of so many bytes that no other provider sends.
fn content(number: usize, bytes: usize) -> Vec<u8> {
    let mut content = b"%PDF-1.7\n".to_vec();
    let mut block = Sha256::digest(number.to_be_bytes());
    while content.len() < bytes {
        content.extend_from_slice(&block.repeat(128));
        block = Sha256::digest(block);
    }
    content.truncate(bytes);
    content
}

async fn one(number: usize, offering: &Offering, bytes: usize) -> Outcome {
    let content = content(number, bytes);
    let hash = Sha256::digest(&content).into();
    let begun = Instant::now();
    let mut outcome = Outcome {
        number,
        ..Outcome::default()
    };
    match submitted(offering, &content, &mut outcome.tries).await {
        Ok(answer) if answer.location.ends_with("/receipt") => outcome.taken = Some(hash),
        Ok(answer) if is_late(&answer) => outcome.late = true,
        Ok(answer) => outcome.words = format!("{} {}", answer.status, answer.location),
        Err(trouble) => outcome.words = trouble.to_string(),
    }
    outcome.took = begun.elapsed();
    outcome
}

async fn submitted(
    offering: &Offering,
    content: &[u8],
    tries: &mut usize,
) -> Result<Answer, Trouble> {
    let Offering { reference, browser } = offering;
    let path = format!("/offers/{reference}/attachments");
    let key = format!("{reference} file");
    let fields = [
        ("act", "attach"),
        ("idempotency_key", &key),
        ("volume", "technical"),
    ];
    let added = again(tries, async || {
        browser
            .upload(&path, &fields, ("technical.pdf", content))
            .await
    })
    .await?;
    if added.status != 303 {
        return Ok(added);
    }
    let version = again(tries, async || {
        browser.get(&format!("/offers/{reference}/submit")).await
    })
    .await?;
    let version = version.text();
    let Some(version) = field(&version, "version") else {
        return Err("the page to submit has no version".into());
    };
    let path = format!("/offers/{reference}/submit");
    let fields = [
        ("act", "submit"),
        ("idempotency_key", reference),
        ("version", version),
    ];
    again(tries, async || browser.post(&path, &fields).await).await
}

/// Whether closing had passed: a file that comes late is told the rule, or that the page it was sent to takes none any more.
fn is_late(answer: &Answer) -> bool {
    let text = answer.text();
    answer.status == 409
        && (text.contains("are late") || text.contains("cannot be changed any more"))
}

/// The value of a hidden field.
fn field<'a>(page: &'a str, name: &str) -> Option<&'a str> {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
    rest.split('"').next()
}

/// Sends once more while the server is busy or away, as long as a patient person would.
async fn again<F>(tries: &mut usize, send: F) -> Result<Answer, Trouble>
where
    F: AsyncFn() -> Result<Answer, Trouble>,
{
    let patience = Instant::now() + Duration::from_secs(180);
    loop {
        *tries += 1;
        match send().await {
            Ok(answer) if !answer.is_busy() => return Ok(answer),
            Err(trouble) if Instant::now() > patience => return Err(trouble),
            Ok(answer) if Instant::now() > patience => return Ok(answer),
            _ => tokio::time::sleep(Duration::from_secs(2)).await,
        }
    }
}

impl Browser {
    /// Reads what must be there.
    pub async fn must_get(&self, path: &str) -> Result<Answer, Trouble> {
        let answer = self.get(path).await?;
        match answer.status {
            200 => Ok(answer),
            status => Err(format!("{path} answers {status}").into()),
        }
    }
}
