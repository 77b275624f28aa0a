//! What the person was told and has not read.

use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{Form, Panel, Submit, SubmitKind, When};
use backend::Error;
use backend::notices::{self, MOST_SHOWN, News};
use leptos::prelude::*;

/// The news, the newest first; nothing when there is none.
pub fn draw(rq: &Rq, news: Vec<News>) -> Option<AnyView> {
    if news.is_empty() {
        return None;
    }
    let count = news.len();
    let full = i64::try_from(count).is_ok_and(|count| count >= MOST_SHOWN);
    let meta = if full {
        format!("The newest {count}. More follow when you have marked these as read.")
    } else {
        "The newest first. What you mark as read leaves this list.".to_owned()
    };
    let all = (count > 1).then(|| mark_all(rq));
    let lines = (1_usize..).zip(news);
    let lines = lines
        .map(|(place, one)| line(rq, place, one))
        .collect_view();
    Some(
        view! { <Panel title="News for you" meta=meta><ul class="queue news">{lines}</ul>{all}</Panel> }
            .into_any(),
    )
}

fn line(rq: &Rq, place: usize, news: News) -> AnyView {
    // The same can have happened twice; each form needs a name of its own.
    let label = format!("Mark as read, {place}: {} ({})", news.text, news.reference);
    let (place, text) = (notices::address(&news.kind, &news.reference), news.text);
    let said = match place {
        Some(href) => view! { <a href=href>{text}</a> }.into_any(),
        None => view! { <span>{text}</span> }.into_any(),
    };
    let key = rq.key();
    let mark = view! {
        <Form act="read" key=key label=label>
            <input type="hidden" name="news" value=news.id.to_string()/>
            <Submit label="Mark as read" kind=SubmitKind::Secondary/>
        </Form>
    };
    view! { <li>{said}{mark}<span class="meta">{news.reference}" · "<When at=news.made_at/></span></li> }
        .into_any()
}

fn mark_all(rq: &Rq) -> AnyView {
    let key = rq.key();
    view! {
        <Form act="read" key=key label="Mark all as read">
            <Submit label="Mark all as read" kind=SubmitKind::Secondary/>
        </Form>
    }
    .into_any()
}

/// Marks one piece of news, or all, as read.
pub async fn post(post: Post) -> Result<Go, Error> {
    if post.act() != "read" {
        return Err(Error::NotFound);
    }
    let one = match post.value("news") {
        "" => None,
        id => Some(id.parse().map_err(|_| Error::NotFound)?),
    };
    notices::read(post.rq.ctx(), &post.call, one).await?;
    Ok(Go::to("/"))
}
