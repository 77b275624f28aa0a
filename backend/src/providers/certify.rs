//! Certificates and clearances of an organisation.

use super::keep_own::own;
use crate::audit::Happening;
use crate::{Call, Ctx, Error, FieldErrors, begin};
use chrono::NaiveDate;
use domain::text::Line;
use serde::Serialize;
use uuid::Uuid;

/// A certificate or clearance as typed.
#[derive(Clone, Debug, Default)]
pub struct CertificateInput {
    /// `kind`: code.
    pub kind: String,
    /// `title`.
    pub title: String,
    /// `issuer`.
    pub issuer: String,
    /// `number`, or empty.
    pub number: String,
    /// `expires_on`, or none.
    pub expires_on: Option<NaiveDate>,
}

/// The kinds of certificates: code and words.
pub const CERTIFICATE_KINDS: [(&str, &str); 4] = [
    ("quality", "Quality or management certificate"),
    ("security", "Information security certificate"),
    ("facility_clearance", "Facility security clearance"),
    ("licence", "Licence, such as for remote sensing or export"),
];

#[derive(Serialize)]
struct Certificate {
    kind: String,
    title: Line,
    issuer: Line,
    number: Option<Line<100>>,
    expires_on: Option<NaiveDate>,
}

fn read_certificate(input: &CertificateInput) -> Result<Certificate, Error> {
    let mut wrong = FieldErrors::default();
    if CERTIFICATE_KINDS
        .iter()
        .all(|(code, _)| *code != input.kind)
    {
        wrong.add("kind", "choose a kind");
    }
    let title = wrong.take("title", Line::parse(&input.title));
    let issuer = wrong.take("issuer", Line::parse(&input.issuer));
    let number = match input.number.trim() {
        "" => None,
        text => wrong.take("number", Line::parse(text)),
    };
    wrong.finish()?;
    let made = || {
        Some(Certificate {
            kind: input.kind.clone(),
            title: title?,
            issuer: issuer?,
            number,
            expires_on: input.expires_on,
        })
    };
    made().ok_or(Error::NotFound)
}

/// Records a certificate or clearance of one's own organisation.
///
/// # Errors
/// When the rules refuse, something is missing, or the store fails.
pub async fn certify(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    input: &CertificateInput,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (own, permit) = own(&mut work, reference).await?;
    let certificate = read_certificate(input)?;
    let (at, account) = (work.at, work.account());
    work.tx
        .query(
            "INSERT INTO provider_certificate (id, provider_id, kind, title, issuer, number, expires_on, recorded_by, recorded_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        )
        .bind(ctx.new_id())
        .bind(own.id)
        .bind(certificate.kind.clone())
        .bind(certificate.title.as_str().to_owned())
        .bind(certificate.issuer.as_str().to_owned())
        .bind(certificate.number.clone().map(String::from))
        .bind(certificate.expires_on)
        .bind(account)
        .bind(at)
        .run_one()
        .await?;
    let summary = format!("Recorded {}", certificate.title.as_str());
    let happening = Happening::to("provider", own.id, &own.reference, summary);
    work.record(&permit, happening.after(&certificate)?).await?;
    work.commit(()).await
}

/// Ends a certificate or clearance that does not hold any more; it stays in the log.
///
/// # Errors
/// When the rules refuse, it is another organisation's or has ended, or the store fails.
pub async fn end_certificate(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    id: Uuid,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (own, permit) = own(&mut work, reference).await?;
    let query = work.tx.query(
        "SELECT title FROM provider_certificate WHERE id = $1 AND provider_id = $2 AND ended_at IS NULL",
    );
    let title: Option<String> = query.bind(id).bind(own.id).optional_scalar().await?;
    let title = title.ok_or(Error::NotFound)?;
    let at = work.at;
    work.tx
        .query("UPDATE provider_certificate SET ended_at = $1 WHERE id = $2")
        .bind(at)
        .bind(id)
        .run_one()
        .await?;
    let happening = Happening::to("provider", own.id, &own.reference, format!("Ended {title}"));
    work.record(&permit, happening).await?;
    work.commit(()).await
}
