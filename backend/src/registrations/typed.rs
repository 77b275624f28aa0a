//! What is typed in a registration, and what is wrong with it.

use crate::accounts::{AccountInput, NewAccount};
use crate::error::FieldError;
use crate::providers::{
    NewProvider, OwnershipInput, ProviderInput, read_identifiers, read_ownership,
};
use crate::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::actor::Role;
use domain::eligibility::Ownership;
use domain::id::ProviderId;
use domain::identifiers::{Identifier, Scheme};
use domain::registrations::Step;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The most characters that a registration holds, over all steps: whoever passes by can write one.
const MOST: usize = 30_000;

/// The person who answers questions and gets the first account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// `name`.
    pub name: String,
    /// `email`.
    pub email: String,
    /// `phone`, or empty.
    pub phone: String,
}

/// Everything that was typed, as it was typed: a step that is not complete is kept, too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Typed {
    /// The organisation.
    pub organisation: ProviderInput,
    /// Its identifiers by scheme.
    pub identifiers: BTreeMap<Scheme, String>,
    /// Who owns and controls it.
    pub ownership: OwnershipInput,
    /// The contact person.
    pub contact: Contact,
}

/// What was typed in one step.
#[derive(Clone, Debug)]
pub enum Answers {
    /// [`Step::Organisation`].
    Organisation(ProviderInput),
    /// [`Step::Identifiers`].
    Identifiers(BTreeMap<Scheme, String>),
    /// [`Step::Ownership`].
    Ownership(OwnershipInput),
    /// [`Step::Contact`].
    Contact(Contact),
}

impl Answers {
    /// The step.
    #[must_use]
    pub const fn step(&self) -> Step {
        match self {
            Self::Organisation(_) => Step::Organisation,
            Self::Identifiers(_) => Step::Identifiers,
            Self::Ownership(_) => Step::Ownership,
            Self::Contact(_) => Step::Contact,
        }
    }
}

/// What was typed, once every step is complete.
pub(super) struct Complete {
    pub provider: NewProvider,
    pub identifiers: Vec<Identifier>,
    pub ownership: Ownership,
}

impl Typed {
    /// With the answers of one step in place of the earlier ones.
    pub(super) fn with(mut self, answers: Answers) -> Result<Self, Error> {
        match answers {
            Answers::Organisation(one) => self.organisation = one,
            Answers::Identifiers(one) => self.identifiers = one,
            Answers::Ownership(one) => self.ownership = one,
            Answers::Contact(one) => self.contact = one,
        }
        if domain::canonical::text(&self)?.chars().count() > MOST {
            return Err(Error::not_now(
                "this is more text than a registration holds",
            ));
        }
        Ok(self)
    }

    /// Refuses a step that is not complete, field by field.
    ///
    /// # Errors
    /// [`Error::Invalid`] with everything that is wrong with it.
    pub fn check(&self, step: Step, today: NaiveDate) -> Result<(), Error> {
        match step {
            Step::Organisation => self.provider().map(drop),
            Step::Identifiers => self.numbers().map(drop),
            Step::Ownership => read_ownership(&self.ownership, today).map(drop),
            Step::Contact => self.account(ProviderId(Uuid::nil())).map(drop),
        }
    }

    /// What is wrong with each step that is not complete.
    #[must_use]
    pub fn wrong(&self, today: NaiveDate) -> Vec<(Step, Vec<FieldError>)> {
        let wrong = |step: &Step| match self.check(*step, today) {
            Ok(()) => None,
            Err(Error::Invalid(fields)) => Some((*step, fields)),
            Err(_) => Some((*step, Vec::new())),
        };
        Step::ALL.iter().filter_map(wrong).collect()
    }

    pub(super) fn complete(&self, today: NaiveDate) -> Result<Complete, Error> {
        self.check(Step::Contact, today)?;
        Ok(Complete {
            provider: self.provider()?,
            identifiers: self.numbers()?,
            ownership: read_ownership(&self.ownership, today)?,
        })
    }

    fn provider(&self) -> Result<NewProvider, Error> {
        let provider = NewProvider::try_from(self.organisation.clone())?;
        if provider.nation.is_none() {
            return Err(Error::field("nation", "choose the nation"));
        }
        Ok(provider)
    }

    fn numbers(&self) -> Result<Vec<Identifier>, Error> {
        let nation = Some(self.organisation.nation.trim()).filter(|code| !code.is_empty());
        let numbers = read_identifiers(&self.identifiers, nation)?;
        if numbers.is_empty() {
            return Err(Error::field(
                Scheme::National.as_str(),
                "give at least one number: the national register's will do",
            ));
        }
        Ok(numbers)
    }

    /// The numbers that can be read, for looking for others with the same.
    pub(super) fn readable_numbers(&self) -> Vec<Identifier> {
        self.numbers().unwrap_or_default()
    }

    /// The first account of the organisation.
    pub(super) fn account(&self, provider: ProviderId) -> Result<NewAccount, Error> {
        let mut wrong = FieldErrors::default();
        let phone = self.contact.phone.trim();
        if phone.chars().count() > 40 || phone.chars().any(char::is_control) {
            wrong.add("phone", "write a telephone number of at most 40 characters");
        }
        let account = NewAccount::try_from(AccountInput {
            email: self.contact.email.clone(),
            name: self.contact.name.clone(),
            roles: vec![Role::Provider.as_str().to_owned()],
            provider: Some(provider),
            nation: None,
        })?;
        wrong.finish()?;
        Ok(account)
    }
}
