//! Registrations: written without an account, reviewed, accepted once.

mod review;

use backend::registrations;
use backend::testing::fixtures_registration::{WRITTEN_FROM, national_number, organisation};
use backend::testing::on_each_database;
use backend::{Call, Error};
use domain::actor::Actor;
use domain::identifiers::Scheme;
use domain::registrations::Step;
use domain::states::RegistrationState;

#[tokio::test]
async fn a_step_that_is_wrong_is_kept_and_named() {
    on_each_database(async |world| {
        let secret = registrations::start(&world.ctx, WRITTEN_FROM)
            .await
            .unwrap();
        let next = world
            .save_step(&secret, organisation("Polar AS"))
            .await
            .unwrap();
        assert_eq!(next, Some(Step::Identifiers));
        let wrong = world.save_step(&secret, national_number("974760674")).await;
        assert!(matches!(wrong, Err(Error::Invalid(fields)) if fields[0].field == "national"));
        let own = registrations::own(&world.ctx, &secret).await.unwrap();
        assert_eq!(own.typed.identifiers[&Scheme::National], "974760674");
        let open: Vec<Step> = own.wrong.iter().map(|(step, _)| *step).collect();
        assert_eq!(open, [Step::Identifiers, Step::Ownership, Step::Contact]);
        assert!(matches!(
            world.send_registration(&secret).await,
            Err(Error::NotNow(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn a_secret_opens_its_own_registration_and_no_other() {
    on_each_database(async |world| {
        let secret = registrations::start(&world.ctx, WRITTEN_FROM)
            .await
            .unwrap();
        assert!(registrations::own(&world.ctx, &secret).await.is_ok());
        for wrong in ["", "nothing", &secret[1..]] {
            let found = registrations::own(&world.ctx, wrong).await;
            assert!(matches!(found, Err(Error::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_stays_as_it_is_and_two_windows_do_not_overwrite_each_other() {
    on_each_database(async |world| {
        let secret = world
            .written_registration("Polar AS", "974760673", "kari@polar.example")
            .await;
        let version = registrations::own(&world.ctx, &secret)
            .await
            .unwrap()
            .version;
        world
            .save_step(&secret, organisation("Polar Images AS"))
            .await
            .unwrap();
        let late = registrations::save(
            &world.ctx,
            &Call::by(Actor::Nobody),
            WRITTEN_FROM,
            (&secret, version),
            organisation("Other AS"),
        )
        .await;
        assert!(matches!(late, Err(Error::Stale(_))));
        let undeclared = registrations::submit(
            &world.ctx,
            &Call::by(Actor::Nobody),
            WRITTEN_FROM,
            (&secret, version + 1),
            false,
        )
        .await;
        assert!(matches!(undeclared, Err(Error::Invalid(fields)) if fields[0].field == "declared"));
        world.send_registration(&secret).await.unwrap();
        let changed = world.save_step(&secret, organisation("Other AS")).await;
        assert!(matches!(changed, Err(Error::NotNow(_))));
        let own = registrations::own(&world.ctx, &secret).await.unwrap();
        assert_eq!(own.state, RegistrationState::Submitted);
    })
    .await;
}

#[tokio::test]
async fn what_the_writer_is_answered_says_nothing_of_who_is_registered() {
    on_each_database(async |world| {
        let known = world.bidder("Polar AS").await;
        let email = "SELECT email FROM account WHERE provider_id = $1";
        let email = world.ctx.db().query(email).bind(known.provider.0);
        let email: String = email.scalar().await.unwrap();
        let secret = world
            .written_registration("Polar AS", "974760673", &email)
            .await;
        assert!(world.send_registration(&secret).await.is_ok());
        let own = registrations::own(&world.ctx, &secret).await.unwrap();
        assert_eq!(own.state, RegistrationState::Submitted);
    })
    .await;
}

#[tokio::test]
async fn one_network_address_starts_so_many_and_then_waits() {
    on_each_database(async |world| {
        let mut refused = None;
        for _ in 0..40 {
            if let Err(error) = registrations::start(&world.ctx, WRITTEN_FROM).await {
                refused = Some(error);
                break;
            }
        }
        assert!(matches!(refused, Some(Error::TooMany(_))));
        assert!(
            registrations::start(&world.ctx, "198.51.100.8")
                .await
                .is_ok()
        );
    })
    .await;
}
