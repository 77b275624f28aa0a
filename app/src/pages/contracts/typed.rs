//! Reading what was typed into the forms of contracts.

use crate::post::Post;
use backend::{Error, FieldErrors};
use chrono::{Month, NaiveDate};
use domain::money::{Currency, Money};

/// Reads a day from its three parts; nothing typed is nothing.
pub fn optional_day(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<NaiveDate> {
    let part = |part: &str| post.value(&format!("{name}_{part}")).to_owned();
    let (day, month, year) = (part("day"), part("month"), part("year"));
    if day.is_empty() && month.is_empty() && year.is_empty() {
        return None;
    }
    let month = month.parse().ok().or_else(|| {
        month
            .parse::<Month>()
            .ok()
            .map(|month| month.number_from_month())
    });
    let read = month
        .and_then(|month| NaiveDate::from_ymd_opt(year.parse().ok()?, month, day.parse().ok()?));
    let read = read.filter(|day| chrono::Datelike::year(day) >= 1900);
    if read.is_none() {
        errors.add(name, "write a day such as 3 March 2027");
    }
    read
}

/// Reads a day that must be there.
pub fn day(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<NaiveDate> {
    let before = errors.is_empty();
    let read = optional_day(post, errors, name);
    if read.is_none() && (before == errors.is_empty()) {
        errors.add(name, "write a day such as 3 March 2027");
    }
    read
}

/// Reads an amount in major units into minor ones; nothing typed is nothing.
pub fn optional_amount(
    post: &Post,
    errors: &mut FieldErrors,
    name: &str,
    currency: Currency,
) -> Option<i64> {
    let text = post.value(name);
    if text.is_empty() {
        return None;
    }
    errors
        .take(name, Money::parse(text, currency))
        .map(|money| money.minor)
}

/// Reads an amount that must be there.
pub fn amount(
    post: &Post,
    errors: &mut FieldErrors,
    name: &str,
    currency: Currency,
) -> Option<i64> {
    if post.value(name).is_empty() {
        errors.add(name, "write an amount such as 1250000");
    }
    optional_amount(post, errors, name, currency)
}

/// Everything was read: `errors` refuses before this can be missing.
pub fn read<T>(value: Option<T>) -> Result<T, Error> {
    value.ok_or_else(|| Error::not_now("the form could not be read: open the page again"))
}

/// The number in the page's path.
pub fn number(post: &Post) -> Result<i64, Error> {
    post.rq.param("number").parse().map_err(|_| Error::NotFound)
}
