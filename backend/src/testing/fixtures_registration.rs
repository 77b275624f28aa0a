//! Registrations of organisations that have no account.

use super::World;
use crate::providers::{OwnershipInput, ProviderInput};
use crate::registrations::{self, Answers, Contact};
use crate::{Call, Error};
use domain::actor::Actor;
use domain::identifiers::Scheme;
use domain::registrations::Step;
use std::collections::BTreeMap;

/// The network address from which registrations are written.
pub const WRITTEN_FROM: &str = "198.51.100.7";

/// The answers to the first step, of a Norwegian organisation.
#[must_use]
pub fn organisation(name: &str) -> Answers {
    Answers::Organisation(ProviderInput {
        name: name.to_owned(),
        nation: "NO".to_owned(),
        sme: true,
        ..ProviderInput::default()
    })
}

/// The answers to the second step: a number of the national register.
#[must_use]
pub fn national_number(number: &str) -> Answers {
    Answers::Identifiers(BTreeMap::from([(Scheme::National, number.to_owned())]))
}

/// Every step of a Norwegian organisation, complete.
#[must_use]
pub fn answers(name: &str, number: &str, email: &str) -> [Answers; 4] {
    let ownership = OwnershipInput {
        owners: "NO".to_owned(),
        managed_from: "NO".to_owned(),
        produces_in: "NO".to_owned(),
        restricted: "no".to_owned(),
        explanation: String::new(),
    };
    let contact = Contact {
        name: "Kari Nordmann".to_owned(),
        email: email.to_owned(),
        phone: String::new(),
    };
    [
        organisation(name),
        national_number(number),
        Answers::Ownership(ownership),
        Answers::Contact(contact),
    ]
}

impl World {
    /// Saves a step at the present version.
    ///
    /// # Errors
    /// When a rule refuses.
    pub async fn save_step(&self, secret: &str, answers: Answers) -> Result<Option<Step>, Error> {
        let version = registrations::own(&self.ctx, secret).await?.version;
        let (call, writing) = (Call::by(Actor::Nobody), (secret, version));
        registrations::save(&self.ctx, &call, WRITTEN_FROM, writing, answers).await
    }

    /// Sends a registration, declared to be true; answers with its reference.
    ///
    /// # Errors
    /// When a rule refuses.
    pub async fn send_registration(&self, secret: &str) -> Result<String, Error> {
        let version = registrations::own(&self.ctx, secret).await?.version;
        let (call, writing) = (Call::by(Actor::Nobody), (secret, version));
        registrations::submit(&self.ctx, &call, WRITTEN_FROM, writing, true).await
    }

    /// A complete registration that is not sent; answers with its secret.
    ///
    /// # Panics
    /// When a rule refuses.
    pub async fn written_registration(&self, name: &str, number: &str, email: &str) -> String {
        let secret = registrations::start(&self.ctx, WRITTEN_FROM).await;
        let secret = secret.expect("a registration");
        for answers in answers(name, number, email) {
            self.save_step(&secret, answers).await.expect("the step");
        }
        secret
    }

    /// A registration that waits for review; answers with its secret and reference.
    ///
    /// # Panics
    /// When a rule refuses.
    pub async fn sent_registration(
        &self,
        name: &str,
        number: &str,
        email: &str,
    ) -> (String, String) {
        let secret = self.written_registration(name, number, email).await;
        let reference = self.send_registration(&secret).await;
        (secret, reference.expect("it is sent"))
    }
}
