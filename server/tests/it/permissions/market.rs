//! A need and its request for information, for the rows of the table.

use backend::needs::requests::RequestInput;
use backend::needs::{self, NeedDraft, NeedInput};
use backend::solicitations::{DayInput, MomentInput};
use backend::testing::World;
use domain::actor::Role;
use domain::states::NeedEvent;

/// A need whose market is being asked, and the request.
pub async fn market(world: &World) -> (String, String) {
    let officer = world.person("Planner", Role::Officer).await;
    let call = world.call(&officer);
    let day = |days| DayInput::of(world.ctx.today() + chrono::Duration::days(days));
    let input = NeedInput {
        title: "Timing".to_owned(),
        expected_from: day(60),
        public: true,
        ..NeedInput::default()
    };
    let draft = NeedDraft::try_from(input).unwrap();
    let need = needs::create(&world.ctx, &call, draft).await.unwrap();
    for (version, event) in [(1, NeedEvent::Plan), (2, NeedEvent::Research)] {
        needs::advance(&world.ctx, &call, &need, version, event, "")
            .await
            .unwrap();
    }
    let input = RequestInput {
        title: "Clocks".to_owned(),
        introduction: "We ask.".to_owned(),
        questions: vec!["Which?".to_owned()],
        closes_at: MomentInput {
            day: day(30),
            time: "17:00".to_owned(),
            zone: "UTC".to_owned(),
        },
    };
    let request = needs::requests::ask(&world.ctx, &call, &need, input).await;
    (need, request.unwrap())
}
