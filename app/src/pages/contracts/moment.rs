//! A contract's pages as they were recorded at a past moment: `?as_of=2026-05-14T12:00`, UTC.

use crate::pages::audit::moment;
use crate::request::Rq;
use crate::ui::{Moment, format};
use backend::Error;
use backend::contracts::ContractSheet;
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use leptos::prelude::*;

/// The name in the address.
const NAME: &str = "as_of";

/// The moment in the address; none for the present. A day means its end. `at` is read too: older links carry it.
///
/// # Errors
/// When it names no moment.
pub fn read(rq: &Rq) -> Result<Option<DateTime<Utc>>, Error> {
    let named = rq.query(NAME).or_else(|| rq.query("at"));
    let Some(text) = named.filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let end_of = |day: NaiveDate| {
        let last = NaiveTime::from_hms_milli_opt(23, 59, 59, 999)?;
        Some(day.and_time(last).and_utc())
    };
    let day = || text.parse().ok().and_then(end_of);
    let read = moment::read(text).or_else(day);
    read.map(Some).ok_or_else(|| {
        Error::not_now("write the moment in UTC as 2026-05-14T12:00, or a day as 2026-05-14")
    })
}

/// The same moment for a link to another page of the contract: `?as_of=…`, or nothing for the present.
#[must_use]
pub fn kept(sheet: &ContractSheet) -> String {
    sheet.moment.map_or_else(String::new, |(at, _)| link(at))
}

/// A link's end that shows a page as of a moment.
#[must_use]
pub fn link(at: DateTime<Utc>) -> String {
    format!("?{NAME}={}", at.format("%Y-%m-%dT%H:%M:%S%.6fZ"))
}

/// The line that says which moment is shown, how many later changes it hides, and the way back to the present.
pub fn banner(rq: &Rq, sheet: &ContractSheet) -> AnyView {
    let address = format!("/contracts/{}", sheet.record.reference);
    told(rq, sheet.moment, &address)
}

/// As [`banner`], for the pages of any record: the shown moment with how many later changes it hides, and the address of
/// the page that tells what changed since.
pub fn told(rq: &Rq, moment: Option<(DateTime<Utc>, i64)>, address: &str) -> AnyView {
    let Some((at, later)) = moment else {
        return ().into_any();
    };
    let hidden = match later {
        0 => "Nothing changed since.".to_owned(),
        1 => "1 later change is not shown.".to_owned(),
        more => format!("{more} later changes are not shown."),
    };
    let since = format!("{address}{}#since", link(at));
    let changes = (later > 0).then_some(since);
    let name = if rq.query(NAME).is_some() { NAME } else { "at" };
    let now = rq.with_query(name, None);
    view! { <Moment at=format::date_time(at) hidden=hidden changes=changes now=now/> }.into_any()
}

/// The form that asks for a moment.
pub fn choose(rq: &Rq, sheet: &ContractSheet) -> AnyView {
    if sheet.history.is_empty() {
        return ().into_any();
    }
    ask(rq, sheet.moment.map_or_else(|| rq.at(), |(at, _)| at))
}

/// As [`choose`], for the pages of any record; `shown` is what the page shows.
pub fn ask(rq: &Rq, shown: DateTime<Utc>) -> AnyView {
    let value = moment::boxed(shown);
    let tab = rq.query("tab").map(str::to_owned);
    let tab = tab.map(|tab| view! { <input type="hidden" name="tab" value=tab/> });
    view! {
        <form method="get" class="filter-row">
            {tab}
            <div class="filter">
                <label for="as-of">"Show as recorded on (UTC)"</label>
                <input type="datetime-local" id="as-of" name=NAME value=value/>
            </div>
            <button type="submit" class="button">"Show this moment"</button>
        </form>
    }
    .into_any()
}
