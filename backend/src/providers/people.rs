//! People of an organisation: invited by a link that works once, with what they may do.

use crate::accounts::{AccountInput, NewAccount, OneTimeLink, invite_account, link_for};
use crate::audit::Happening;
use crate::{Call, Ctx, Error, Work, begin};
use domain::actor::{Membership, Role};
use domain::id::{AccountId, ProviderId};
use domain::policy::actions::KeepOwnPeople;
use domain::policy::{Permit, Subject};
use serde::Serialize;
use sqlx::FromRow;
use uuid::Uuid;

/// Somebody to invite, as typed.
#[derive(Clone, Debug, Default)]
pub struct InviteInput {
    /// `name`.
    pub name: String,
    /// `email`.
    pub email: String,
    /// `membership`: code.
    pub membership: String,
}

#[derive(Serialize)]
struct Member {
    email: String,
    membership: Membership,
    active: bool,
}

async fn own(work: &mut Work<'_>, reference: &str) -> Result<(Uuid, Permit<KeepOwnPeople>), Error> {
    let query = work
        .tx
        .query("SELECT id FROM provider WHERE reference = $1 AND origin <> 'imported'");
    let id: Option<Uuid> = query.bind(reference).optional_scalar().await?;
    let id = id.ok_or(Error::NotFound)?;
    let permit = work.permit::<KeepOwnPeople>(Subject::of_provider(ProviderId(id)))?;
    Ok((id, permit))
}

fn membership(code: &str) -> Result<Membership, Error> {
    Membership::from_code(code)
        .ok_or_else(|| Error::field("membership", "choose what the person may do"))
}

/// Invites somebody into one's own organisation. The link lets the person set a password; the owner hands it over.
///
/// # Errors
/// When the rules refuse, the address has an account, or the store fails.
pub async fn invite(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    input: &InviteInput,
) -> Result<OneTimeLink, Error> {
    let mut work = begin!(ctx, call);
    let (provider, permit) = own(&mut work, reference).await?;
    let membership = membership(&input.membership)?;
    let account = NewAccount::try_from(AccountInput {
        email: input.email.clone(),
        name: input.name.clone(),
        roles: vec![Role::Provider.as_str().to_owned()],
        provider: Some(ProviderId(provider)),
        nation: None,
    })?;
    let (id, link) = invite_account(&mut work, &account, membership).await?;
    let member = Member {
        email: account.email.clone(),
        membership,
        active: true,
    };
    let summary = format!(
        "Invited {} as {}",
        account.email,
        membership.label().to_lowercase()
    );
    let happening = Happening::to("account", id.0, account.name.as_str(), summary);
    work.record(&permit, happening.after(&member)?).await?;
    // The secret is in the answer to this one request only.
    work.commit(link.without_secret()).await?;
    Ok(link)
}

#[derive(FromRow)]
struct Person {
    name: String,
    email: String,
    provider_role: Option<String>,
    active: bool,
    more_roles: bool,
}

impl Person {
    fn member(&self) -> Member {
        Member {
            email: self.email.clone(),
            membership: Membership::stored(self.provider_role.as_deref()),
            active: self.active,
        }
    }
}

/// Somebody of the organisation whom its owners may change: with a link they could sign in as whoever follows it, so nobody
/// who holds other roles.
async fn person(work: &mut Work<'_>, provider: Uuid, account: AccountId) -> Result<Person, Error> {
    let query = work.tx.query(
        "SELECT name, email, provider_role, active,
             EXISTS (SELECT 1 FROM account_role WHERE account_id = account.id AND role <> $3) AS more_roles
         FROM account WHERE id = $1 AND provider_id = $2",
    );
    let query = query.bind(account.0).bind(provider);
    let found = query.bind(Role::Provider.as_str()).optional();
    let person: Person = found.await?.ok_or(Error::NotFound)?;
    if person.more_roles {
        return Err(Error::not_now(
            "this person also holds roles outside the organisation, so only an administrator changes the account",
        ));
    }
    Ok(person)
}

/// Changes what somebody of one's own organisation may do, and whether the person may sign in. It acts at once.
///
/// # Errors
/// When the rules refuse, the person would change their own, or the store fails.
pub async fn change_person(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    account: AccountId,
    code: &str,
    active: bool,
) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let (provider, permit) = own(&mut work, reference).await?;
    let membership = membership(code)?;
    if work.account() == Some(account.0) {
        return Err(Error::not_now(
            "another owner changes what you may do, so that an organisation never loses its last one",
        ));
    }
    let before = person(&mut work, provider, account).await?;
    work.tx
        .query("UPDATE account SET provider_role = $1, active = $2, version = version + 1 WHERE id = $3")
        .bind(membership.as_str())
        .bind(active)
        .bind(account.0)
        .run_one()
        .await?;
    let after = Member {
        email: before.email.clone(),
        membership,
        active,
    };
    let summary = format!("Changed what {} may do", before.name);
    let happening = Happening::to("account", account.0, &before.name, summary);
    work.record(&permit, happening.before(&before.member())?.after(&after)?)
        .await?;
    work.commit(()).await
}

/// Makes a new link for somebody of one's own organisation who has not followed the first, or forgot the password.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn renew_link(
    ctx: &Ctx,
    call: &Call,
    reference: &str,
    account: AccountId,
) -> Result<OneTimeLink, Error> {
    let mut work = begin!(ctx, call);
    let (provider, permit) = own(&mut work, reference).await?;
    let person = person(&mut work, provider, account).await?;
    let link = link_for(&mut work, account).await?;
    let happening = Happening::to(
        "account",
        account.0,
        &person.name,
        "Made a link to set a new password",
    );
    work.record(&permit, happening).await?;
    work.commit(link.without_secret()).await?;
    Ok(link)
}
