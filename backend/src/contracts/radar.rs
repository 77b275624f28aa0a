//! Options over all contracts: which have to be decided next, and what is at stake.

use super::list::reach;
use crate::db::filter::{Select, Value};
use crate::{Ctx, Error};
use chrono::{Days, NaiveDate};
use domain::actor::Actor;
use domain::contracts::{OptionStatus, OptionWindow};
use domain::states::option::OptionState;
use sqlx::FromRow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most options that are shown at once.
const MOST: usize = 1_000;

/// An option of a contract that is signed or performing.
#[derive(Clone, Debug, FromRow)]
pub struct OptionRow {
    /// Identity.
    pub id: Uuid,
    /// Reference of its contract.
    pub contract: String,
    /// Its contract's title.
    pub contract_title: String,
    /// The contractor's name.
    pub provider_name: String,
    /// Code of the programme it serves.
    pub programme: Option<String>,
    /// Origin of its contract.
    pub origin: String,
    /// Currency of the contract.
    pub currency: String,
    /// Its number.
    pub number: i64,
    /// What it buys.
    pub title: String,
    /// What it adds when exercised, minor units.
    pub value_minor: i64,
    /// First day of its period.
    pub starts_on: NaiveDate,
    /// Last day of its period.
    pub ends_on: NaiveDate,
    /// Last day to give notice.
    pub notice_by: NaiveDate,
    /// State code.
    pub status: String,
}

impl OptionRow {
    /// Where it stands; available when the store holds no known code.
    #[must_use]
    pub fn state(&self) -> OptionState {
        self.status.parse().unwrap_or(OptionState::Available)
    }

    /// Its dates.
    #[must_use]
    pub fn window(&self) -> OptionWindow {
        OptionWindow::of(self.starts_on, self.notice_by)
    }

    /// Whether nobody has used, declined or lost it yet.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !matches!(
            self.state(),
            OptionState::Exercised | OptionState::Lapsed | OptionState::Declined
        )
    }

    /// What its window says on a day. Notice is only taken in time, so that one which was given counts from its last day.
    #[must_use]
    pub fn standing(&self, today: NaiveDate) -> OptionStatus {
        let noticed = matches!(
            self.state(),
            OptionState::Noticed | OptionState::PartlyExercised
        );
        self.window()
            .status(today, noticed.then_some(self.notice_by.min(today)))
    }

    /// The next day on which something has to be done: notice, or else the last day for the modification; none once it is too late.
    #[must_use]
    pub fn decide_by(&self, today: NaiveDate) -> Option<NaiveDate> {
        match self.standing(today) {
            _ if !self.is_open() => None,
            OptionStatus::NoticeOpen => Some(self.notice_by),
            OptionStatus::Noticed | OptionStatus::NoticeLate | OptionStatus::ModificationOpen => {
                Some(self.window().expiry)
            }
            OptionStatus::NoticeMissed | OptionStatus::Expired => None,
        }
    }
}

/// The order of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OptionSort {
    /// By the day on which it has to be decided; those that are too late come last.
    #[default]
    DecideBy,
    /// By value.
    Value,
    /// By contract.
    Contract,
}

/// What is looked for.
#[derive(Clone, Debug, Default)]
pub struct OptionFilter {
    /// Code of the contract's programme.
    pub programme: Option<String>,
    /// Reference of the contractor's organisation.
    pub provider: Option<String>,
    /// Only those to be decided within so many days.
    pub within: Option<u32>,
    /// Exercised, lapsed and declined ones too.
    pub all: bool,
    /// The order.
    pub sort: OptionSort,
    /// The latest or largest first.
    pub descending: bool,
}

/// The options that were found.
#[derive(Clone, Debug)]
pub struct Radar {
    /// In the order asked for.
    pub rows: Vec<OptionRow>,
    /// Value of those that can still be used, by currency, minor units.
    pub at_stake: BTreeMap<String, i64>,
    /// Whether there are more than are shown.
    pub cut: bool,
    /// Programmes to choose from: code and name.
    pub programmes: Vec<(String, String)>,
}

const OPTIONS: &str = "SELECT contract_option.id, contract.reference AS contract, contract.title AS contract_title,
     contract.provider_name, contract.programme_code AS programme, contract.origin, contract.currency, contract_option.number,
     contract_option.title, contract_option.value_minor, contract_option.starts_on, contract_option.ends_on,
     contract_option.notice_by, contract_option.status
 FROM contract_option JOIN contract ON contract.id = contract_option.contract_id";

/// Options of contracts that are signed or performing; a provider sees those of its own.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn radar(ctx: &Ctx, actor: &Actor, filter: &OptionFilter) -> Result<Radar, Error> {
    let own = reach(actor)?;
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let select = Select::new(OPTIONS)
        .only("contract.status IN ('signed', 'performing')")
        .when("contract.provider_id = ?", own.map(|id| Value::Id(id.0)))
        .when("contract.programme_code = ?", text(&filter.programme))
        .when(
            "contract.provider_id = (SELECT id FROM provider WHERE reference = ?)",
            text(&filter.provider),
        );
    let select = select.tail("ORDER BY contract_option.notice_by, contract_option.id LIMIT 1001");
    let mut rows: Vec<OptionRow> = select.all(ctx.db()).await?;
    let cut = rows.len() > MOST;
    rows.truncate(MOST);
    let today = ctx.today();
    let last = filter.within.map(|days| today + Days::new(u64::from(days)));
    rows.retain(|row| {
        let soon = last.is_none_or(|last| row.decide_by(today).is_some_and(|day| day <= last));
        soon && (filter.all || row.is_open())
    });
    order(&mut rows, filter, today);
    let mut at_stake = BTreeMap::<String, i64>::new();
    for row in rows.iter().filter(|row| row.decide_by(today).is_some()) {
        let sum = at_stake.entry(row.currency.clone()).or_default();
        *sum = sum.saturating_add(row.value_minor);
    }
    let programmes = crate::nations::choices(ctx).await?.programmes;
    Ok(Radar {
        rows,
        at_stake,
        cut,
        programmes,
    })
}

fn order(rows: &mut [OptionRow], filter: &OptionFilter, today: NaiveDate) {
    let late = |row: &OptionRow| {
        let day = row.decide_by(today);
        (day.is_none(), day, row.contract.clone(), row.number)
    };
    match (filter.sort, filter.descending) {
        (OptionSort::DecideBy, false) => rows.sort_by_cached_key(late),
        (OptionSort::DecideBy, true) => rows.sort_by_cached_key(|row| {
            let (none, day, contract, number) = late(row);
            (none, Reverse(day), contract, number)
        }),
        (OptionSort::Value, false) => rows.sort_by_key(|row| row.value_minor),
        (OptionSort::Value, true) => rows.sort_by_key(|row| Reverse(row.value_minor)),
        (OptionSort::Contract, false) => {
            rows.sort_by_cached_key(|row| (row.contract.clone(), row.number))
        }
        (OptionSort::Contract, true) => {
            rows.sort_by_cached_key(|row| Reverse((row.contract.clone(), row.number)));
        }
    }
}
