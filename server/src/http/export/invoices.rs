//! Invoices over all contracts.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, day, request};
use app::pages;
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::contracts::{self, InvoiceRow};

fn minor(amount: Option<i64>) -> String {
    amount.map_or_else(String::new, |minor| minor.to_string())
}

const INVOICES: List<InvoiceRow> = List {
    name: "invoices",
    columns: &[
        ("contract", |row| row.contract.clone()),
        ("contract_title", |row| row.contract_title.clone()),
        ("contractor", |row| row.provider_name.clone()),
        ("number", |row| row.number.to_string()),
        ("own_number", |row| row.own_number.clone()),
        ("kind", |row| row.kind.clone()),
        ("milestone", |row| minor(row.milestone)),
        ("amount_minor", |row| row.amount_minor.to_string()),
        ("net_minor", |row| minor(row.net_minor)),
        ("currency", |row| row.currency.clone()),
        ("received_on", |row| day(Some(row.received_on))),
        ("held_on", |row| day(row.held_on)),
        ("due_on", |row| day(Some(row.due_on))),
        ("paid_on", |row| day(row.paid_on)),
        ("state", |row| row.status.clone()),
        ("origin", |row| row.origin.clone()),
    ],
};

/// Invoices as they are filtered and ordered.
pub async fn invoices(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let filter = pages::contracts::invoice_filter(&rq);
    let rows = contracts::invoice_rows(rq.ctx(), rq.actor(), &filter).await;
    answer(&rq, &uri, &INVOICES, rows)
}
