//! Solicitations that are awarded lot by lot or line by line.

use backend::Error;
use backend::contracts::{self, ContractInput, SignStep};
use backend::evaluation::*;
use backend::solicitations::sheet;
use backend::testing::fixtures_contracts::contract_input;
use backend::testing::fixtures_eval::Evaluating;
use backend::testing::fixtures_lots::{BY_LOT, LotPrices, TWO_WINNERS};
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::contracts::VehicleKind;
use domain::solicitations::{AwardedBy, EvaluationMethod, LotRules};
use domain::states::{AwardState, OfferState, SolicitationState};

async fn page(world: &World, all: &Evaluating, lot: &str) -> AwardPage {
    let at = (all.solicitation.reference.as_str(), Some(lot));
    award_page(&world.ctx, &all.officer, at).await.unwrap()
}

/// Where the solicitation stands as a whole, and its offers in the order of the fixture.
async fn stands(world: &World, all: &Evaluating) -> (SolicitationState, Vec<OfferState>) {
    let sol = &all.solicitation.reference;
    let whole = sheet(&world.ctx, &all.officer, sol).await.unwrap();
    (whole.record.status, world.states_of(all).await)
}

fn name(all: &Evaluating, offer: usize) -> String {
    all.offers[offer].reference.clone()
}

#[tokio::test]
async fn each_lot_is_a_contest_between_the_offers_that_price_all_of_it() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        assert_eq!(world.run_lot(&all, "L1").await.unwrap(), 1);
        assert_eq!(world.run_lot(&all, "L2").await.unwrap(), 2);
        let (first, second) = (page(world, &all, "L1").await, page(world, &all, "L2").await);
        let [aurora, boreal, cygnus] = [0, 1, 2].map(|offer| name(&all, offer));
        let ranking = |page: &AwardPage| page.figures.as_ref().unwrap().ranking().to_vec();
        assert_eq!(ranking(&first), [boreal.clone(), aurora.clone()]);
        assert_eq!(ranking(&second), [cygnus, aurora, boreal]);
        let prices = first.offers.iter().filter_map(|one| one.price);
        let mut prices: Vec<i64> = prices.map(|price| price.minor).collect();
        prices.sort_unstable();
        assert_eq!(prices, [300_000_000, 800_000_000]);
    })
    .await;
}

#[tokio::test]
async fn the_file_of_a_lots_run_computes_to_its_result_and_names_its_bids_alone() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        let run = world.run_lot(&all, "L1").await.unwrap();
        let sol = &all.solicitation.reference;
        let file = run_file(&world.ctx, &all.officer, sol, run).await.unwrap();
        let document = serde_json::from_str(&file.text).unwrap();
        let answer = domain::evaluation::cases::evaluate(&document).unwrap();
        assert!(answer.to_string().contains(&name(&all, 1)));
        assert!(!file.text.contains(&name(&all, 2)));
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_leaves_a_line_of_a_lot_out_is_no_part_of_its_contest() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.leave_out(&all.offers[0], "P3").await;
        world.run_lot(&all, "L2").await.unwrap();
        let found = page(world, &all, "L2").await;
        assert_eq!(found.figures.unwrap().ranking().len(), 2);
        let left = found.offers.iter().find(|one| one.id == all.offers[0].id);
        assert_eq!(left.unwrap().out_because().unwrap(), "It leaves out P3.");
    })
    .await;
}

#[tokio::test]
async fn a_lot_is_named_to_act_and_there_is_none_where_everything_is_awarded_at_once() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        let (sol, call) = (
            all.solicitation.reference.as_str(),
            world.call(&all.officer),
        );
        let unnamed = run_result(&world.ctx, &call, sol, "").await;
        assert!(matches!(unnamed, Err(Error::NotNow(_))));
        let unknown = run_result(&world.ctx, &call, (sol, Some("L9")), "").await;
        assert!(matches!(unknown, Err(Error::NotFound)));
        let whole = world.scored().await;
        let at = (whole.solicitation.reference.as_str(), Some("L1"));
        let none = run_result(&world.ctx, &world.call(&whole.officer), at, "").await;
        assert!(matches!(none, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn two_lots_go_to_two_winners_and_the_solicitation_follows_the_last() {
    use OfferState as O;
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.run_lot(&all, "L2").await.unwrap();
        world.award_lot(&all, "L1", 1).await.unwrap();
        let (whole, offers) = stands(world, &all).await;
        assert_eq!(whole, SolicitationState::Evaluating);
        assert_eq!(offers, [O::Ranked, O::ApparentSuccessful, O::Ranked]);
        let own = world.call(&all.officer);
        let at = (all.solicitation.reference.as_str(), Some("L2"));
        recommend(&world.ctx, &own, at, &name(&all, 2), "")
            .await
            .unwrap();
        approve(&world.ctx, &world.call(&all.colleague), at, 1, None)
            .await
            .unwrap();
        let (whole, offers) = stands(world, &all).await;
        assert_eq!(whole, SolicitationState::Standstill);
        assert_eq!(
            offers,
            [
                O::Unsuccessful,
                O::ApparentSuccessful,
                O::ApparentSuccessful
            ]
        );
        assert_eq!(page(world, &all, "L1").await.notices.len(), 2);
        assert_eq!(page(world, &all, "L2").await.notices.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn a_bidder_reads_a_notice_for_each_of_its_lots() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        world.award_lot(&all, "L2", 2).await.unwrap();
        let bidder = world.provider("Bo", all.offers[1].provider).await;
        let own = name(&all, 1);
        let of = async |lot| notice(&world.ctx, &bidder, (own.as_str(), Some(lot))).await;
        let (won, lost) = (of("L1").await.unwrap(), of("L2").await.unwrap());
        assert_eq!((won.successful, lost.successful), (true, false));
        assert_eq!(won.lots.len(), 2);
        assert_eq!(
            lost.debrief.winner_price.map(|price| price.minor),
            Some(200_000_000)
        );
        let other = world.provider("Cy", all.offers[2].provider).await;
        let none = notice(&world.ctx, &other, (name(&all, 2).as_str(), Some("L1"))).await;
        assert!(none.is_err());
    })
    .await;
}

/// A contract over one line, with nothing committed and no milestones.
fn of_one_line(ceiling: i64) -> ContractInput {
    let mut input = contract_input(VehicleKind::FixedPrice);
    input.ceiling_minor = ceiling;
    input.option_ends.clear();
    input.milestones.clear();
    input.initial_obligation_minor = 0;
    input
}

/// Clears the award of a lot on the day after its standstill, makes its contract and signs it.
async fn contracted(world: &World, all: &Evaluating, lot: &str, ceiling: i64) -> String {
    let at = (all.solicitation.reference.as_str(), Some(lot));
    let call = world.call(&all.officer);
    clear(&world.ctx, &call, at).await.unwrap();
    let input = of_one_line(ceiling);
    let made = contracts::make(&world.ctx, &call, at, input).await.unwrap();
    for (version, step) in [(1, SignStep::Contractor), (2, SignStep::Purchaser)] {
        let signed = contracts::sign(&world.ctx, &call, &made, version, step).await;
        signed.unwrap();
    }
    made
}

#[tokio::test]
async fn each_winner_gets_a_contract_over_its_lot_and_the_last_signature_concludes() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        world.award_lot(&all, "L2", 2).await.unwrap();
        world.clock.advance(Duration::days(17));
        let first = contracted(world, &all, "L1", 300_000_000).await;
        let record = contracts::sheet(&world.ctx, &all.officer, &first, None).await;
        let record = record.unwrap().record;
        assert_eq!(record.provider_name, "Boreal Radar");
        assert_eq!(record.base_value_minor, 300_000_000);
        assert_eq!(stands(world, &all).await.0, SolicitationState::Standstill);
        let second = contracted(world, &all, "L2", 200_000_000).await;
        assert_eq!(stands(world, &all).await.0, SolicitationState::Concluded);
        let sol = &all.solicitation.reference;
        let whole = sheet(&world.ctx, &all.officer, sol).await.unwrap();
        let made: Vec<_> = whole.awards.into_iter().map(|lot| lot.contract).collect();
        assert_eq!(made, [Some(first), Some(second)]);
    })
    .await;
}

fn typed(kind: &str) -> Proposal<'_> {
    Proposal {
        kind,
        ground: "prices",
        reason: "It costs too much.",
        offer: "",
        means: "",
    }
}

/// The officer proposes a decision about a lot, the colleague agrees.
async fn decided(world: &World, all: &Evaluating, lot: &str, kind: &str) {
    let sol = all.solicitation.reference.as_str();
    let (own, other) = (world.call(&all.officer), world.call(&all.colleague));
    propose(&world.ctx, &own, (sol, Some(lot)), typed(kind))
        .await
        .unwrap();
    let id = page(world, all, lot).await.decisions[0].id;
    decide(&world.ctx, &other, sol, id, Answer::Agree)
        .await
        .unwrap();
}

#[tokio::test]
async fn one_lot_ends_without_an_award_while_another_is_awarded() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        world.run_lot(&all, "L2").await.unwrap();
        decided(world, &all, "L2", "no_award").await;
        let (whole, offers) = stands(world, &all).await;
        assert_eq!(whole, SolicitationState::Standstill);
        assert_eq!(
            offers[1..],
            [OfferState::ApparentSuccessful, OfferState::Unsuccessful]
        );
        let (first, second) = (page(world, &all, "L1").await, page(world, &all, "L2").await);
        assert_eq!(first.award.unwrap().status, AwardState::Standstill);
        assert_eq!(second.process.status, SolicitationState::Failed);
        assert!(first.decisions.is_empty());
    })
    .await;
}

#[tokio::test]
async fn annulling_one_lot_leaves_the_award_of_another_alone() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        world.award_lot(&all, "L2", 2).await.unwrap();
        decided(world, &all, "L2", "annul").await;
        let (whole, offers) = stands(world, &all).await;
        assert_eq!(whole, SolicitationState::Evaluating);
        use OfferState as O;
        assert_eq!(offers, [O::Ranked, O::ApparentSuccessful, O::Ranked]);
        let first = page(world, &all, "L1").await.award.unwrap();
        assert_eq!(first.status, AwardState::Standstill);
        let at = (all.solicitation.reference.as_str(), Some("L2"));
        let call = world.call(&all.officer);
        recommend(&world.ctx, &call, at, &name(&all, 1), "Better.")
            .await
            .unwrap();
    })
    .await;
}

/// Boreal has the lowest price for both lots.
const ONE_LOWEST: LotPrices = [
    [Some(8_000_000), Some(4_000_000)],
    [Some(3_000_000), Some(1_000_000)],
    [None, Some(2_000_000)],
];

#[tokio::test]
async fn a_bidder_with_as_many_lots_as_the_documents_allow_is_passed_over() {
    on_each_database(async |world| {
        let rules = LotRules {
            most: Some(1),
            ..BY_LOT
        };
        let all = world.divided(rules, ONE_LOWEST).await;
        world.run_lot(&all, "L1").await.unwrap();
        let early = world.award_lot(&all, "L2", 1).await;
        assert!(matches!(early, Err(Error::NotNow(words)) if words.contains("L1 is not")));
        let (sol, call) = (
            all.solicitation.reference.as_str(),
            world.call(&all.officer),
        );
        let lot = |code| (sol, Some(code));
        recommend(&world.ctx, &call, lot("L1"), &name(&all, 1), "")
            .await
            .unwrap();
        let again = recommend(&world.ctx, &call, lot("L2"), &name(&all, 1), "").await;
        assert!(matches!(again, Err(Error::Invalid(fields)) if fields[0].field == "offer"));
        let next = recommend(&world.ctx, &call, lot("L2"), &name(&all, 2), "Next.").await;
        next.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_complaint_suspends_the_award_of_its_lot_alone() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        world.award_lot(&all, "L2", 2).await.unwrap();
        let bidder = world.provider("Cy", all.offers[2].provider).await;
        let (call, own) = (world.call(&bidder), name(&all, 2));
        let words = ("The weights were not used.", "Evaluate again.");
        let foreign = lodge(&world.ctx, &call, (own.as_str(), Some("L1")), words).await;
        assert!(matches!(foreign, Err(Error::NotNow(_))));
        lodge(&world.ctx, &call, (own.as_str(), Some("L2")), words)
            .await
            .unwrap();
        let state = async |lot| page(world, &all, lot).await.award.unwrap().status;
        assert_eq!(state("L2").await, AwardState::Suspended);
        assert_eq!(state("L1").await, AwardState::Standstill);
        let sol = &all.solicitation.reference;
        let found = complaints_page(&world.ctx, &all.officer, sol)
            .await
            .unwrap();
        assert_eq!(found.complaints[0].lot, "L2");
    })
    .await;
}

#[tokio::test]
async fn a_debrief_of_a_lot_compares_with_its_winner_and_keeps_other_lots_secret() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        let at = (all.solicitation.reference.as_str(), Some("L1"));
        let own = name(&all, 0);
        let input = DebriefInput {
            words: "Others asked 2,000,000.00 for the second lot.".to_owned(),
            ..DebriefInput::default()
        };
        let call = world.call(&all.officer);
        prepare_debrief(&world.ctx, &call, (at, &own), 0, input)
            .await
            .unwrap();
        let found = debrief_page(&world.ctx, &all.officer, at, &own)
            .await
            .unwrap();
        assert_eq!(found.leaks.len(), 1);
        assert_eq!(found.process.lot_code(), "L1");
    })
    .await;
}

#[tokio::test]
async fn a_report_of_a_lot_holds_its_result_and_its_award() {
    on_each_database(async |world| {
        let all = world.divided(BY_LOT, TWO_WINNERS).await;
        world.award_lot(&all, "L1", 1).await.unwrap();
        world.award_lot(&all, "L2", 2).await.unwrap();
        let at = (all.solicitation.reference.as_str(), Some("L2"));
        let found = report(&world.ctx, &all.officer, at).await.unwrap();
        assert_eq!(found.run, 2);
        assert_eq!(found.lot.as_deref(), Some("L2 Optical"));
        let winners: Vec<_> = found.awards.iter().map(|one| &one.provider_name).collect();
        assert_eq!(winners, ["Cygnus Imaging"]);
    })
    .await;
}

#[tokio::test]
async fn each_line_goes_to_the_compliant_offer_with_the_lowest_price_for_it() {
    on_each_database(async |world| {
        let rules = LotRules {
            by: AwardedBy::Line,
            most: None,
        };
        let method = EvaluationMethod::LowestPriceTechnicallyCompliant;
        let all = world.divided_by(rules, method, TWO_WINNERS).await;
        world.met(&all).await;
        for (line, lowest) in [("P1", 1), ("P2", 2)] {
            world.run_lot(&all, line).await.unwrap();
            let found = page(world, &all, line).await.figures.unwrap();
            assert_eq!(found.winner(), Some(name(&all, lowest).as_str()), "{line}");
        }
        let free = world.run_lot(&all, "P3").await.unwrap();
        assert_eq!(free, 3);
        let shared = page(world, &all, "P3").await.figures.unwrap();
        assert_eq!(shared.judgement.tied.len(), 3);
    })
    .await;
}
