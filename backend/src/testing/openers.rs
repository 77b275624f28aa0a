//! People who open offers: accounts with a password and an opening key behind a passphrase.

use super::World;
use super::fixtures::Published;
use crate::accounts::hash_for_test;
use crate::offers::{Consent, Secrets, consent};
use crate::opening_keys::{Openers, OpenersInput};
use crate::{Call, Error};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::id::AccountId;
use sealing::{Identity, passphrase};

/// The password of everybody made here.
pub const PASSWORD: &str = "grey herons wade at dawn";
/// The passphrase of every opening key made here.
pub const PASSPHRASE: &str = "seven kettles boil in March";

impl World {
    /// A person with a role, a password and an opening key.
    ///
    /// # Panics
    /// When it cannot be stored.
    pub async fn key_holder(&self, name: &str, role: Role) -> Actor {
        let actor = self.person(name, role).await;
        let account = actor.account().expect("a person").0;
        self.ctx
            .db()
            .query("UPDATE account SET password_hash = $1 WHERE id = $2")
            .bind(hash_for_test(PASSWORD))
            .bind(account)
            .run_one()
            .await
            .expect("the password");
        let identity = Identity::generate();
        let protected = passphrase::protect(&identity, PASSPHRASE, 1).expect("a protected key");
        self.ctx
            .db()
            .query("INSERT INTO opening_key (id, account_id, recipient, protected_identity, made_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(self.ctx.new_id())
            .bind(account)
            .bind(identity.recipient().expect("a recipient"))
            .bind(protected)
            .bind(self.ctx.now())
            .run_one()
            .await
            .expect("the opening key");
        actor
    }

    /// Three opening officers with a key.
    pub async fn opening_officers(&self) -> Vec<Actor> {
        let mut officers = Vec::new();
        for name in ["Una", "Dua", "Tria"] {
            officers.push(self.key_holder(name, Role::Opener).await);
        }
        officers
    }

    /// Three opening officers with a key, of whom two open together: for publishing.
    pub async fn openers(&self) -> OpenersInput {
        OpenersInput::from(&named(&self.opening_officers().await))
    }

    /// Takes part in an opening with the right password and passphrase.
    ///
    /// # Errors
    /// What the use case answers.
    pub async fn consents(&self, actor: &Actor, solicitation: &str) -> Result<Consent, Error> {
        let secrets = Secrets {
            password: PASSWORD,
            passphrase: PASSPHRASE,
            address: "127.0.0.1",
        };
        consent(&self.ctx, &Call::by(actor.clone()), solicitation, &secrets).await
    }

    /// Puts the clock after closing and lets the first two named officers open; answers how many offers.
    ///
    /// # Panics
    /// When they cannot.
    pub async fn open(&self, solicitation: &Published) -> i64 {
        self.clock.set(solicitation.closes_at + Duration::hours(1));
        self.two_consent(solicitation).await
    }

    /// The first two named officers open what is to be opened next; answers of how many offers.
    ///
    /// # Panics
    /// When they cannot.
    pub async fn two_consent(&self, solicitation: &Published) -> i64 {
        let mut opened = None;
        for officer in &solicitation.openers[..2] {
            let outcome = self.consents(officer, &solicitation.reference).await;
            opened = outcome.expect("a consent").opened;
        }
        opened.expect("an opening")
    }
}

/// These officers, of whom two open together.
#[must_use]
pub fn named(officers: &[Actor]) -> Openers {
    let accounts = officers.iter().filter_map(Actor::account);
    Openers {
        named: accounts.collect::<Vec<AccountId>>(),
        threshold: 2,
    }
}
