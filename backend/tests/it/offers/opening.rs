//! Two persons open, after closing, everything or nothing.

use backend::Error;
use backend::offers::AfterSubmission::KeepDraft;
use backend::offers::{opened_offers, sheet, submit};
use backend::testing::fixtures::Published;
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::money::Money;

/// Two sealed offers and the clock after closing.
pub(super) async fn closed(world: &World) -> (Published, Actor, String) {
    let asked = world.published_solicitation().await;
    let mut first = None;
    for (name, price) in [("Aurora", "100"), ("Boreal", "200")] {
        let actor = world
            .provider(name, world.provider_organisation(name).await)
            .await;
        let (reference, version) = world
            .complete_draft(&asked, &actor, price, "Hiddenwords")
            .await;
        submit(
            &world.ctx,
            &world.call(&actor),
            &reference,
            version,
            KeepDraft,
        )
        .await
        .unwrap();
        first.get_or_insert((actor, reference));
    }
    world.clock.set(asked.closes_at + Duration::microseconds(1));
    let (actor, reference) = first.unwrap();
    (asked, actor, reference)
}

pub(super) async fn try_opening(
    world: &World,
    opener: &Actor,
    asked: &Published,
) -> Result<Option<i64>, Error> {
    let outcome = world.consents(opener, &asked.reference).await?;
    Ok(outcome.opened)
}

pub(super) async fn events(world: &World, words: &str) -> Vec<Option<String>> {
    let select = "SELECT COALESCE(after_text, reason) FROM event WHERE summary LIKE $1 ORDER BY id";
    let query = world.ctx.db().query(select).bind(format!("%{words}%"));
    query.scalars().await.unwrap()
}

#[tokio::test]
async fn the_second_persons_consent_opens_every_offer() {
    on_each_database(async |world| {
        let (asked, _, reference) = closed(world).await;
        let [una, dua, ..] = &asked.openers[..] else {
            return;
        };
        assert_eq!(try_opening(world, una, &asked).await.unwrap(), None);
        assert_eq!(try_opening(world, dua, &asked).await.unwrap(), Some(2));
        let officer = world.person("Olga", Role::Officer).await;
        let shown = sheet(&world.ctx, &officer, &reference).await.unwrap();
        assert_eq!(
            shown.price,
            Some(Money::new(100_000, "NOK".parse().unwrap()))
        );
        let open = opened_offers(&world.ctx, &officer, &asked.reference).await;
        assert_eq!(open.unwrap().len(), 2);
        assert_eq!(events(world, "Opened 2 offers").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn one_person_counts_once_however_often() {
    on_each_database(async |world| {
        let (asked, _, _) = closed(world).await;
        let una = &asked.openers[0];
        assert_eq!(try_opening(world, una, &asked).await.unwrap(), None);
        let again = try_opening(world, una, &asked).await;
        assert!(
            matches!(again, Err(Error::NotNow(words)) if words.contains("another opening officer"))
        );
        assert_eq!(events(world, "was refused").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn before_closing_nobody_consents_and_the_try_is_recorded() {
    on_each_database(async |world| {
        let (asked, _, _) = closed(world).await;
        world.clock.set(asked.closes_at);
        let una = &asked.openers[0];
        let early = try_opening(world, una, &asked).await;
        assert!(matches!(early, Err(Error::NotNow(_))));
        let reasons = events(world, "was refused").await;
        assert!(reasons[0].as_ref().unwrap().contains("only after closing"));
        let officer = world.person("Olga", Role::Officer).await;
        let refused = try_opening(world, &officer, &asked).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn consents_at_the_same_moment_open_exactly_once() {
    on_each_database(async |world| {
        let (asked, _, _) = closed(world).await;
        let [una, dua, ..] = &asked.openers[..] else {
            return;
        };
        let (one, other) = tokio::join!(
            try_opening(world, una, &asked),
            try_opening(world, dua, &asked)
        );
        let mut outcomes = [one.unwrap(), other.unwrap()];
        outcomes.sort_unstable();
        assert_eq!(outcomes, [None, Some(2)]);
        assert_eq!(events(world, "Opened 2 offers").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn one_altered_ciphertext_keeps_every_offer_closed() {
    on_each_database(async |world| {
        let (asked, _, reference) = closed(world).await;
        let alter = "UPDATE sealed_part SET ciphertext = ciphertext_sha256 WHERE part = 'price' AND sealed_offer_id =
                     (SELECT sealed_offer.id FROM sealed_offer JOIN offer ON offer.id = offer_id WHERE reference = $1)";
        let altered = world.ctx.db().query(alter).bind(reference.clone());
        altered.run_one().await.unwrap();
        let [una, dua, ..] = &asked.openers[..] else { return };
        try_opening(world, una, &asked).await.unwrap();
        let refused = try_opening(world, dua, &asked).await;
        assert!(matches!(refused, Err(Error::Seal(words)) if words.contains(&reference)));
        let opened: i64 = world
            .ctx
            .db()
            .query("SELECT CAST(COUNT(*) AS BIGINT) FROM offer WHERE content IS NOT NULL OR price_minor IS NOT NULL")
            .scalar()
            .await
            .unwrap();
        assert_eq!(opened, 0);
        assert_eq!(events(world, "was refused").await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn no_event_holds_what_an_offer_says() {
    on_each_database(async |world| {
        let (asked, _, _) = closed(world).await;
        world.open(&asked).await;
        let all = events(world, "").await;
        assert!(all.len() > 10);
        let told = all.into_iter().flatten().collect::<String>();
        assert!(told.contains("ciphertext_sha256"));
        assert!(!told.contains("Hiddenwords") && !told.contains("100000"));
    })
    .await;
}

#[tokio::test]
async fn an_evaluator_reads_only_after_declaring_no_conflict() {
    on_each_database(async |world| {
        let (asked, ann, reference) = closed(world).await;
        world.open(&asked).await;
        let eva = world.person("Eva", Role::Evaluator).await;
        let refused = opened_offers(&world.ctx, &eva, &asked.reference).await;
        assert!(matches!(refused, Err(Error::NotNow(words)) if words.contains("conflict")));
        let declare = "INSERT INTO panel_member (solicitation_id, account_id, assigned_at, declaration) VALUES ($1, $2, $3, 'none')";
        let query = world.ctx.db().query(declare).bind(asked.id.0);
        let query = query.bind(eva.account().unwrap().0).bind(world.ctx.now());
        query.run_one().await.unwrap();
        let open = opened_offers(&world.ctx, &eva, &asked.reference).await;
        assert_eq!(open.unwrap().len(), 2);
        assert!(sheet(&world.ctx, &ann, &reference).await.unwrap().own);
    })
    .await;
}
