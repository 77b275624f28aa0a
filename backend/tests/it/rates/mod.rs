//! Rates: the one that holds on a day, typing one with a second person, and the list.

mod import;

use backend::overrides::Decision;
use backend::rates::{self, RateInput, RateQuery};
use backend::testing::{World, on_each_database};
use backend::{Error, FieldError};
use chrono::NaiveDate;
use domain::actor::{Actor, Role};
use domain::money::{Currency, Money};
use domain::policy::Refused;
use rust_decimal::Decimal;
use uuid::Uuid;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 2, day).unwrap()
}

/// A rate of the krone for 6 February 2026.
fn krone<'a>(units: &str, reason: &'a str) -> RateInput<'a> {
    RateInput {
        currency: "NOK".parse().unwrap(),
        on_day: day(6),
        units_per_eur: units.parse().unwrap(),
        source: "Central bank, reference rate",
        reason,
    }
}

async fn propose(world: &World, actor: &Actor, input: RateInput<'_>) -> Result<Uuid, Error> {
    rates::propose(&world.ctx, &world.call(actor), input).await
}

async fn decide(world: &World, actor: &Actor, id: Uuid, decision: Decision) -> Result<(), Error> {
    let note = "Seen at the source.";
    rates::decide(&world.ctx, &world.call(actor), id, decision, note).await
}

/// The krone's rate on 8 February 2026.
async fn holding(world: &World) -> Option<String> {
    let nok: Currency = "NOK".parse().unwrap();
    let found = rates::on_or_before(world.ctx.db(), nok, day(8))
        .await
        .unwrap();
    found.map(|rate| rate.units_per_eur.to_string())
}

async fn officers(world: &World) -> (Actor, Actor) {
    let ann = world.person("Ann", Role::Officer).await;
    (ann, world.person("Ben", Role::Officer).await)
}

#[tokio::test]
async fn the_newest_rate_on_or_before_a_day_holds() {
    on_each_database(async |world| {
        for (currency, on, units) in [("NOK", 6, "11.5"), ("NOK", 9, "11.25"), ("USD", 2, "1.1")] {
            world.rate(currency, day(on), units).await;
        }
        let nok: Currency = "NOK".parse().unwrap();
        assert_eq!(holding(world).await.as_deref(), Some("11.5"));
        let earlier = rates::on_or_before(world.ctx.db(), nok, day(5))
            .await
            .unwrap();
        assert_eq!(earlier, None);
        let set = rates::set_on(world.ctx.db(), &[], day(10)).await.unwrap();
        let eur = set.to_eur(Money::new(112_500, nok));
        assert_eq!(eur, Some(Money::new(10_000, Currency::EUR)));
        assert_eq!(set.iter().count(), 2);
        assert_eq!(set.to_eur(Money::new(1, "TRY".parse().unwrap())), None);
    })
    .await;
}

#[tokio::test]
async fn a_typed_rate_converts_when_another_officer_has_approved_it() {
    on_each_database(async |world| {
        let (ann, ben) = officers(world).await;
        let id = propose(world, &ann, krone("11.50", "")).await.unwrap();
        assert_eq!(holding(world).await, None);
        let alone = decide(world, &ann, id, Decision::Approve).await;
        assert!(matches!(alone, Err(Error::Refused(Refused::SamePerson(_)))));
        decide(world, &ben, id, Decision::Approve).await.unwrap();
        assert_eq!(holding(world).await.as_deref(), Some("11.5"));
        let again = decide(world, &ben, id, Decision::Refuse).await;
        assert!(matches!(again, Err(Error::NotNow(_))));
        let page = rates::list(&world.ctx, &ann, &RateQuery::default())
            .await
            .unwrap();
        let row = &page.rows[0];
        assert_eq!(
            (row.recorder.as_deref(), row.decider.as_deref()),
            (Some("Ann"), Some("Ben"))
        );
    })
    .await;
}

#[tokio::test]
async fn a_refused_rate_never_converts_and_its_author_is_told_why() {
    on_each_database(async |world| {
        let (ann, ben) = officers(world).await;
        let id = propose(world, &ann, krone("1150", "")).await.unwrap();
        let call = world.call(&ben);
        let silent = rates::decide(&world.ctx, &call, id, Decision::Refuse, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(_))));
        decide(world, &ben, id, Decision::Refuse).await.unwrap();
        assert_eq!(holding(world).await, None);
        let news = backend::notices::unread(&world.ctx, &ann).await.unwrap();
        assert_eq!(news[0].kind, "rate.decided");
        propose(world, &ann, krone("11.5", "")).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_correction_needs_a_reason_and_leaves_the_earlier_figure_in_the_list() {
    on_each_database(async |world| {
        let (ann, ben) = officers(world).await;
        world.rate("NOK", day(6), "115").await;
        let silent = propose(world, &ann, krone("11.5", "")).await;
        assert_eq!(fields(silent), ["reason"]);
        let id = propose(world, &ann, krone("11.5", "The point was forgotten."))
            .await
            .unwrap();
        assert_eq!(holding(world).await.as_deref(), Some("115"));
        decide(world, &ben, id, Decision::Approve).await.unwrap();
        assert_eq!(holding(world).await.as_deref(), Some("11.5"));
        let page = rates::list(&world.ctx, &ann, &RateQuery::default())
            .await
            .unwrap();
        let mut states: Vec<_> = page.rows.iter().map(|row| row.status.as_str()).collect();
        states.sort_unstable();
        assert_eq!(states, ["in_force", "replaced"]);
    })
    .await;
}

#[tokio::test]
async fn a_day_waits_for_one_decision_at_a_time() {
    on_each_database(async |world| {
        let (ann, ben) = officers(world).await;
        let id = propose(world, &ann, krone("11.5", "")).await.unwrap();
        let second = propose(world, &ben, krone("11.6", "")).await;
        assert!(matches!(second, Err(Error::NotNow(_))));
        world.rate("NOK", day(6), "11.4").await;
        let overtaken = decide(world, &ben, id, Decision::Approve).await;
        assert!(matches!(overtaken, Err(Error::NotNow(_))));
        assert_eq!(holding(world).await.as_deref(), Some("11.4"));
        decide(world, &ben, id, Decision::Refuse).await.unwrap();
    })
    .await;
}

fn fields<T>(answer: Result<T, Error>) -> Vec<String> {
    let Err(Error::Invalid(fields)) = answer else {
        panic!("the answer is no refusal by field")
    };
    fields
        .into_iter()
        .map(|error: FieldError| error.field)
        .collect()
}

#[tokio::test]
async fn what_cannot_be_a_rate_is_refused_by_field() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let wrong = RateInput {
            currency: Currency::EUR,
            on_day: NaiveDate::from_ymd_opt(2026, 3, 4).unwrap(),
            units_per_eur: Decimal::ZERO,
            source: " ",
            reason: "",
        };
        let refused = propose(world, &officer, wrong).await;
        assert_eq!(
            fields(refused),
            ["currency", "on_day", "units_per_eur", "source"]
        );
        let auditor = world.person("Aud", Role::Auditor).await;
        let refused = propose(world, &auditor, krone("11", "")).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn the_list_is_paged_in_every_order() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let first = NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        for offset in 0..101 {
            world
                .rate("NOK", first + chrono::Days::new(offset), "11.5")
                .await;
        }
        for sort in ["day", "-day", "currency", "-currency"] {
            let query = RateQuery::from_query(&[("sort".to_owned(), sort.to_owned())]);
            let page = rates::list(&world.ctx, &officer, &query).await.unwrap();
            assert_eq!((page.rows.len(), page.count), (100, 101));
            let rest = RateQuery {
                after: page.next,
                ..query
            };
            let rest = rates::list(&world.ctx, &officer, &rest).await.unwrap();
            assert_eq!((rest.rows.len(), rest.next), (1, None));
        }
    })
    .await;
}

#[test]
fn before_a_monday_comes_a_friday() {
    let back = |on| rates::last_working_day_before(day(on));
    assert_eq!(
        (back(9), back(8), back(7), back(10)),
        (day(6), day(6), day(6), day(9))
    );
}
