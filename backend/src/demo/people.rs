//! The people of the demonstration. Their passwords follow from a key in the key folder, so they are the same at
//! every loading, differ from server to server, and stand in no file.

use super::Stage;
use crate::accounts::{self, AccountInput, NewAccount};
use crate::offers::{self, Secrets};
use crate::opening_keys::{KeyInput, make_key, own_keys};
use crate::providers::{self, NewProvider, ProviderInput};
use crate::{Call, Ctx, Error};
use domain::actor::{Actor, Membership, NationCode, Person, Role};
use domain::id::{AccountId, ProviderId};
use uuid::Uuid;

/// A demonstration account, for the person who tries Perigee.
#[derive(Clone, Debug, serde::Serialize)]
pub struct DemoAccount {
    /// Role code.
    pub role: &'static str,
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Password.
    pub password: String,
    /// Passphrase of the opening key, for those who take part in openings.
    pub passphrase: Option<String>,
}

/// From where the people of the story act, for the counting of failed tries.
const ADDRESS: &str = "demonstration";

/// A part in the story.
struct Part {
    name: &'static str,
    local: &'static str,
    role: Role,
    provider: Option<&'static str>,
    nation: Option<&'static str>,
}

const fn part(name: &'static str, local: &'static str, role: Role) -> Part {
    Part {
        name,
        local,
        role,
        provider: None,
        nation: None,
    }
}

const fn of_provider(name: &'static str, local: &'static str, provider: &'static str) -> Part {
    Part {
        name,
        local,
        role: Role::Provider,
        provider: Some(provider),
        nation: None,
    }
}

const fn of_nation(name: &'static str, local: &'static str, nation: &'static str) -> Part {
    Part {
        name,
        local,
        role: Role::Delegate,
        provider: None,
        nation: Some(nation),
    }
}

/// The first of each role is the one that is printed first.
const PARTS: [Part; 17] = [
    part("Ingrid Solberg", "officer", Role::Officer),
    part("Tomás Ferreira", "officer2", Role::Officer),
    part("Léa Marchand", "evaluator", Role::Evaluator),
    part("Pieter de Wit", "evaluator2", Role::Evaluator),
    part("Aylin Güneş", "opener", Role::Opener),
    part("Marek Dvořák", "opener2", Role::Opener),
    part("Noor Haddad", "opener3", Role::Opener),
    of_provider("Sigrid Aas", "provider", "Aurora Observation AS"),
    of_provider("Jukka Niemi", "provider2", "Boreal Radar Oy"),
    of_provider("Katrin Vogel", "provider3", "Cygnus Imaging GmbH"),
    of_provider("Ελένη Παππά", "provider4", "Delphin Space ΑΕ"),
    of_nation("Kari Nordmann", "delegate", "NO"),
    of_nation("Jean Tremblay", "delegate2", "CA"),
    of_nation("Sanna Virtanen", "delegate3", "FI"),
    part("Giulia Conti", "auditor", Role::Auditor),
    part("Sam Okafor", "administrator", Role::Administrator),
    part("Ewa Nowak", "administrator2", Role::Administrator),
];

/// The providers of the story: name, nation, whether small or medium-sized, what they do.
const PROVIDERS: [(&str, &str, bool, &str); 4] = [
    (
        "Aurora Observation AS",
        "NO",
        true,
        "Radar imagery of the High North from eight small satellites. Invented for the demonstration.",
    ),
    (
        "Boreal Radar Oy",
        "FI",
        false,
        "Radar constellation with a Finnish ground segment. Invented for the demonstration.",
    ),
    (
        "Cygnus Imaging GmbH",
        "DE",
        false,
        "Optical and radar imagery, archive and tasking. Invented for the demonstration.",
    ),
    (
        "Delphin Space ΑΕ",
        "GR",
        true,
        "Maritime monitoring from optical satellites. Invented for the demonstration.",
    ),
];

/// The people, ready to act.
pub struct Cast(Vec<(&'static Part, Actor)>);

impl Cast {
    /// The person with the local part of an address.
    ///
    /// # Errors
    /// When the story names nobody so.
    pub fn who(&self, local: &str) -> Result<&Actor, Error> {
        let found = self.0.iter().find(|(part, _)| part.local == local);
        found.map(|(_, actor)| actor).ok_or_else(|| {
            Error::Internal(format!("nobody in the demonstration is called {local}"))
        })
    }

    /// Takes part in an opening as the person with the local part of an address.
    ///
    /// # Errors
    /// When the story names nobody so, or the use case refuses.
    pub(super) async fn consent(
        &self,
        stage: &Stage,
        local: &str,
        call: &Call,
        solicitation: &str,
    ) -> Result<(), Error> {
        let found = self.0.iter().find(|(part, _)| part.local == local);
        let (part, _) = found.ok_or(Error::NotFound)?;
        let secrets = Secrets {
            password: &password(&stage.ctx, part),
            passphrase: &passphrase(&stage.ctx, part),
            address: ADDRESS,
        };
        offers::consent(&stage.ctx, call, solicitation, &secrets).await?;
        Ok(())
    }

    /// The accounts with their passwords.
    #[must_use]
    pub fn accounts(&self, ctx: &Ctx) -> Vec<DemoAccount> {
        let account = |part: &Part| DemoAccount {
            role: part.role.as_str(),
            name: part.name.to_owned(),
            email: email(part),
            password: password(ctx, part),
            passphrase: part.holds_key().then(|| passphrase(ctx, part)),
        };
        self.0.iter().map(|(part, _)| account(part)).collect()
    }
}

impl Part {
    /// Whether the person takes part in openings.
    fn holds_key(&self) -> bool {
        matches!(self.role, Role::Opener | Role::Administrator)
    }
}

fn email(part: &Part) -> String {
    format!("{}@demonstration.example", part.local)
}

fn password(ctx: &Ctx, part: &Part) -> String {
    secret(ctx, &format!("demonstration password of {}", email(part)))
}

fn passphrase(ctx: &Ctx, part: &Part) -> String {
    secret(ctx, &format!("demonstration passphrase of {}", email(part)))
}

/// Four groups of five letters and digits that are not mistaken for each other: more than 90 bits.
fn secret(ctx: &Ctx, purpose: &str) -> String {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let secret = ctx.keys().derive(purpose);
    let letters: Vec<char> = secret
        .iter()
        .take(20)
        .map(|byte| char::from(LETTERS[usize::from(byte & 31)]))
        .collect();
    letters
        .chunks(5)
        .map(|group| group.iter().collect::<String>())
        .collect::<Vec<_>>()
        .join("-")
}

/// Makes providers and accounts that are not there yet.
pub(super) async fn cast(stage: &Stage) -> Result<Cast, Error> {
    stage.at(-430, 8, 0);
    let mut cast = Vec::new();
    for part in &PARTS {
        let provider = match part.provider {
            Some(name) => Some(organisation(stage, name).await?),
            None => None,
        };
        let nation = part.nation.and_then(|code| code.parse::<NationCode>().ok());
        let account = account(stage, part, provider).await?;
        let (name, roles) = (part.name.to_owned(), vec![part.role]);
        let actor = Actor::Person(Person {
            account,
            session: None,
            name,
            roles,
            provider,
            membership: Membership::Owner,
            nation,
            own_zone: None,
            house_zone: None,
        });
        if part.holds_key() {
            opening_key(stage, part, &actor).await?;
        }
        cast.push((part, actor));
    }
    Ok(Cast(cast))
}

/// Makes the person's opening key, unless there is one.
async fn opening_key(stage: &Stage, part: &Part, actor: &Actor) -> Result<(), Error> {
    if !own_keys(&stage.ctx, actor).await?.is_empty() {
        return Ok(());
    }
    let (password, passphrase) = (password(&stage.ctx, part), passphrase(&stage.ctx, part));
    let input = KeyInput {
        password: &password,
        passphrase: &passphrase,
        again: &passphrase,
        address: ADDRESS,
    };
    make_key(&stage.ctx, &Call::by(actor.clone()), &input).await
}

async fn account(
    stage: &Stage,
    part: &Part,
    provider: Option<ProviderId>,
) -> Result<AccountId, Error> {
    let known: Option<(Uuid, Option<String>)> = stage
        .ctx
        .db()
        .query("SELECT id, password_hash FROM account WHERE email = $1")
        .bind(email(part))
        .optional()
        .await?;
    let call = Call::system("demonstration");
    let (id, link) = match known {
        Some((id, Some(_))) => return Ok(AccountId(id)),
        Some((id, None)) => (
            AccountId(id),
            accounts::reset_link(&stage.ctx, &call, AccountId(id)).await?,
        ),
        None => {
            let input = AccountInput {
                email: email(part),
                name: part.name.to_owned(),
                roles: vec![part.role.as_str().to_owned()],
                provider,
                nation: part.nation.map(str::to_owned),
            };
            accounts::add(&stage.ctx, &call, NewAccount::try_from(input)?).await?
        }
    };
    accounts::use_link(&stage.ctx, &link.secret, None, &password(&stage.ctx, part)).await?;
    Ok(id)
}

async fn organisation(stage: &Stage, name: &str) -> Result<ProviderId, Error> {
    let known: Option<Uuid> = stage
        .ctx
        .db()
        .query("SELECT id FROM provider WHERE name = $1 AND origin = 'demonstration'")
        .bind(name.to_owned())
        .optional_scalar()
        .await?;
    if let Some(id) = known {
        return Ok(ProviderId(id));
    }
    let (_, nation, sme, description) = PROVIDERS
        .into_iter()
        .find(|(known, _, _, _)| *known == name)
        .ok_or_else(|| Error::Internal(format!("the demonstration has no provider {name}")))?;
    let provider = NewProvider::try_from(ProviderInput {
        name: name.to_owned(),
        nation: nation.to_owned(),
        sme,
        website: String::new(),
        description: description.to_owned(),
    })?;
    let call = Call::system("demonstration");
    let reference = providers::add(
        &stage.ctx,
        &call,
        NewProvider {
            demonstration: true,
            ..provider
        },
    )
    .await?;
    accounts::provider_by_reference(&stage.ctx, &reference).await
}
