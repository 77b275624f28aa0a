//! Pledges, payments, allocations, and the dashboards over them.

mod dashboard;

use backend::contributions::{
    Allocation, NewPledge, Payment, PledgeRow, Step, allocate, pledge_sheet, record_payment,
    record_pledge, take_step,
};
use backend::testing::fixtures_ref::{cash_pledge, first_day};
use backend::testing::{World, on_each_database};
use backend::{Call, Error};
use domain::actor::{Actor, Role};
use domain::money::{Currency, Money};
use domain::states::ContributionState;

fn eur(major: i64) -> Money {
    Money::new(major * 100, Currency::EUR)
}

fn payment(amount: Money) -> Payment {
    Payment {
        amount,
        paid_on: first_day(),
        note: "Transfer 17".to_owned(),
    }
}

async fn pay(
    world: &World,
    actor: &Actor,
    reference: &str,
    version: i64,
    amount: Money,
) -> Result<(), Error> {
    record_payment(
        &world.ctx,
        &world.call(actor),
        reference,
        version,
        payment(amount),
    )
    .await
}

async fn allocation(
    world: &World,
    actor: &Actor,
    reference: &str,
    version: i64,
    amount: Money,
) -> Result<(), Error> {
    let part = Allocation {
        contract: "ctr-2026-0001 ".to_owned(),
        amount,
    };
    allocate(&world.ctx, &world.call(actor), reference, version, part).await
}

async fn row(world: &World, actor: &Actor, reference: &str) -> PledgeRow {
    pledge_sheet(&world.ctx, actor, reference)
        .await
        .unwrap()
        .pledge
}

async fn norway(world: &World) -> (Actor, String) {
    world.reference().await;
    let nils = world.delegate("Nils", "NO").await;
    let reference = world.pledge(&nils, cash_pledge()).await;
    (nils, reference)
}

#[tokio::test]
async fn a_pledge_gets_its_reference_and_is_binding_only_with_an_agreement() {
    on_each_database(async |world| {
        let (nils, first) = norway(world).await;
        assert_eq!(first, "PLG-2026-0001");
        assert_eq!(
            row(world, &nils, &first).await.state(),
            ContributionState::Committed
        );
        let mut input = cash_pledge();
        input.agreed = false;
        let second = world.pledge(&nils, input).await;
        assert_eq!(
            (second.as_str(), row(world, &nils, &second).await.state()),
            ("PLG-2026-0002", ContributionState::Intended)
        );
    })
    .await;
}

#[tokio::test]
async fn a_pledge_of_another_nation_is_hidden_and_an_officer_may_not_pledge() {
    on_each_database(async |world| {
        world.reference().await;
        let carl = world.delegate("Carl", "CA").await;
        let officer = world.person("Ann", Role::Officer).await;
        for actor in [carl, officer] {
            let pledge = NewPledge::try_from(cash_pledge()).unwrap();
            let refused = record_pledge(&world.ctx, &world.call(&actor), pledge).await;
            assert!(matches!(refused, Err(Error::Refused(_))));
        }
    })
    .await;
}

#[test]
fn cash_needs_an_amount_and_a_contribution_in_kind_does_not() {
    let mut input = cash_pledge();
    (input.amount, input.description) = (String::new(), " ".to_owned());
    let Err(Error::Invalid(fields)) = NewPledge::try_from(input.clone()) else {
        panic!("accepted")
    };
    let names: Vec<_> = fields.iter().map(|field| field.field.as_str()).collect();
    assert_eq!(names, ["description", "amount"]);
    (input.kind, input.description) = ("asset".to_owned(), "Radar satellite".to_owned());
    assert_eq!(NewPledge::try_from(input).unwrap().amount, None);
}

#[tokio::test]
async fn payments_move_the_pledge_to_called_and_then_to_made_available() {
    on_each_database(async |world| {
        let (nils, reference) = norway(world).await;
        pay(world, &nils, &reference, 1, eur(400)).await.unwrap();
        assert_eq!(row(world, &nils, &reference).await.state(), ContributionState::Called);
        let above = pay(world, &nils, &reference, 2, eur(601)).await;
        assert!(matches!(above, Err(Error::Invalid(fields)) if fields[0].message.contains("EUR\u{a0}600 of the pledge is not paid yet")));
        pay(world, &nils, &reference, 2, eur(600)).await.unwrap();
        let paid = row(world, &nils, &reference).await;
        assert_eq!((paid.state(), paid.paid_minor, paid.version), (ContributionState::MadeAvailable, 100_000, 3));
    })
    .await;
}

#[tokio::test]
async fn another_nation_cannot_pay_and_a_lost_race_is_told() {
    on_each_database(async |world| {
        let (nils, reference) = norway(world).await;
        let carl = world.delegate("Carl", "CA").await;
        assert!(matches!(pay(world, &carl, &reference, 1, eur(1)).await, Err(Error::Refused(_))));
        pay(world, &nils, &reference, 1, eur(1)).await.unwrap();
        let lost = pay(world, &nils, &reference, 1, eur(1)).await;
        assert!(matches!(lost, Err(Error::Stale(stale)) if stale.version == 2 && stale.recorded["paid so far"] == "EUR\u{a0}1"));
    })
    .await;
}

#[tokio::test]
async fn the_same_form_sent_twice_pays_once() {
    on_each_database(async |world| {
        let (nils, reference) = norway(world).await;
        let call = Call::with_key(nils.clone(), "key-1".to_owned(), b"pay");
        for _ in 0..2 {
            record_payment(&world.ctx, &call, &reference, 1, payment(eur(300)))
                .await
                .unwrap();
        }
        assert_eq!(row(world, &nils, &reference).await.paid_minor, 30_000);
    })
    .await;
}

#[tokio::test]
async fn an_officer_allocates_verifies_and_the_pledge_is_consumed() {
    on_each_database(async |world| {
        let (nils, reference) = norway(world).await;
        let officer = world.person("Ann", Role::Officer).await;
        world.funded_contract("CTR-2026-0001", Some("APSS")).await;
        allocation(world, &officer, &reference, 1, eur(1_000))
            .await
            .unwrap();
        assert!(matches!(
            allocation(world, &officer, &reference, 2, eur(1)).await,
            Err(Error::Invalid(_))
        ));
        assert!(matches!(
            allocation(world, &nils, &reference, 2, eur(1)).await,
            Err(Error::Refused(_))
        ));
        pay(world, &nils, &reference, 2, eur(1_000)).await.unwrap();
        take_step(
            &world.ctx,
            &world.call(&officer),
            &reference,
            3,
            Step::Verify,
            "Bank statement",
        )
        .await
        .unwrap();
        let sheet = pledge_sheet(&world.ctx, &nils, &reference).await.unwrap();
        assert_eq!(
            (sheet.pledge.state(), sheet.events.len()),
            (ContributionState::Consumed, 4)
        );
        assert_eq!(sheet.allocations[0].reference, "CTR-2026-0001");
    })
    .await;
}

#[tokio::test]
async fn money_of_one_programme_does_not_pay_for_a_contract_of_another() {
    on_each_database(async |world| {
        let (_, reference) = norway(world).await;
        let officer = world.person("Ann", Role::Officer).await;
        world.funded_contract("CTR-2026-0001", Some("HALO")).await;
        let refused = allocation(world, &officer, &reference, 1, eur(1)).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].message.contains("belongs to HALO")));
    })
    .await;
}

#[tokio::test]
async fn an_asset_is_made_available_and_not_paid() {
    on_each_database(async |world| {
        world.reference().await;
        let nils = world.delegate("Nils", "NO").await;
        let mut input = cash_pledge();
        (input.kind, input.amount) = ("asset".to_owned(), String::new());
        let reference = world.pledge(&nils, input).await;
        assert!(matches!(
            pay(world, &nils, &reference, 1, eur(1)).await,
            Err(Error::NotNow(_))
        ));
        let call = world.call(&nils);
        take_step(
            &world.ctx,
            &call,
            &reference,
            1,
            Step::MakeAvailable,
            "Access granted",
        )
        .await
        .unwrap();
        assert_eq!(
            row(world, &nils, &reference).await.state(),
            ContributionState::MadeAvailable
        );
    })
    .await;
}

#[tokio::test]
async fn a_pledge_is_taken_back_only_with_a_reason_and_while_nothing_is_called() {
    on_each_database(async |world| {
        let (nils, reference) = norway(world).await;
        let call = world.call(&nils);
        let bare = take_step(&world.ctx, &call, &reference, 1, Step::Withdraw, " ").await;
        assert!(matches!(bare, Err(Error::Invalid(fields)) if fields[0].field == "reason"));
        pay(world, &nils, &reference, 1, eur(1)).await.unwrap();
        let late = take_step(
            &world.ctx,
            &call,
            &reference,
            2,
            Step::Withdraw,
            "Budget cut",
        )
        .await;
        assert!(matches!(late, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn the_private_note_is_in_no_event() {
    on_each_database(async |world| {
        norway(world).await;
        let texts: Vec<String> = world
            .ctx
            .db()
            .query("SELECT COALESCE(after_text, '') FROM event")
            .scalars()
            .await
            .unwrap();
        assert!(texts.iter().any(|text| text.contains("PLG-2026-0001")));
        assert!(!texts.iter().any(|text| text.contains("Parliament")));
    })
    .await;
}
