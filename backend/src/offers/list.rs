//! Lists of offers: one's own organisation's, and those that are open.

use super::envelope;
use super::names::{only_evaluates, veil};
use crate::db::JsonText;
use crate::db::filter::{Select, Sort, Value};
use crate::nations::{Choices, choices};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::id::OfferId;
use domain::offers::{Asked, OfferContent, completeness};
use domain::policy::actions::{ReadOpenedOffers, ReadOwnOffers};
use domain::policy::{Refused, Subject, permit};
use domain::solicitations::{Lot, Requirement, ScheduleLine, Scheme};
use domain::states::OfferState;
use sqlx::FromRow;
use uuid::Uuid;

/// Rows on a page.
const PAGE: i64 = 50;
/// Rows of a file at most.
const MOST: i64 = 100_000;

/// What a list is filtered and sorted by.
#[derive(Clone, Debug, Default)]
pub struct ListInput {
    /// Words of the solicitation's title, or the beginning of the offer's reference.
    pub search: String,
    /// Status.
    pub status: Option<OfferState>,
    /// Programme code of the solicitation.
    pub programme: Option<String>,
    /// Reference of the offering organisation.
    pub provider: Option<String>,
    /// Code of its nation.
    pub nation: Option<String>,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: Option<String>,
    /// By reference instead of by when it was made.
    pub by_reference: bool,
    /// The smallest or earliest first; otherwise the newest.
    pub ascending: bool,
    /// Where the page before ended: [`Page::next`].
    pub after: Option<String>,
}

/// A line of a list.
#[derive(Clone, Debug, FromRow)]
pub struct ListRow {
    /// The offer.
    #[sqlx(try_from = "Uuid")]
    pub id: OfferId,
    /// Its reference.
    pub reference: String,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// Status code.
    pub status: String,
    /// The offering organisation.
    pub provider_name: Option<String>,
    /// Reference of the solicitation.
    pub solicitation_reference: String,
    /// Title of the solicitation.
    pub solicitation_title: String,
    /// Last moment to submit.
    pub closes_at: Option<DateTime<Utc>>,
    /// When it was made here.
    pub created_at: DateTime<Utc>,
    /// When it was submitted.
    pub submitted_at: Option<DateTime<Utc>>,
    /// Total in minor units; absent until it is open.
    pub price_minor: Option<i64>,
    /// ISO 4217.
    pub price_currency: Option<String>,
    names_hidden: bool,
    pseudonym: Option<String>,
    draft: Option<Vec<u8>>,
    validity_days: Option<i64>,
    scheme: Option<JsonText<Scheme>>,
    lots: JsonText<Vec<Lot>>,
    requirements: JsonText<Vec<Requirement>>,
    price_schedule: JsonText<Vec<ScheduleLine>>,
}

impl ListRow {
    /// Leaves what a reader of another organisation may know.
    fn opened_to(&mut self, actor: &Actor) {
        self.draft = None;
        let letter = veil(actor, self.names_hidden, self.pseudonym.as_deref());
        if let Some(letter) = letter {
            self.provider_name = Some(letter);
        }
    }

    /// How many answers are missing in the draft; nothing when it was erased at submission, so that nobody can tell.
    ///
    /// # Errors
    /// When the draft cannot be unsealed.
    pub fn missing(&self, ctx: &Ctx) -> Result<Option<usize>, Error> {
        let content = match &self.draft {
            Some(sealed) => envelope::opened(&ctx.keys().unseal(sealed)?)?,
            None if self.submitted_at.is_some() => return Ok(None),
            None => OfferContent::default(),
        };
        let asked = Asked {
            criteria: self
                .scheme
                .as_ref()
                .map_or(&[], |scheme| scheme.0.criteria.as_slice()),
            requirements: &self.requirements.0,
            lots: &self.lots.0,
            schedule: &self.price_schedule.0,
            validity_days: self.validity_days,
        };
        Ok(Some(completeness(&content, &asked).len()))
    }
}

/// A page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rows.
    pub rows: Vec<ListRow>,
    /// Where the next page begins, when there is one.
    pub next: Option<String>,
    /// How many there are, up to 10,001.
    pub count: i64,
    /// What it can be filtered by.
    pub choices: Choices,
}

const COUNTED: &str = "SELECT COUNT(*) FROM (SELECT 1 AS one FROM offer";
/// Every offer has a solicitation; joined to the left, it is looked up for offers that suit and never searched from.
const ROWS: &str = "SELECT offer.id, offer.reference, offer.origin, offer.status, provider.name AS provider_name,
    solicitation.reference AS solicitation_reference, solicitation.title AS solicitation_title, solicitation.closes_at,
    offer.created_at, offer.submitted_at, offer.price_minor, offer.price_currency, offer.draft, solicitation.validity_days,
    (solicitation.id IS NOT NULL AND solicitation.names_hidden) AS names_hidden, offer.pseudonym,
    solicitation.scheme, solicitation.lots, solicitation.requirements, solicitation.price_schedule
    FROM offer LEFT JOIN solicitation ON solicitation.id = offer.solicitation_id LEFT JOIN provider ON provider.id = offer.provider_id";

/// The offers of the actor's own organisation.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn own_offers(ctx: &Ctx, actor: &Actor, input: ListInput) -> Result<Page, Error> {
    page(ctx, |head| own(actor, head), &input).await
}

fn own(actor: &Actor, head: Select) -> Result<Select, Error> {
    let provider = actor.provider();
    permit::<ReadOwnOffers>(actor, provider.map_or(Subject::ANY, Subject::of_provider))?;
    let provider = provider.ok_or(Refused::Hidden)?;
    Ok(head.when("offer.provider_id = ?", Some(Value::Id(provider.0))))
}

/// Opened and imported offers; sealed ones and drafts are in no list but their provider's.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor, input: ListInput) -> Result<Page, Error> {
    let mut page = page(ctx, |head| open(actor, head, &input), &input).await?;
    page.rows.iter_mut().for_each(|row| row.opened_to(actor));
    Ok(page)
}

/// Every offer of the list that suits the actor, as it is filtered, in its order, up to 100,000: a provider's own,
/// for everybody else the opened and imported ones.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn export(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Vec<ListRow>, Error> {
    let select = match actor.provider() {
        Some(_) => own(actor, Select::new(ROWS))?,
        None => open(actor, Select::new(ROWS), input)?,
    };
    let select = filtered(select, input).page(&sort(input), "offer.id", None, MOST - 1);
    let mut rows: Vec<ListRow> = select.all(ctx.db()).await?;
    rows.iter_mut().for_each(|row| row.opened_to(actor));
    Ok(rows)
}

fn open(actor: &Actor, head: Select, input: &ListInput) -> Result<Select, Error> {
    permit::<ReadOpenedOffers>(actor, Subject::ANY)?;
    let account = actor.account().map(|account| Value::Id(account.0));
    let mut select = head.only("(offer.opened_at IS NOT NULL OR offer.origin = 'imported')");
    if only_evaluates(actor) {
        select = select.when(
            "(offer.origin = 'imported' OR EXISTS (SELECT 1 FROM panel_member WHERE panel_member.solicitation_id = offer.solicitation_id
              AND panel_member.account_id = ? AND declaration = 'none'))",
            account,
        );
        // Whose offers they are cannot be found out by filtering for somebody either.
        if input.provider.is_some() || input.nation.is_some() {
            let hidden =
                "offer.solicitation_id NOT IN (SELECT id FROM solicitation WHERE names_hidden)";
            select = select.only(hidden);
        }
    }
    Ok(select)
}

fn sort(input: &ListInput) -> Sort {
    Sort {
        column: if input.by_reference {
            "offer.reference"
        } else {
            "offer.created_at"
        },
        descending: !input.ascending,
    }
}

fn filtered(select: Select, input: &ListInput) -> Select {
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    let status = input.status.map(|it| Value::Text(it.as_str().to_owned()));
    select
        .search_in(
            "offer.solicitation_id IN (SELECT titled.id FROM solicitation AS titled WHERE ?)",
            "titled.folded_title",
            "offer.reference",
            &input.search,
        )
        .when("offer.status = ?", status)
        .when(
            "offer.solicitation_id IN (SELECT id FROM solicitation WHERE programme_code = ?)",
            text(&input.programme),
        )
        .when(
            "offer.provider_id = (SELECT id FROM provider WHERE reference = ?)",
            text(&input.provider),
        )
        .when(
            "offer.provider_id IN (SELECT id FROM provider WHERE nation_code = ?)",
            text(&input.nation),
        )
        .when("offer.origin = ?", text(&input.origin))
}

async fn page(
    ctx: &Ctx,
    readable: impl Fn(Select) -> Result<Select, Error>,
    input: &ListInput,
) -> Result<Page, Error> {
    let count = filtered(readable(Select::new(COUNTED))?, input)
        .tail("LIMIT 10001) AS counted")
        .number(ctx.db())
        .await?;
    let key = input
        .after
        .as_deref()
        .and_then(|after| key(after, input.by_reference));
    let select = filtered(readable(Select::new(ROWS).of(count))?, input);
    let select = select.page(&sort(input), "offer.id", key, PAGE);
    let mut rows: Vec<ListRow> = select.all(ctx.db()).await?;
    let more = rows.len() > usize::try_from(PAGE).unwrap_or_default();
    rows.truncate(usize::try_from(PAGE).unwrap_or_default());
    let next = rows.last().filter(|_| more).map(|row| {
        let value = if input.by_reference {
            row.reference.clone()
        } else {
            row.created_at.timestamp_micros().to_string()
        };
        format!("{value}~{}", row.id)
    });
    Ok(Page {
        rows,
        next,
        count,
        choices: choices(ctx).await?,
    })
}

fn key(after: &str, by_reference: bool) -> Option<(Value, Uuid)> {
    let (value, id) = after.rsplit_once('~')?;
    let value = if by_reference {
        Value::Text(value.to_owned())
    } else {
        Value::Moment(DateTime::from_timestamp_micros(value.parse().ok()?)?)
    };
    Some((value, id.parse().ok()?))
}
