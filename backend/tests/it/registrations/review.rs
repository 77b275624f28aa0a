//! The review of registrations.

use backend::testing::fixtures_registration::organisation;
use backend::testing::{World, on_each_database};
use backend::{Error, registrations};
use domain::actor::{Actor, Membership, Role};
use domain::policy::Refused;
use domain::states::RegistrationState;

const NUMBER: &str = "974760673";

async fn version(world: &World, officer: &Actor, reference: &str) -> i64 {
    let sheet = registrations::review(&world.ctx, officer, reference).await;
    sheet.unwrap().version
}

async fn accept(world: &World, officer: &Actor, reference: &str) -> Result<String, Error> {
    let version = version(world, officer, reference).await;
    let call = world.call(officer);
    let link = registrations::accept(&world.ctx, &call, reference, version).await?;
    Ok(link.unwrap().secret)
}

#[tokio::test]
async fn an_accepted_organisation_is_registered_with_everything_it_stated() {
    on_each_database(async |world| {
        world.reference().await;
        let officer = world.person("Ann", Role::Officer).await;
        let (_, reference) = world
            .sent_registration("Polar AS", NUMBER, "kari@polar.example")
            .await;
        let link = accept(world, &officer, &reference).await.unwrap();
        let password = "northern lights over the fjord";
        backend::accounts::use_link(&world.ctx, &link, None, password)
            .await
            .unwrap();
        let sheet = registrations::review(&world.ctx, &officer, &reference)
            .await
            .unwrap();
        let own = sheet.provider.unwrap();
        let dossier = backend::providers::dossier(&world.ctx, &officer, &own)
            .await
            .unwrap();
        assert_eq!(dossier.identifiers[0].value, NUMBER);
        assert_eq!(dossier.statements.len(), 1);
        assert_eq!(dossier.people[0].membership, Membership::Owner);
        assert!(dossier.people[0].joined);
    })
    .await;
}

#[tokio::test]
async fn an_identifier_of_another_organisation_is_shown_and_stops_the_acceptance() {
    on_each_database(async |world| {
        world.reference().await;
        let officer = world.person("Ann", Role::Officer).await;
        let (_, first) = world
            .sent_registration("Polar AS", NUMBER, "kari@polar.example")
            .await;
        let (_, second) = world
            .sent_registration("Something else", NUMBER, "ola@polar.example")
            .await;
        let sheet = registrations::review(&world.ctx, &officer, &second)
            .await
            .unwrap();
        assert_eq!(sheet.others, [(first.clone(), "Polar AS".to_owned())]);
        accept(world, &officer, &first).await.unwrap();
        let sheet = registrations::review(&world.ctx, &officer, &second)
            .await
            .unwrap();
        assert_eq!(sheet.twins.len(), 1);
        assert!(!sheet.twins[0].same.is_empty() && !sheet.twins[0].similar);
        let refused = accept(world, &officer, &second).await;
        assert!(matches!(refused, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn a_similar_name_and_a_known_address_are_shown_to_the_reviewer() {
    on_each_database(async |world| {
        world.reference().await;
        let officer = world.person("Ann", Role::Officer).await;
        world.bidder("Polar Observation AS").await;
        let (_, reference) = world
            .sent_registration("Polar Observaiton", NUMBER, "kari@polar.example")
            .await;
        let sheet = registrations::review(&world.ctx, &officer, &reference)
            .await
            .unwrap();
        assert!(sheet.twins.len() == 1 && sheet.twins[0].similar);
        assert!(!sheet.has_account);
        accept(world, &officer, &reference).await.unwrap();
        let (_, again) = world
            .sent_registration("Quite another", "923609016", "kari@polar.example")
            .await;
        let sheet = registrations::review(&world.ctx, &officer, &again)
            .await
            .unwrap();
        assert!(sheet.has_account);
        let refused = accept(world, &officer, &again).await;
        assert!(matches!(refused, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn asked_back_it_is_changed_and_sent_again_under_the_same_reference() {
    on_each_database(async |world| {
        world.reference().await;
        let officer = world.person("Ann", Role::Officer).await;
        let (secret, reference) = world
            .sent_registration("Polar AS", NUMBER, "kari@polar.example")
            .await;
        let call = world.call(&officer);
        let at = version(world, &officer, &reference).await;
        let empty = registrations::ask_back(&world.ctx, &call, &reference, at, " ").await;
        assert!(matches!(empty, Err(Error::Invalid(fields)) if fields[0].field == "question"));
        registrations::ask_back(&world.ctx, &call, &reference, at, "Which name?")
            .await
            .unwrap();
        let own = registrations::own(&world.ctx, &secret).await.unwrap();
        assert_eq!(own.reason.as_deref(), Some("Which name?"));
        world
            .save_step(&secret, organisation("Polar Images AS"))
            .await
            .unwrap();
        assert_eq!(world.send_registration(&secret).await.unwrap(), reference);
    })
    .await;
}

#[tokio::test]
async fn a_decision_is_taken_once_and_not_by_just_anybody() {
    on_each_database(async |world| {
        world.reference().await;
        let officer = world.person("Ann", Role::Officer).await;
        let (secret, reference) = world
            .sent_registration("Polar AS", NUMBER, "kari@polar.example")
            .await;
        let at = version(world, &officer, &reference).await;
        let auditor = world.person("Eve", Role::Auditor).await;
        let call = world.call(&auditor);
        let refused = registrations::reject(&world.ctx, &call, &reference, at, "No").await;
        assert!(matches!(refused, Err(Error::Refused(Refused::Role { .. }))));
        let call = world.call(&officer);
        registrations::reject(&world.ctx, &call, &reference, at, "Not a provider")
            .await
            .unwrap();
        let own = registrations::own(&world.ctx, &secret).await.unwrap();
        assert_eq!(own.state, RegistrationState::Rejected);
        assert!(matches!(
            accept(world, &officer, &reference).await,
            Err(Error::NotNow(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn where_mail_is_sent_the_link_goes_to_the_contact_person_and_not_to_the_reviewer() {
    on_each_database(async |world| {
        world.reference().await;
        let officer = world.person("Ann", Role::Officer).await;
        let (_, reference) = world
            .sent_registration("Polar AS", NUMBER, "kari@polar.example")
            .await;
        let site = backend::Site {
            url: "https://perigee.example.org".to_owned(),
            mail: true,
        };
        let ctx = world.ctx.with_clock(world.clock.clone()).with_site(site);
        let version = version(world, &officer, &reference).await;
        let link = registrations::accept(&ctx, &world.call(&officer), &reference, version).await;
        assert!(link.unwrap().is_none());
        let letters = backend::outbox::lease(&ctx).await.unwrap();
        assert_eq!(letters[0].recipient, "kari@polar.example");
        assert!(
            letters[0]
                .body
                .contains("https://perigee.example.org/link/")
        );
    })
    .await;
}
