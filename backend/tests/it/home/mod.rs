//! What each person finds on the start page.

use backend::db::query::count;
use backend::home::{Today, today};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

async fn day(world: &World, actor: &Actor) -> Today {
    let (today, statements) = count::during(today(&world.ctx, actor)).await;
    assert!(statements <= 4, "{statements} statements");
    today.unwrap()
}

#[tokio::test]
async fn an_officer_who_begins_has_nothing_to_do() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let day = day(world, &officer).await.officer.unwrap();
        assert!(day.queue.is_empty() && day.deadlines.is_empty() && day.stages.is_empty());
        assert!(day.at_risk.is_empty() && day.recent.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_officer_finds_what_waits_and_what_is_at_risk() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let published = world.published_solicitation().await;
        let provider = world.provider_organisation("Aurora").await;
        world
            .running_contract("CTR-2026-0001", None, provider)
            .await;
        let before = day(world, &officer).await.officer.unwrap();
        let kinds: Vec<&str> = before.queue.iter().map(|due| due.kind.as_str()).collect();
        assert_eq!(kinds, ["milestone"]);
        assert!(before.deadlines.iter().any(|due| due.kind == "closes"));
        let risk = &before.at_risk[0];
        assert_eq!(
            (risk.slipped, risk.worst_days, risk.used_percent),
            (1, Some(10), 90)
        );
        world.clock.set(published.closes_at);
        let after = day(world, &officer).await.officer.unwrap();
        assert!(
            after
                .queue
                .iter()
                .any(|due| due.kind == "opening" && due.reference == published.reference)
        );
        assert!(!after.deadlines.iter().any(|due| due.kind == "closes"));
    })
    .await;
}

#[tokio::test]
async fn an_award_waits_for_another_person_than_the_one_who_recommended() {
    on_each_database(async |world| {
        let (ann, bob) = (world.person("Ann", Role::Officer).await, world.person("Bob", Role::Officer).await);
        let published = world.published_solicitation().await;
        let insert = "INSERT INTO award (id, solicitation_id, origin, external_key, status, title, supplier_names, reason,
                 recommended_by, recommended_at, created_at, version)
             VALUES ($1, $2, 'perigee', 'a', 'recommended', 'Award', '', 'best', $3, $4, $4, 1)";
        let query = world.ctx.db().query(insert).bind(world.ctx.new_id()).bind(published.id.0);
        query.bind(ann.account().unwrap().0).bind(world.ctx.now()).run_one().await.unwrap();
        let waits = async |actor: &Actor| {
            let queue = day(world, actor).await.officer.unwrap().queue;
            queue.iter().any(|due| due.kind == "second_person")
        };
        assert!(!waits(&ann).await && waits(&bob).await);
    })
    .await;
}

#[tokio::test]
async fn an_evaluator_owes_every_criterion_of_every_opened_offer() {
    on_each_database(async |world| {
        let evaluator = world.person("Eva", Role::Evaluator).await;
        let published = world.published_solicitation().await;
        let provider = world.provider_organisation("Aurora").await;
        let content = backend::testing::fixtures::content(100, "EUR", 3);
        world.opened_offer(&published, provider, &content).await;
        let insert = "INSERT INTO panel_member (solicitation_id, account_id, assigned_at) VALUES ($1, $2, $3)";
        let query = world.ctx.db().query(insert).bind(published.id.0).bind(evaluator.account().unwrap().0);
        query.bind(world.ctx.now()).run_one().await.unwrap();
        let panel = day(world, &evaluator).await.evaluator.unwrap().panels.remove(0);
        assert_eq!((panel.declaration.clone(), panel.owed(), panel.done()), (None, 3, false));
    })
    .await;
}

#[tokio::test]
async fn an_opener_sees_what_is_due_and_who_consented() {
    on_each_database(async |world| {
        let opener = world.person("Ola", Role::Opener).await;
        let published = world.published_solicitation().await;
        assert_eq!(day(world, &opener).await.opener.unwrap().coming.len(), 1);
        world.clock.set(published.closes_at);
        let insert = "INSERT INTO opening_consent (solicitation_id, stage, account_id, capacity, given_at) VALUES ($1, 'offer', $2, 'officer', $3)";
        let query = world.ctx.db().query(insert).bind(published.id.0).bind(opener.account().unwrap().0);
        query.bind(world.ctx.now()).run_one().await.unwrap();
        let due = day(world, &opener).await.opener.unwrap().due.remove(0);
        assert_eq!((due.consents.as_deref(), due.own), (Some("Ola"), true));
    })
    .await;
}

#[tokio::test]
async fn a_provider_sees_open_calls_and_its_own_contract() {
    on_each_database(async |world| {
        let provider = world.provider_organisation("Aurora").await;
        let published = world.published_solicitation().await;
        world
            .running_contract("CTR-2026-0001", None, provider)
            .await;
        let pia = world.provider("Pia", provider).await;
        let own = day(world, &pia).await.provider.unwrap();
        assert_eq!((own.calls.len(), own.contracts[0].number), (1, Some(1)));
        let rival = world
            .provider("Rob", world.provider_organisation("Boreal").await)
            .await;
        assert!(
            day(world, &rival)
                .await
                .provider
                .unwrap()
                .contracts
                .is_empty()
        );
        world.clock.set(published.closes_at);
        assert!(day(world, &pia).await.provider.unwrap().calls.is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_delegate_sees_the_own_nations_money_by_currency() {
    on_each_database(async |world| {
        let db = world.ctx.db();
        let today = world.ctx.today();
        for insert in [
            "INSERT INTO nation (code, name, accession_year, currency, source) VALUES ('NO', 'Norway', 1949, 'NOK', 's')",
            "INSERT INTO programme (code, name, summary, position) VALUES ('APSS', 'Alliance Persistent Surveillance', 's', 1)",
        ] {
            db.query(insert).run_one().await.unwrap();
        }
        let pledge = "INSERT INTO pledge (id, reference, nation_code, programme_code, origin, kind, status, description, amount_minor,
                 currency, pledged_on, recorded_at, version) VALUES ($1, 'PLG-2026-0001', 'NO', 'APSS', 'perigee', 'cash', 'committed', 'Imagery', 500, 'NOK', $2, $3, 1)";
        let id = world.ctx.new_id();
        db.query(pledge).bind(id).bind(today).bind(world.ctx.now()).run_one().await.unwrap();
        let paid = "INSERT INTO contribution_payment (id, pledge_id, amount_minor, currency, paid_on, note, recorded_at) VALUES ($1, $2, 200, 'NOK', $3, '', $4)";
        db.query(paid).bind(world.ctx.new_id()).bind(id).bind(today).bind(world.ctx.now()).run_one().await.unwrap();
        let day = day(world, &world.delegate("Nora", "NO").await).await.delegate.unwrap();
        assert_eq!((day.sums[0].pledged, day.sums[0].paid, day.open[0].rest_minor), (500, 200, 300));
    })
    .await;
}

#[tokio::test]
async fn auditor_and_administrator_see_how_the_log_is() {
    on_each_database(async |world| {
        let root = world.person("Root", Role::Administrator).await;
        let own = day(world, &root).await.administrator.unwrap();
        assert!(own.unready.iter().any(|account| account.name == "Root"));
        assert!(own.health.schema > 0 && own.health.waiting_since.is_none());
        let link = world.person("Other", Role::Auditor).await;
        let account = link.account().unwrap();
        backend::accounts::disable(&world.ctx, &world.call(&root), account, false)
            .await
            .unwrap();
        let day = day(world, &world.person("Eve", Role::Auditor).await)
            .await
            .auditor
            .unwrap();
        assert_eq!((day.integrity.events, day.privileged.len()), (1, 1));
    })
    .await;
}

#[tokio::test]
async fn nobody_is_asked_to_sign_in() {
    on_each_database(async |world| assert!(today(&world.ctx, &Actor::Nobody).await.is_err())).await;
}
