//! Lists about providers: who may bid, declarations, exclusions.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, day, moment, moment_or_none, request};
use app::pages::eligibility as pages;
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::eligibility::{self, CaseRow, DeclarationRow, ExclusionRow};

const CASES: List<CaseRow> = List {
    name: "eligibility",
    columns: &[
        ("provider", |row| row.reference.clone()),
        ("name", |row| row.name.clone()),
        ("nation", |row| row.nation.clone().unwrap_or_default()),
        ("verdict", |row| row.judgement.verdict.as_str().to_owned()),
        ("because", |row| row.judgement.sentence()),
        ("declaration", |row| {
            let declaration = row.declaration.as_ref();
            declaration
                .map(|(reference, _)| reference.clone())
                .unwrap_or_default()
        }),
        ("declaration_state", |row| {
            let declaration = row.declaration.as_ref();
            declaration
                .map(|(_, state)| state.as_str().to_owned())
                .unwrap_or_default()
        }),
    ],
};

/// Who may bid on the solicitation that the address names.
pub async fn cases(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let solicitation = rq.query("solicitation").unwrap_or_default().to_owned();
    let input = pages::case_input(&rq);
    let rows = eligibility::export(rq.ctx(), rq.actor(), &solicitation, &input).await;
    answer(&rq, &uri, &CASES, rows)
}

const DECLARATIONS: List<DeclarationRow> = List {
    name: "declarations",
    columns: &[
        ("reference", |row| row.reference.clone()),
        ("solicitation", |row| row.solicitation.clone()),
        ("title", |row| row.title.clone()),
        ("provider", |row| row.provider.clone()),
        ("name", |row| row.name.clone()),
        ("nation", |row| row.nation_code.clone()),
        ("state", |row| row.status.clone()),
        ("requested_at", |row| moment(row.requested_at)),
        ("decided_at", |row| moment_or_none(row.decided_at)),
        ("expires_on", |row| day(row.expires_on)),
        ("clearance", |row| row.clearance.clone().unwrap_or_default()),
        ("reason", |row| row.reason.clone().unwrap_or_default()),
        ("origin", |row| row.origin.clone()),
    ],
};

/// Declarations that the person may see.
pub async fn declarations(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let input = pages::declarations_input(&rq);
    let rows = eligibility::declarations(rq.ctx(), rq.actor(), &input).await;
    answer(&rq, &uri, &DECLARATIONS, rows)
}

const EXCLUSIONS: List<ExclusionRow> = List {
    name: "exclusions",
    columns: &[
        ("provider", |row| row.provider.clone().unwrap_or_default()),
        ("name", |row| row.name.clone().unwrap_or_default()),
        ("nation", |row| row.nation_code.clone().unwrap_or_default()),
        ("list", |row| row.list_name.clone()),
        ("list_version", |row| row.list_version.clone()),
        ("list_date", |row| row.list_date.to_string()),
        ("source", |row| row.source.clone()),
        ("reason", |row| row.reason.clone()),
        ("first_day", |row| row.first_day.to_string()),
        ("last_day", |row| day(row.last_day)),
        ("recorded_at", |row| moment(row.recorded_at)),
        ("recorded_by", |row| {
            row.recorded_by.clone().unwrap_or_default()
        }),
        ("end_reason", |row| {
            row.end_reason.clone().unwrap_or_default()
        }),
    ],
};

/// Entries of every list of exclusions.
pub async fn exclusions(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let input = pages::exclusions_input(&rq);
    let rows = eligibility::exclusions(rq.ctx(), rq.actor(), &input).await;
    answer(&rq, &uri, &EXCLUSIONS, rows)
}
