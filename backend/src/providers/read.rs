//! Reading provider organisations.

use crate::db::filter::{Select, Sort, Value, cut};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::{Actor, Role};
use domain::id::ProviderId;
use domain::policy::actions::{ReadContracts, ReadOwnOffers, ReadProviders};
use domain::policy::{Subject, may, permit};
use sqlx::FromRow;
use uuid::Uuid;

const PAGE: i64 = 50;
/// Rows of a file at most.
const MOST: i64 = 100_000;

/// By what the list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Name.
    #[default]
    Name,
    /// When it was recorded.
    Created,
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct ListInput {
    /// Words of the name, or the beginning of a reference.
    pub text: String,
    /// Code of the nation.
    pub nation: Option<String>,
    /// Only small and medium-sized enterprises, or only others.
    pub sme: Option<bool>,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: Option<String>,
    /// Only those of which somebody proposed that they merge into another, which a second person decides.
    pub merging: bool,
    /// Sorted by.
    pub sort: SortBy,
    /// The largest first.
    pub descending: bool,
    /// The key that the page before ended with.
    pub after: Option<String>,
}

/// A line of the list.
#[derive(Clone, Debug, FromRow)]
pub struct ProviderRow {
    /// Identity.
    #[sqlx(try_from = "Uuid")]
    pub id: ProviderId,
    /// Reference.
    pub reference: String,
    /// Name.
    pub name: String,
    /// The name as it is sorted.
    pub folded_name: String,
    /// Code of its nation.
    pub nation_code: Option<String>,
    /// Whether it is a small or medium-sized enterprise.
    pub sme: bool,
    /// Website.
    pub website: Option<String>,
    /// What it does.
    pub description: Option<String>,
    /// `perigee`, `demonstration` or `imported`.
    pub origin: String,
    /// How many of its offers have been opened; sealed ones are nobody's to count.
    pub offers: i64,
    /// How many contracts it has.
    pub contracts: i64,
    /// Reference of the organisation into which it was merged.
    pub merged_into: Option<String>,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// Version for changes.
    pub version: i64,
}

/// A page of the list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rows.
    pub rows: Vec<ProviderRow>,
    /// The key with which the next page begins.
    pub next: Option<String>,
    /// How many there are, up to 10,001.
    pub count: i64,
}

const ROWS: &str = "SELECT provider.id, provider.reference, provider.name, provider.folded_name, provider.nation_code, provider.sme,
     provider.website, provider.description, provider.origin, provider.created_at, provider.version,
     (SELECT kept.reference FROM provider AS kept WHERE kept.id = provider.merged_into) AS merged_into,
     (SELECT COUNT(*) FROM offer WHERE offer.provider_id = provider.id
        AND (offer.opened_at IS NOT NULL OR offer.origin = 'imported')) AS offers,
     (SELECT COUNT(*) FROM contract WHERE contract.provider_id = provider.id) AS contracts
 FROM provider";

fn filtered(select: Select, input: &ListInput) -> Select {
    let text = |value: &Option<String>| value.clone().map(Value::Text);
    select
        .only("provider.merged_into IS NULL")
        .search("provider.folded_name", "provider.reference", &input.text)
        .when("provider.nation_code = ?", text(&input.nation))
        .when("provider.sme = ?", input.sme.map(Value::Flag))
        .when("provider.origin = ?", text(&input.origin))
        .when(
            "EXISTS (SELECT 1 FROM provider_merge WHERE provider_merge.duplicate_id = provider.id AND provider_merge.status = ?)",
            input.merging.then(|| Value::Text("requested".to_owned())),
        )
}

/// Organisations, a page of them.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn list(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Page, Error> {
    permit::<ReadProviders>(actor, Subject::ANY)?;
    let count = filtered(
        Select::new("SELECT COUNT(*) FROM (SELECT 1 AS one FROM provider"),
        input,
    )
    .tail("LIMIT 10001) AS counted")
    .number(ctx.db())
    .await?;
    let sort = sort(input);
    let key = input
        .after
        .as_deref()
        .and_then(|text| read_key(input.sort, text));
    let select = filtered(Select::new(ROWS).of(count), input).page(&sort, "provider.id", key, PAGE);
    let rows: Vec<ProviderRow> = select.all(ctx.db()).await?;
    let (rows, next) = cut(rows, PAGE, |row| write_key(input.sort, row));
    Ok(Page { rows, next, count })
}

fn sort(input: &ListInput) -> Sort {
    let column = match input.sort {
        SortBy::Name => "provider.folded_name",
        SortBy::Created => "provider.created_at",
    };
    Sort {
        column,
        descending: input.descending,
    }
}

/// Every organisation of a filtered list, in its order, up to 100,000.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn export(
    ctx: &Ctx,
    actor: &Actor,
    input: &ListInput,
) -> Result<Vec<ProviderRow>, Error> {
    permit::<ReadProviders>(actor, Subject::ANY)?;
    let select = filtered(Select::new(ROWS), input);
    let select = select.page(&sort(input), "provider.id", None, MOST - 1);
    Ok(select.all(ctx.db()).await?)
}

fn write_key(sort: SortBy, row: &ProviderRow) -> String {
    let value = match sort {
        SortBy::Name => row.folded_name.clone(),
        SortBy::Created => row.created_at.to_rfc3339(),
    };
    format!("{}.{value}", row.id.0.simple())
}

fn read_key(sort: SortBy, text: &str) -> Option<(Value, Uuid)> {
    let (id, value) = text.split_once('.')?;
    let value = match sort {
        SortBy::Name => Value::Text(value.to_owned()),
        SortBy::Created => Value::Moment(DateTime::parse_from_rfc3339(value).ok()?.to_utc()),
    };
    Some((value, id.parse().ok()?))
}

/// An account bound to an organisation.
#[derive(Clone, Debug, FromRow)]
pub struct AccountRow {
    /// Its person's name.
    pub name: String,
    /// Whether it may sign in.
    pub active: bool,
}

/// An offer of an organisation that may be seen.
#[derive(Clone, Debug, FromRow)]
pub struct OfferRow {
    /// Its reference.
    pub reference: String,
    /// Code of its state.
    pub status: String,
    /// Reference of the solicitation.
    pub solicitation: String,
    /// Title of the solicitation.
    pub title: String,
}

/// A contract of an organisation.
#[derive(Clone, Debug, FromRow)]
pub struct ContractRow {
    /// Its reference.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// Code of its state.
    pub status: String,
    /// Ceiling, minor units.
    pub ceiling_minor: i64,
    /// Its currency.
    pub currency: String,
}

/// One organisation.
#[derive(Clone, Debug)]
pub struct ProviderSheet {
    /// Its facts.
    pub row: ProviderRow,
    /// Accounts bound to it; for officers, administrators, auditors and its own people.
    pub accounts: Vec<AccountRow>,
    /// Offers that the person may see: opened ones for buyers, its own people's all.
    pub offers: Vec<OfferRow>,
    /// Contracts that the person may see.
    pub contracts: Vec<ContractRow>,
}

/// One organisation with what of its dealings the person may see.
///
/// # Errors
/// When there is none, the rules refuse, or the store fails.
pub async fn sheet(ctx: &Ctx, actor: &Actor, reference: &str) -> Result<ProviderSheet, Error> {
    let reference = Value::Text(reference.to_owned());
    let select = Select::new(ROWS).when("provider.reference = ?", Some(reference));
    read(ctx, actor, select).await
}

/// The organisation for which the person acts.
///
/// # Errors
/// When the person acts for none, the rules refuse, or the store fails.
pub async fn own_sheet(ctx: &Ctx, actor: &Actor) -> Result<ProviderSheet, Error> {
    let own = actor.provider().ok_or(Error::NotFound)?;
    let select = Select::new(ROWS).when("provider.id = ?", Some(Value::Id(own.0)));
    read(ctx, actor, select).await
}

async fn read(ctx: &Ctx, actor: &Actor, select: Select) -> Result<ProviderSheet, Error> {
    permit::<ReadProviders>(actor, Subject::ANY)?;
    let row: ProviderRow = select.all(ctx.db()).await?.pop().ok_or(Error::NotFound)?;
    let own = may::<ReadOwnOffers>(actor, Subject::of_provider(row.id));
    let keeps = [Role::Officer, Role::Administrator, Role::Auditor];
    let accounts = if own || keeps.into_iter().any(|role| actor.has(role)) {
        accounts(ctx, row.id).await?
    } else {
        Vec::new()
    };
    let contracts = if may::<ReadContracts>(actor, Subject::of_provider(row.id)) {
        contracts(ctx, row.id).await?
    } else {
        Vec::new()
    };
    Ok(ProviderSheet {
        offers: offers(ctx, actor, row.id, own).await?,
        accounts,
        contracts,
        row,
    })
}

async fn accounts(ctx: &Ctx, id: ProviderId) -> Result<Vec<AccountRow>, Error> {
    let accounts = ctx
        .db()
        .query("SELECT name, active FROM account WHERE provider_id = $1 ORDER BY name");
    Ok(accounts.bind(id.0).all().await?)
}

async fn contracts(ctx: &Ctx, id: ProviderId) -> Result<Vec<ContractRow>, Error> {
    let contracts = ctx.db().query(
        "SELECT reference, title, status, ceiling_minor, currency FROM contract
         WHERE provider_id = $1 ORDER BY created_at DESC, id LIMIT 100",
    );
    Ok(contracts.bind(id.0).all().await?)
}

async fn offers(
    ctx: &Ctx,
    actor: &Actor,
    id: ProviderId,
    own: bool,
) -> Result<Vec<OfferRow>, Error> {
    use domain::policy::actions::ReadOpenedOffers;
    let opened = may::<ReadOpenedOffers>(actor, Subject::ANY);
    let head = "SELECT offer.reference, offer.status, solicitation.reference AS solicitation, solicitation.title
                FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id";
    let select = Select::new(head).when("offer.provider_id = ?", Some(Value::Id(id.0)));
    let select = match (own, opened) {
        (true, _) => select,
        (false, true) => select.only("(offer.opened_at IS NOT NULL OR offer.origin = 'imported')"),
        (false, false) => select.only("offer.origin = 'imported'"),
    };
    let select = select.tail("ORDER BY offer.created_at DESC, offer.id LIMIT 100");
    Ok(select.all(ctx.db()).await?)
}

/// Codes and names of the nations, for choices.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn nations(ctx: &Ctx, actor: &Actor) -> Result<Vec<(String, String)>, Error> {
    permit::<ReadProviders>(actor, Subject::ANY)?;
    let nations = ctx
        .db()
        .query("SELECT code, name FROM nation ORDER BY name");
    Ok(nations.all().await?)
}
