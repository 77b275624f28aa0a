//! Choosing a time zone in which deadlines are read.

use crate::post::Post;
use crate::ui::{Choice, Select};
use backend::Error;
use chrono_tz::{TZ_VARIANTS, Tz};
use leptos::prelude::*;

/// Zones that are named by a place, as people know them, and UTC. The others are old names of these, or offsets.
fn places() -> impl Iterator<Item = &'static str> {
    let names = TZ_VARIANTS.iter().map(|zone| zone.name());
    let named = names.filter(|name| name.contains('/') && !name.starts_with("Etc/"));
    std::iter::once("UTC").chain(named)
}

/// The field, with what stands for no choice.
pub fn field(
    label: &'static str,
    chosen: Option<Tz>,
    none: String,
    hint: &'static str,
) -> impl IntoView {
    let options: Vec<Choice> = places().map(|name| Choice::new(name, name)).collect();
    let value = chosen.map(|zone| zone.name().to_owned());
    view! { <Select name="zone" label=label options=options optional=true prompt=none value=value hint=hint/> }
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
