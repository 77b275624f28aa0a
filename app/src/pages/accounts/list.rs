//! Keeping accounts.

use crate::page::page;
use crate::post::{Go, Post, SHOWN};
use crate::request::Rq;
use crate::ui::{
    CheckboxGroup, Choice, EmptyState, Form, Notice, PageTitle, RowHead, Select, Submit,
    SubmitKind, Table, Tag, Td, TextInput, Th, Tone, format,
};
use backend::accounts::{self, AccountInput, AccountRow};
use backend::{Error, accounts as use_cases};
use domain::actor::Role;
use domain::id::{AccountId, ProviderId};
use domain::policy::Subject;
use domain::policy::actions::KeepAccounts;
use leptos::prelude::*;
use leptos_meta::Title;

/// Every account.
#[component]
pub fn Accounts() -> impl IntoView {
    page(
        async |rq| accounts::accounts(rq.ctx(), rq.actor()).await,
        |rq, rows| draw_list(&rq, rows),
    )
}

fn draw_list(rq: &Rq, rows: Vec<AccountRow>) -> AnyView {
    let count = rows.len();
    let keep = rq.may::<KeepAccounts>(Subject::ANY);
    let rows = rows.into_iter().map(row).collect_view();
    view! {
        <Title text="Accounts"/>
        <PageTitle title="Accounts" meta=format!("{count} accounts. A change of roles acts at the person's next request.")>
            {keep.then(|| view! { <a class="button primary" href="/accounts/new">"Add an account"</a> })}
        </PageTitle>
        {(count == 0).then(|| view! { <EmptyState title="No accounts" text="Add one to begin."/> })}
        <Table caption="Accounts" caption_hidden=true>
            <thead><tr>
                <Th label="Name"/><Th label="E-mail"/><Th label="Roles"/><Th label="Acts for"/><Th label="Last seen"/><Th label="State"/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(row: AccountRow) -> AnyView {
    let roles = row
        .roles()
        .into_iter()
        .map(Role::label)
        .collect::<Vec<_>>()
        .join(", ");
    let acts_for = row.provider_name.or(row.nation_code).unwrap_or_default();
    let (tone, state) = match (row.active, row.has_password) {
        (false, _) => (Tone::Bad, "disabled"),
        (true, false) => (Tone::Attention, "no password yet"),
        (true, true) => (Tone::Good, "active"),
    };
    view! {
        <tr>
            <RowHead><a href=format!("/accounts/{}", row.id)>{row.name}</a></RowHead>
            <Td label="E-mail" lead=true>{row.email}</Td>
            <Td label="Roles">{roles}</Td>
            <Td label="Acts for">{acts_for}</Td>
            <Td label="Last seen">{row.last_seen_at.map(format::date_time)}</Td>
            <Td label="State"><Tag tone=tone label=state/></Td>
        </tr>
    }
    .into_any()
}

/// Adding an account.
#[component]
pub fn NewAccount() -> impl IntoView {
    page(
        async |rq| use_cases::choices(rq.ctx(), rq.actor()).await,
        |rq, choices| draw_new(&rq, &choices),
    )
}

fn draw_new(rq: &Rq, choices: &use_cases::Choices) -> AnyView {
    let fields = fields(choices, None);
    view! {
        <Title text="Add an account"/>
        <div class="narrow">
            <PageTitle title="Add an account" meta="You get a link with which its person sets a password. It works once, for 48 hours."/>
            {shown_link(rq)}
            <Form act="add" key=rq.key()>
                <TextInput name="email" label="E-mail" kind="email"/>
                {fields}
                <Submit label="Add account"/>
            </Form>
        </div>
    }
    .into_any()
}

fn fields(choices: &use_cases::Choices, row: Option<&AccountRow>) -> AnyView {
    let roles = Role::ALL
        .into_iter()
        .map(|role| Choice::new(role.as_str(), role.label()))
        .collect::<Vec<_>>();
    let held = row
        .map(|row| {
            row.roles()
                .into_iter()
                .map(|role| role.as_str().to_owned())
                .collect::<Vec<_>>()
        })
        .unwrap_or_default();
    let providers = choices
        .providers
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), name.clone()))
        .collect::<Vec<_>>();
    let nations = choices
        .nations
        .iter()
        .map(|(code, name)| Choice::new(code.clone(), name.clone()))
        .collect::<Vec<_>>();
    let provider = row.and_then(|row| row.provider_id).map(|id| id.to_string());
    view! {
        <TextInput name="name" label="Name" hint="Others see it beside what the person does." value=row.map(|row| row.name.clone())/>
        <CheckboxGroup name="roles" legend="Roles" options=roles values=held/>
        <Select name="provider" label="Organisation" hint="For a provider's account." options=providers value=provider optional=true/>
        <Select name="nation" label="Nation" hint="For a delegate's account." options=nations value=row.and_then(|row| row.nation_code.clone()) optional=true/>
    }
    .into_any()
}

fn input(post: &Post, email: String) -> Result<accounts::NewAccount, Error> {
    let input = AccountInput {
        email,
        name: post.value("name").to_owned(),
        roles: post.values("roles"),
        provider: post.value("provider").parse::<ProviderId>().ok(),
        nation: Some(post.value("nation").to_owned()),
    };
    accounts::NewAccount::try_from(input)
}

/// The link that was just made. It is in no address, so no history and no log keeps it.
fn shown_link(rq: &Rq) -> AnyView {
    let link = rq.form().value(SHOWN).map(str::to_owned);
    link.map(|link| {
        view! {
            <Notice tone=Tone::Good title="Hand this address over" announced=true>
                "It is shown only now, works once, and for 48 hours: " <code>{link}</code>
            </Notice>
        }
    })
    .into_any()
}

/// Adds an account and shows its link.
pub async fn post_new(post: Post) -> Result<Go, Error> {
    let account = input(&post, post.value("email").to_owned())?;
    let (_, link) = accounts::add(post.rq.ctx(), &post.call, account).await?;
    Ok(Go::show(format!("/link/{}", link.secret)))
}

/// One account.
#[component]
pub fn AccountSheet() -> impl IntoView {
    page(
        async |rq| {
            let id: AccountId = rq.param("id").parse().map_err(|_| Error::NotFound)?;
            let row = accounts::sheet(rq.ctx(), rq.actor(), id).await?;
            Ok((row, use_cases::choices(rq.ctx(), rq.actor()).await?))
        },
        |rq, (row, choices)| draw_sheet(&rq, &row, &choices),
    )
}

fn draw_sheet(rq: &Rq, row: &AccountRow, choices: &use_cases::Choices) -> AnyView {
    let keep = rq.may::<KeepAccounts>(Subject::ANY);
    let (fields, version, key) = (
        fields(choices, Some(row)),
        rq.version(row.version),
        rq.key(),
    );
    let (key_of_link, key_of_state) = (rq.key(), rq.key());
    let mailed = rq.ctx().site().mail.then(|| {
        let (key, consequence) = (rq.key(), format!("It goes to {}.", row.email));
        view! { <Form act="mail_link" key=key label="Mail a link"><Submit label="Mail a link" kind=SubmitKind::Secondary consequence=consequence/></Form> }
    });
    let (act, words) = if row.active {
        ("disable", "Disable account")
    } else {
        ("enable", "Enable account")
    };
    view! {
        <Title text=row.name.clone()/>
        <PageTitle title=row.name.clone() meta=row.email.clone()/>
        {shown_link(rq)}
        {keep.then(|| view! {
            <div class="two">
                <Form act="change" key=key version=version label="Change the account">
                    {fields}
                    <Submit label="Save changes" consequence="The person's browsers are signed out, so that the change acts at once."/>
                </Form>
                <div>
                    <Form act="link" key=key_of_link label="Link for a password">
                        <Notice>"A link with which the person sets a password works once, for 48 hours. Hand it over yourself."</Notice>
                        <Submit label="Make a link" kind=SubmitKind::Secondary/>
                    </Form>
                    {mailed}
                    <Form act=act key=key_of_state label=words>
                        <Submit label=words kind=SubmitKind::Danger/>
                    </Form>
                </div>
            </div>
        })}
    }
    .into_any()
}

/// Changes, disables, or makes a link.
pub async fn post_sheet(post: Post) -> Result<Go, Error> {
    let id: AccountId = post.rq.param("id").parse().map_err(|_| Error::NotFound)?;
    let ctx = post.rq.ctx();
    match post.act() {
        "change" => {
            let row = accounts::sheet(ctx, post.rq.actor(), id).await?;
            accounts::change(
                ctx,
                &post.call,
                id,
                post.version()?,
                input(&post, row.email)?,
            )
            .await?;
        }
        "disable" => accounts::disable(ctx, &post.call, id, false).await?,
        "enable" => accounts::disable(ctx, &post.call, id, true).await?,
        "mail_link" => accounts::mail_link(ctx, &post.call, id).await?,
        "link" => {
            let link = accounts::reset_link(ctx, &post.call, id).await?;
            return Ok(Go::show(format!("/link/{}", link.secret)));
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/accounts/{id}")))
}
