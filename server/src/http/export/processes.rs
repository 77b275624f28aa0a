//! The log, and the lists of what is bought: solicitations, offers, contracts, milestones, providers.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{
    List, amount, amount_or_none, answer, currency, day, moment, moment_or_none, or_none, request,
};
use app::pages;
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::audit::{self, LogRow};
use backend::contracts::{self, ContractRow};
use backend::milestones::{self, MilestoneRow};
use backend::offers;
use backend::overrides;
use backend::providers::{self, ProviderRow};
use backend::solicitations;

const LOG: List<LogRow> = List {
    name: "audit",
    columns: &[
        ("at", |row| moment(row.at)),
        ("who", |row| row.actor_name.clone()),
        ("action", |row| row.action.clone()),
        ("subject_kind", |row| row.subject_kind.clone()),
        ("subject", |row| row.subject_reference.clone()),
        ("what", |row| row.summary.clone()),
        ("reason", |row| or_none(row.reason.as_ref())),
        ("position", |row| or_none(row.position.as_ref())),
        ("event", |row| row.id.to_string()),
    ],
};

/// The log as it is filtered, for auditors.
pub async fn log(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let rows = audit::export(rq.ctx(), rq.actor(), &pages::audit::log_input(&rq)).await;
    answer(&rq, &uri, &LOG, rows)
}

const SOLICITATIONS: List<solicitations::ExportRow> = List {
    name: "solicitations",
    columns: &[
        ("reference", |row| row.reference.clone()),
        ("title", |row| row.title.clone()),
        ("buyer", |row| row.buyer_name.clone()),
        ("functional_area", |row| or_none(row.area.as_ref())),
        ("method", |row| row.method.clone()),
        ("state", |row| row.status.clone()),
        ("closes_at", |row| moment_or_none(row.closes_at)),
        ("zone", |row| row.zone.clone()),
        ("estimate", |row| {
            amount_or_none(row.estimate_minor, row.estimate_currency.as_deref())
        }),
        ("currency", |row| or_none(row.estimate_currency.as_ref())),
        ("offers", |row| or_none(row.offers.as_ref())),
        ("origin", |row| row.origin.clone()),
        ("recorded_at", |row| moment(row.created_at)),
    ],
};

/// Solicitations that the person may read, as they are filtered; a published one whose closing has passed is closed.
pub async fn solicitations(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let input = solicitations::ListInput::from_query(rq.queries());
    let mut rows = solicitations::export(rq.ctx(), rq.actor(), &input).await;
    for row in rows.iter_mut().flatten() {
        if let Some(state) = row.state_at(rq.at()) {
            state.as_str().clone_into(&mut row.status);
        }
    }
    answer(&rq, &uri, &SOLICITATIONS, rows)
}

const OVERRIDES: List<overrides::Row> = List {
    name: "overrides",
    columns: &[
        ("solicitation", |row| row.reference.clone()),
        ("title", |row| row.title.clone()),
        ("kind", |row| row.kind.clone()),
        ("rule", |row| row.rule_id.clone()),
        ("edition", |row| row.rule_version.clone()),
        ("rule_says", |row| row.statement.clone()),
        ("source", |row| row.source.clone()),
        ("reason", |row| row.reason.clone()),
        ("status", |row| row.status.clone()),
        ("asked_by", |row| or_none(row.requester.as_ref())),
        ("asked_at", |row| moment(row.requested_at)),
        ("decided_by", |row| or_none(row.decider.as_ref())),
        ("decided_at", |row| moment_or_none(row.decided_at)),
        ("remark", |row| or_none(row.note.as_ref())),
    ],
};

/// Every departure from a rule that was asked for, as it is filtered.
pub async fn overrides(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let input = overrides::ListInput::from_query(rq.queries());
    let rows = overrides::export(rq.ctx(), rq.actor(), &input).await;
    answer(&rq, &uri, &OVERRIDES, rows)
}

const OFFERS: List<offers::ListRow> = List {
    name: "offers",
    columns: &[
        ("reference", |row| row.reference.clone()),
        ("solicitation", |row| row.solicitation_reference.clone()),
        ("title", |row| row.solicitation_title.clone()),
        ("offeror", |row| or_none(row.provider_name.as_ref())),
        ("state", |row| row.status.clone()),
        ("total", |row| {
            amount_or_none(row.price_minor, row.price_currency.as_deref())
        }),
        ("currency", |row| or_none(row.price_currency.as_ref())),
        ("closes_at", |row| moment_or_none(row.closes_at)),
        ("submitted_at", |row| moment_or_none(row.submitted_at)),
        ("origin", |row| row.origin.clone()),
        ("made_at", |row| moment(row.created_at)),
    ],
};

/// A provider's own offers, or the opened and imported ones.
pub async fn offers(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let rows = offers::export(rq.ctx(), rq.actor(), &pages::offers::list_input(&rq)).await;
    answer(&rq, &uri, &OFFERS, rows)
}

const CONTRACTS: List<ContractRow> = List {
    name: "contracts",
    columns: &[
        ("reference", |row| row.reference.clone()),
        ("title", |row| row.title.clone()),
        ("vehicle", |row| row.vehicle.clone()),
        ("state", |row| row.status.clone()),
        ("contractor", |row| row.provider_name.clone()),
        ("contractor_reference", |row| {
            or_none(row.provider_reference.as_ref())
        }),
        ("programme", |row| or_none(row.programme_code.as_ref())),
        ("currency", |row| currency(&row.currency)),
        ("ceiling", |row| amount(row.ceiling_minor, &row.currency)),
        ("obligated", |row| {
            amount(row.obligated_minor, &row.currency)
        }),
        ("accepted", |row| amount(row.accepted_minor, &row.currency)),
        ("paid", |row| amount(row.paid_minor, &row.currency)),
        ("ends_on", |row| day(row.ends_on)),
        ("largest_slip_days", |row| row.slip_days.to_string()),
        ("origin", |row| row.origin.clone()),
        ("made_at", |row| moment(row.created_at)),
    ],
};

/// Contracts that the person may read, as they are filtered.
pub async fn contracts(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let input = pages::contracts::list_input(&rq);
    let rows = contracts::rows(rq.ctx(), rq.actor(), &input).await;
    answer(&rq, &uri, &CONTRACTS, rows)
}

const MILESTONES: List<MilestoneRow> = List {
    name: "milestones",
    columns: &[
        ("contract", |row| row.contract.clone()),
        ("contract_title", |row| row.contract_title.clone()),
        ("number", |row| row.number.to_string()),
        ("title", |row| row.title.clone()),
        ("contractor", |row| row.provider_name.clone()),
        ("nation", |row| or_none(row.nation_code.as_ref())),
        ("class", |row| row.class.clone()),
        ("state", |row| row.status.clone()),
        ("value", |row| {
            amount_or_none(row.value_minor, Some(&row.currency))
        }),
        ("currency", |row| currency(&row.currency)),
        ("original_baseline", |row| day(row.original_baseline)),
        ("current_baseline", |row| day(row.current_baseline)),
        ("forecast", |row| day(row.forecast)),
        ("actual", |row| day(row.actual)),
        ("slip_days", |row| or_none(row.slip_days.as_ref())),
        ("origin", |row| row.origin.clone()),
    ],
};

/// Milestones of contracts that the person may read, as they are filtered.
pub async fn milestones(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let filter = pages::milestones::list_filter(&rq);
    let rows = milestones::rows(rq.ctx(), rq.actor(), &filter).await;
    answer(&rq, &uri, &MILESTONES, rows)
}

const PROVIDERS: List<ProviderRow> = List {
    name: "providers",
    columns: &[
        ("reference", |row| row.reference.clone()),
        ("name", |row| row.name.clone()),
        ("nation", |row| or_none(row.nation_code.as_ref())),
        ("sme", |row| row.sme.to_string()),
        ("website", |row| or_none(row.website.as_ref())),
        ("description", |row| or_none(row.description.as_ref())),
        ("offers", |row| row.offers.to_string()),
        ("contracts", |row| row.contracts.to_string()),
        ("origin", |row| row.origin.clone()),
        ("recorded_at", |row| moment(row.created_at)),
    ],
};

/// Organisations, as they are filtered. Only opened offers are counted.
pub async fn providers(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let input = pages::providers::list_input(&rq);
    let rows = providers::export(rq.ctx(), rq.actor(), &input).await;
    answer(&rq, &uri, &PROVIDERS, rows)
}
