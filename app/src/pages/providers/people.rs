//! The people of an organisation: who may do what, and inviting more.

use crate::page::page;
use crate::post::{Go, Post, SHOWN};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Checkbox, Choice, Form, Notice, PageTitle, Panel, RadioGroup, RowHead, Select,
    Submit, SubmitKind, Table, Tag, Td, TextInput, Th, Tone,
};
use backend::Error;
use backend::providers::{self, Dossier, InviteInput, PersonRow};
use domain::actor::Membership;
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::KeepOwnPeople;
use leptos::prelude::*;
use leptos_meta::Title;

/// The page of an organisation's people.
#[component]
pub fn People() -> impl IntoView {
    page(
        async |rq| providers::dossier(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: Dossier) -> AnyView {
    let keeps = rq.may::<KeepOwnPeople>(Subject::of_provider(sheet.id));
    let own = rq.actor().account().map(|account| account.0);
    let href = format!("/providers/{}", sheet.reference);
    let (name, reference) = (sheet.name.clone(), sheet.reference.clone());
    let rows = sheet.people.into_iter().map(|row| {
        let changes = keeps && own != Some(row.account);
        line(rq, row, changes)
    });
    let rows = rows.collect_view();
    let form = keeps.then(|| invite_form(rq));
    view! {
        <Title text=format!("People of {name}")/>
        <Breadcrumbs links=vec![("/providers".to_owned(), "Providers".to_owned()).into(), (href, name.clone()).into()] here="People"/>
        <PageTitle title=format!("People of {name}") reference=reference meta="Owners invite, members write, readers read."/>
        {shown_link(rq)}
        <Table caption="People" caption_hidden=true>
            <thead><tr><Th label="Name"/><Th label="E-mail"/><Th label="May"/><Th label="Change"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
        {form}
    }
    .into_any()
}

/// The link that was just made. It is in no address, so no history and no log keeps it.
fn shown_link(rq: &Rq) -> AnyView {
    let link = rq.form().value(SHOWN).map(str::to_owned);
    link.map(|link| {
        view! {
            <Notice tone=Tone::Good title="Hand this address over" announced=true>
                "It is shown only now, works once, and for 48 hours: "<code>{link}</code>
            </Notice>
        }
    })
    .into_any()
}

fn memberships() -> Vec<Choice> {
    let choice = |one: Membership| Choice::new(one.as_str(), one.label()).hint(one.meaning());
    Membership::ALL.into_iter().map(choice).collect()
}

fn line(rq: &Rq, row: PersonRow, changes: bool) -> AnyView {
    let state = match (row.active, row.joined) {
        (false, _) => Some(view! { " "<Tag tone=Tone::Bad label="disabled"/> }),
        (true, false) => Some(view! { " "<Tag tone=Tone::Attention label="invited"/> }),
        _ => None,
    };
    let change = changes.then(|| change_form(rq, &row));
    let label = row.membership.label();
    view! {
        <tr><RowHead>{row.name}{state}</RowHead><Td label="E-mail">{row.email}</Td><Td label="May" lead=true>{label}</Td><Td label="Change">{change}</Td></tr>
    }
    .into_any()
}

fn change_form(rq: &Rq, row: &PersonRow) -> AnyView {
    let id = row.account.to_string();
    let (act, link) = (format!("change-{id}"), format!("link-{id}"));
    let (key, link_key) = (rq.key(), rq.key());
    let options: Vec<Choice> = Membership::ALL
        .into_iter()
        .map(|one| (one.as_str(), one.label()).into())
        .collect();
    let (value, active) = (row.membership.as_str(), row.active);
    view! {
        <details class="help"><summary>"Change"</summary>
            <Form act=act key=key label="What the person may do">
                <Select name="membership" label="May" options=options value=value/>
                <Checkbox name="active" label="May sign in" checked=active/>
                <Submit label="Save" kind=SubmitKind::Secondary consequence="It acts at once."/>
            </Form>
            <Form act=link key=link_key label="New link">
                <Submit label="Make a new link" kind=SubmitKind::Secondary consequence="With it the person sets a new password; it works once, for 48 hours."/>
            </Form>
        </details>
    }
    .into_any()
}

fn invite_form(rq: &Rq) -> AnyView {
    let (key, options) = (rq.key(), memberships());
    view! {
        <Panel title="Invite somebody" meta="You get a link with which the person sets a password. Hand it over yourself; it works once, for 48 hours.">
            <Form act="invite" key=key label="Invite somebody">
                <TextInput name="name" label="Name" maxlength=120/>
                <TextInput name="email" label="E-mail" kind="email"/>
                <RadioGroup name="membership" legend="The person may" options=options value="member"/>
                <Submit label="Invite"/>
            </Form>
        </Panel>
    }
    .into_any()
}

/// Invites somebody, changes what a person may do, or makes a new link.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call, reference) = (post.rq.ctx(), &post.call, post.rq.param("reference"));
    let value = |name: &str| post.value(name).to_owned();
    let act = post.act().to_owned();
    if act == "invite" {
        let input = InviteInput {
            name: value("name"),
            email: value("email"),
            membership: value("membership"),
        };
        let link = providers::invite(ctx, call, reference, &input).await?;
        return Ok(Go::show(format!("/link/{}", link.secret)));
    }
    let (verb, id) = act.split_once('-').ok_or(Error::NotFound)?;
    let account: AccountId = id.parse().map_err(|_| Error::NotFound)?;
    if verb == "link" {
        let link = providers::renew_link(ctx, call, reference, account).await?;
        return Ok(Go::show(format!("/link/{}", link.secret)));
    }
    let active = !post.value("active").is_empty();
    providers::change_person(ctx, call, reference, account, &value("membership"), active).await?;
    Ok(Go::to(format!("/providers/{reference}/people")))
}
