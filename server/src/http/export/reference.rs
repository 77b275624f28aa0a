//! Lists of what nations pledge, and of what is known of nations, programmes and rates.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{
    List, amount, amount_or_none, answer, day, moment, moment_or_none, or_none, request,
};
use app::pages;
use app::request::Rq;
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::Error;
use backend::contributions::{Dashboard, PledgeRow, Standing, overview};
use backend::nations::{self, NationRow};
use backend::programmes::{self, ProgrammeRow};
use backend::rates::{self, RateLine, RateQuery};

async fn dashboard(rq: &Rq) -> Result<Dashboard, Error> {
    let nation = pages::contributions::chosen_nation(rq)?;
    overview(rq.ctx(), rq.actor(), nation, rq.query("programme")).await
}

/// A sum in euro; an empty cell where the nation pledged only in currencies without a rate.
fn eur(row: &Standing, minor: i64) -> String {
    let totals = &row.totals;
    let converted =
        totals.by_currency.is_empty() || totals.eur.without_rate.len() < totals.by_currency.len();
    if converted {
        amount(minor, "EUR")
    } else {
        String::new()
    }
}

const CONTRIBUTIONS: List<Standing> = List {
    name: "contributions",
    columns: &[
        ("nation", |row| row.code.clone()),
        ("name", |row| row.name.clone()),
        ("pledged_eur", |row| eur(row, row.totals.eur.pledged_minor)),
        ("committed_eur", |row| {
            eur(row, row.totals.eur.committed_minor)
        }),
        ("paid_eur", |row| eur(row, row.totals.eur.paid_minor)),
        ("allocated_eur", |row| {
            eur(row, row.totals.eur.allocated_minor)
        }),
        ("share_of_pledges_percent", |row| {
            or_none(row.pledged_share.as_ref())
        }),
        ("share_of_payments_percent", |row| {
            or_none(row.paid_share.as_ref())
        }),
        ("difference_points", |row| {
            or_none(row.difference().as_ref())
        }),
        ("in_kind", |row| row.in_kind.to_string()),
        ("without_rate", |row| {
            row.totals
                .eur
                .without_rate
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        }),
    ],
};

/// Every nation that pledged, beside the others: euro, cash only, shares in percent.
pub async fn contributions(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let rows = dashboard(&rq).await.map(|found| found.standings);
    answer(&rq, &uri, &CONTRIBUTIONS, rows)
}

const PLEDGES: List<PledgeRow> = List {
    name: "pledges",
    columns: &[
        ("reference", |row| row.reference.clone()),
        ("nation", |row| row.nation_code.clone()),
        ("nation_name", |row| row.nation_name.clone()),
        ("programme", |row| row.programme_code.clone()),
        ("kind", |row| row.kind.clone()),
        ("state", |row| row.status.clone()),
        ("description", |row| row.description.clone()),
        ("amount", |row| {
            amount_or_none(row.amount_minor, row.currency.as_deref())
        }),
        ("currency", |row| or_none(row.currency.as_ref())),
        ("paid", |row| {
            amount_or_none(Some(row.paid_minor), row.currency.as_deref())
        }),
        ("allocated", |row| {
            amount_or_none(Some(row.allocated_minor), row.currency.as_deref())
        }),
        ("pledged_on", |row| row.pledged_on.to_string()),
        ("starts_on", |row| day(row.starts_on)),
        ("ends_on", |row| day(row.ends_on)),
        ("origin", |row| row.origin.clone()),
        ("recorded_at", |row| moment(row.recorded_at)),
    ],
};

/// The pledges under the dashboard, in its order. Private notes are not in it.
pub async fn pledges(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let rows = dashboard(&rq).await;
    let rows =
        rows.map(|found| pages::contributions::sorted_pledges(found.pledges, rq.query("sort")));
    answer(&rq, &uri, &PLEDGES, rows)
}

const NATIONS: List<(String, NationRow)> = List {
    name: "nations",
    columns: &[
        ("code", |row| row.1.code.clone()),
        ("name", |row| row.1.name.clone()),
        ("joined", |row| row.1.accession_year.to_string()),
        ("currency", |row| row.1.currency.clone()),
        ("programmes", |row| row.0.clone()),
        ("source", |row| row.1.source.clone()),
    ],
};

/// The nations with the codes of their programmes.
pub async fn nations(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let rows = nations::nations(rq.ctx(), rq.actor()).await.map(|list| {
        let within = pages::nations::within(&list.standings);
        let codes = |row: &NationRow| {
            let codes = within.get(&row.code).cloned().unwrap_or_default();
            codes.into_iter().collect::<Vec<_>>().join(" ")
        };
        let rows = pages::nations::sorted(&rq, list.nations, &within).into_iter();
        rows.map(|row| (codes(&row), row)).collect()
    });
    answer(&rq, &uri, &NATIONS, rows)
}

const PROGRAMMES: List<ProgrammeRow> = List {
    name: "programmes",
    columns: &[
        ("code", |row| row.code.clone()),
        ("name", |row| row.name.clone()),
        ("functional_area", |row| {
            or_none(row.functional_area.as_ref())
        }),
        ("summary", |row| row.summary.clone()),
        ("nations", |row| row.nations.to_string()),
        ("public_value", |row| {
            amount_or_none(row.value_minor, row.value_currency.as_deref())
        }),
        ("currency", |row| or_none(row.value_currency.as_ref())),
        ("value_means", |row| or_none(row.value_qualifier.as_ref())),
    ],
};

/// The programmes with their public figures.
pub async fn programmes(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let rows = programmes::programmes(rq.ctx(), rq.actor()).await;
    let rows = rows.map(|rows| pages::programmes::sorted(&rq, rows));
    answer(&rq, &uri, &PROGRAMMES, rows)
}

const RATES: List<RateLine> = List {
    name: "rates",
    columns: &[
        ("day", |row| row.on_day.to_string()),
        ("currency", |row| row.currency.clone()),
        ("units_per_eur", |row| row.units_per_eur.0.to_string()),
        ("state", |row| row.status.clone()),
        ("source", |row| row.source.clone()),
        ("file", |row| or_none(row.file_name.as_ref())),
        ("recorded_by", |row| or_none(row.recorder.as_ref())),
        ("recorded_at", |row| moment(row.recorded_at)),
        ("reason", |row| or_none(row.reason.as_ref())),
        ("decided_by", |row| or_none(row.decider.as_ref())),
        ("decided_at", |row| moment_or_none(row.decided_at)),
        ("note", |row| or_none(row.note.as_ref())),
    ],
};

/// The recorded rates: units of a currency for one euro.
pub async fn rates(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let query = RateQuery::from_query(rq.queries());
    let rows = rates::export(rq.ctx(), rq.actor(), &query).await;
    answer(&rq, &uri, &RATES, rows)
}
