//! Who may be named to open, and who is.

use crate::{Ctx, Error, FieldErrors};
use domain::actor::Actor;
use domain::id::AccountId;
use domain::policy::actions::PublishSolicitation;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// How many are proposed.
const PROPOSED: usize = 3;

/// Somebody who may take part in openings.
#[derive(Clone, Debug, FromRow)]
pub struct Holder {
    /// The account.
    #[sqlx(try_from = "Uuid")]
    pub account: AccountId,
    /// The name.
    pub name: String,
    /// The role in which: `opener` or `administrator`.
    pub role: String,
    /// Whether there is an opening key in use.
    pub has_key: bool,
}

/// Who may be named for a solicitation.
#[derive(Clone, Debug)]
pub struct Holders {
    /// Opening officers.
    pub officers: Vec<Holder>,
    /// Administrators, among whom the recovery share is split.
    pub administrators: Vec<Holder>,
}

impl Holders {
    /// The opening officers who have a key.
    pub fn ready(&self) -> impl Iterator<Item = &Holder> {
        self.officers.iter().filter(|holder| holder.has_key)
    }

    /// Who is proposed: the first three that have a key, two of whom are needed.
    #[must_use]
    pub fn proposed(&self) -> Openers {
        Openers {
            named: self
                .ready()
                .take(PROPOSED)
                .map(|holder| holder.account)
                .collect(),
            threshold: 2,
        }
    }

    /// How many administrators have a key; from two on there is a recovery share.
    #[must_use]
    pub fn recoverers(&self) -> usize {
        let with_key = |holder: &&Holder| holder.has_key;
        self.administrators.iter().filter(with_key).count()
    }
}

/// The opening officers of a solicitation and how many of them are needed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Openers {
    /// Who.
    pub named: Vec<AccountId>,
    /// How many of them open together; at least two.
    pub threshold: u8,
}

/// What an officer chose, as it was sent.
#[derive(Clone, Debug, Default)]
pub struct OpenersInput {
    /// The accounts.
    pub named: Vec<String>,
    /// How many of them open together.
    pub threshold: String,
}

impl From<&Openers> for OpenersInput {
    fn from(openers: &Openers) -> Self {
        Self {
            named: openers.named.iter().map(AccountId::to_string).collect(),
            threshold: openers.threshold.to_string(),
        }
    }
}

impl TryFrom<&OpenersInput> for Openers {
    type Error = Error;

    /// Refuses for the fields `openers` and `threshold`.
    fn try_from(input: &OpenersInput) -> Result<Self, Error> {
        let mut errors = FieldErrors::default();
        let each = input.named.iter().filter_map(|text| text.parse().ok());
        let mut accounts: Vec<AccountId> = each.collect();
        accounts.sort_unstable();
        accounts.dedup();
        if accounts.len() < 2 {
            errors.add("openers", "name at least two opening officers");
        }
        let threshold = input.threshold.parse().unwrap_or(0);
        if threshold < 2 || usize::from(threshold) > accounts.len().max(2) {
            errors.add(
                "threshold",
                "at least two of them open together, and no more than are named",
            );
        }
        errors.finish()?;
        Ok(Self {
            named: accounts,
            threshold,
        })
    }
}

const HOLDERS: &str = "SELECT account.id AS account, account.name, account_role.role,
        EXISTS (SELECT 1 FROM opening_key WHERE opening_key.account_id = account.id AND retired_at IS NULL) AS has_key
    FROM account JOIN account_role ON account_role.account_id = account.id
    WHERE account_role.role IN ('opener', 'administrator') AND account.active = $1 ORDER BY account.created_at, account.id";

/// Who may be named for a solicitation.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn holders(ctx: &Ctx, actor: &Actor) -> Result<Holders, Error> {
    permit::<PublishSolicitation>(actor, Subject::ANY)?;
    let all: Vec<Holder> = ctx.db().query(HOLDERS).bind(true).all().await?;
    let (officers, administrators) = all.into_iter().partition(|one| one.role == "opener");
    Ok(Holders {
        officers,
        administrators,
    })
}
