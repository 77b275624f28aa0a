//! One's own account: password and sessions.

use crate::page::page;
use crate::post::{Go, Post, SessionChange};
use crate::request::Rq;
use crate::ui::{
    Form, Notice, PageTitle, RowHead, Submit, SubmitKind, Table, Td, TextInput, Th, Tone, format,
};
use backend::Error;
use backend::accounts::{self, SessionRow};
use domain::id::SessionId;
use domain::policy::Subject;
use domain::policy::actions::KeepOpeningKey;
use leptos::prelude::*;
use leptos_meta::Title;

/// One's own account.
#[component]
pub fn Account() -> impl IntoView {
    page(
        async |rq| accounts::own_account(rq.ctx(), rq.actor()).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: accounts::AccountSheet) -> AnyView {
    let name = rq.actor().name().to_owned();
    let roles = rq.actor().person().map(|person| {
        person
            .roles
            .iter()
            .map(|role| role.label())
            .collect::<Vec<_>>()
            .join(", ")
    });
    let changed = rq.query("changed").is_some();
    let (mail, zone) = (super::mail::draw(rq, sheet.mail), super::zone::draw(rq));
    let opening_key = rq
        .may::<KeepOpeningKey>(Subject::ANY)
        .then(|| view! { <a class="button" href="/account/opening-key">"Opening key"</a> });
    view! {
        <Title text="Your account"/>
        <PageTitle title=name meta=format!("{} · {}", sheet.email, roles.unwrap_or_default())>
            {opening_key}
            <form method="post" action="/sign-in">
                <input type="hidden" name="act" value="sign_out"/>
                <button class="button" type="submit">"Sign out"</button>
            </form>
        </PageTitle>
        {changed.then(|| view! {
            <Notice tone=Tone::Good announced=true>"Your password is changed. Every other browser was signed out."</Notice>
        })}
        <div class="two">
            {sessions(rq, sheet.sessions)}
            <div class="stack">{mail} {zone} {password(rq)}</div>
        </div>
    }
    .into_any()
}

fn password(rq: &Rq) -> AnyView {
    view! {
        <section class="panel">
            <h2>"Change your password"</h2>
            <Form act="password" key=rq.key() label="Change your password">
                <TextInput name="present_password" label="Present password" kind="password" autocomplete="current-password"/>
                <TextInput name="new_password" label="New password" kind="password" autocomplete="new-password"
                    hint="At least 15 characters. A few words in a row are easiest to remember."
                    rule="NIST SP 800-63B-4: length instead of rules of composition, no forced changes"/>
                <Submit label="Change password"/>
            </Form>
        </section>
    }
    .into_any()
}

fn sessions(rq: &Rq, rows: Vec<SessionRow>) -> AnyView {
    let own = rq.actor().person().and_then(|person| person.session);
    let rows = rows
        .into_iter()
        .map(|row| {
            let own = own == Some(row.id);
            session(rq, row, own)
        })
        .collect_view();
    view! {
        <Table caption="Where you are signed in">
            <thead><tr><Th label="Browser"/><Th label="Address"/><Th label="Since"/><Th label="Last used"/><Th label="End"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn session(rq: &Rq, row: SessionRow, own: bool) -> AnyView {
    let end = if own {
        "this browser".into_any()
    } else {
        view! {
            <form method="post">
                <input type="hidden" name="act" value="end_session"/>
                <input type="hidden" name="idempotency_key" value=rq.key()/>
                <input type="hidden" name="session" value=row.id.to_string()/>
                <Submit label="End" kind=SubmitKind::Secondary/>
            </form>
        }
        .into_any()
    };
    view! {
        <tr>
            <RowHead>{row.browser}</RowHead>
            <Td label="Address">{row.address}</Td>
            <Td label="Since">{format::date_time(row.started_at)}</Td>
            <Td label="Last used">{format::date_time(row.last_seen_at)}</Td>
            <Td label="End">{end}</Td>
        </tr>
    }
    .into_any()
}

/// Changes the password, or ends a session.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    match post.act() {
        "password" => {
            let (present, new) = (post.raw("present_password"), post.raw("new_password"));
            accounts::change_password(ctx, &post.secret_call(), present, new).await?;
            Ok(Go::to("/account?changed=1"))
        }
        "mail" => {
            let choice = post
                .value("mail")
                .parse()
                .map_err(|error| Error::field("mail", error))?;
            accounts::choose_mail(ctx, &post.call, choice).await?;
            Ok(Go::to("/account#mail"))
        }
        "zone" => {
            accounts::choose_zone(ctx, &post.call, crate::pages::zones::typed(&post)?).await?;
            Ok(Go::to("/account#zone"))
        }
        "end_session" => {
            let session: SessionId = post.value("session").parse().map_err(|_| Error::NotFound)?;
            accounts::end_session(ctx, &post.call, session).await?;
            Ok(Go::to("/account"))
        }
        "sign_out" => {
            accounts::sign_out(ctx, &post.call).await?;
            Ok(Go::to("/sign-in?left=1").with_session(SessionChange::End))
        }
        _ => Err(Error::NotFound),
    }
}
