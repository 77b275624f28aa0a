//! Finding a record by words or reference.

use crate::db::filter::escaped;
use crate::{Ctx, Error};
use domain::actor::{Actor, Role};
use domain::policy::{Refused, Subject, actions, may};
use domain::reference::Series;
use sqlx::FromRow;
use uuid::Uuid;

/// What is found of each kind.
pub const EACH: usize = 10;
/// Words of the question that count; further ones are left out.
const WORDS: usize = 6;

/// A kind of record that is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Solicitations.
    Solicitation,
    /// Contracts.
    Contract,
    /// Provider organisations.
    Provider,
    /// Offers.
    Offer,
    /// Programmes.
    Programme,
    /// Nations.
    Nation,
    /// Codes of the Strategy.
    Strategy,
}

impl Kind {
    /// Every kind, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Solicitation,
        Self::Contract,
        Self::Provider,
        Self::Offer,
        Self::Programme,
        Self::Nation,
        Self::Strategy,
    ];

    const fn code(self) -> &'static str {
        match self {
            Self::Solicitation => "solicitation",
            Self::Contract => "contract",
            Self::Provider => "provider",
            Self::Offer => "offer",
            Self::Programme => "programme",
            Self::Nation => "nation",
            Self::Strategy => "strategy",
        }
    }
}

/// A found record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its reference or code.
    pub reference: String,
    /// Its title or name.
    pub title: String,
    /// `perigee`, `demonstration` or `imported`; none for reference data.
    pub origin: Option<String>,
}

/// Found records of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The kind.
    pub kind: Kind,
    /// The first [`EACH`].
    pub hits: Vec<Hit>,
    /// Whether there are more.
    pub more: bool,
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// The question is the reference of a record that the person may see: this is its address.
    Address(String),
    /// Records by kind; kinds without any are left out.
    Groups(Vec<Group>),
}

#[derive(FromRow)]
struct Row {
    kind: String,
    reference: String,
    title: String,
    origin: Option<String>,
}

/// `$1` whether drafts may be seen, `$2` the provider, `$3` whether every contract may be seen, `$4` whether opened offers may be seen,
/// `$5` the beginning of a reference, `$6` … the words.
const SOLICITATIONS: &str = "SELECT 'solicitation' AS kind, reference, title, origin AS origin, folded_title AS folded FROM solicitation
     WHERE ($1 OR published_at IS NOT NULL OR origin = 'imported')";
const CONTRACTS: &str = "SELECT 'contract' AS kind, reference, title, origin AS origin, folded_title AS folded FROM contract WHERE ($3 OR provider_id = $2)";
const PROVIDERS: &str = "SELECT 'provider' AS kind, reference, name AS title, origin AS origin, folded_name AS folded FROM provider";
const OFFERS: &str = "SELECT 'offer' AS kind, offer.reference, solicitation.title, offer.origin AS origin, solicitation.folded_title AS folded
     FROM offer JOIN solicitation ON solicitation.id = offer.solicitation_id WHERE (offer.provider_id = $2 OR ($4 AND offer.opened_at IS NOT NULL))";
const PROGRAMMES: &str = "SELECT 'programme' AS kind, code AS reference, name AS title, NULL AS origin, LOWER(name) AS folded FROM programme";
const NATIONS: &str = "SELECT 'nation' AS kind, code AS reference, name AS title, NULL AS origin, LOWER(name) AS folded FROM nation";
const STRATEGY: &str = "SELECT 'strategy' AS kind, code AS reference, title, NULL AS origin, LOWER(title) AS folded FROM strategy_item";

/// Finds records: the one that a reference names, or those whose titles hold every word.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn search(ctx: &Ctx, actor: &Actor, question: &str) -> Result<Found, Error> {
    if *actor == Actor::Nobody {
        return Err(Refused::SignIn.into());
    }
    let words: Vec<String> = domain::text::folded(question)
        .split_whitespace()
        .take(WORDS)
        .map(str::to_owned)
        .collect();
    if words.is_empty() {
        return Ok(Found::Groups(Vec::new()));
    }
    let rows = rows(ctx, actor, question.trim(), &words).await?;
    let exact = rows
        .iter()
        .find(|row| row.reference.eq_ignore_ascii_case(question.trim()));
    if let Some(address) = exact.and_then(|row| Series::address(&row.reference)) {
        return Ok(Found::Address(address));
    }
    Ok(Found::Groups(groups(rows)))
}

async fn rows(
    ctx: &Ctx,
    actor: &Actor,
    question: &str,
    words: &[String],
) -> Result<Vec<Row>, Error> {
    let provider = actor
        .person()
        .and_then(|person| person.provider)
        .map(|id| id.0);
    let all_contracts = may::<actions::ReadContracts>(actor, Subject::ANY);
    let opened = may::<actions::ReadOpenedOffers>(actor, Subject::ANY);
    let drafts = may::<actions::ReadDraftSolicitations>(actor, Subject::ANY);
    // Somebody who is no provider has no own rows; no row has the identity of nothing.
    let own = if actor.has(Role::Provider) {
        provider
    } else {
        None
    };
    let begins = format!("{}%", escaped(&question.to_uppercase()));
    let query = ctx
        .db()
        .query(sqlx::AssertSqlSafe(text(words.len())))
        .bind(drafts)
        .bind(own.unwrap_or(Uuid::nil()))
        .bind(all_contracts)
        .bind(opened)
        .bind(begins);
    let holds = words.iter().map(|word| format!("%{}%", escaped(word)));
    Ok(holds
        .fold(query, |query, word| query.bind(word))
        .all()
        .await?)
}

/// One statement for every kind; what was typed is only ever bound.
fn text(words: usize) -> String {
    let holds: Vec<String> = (0..words)
        .map(|index| format!("folded LIKE ${} ESCAPE '!'", index + 6))
        .collect();
    let sources = [
        SOLICITATIONS,
        CONTRACTS,
        PROVIDERS,
        OFFERS,
        PROGRAMMES,
        NATIONS,
        STRATEGY,
    ];
    let branches: Vec<String> = sources
        .iter()
        .enumerate()
        .map(|(index, source)| {
            format!(
                "SELECT * FROM (SELECT kind, reference, title, CAST(origin AS TEXT) AS origin FROM ({source}) AS every{index}
                 WHERE UPPER(reference) LIKE $5 ESCAPE '!' OR ({}) ORDER BY reference LIMIT {}) AS kind{index}",
                holds.join(" AND "),
                EACH + 1
            )
        })
        .collect();
    branches.join(" UNION ALL ")
}

fn groups(rows: Vec<Row>) -> Vec<Group> {
    let group = |kind: Kind| {
        let own = rows.iter().filter(|row| row.kind == kind.code());
        let more = own.clone().count() > EACH;
        let hits: Vec<Hit> = own.take(EACH).map(hit).collect();
        (!hits.is_empty()).then_some(Group { kind, hits, more })
    };
    Kind::ALL.into_iter().filter_map(group).collect()
}

fn hit(row: &Row) -> Hit {
    Hit {
        reference: row.reference.clone(),
        title: row.title.clone(),
        origin: row.origin.clone(),
    }
}
