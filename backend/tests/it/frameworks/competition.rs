//! Mini-competition: a solicitation among the holders, and an order from its award.

use super::{called, words};
use backend::contracts;
use backend::frameworks;
use backend::solicitations::{self, NamingInput};
use backend::testing::World;
use backend::testing::fixtures::{Published, content};
use backend::testing::fixtures_contracts::{contract_input, day};
use backend::testing::fixtures_frameworks::{Held, call_off_input};
use backend::testing::on_each_database;
use domain::contracts::VehicleKind;
use domain::frameworks::AllocationRule;
use domain::states::order::OrderState;
use uuid::Uuid;

/// The award of the framework's mini-competition to a holder, cleared for signature, for an offer of EUR 400,000.
async fn won(world: &World, held: &Held, index: usize) -> String {
    let record = world.framework_record(held).await;
    let request = record.requests[0].clone();
    let (id, reference) = (
        request.solicitation.unwrap(),
        request.solicitation_reference.unwrap(),
    );
    let db = world.ctx.db();
    let mut offered = content(10_000, "EUR", 4);
    offered.price.lines[0].unit_price_minor = 4_000_000;
    let solicitation = Published {
        id,
        reference: reference.clone(),
        ..held.holders[index].award.solicitation.clone()
    };
    let provider = held.holders[index].award.provider;
    let offer = world.opened_offer(&solicitation, provider, &offered).await;
    let update = "UPDATE solicitation SET status = 'standstill' WHERE id = $1";
    db.query(update).bind(id.0).run_one().await.unwrap();
    // Opening an offer takes its days; the holders’ ordering period begins in June.
    world.on(day(0));
    let insert = "INSERT INTO award (id, solicitation_id, offer_id, provider_id, origin, external_key, status, title, supplier_names,
            value_minor, value_currency, reason, earliest_signature, created_at, version)
         VALUES ($1, $2, $3, $4, 'perigee', '', 'cleared', 'Award', '', 40000000, 'EUR', 'Best value', $5, $6, 1)";
    let insert = db
        .query(insert)
        .bind(world.ctx.new_id())
        .bind(id.0)
        .bind(offer.0);
    let insert = insert.bind(provider.0).bind(world.ctx.today());
    insert.bind(world.ctx.now()).run_one().await.unwrap();
    reference
}

#[tokio::test]
async fn only_holders_are_named_and_the_list_is_not_changed() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::MiniCompetition, 3).await;
        called(world, &held, call_off_input(40_000_000))
            .await
            .unwrap();
        let record = world.framework_record(&held).await;
        let reference = record.requests[0].solicitation_reference.clone().unwrap();
        let named = solicitations::named_offerors(&world.ctx, &held.officer, &reference);
        let named = named.await.unwrap();
        assert_eq!(named.rows.len(), 3);
        let stranger = world.provider_organisation("Stranger").await;
        let query = "SELECT reference FROM provider WHERE id = $1";
        let query = world.ctx.db().query(query).bind(stranger.0);
        let input = NamingInput {
            offerors: query.scalar().await.unwrap(),
            naming_reason: "We know it.".to_owned(),
        };
        let call = world.call(&held.officer);
        let (ctx, version) = (&world.ctx, named.version);
        let refused = solicitations::name_offerors(ctx, &call, &reference, version, &input).await;
        assert!(words(refused).contains(&held.reference));
        let holder = named.rows[0].reference.clone();
        let refused = solicitations::drop_offeror(ctx, &call, &reference, version, &holder).await;
        assert!(words(refused).contains("every holder"));
    })
    .await;
}

#[tokio::test]
async fn its_award_becomes_an_order_under_the_winners_contract() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::MiniCompetition, 2).await;
        called(world, &held, call_off_input(50_000_000)).await.unwrap();
        let call = world.call(&held.officer);
        let issue = |version| frameworks::issue(&world.ctx, &call, &held.reference, version, 1);
        assert!(words(issue(2).await).contains("no award"));
        let reference = won(world, &held, 1).await;
        let input = contract_input(VehicleKind::Idiq);
        let refused = contracts::make(&world.ctx, &call, &reference, input).await;
        assert!(words(refused).contains(&held.reference));
        issue(2).await.unwrap();
        let record = world.framework_record(&held).await;
        let request = &record.requests[0];
        assert_eq!((request.status, request.holder), (OrderState::Issued, Some(2)));
        assert_eq!(request.amount_minor, 40_000_000);
        let states = "SELECT award.status, solicitation.status FROM award JOIN solicitation ON solicitation.id = award.solicitation_id
             WHERE solicitation.reference = $1";
        let states = world.ctx.db().query(states).bind(reference);
        let states: (String, String) = states.one().await.unwrap();
        assert_eq!((states.0.as_str(), states.1.as_str()), ("signed", "concluded"));
        let made = "SELECT COUNT(*) FROM contract";
        let made: i64 = world.ctx.db().query(made).scalar().await.unwrap();
        assert_eq!(made, 2);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_issued_before_the_standstill_has_passed_or_from_an_award_to_somebody_else() {
    on_each_database(async |world| {
        let held = world.framework(AllocationRule::MiniCompetition, 2).await;
        called(world, &held, call_off_input(50_000_000))
            .await
            .unwrap();
        won(world, &held, 1).await;
        let call = world.call(&held.officer);
        let issue = || frameworks::issue(&world.ctx, &call, &held.reference, 2, 1);
        let set = async |sql: &'static str, until| {
            let set = world.ctx.db().query(sql).bind(until);
            set.run().await.unwrap();
        };
        let far = world.ctx.today() + chrono::Duration::days(30);
        set(
            "UPDATE award SET earliest_signature = $1 WHERE status = 'cleared'",
            far,
        )
        .await;
        assert!(words(issue().await).contains("standstill"));
        let stranger = world.provider_organisation("Stranger").await;
        let query = "UPDATE award SET provider_id = $1 WHERE status = 'cleared'";
        let query = world.ctx.db().query(query).bind(stranger.0);
        query.run().await.unwrap();
        assert!(words(issue().await).contains("no holder"));
        let ids: Vec<Uuid> = world
            .ctx
            .db()
            .query("SELECT id FROM call_off_order")
            .scalars()
            .await
            .unwrap();
        assert!(ids.is_empty());
    })
    .await;
}
