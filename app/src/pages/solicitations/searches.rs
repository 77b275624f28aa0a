//! Saved searches: kept from the list, looked at, forgotten, and fed to other programs.

use crate::page::page;
use crate::post::{Go, Post, SHOWN};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Form, Help, Notice, NumTd, PageTitle, Panel, RowHead, Submit,
    SubmitKind, Table, Tag, Td, TextInput, Th, Tone, When, format,
};
use backend::Error;
use backend::searches::{self, SavedSearch};
use leptos::prelude::*;
use leptos_meta::Title;

/// The form under the list that keeps its filters.
pub fn save_form(rq: &Rq) -> AnyView {
    let key = rq.key();
    view! {
        <Panel title="Keep this search" meta="The filters and the order, under a name of yours. What is new in it stands on your start page.">
            <Form act="save_search" key=key label="Keep this search">
                <TextInput name="name" label="Name" maxlength=80 hint="The same name keeps the search anew."/>
                <Submit label="Keep search" kind=SubmitKind::Secondary/>
            </Form>
            <p><a href="/searches">"Your searches and their feeds"</a></p>
        </Panel>
    }
    .into_any()
}

/// Keeps the filters of the list.
pub async fn post_save(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    match post.act() {
        "save_search" => searches::save(ctx, call, post.value("name"), post.rq.queries()).await?,
        _ => return Err(Error::NotFound),
    };
    Ok(Go::to("/searches"))
}

/// The searches that a person keeps.
#[component]
pub fn Searches() -> impl IntoView {
    page(
        async |rq| searches::mine(rq.ctx(), rq.actor()).await,
        |rq, rows| draw(&rq, rows),
    )
}

fn draw(rq: &Rq, rows: Vec<SavedSearch>) -> AnyView {
    let secret = rq.form().value(SHOWN).map(str::to_owned);
    let shown = secret.map(|secret| {
        view! {
            <Notice tone=Tone::Good title="The feed’s address, shown once" announced=true>
                <p><code>{format!("/feeds/{secret}.atom")}</code>" for readers of news, "<code>{format!("/feeds/{secret}.ics")}</code>" for calendars."</p>
                <p>"Put this server’s name before it. Whoever has the address reads the feed without signing in: only public solicitations are in it. End it when it is lost."</p>
            </Notice>
        }
    });
    let body = if rows.is_empty() {
        let action = (
            "/solicitations".to_owned(),
            "Look at solicitations".to_owned(),
        );
        view! { <EmptyState title="No searches kept" text="Filter the list of solicitations and keep the search under a name." action=action/> }
            .into_any()
    } else {
        table(rq, rows)
    };
    view! {
        <Title text="Your searches"/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into()] here="Your searches"/>
        <PageTitle title="Your searches" meta="Only you see them. New is what was published since you last opened a search from here."/>
        {shown}
        {body}
        <Help title="When is a search mailed?">
            "With the mail that you chose for your "<a href="/account">"account"</a>": at once or daily. “Stop mail” leaves this search out of it; its feed and this page still tell what is new."
        </Help>
        <Help title="What is in a feed?">
            "The newest fifty public solicitations of the search, as Atom for readers of news, and their closing moments as a calendar. Nothing of drafts, offers or readers is in it."
        </Help>
    }
    .into_any()
}

fn table(rq: &Rq, rows: Vec<SavedSearch>) -> AnyView {
    let rows = rows.into_iter().map(|row| line(rq, row)).collect_view();
    view! {
        <Table caption="Searches" caption_hidden=true>
            <thead><tr><Th label="Search"/><Th label="Filters"/><Th label="New" num=true/><Th label="Last opened"/><Th label="Acts"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// The query of a list's address in words.
fn words(query: &str) -> String {
    let pairs: Vec<(String, String)> = serde_html_form::from_str(query).unwrap_or_default();
    if pairs.is_empty() {
        return "everything".to_owned();
    }
    let one = |(name, value): &(String, String)| {
        let name = match name.as_str() {
            "q" => "text",
            "area" => "functional area",
            "strategy" => "serves",
            "from" => "closes from",
            "to" => "closes to",
            other => other,
        };
        format!("{name}: {value}")
    };
    pairs.iter().map(one).collect::<Vec<_>>().join(" · ")
}

fn line(rq: &Rq, row: SavedSearch) -> AnyView {
    let SavedSearch {
        id,
        name,
        query,
        seen_at,
        fresh,
        fed,
        mailed,
    } = row;
    let act = |act: &'static str, label: &'static str, kind: SubmitKind| {
        let key = rq.key();
        let named = format!("{label}: {name}");
        view! {
            <Form act=act key=key label=named>
                <input type="hidden" name="search" value=id.to_string()/>
                <Submit label=label kind=kind/>
            </Form>
        }
    };
    let feed = if fed {
        act("close_feed", "End feed", SubmitKind::Secondary)
    } else {
        act("open_feed", "Make feed", SubmitKind::Secondary)
    };
    let mail = if mailed {
        act("no_mail", "Stop mail", SubmitKind::Secondary)
    } else {
        act("mail", "Mail it", SubmitKind::Secondary)
    };
    let (open, forget) = (
        act("see", "Open", SubmitKind::Secondary),
        act("forget", "Forget", SubmitKind::Danger),
    );
    let new = (fresh > 0).then(|| view! { <Tag tone=Tone::Attention label="new"/>" " });
    let (filters, count) = (words(&query), format::thousands(fresh));
    view! {
        <tr>
            <RowHead>{name.clone()}</RowHead>
            <Td label="Filters">{filters}</Td>
            <NumTd label="New" lead=true>{new}{count}</NumTd>
            <Td label="Last opened"><When at=seen_at/></Td>
            <Td label="Acts"><div class="actions">{open}{mail}{feed}{forget}</div></Td>
        </tr>
    }
    .into_any()
}

/// Opens, forgets, and makes or ends a feed.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let id = post.value("search").parse().map_err(|_| Error::NotFound)?;
    match post.act() {
        "see" => {
            let query = searches::see(ctx, call, id).await?;
            let address = if query.is_empty() {
                "/solicitations".to_owned()
            } else {
                format!("/solicitations?{query}")
            };
            return Ok(Go::to(address));
        }
        "forget" => searches::forget(ctx, call, id).await?,
        "mail" => searches::mail(ctx, call, id, true).await?,
        "no_mail" => searches::mail(ctx, call, id, false).await?,
        "open_feed" => return Ok(Go::show(searches::open_feed(ctx, call, id).await?)),
        "close_feed" => searches::close_feed(ctx, call, id).await?,
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to("/searches"))
}

/// What is new in the person's searches, for the start page.
pub fn panel(rows: Vec<SavedSearch>) -> AnyView {
    let none = rows.is_empty().then(|| {
        view! { <p class="meta">"Filter the list of solicitations and keep the search under a name: what is new in it stands here."</p> }
    });
    let lines = rows
        .into_iter()
        .map(|row| {
            let tone = if row.fresh > 0 {
                Tone::Attention
            } else {
                Tone::Neutral
            };
            let label = match row.fresh {
                1 => "1 new".to_owned(),
                more => format!("{} new", format::thousands(more)),
            };
            view! { <li><a href="/searches">{row.name}</a><Tag tone=tone label=label/></li> }
        })
        .collect_view();
    view! {
        <Panel title="Your searches">
            {none}
            <ul class="queue">{lines}</ul>
            <p><a href="/searches">"All your searches"</a></p>
        </Panel>
    }
    .into_any()
}
