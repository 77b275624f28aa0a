//! What each person finds on the start page.

mod delegate;
mod evaluation;
mod officer;
mod oversight;
mod provider;

pub use delegate::{DelegateDay, Funded, OpenPledge, Sum, Waiting};
pub use evaluation::{EvaluatorDay, OpenerDay, Opening, Panel};
pub use officer::{AtRisk, OfficerDay, Recent, Stage};
pub use oversight::{AdministratorDay, AuditorDay, Counts, Health, Import, Mail, Unready};
pub use provider::{Call, Notice, OwnContract, OwnOffer, ProviderDay};

use crate::notices::{News, unread};
use crate::{Ctx, Error};
use chrono::{DateTime, NaiveDate, Utc};
use domain::actor::{Actor, Role};
use domain::policy::Refused;
use sqlx::FromRow;

/// What needs a person today: a section for each role held.
#[derive(Clone, Debug, Default)]
pub struct Today {
    /// What the person was told and has not read, the newest first.
    pub news: Vec<News>,
    /// For an acquisition officer.
    pub officer: Option<OfficerDay>,
    /// For an evaluator.
    pub evaluator: Option<EvaluatorDay>,
    /// For an opening officer.
    pub opener: Option<OpenerDay>,
    /// For a provider.
    pub provider: Option<ProviderDay>,
    /// For a nation delegate.
    pub delegate: Option<DelegateDay>,
    /// For an auditor.
    pub auditor: Option<AuditorDay>,
    /// For an administrator.
    pub administrator: Option<AdministratorDay>,
}

/// Something that is due: what kind of thing, which one, until when.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Due {
    /// What is due, as a code: `opening`, `second_person`, `option` …
    pub kind: String,
    /// The reference of the record that it belongs to.
    pub reference: String,
    /// Its title.
    pub title: String,
    /// The number of the milestone or option.
    pub number: Option<i64>,
    /// Until or since when.
    pub at: Option<DateTime<Utc>>,
    /// The zone in which the moment was set, by IANA name.
    pub zone: Option<String>,
    /// Until or since which day.
    pub day: Option<NaiveDate>,
    /// The code of the lot that it is about; empty for the whole.
    #[sqlx(default)]
    pub lot: String,
}

/// Everything on the start page: one statement for the news and at most three for a role.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn today(ctx: &Ctx, actor: &Actor) -> Result<Today, Error> {
    let person = actor.person().ok_or(Refused::SignIn)?;
    let mut today = Today {
        news: unread(ctx, actor).await?,
        ..Today::default()
    };
    for role in &person.roles {
        match role {
            Role::Officer => today.officer = Some(officer::day(ctx, actor, person).await?),
            Role::Evaluator => today.evaluator = Some(evaluation::panels(ctx, person).await?),
            Role::Opener => today.opener = Some(evaluation::openings(ctx, person).await?),
            Role::Provider => today.provider = Some(provider::day(ctx, person).await?),
            Role::Delegate => today.delegate = Some(delegate::day(ctx, person).await?),
            Role::Auditor => today.auditor = Some(oversight::auditor(ctx, actor).await?),
            Role::Administrator => today.administrator = Some(oversight::administrator(ctx).await?),
        }
    }
    Ok(today)
}
