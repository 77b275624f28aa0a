//! Whatever providers, the buyer and opening officers try, in whatever order: one current offer each, opened all or none,
//! prices sealed until the technical result, and a sound log.

use backend::audit;
use backend::offers::AfterSubmission::KeepDraft;
use backend::offers::{opened_offers, sheet, submit, withdraw};
use backend::receipts::opening;
use backend::solicitations::{Draft, DraftInput, amend};
use backend::testing::fixtures::Published;
use backend::testing::{World, on_each_database};
use chrono::{DateTime, Duration, Utc};
use domain::actor::Actor;
use domain::text::Prose;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::cell::{Cell, RefCell};

/// What always comes last: closing passes, and two officers open what has not been opened.
const END: [Step; 3] = [
    Step::Later(60 * 24 * 80),
    Step::Consent(0),
    Step::Consent(1),
];

/// What somebody tries; a provider or an opening officer by number.
#[derive(Clone, Copy, Debug)]
enum Step {
    Submit(usize),
    Withdraw(usize),
    Amend,
    Consent(usize),
    Later(i64),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..5_usize).prop_map(Step::Submit),
        2 => (0..5_usize).prop_map(Step::Withdraw),
        1 => Just(Step::Amend),
        3 => (0..3_usize).prop_map(Step::Consent),
        1 => prop_oneof![Just(5_i64), Just(40), Just(60 * 24 * 40)].prop_map(Step::Later),
    ]
}

const CURRENT: &str =
    "SELECT CAST(COUNT(*) AS BIGINT) FROM sealed_offer WHERE standing = 'current'";
const TWICE: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT offer.provider_id FROM offer JOIN sealed_offer ON sealed_offer.offer_id = offer.id
    WHERE sealed_offer.standing = 'current' GROUP BY offer.provider_id HAVING COUNT(*) > 1) AS twice";
const PRICES: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM sealed_part WHERE part = 'price' AND opened_at IS NOT NULL";

struct Play<'a> {
    world: &'a World,
    asked: Published,
    officer: Actor,
    typed: DraftInput,
    providers: Vec<Actor>,
    /// Of each provider the offer that is written on, when it is submitted.
    submitted: RefCell<Vec<Option<String>>>,
}

impl<'a> Play<'a> {
    async fn begun(world: &'a World) -> Self {
        let typed = world.typed_solicitation();
        let (asked, officer) = world.published_by_rule(typed.clone()).await;
        let mut providers = Vec::new();
        for name in ["Aurora", "Boreal", "Cygnus", "Delphin", "Eridanus"] {
            let organisation = world.provider_organisation(name).await;
            providers.push(world.provider(name, organisation).await);
        }
        let submitted = RefCell::new(vec![None; providers.len()]);
        Self {
            world,
            asked,
            officer,
            typed,
            providers,
            submitted,
        }
    }

    async fn number(&self, sql: &'static str) -> i64 {
        self.world.ctx.db().query(sql).scalar().await.unwrap()
    }

    /// Whether offers are received now; an amendment may have moved the closing.
    async fn is_open(&self) -> bool {
        let select = "SELECT closes_at FROM solicitation";
        let closes: DateTime<Utc> = self.world.ctx.db().query(select).scalar().await.unwrap();
        self.world.ctx.now() <= closes
    }

    /// A further sentence of the need; the rules may refuse it for its dates.
    async fn amends(&self) {
        let open = self.is_open().await;
        let version = self.number("SELECT version FROM solicitation").await;
        let mut input = self.typed.clone();
        input.need = format!("{} Told at version {version}.", input.need);
        let draft = Draft::try_from(input).unwrap();
        let because = Prose::parse("A question showed that it was not clear.").unwrap();
        let call = self.world.call(&self.officer);
        let reference = &self.asked.reference;
        let outcome = amend(&self.world.ctx, &call, reference, version, draft, because).await;
        assert!(open || outcome.is_err());
    }

    async fn submits(&self, number: usize) {
        if !self.is_open().await {
            return;
        }
        let provider = &self.providers[number];
        let before = self.submitted.borrow()[number].clone();
        let (reference, version) = match before {
            Some(reference) => {
                let shown = sheet(&self.world.ctx, provider, &reference).await.unwrap();
                (reference, shown.version)
            }
            None => {
                self.world
                    .complete_draft(&self.asked, provider, "7", "w")
                    .await
            }
        };
        let call = self.world.call(provider);
        let receipt = submit(&self.world.ctx, &call, &reference, version, KeepDraft).await;
        assert_eq!(receipt.unwrap().offer, reference);
        self.submitted.borrow_mut()[number] = Some(reference);
    }

    async fn withdraws(&self, number: usize) {
        let Some(reference) = self.submitted.borrow()[number].clone() else {
            return;
        };
        let call = self.world.call(&self.providers[number]);
        let outcome = withdraw(&self.world.ctx, &call, &reference).await;
        assert_eq!(outcome.is_ok(), self.is_open().await);
        if outcome.is_ok() {
            self.submitted.borrow_mut()[number] = None;
        }
    }

    /// Whether it opened the offers.
    async fn consents(&self, number: usize) -> bool {
        let officer = &self.asked.openers[number];
        let outcome = self.world.consents(officer, &self.asked.reference).await;
        assert!(outcome.is_err() || !self.is_open().await);
        let expected = self.submitted.borrow().iter().flatten().count();
        let opened = outcome.ok().and_then(|consent| consent.opened);
        assert!(opened.is_none_or(|count| usize::try_from(count) == Ok(expected)));
        opened.is_some()
    }

    async fn holds(&self, opened: bool) {
        let current = self.number(CURRENT).await;
        assert_eq!(
            (self.number(TWICE).await, self.number(PRICES).await),
            (0, 0)
        );
        let expected = self.submitted.borrow().iter().flatten().count();
        assert_eq!(usize::try_from(current), Ok(expected));
        let (ctx, reference) = (&self.world.ctx, &self.asked.reference);
        let read = opened_offers(ctx, &self.officer, reference).await;
        assert_eq!(read.map(|rows| rows.len()).ok(), opened.then_some(expected));
        let checked = opening::check(ctx, &self.officer, reference).await;
        assert_eq!(
            checked.map(|check| check.verdict.valid()).ok(),
            opened.then_some(true)
        );
        while audit::seal(ctx).await.unwrap().more {}
        assert!(audit::verify(ctx).await.unwrap().intact());
    }
}

/// Takes the steps; answers whether the offers were opened.
async fn played(world: &World, steps: &[Step]) -> bool {
    let play = Play::begun(world).await;
    let mut opened = false;
    for step in steps.iter().chain(&END) {
        match *step {
            Step::Submit(number) if !opened => play.submits(number).await,
            Step::Withdraw(number) if !opened => play.withdraws(number).await,
            Step::Amend if !opened => play.amends().await,
            Step::Consent(number) if !opened => opened = play.consents(number).await,
            Step::Later(minutes) => world.clock.advance(Duration::minutes(minutes)),
            _ => {}
        }
    }
    play.holds(opened).await;
    opened
}

/// The same sequences on every run: a failure can be repeated.
fn rng() -> TestRng {
    TestRng::deterministic_rng(RngAlgorithm::ChaCha)
}

#[test]
fn any_order_keeps_one_current_offer_each_and_a_log_that_verifies() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let config = Config {
        cases: 8,
        max_shrink_iters: 30,
        failure_persistence: None,
        ..Config::default()
    };
    let openings = Cell::new(0);
    let steps = proptest::collection::vec(step(), 8..24);
    let outcome = TestRunner::new_with_rng(config, rng()).run(&steps, |steps| {
        runtime.block_on(on_each_database(async |world| {
            let opened = played(world, &steps).await;
            openings.set(openings.get() + usize::from(opened));
        }));
        Ok(())
    });
    if let Err(broken) = outcome {
        panic!("{broken}");
    }
    assert!(openings.get() >= 8, "a sequence ended without an opening");
}
