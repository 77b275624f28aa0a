//! Lists of solicitations: filtered, sorted, paged by key.

use super::query::{ListInput, SortBy, Stage};
use crate::db::filter::{Select, Sort, Value, cut};
use crate::{Ctx, Error, eligibility};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::Actor;
use domain::id::SolicitationId;
use domain::parameters::Tally;
use domain::policy::actions::{ReadDraftSolicitations, ReadSolicitations};
use domain::policy::{Subject, may, permit};
use domain::states::SolicitationState;
use sqlx::FromRow;
use uuid::Uuid;

/// Rows of a page.
const PAGE: i64 = 50;
/// Later than every closing moment: records without one sort there.
const LATEST: &str = "9999-12-31T00:00:00Z";
/// Earlier than every closing moment.
const EARLIEST: &str = "0001-01-01T00:00:00Z";

/// A line of the list.
#[derive(Clone, Debug, FromRow)]
pub struct ListRow {
    /// Identity.
    #[sqlx(try_from = "Uuid")]
    pub id: SolicitationId,
    /// Reference.
    pub reference: String,
    /// Title.
    pub title: String,
    /// Title of the functional area.
    pub area: Option<String>,
    /// Code of the method.
    pub method: String,
    /// Code of the state.
    pub status: String,
    /// Closing moment.
    pub closes_at: Option<DateTime<Utc>>,
    /// IANA zone of the dates.
    pub zone: String,
    /// Estimate, minor units.
    pub estimate_minor: Option<i64>,
    /// Its currency.
    pub estimate_currency: Option<String>,
    /// How many offers there are; only after opening, and of imported records.
    pub offers: Option<i64>,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// Who buys.
    pub buyer_name: String,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// The title as it is sorted.
    folded_title: String,
    /// How the profile of the person's own organisation fits it.
    #[sqlx(skip)]
    pub fit: Option<Tally>,
}

impl ListRow {
    /// The state that counts at a moment: a published one whose closing time has passed is closed.
    #[must_use]
    pub fn state_at(&self, now: DateTime<Utc>) -> Option<SolicitationState> {
        let state = self.status.parse().ok()?;
        let closed = self.closes_at.is_some_and(|closes_at| now > closes_at);
        Some(if state == SolicitationState::Published && closed {
            SolicitationState::Closed
        } else {
            state
        })
    }
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rows.
    pub rows: Vec<ListRow>,
    /// The key with which the next page begins, if there is one.
    pub next: Option<String>,
    /// How many there are, up to 10,001.
    pub count: i64,
}

macro_rules! rows {
    () => {
        "SELECT solicitation.id, solicitation.reference, solicitation.title, strategy_item.title AS area, solicitation.method,
             solicitation.status, solicitation.closes_at, solicitation.zone, solicitation.estimate_minor,
             solicitation.estimate_currency, solicitation.origin, solicitation.buyer_name, solicitation.created_at,
             solicitation.folded_title,
             CASE WHEN solicitation.opened_at IS NOT NULL OR solicitation.origin = 'imported'
                  THEN solicitation.offer_count END AS offers
         FROM solicitation LEFT JOIN strategy_item ON strategy_item.code = solicitation.functional_area"
    };
}

/// Vendors of the nation `?` may bid: it takes part in the programme; or no participating nation of it is recorded, and it is
/// an Ally; or it is admitted in a crisis (as `eligibility` answers for one organisation).
const MAY_BID: &str = "solicitation.origin <> 'imported' AND (EXISTS (SELECT 1 FROM programme_nation AS taking
         WHERE taking.programme_code = solicitation.programme_code AND taking.nation_code = ? AND taking.standing LIKE 'Participant%')
     OR EXISTS (SELECT 1 FROM nation WHERE nation.code = ?) AND NOT EXISTS (SELECT 1 FROM programme_nation AS taking
         WHERE taking.programme_code = solicitation.programme_code AND taking.standing LIKE 'Participant%')
     OR EXISTS (SELECT 1 FROM solicitation_eligibility AS admitting WHERE admitting.solicitation_id = solicitation.id
         AND admitting.exception LIKE '%\"nations\":[%\"' || ? || '\"%],\"reason\":%'))";

/// No list excludes whoever comes from the nation `?` on the day `!`.
const NOT_EXCLUDED: &str = "NOT EXISTS (SELECT 1 FROM exclusion WHERE exclusion.nation_code = ?
     AND exclusion.first_day <= ! AND (exclusion.last_day IS NULL OR exclusion.last_day >= !))";

/// Solicitations that the person may read, a page of them. Before publication only buyers see one; how many offers there
/// are is nobody's to know before they are opened.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Page, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let now = ctx.now();
    let counted = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM solicitation";
    let count = filtered(Select::new(counted), actor, input, now)
        .tail("LIMIT 10001) AS counted")
        .number(ctx.db())
        .await?;
    let key = input
        .after
        .as_deref()
        .and_then(|text| read_key(input.sort, text));
    let select = filtered(Select::new(rows!()).of(count), actor, input, now);
    let rows: Vec<ListRow> = select
        .page(&sort(input), "solicitation.id", key, PAGE)
        .all(ctx.db())
        .await?;
    let (mut rows, next) = cut(rows, PAGE, |row| write_key(input, row));
    fitted(ctx, actor, &mut rows).await?;
    Ok(Page { rows, next, count })
}

/// Tells a provider of every row how well its own profile fits.
async fn fitted(ctx: &Ctx, actor: &Actor, rows: &mut [ListRow]) -> Result<(), Error> {
    let Some(provider) = actor.provider() else {
        return Ok(());
    };
    let own = rows.iter().filter(|row| row.origin != "imported");
    let found = eligibility::tallies(ctx, provider, own.map(|row| row.id.0).collect()).await?;
    for row in rows {
        row.fit = found.get(&row.id.0).copied();
    }
    Ok(())
}

/// The filters of a list, narrowed to what was published here and everybody may read.
pub(crate) fn public(select: Select, input: &ListInput, now: DateTime<Utc>) -> Select {
    filtered(select, &Actor::System("feed"), input, now)
        .only("solicitation.published_at IS NOT NULL")
}

/// [`public`], published after a moment.
pub(crate) fn public_since(
    select: Select,
    input: &ListInput,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Select {
    public(select, input, now).when("solicitation.published_at > ?", Some(Value::Moment(since)))
}

fn filtered(select: Select, actor: &Actor, input: &ListInput, now: DateTime<Utc>) -> Select {
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let day = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN).and_utc();
    let after_day = input.closes_to.and_then(|day| day.succ_opt()).map(day);
    let mine = input.mine.then(|| actor.account()).flatten();
    let select = select
        .search(
            "solicitation.folded_title",
            "solicitation.reference",
            &input.text,
        )
        .when("solicitation.method = ?", text(&input.method))
        .when(
            "solicitation.functional_area = ?",
            text(&input.functional_area),
        )
        .when("solicitation.programme_code = ?", text(&input.programme))
        .when(
            "EXISTS (SELECT 1 FROM solicitation_strategy WHERE solicitation_strategy.solicitation_id = solicitation.id
              AND solicitation_strategy.strategy_code = ?)",
            text(&input.strategy),
        )
        .when("solicitation.origin = ?", text(&input.origin))
        .when(MAY_BID, text(&input.bidders))
        .when_both(
            NOT_EXCLUDED,
            text(&input.bidders).zip(Some(Value::Day(now.date_naive()))),
        )
        .when(
            "solicitation.closes_at >= ?",
            input.closes_from.map(day).map(Value::Moment),
        )
        .when("solicitation.closes_at < ?", after_day.map(Value::Moment))
        .when(
            "solicitation.created_by = ?",
            mine.map(|account| Value::Id(account.0)),
        );
    let select = match input.stage {
        Some(stage) => staged(select, stage, now),
        None => select,
    };
    if may::<ReadDraftSolicitations>(actor, Subject::ANY) {
        select
    } else {
        select.only("(solicitation.published_at IS NOT NULL OR solicitation.origin = 'imported')")
    }
}

fn staged(select: Select, stage: Stage, now: DateTime<Utc>) -> Select {
    let codes = stage.states().iter();
    let codes = codes
        .map(|state| Value::Text(state.as_str().to_owned()))
        .collect();
    // Whether the index of the states or that of the order is quicker depends on how many there are: see `Select::of`.
    let select = select.any_of("CASE WHEN 1 = 1 THEN solicitation.status END", codes);
    match stage {
        Stage::Open => select.when(
            "(solicitation.closes_at IS NULL OR solicitation.closes_at >= ?)",
            Some(Value::Moment(now)),
        ),
        Stage::Closed => select.when(
            "(solicitation.status = 'closed' OR solicitation.closes_at < ?)",
            Some(Value::Moment(now)),
        ),
        _ => select,
    }
}

/// The expressions are those of the indexes; rows without a value come last both ways.
fn sort(input: &ListInput) -> Sort {
    let column = match (input.sort, input.descending) {
        (SortBy::Closes, false) => "COALESCE(solicitation.closes_at, '9999-12-31T00:00:00+00:00')",
        (SortBy::Closes, true) => "COALESCE(solicitation.closes_at, '0001-01-01T00:00:00+00:00')",
        (SortBy::Title, _) => "solicitation.folded_title",
        (SortBy::Estimate, false) => "COALESCE(solicitation.estimate_minor, 9223372036854775807)",
        (SortBy::Estimate, true) => "COALESCE(solicitation.estimate_minor, -1)",
        (SortBy::Created, _) => "solicitation.created_at",
    };
    Sort {
        column,
        descending: input.descending,
    }
}

fn write_key(input: &ListInput, row: &ListRow) -> String {
    let far = if input.descending { EARLIEST } else { LATEST };
    let value = match input.sort {
        SortBy::Closes => row
            .closes_at
            .map_or_else(|| far.to_owned(), |at| at.to_rfc3339()),
        SortBy::Title => row.folded_title.clone(),
        SortBy::Estimate if input.descending => row.estimate_minor.unwrap_or(-1).to_string(),
        SortBy::Estimate => row.estimate_minor.unwrap_or(i64::MAX).to_string(),
        SortBy::Created => row.created_at.to_rfc3339(),
    };
    format!("{}.{value}", row.id.0.simple())
}

/// A key that cannot be read begins at the first page.
fn read_key(sort: SortBy, text: &str) -> Option<(Value, Uuid)> {
    let (id, value) = text.split_once('.')?;
    let moment = || {
        let at = DateTime::parse_from_rfc3339(value).ok()?;
        Some(Value::Moment(at.to_utc()))
    };
    let value = match sort {
        SortBy::Closes | SortBy::Created => moment()?,
        SortBy::Title => Value::Text(value.to_owned()),
        SortBy::Estimate => Value::Number(value.parse().ok()?),
    };
    Some((value, id.parse().ok()?))
}

/// A line of the list as a file has it.
pub type ExportRow = ListRow;

/// Every solicitation of a filtered list, in its order, up to 100,000.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn export(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Vec<ExportRow>, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let select = filtered(Select::new(rows!()), actor, input, ctx.now());
    let select = select.page(&sort(input), "solicitation.id", None, 99_999);
    Ok(select.all(ctx.db()).await?)
}

/// What of the Strategy, which programmes and nations the list can be filtered by: kind (`functional_area`, `objective`,
/// `line`, `programme`, `nation`; `own_nation` for the one from which the person's organisation comes), code, title.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn filters(ctx: &Ctx, actor: &Actor) -> Result<Vec<super::StrategyChoice>, Error> {
    permit::<ReadSolicitations>(actor, Subject::ANY)?;
    let all = ctx.db().query(
        "SELECT kind, code, title FROM strategy_item WHERE kind IN ('functional_area', 'objective', 'line')
         UNION ALL SELECT 'programme', code, name FROM programme
         UNION ALL SELECT 'nation', code, name FROM nation
         UNION ALL SELECT 'own_nation', nation_code, nation_code FROM provider WHERE id = $1 AND nation_code IS NOT NULL
         ORDER BY 1, 3",
    );
    let own = actor.provider().map(|provider| provider.0);
    Ok(all.bind(own).all().await?)
}
