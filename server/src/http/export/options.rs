//! Options over all contracts.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, day, or_none, request};
use app::pages;
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::contracts::{self, OptionRow};
use chrono::NaiveDate;

struct Line {
    option: OptionRow,
    today: NaiveDate,
}

const OPTIONS: List<Line> = List {
    name: "options",
    columns: &[
        ("contract", |row| row.option.contract.clone()),
        ("contract_title", |row| row.option.contract_title.clone()),
        ("contractor", |row| row.option.provider_name.clone()),
        ("programme", |row| or_none(row.option.programme.as_ref())),
        ("number", |row| row.option.number.to_string()),
        ("title", |row| row.option.title.clone()),
        ("value_minor", |row| row.option.value_minor.to_string()),
        ("currency", |row| row.option.currency.clone()),
        ("decide_by", |row| day(row.option.decide_by(row.today))),
        ("notice_by", |row| day(Some(row.option.notice_by))),
        ("modify_from", |row| {
            day(Some(row.option.window().modify_from))
        }),
        ("modify_by", |row| day(Some(row.option.window().expiry))),
        ("starts_on", |row| day(Some(row.option.starts_on))),
        ("ends_on", |row| day(Some(row.option.ends_on))),
        ("state", |row| row.option.status.clone()),
        ("standing", |row| {
            row.option.standing(row.today).as_str().to_owned()
        }),
        ("origin", |row| row.option.origin.clone()),
    ],
};

/// Options as they are filtered and ordered.
pub async fn options(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let filter = pages::contracts::option_filter(&rq);
    let today = rq.at().date_naive();
    let found = contracts::radar(rq.ctx(), rq.actor(), &filter).await;
    let line = |option: OptionRow| Line { option, today };
    let rows = found.map(|found| found.rows.into_iter().map(line).collect());
    answer(&rq, &uri, &OPTIONS, rows)
}
