//! Awards: two persons, notices, standstill.

use backend::Error;
use backend::evaluation::*;
use backend::testing::on_each_database;
use chrono::Duration;
use domain::policy::Refused;
use domain::states::AwardState;

#[tokio::test]
async fn another_officer_approves_and_the_standstill_runs_fifteen_days() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let sol = &all.solicitation.reference;
        let own = world.call(&all.officer);
        recommend(&world.ctx, &own, sol, &all.offers[0].reference, "")
            .await
            .unwrap();
        let alone = approve(&world.ctx, &own, sol, 1, None).await;
        assert!(matches!(alone, Err(Error::Refused(Refused::SamePerson(_)))));
        approve(&world.ctx, &world.call(&all.colleague), sol, 1, None)
            .await
            .unwrap();
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        let award = page.award.unwrap();
        let day = world.ctx.today();
        assert_eq!(award.standstill_last_day, Some(day + Duration::days(15)));
        assert_eq!(award.earliest_signature, Some(day + Duration::days(16)));
        assert_eq!(
            (page.notices.len(), award.status),
            (3, AwardState::Standstill)
        );
        assert_eq!(page.process.status.as_str(), "standstill");
    })
    .await;
}

#[tokio::test]
async fn the_award_is_cleared_on_the_first_day_after_the_standstill_and_not_before() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        recommend(&world.ctx, &call, sol, &all.offers[0].reference, "")
            .await
            .unwrap();
        approve(&world.ctx, &world.call(&all.colleague), sol, 1, None)
            .await
            .unwrap();
        let midnight = (world.ctx.today() + Duration::days(16))
            .and_time(chrono::NaiveTime::MIN)
            .and_utc();
        world.clock.set(midnight - Duration::microseconds(1));
        assert!(matches!(
            clear(&world.ctx, &call, sol).await,
            Err(Error::NotNow(_))
        ));
        world.clock.set(midnight);
        clear(&world.ctx, &call, sol).await.unwrap();
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        assert_eq!(page.award.unwrap().status, AwardState::Cleared);
    })
    .await;
}

#[tokio::test]
async fn up_to_the_limit_the_authority_chooses_the_length() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let (sol, colleague) = (&all.solicitation.reference, world.call(&all.colleague));
        let smaller = "UPDATE solicitation SET estimate_minor = 160000000";
        world.ctx.db().query(smaller).run().await.unwrap();
        recommend(
            &world.ctx,
            &world.call(&all.officer),
            sol,
            &all.offers[0].reference,
            "",
        )
        .await
        .unwrap();
        let silent = approve(&world.ctx, &colleague, sol, 1, None).await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "days"));
        approve(&world.ctx, &colleague, sol, 1, Some(7))
            .await
            .unwrap();
        let award = award_page(&world.ctx, &all.officer, sol)
            .await
            .unwrap()
            .award
            .unwrap();
        assert_eq!(
            award.standstill_last_day,
            Some(world.ctx.today() + Duration::days(7))
        );
    })
    .await;
}

#[tokio::test]
async fn a_waiver_needs_a_reason_and_clears_at_once() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let (sol, colleague) = (&all.solicitation.reference, world.call(&all.colleague));
        recommend(
            &world.ctx,
            &world.call(&all.officer),
            sol,
            &all.offers[0].reference,
            "",
        )
        .await
        .unwrap();
        let silent = waive(&world.ctx, &colleague, sol, 1, ("urgent", " ")).await;
        assert!(silent.is_err());
        let why = ("urgent", "A gap in coverage.");
        waive(&world.ctx, &colleague, sol, 1, why).await.unwrap();
        let award = award_page(&world.ctx, &all.officer, sol)
            .await
            .unwrap()
            .award
            .unwrap();
        assert_eq!(
            (award.status, award.standstill_last_day),
            (AwardState::Cleared, None)
        );
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_is_not_first_needs_a_reason_and_an_unranked_one_cannot_win() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        let second = &all.offers[1].reference;
        let silent = recommend(&world.ctx, &call, sol, second, "").await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "reason"));
        recommend(&world.ctx, &call, sol, second, "Aurora withdrew.")
            .await
            .unwrap();
        recommend(&world.ctx, &call, sol, &all.offers[0].reference, "")
            .await
            .unwrap();
        let award = award_page(&world.ctx, &all.officer, sol)
            .await
            .unwrap()
            .award
            .unwrap();
        assert_eq!(award.offer, all.offers[0].reference);
    })
    .await;
}

#[tokio::test]
async fn a_change_after_the_run_asks_for_a_new_run() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let (sol, call, offer) = (
            &all.solicitation.reference,
            world.call(&all.officer),
            &all.offers[0].reference,
        );
        let changed = Moderation {
            offer: offer.clone(),
            criterion: "T1".to_owned(),
            value: "90".to_owned(),
            reason: "Agreed.".to_owned(),
            ..Moderation::default()
        };
        moderate(&world.ctx, &call, sol, &changed).await.unwrap();
        assert!(
            comparison(&world.ctx, &all.officer, sol, &Filter::default())
                .await
                .unwrap()
                .changed
        );
        let early = recommend(&world.ctx, &call, sol, offer, "").await;
        assert!(matches!(early, Err(Error::NotNow(_))));
        run_result(&world.ctx, &call, sol, "Moderated.")
            .await
            .unwrap();
        recommend(&world.ctx, &call, sol, offer, "").await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_notice_is_its_own_bidders_and_hides_third_parties() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let sol = &all.solicitation.reference;
        let [_, boreal, cygnus] = &all.offers;
        let bidder = world.provider("Bo", boreal.provider).await;
        assert!(
            notice(&world.ctx, &bidder, &boreal.reference)
                .await
                .is_err()
        );
        recommend(
            &world.ctx,
            &world.call(&all.officer),
            sol,
            &all.offers[0].reference,
            "",
        )
        .await
        .unwrap();
        approve(&world.ctx, &world.call(&all.colleague), sol, 1, None)
            .await
            .unwrap();
        let page = notice(&world.ctx, &bidder, &boreal.reference)
            .await
            .unwrap();
        let debrief = &page.debrief;
        assert_eq!(
            (page.successful, debrief.rank, debrief.offers),
            (false, Some(2), 3)
        );
        assert_eq!(debrief.winner_name, "Aurora Observation");
        assert_eq!(
            debrief
                .own
                .as_ref()
                .unwrap()
                .final_score
                .unwrap()
                .to_string()
                .parse::<f64>()
                .unwrap(),
            66.75
        );
        let text = serde_json::to_string(debrief).unwrap();
        assert!(
            !text.contains("Cygnus")
                && !text.contains(&cygnus.reference)
                && !text.contains("600000000")
        );
        let other = notice(&world.ctx, &bidder, &cygnus.reference).await;
        assert!(matches!(other, Err(Error::Refused(Refused::Hidden))));
        assert!(
            notice(&world.ctx, &bidder, &boreal.reference)
                .await
                .unwrap()
                .read_at
                .is_some()
        );
    })
    .await;
}

#[tokio::test]
async fn a_second_officer_sends_a_recommendation_back_and_another_can_be_made() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let sol = &all.solicitation.reference;
        let (own, other) = (world.call(&all.officer), world.call(&all.colleague));
        let offer = &all.offers[0].reference;
        recommend(&world.ctx, &own, sol, offer, "").await.unwrap();
        let alone = send_back(&world.ctx, &own, sol, 1, "Not yet.").await;
        assert!(matches!(alone, Err(Error::Refused(Refused::SamePerson(_)))));
        let silent = send_back(&world.ctx, &other, sol, 1, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "reason"));
        send_back(&world.ctx, &other, sol, 1, "The margin is not explained.")
            .await
            .unwrap();
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        assert!(page.award.is_none() && page.notices.is_empty());
        let late = approve(&world.ctx, &other, sol, 1, None).await;
        assert!(matches!(late, Err(Error::NotNow(_))));
        recommend(&world.ctx, &own, sol, offer, "").await.unwrap();
        approve(&world.ctx, &other, sol, 1, None).await.unwrap();
        let past = send_back(&world.ctx, &other, sol, 4, "Too late.").await;
        assert!(past.is_err(), "bidders are told already");
        let told = "SELECT COUNT(*) FROM notice WHERE text LIKE '%The margin is not explained.%'";
        let told: i64 = world.ctx.db().query(told).scalar().await.unwrap();
        assert_eq!(told, 1);
    })
    .await;
}
