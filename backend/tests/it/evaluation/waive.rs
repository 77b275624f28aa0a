//! Waiving a standstill that runs.

use backend::Error;
use backend::evaluation::*;
use backend::testing::on_each_database;
use domain::policy::Refused;
use domain::states::AwardState;
use domain::timetable::WaiverGround;

const URGENT: (&str, &str) = ("urgent", "A gap in coverage from the summer on.");

#[tokio::test]
async fn another_officer_than_the_one_who_began_it_waives_it() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let sol = &all.solicitation.reference;
        let alone = waive_running(&world.ctx, &world.call(&all.colleague), sol, 2, URGENT).await;
        assert!(matches!(alone, Err(Error::Refused(Refused::SamePerson(_)))));
        let own = world.call(&all.officer);
        waive_running(&world.ctx, &own, sol, 2, URGENT)
            .await
            .unwrap();
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        let award = page.award.unwrap();
        assert_eq!(
            (award.status, award.standstill_last_day),
            (AwardState::Cleared, None)
        );
        assert_eq!(award.earliest_signature, Some(world.ctx.today()));
        assert_eq!(award.waiver_ground, Some(WaiverGround::Urgent));
        let told = "SELECT reason FROM event WHERE action = 'award.waive'";
        let reason: String = world.ctx.db().query(told).scalar().await.unwrap();
        assert_eq!(reason, URGENT.1);
    })
    .await;
}

#[tokio::test]
async fn a_single_bidder_is_no_ground_among_three() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let (sol, own) = (&all.solicitation.reference, world.call(&all.officer));
        let why = ("single_bidder", "Nobody else could.");
        let refused = waive_running(&world.ctx, &own, sol, 2, why).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "ground"));
    })
    .await;
}

#[tokio::test]
async fn what_has_ended_cannot_be_waived() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let (sol, own) = (&all.solicitation.reference, world.call(&all.officer));
        waive_running(&world.ctx, &own, sol, 2, URGENT)
            .await
            .unwrap();
        let again = waive_running(&world.ctx, &own, sol, 3, URGENT).await;
        assert!(matches!(again, Err(Error::NotNow(_))), "{again:?}");
    })
    .await;
}
