//! What a person wants to be sent by mail, and the mail that hands over a link.

use super::keep::{NewAccount, OneTimeLink, make_link};
use crate::audit::Happening;
use crate::outbox::{self, Letter};
use crate::{Call, Ctx, Error, Work, begin};
use domain::id::AccountId;
use domain::mail::{LetterKind, MailChoice};
use domain::policy::actions::{ChooseMail, KeepAccounts};
use domain::policy::{Refused, Subject};

/// Chooses what is mailed to oneself; what happened before is not mailed later.
///
/// # Errors
/// When nobody is signed in or the store fails.
pub async fn choose_mail(ctx: &Ctx, call: &Call, choice: MailChoice) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<ChooseMail>(Subject::ANY)?;
    let account = work.account().ok_or(Refused::SignIn)?;
    let at = work.at;
    work.tx
        .query("UPDATE account SET mail = $1, mailed_until = $2 WHERE id = $3")
        .bind(choice.as_str())
        .bind(at)
        .bind(account)
        .run_one()
        .await?;
    let name = work.actor().name().to_owned();
    let summary = format!("Chose what is mailed: {}", choice.label());
    work.record(&permit, Happening::to("account", account, name, summary))
        .await?;
    work.commit(()).await
}

/// Mails a person a link with which a new password is set; the old password works until then.
///
/// # Errors
/// When there is no such account, this server sends no mail, or the store fails.
pub async fn mail_link(ctx: &Ctx, call: &Call, id: AccountId) -> Result<(), Error> {
    let mut work = begin!(ctx, call);
    let permit = work.permit::<KeepAccounts>(Subject::ANY)?;
    if !ctx.site().mail {
        return Err(Error::not_now(
            "this server sends no mail: make a link and hand it over yourself",
        ));
    }
    let account = super::read::snapshot(&mut work.tx, id).await?.account;
    let at = work.at;
    let link = make_link(&mut work.tx, at, "set_password", Some(id)).await?;
    hand_over(&mut work, id, &account, &link).await?;
    let summary = "Mailed a link to set a new password";
    let name = account.name.as_str();
    work.record(&permit, Happening::to("account", id.0, name, summary))
        .await?;
    work.commit(()).await
}

/// Mails a link with which a password is set to the address of its account, and so shows that the address is right.
///
/// # Errors
/// When the store or the key fails.
pub(crate) async fn hand_over(
    work: &mut Work<'_>,
    id: AccountId,
    account: &NewAccount,
    link: &OneTimeLink,
) -> Result<(), Error> {
    let until = link.expires_at.format("%-d %B %Y, %H:%M UTC");
    let (name, secret) = (account.name.as_str(), &link.secret);
    let site = &work.ctx().site().url;
    let body = format!(
        "{name},\n\nset your password for Perigee here:\n\n{site}/link/{secret}\n\nThe address works once, until {until}. If you did not expect it, do nothing.\n"
    );
    let letter = Letter {
        kind: LetterKind::Link,
        account: id.0,
        recipient: account.email.clone(),
        subject: "Set your password".to_owned(),
        body,
    };
    outbox::write(work, letter).await
}
