//! What the price volume answers, in each offer's own currency: converted prices stand on the page of prices.

use super::questions::question;
use super::{Question, Reply};
use crate::evaluation::sheet::{OfferLine, Process};
use domain::money::Money;
use domain::offers::{Price, PriceLine, Volume};
use domain::solicitations::ScheduleLine;

/// The total, and the lines: of the schedule one by one, else as each offer names them.
pub(super) fn price_questions(process: &Process, shown: &[&OfferLine]) -> Vec<Question> {
    let sealed = |offer: &OfferLine| process.price_after_technical && offer.price.is_none();
    let ask = |code: &str, title: &str, say: &dyn Fn(&Price) -> Reply| {
        let reply = |offer: &OfferLine| match sealed(offer) {
            true => Reply::words("stays sealed"),
            false => say(&offer.content.price),
        };
        question(Volume::Price, code, title, shown, reply)
    };
    let mut all = vec![ask("total", "Evaluated total", &total)];
    if process.price_schedule.is_empty() {
        all.push(ask("lines", "Priced lines", &every_line));
    }
    all.extend(process.price_schedule.iter().map(|line| {
        let code = format!("line-{}", line.code);
        let title = format!("{} {}", line.code, line.description.as_str());
        ask(&code, &title, &|price| scheduled(price, line))
    }));
    all
}

fn total(price: &Price) -> Reply {
    let Some(total) = price.total() else {
        return Reply::default();
    };
    let mut amounts = vec![("options in".to_owned(), total)];
    if let Some(totals) = price.totals().filter(|totals| totals.options.minor != 0) {
        amounts.push(("base".to_owned(), totals.base));
        amounts.push(("options".to_owned(), totals.options));
    }
    let words = match price.not_offered.len() {
        0 => String::new(),
        1 => "1 line not offered".to_owned(),
        more => format!("{more} lines not offered"),
    };
    Reply {
        amounts,
        ..Reply::words(words)
    }
}

fn scheduled(price: &Price, line: &ScheduleLine) -> Reply {
    match price.priced(&line.code) {
        Some(priced) => Reply {
            amounts: amounts(price, priced, ""),
            ..Reply::default()
        },
        None => Reply::words("not offered"),
    }
}

fn every_line(price: &Price) -> Reply {
    let lines = price.lines.iter();
    let amounts = lines.flat_map(|line| amounts(price, line, &line.description));
    Reply {
        amounts: amounts.collect(),
        ..Reply::default()
    }
}

/// The price of a unit and of the quantity asked for.
fn amounts(price: &Price, line: &PriceLine, name: &str) -> Vec<(String, Money)> {
    let Some((currency, total)) = price.currency.zip(line.total_minor()) else {
        return Vec::new();
    };
    let named = |words: String| format!("{name} {words}").trim().to_owned();
    let option = if line.option { ", option" } else { "" };
    let all = format!("for {} {}{option}", line.quantity.normalize(), line.unit);
    let unit = Money::new(line.unit_price_minor, currency);
    vec![
        (named(format!("per {}", line.unit)), unit),
        (named(all), Money::new(total, currency)),
    ]
}
