//! The reversal of an exclusion: two persons, everything on record, later results take the offer in.

use backend::Error;
use backend::audit::{Process, TimelineInput, process_timeline};
use backend::evaluation::*;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::{World, on_each_database};
use domain::actor::Role;
use domain::awards::DecisionStatus;
use domain::policy::Refused;
use domain::states::OfferState;
use uuid::Uuid;

/// All scored; Boreal excluded by mistake, and a first result stored without it.
async fn without_boreal(world: &World) -> Evaluating {
    let all = world.evaluating().await;
    for (offer, scores) in [["85", "80", "5"], ["75", "70", "4"], ["61", "56", "3"]]
        .into_iter()
        .enumerate()
    {
        world.both_score(&all, offer, scores).await;
    }
    world.compliant(&all, &all.offers[0]).await;
    world.compliant(&all, &all.offers[2]).await;
    let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
    let out = (&all.offers[1].reference, Compliance::NotCompliant);
    decide_compliance(&world.ctx, &call, sol, out.0, out.1, "No guarantee.")
        .await
        .unwrap();
    let call = world.call(&all.officer);
    run_result(&world.ctx, &call, sol, "").await.unwrap();
    all
}

async fn proposed(world: &World, all: &Evaluating) -> Uuid {
    let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
    let offer = &all.offers[1].reference;
    propose_reversal(&world.ctx, &call, sol, offer, "It was in volume 1.")
        .await
        .unwrap();
    page(world, all).await.reversals[0].id
}

async fn page(world: &World, all: &Evaluating) -> CompliancePage {
    compliance_page(&world.ctx, &all.officer, &all.solicitation.reference)
        .await
        .unwrap()
}

/// How Boreal's offer stands.
fn boreal(found: &CompliancePage, all: &Evaluating) -> ComplianceLine {
    let mut lines = found.offers.iter();
    let line = lines.find(|line| line.offer == all.offers[1].reference);
    line.unwrap().clone()
}

async fn agreed(world: &World, all: &Evaluating) {
    let id = proposed(world, all).await;
    let (call, sol) = (world.call(&all.colleague), &all.solicitation.reference);
    decide_reversal(&world.ctx, &call, sol, id, Answer::Agree)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_reversed_exclusion_takes_the_offer_into_the_next_result() {
    on_each_database(async |world| {
        let all = without_boreal(world).await;
        agreed(world, &all).await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        run_result(&world.ctx, &call, sol, "An exclusion was reversed.")
            .await
            .unwrap();
        let desk = comparison(&world.ctx, &all.officer, sol, &Filter::default())
            .await
            .unwrap();
        assert_eq!(desk.figures.unwrap().ranking().len(), 3);
        assert_eq!(
            desk.sheet.offer(&all.offers[1].reference).unwrap().status,
            OfferState::Ranked
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_reverses_an_exclusion_alone() {
    on_each_database(async |world| {
        let all = without_boreal(world).await;
        let id = proposed(world, &all).await;
        let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
        let alone = decide_reversal(&world.ctx, &call, sol, id, Answer::Agree).await;
        assert!(matches!(alone, Err(Error::Refused(Refused::SamePerson(_)))));
        let stands = boreal(&page(world, &all).await, &all);
        assert_eq!(stands.status, OfferState::Excluded);
    })
    .await;
}

#[tokio::test]
async fn the_exclusion_stays_on_record_beside_its_reversal() {
    on_each_database(async |world| {
        let all = without_boreal(world).await;
        agreed(world, &all).await;
        let found = page(world, &all).await;
        let reversal = &found.reversals[0];
        assert_eq!(reversal.excluded_because, "No guarantee.");
        assert_eq!(reversal.excluder.as_deref(), Some("Olga Officer"));
        assert_eq!(reversal.decider.as_deref(), Some("Carl Colleague"));
        let reason = boreal(&found, &all).reason;
        assert_eq!(reason.as_deref(), Some("It was in volume 1."));
        let auditor = world.person("Ada Auditor", Role::Auditor).await;
        let (sol, input) = (&all.solicitation.reference, TimelineInput::default());
        let log = process_timeline(&world.ctx, &auditor, Process::Solicitation, sol, &input).await;
        let told: Vec<String> = log
            .unwrap()
            .entries
            .into_iter()
            .map(|one| one.what)
            .collect();
        for words in [
            "not compliant",
            "Proposed to reverse",
            "Reversed the exclusion",
        ] {
            assert!(told.iter().any(|line| line.contains(words)), "{told:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_refused_reversal_leaves_the_exclusion_and_can_be_proposed_again() {
    on_each_database(async |world| {
        let all = without_boreal(world).await;
        let id = proposed(world, &all).await;
        let (call, sol) = (world.call(&all.colleague), &all.solicitation.reference);
        let silent = decide_reversal(&world.ctx, &call, sol, id, Answer::Refuse("")).await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "note"));
        let answer = Answer::Refuse("The guarantee is of another bidder.");
        decide_reversal(&world.ctx, &call, sol, id, answer)
            .await
            .unwrap();
        let found = page(world, &all).await;
        assert_eq!(found.reversals[0].status, DecisionStatus::Refused);
        let stands = boreal(&found, &all);
        assert_eq!(stands.status, OfferState::Excluded);
        assert!(stands.reversible);
    })
    .await;
}

#[tokio::test]
async fn a_reversal_lets_a_waiting_recommendation_fall() {
    on_each_database(async |world| {
        let all = without_boreal(world).await;
        let (call, sol) = (world.call(&all.officer), &all.solicitation.reference);
        let first = &all.offers[0].reference;
        recommend(&world.ctx, &call, sol, first, "").await.unwrap();
        agreed(world, &all).await;
        let call = world.call(&all.colleague);
        let approved = approve(&world.ctx, &call, sol, 1, None).await;
        assert!(matches!(approved, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn only_an_excluded_offer_without_a_waiting_proposal_can_be_proposed() {
    on_each_database(async |world| {
        let all = without_boreal(world).await;
        proposed(world, &all).await;
        let sol = &all.solicitation.reference;
        for offer in &all.offers {
            let call = world.call(&all.colleague);
            let again =
                propose_reversal(&world.ctx, &call, sol, &offer.reference, "Why not.").await;
            assert!(matches!(again, Err(Error::NotNow(_))));
        }
        let told = page(world, &all).await;
        assert!(told.offers.iter().all(|line| !line.reversible));
    })
    .await;
}
