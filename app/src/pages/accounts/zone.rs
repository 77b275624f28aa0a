//! In which time zone a person reads deadlines.

use crate::pages::{clocks, zones};
use crate::request::Rq;
use crate::ui::{Form, Submit, SubmitKind};
use leptos::prelude::*;

/// The form of the account's page.
pub fn draw(rq: &Rq) -> AnyView {
    let person = rq.actor().person();
    let (own, house) = person.map_or((None, None), |person| (person.own_zone, person.house_zone));
    let now = clocks::deadline(rq.at(), own.or(house).map_or("UTC", |zone| zone.name()));
    let none = house.map_or_else(
        || "Only as published, and in UTC".to_owned(),
        |zone| format!("As our organisation chose: {}", zone.name()),
    );
    let field = zones::field(
        "Where you read deadlines",
        own,
        none,
        "Deadlines are shown in the zone in which they are published, in this one, and in UTC. What counts is the same moment everywhere.",
    );
    view! {
        <section class="panel" id="zone">
            <h2>"Time zone"</h2>
            <p>"Now it is "<time datetime=crate::ui::format::iso_moment(rq.at())>{now}</time>"."</p>
            <Form act="zone" key=rq.key() label="Your time zone">
                {field}
                <Submit label="Save" kind=SubmitKind::Secondary/>
            </Form>
        </section>
    }
    .into_any()
}
