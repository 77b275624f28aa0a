//! The evaluation at a glance.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::{Evaluating, drafts};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

async fn seen(world: &World, all: &Evaluating, who: &Actor) -> Result<Glance, Error> {
    glance(&world.ctx, who, &all.solicitation.reference).await
}

#[tokio::test]
async fn it_says_how_far_each_step_is() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let first = seen(world, &all, &all.officer).await.unwrap();
        assert_eq!((first.panel.sheets_in, first.panel.sheets), (0, 6));
        assert_eq!(first.panel.late, ["Eli Two", "Eva One"]);
        assert_eq!(first.compliance.undecided, 3);
        world.judge(&all, [["85", "80", "5"]; 3]).await;
        let call = world.call(&all.officer);
        let sol = &all.solicitation.reference;
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        world.notified(&all, 0).await;
        let last = seen(world, &all, &all.officer).await.unwrap();
        assert_eq!((last.panel.sheets_in, last.compliance.undecided), (6, 0));
        let run = last.comparison.unwrap().run.unwrap();
        assert_eq!(run.number, 1);
        assert!(last.award.unwrap().notified_at.is_some());
    })
    .await;
}

#[tokio::test]
async fn scores_far_apart_are_counted_once_everybody_is_in() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let sol = &all.solicitation.reference;
        for offer in 1..3 {
            world.both_score(&all, offer, ["80", "80", "4"]).await;
        }
        for (evaluator, own, apart) in [
            (&all.evaluators[0], drafts("90", "80", "4"), 0),
            (&all.evaluators[1], drafts("60", "80", "4"), 1),
        ] {
            let (call, bid) = (world.call(evaluator), &all.offers[0].reference);
            hand_in(&world.ctx, &call, sol, bid, &own).await.unwrap();
            let found = seen(world, &all, &all.officer).await.unwrap();
            assert_eq!(found.panel.apart, apart);
        }
    })
    .await;
}

#[tokio::test]
async fn an_evaluator_sees_no_figure_before_the_own_scores_and_never_who_is_recommended() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let eva = &all.evaluators[0];
        let before = seen(world, &all, eva).await.unwrap();
        assert!(before.comparison.is_none() && !before.knows_award);
        world.judge(&all, [["85", "80", "5"]; 3]).await;
        let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        world.notified(&all, 0).await;
        let after = seen(world, &all, eva).await.unwrap();
        assert!(after.comparison.is_some() && after.award.is_none());
        let outsider = world.person("Una Outsider", Role::Evaluator).await;
        let refused = seen(world, &all, &outsider).await;
        assert!(matches!(refused, Err(Error::NotFound)));
    })
    .await;
}
