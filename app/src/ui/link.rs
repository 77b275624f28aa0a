//! References, hashes and moments inside running text.

use chrono::{DateTime, NaiveDate, Utc};
use leptos::prelude::*;

use super::format;
use super::words::Words;

/// A reference such as `SOL-2026-0007`, linked to its page when `href` is given.
#[component]
pub fn Ref(
    /// The reference as printed.
    #[prop(into)]
    reference: String,
    /// Address of its page.
    #[prop(optional, into)]
    href: Words,
) -> impl IntoView {
    match href.get() {
        Some(href) => view! { <a class="ref" href=href>{reference}</a> }.into_any(),
        None => view! { <span class="ref">{reference}</span> }.into_any(),
    }
}

/// A hash, shortened to its first and last eight digits, in full on hover and in print.
#[component]
pub fn Hash(
    /// The whole hash, hexadecimal.
    #[prop(into)]
    value: String,
) -> impl IntoView {
    let short = shortened(&value);
    let title = value.clone();
    view! {
        <span class="hash" title=title>
            <span class="hash-short">{short}</span>
            <span class="hash-full">{value}</span>
        </span>
    }
}

fn shortened(hash: &str) -> String {
    let count = hash.chars().count();
    if count <= 20 {
        return hash.to_owned();
    }
    let head: String = hash.chars().take(8).collect();
    let tail: String = hash.chars().skip(count - 8).collect();
    format!("{head}…{tail}")
}

/// How near a moment is, beside the moment itself: never shown alone.
#[component]
pub fn Countdown(
    /// The moment.
    at: DateTime<Utc>,
    /// The server's present.
    now: DateTime<Utc>,
    /// The moment in its own zone and UTC, when UTC alone is not enough.
    #[prop(optional, into)]
    shown: Words,
) -> impl IntoView {
    let shown = shown.get().unwrap_or_else(|| format::date_time(at));
    let near = if at < now {
        "countdown past"
    } else {
        "countdown"
    };
    view! {
        <span class=near data-now=now.format("%Y-%m-%dT%H:%M:%S%.3fZ").to_string()>
            <time datetime=format::iso_moment(at)>{shown}</time>
            <span class="comma">", "</span>
            <span class="nearness">{format::relative(at, now)}</span>
        </span>
    }
}

/// A moment, to the minute, in UTC.
#[component]
pub fn When(
    /// The moment.
    at: DateTime<Utc>,
) -> impl IntoView {
    view! { <time datetime=format::iso_moment(at)>{format::date_time(at)}</time> }
}

/// A calendar day.
#[component]
pub fn Day(
    /// The day.
    day: NaiveDate,
) -> impl IntoView {
    view! { <time datetime=format::iso_date(day)>{format::date(day)}</time> }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn long_hashes_keep_both_ends() {
        let hash = format!("5b1f{}e07a", "0".repeat(56));
        assert_eq!(shortened(&hash), "5b1f0000…0000e07a");
        assert_eq!(shortened("5b1fe07a"), "5b1fe07a");
    }
}
