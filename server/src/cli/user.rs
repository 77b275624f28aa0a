//! `perigee user …`

use super::{Failure, print};
use crate::config::Config;
use backend::accounts::{self, AccountInput, AccountRow, NewAccount};
use backend::{Call, Ctx};
use clap::Subcommand;
use domain::actor::Role;

/// Keeping accounts from the command line.
#[derive(Debug, Subcommand)]
pub enum User {
    /// Add an account and print the link with which its person sets a password
    Add {
        /// E-mail address
        email: String,
        /// Name that others see
        name: String,
        /// Role; may be given several times
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
        /// Reference of the provider organisation
        #[arg(long)]
        provider: Option<String>,
        /// Code of the nation
        #[arg(long)]
        nation: Option<String>,
    },
    /// List the accounts
    List {
        /// Answer with one JSON array
        #[arg(long)]
        json: bool,
    },
    /// Give an account these roles instead of its present ones
    Role {
        /// E-mail address
        email: String,
        /// Role; may be given several times
        #[arg(long = "role", required = true)]
        roles: Vec<String>,
    },
    /// Disable an account; its browsers are signed out at once
    Disable {
        /// E-mail address
        email: String,
    },
    /// Print a link with which the account's person sets a new password
    Reset {
        /// E-mail address
        email: String,
    },
}

impl User {
    /// Runs the command.
    ///
    /// # Errors
    /// What is wrong with the input, or with the store.
    pub async fn run(self) -> Result<(), Failure> {
        let config = Config::from_environment()?;
        let ctx = config.open(false).await?;
        let done = self.act(&ctx, &config.url).await;
        ctx.db().close().await;
        done
    }

    async fn act(self, ctx: &Ctx, url: &str) -> Result<(), Failure> {
        let call = Call::system("command line");
        match self {
            Self::Add {
                email,
                name,
                roles,
                provider,
                nation,
            } => {
                let provider = match provider {
                    Some(reference) => {
                        Some(accounts::provider_by_reference(ctx, &reference).await?)
                    }
                    None => None,
                };
                let account = NewAccount::try_from(AccountInput {
                    email,
                    name,
                    roles,
                    provider,
                    nation,
                })?;
                let (_, link) = accounts::add(ctx, &call, account).await?;
                print(&format!("{url}/link/{}", link.secret));
            }
            Self::List { json } => list(&accounts::accounts(ctx, &call.actor).await?, json)?,
            Self::Role { email, roles } => {
                let row = find(ctx, &call, &email).await?;
                let input = AccountInput {
                    email: row.email.clone(),
                    name: row.name.clone(),
                    roles,
                    provider: row.provider_id.map(Into::into),
                    nation: row.nation_code.clone(),
                };
                accounts::change(
                    ctx,
                    &call,
                    row.id,
                    row.version,
                    NewAccount::try_from(input)?,
                )
                .await?;
            }
            Self::Disable { email } => {
                accounts::disable(ctx, &call, find(ctx, &call, &email).await?.id, false).await?
            }
            Self::Reset { email } => {
                let link =
                    accounts::reset_link(ctx, &call, find(ctx, &call, &email).await?.id).await?;
                print(&format!("{url}/link/{}", link.secret));
            }
        }
        Ok(())
    }
}

async fn find(ctx: &Ctx, call: &Call, email: &str) -> Result<AccountRow, Failure> {
    let rows = accounts::accounts(ctx, &call.actor).await?;
    let wanted = email.trim().to_lowercase();
    rows.into_iter()
        .find(|row| row.email == wanted)
        .ok_or_else(|| Failure::Input(format!("no account has the address {email}")))
}

fn list(rows: &[AccountRow], json: bool) -> Result<(), Failure> {
    let codes = |row: &AccountRow| {
        row.roles()
            .into_iter()
            .map(Role::as_str)
            .collect::<Vec<_>>()
    };
    if json {
        let rows: Vec<_> = rows
            .iter()
            .map(|row| serde_json::json!({"email": row.email, "name": row.name, "roles": codes(row), "active": row.active}))
            .collect();
        print(
            &serde_json::to_string(&rows)
                .map_err(|error| Failure::Environment(error.to_string()))?,
        );
    } else {
        for row in rows {
            let state = if row.active { "" } else { "  disabled" };
            print(&format!(
                "{}  {}  {}{state}",
                row.email,
                row.name,
                codes(row).join(",")
            ));
        }
    }
    Ok(())
}
