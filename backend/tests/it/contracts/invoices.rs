//! Invoices: after acceptance, with what is kept back, their clocks and late interest.

use super::{accept_first, line, payment, record};
use backend::Error;
use backend::contracts::{
    self, InterestInput, InvoiceFilter, InvoiceInput, InvoiceStepInput, ModificationInput,
    MoneyTermsInput, agree_money_terms, complete_invoice, decide_invoice, modify,
    record_interest_rate, send_invoice,
};
use backend::testing::fixtures_contracts::{Running, day};
use backend::testing::{World, on_each_database};
use domain::contracts::{DamagesRule, InvoiceKind, ModificationKind};
use domain::policy::Refused;
use domain::states::invoice::InvoiceState;
use domain::text::{Line, Prose};
use rust_decimal::Decimal;

fn note() -> Prose<2_000> {
    Prose::parse("As agreed.").unwrap()
}

pub(super) fn invoice(kind: InvoiceKind, amount_minor: i64, number: &str) -> InvoiceInput {
    InvoiceInput {
        own_number: Line::parse(number).unwrap(),
        kind,
        milestone: (kind != InvoiceKind::Advance).then_some(1),
        amount_minor,
        last: false,
        note: String::new(),
    }
}

pub(super) async fn send(
    world: &World,
    running: &Running,
    input: InvoiceInput,
) -> Result<String, Error> {
    let at = record(world, running).await.version;
    let call = world.call(&running.contractor);
    send_invoice(&world.ctx, &call, &running.reference, at, input).await
}

pub(super) async fn decide(
    world: &World,
    running: &Running,
    number: i64,
    input: InvoiceStepInput,
) -> Result<String, Error> {
    let at = record(world, running).await.version;
    let call = world.call(&running.officer);
    decide_invoice(
        &world.ctx,
        &call,
        &running.reference,
        at,
        number,
        input,
        note(),
    )
    .await
}

pub(super) const APPROVE: InvoiceStepInput = InvoiceStepInput::Approve { amount_minor: None };

fn pay(on: i64) -> InvoiceStepInput {
    InvoiceStepInput::Pay { paid_on: day(on) }
}

/// Ten percent of the first milestone are retained, and EUR 200,000 are paid in advance and set off by a quarter.
async fn agree(world: &World, running: &Running, basis: Option<&str>) -> Result<String, Error> {
    let at = record(world, running).await.version;
    let input = MoneyTermsInput {
        retentions: vec![(1, Decimal::TEN), (2, Decimal::ZERO)],
        advance_minor: 20_000_000,
        advance_percent: Decimal::from(25),
        damages: Some(DamagesRule::Ncia),
        basis: basis.map(str::to_owned),
    };
    let call = world.call(&running.officer);
    agree_money_terms(&world.ctx, &call, &running.reference, at, input).await
}

/// A contract in performance with those terms.
pub(super) async fn agreed(world: &World) -> Running {
    let running = world.contract_in_performance().await;
    let input = ModificationInput {
        kind: ModificationKind::Supplemental,
        title: line("Payment"),
        reason: Prose::parse("Agreed.").unwrap(),
        value_delta_minor: 0,
        ceiling_delta_minor: 0,
        ends_on: None,
        in_scope: true,
        baselines: Vec::new(),
    };
    let call = world.call(&running.officer);
    modify(&world.ctx, &call, &running.reference, 3, input)
        .await
        .unwrap();
    agree(world, &running, Some("P00001")).await.unwrap();
    running
}

fn wrong(result: Result<String, Error>, field: &str) {
    assert!(
        matches!(&result, Err(Error::Invalid(errors)) if errors[0].field == field),
        "{field}: {result:?}"
    );
}

#[tokio::test]
async fn nothing_is_invoiced_before_acceptance_nor_beyond_it() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        let of = |amount, number| invoice(InvoiceKind::Milestone, amount, number);
        wrong(send(world, &running, of(1, "A-1")).await, "about");
        accept_first(world, &running, 60).await;
        wrong(send(world, &running, of(40_000_001, "A-1")).await, "amount");
        wrong(send(world, &running, of(0, "A-1")).await, "amount");
        send(world, &running, of(30_000_000, "A-1")).await.unwrap();
        wrong(send(world, &running, of(1, "A-1")).await, "own_number");
        wrong(send(world, &running, of(10_000_001, "A-2")).await, "amount");
        send(world, &running, of(10_000_000, "A-2")).await.unwrap();
        let record = record(world, &running).await;
        assert_eq!(record.invoicing().invoiced, 40_000_000);
        let call = world.call(&running.officer);
        let direct = contracts::pay(
            &world.ctx,
            &call,
            &running.reference,
            record.version,
            payment(1, 60),
        );
        wrong(direct.await, "amount");
        let at = record.version;
        let input = of(1, "A-3");
        let by_officer = send_invoice(&world.ctx, &call, &running.reference, at, input).await;
        assert!(matches!(
            by_officer,
            Err(Error::Refused(Refused::Role { .. }))
        ));
    })
    .await;
}

#[tokio::test]
async fn a_held_invoice_stands_still_and_is_due_as_many_days_later() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        accept_first(world, &running, 60).await;
        send(
            world,
            &running,
            invoice(InvoiceKind::Milestone, 40_000_000, "A-1"),
        )
        .await
        .unwrap();
        world.on(day(62));
        decide(world, &running, 1, InvoiceStepInput::Hold)
            .await
            .unwrap();
        let held = record(world, &running).await;
        assert_eq!(held.invoice(1).unwrap().complete_by(), Some(day(69)));
        world.on(day(69));
        let early = decide(world, &running, 1, InvoiceStepInput::Return).await;
        assert!(matches!(early, Err(Error::NotNow(words)) if words.contains("7 days")));
        let call = world.call(&running.contractor);
        complete_invoice(
            &world.ctx,
            &call,
            &running.reference,
            held.version,
            1,
            note(),
        )
        .await
        .unwrap();
        decide(world, &running, 1, APPROVE).await.unwrap();
        let scheduled = record(world, &running).await;
        let invoice = scheduled.invoice(1).unwrap();
        assert_eq!(
            (invoice.status, invoice.due_on),
            (InvoiceState::Scheduled, Some(day(60 + 30 + 7)))
        );
    })
    .await;
}

/// The one-year EURIBOR of December 2025, as an officer would type it.
async fn euribor(world: &World, running: &Running) {
    let call = world.call(&running.officer);
    let at = record(world, running).await.version;
    let rate = InterestInput {
        year: 2025,
        euribor_percent: "2.26".parse().unwrap(),
        source: Line::parse("A rate for tests").unwrap(),
    };
    record_interest_rate(&world.ctx, &call, &running.reference, at, rate)
        .await
        .unwrap();
}

#[tokio::test]
async fn advance_and_retention_are_kept_back_and_late_payment_bears_interest() {
    on_each_database(async |world| {
        let running = agreed(world).await;
        send(
            world,
            &running,
            invoice(InvoiceKind::Advance, 20_000_000, "V-1"),
        )
        .await
        .unwrap();
        decide(world, &running, 1, APPROVE).await.unwrap();
        decide(world, &running, 1, pay(0)).await.unwrap();
        let advanced = record(world, &running).await;
        assert_eq!(
            (advanced.totals().paid, advanced.advance_open()),
            (20_000_000, 20_000_000)
        );
        accept_first(world, &running, 60).await;
        send(
            world,
            &running,
            invoice(InvoiceKind::Milestone, 40_000_000, "A-1"),
        )
        .await
        .unwrap();
        decide(world, &running, 2, APPROVE).await.unwrap();
        let parts = record(world, &running)
            .await
            .invoice(2)
            .unwrap()
            .settled
            .unwrap();
        assert_eq!(
            (parts.retention, parts.advance, parts.net),
            (4_000_000, 10_000_000, 26_000_000)
        );
        euribor(world, &running).await;
        world.on(day(100));
        decide(world, &running, 2, pay(100)).await.unwrap();
        let paid = record(world, &running).await;
        // Ten days late at 6.5 % a year.
        assert_eq!(paid.invoice(2).unwrap().interest_minor, Some(46_301));
        let totals = paid.totals();
        assert_eq!(
            (totals.paid, totals.invoicing.retained, paid.advance_open()),
            (46_000_000, 4_000_000, 10_000_000)
        );
        let early = send(
            world,
            &running,
            invoice(InvoiceKind::Retention, 4_000_000, "R-1"),
        )
        .await;
        wrong(early, "about");
    })
    .await;
}

#[tokio::test]
async fn a_dispute_is_settled_for_the_amount_that_both_agree_on() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        accept_first(world, &running, 60).await;
        send(
            world,
            &running,
            invoice(InvoiceKind::Milestone, 40_000_000, "A-1"),
        )
        .await
        .unwrap();
        let part = InvoiceStepInput::Approve {
            amount_minor: Some(39_000_000),
        };
        wrong(decide(world, &running, 1, part.clone()).await, "amount");
        let above = InvoiceStepInput::Dispute {
            amount_minor: 40_000_001,
        };
        wrong(decide(world, &running, 1, above).await, "amount");
        let dispute = InvoiceStepInput::Dispute {
            amount_minor: 2_000_000,
        };
        decide(world, &running, 1, dispute).await.unwrap();
        decide(world, &running, 1, part).await.unwrap();
        let record = record(world, &running).await;
        assert_eq!(record.invoice(1).unwrap().net_minor(), Some(39_000_000));
        assert_eq!(record.to_invoice(record.milestone(1).unwrap()), 1_000_000);
    })
    .await;
}

#[tokio::test]
async fn terms_after_signature_need_both_parties_and_the_list_is_ones_own() {
    on_each_database(async |world| {
        let running = world.contract_in_performance().await;
        wrong(agree(world, &running, None).await, "basis");
        accept_first(world, &running, 60).await;
        send(
            world,
            &running,
            invoice(InvoiceKind::Milestone, 40_000_000, "A-1"),
        )
        .await
        .unwrap();
        let waiting = InvoiceFilter {
            waiting: true,
            ..InvoiceFilter::default()
        };
        let found = contracts::invoices(&world.ctx, &running.officer, &waiting)
            .await
            .unwrap();
        assert_eq!((found.rows.len(), found.rows[0].due_on), (1, day(90)));
        let other = world.provider_organisation("Boreal").await;
        let stranger = world.provider("Sam", other).await;
        let hidden = contracts::invoices(&world.ctx, &stranger, &waiting)
            .await
            .unwrap();
        assert!(hidden.rows.is_empty());
    })
    .await;
}
