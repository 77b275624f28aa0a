//! What an organisation states of itself, and who acts for it.

use crate::db::JsonText;
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::actor::{Actor, Membership};
use domain::eligibility::Ownership;
use domain::id::ProviderId;
use domain::policy::actions::ReadDossier;
use domain::policy::{Refused, Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// An identifier that was checked when it was recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentifierRow {
    /// Code of its scheme.
    pub scheme: String,
    /// Its characters.
    pub value: String,
    /// When it was recorded.
    pub recorded_at: DateTime<Utc>,
}

/// A statement of ownership and control.
#[derive(Clone, Debug)]
pub struct StatementRow {
    /// What is stated.
    pub statement: Ownership,
    /// Who stated it.
    pub made_by: Option<String>,
    /// When it was recorded.
    pub made_at: DateTime<Utc>,
}

/// A certificate or clearance.
#[derive(Clone, Debug, FromRow)]
pub struct CertificateRow {
    /// Identity.
    pub id: Uuid,
    /// Code of its kind.
    pub kind: String,
    /// What it certifies.
    pub title: String,
    /// Who issued it.
    pub issuer: String,
    /// Its number.
    pub number: Option<String>,
    /// Its last day; none where it has none.
    pub expires_on: Option<NaiveDate>,
}

impl CertificateRow {
    /// Days until its last day, negative when it has passed.
    #[must_use]
    pub fn days_left(&self, today: NaiveDate) -> Option<i64> {
        self.expires_on.map(|last| (last - today).num_days())
    }
}

/// A person who acts for the organisation.
#[derive(Clone, Debug)]
pub struct PersonRow {
    /// The account.
    pub account: Uuid,
    /// The name.
    pub name: String,
    /// The address with which the person signs in.
    pub email: String,
    /// What the person may do.
    pub membership: Membership,
    /// Whether the person may sign in.
    pub active: bool,
    /// Whether a password is set, so that the invitation was followed.
    pub joined: bool,
}

/// Everything of an organisation that only it, buyers, nations and auditors see.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// Identity.
    pub id: ProviderId,
    /// Reference.
    pub reference: String,
    /// Name.
    pub name: String,
    /// Code of its nation of origin.
    pub nation: Option<String>,
    /// Whether it is a small or medium-sized enterprise.
    pub sme: bool,
    /// The zone in which its people read deadlines, unless they chose one for the account.
    pub zone: Option<Tz>,
    /// Version for changes.
    pub version: i64,
    /// Identifiers, in the order of the schemes.
    pub identifiers: Vec<IdentifierRow>,
    /// Statements of ownership and control, the newest first.
    pub statements: Vec<StatementRow>,
    /// Certificates and clearances that were not ended, the next to expire first.
    pub certificates: Vec<CertificateRow>,
    /// Its people.
    pub people: Vec<PersonRow>,
}

#[derive(FromRow)]
struct Head {
    id: Uuid,
    reference: String,
    name: String,
    nation_code: Option<String>,
    sme: bool,
    zone: Option<String>,
    version: i64,
    scheme: Option<String>,
    value: Option<String>,
    recorded_at: Option<DateTime<Utc>>,
}

const HEAD: &str =
    "SELECT provider.id, provider.reference, provider.name, provider.nation_code, provider.sme, provider.zone, provider.version,
     identifier.scheme, identifier.value, identifier.recorded_at
 FROM provider LEFT JOIN provider_identifier AS identifier ON identifier.provider_id = provider.id
 WHERE provider.reference = $1 AND provider.origin <> 'imported' ORDER BY identifier.scheme";

/// What an organisation states of itself, in four statements.
///
/// # Errors
/// When there is none for this person, the rules refuse, or the store fails.
pub async fn dossier(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<Dossier, Error> {
    if *actor == Actor::Nobody {
        return Err(Refused::SignIn.into());
    }
    let heads: Vec<Head> = ctx.db().query(HEAD).bind(reference).all().await?;
    let id = ProviderId(heads.first().ok_or(Error::NotFound)?.id);
    permit::<ReadDossier>(actor, Subject::of_provider(id))?;
    let certificates = ctx.db().query(
        "SELECT id, kind, title, issuer, number, expires_on FROM provider_certificate
         WHERE provider_id = $1 AND ended_at IS NULL ORDER BY expires_on IS NULL, expires_on, title LIMIT 200",
    );
    let certificates = certificates.bind(id.0).all().await?;
    let (statements, people) = (statements(ctx, id).await?, people(ctx, id).await?);
    let identifiers = heads.iter().filter_map(|head| {
        Some(IdentifierRow {
            scheme: head.scheme.clone()?,
            value: head.value.clone()?,
            recorded_at: head.recorded_at?,
        })
    });
    let identifiers = identifiers.collect();
    let head = heads.into_iter().next().ok_or(Error::NotFound)?;
    Ok(Dossier {
        id,
        reference: head.reference,
        name: head.name,
        nation: head.nation_code,
        sme: head.sme,
        zone: head.zone.and_then(|name| name.parse().ok()),
        version: head.version,
        identifiers,
        statements,
        certificates,
        people,
    })
}

async fn statements(ctx: &Ctx, id: ProviderId) -> Result<Vec<StatementRow>, Error> {
    let rows: Vec<(JsonText<Ownership>, Option<String>, DateTime<Utc>)> = ctx
        .db()
        .query(
            "SELECT ownership.statement, account.name, ownership.made_at FROM ownership_statement AS ownership
             LEFT JOIN account ON account.id = ownership.made_by WHERE ownership.provider_id = $1 ORDER BY ownership.number DESC LIMIT 50",
        )
        .bind(id.0)
        .all()
        .await?;
    let row = |(statement, made_by, made_at): (JsonText<Ownership>, _, _)| StatementRow {
        statement: statement.0,
        made_by,
        made_at,
    };
    Ok(rows.into_iter().map(row).collect())
}

async fn people(ctx: &Ctx, id: ProviderId) -> Result<Vec<PersonRow>, Error> {
    #[derive(FromRow)]
    struct Row {
        id: Uuid,
        name: String,
        email: String,
        provider_role: Option<String>,
        active: bool,
        joined: bool,
    }
    let query = ctx.db().query(
        "SELECT id, name, email, provider_role, active, password_hash IS NOT NULL AS joined FROM account
         WHERE provider_id = $1 ORDER BY name, id LIMIT 200",
    );
    let rows: Vec<Row> = query.bind(id.0).all().await?;
    let row = |row: Row| PersonRow {
        account: row.id,
        name: row.name,
        email: row.email,
        membership: Membership::stored(row.provider_role.as_deref()),
        active: row.active,
        joined: row.joined,
    };
    Ok(rows.into_iter().map(row).collect())
}
