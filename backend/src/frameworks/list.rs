//! The list of frameworks.

use crate::contracts::reach;
use crate::db::filter::{Select, Value};
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use sqlx::FromRow;

/// A line of the list. Amounts are minor units of `currency`.
#[derive(Clone, Debug, FromRow)]
pub struct FrameworkRow {
    /// Reference.
    pub reference: String,
    /// What it is called.
    pub title: String,
    /// Vehicle code.
    pub kind: String,
    /// Code of the allocation rule.
    pub rule: String,
    /// Programme code.
    pub programme_code: Option<String>,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// ISO 4217.
    pub currency: String,
    /// The common ceiling.
    pub ceiling_minor: Option<i64>,
    /// What all holders' orders are worth; none for a provider.
    pub ordered_minor: Option<i64>,
    /// Holders today; none for a provider.
    pub holders: Option<i64>,
    /// Call-offs that wait for an answer, an order or the end of a competition; of a provider those that wait for it.
    pub waiting: i64,
    /// First day for call-offs.
    pub ordering_starts_on: NaiveDate,
    /// Last day for call-offs.
    pub ordering_ends_on: NaiveDate,
    /// When the open competition ended.
    pub competed_on: Option<NaiveDate>,
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FrameworkSort {
    /// By reference.
    #[default]
    Reference,
    /// By title.
    Title,
    /// By ceiling.
    Ceiling,
    /// By what is ordered.
    Ordered,
    /// By the end of the ordering period.
    Ends,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct FrameworkFilter {
    /// Words of the title, or the beginning of a reference.
    pub text: String,
    /// Vehicle code.
    pub kind: Option<String>,
    /// Code of the allocation rule.
    pub rule: Option<String>,
    /// Only those under which something waits.
    pub waiting: bool,
    /// Only those whose ordering period holds today.
    pub open: bool,
    /// The order.
    pub sort: FrameworkSort,
    /// The latest or largest first.
    pub descending: bool,
}

const ROWS: &str = "SELECT framework.reference, framework.title, framework.kind, framework.rule, framework.programme_code, framework.origin,
     framework.currency, framework.ceiling_minor,
     (SELECT CAST(COALESCE(SUM(contract.exercised_minor), 0) AS BIGINT) FROM framework_holder
          JOIN contract ON contract.id = framework_holder.contract_id WHERE framework_holder.framework_id = framework.id) AS ordered_minor,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM framework_holder WHERE framework_id = framework.id AND left_on IS NULL) AS holders,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM framework_request WHERE framework_id = framework.id AND waits_for <> '') AS waiting,
     framework.ordering_starts_on, framework.ordering_ends_on, framework.competed_on
 FROM framework";

/// As `ROWS` for the organisation `$1`: nothing that tells of others.
const OWN_ROWS: &str = "SELECT framework.reference, framework.title, framework.kind, framework.rule, framework.programme_code, framework.origin,
     framework.currency, framework.ceiling_minor, CAST(NULL AS BIGINT) AS ordered_minor, CAST(NULL AS BIGINT) AS holders,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM framework_request JOIN contract ON contract.id = framework_request.contract_id
          WHERE framework_request.framework_id = framework.id AND contract.provider_id = $1 AND waits_for = 'answer') AS waiting,
     framework.ordering_starts_on, framework.ordering_ends_on, framework.competed_on
 FROM framework";

/// Frameworks as they are filtered and ordered, at most a thousand; a provider's own alone.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn frameworks(
    ctx: &Ctx,
    actor: &Actor,
    filter: &FrameworkFilter,
) -> Result<Vec<FrameworkRow>, Error> {
    let own = reach(actor)?.map(|own| Value::Id(own.0));
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let select = match &own {
        None => Select::new(ROWS),
        Some(own) => Select::new(OWN_ROWS).value(own.clone()),
    };
    let select = select
        .search("framework.folded_title", "framework.reference", &filter.text)
        .when(
            "framework.id IN (SELECT framework_id FROM framework_holder JOIN contract ON contract.id = framework_holder.contract_id
                 WHERE contract.provider_id = ?)",
            own,
        )
        .when("framework.kind = ?", text(&filter.kind))
        .when("framework.rule = ?", text(&filter.rule))
        .when(
            "? BETWEEN framework.ordering_starts_on AND framework.ordering_ends_on",
            filter.open.then(|| Value::Day(ctx.today())),
        )
        .tail("ORDER BY framework.reference LIMIT 1000");
    let mut rows: Vec<FrameworkRow> = select.all(ctx.db()).await?;
    rows.retain(|row| !filter.waiting || row.waiting > 0);
    order(&mut rows, filter);
    Ok(rows)
}

fn order(rows: &mut [FrameworkRow], filter: &FrameworkFilter) {
    match filter.sort {
        FrameworkSort::Reference => rows.sort_by(|a, b| a.reference.cmp(&b.reference)),
        FrameworkSort::Title => rows.sort_by_key(|row| domain::text::folded(&row.title)),
        FrameworkSort::Ceiling => rows.sort_by_key(|row| row.ceiling_minor.unwrap_or(i64::MAX)),
        FrameworkSort::Ordered => rows.sort_by_key(|row| row.ordered_minor),
        FrameworkSort::Ends => rows.sort_by_key(|row| row.ordering_ends_on),
    }
    if filter.descending {
        rows.reverse();
    }
}
