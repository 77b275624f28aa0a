//! The list of capabilities with how their milestones stand. Capabilities are few: all that suit are read, and sorted here,
//! because their days follow from contracts.

use super::standing::computed;
use crate::address::Asked;
use crate::db::filter::{Select, Value};
use crate::{Ctx, Error};
use chrono::NaiveDate;
use domain::actor::Actor;
use domain::capabilities::{CapabilityMilestoneKind, Gate, Outlook, outlook};
use domain::milestones::{FourDates, Rag};
use domain::policy::actions::ReadCapabilities;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use std::collections::HashMap;
use uuid::Uuid;

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Name.
    #[default]
    Name,
    /// Reference.
    Reference,
    /// Day of need; those without one last.
    Need,
    /// When initial operational capability can be expected; those without a day last.
    Ioc,
    /// When full operational capability can be expected; those without a day last.
    Foc,
}

/// What is asked of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListInput {
    /// Words of the name, or the beginning of a reference.
    pub text: String,
    /// Code of the functional area.
    pub area: Option<String>,
    /// Code of the programme.
    pub programme: Option<String>,
    /// Only those of which IOC or FOC can be expected after the day of need.
    pub late: bool,
    /// Sorted by.
    pub sort: SortBy,
    /// The largest first.
    pub descending: bool,
}

impl ListInput {
    /// Reads the query of an address: `q`, `area`, `programme`, `only` (`late`) and `sort` (`name`, `reference`, `need`,
    /// `ioc`, `foc`; a minus before it for the largest first).
    #[must_use]
    pub fn from_query(query: &[(String, String)]) -> Self {
        let asked = Asked(query);
        let (column, descending) = asked.order("name");
        Self {
            text: asked.text("q").unwrap_or_default(),
            area: asked.text("area"),
            programme: asked.text("programme"),
            late: asked.get("only") == Some("late"),
            sort: match column {
                "reference" => SortBy::Reference,
                "need" => SortBy::Need,
                "ioc" => SortBy::Ioc,
                "foc" => SortBy::Foc,
                _ => SortBy::Name,
            },
            descending,
        }
    }
}

#[derive(FromRow)]
struct Head {
    id: Uuid,
    reference: String,
    origin: String,
    name: String,
    folded_name: String,
    area: Option<String>,
    programme_code: Option<String>,
    owner: String,
    need_date: Option<NaiveDate>,
    open_lines: i64,
    open_reservations: i64,
    contracts: i64,
}

#[derive(FromRow)]
struct Row {
    capability_id: Uuid,
    kind: String,
    need_date: Option<NaiveDate>,
    original_baseline: Option<NaiveDate>,
    current_baseline: Option<NaiveDate>,
    forecast: Option<NaiveDate>,
    actual: Option<NaiveDate>,
    override_rag: Option<String>,
    last_open: Option<NaiveDate>,
}

/// A milestone of a line: when it can be expected, and how that is judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedMilestone {
    /// When it can be expected.
    pub outlook: Outlook,
    /// The first approved date.
    pub original_baseline: Option<NaiveDate>,
    /// The latest approved date.
    pub current_baseline: Option<NaiveDate>,
    /// Its own estimate.
    pub forecast: Option<NaiveDate>,
    /// When it was declared.
    pub actual: Option<NaiveDate>,
    /// The computed colour.
    pub computed: Rag,
    /// The colour that a person set.
    pub set: Option<Rag>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListRow {
    /// Reference.
    pub reference: String,
    /// `perigee` or `demonstration`.
    pub origin: String,
    /// Name.
    pub name: String,
    /// Title of the functional area.
    pub area: Option<String>,
    /// Code of the programme.
    pub programme: Option<String>,
    /// The requirement holder.
    pub owner: String,
    /// The day from which first users need it.
    pub need_date: Option<NaiveDate>,
    /// Lines of work that are open.
    pub open_lines: i64,
    /// Reservations that stand.
    pub open_reservations: i64,
    /// How many contracts serve it.
    pub contracts: i64,
    /// Initial operational capability.
    pub ioc: Option<ListedMilestone>,
    /// Full operational capability.
    pub foc: Option<ListedMilestone>,
    folded_name: String,
}

impl ListRow {
    /// Whether IOC or FOC can be expected after the day of need.
    #[must_use]
    pub fn is_late(&self) -> bool {
        let both = [&self.ioc, &self.foc];
        let mut both = both.into_iter().flatten();
        both.any(|one| one.outlook.after_need_days.is_some())
    }
}

const HEADS: &str = "SELECT capability.id, capability.reference, capability.origin, capability.name, capability.folded_name,
     strategy_item.title AS area, capability.programme_code, capability.owner, capability.need_date, capability.open_lines,
     capability.open_reservations,
     (SELECT CAST(COUNT(*) AS BIGINT) FROM capability_contract WHERE capability_id = capability.id) AS contracts
 FROM capability LEFT JOIN strategy_item ON strategy_item.code = capability.functional_area";

const MILESTONES: &str = "SELECT capability_milestone.capability_id, capability_milestone.kind, capability_milestone.need_date,
     capability_milestone.original_baseline, capability_milestone.current_baseline, capability_milestone.forecast,
     capability_milestone.actual, capability_milestone.override_rag,
     (SELECT MAX(COALESCE(milestone.forecast, milestone.current_baseline)) FROM capability_gate
          JOIN milestone ON milestone.id = capability_gate.milestone_id
      WHERE capability_gate.capability_milestone_id = capability_milestone.id AND milestone.actual IS NULL) AS last_open
 FROM capability_milestone WHERE capability_milestone.kind IN ('IOC', 'FOC')";

/// Every capability that suits, in the order that is asked. Two statements.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Vec<ListRow>, Error> {
    permit::<ReadCapabilities>(actor, Subject::ANY)?;
    let heads: Vec<Head> = Select::new(HEADS)
        .search(
            "capability.folded_name",
            "capability.reference",
            &input.text,
        )
        .when(
            "capability.functional_area = ?",
            input.area.clone().map(Value::Text),
        )
        .when(
            "capability.programme_code = ?",
            input.programme.clone().map(Value::Text),
        )
        .tail("ORDER BY capability.folded_name, capability.id LIMIT 10000")
        .all(ctx.db())
        .await?;
    let rows: Vec<Row> = ctx.db().query(MILESTONES).all().await?;
    let today = ctx.today();
    let mut by_capability = HashMap::<Uuid, Vec<Row>>::new();
    for row in rows {
        by_capability
            .entry(row.capability_id)
            .or_default()
            .push(row);
    }
    let mut listed: Vec<ListRow> = heads
        .into_iter()
        .map(|head| {
            let rows = by_capability.remove(&head.id).unwrap_or_default();
            line(head, &rows, today)
        })
        .filter(|row| !input.late || row.is_late())
        .collect();
    sort(&mut listed, input);
    Ok(listed)
}

fn line(head: Head, rows: &[Row], today: NaiveDate) -> ListRow {
    let of = |kind: CapabilityMilestoneKind, need: Option<NaiveDate>| {
        let mut rows = rows.iter();
        let row = rows.find(|row| row.kind == kind.as_str())?;
        Some(row.listed(need, today))
    };
    ListRow {
        ioc: of(CapabilityMilestoneKind::Ioc, head.need_date),
        foc: of(CapabilityMilestoneKind::Foc, None),
        reference: head.reference,
        origin: head.origin,
        name: head.name,
        area: head.area,
        programme: head.programme_code,
        owner: head.owner,
        need_date: head.need_date,
        open_lines: head.open_lines,
        open_reservations: head.open_reservations,
        contracts: head.contracts,
        folded_name: head.folded_name,
    }
}

impl Row {
    fn listed(&self, need: Option<NaiveDate>, today: NaiveDate) -> ListedMilestone {
        let need = self.need_date.or(need);
        let last = self.last_open.map(|day| Gate {
            day: Some(day),
            met: false,
        });
        let days = (self.forecast, self.current_baseline, self.actual);
        let outlook = outlook(days, last.as_slice(), need, today);
        let baselines = (self.original_baseline, self.current_baseline);
        let dates = FourDates::approved(baselines, self.forecast, self.actual);
        let assessment = dates.map(|dates| outlook.assess(dates, need, today));
        ListedMilestone {
            computed: computed(assessment, outlook),
            outlook,
            original_baseline: self.original_baseline,
            current_baseline: self.current_baseline,
            forecast: self.forecast,
            actual: self.actual,
            set: self
                .override_rag
                .as_ref()
                .and_then(|code| code.parse().ok()),
        }
    }
}

fn sort(rows: &mut [ListRow], input: &ListInput) {
    let expected = |one: &Option<ListedMilestone>| one.as_ref().and_then(|one| one.outlook.day);
    let day = |row: &ListRow| match input.sort {
        SortBy::Need => row.need_date,
        SortBy::Ioc => expected(&row.ioc),
        SortBy::Foc => expected(&row.foc),
        SortBy::Name | SortBy::Reference => None,
    };
    rows.sort_by(|one, other| {
        let turned = |order: std::cmp::Ordering| {
            if input.descending {
                order.reverse()
            } else {
                order
            }
        };
        match input.sort {
            SortBy::Name => turned(one.folded_name.cmp(&other.folded_name)),
            SortBy::Reference => turned(one.reference.cmp(&other.reference)),
            SortBy::Need | SortBy::Ioc | SortBy::Foc => match (day(one), day(other)) {
                (Some(first), Some(second)) => turned(first.cmp(&second)),
                (first, second) => second.is_some().cmp(&first.is_some()),
            },
        }
        .then_with(|| one.reference.cmp(&other.reference))
    });
}
