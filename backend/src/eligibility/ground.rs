//! What one solicitation says of eligibility: whose vendors may bid, whether a declaration is asked for.

use crate::db::JsonText;
use crate::db::query::Query;
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::NationCode;
use domain::eligibility::{CrisisException, Participating, participates};
use domain::methods::{Admission, Method, NPP_2025};
use sqlx::FromRow;
use uuid::Uuid;

const HEAD: &str = "SELECT solicitation.id, solicitation.reference, solicitation.title, solicitation.status,
     solicitation.published_at, solicitation.closes_at, solicitation.zone, solicitation.opened_at, solicitation.programme_code,
     solicitation.estimate_minor, solicitation.estimate_currency,
     (SELECT url FROM programme_source WHERE programme_source.programme_code = solicitation.programme_code ORDER BY position LIMIT 1) AS programme_url,
     solicitation.method,
     EXISTS (SELECT 1 FROM named_offeror WHERE named_offeror.solicitation_id = solicitation.id) AS limited,
     eligibility.declaration_needed, eligibility.declaration_reason, eligibility.declaration_set_on, eligibility.exception,
     COALESCE(eligibility.version, 0) AS version
 FROM solicitation LEFT JOIN solicitation_eligibility AS eligibility ON eligibility.solicitation_id = solicitation.id
 WHERE solicitation.reference = $1 AND solicitation.origin <> 'imported'";

const NATIONS: &str = "SELECT nation_code, standing, as_of, 1 = 1 AS of_programme FROM programme_nation WHERE programme_code = $1
 UNION ALL SELECT code, 'Ally', CAST(NULL AS TEXT), 1 = 0 FROM nation ORDER BY 1";

#[derive(Clone, Debug, FromRow)]
pub(super) struct Head {
    pub id: Uuid,
    pub reference: String,
    pub title: String,
    pub status: String,
    pub published_at: Option<DateTime<Utc>>,
    pub closes_at: Option<DateTime<Utc>>,
    pub zone: String,
    pub opened_at: Option<DateTime<Utc>>,
    pub programme_code: Option<String>,
    pub estimate_minor: Option<i64>,
    pub estimate_currency: Option<String>,
    pub programme_url: Option<String>,
    pub method: String,
    pub limited: bool,
    pub declaration_needed: Option<bool>,
    pub declaration_reason: Option<String>,
    pub declaration_set_on: Option<NaiveDate>,
    pub exception: Option<JsonText<CrisisException>>,
    pub version: i64,
}

#[derive(FromRow)]
struct Standing {
    nation_code: String,
    standing: String,
    as_of: Option<String>,
    of_programme: bool,
}

/// The head of a solicitation, its participating nations, and every nation's code.
pub(super) struct Ground {
    pub head: Head,
    pub participating: Participating,
}

impl Head {
    fn method(&self) -> Option<Method> {
        self.method.to_lowercase().parse().ok()
    }

    /// Whether by its method only those may bid whom the buyer names.
    pub(super) fn names_offerors(&self) -> bool {
        let admission = self.method().map(Method::admission);
        admission.is_some_and(|admission| admission != Admission::Open)
    }

    /// Document and paragraph by which only those may bid who are named; none where every eligible vendor may.
    pub(super) fn admission_source(&self) -> Option<&'static str> {
        let method = self.method().filter(|_| self.limited);
        method.and_then(Method::admission_source)
    }

    /// Whether a declaration is asked for and why: what an officer decided, otherwise the value limit.
    pub(super) fn need(&self) -> (bool, String) {
        if let Some(needed) = self.declaration_needed {
            let day = self.declaration_set_on.map(|day| day.to_string());
            let reason = self.declaration_reason.clone().unwrap_or_default();
            let what = if needed { "Asked for" } else { "Not asked for" };
            return (
                needed,
                format!(
                    "{what} by the officer on {}: {reason}",
                    day.unwrap_or_default()
                ),
            );
        }
        match (self.estimate_minor, self.estimate_currency.as_deref()) {
            (Some(minor), Some("EUR")) if !NPP_2025.above_efl_e(minor) => (
                false,
                "The estimate is not above EFL Level E (EUR 1.6 million)".to_owned(),
            ),
            (Some(_), Some("EUR")) => (
                true,
                "The estimate is above EFL Level E (EUR 1.6 million)".to_owned(),
            ),
            _ => (
                true,
                "The estimate is not stated in euro, so the strictest rule holds".to_owned(),
            ),
        }
    }
}

pub(super) async fn head(query: Query<'_>, reference: &str) -> Result<Head, Error> {
    let found = query.bind(reference.to_uppercase()).optional();
    found.await?.ok_or(Error::NotFound)
}

pub(super) const fn head_sql() -> &'static str {
    HEAD
}

/// The ground of a solicitation in two statements.
pub(super) async fn ground(ctx: &Ctx, reference: &str) -> Result<Ground, Error> {
    let head = head(ctx.db().query(HEAD), reference).await?;
    let code = head.programme_code.clone().unwrap_or_default();
    let standings = ctx.db().query(NATIONS).bind(code).all().await?;
    let participating = participating(&head, standings);
    Ok(Ground {
        head,
        participating,
    })
}

fn participating(head: &Head, standings: Vec<Standing>) -> Participating {
    let code = |row: &Standing| row.nation_code.parse::<NationCode>().ok();
    let of_programme = standings
        .iter()
        .filter(|row| row.of_programme && participates(&row.standing));
    let mut nations: Vec<NationCode> = of_programme.clone().filter_map(code).collect();
    nations.dedup();
    match (&head.programme_code, nations.is_empty()) {
        (Some(programme), false) => Participating {
            of: programme.clone(),
            nations,
            source: head
                .programme_url
                .clone()
                .unwrap_or_else(|| format!("Participating nations recorded of {programme}")),
            true_on: of_programme
                .filter_map(|row| row.as_of.as_deref()?.parse().ok())
                .max(),
        },
        (programme, _) => Participating {
            of: "the Alliance's common funding".to_owned(),
            nations: standings
                .iter()
                .filter(|row| !row.of_programme)
                .filter_map(code)
                .collect(),
            source: match programme {
                Some(programme) => {
                    format!(
                        "No participating nations of {programme} are recorded, so every Ally counts"
                    )
                }
                None => "No programme is named, so every Ally counts (NPP glossary)".to_owned(),
            },
            true_on: None,
        },
    }
}
