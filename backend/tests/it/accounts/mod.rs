//! Signing in, sessions, keeping accounts.

mod secrets;

use backend::accounts::{self, AccountInput, NewAccount, SignIn};
use backend::testing::{World, on_each_database};
use backend::{Call, Error};
use chrono::Duration;
use domain::actor::{Actor, Role};

const PASSWORD: &str = "correct horse battery staple";

fn typed<'a>(password: &'a str, address: &'a str) -> SignIn<'a> {
    SignIn {
        email: " Ann@Example.org ",
        password,
        browser: "test",
        address,
    }
}

async fn ann(world: &World) {
    let input = AccountInput {
        email: "ann@example.org".into(),
        name: "Ann Officer".into(),
        roles: vec!["officer".into()],
        ..AccountInput::default()
    };
    let call = Call::system("test");
    let (_, link) = accounts::add(&world.ctx, &call, NewAccount::try_from(input).unwrap())
        .await
        .unwrap();
    accounts::use_link(&world.ctx, &link.secret, None, PASSWORD)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_person_signs_in_with_the_password_set_by_a_link_that_works_once() {
    on_each_database(async |world| {
        ann(world).await;
        let signed_in = accounts::sign_in(&world.ctx, typed(PASSWORD, "a"))
            .await
            .unwrap();
        let actor = accounts::actor_of(&world.ctx, &signed_in.token)
            .await
            .unwrap();
        assert!(actor.has(Role::Officer));
        assert_eq!(actor.name(), "Ann Officer");
    })
    .await;
}

#[tokio::test]
async fn wrong_passwords_and_unknown_people_get_the_same_answer_and_are_slowed_down() {
    on_each_database(async |world| {
        ann(world).await;
        for _ in 0..5 {
            assert!(matches!(
                accounts::sign_in(&world.ctx, typed("wrong", "a")).await,
                Err(Error::Credentials)
            ));
        }
        assert!(matches!(
            accounts::sign_in(&world.ctx, typed(PASSWORD, "a")).await,
            Err(Error::TooMany(_))
        ));
        assert!(
            accounts::sign_in(&world.ctx, typed(PASSWORD, "elsewhere"))
                .await
                .is_ok()
        );
        world.clock.advance(Duration::seconds(3));
        assert!(
            accounts::sign_in(&world.ctx, typed(PASSWORD, "a"))
                .await
                .is_ok()
        );
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_when_idle_too_old_signed_out_or_the_account_is_disabled() {
    on_each_database(async |world| {
        ann(world).await;
        let (ctx, admin) = (&world.ctx, Call::system("test"));
        let session = async || {
            accounts::sign_in(ctx, typed(PASSWORD, "a"))
                .await
                .unwrap()
                .token
        };
        let who = async |token| accounts::actor_of(ctx, &token).await.unwrap();
        let idle = session().await;
        world.clock.advance(accounts::SESSION_IDLE);
        assert_eq!(who(idle).await, Actor::Nobody);
        let left = session().await;
        accounts::sign_out(ctx, &world.call(&who(left.clone()).await))
            .await
            .unwrap();
        assert_eq!(who(left).await, Actor::Nobody);
        let disabled = session().await;
        let account = who(disabled.clone()).await.account().unwrap();
        accounts::disable(ctx, &admin, account, false)
            .await
            .unwrap();
        assert_eq!(who(disabled).await, Actor::Nobody);
        assert!(matches!(
            accounts::sign_in(ctx, typed(PASSWORD, "b")).await,
            Err(Error::Credentials)
        ));
    })
    .await;
}

#[tokio::test]
async fn a_new_password_needs_the_present_one_and_signs_other_browsers_out() {
    on_each_database(async |world| {
        ann(world).await;
        let ctx = &world.ctx;
        let here = accounts::sign_in(ctx, typed(PASSWORD, "a"))
            .await
            .unwrap()
            .token;
        let there = accounts::sign_in(ctx, typed(PASSWORD, "b"))
            .await
            .unwrap()
            .token;
        let call = world.call(&accounts::actor_of(ctx, &here).await.unwrap());
        let refused = accounts::change_password(ctx, &call, "wrong", "a much better one 7").await;
        assert!(
            matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "present_password")
        );
        accounts::change_password(ctx, &call, PASSWORD, "a much better one 7")
            .await
            .unwrap();
        assert!(matches!(
            accounts::actor_of(ctx, &there).await.unwrap(),
            Actor::Nobody
        ));
        assert!(matches!(
            accounts::actor_of(ctx, &here).await.unwrap(),
            Actor::Person(_)
        ));
        assert!(
            accounts::sign_in(ctx, typed("a much better one 7", "c"))
                .await
                .is_ok()
        );
    })
    .await;
}

#[tokio::test]
async fn the_first_administrator_comes_through_a_link_that_works_once() {
    on_each_database(async |world| {
        let ctx = &world.ctx;
        assert!(accounts::needs_first_administrator(ctx).await.unwrap());
        let link = accounts::open_first_administrator(ctx).await.unwrap();
        let input = AccountInput {
            email: "root@example.org".into(),
            name: "Root".into(),
            roles: vec!["administrator".into()],
            ..AccountInput::default()
        };
        let account = NewAccount::try_from(input).unwrap();
        accounts::use_link(ctx, &link.secret, Some(account.clone()), PASSWORD)
            .await
            .unwrap();
        assert!(!accounts::needs_first_administrator(ctx).await.unwrap());
        assert!(matches!(
            accounts::use_link(ctx, &link.secret, Some(account), PASSWORD).await,
            Err(Error::NotFound)
        ));
    })
    .await;
}

#[tokio::test]
async fn only_administrators_keep_accounts_and_a_lost_race_shows_what_is_recorded() {
    on_each_database(async |world| {
        let admin = world.person("Root", Role::Administrator).await;
        let officer = world.person("Ann", Role::Officer).await;
        let new = |name: &str| {
            let input = AccountInput { email: "e@example.org".into(), name: name.into(), roles: vec!["evaluator".into()], ..AccountInput::default() };
            NewAccount::try_from(input).unwrap()
        };
        assert!(matches!(accounts::add(&world.ctx, &world.call(&officer), new("Eva")).await, Err(Error::Refused(_))));
        let (id, _) = accounts::add(&world.ctx, &world.call(&admin), new("Eva")).await.unwrap();
        accounts::change(&world.ctx, &world.call(&admin), id, 1, new("Eva One")).await.unwrap();
        let lost = accounts::change(&world.ctx, &world.call(&admin), id, 1, new("Eva Two")).await;
        assert!(matches!(lost, Err(Error::Stale(stale)) if stale.recorded["name"] == "Eva One" && stale.version == 2));
    })
    .await;
}
