//! What tests of every crate need: a store of their own on each database, a clock that they move, and people.

pub mod fixtures;
mod fixtures_audit;
pub mod fixtures_capabilities;
pub mod fixtures_contracts;
mod fixtures_desk;
mod fixtures_dialogue;
pub mod fixtures_eval;
pub mod fixtures_frameworks;
pub mod fixtures_lots;
pub mod fixtures_methods;
pub mod fixtures_names;
pub mod fixtures_offers;
pub mod fixtures_prices;
pub mod fixtures_ref;
pub mod fixtures_registration;
pub mod fixtures_registry;
pub mod fixtures_sol;
mod fixtures_stages;
pub mod openers;

use crate::clock::SetClock;
use crate::db::Db;
use crate::documents::Documents;
use crate::keys::Keys;
use crate::{Call, Ctx};
use chrono::{DateTime, TimeZone, Utc};
use domain::actor::{Actor, Membership, NationCode, Person, Role};
use domain::id::{AccountId, ProviderId};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use uuid::Uuid;

/// A store of its own with a clock that stands at 3 March 2026, 09:00 UTC, until it is moved.
pub struct World {
    /// Store, clock, keys.
    pub ctx: Ctx,
    /// The clock in `ctx`.
    pub clock: Arc<SetClock>,
    /// The address of the store, for tests that open it again.
    pub url: String,
    /// The folder of files.
    files: PathBuf,
    drop: Drop,
}

enum Drop {
    Folders(Vec<tempfile::TempDir>),
    Database(tempfile::TempDir, String),
    Nothing,
}

/// Where every test begins.
#[must_use]
pub fn beginning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 3, 9, 0, 0)
        .single()
        .unwrap_or_default()
}

/// Runs a test on every database named in `TEST_DATABASES` (`sqlite,postgres`; SQLite alone by default).
///
/// # Panics
/// When a store cannot be made: the test cannot run then.
pub async fn on_each_database<T>(test: T)
where
    T: AsyncFn(&World),
{
    for name in databases() {
        let world = store(&name).await;
        test(&world).await;
        world.end().await;
    }
}

/// Runs a test on two stores of each database, for what has to be the same in both.
///
/// # Panics
/// When a store cannot be made: the test cannot run then.
pub async fn on_two_stores_of_each_database<T>(test: T)
where
    T: AsyncFn(&World, &World),
{
    for name in databases() {
        let (one, other) = (store(&name).await, store(&name).await);
        test(&one, &other).await;
        one.end().await;
        other.end().await;
    }
}

fn databases() -> Vec<String> {
    let names = std::env::var("TEST_DATABASES").unwrap_or_else(|_| "sqlite".to_owned());
    names
        .split(',')
        .map(|name| name.trim().to_owned())
        .collect()
}

async fn store(name: &str) -> World {
    match name {
        "sqlite" => sqlite().await,
        "postgres" => postgres().await,
        other => panic!("TEST_DATABASES names {other}; sqlite and postgres are known"),
    }
}

async fn sqlite() -> World {
    let folder = tempfile::tempdir().expect("a folder for the store");
    let url = format!("sqlite:{}", folder.path().join("test.sqlite3").display());
    let files = files();
    let path = files.path().to_owned();
    world(
        url,
        path,
        Keys::ephemeral(),
        Drop::Folders(vec![folder, files]),
    )
    .await
}

fn files() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder for files")
}

async fn postgres() -> World {
    let admin = std::env::var("TEST_POSTGRES_URL")
        .expect("TEST_POSTGRES_URL names a server on which tests may make databases");
    let url = database(&admin).await;
    let files = files();
    let path = files.path().to_owned();
    world(url, path, Keys::ephemeral(), Drop::Database(files, admin)).await
}

/// The address of a new, migrated database on a server on which databases may be made.
///
/// # Panics
/// When it cannot be made.
pub async fn database(admin: &str) -> String {
    let name = format!("test_{}", Uuid::from_u128(rand::random()).simple());
    let (base, _) = admin
        .rsplit_once('/')
        .expect("TEST_POSTGRES_URL ends with a database name");
    let mut connection = PgConnection::connect(admin)
        .await
        .expect("the test server answers");
    let template = template(&mut connection, base).await;
    let make = format!("CREATE DATABASE {name} TEMPLATE {template}");
    connection
        .execute(AssertSqlSafe(make))
        .await
        .expect("a database for the test");
    format!("{base}/{name}")
}

/// Removes what [`database`] made. A left-over database costs disk, not truth.
pub async fn remove_database(admin: &str, url: &str) {
    let name = url.rsplit('/').next().unwrap_or_default();
    let mut connection = PgConnection::connect(admin)
        .await
        .expect("the test server answers");
    let drop = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    let _ = connection.execute(AssertSqlSafe(drop)).await;
}

/// A migrated database to copy, made by the first test that needs it; its name changes with the migrations.
async fn template(connection: &mut PgConnection, base: &str) -> String {
    let name = format!("template_{}", Db::schema_fingerprint());
    connection
        .execute("SELECT pg_advisory_lock(7531)")
        .await
        .expect("the lock");
    let there: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(&name)
        .fetch_optional(&mut *connection)
        .await
        .expect("the list of databases");
    if there.is_none() {
        connection
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .expect("the template");
        let db = Db::connect(&format!("{base}/{name}"))
            .await
            .expect("the template answers");
        db.migrate().await.expect("the template migrates");
        db.close().await;
    }
    connection
        .execute("SELECT pg_advisory_unlock(7531)")
        .await
        .expect("the lock");
    name
}

async fn world(url: String, files: PathBuf, keys: Keys, drop: Drop) -> World {
    let db = Db::connect(&url).await.expect("the store answers");
    db.migrate().await.expect("the store migrates");
    let clock = Arc::new(SetClock::at(beginning()));
    let documents = Documents::in_folder(&files);
    World {
        ctx: Ctx::new(db, clock.clone(), keys, documents).with_passphrase_work(1),
        clock,
        url,
        files,
        drop,
    }
}

impl World {
    /// A world over a store and a data folder that stay, for a program of its own that serves them.
    ///
    /// # Panics
    /// When they cannot be used.
    pub async fn lasting(url: &str, data: &Path) -> Self {
        let keys = Keys::in_folder(&data.join("keys")).expect("the keys");
        world(url.to_owned(), data.join("documents"), keys, Drop::Nothing).await
    }

    /// The folder of files.
    #[must_use]
    pub fn files(&self) -> &Path {
        &self.files
    }

    /// A person with a role, with an account of the same name.
    ///
    /// # Panics
    /// When the account cannot be stored.
    pub async fn person(&self, name: &str, role: Role) -> Actor {
        self.member(name, role, None, None).await
    }

    /// A delegate of a nation.
    pub async fn delegate(&self, name: &str, nation: &str) -> Actor {
        let nation = nation.parse().expect("a nation code");
        self.member(name, Role::Delegate, None, Some(nation)).await
    }

    /// A person who acts for a provider organisation.
    pub async fn provider(&self, name: &str, provider: ProviderId) -> Actor {
        self.member(name, Role::Provider, Some(provider), None)
            .await
    }

    /// A call by somebody, without a key.
    #[must_use]
    pub fn call(&self, actor: &Actor) -> Call {
        Call::by(actor.clone())
    }

    async fn member(
        &self,
        name: &str,
        role: Role,
        provider: Option<ProviderId>,
        nation: Option<NationCode>,
    ) -> Actor {
        let id = self.ctx.new_id();
        let insert = "INSERT INTO account (id, email, name, provider_id, nation_code, active, created_at, version)
                      VALUES ($1, $2, $3, $4, $5, $6, $7, 1)";
        self.ctx
            .db()
            .query(insert)
            .bind(id)
            .bind(format!("{}@example.org", id.simple()))
            .bind(name.to_owned())
            .bind(provider.map(|provider| provider.0))
            .bind(nation.map(|nation| nation.as_str().to_owned()))
            .bind(true)
            .bind(self.ctx.now())
            .run_one()
            .await
            .expect("the account");
        let role_insert = "INSERT INTO account_role (account_id, role) VALUES ($1, $2)";
        self.ctx
            .db()
            .query(role_insert)
            .bind(id)
            .bind(role.as_str())
            .run_one()
            .await
            .expect("the role");
        let (account, name) = (AccountId(id), name.to_owned());
        Actor::Person(Person {
            account,
            session: None,
            name,
            roles: vec![role],
            provider,
            membership: Membership::Owner,
            nation,
            own_zone: None,
            house_zone: None,
        })
    }

    /// The token of a session of somebody's, for requests over HTTP.
    ///
    /// # Panics
    /// When it cannot be stored, or nobody in particular is meant.
    pub async fn session(&self, actor: &Actor) -> String {
        let account = actor.account().expect("a person");
        crate::accounts::session_for_test(&self.ctx, account)
            .await
            .expect("the session")
    }

    async fn end(self) {
        self.ctx.db().close().await;
        match self.drop {
            Drop::Folders(folders) => drop(folders),
            Drop::Database(files, admin) => {
                remove_database(&admin, &self.url).await;
                drop(files);
            }
            Drop::Nothing => {}
        }
    }
}
