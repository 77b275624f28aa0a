//! Days and moments, typed in parts: nothing jumps, month names are welcome, the zone is always named.

use leptos::prelude::*;

use super::choices::Choice;
use super::field::{Wiring, form_state, group};
use super::inputs::option_views;
use super::words::Words;

/// A calendar day, sent as `name_day`, `name_month` and `name_year`. Report its error under `name`.
#[component]
pub fn DateFields(
    /// Stem of the three names.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// How to answer it, with an example.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here, with its source.
    #[prop(optional, into)]
    rule: Words,
    /// Day before anything was typed.
    #[prop(optional)]
    value: Option<chrono::NaiveDate>,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let wiring = Wiring::of(&name, Words::default(), &hint, &rule);
    let parts = view! { <div class="parts">{day_parts(&name, &wiring, value)}</div> };
    group(&name, &wiring, legend, optional, hint, rule, parts)
}

/// A moment, sent as the three parts of its day, `name_time` (`17:00`) and `name_zone`. Report its error under `name`.
#[component]
pub fn DateTimeFields(
    /// Stem of the five names.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Zones that can be chosen, by IANA name.
    zones: Vec<Choice>,
    /// How to answer it, with an example.
    #[prop(optional, into)]
    hint: Words,
    /// The rule that acts here, with its source.
    #[prop(optional, into)]
    rule: Words,
    /// Local day and time before anything was typed.
    #[prop(optional)]
    value: Option<chrono::NaiveDateTime>,
    /// IANA name of the zone before anything was chosen.
    #[prop(optional, into)]
    zone: Words,
    /// Whether it may be left empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let wiring = Wiring::of(&name, Words::default(), &hint, &rule);
    let time = value.map(|moment| moment.format("%H:%M").to_string());
    let (zone_name, zone_id) = part_name(&name, "zone");
    let chosen = typed(&zone_name).or_else(|| zone.get());
    let parts = view! {
        <div class="parts">
            {day_parts(&name, &wiring, value.map(|moment| moment.date()))}
            {part(&name, "time", "Time, hh:mm", 5, time, &wiring)}
            <div class="part">
                <label for=zone_id.clone()>"Time zone"</label>
                <select id=zone_id name=zone_name>{option_views(zones, chosen.as_deref())}</select>
            </div>
        </div>
    };
    group(&name, &wiring, legend, optional, hint, rule, parts)
}

fn day_parts(
    name: &str,
    wiring: &Wiring,
    value: Option<chrono::NaiveDate>,
) -> impl IntoView + use<> {
    let shown = |pattern| value.map(|day| day.format(pattern).to_string());
    view! {
        {part(name, "day", "Day", 2, shown("%-d"), wiring)}
        {part(name, "month", "Month", 4, shown("%-m"), wiring)}
        {part(name, "year", "Year", 4, shown("%Y"), wiring)}
    }
}

/// One box of the group. The day has the field's own id, so that the error summary leads to it.
fn part(
    name: &str,
    part: &str,
    label: &'static str,
    size: u16,
    default: Option<String>,
    wiring: &Wiring,
) -> impl IntoView + use<> {
    let (own, part_id) = part_name(name, part);
    let id = if part == "day" {
        wiring.id.clone()
    } else {
        part_id
    };
    let value = typed(&own).or(default);
    // A month may be typed as a word, so its keyboard has letters.
    let keyboard = matches!(part, "day" | "year").then_some("numeric");
    view! {
        <div class="part">
            <label for=id.clone()>{label}</label>
            <input type="text" inputmode=keyboard autocomplete="off" size=size id=id name=own value=value aria-invalid=wiring.invalid/>
        </div>
    }
}

fn part_name(name: &str, part: &str) -> (String, String) {
    let own = format!("{name}_{part}");
    let id = form_state(|state| state.field_id(&own));
    (own, id)
}

fn typed(name: &str) -> Option<String> {
    form_state(|state| state.value(name).map(str::to_owned))
}
