//! The nation delegate's day. The full account is on the page of contributions.

use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Person;
use sqlx::FromRow;

/// The nation delegate's day.
#[derive(Clone, Debug, Default)]
pub struct DelegateDay {
    /// The nation's code; nothing else can be shown without one.
    pub nation: Option<String>,
    /// Pledged, paid and allocated, by currency.
    pub sums: Vec<Sum>,
    /// Programmes in which the nation takes part: code and name.
    pub programmes: Vec<(String, String)>,
    /// Declarations of eligibility that providers of the nation wait for, the longest first.
    pub waiting: Vec<Waiting>,
    /// Contracts that the nation's money pays for.
    pub funded: Vec<Funded>,
    /// Pledges of money that are not paid in full.
    pub open: Vec<OpenPledge>,
}

/// A declaration of eligibility that waits for the nation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The declaration's reference.
    pub reference: String,
    /// The provider's name.
    pub name: String,
    /// The solicitation's title.
    pub title: Option<String>,
    /// When it was asked.
    pub at: Option<DateTime<Utc>>,
}

/// What a nation pledged, paid and allocated in one currency, in minor units.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Sum {
    /// ISO 4217.
    pub currency: String,
    /// Pledged.
    pub pledged: i64,
    /// Paid.
    pub paid: i64,
    /// Allocated to contracts.
    pub allocated: i64,
}

/// A contract that a nation's money pays for.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Funded {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The nation's part in minor units of `currency`.
    pub amount_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// Open milestones that are late.
    pub slipped: i64,
    /// Calendar days by which the latest of them is late.
    pub worst_days: Option<i64>,
}

/// A pledge of money that is not paid in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenPledge {
    /// Its reference.
    pub reference: String,
    /// What it is for.
    pub description: String,
    /// What is still to be paid, in minor units of `currency`.
    pub rest_minor: i64,
    /// ISO 4217.
    pub currency: String,
    /// Its last day.
    pub ends_on: Option<NaiveDate>,
}

/// A declaration that waits, a programme, or a pledge that is not paid in full: they are read in one statement.
#[derive(Clone, FromRow)]
struct Listed {
    kind: String,
    reference: String,
    name: String,
    title: Option<String>,
    at: Option<DateTime<Utc>>,
    rest_minor: Option<i64>,
    currency: Option<String>,
    ends_on: Option<NaiveDate>,
}

impl Listed {
    fn waiting(self) -> Waiting {
        Waiting {
            reference: self.reference,
            name: self.name,
            title: self.title,
            at: self.at,
        }
    }

    fn pledge(self) -> Option<OpenPledge> {
        Some(OpenPledge {
            reference: self.reference,
            description: self.name,
            rest_minor: self.rest_minor?,
            currency: self.currency?,
            ends_on: self.ends_on,
        })
    }
}

const LISTED: &str = "SELECT * FROM (SELECT 'declaration' AS kind, declaration.reference, provider.name, solicitation.title,
         declaration.requested_at AS at, CAST(NULL AS BIGINT) AS rest_minor, CAST(NULL AS TEXT) AS currency, CAST(NULL AS DATE) AS ends_on
     FROM eligibility_declaration AS declaration JOIN provider ON provider.id = declaration.provider_id
         JOIN solicitation ON solicitation.id = declaration.solicitation_id
     WHERE declaration.nation_code = $1 AND declaration.status = 'requested' ORDER BY declaration.requested_at) AS declarations
 UNION ALL SELECT * FROM (SELECT DISTINCT 'programme', programme.code, programme.name, CAST(NULL AS TEXT), CAST(NULL AS TIMESTAMPTZ),
         CAST(NULL AS BIGINT), CAST(NULL AS TEXT), CAST(NULL AS DATE)
     FROM programme JOIN programme_nation ON programme_nation.programme_code = programme.code
     WHERE programme_nation.nation_code = $1 ORDER BY programme.name) AS programmes
 UNION ALL SELECT * FROM (SELECT 'pledge', reference, description, CAST(NULL AS TEXT), CAST(NULL AS TIMESTAMPTZ), rest_minor, currency, ends_on
     FROM (SELECT pledge.reference, pledge.description, pledge.currency, pledge.ends_on,
             pledge.amount_minor - (SELECT CAST(COALESCE(SUM(contribution_payment.amount_minor), 0) AS BIGINT)
                 FROM contribution_payment WHERE contribution_payment.pledge_id = pledge.id) AS rest_minor
         FROM pledge WHERE nation_code = $1 AND amount_minor IS NOT NULL AND currency IS NOT NULL AND status <> 'withdrawn') AS every
     WHERE rest_minor > 0 ORDER BY ends_on IS NULL, ends_on, reference LIMIT 20) AS pledges";

/// The delegate's day in three statements.
pub(super) async fn day(ctx: &Ctx, person: &Person) -> Result<DelegateDay, Error> {
    let Some(nation) = person.nation else {
        return Ok(DelegateDay::default());
    };
    let sums = "SELECT currency, CAST(SUM(pledged) AS BIGINT) AS pledged, CAST(SUM(paid) AS BIGINT) AS paid, CAST(SUM(allocated) AS BIGINT) AS allocated
         FROM (SELECT currency, amount_minor AS pledged, 0 AS paid, 0 AS allocated FROM pledge
                 WHERE nation_code = $1 AND amount_minor IS NOT NULL AND currency IS NOT NULL AND status <> 'withdrawn'
             UNION ALL SELECT contribution_payment.currency, 0, contribution_payment.amount_minor, 0 FROM contribution_payment
                 JOIN pledge ON pledge.id = contribution_payment.pledge_id WHERE pledge.nation_code = $1
             UNION ALL SELECT allocation.currency, 0, 0, allocation.amount_minor FROM allocation
                 JOIN pledge ON pledge.id = allocation.pledge_id WHERE pledge.nation_code = $1) AS every
         GROUP BY currency ORDER BY currency";
    let funded = "SELECT * FROM (SELECT contract.reference, contract.title, own.amount_minor, own.currency,
             (SELECT CAST(COUNT(*) AS BIGINT) FROM milestone WHERE contract_id = contract.id AND slip_days > 0 AND status NOT IN ('accepted', 'waived')) AS slipped,
             (SELECT MAX(slip_days) FROM milestone WHERE contract_id = contract.id AND slip_days > 0 AND status NOT IN ('accepted', 'waived')) AS worst_days
         FROM (SELECT allocation.contract_id, allocation.currency, CAST(SUM(allocation.amount_minor) AS BIGINT) AS amount_minor
                 FROM allocation JOIN pledge ON pledge.id = allocation.pledge_id
                 WHERE pledge.nation_code = $1 GROUP BY allocation.contract_id, allocation.currency) AS own
             JOIN contract ON contract.id = own.contract_id) AS every
         ORDER BY worst_days IS NULL, worst_days DESC, reference LIMIT 20";
    let (db, code) = (ctx.db(), nation.as_str());
    let listed: Vec<Listed> = db.query(LISTED).bind(code.to_owned()).all().await?;
    let of_kind = |kind: &str| {
        let rows = listed.iter().filter(move |row| row.kind == kind);
        rows.cloned().collect::<Vec<_>>()
    };
    Ok(DelegateDay {
        nation: Some(code.to_owned()),
        sums: db.query(sums).bind(code.to_owned()).all().await?,
        programmes: of_kind("programme")
            .into_iter()
            .map(|one| (one.reference, one.name))
            .collect(),
        waiting: of_kind("declaration")
            .into_iter()
            .map(Listed::waiting)
            .collect(),
        funded: db.query(funded).bind(code.to_owned()).all().await?,
        open: of_kind("pledge")
            .into_iter()
            .filter_map(Listed::pledge)
            .collect(),
    })
}
