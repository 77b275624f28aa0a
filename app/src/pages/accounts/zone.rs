//! In which time zone a person reads deadlines.

use crate::pages::clocks;
use crate::post::Post;
use crate::request::Rq;
use crate::ui::{Choice, Form, Select, Submit, SubmitKind};
use backend::Error;
use chrono_tz::{TZ_VARIANTS, Tz};
use leptos::prelude::*;

/// Zones that are named by a place, as people know them, and UTC. The others are old names of these, or offsets.
fn places() -> impl Iterator<Item = &'static str> {
    let names = TZ_VARIANTS.iter().map(|zone| zone.name());
    let named = names.filter(|name| name.contains('/') && !name.starts_with("Etc/"));
    std::iter::once("UTC").chain(named)
}

/// The form of the account's page.
pub fn draw(rq: &Rq) -> AnyView {
    let chosen = rq.actor().person().and_then(|person| person.zone);
    let options: Vec<Choice> = places().map(|name| Choice::new(name, name)).collect();
    let now = clocks::deadline(rq.at(), chosen.map_or("UTC", |zone| zone.name()));
    view! {
        <section class="panel" id="zone">
            <h2>"Time zone"</h2>
            <p>"Now it is "<time datetime=crate::ui::format::iso_moment(rq.at())>{now}</time>"."</p>
            <Form act="zone" key=rq.key() label="Your time zone">
                <Select name="zone" label="Where you read deadlines" options=options optional=true prompt="Only as published, and in UTC"
                    value=chosen.map(|zone| zone.name().to_owned())
                    hint="Deadlines are shown in the zone in which they are published, in this one, and in UTC. What counts is the same moment everywhere."/>
                <Submit label="Save" kind=SubmitKind::Secondary/>
            </Form>
        </section>
    }
    .into_any()
}

/// What was chosen; none where nothing was.
pub fn typed(post: &Post) -> Result<Option<Tz>, Error> {
    let name = post.value("zone");
    if name.is_empty() {
        return Ok(None);
    }
    let zone = name
        .parse()
        .map_err(|_| Error::field("zone", "Choose a time zone of the list."))?;
    Ok(Some(zone))
}
