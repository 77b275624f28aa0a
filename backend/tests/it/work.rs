//! Once per key.

use backend::accounts::{self, AccountInput, NewAccount};
use backend::testing::on_each_database;
use backend::{Call, Error};
use domain::actor::Role;

fn account(name: &str) -> NewAccount {
    let input = AccountInput {
        email: "x@example.org".into(),
        name: name.into(),
        roles: vec!["auditor".into()],
        ..AccountInput::default()
    };
    NewAccount::try_from(input).unwrap()
}

#[tokio::test]
async fn the_same_form_sent_twice_at_once_does_one_thing_with_one_answer() {
    on_each_database(async |world| {
        let admin = world.person("Root", Role::Administrator).await;
        let call = Call::with_key(admin, "key-1".into(), b"body");
        let (first, second) = tokio::join!(
            accounts::add(&world.ctx, &call, account("X")),
            accounts::add(&world.ctx, &call, account("X"))
        );
        assert_eq!(first.unwrap().0, second.unwrap().0);
        let rows: i64 = world
            .ctx
            .db()
            .query("SELECT COUNT(*) FROM account WHERE email = 'x@example.org'")
            .scalar()
            .await
            .unwrap();
        assert_eq!(rows, 1);
    })
    .await;
}

#[tokio::test]
async fn a_key_is_not_used_for_something_else_nor_by_somebody_else() {
    on_each_database(async |world| {
        let admin = world.person("Root", Role::Administrator).await;
        let other = world.person("Other", Role::Administrator).await;
        accounts::add(
            &world.ctx,
            &Call::with_key(admin.clone(), "k".into(), b"one"),
            account("X"),
        )
        .await
        .unwrap();
        for call in [
            Call::with_key(admin, "k".into(), b"two"),
            Call::with_key(other, "k".into(), b"one"),
        ] {
            assert!(matches!(
                accounts::add(&world.ctx, &call, account("X")).await,
                Err(Error::KeyReused)
            ));
        }
    })
    .await;
}

#[tokio::test]
async fn a_refused_form_leaves_its_key_free() {
    on_each_database(async |world| {
        let officer = world.person("Ann", Role::Officer).await;
        let refused = Call::with_key(officer, "k".into(), b"one");
        assert!(matches!(
            accounts::add(&world.ctx, &refused, account("X")).await,
            Err(Error::Refused(_))
        ));
        let admin = world.person("Root", Role::Administrator).await;
        assert!(
            accounts::add(
                &world.ctx,
                &Call::with_key(admin, "k".into(), b"one"),
                account("X")
            )
            .await
            .is_ok()
        );
    })
    .await;
}
