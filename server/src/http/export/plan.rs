//! The plan over all contracts.

use super::super::State;
use super::super::session::Visitor;
use super::csv::{List, answer, day, or_none, request};
use app::pages;
use axum::body::Body;
use axum::extract::{Extension, State as AxumState};
use axum::http::{Response, Uri};
use backend::plan::{self, Plan, PlanNode};
use domain::milestones::Room;

struct Line {
    node: PlanNode,
    waits_for: String,
    room: Option<Room>,
    critical: bool,
}

const PLAN: List<Line> = List {
    name: "plan",
    columns: &[
        ("contract", |row| row.node.contract.clone()),
        ("contract_title", |row| row.node.contract_title.clone()),
        ("contractor", |row| row.node.provider_name.clone()),
        ("programme", |row| or_none(row.node.programme.as_ref())),
        ("number", |row| row.node.number.to_string()),
        ("title", |row| row.node.title.clone()),
        ("state", |row| row.node.status.clone()),
        ("original_baseline", |row| day(row.node.original_baseline)),
        ("current_baseline", |row| day(row.node.current_baseline)),
        ("forecast", |row| day(row.node.forecast)),
        ("actual", |row| day(row.node.actual)),
        ("waits_for", |row| row.waits_for.clone()),
        ("room_to_the_next_days", |row| {
            or_none(row.room.map(|room| room.free).as_ref())
        }),
        ("room_to_the_end_days", |row| {
            or_none(row.room.map(|room| room.total).as_ref())
        }),
        ("decides_the_last_day", |row| row.critical.to_string()),
        ("origin", |row| row.node.origin.clone()),
    ],
};

/// Linked milestones with what they wait for and the room they have, as they are filtered.
pub async fn plan(
    AxumState(state): AxumState<State>,
    Extension(visitor): Extension<Visitor>,
    uri: Uri,
) -> Response<Body> {
    let rq = request(&state, &visitor, &uri);
    let filter = pages::milestones::plan::filter(&rq);
    let rows = plan::plan(rq.ctx(), rq.actor(), &filter).await.map(lines);
    answer(&rq, &uri, &PLAN, rows)
}

fn lines(found: Plan) -> Vec<Line> {
    let waits_for = |at: usize| {
        let waits = found.waits.iter().filter(|(_, then, _)| *then == at);
        let names = waits.map(|(first, _, wait)| {
            let first = &found.nodes[*first];
            format!("{}/{} + {} days", first.contract, first.number, wait.days)
        });
        names.collect::<Vec<_>>().join("; ")
    };
    let line = |(at, node): (usize, &PlanNode)| Line {
        node: node.clone(),
        waits_for: waits_for(at),
        room: found.room[at],
        critical: found.critical[at],
    };
    let dated = found.nodes.iter().enumerate().map(line);
    let undated = found.undated.iter().map(|node| Line {
        node: node.clone(),
        waits_for: String::new(),
        room: None,
        critical: false,
    });
    dated.chain(undated).collect()
}
