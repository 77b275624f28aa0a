//! Complaints: suspension, answer by two persons, what follows for the award.

use backend::Error;
use backend::contracts::{self, ContractInput, SignStep};
use backend::evaluation::*;
use backend::testing::fixtures_contracts::contract_input;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::Actor;
use domain::contracts::VehicleKind;
use domain::policy::Refused;
use domain::states::{AwardState, ComplaintState};

const WRONG: (&str, &str) = ("The published weights were not used.", "Evaluate again.");

/// An award in standstill with a complaint of the second bidder.
async fn disputed(world: &World) -> (Evaluating, Actor) {
    let all = world.in_standstill().await;
    let bidder = world.provider("Bo", all.offers[1].provider).await;
    world.clock.advance(Duration::days(5));
    lodge(
        &world.ctx,
        &world.call(&bidder),
        &all.offers[1].reference,
        WRONG,
    )
    .await
    .unwrap();
    (all, bidder)
}

async fn award_of(world: &World, all: &Evaluating) -> Award {
    let sol = &all.solicitation.reference;
    let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
    page.award.unwrap()
}

/// The officer answers and the colleague agrees.
async fn decided(world: &World, all: &Evaluating, outcome: &str) {
    let sol = &all.solicitation.reference;
    let (own, other) = (world.call(&all.officer), world.call(&all.colleague));
    let typed = Answering {
        outcome,
        reopen: false,
        text: "The record shows it.",
    };
    answer_complaint(&world.ctx, &own, sol, 1, typed)
        .await
        .unwrap();
    let alone = decide_complaint(&world.ctx, &own, sol, 1, Agreement::Agreed).await;
    assert!(matches!(alone, Err(Error::Refused(Refused::SamePerson(_)))));
    decide_complaint(&world.ctx, &other, sol, 1, Agreement::Agreed)
        .await
        .unwrap();
}

/// The contract of the first offer, which has no options.
fn twelve_million() -> ContractInput {
    let mut input = contract_input(VehicleKind::FixedPrice);
    input.ceiling_minor = 1_500_000_000;
    input.initial_obligation_minor = 1_200_000_000;
    input.option_ends.clear();
    for milestone in &mut input.milestones {
        milestone.value_minor *= 12;
    }
    input
}

async fn acknowledged(world: &World, all: &Evaluating) {
    let (sol, own) = (&all.solicitation.reference, world.call(&all.officer));
    acknowledge(&world.ctx, &own, sol, 1).await.unwrap();
}

#[tokio::test]
async fn a_complaint_in_time_suspends_the_award_and_blocks_the_contract() {
    on_each_database(async |world| {
        let (all, bidder) = disputed(world).await;
        let award = award_of(world, &all).await;
        assert_eq!(award.status, AwardState::Suspended);
        assert_eq!(award.suspended_on, Some(world.ctx.today()));
        let (sol, own) = (&all.solicitation.reference, world.call(&all.officer));
        world.clock.advance(Duration::days(40));
        assert!(clear(&world.ctx, &own, sol).await.is_err());
        let input = contract_input(VehicleKind::FixedPrice);
        assert!(contracts::make(&world.ctx, &own, sol, input).await.is_err());
        let again = lodge(
            &world.ctx,
            &world.call(&bidder),
            &all.offers[1].reference,
            WRONG,
        )
        .await;
        assert!(matches!(again, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn the_last_day_is_the_fifteenth_after_the_notice() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let bidder = world.provider("Bo", all.offers[1].provider).await;
        let offer = &all.offers[1].reference;
        let page = own_complaints(&world.ctx, &bidder, offer).await.unwrap();
        let last = page.dates.unwrap().last_day;
        assert_eq!(last, world.ctx.today() + Duration::days(15));
        let midnight = (last + Duration::days(1)).and_time(chrono::NaiveTime::MIN);
        world.clock.set(midnight.and_utc());
        let late = lodge(&world.ctx, &world.call(&bidder), offer, WRONG).await;
        assert!(matches!(late, Err(Error::NotNow(_))));
        world
            .clock
            .set(midnight.and_utc() - Duration::microseconds(1));
        lodge(&world.ctx, &world.call(&bidder), offer, WRONG)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn an_upheld_complaint_annuls_the_award() {
    on_each_database(async |world| {
        let (all, bidder) = disputed(world).await;
        acknowledged(world, &all).await;
        decided(world, &all, "uphold").await;
        let sol = &all.solicitation.reference;
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        assert!(page.award.is_none() && page.earlier.len() == 1);
        let own = own_complaints(&world.ctx, &bidder, &all.offers[1].reference).await;
        let complaint = &own.unwrap().complaints[0];
        assert_eq!(complaint.status, ComplaintState::Upheld);
        assert_eq!(complaint.answers[0].text, "The record shows it.");
    })
    .await;
}

#[tokio::test]
async fn after_a_rejection_above_the_limit_the_standstill_goes_on_when_the_committee_is_not_asked()
{
    on_each_database(async |world| {
        let (all, _) = disputed(world).await;
        acknowledged(world, &all).await;
        decided(world, &all, "reject").await;
        assert_eq!(award_of(world, &all).await.status, AwardState::Suspended);
        let (sol, own) = (&all.solicitation.reference, world.call(&all.officer));
        world.clock.advance(Duration::days(20));
        assert!(expire(&world.ctx, &own, sol, 1).await.is_err());
        world.clock.advance(Duration::days(1));
        expire(&world.ctx, &own, sol, 1).await.unwrap();
        let award = award_of(world, &all).await;
        assert_eq!(award.status, AwardState::Standstill);
        let left = world.ctx.today() + Duration::days(10);
        assert_eq!(award.standstill_last_day, Some(left));
    })
    .await;
}

#[tokio::test]
async fn the_committee_stage_ends_with_a_settlement() {
    on_each_database(async |world| {
        let (all, _) = disputed(world).await;
        acknowledged(world, &all).await;
        decided(world, &all, "reject").await;
        let (sol, own) = (&all.solicitation.reference, world.call(&all.officer));
        escalate(&world.ctx, &own, sol, 1, "Norway, today.")
            .await
            .unwrap();
        decided(world, &all, "settled_standing").await;
        assert_eq!(award_of(world, &all).await.status, AwardState::Standstill);
    })
    .await;
}

#[tokio::test]
async fn a_complaint_is_mended_once() {
    on_each_database(async |world| {
        let (all, bidder) = disputed(world).await;
        acknowledged(world, &all).await;
        decided(world, &all, "ask_refile").await;
        let (call, offer) = (world.call(&bidder), &all.offers[1].reference);
        refile(&world.ctx, &call, offer, "GBI 4.9 was not kept.")
            .await
            .unwrap();
        let page = own_complaints(&world.ctx, &bidder, offer).await.unwrap();
        assert_eq!(page.complaints[0].grounds, "GBI 4.9 was not kept.");
        let typed = Answering {
            outcome: "ask_refile",
            reopen: false,
            text: "Once more.",
        };
        let (sol, own) = (&all.solicitation.reference, world.call(&all.officer));
        let twice = answer_complaint(&world.ctx, &own, sol, 1, typed).await;
        assert!(matches!(twice, Err(Error::Invalid(fields)) if fields[0].field == "outcome"));
    })
    .await;
}

#[tokio::test]
async fn a_suspension_is_overridden_by_two_persons_and_the_contract_can_be_signed() {
    on_each_database(async |world| {
        let (all, _) = disputed(world).await;
        let sol = &all.solicitation.reference;
        let (own, other) = (world.call(&all.officer), world.call(&all.colleague));
        let typed = Proposal {
            kind: "override",
            ground: "",
            offer: "",
            means: "",
            reason: "Forces are without coverage.",
        };
        propose(&world.ctx, &own, sol, typed).await.unwrap();
        let page = award_page(&world.ctx, &all.officer, sol).await.unwrap();
        let id = page.decisions[0].id;
        decide(&world.ctx, &other, sol, id, Answer::Agree)
            .await
            .unwrap();
        assert_eq!(award_of(world, &all).await.status, AwardState::Cleared);
        let disputed = complaints_page(&world.ctx, &all.officer, sol)
            .await
            .unwrap();
        assert!(disputed.complaints[0].is_open());
    })
    .await;
}

#[tokio::test]
async fn a_complaint_is_seen_by_its_bidder_and_not_by_others() {
    on_each_database(async |world| {
        let (all, _) = disputed(world).await;
        let other = world.provider("Cy", all.offers[2].provider).await;
        let (own, theirs) = (&all.offers[2].reference, &all.offers[1].reference);
        let page = own_complaints(&world.ctx, &other, own).await.unwrap();
        assert!(page.complaints.is_empty());
        let hidden = own_complaints(&world.ctx, &other, theirs).await;
        assert!(matches!(hidden, Err(Error::Refused(Refused::Hidden))));
        let news = backend::notices::unread(&world.ctx, &other).await.unwrap();
        let told = news.iter().any(|one| one.text.contains("is suspended"));
        assert!(told && news.iter().all(|one| !one.text.contains("Boreal")));
    })
    .await;
}

#[tokio::test]
async fn a_contract_is_not_signed_over_a_complaint_that_came_after_the_waiver() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let sol = &all.solicitation.reference;
        let (own, other) = (world.call(&all.officer), world.call(&all.colleague));
        recommend(&world.ctx, &own, sol, &all.offers[0].reference, "")
            .await
            .unwrap();
        waive(&world.ctx, &other, sol, 1, ("urgent", "A gap."))
            .await
            .unwrap();
        let made = contracts::make(&world.ctx, &own, sol, twelve_million()).await;
        let contract = made.unwrap();
        let bidder = world.provider("Bo", all.offers[1].provider).await;
        let call = world.call(&bidder);
        lodge(&world.ctx, &call, &all.offers[1].reference, WRONG)
            .await
            .unwrap();
        contracts::sign(&world.ctx, &own, &contract, 1, SignStep::Contractor)
            .await
            .unwrap();
        let signed = contracts::sign(&world.ctx, &own, &contract, 2, SignStep::Purchaser).await;
        assert!(matches!(signed, Err(Error::NotNow(why)) if why.contains("complaint")));
        assert_eq!(award_of(world, &all).await.status, AwardState::Suspended);
    })
    .await;
}
