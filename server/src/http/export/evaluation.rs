//! The prices of the opened offers.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, amount_or_none, answer, or_none, request};
use app::pages;
use axum::body::Body;
use axum::extract::{Extension, Path, State as AxumState};
use axum::http::{Response, Uri};
use backend::evaluation::{self, PricedOffer};
use domain::evaluation::arithmetic::shown;
use domain::money::{Currency, Money};

struct Line {
    priced: PricedOffer,
    currency: Currency,
}

impl Line {
    fn submitted(&self, money: Option<Money>) -> String {
        amount_or_none(
            money.map(|money| money.minor),
            money.as_ref().map(|money| money.currency.code()),
        )
    }
}

const PRICES: List<Line> = List {
    name: "prices",
    columns: &[
        ("offer", |row| row.priced.offer.reference.clone()),
        ("provider", |row| row.priced.offer.provider_name.clone()),
        ("state", |row| row.priced.offer.status.as_str().to_owned()),
        ("place", |row| or_none(row.priced.place.as_ref())),
        ("compared", |row| {
            let places = row.currency.exponent();
            or_none(
                row.priced
                    .compared
                    .map(|value| shown(value, places))
                    .as_ref(),
            )
        }),
        ("compared_in", |row| row.currency.to_string()),
        ("above_least_percent", |row| {
            or_none(row.priced.above_least.map(|value| shown(value, 4)).as_ref())
        }),
        ("submitted", |row| row.submitted(row.priced.offer.price)),
        ("submitted_in", |row| {
            or_none(row.priced.offer.price.map(|price| price.currency).as_ref())
        }),
        ("base", |row| {
            row.submitted(row.priced.totals.as_ref().map(|totals| totals.base))
        }),
        ("options", |row| {
            row.submitted(row.priced.totals.as_ref().map(|totals| totals.options))
        }),
        ("lines_not_offered", |row| {
            row.priced.offer.content.price.not_offered.join(" ")
        }),
        ("units_per_eur", |row| {
            let rate = row.priced.offer.rate.as_ref();
            or_none(rate.map(|rate| rate.units_per_eur.normalize()).as_ref())
        }),
        ("rate_day", |row| {
            or_none(row.priced.offer.rate.as_ref().map(|rate| rate.day).as_ref())
        }),
    ],
};

/// The prices as the page compares them.
pub async fn prices(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    Path(reference): Path<String>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let filter = pages::evaluation::price_filter(&rq);
    let found = evaluation::prices(
        rq.ctx(),
        rq.actor(),
        (reference.as_str(), rq.query("lot")),
        &filter,
    )
    .await;
    let rows = found.map(|found| {
        let currency = found.currency;
        let line = |priced| Line { priced, currency };
        found.offers.into_iter().map(line).collect()
    });
    answer(&rq, &uri, &PRICES, rows)
}
