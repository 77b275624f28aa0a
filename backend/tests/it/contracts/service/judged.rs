//! Disputes, excuses and credits.

use super::*;

#[tokio::test]
async fn a_dispute_ends_when_one_side_takes_the_value_of_the_other() {
    on_each_database(async |world| {
        let running = measured_contract(world).await;
        world.on(month(9));
        report(world, &running, 6, "96", "").await.unwrap();
        wrong(&answer(world, &running, dispute(6, "96")).await, "value");
        answer(world, &running, dispute(6, "91")).await.unwrap();
        assert_eq!(state(world, &running, 6).await, PeriodState::Disputed);
        report(world, &running, 6, "91", "We read the same log.")
            .await
            .unwrap();
        assert_eq!(state(world, &running, 6).await, PeriodState::Missed);
        let of = |record: contracts::ContractRecord| record.service_level(1).unwrap().clone();
        let level = of(record(world, &running).await);
        assert_eq!(level.credit(month(6)).unwrap().amount_minor, 500_000);
        let officer = running.officer.clone();
        let same = credit(world, &running, &officer, 6, DamagesEvent::Confirm).await;
        assert!(
            matches!(same, Err(Error::Refused(Refused::SamePerson(_)))),
            "whose value it is"
        );
        report(world, &running, 7, "96", "").await.unwrap();
        answer(world, &running, dispute(7, "91")).await.unwrap();
        agree(world, &running, 7).await.unwrap();
        let level = of(record(world, &running).await);
        assert_eq!(level.state(month(7), world.ctx.today()), PeriodState::Met);
        let told = level
            .measurements
            .iter()
            .filter(|one| one.period == month(7));
        assert_eq!(told.count(), 2, "the dispute stays readable");
    })
    .await;
}

#[tokio::test]
async fn a_missed_period_is_explained_and_credited_by_two_persons() {
    on_each_database(async |world| {
        let running = measured_contract(world).await;
        let second = world.person("Otto Officer", Role::Officer).await;
        world.on(month(8));
        report(world, &running, 6, "90", "").await.unwrap();
        let level = |record: contracts::ContractRecord| record.service_level(1).unwrap().clone();
        let missed = level(record(world, &running).await);
        assert_eq!(
            missed.analysis_by(month(6)),
            Some(NaiveDate::from_ymd_opt(2026, 8, 16).unwrap())
        );
        let version = record(world, &running).await.version;
        let call = world.call(&running.contractor);
        explain_service(
            &world.ctx,
            &call,
            &running.reference,
            version,
            (1, month(6)),
            words("A wheel failed."),
        )
        .await
        .unwrap();
        agree(world, &running, 6).await.unwrap();
        let proposed = record(world, &running).await;
        assert_eq!(
            (proposed.credits_proposed(), proposed.credits_confirmed()),
            (1_500_000, 0),
            "the cap"
        );
        assert_eq!(level(proposed).analysis_by(month(6)), None);
        wrong(&report(world, &running, 6, "96", "No.").await, "period");
        not_now(&excuse(world, &running, 6, true).await, "second officer");
        let officer = running.officer.clone();
        let same = credit(world, &running, &officer, 6, DamagesEvent::Confirm).await;
        assert!(matches!(same, Err(Error::Refused(Refused::SamePerson(_)))));
        credit(world, &running, &second, 6, DamagesEvent::Confirm)
            .await
            .unwrap();
        assert_eq!(record(world, &running).await.credits_open(), 1_500_000);
    })
    .await;
}

#[tokio::test]
async fn confirmed_credits_are_set_off_against_the_next_invoices() {
    on_each_database(async |world| {
        let running = measured_contract(world).await;
        let second = world.person("Otto Officer", Role::Officer).await;
        accept_first(world, &running, 60).await;
        world.on(month(8));
        report(world, &running, 6, "90", "").await.unwrap();
        agree(world, &running, 6).await.unwrap();
        credit(world, &running, &second, 6, DamagesEvent::Confirm)
            .await
            .unwrap();
        send(
            world,
            &running,
            invoice(InvoiceKind::Milestone, 1_000_000, "A-1"),
        )
        .await
        .unwrap();
        decide(world, &running, 1, APPROVE).await.unwrap();
        send(
            world,
            &running,
            invoice(InvoiceKind::Milestone, 1_000_000, "A-2"),
        )
        .await
        .unwrap();
        decide(world, &running, 2, APPROVE).await.unwrap();
        let record = record(world, &running).await;
        let net = |number| {
            record
                .invoice(number)
                .unwrap()
                .settled
                .map(|one| (one.credits, one.net))
        };
        assert_eq!(
            net(1),
            Some((1_000_000, 0)),
            "an invoice never asks anything back"
        );
        assert_eq!(net(2), Some((500_000, 500_000)));
        let sums = record.invoicing();
        assert_eq!(
            (
                sums.credits_confirmed,
                sums.credits_set_off,
                record.credits_open()
            ),
            (1_500_000, 1_500_000, 0)
        );
    })
    .await;
}

#[tokio::test]
async fn an_excused_period_brings_no_credit_and_a_waived_one_is_not_proposed_again() {
    on_each_database(async |world| {
        let running = measured_contract(world).await;
        let second = world.person("Otto Officer", Role::Officer).await;
        world.on(month(9));
        report(world, &running, 6, "90", "").await.unwrap();
        excuse(world, &running, 6, true).await.unwrap();
        not_now(&excuse(world, &running, 6, true).await, "stands so");
        assert_eq!(state(world, &running, 6).await, PeriodState::Excused);
        agree(world, &running, 6).await.unwrap();
        assert_eq!(record(world, &running).await.credits_proposed(), 0);
        excuse(world, &running, 6, false).await.unwrap();
        assert_eq!(state(world, &running, 6).await, PeriodState::Missed);
        assert_eq!(record(world, &running).await.credits_proposed(), 1_500_000);
        credit(world, &running, &second, 6, DamagesEvent::Waive)
            .await
            .unwrap();
        excuse(world, &running, 6, true).await.unwrap();
        excuse(world, &running, 6, false).await.unwrap();
        let record = record(world, &running).await;
        let level = record.service_level(1).unwrap();
        let standing: Vec<_> = level.credits.iter().map(|one| one.status).collect();
        assert_eq!(standing, [DamagesState::Waived]);
    })
    .await;
}
