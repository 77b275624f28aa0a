//! What an organisation states of itself, and who reads it.

use backend::Error;
use backend::providers::{self, CertificateInput};
use backend::testing::fixtures_registry::{Bidder, free_ownership};
use backend::testing::{World, on_each_database};
use chrono::Days;
use domain::actor::Role;
use domain::identifiers::Scheme;
use std::collections::BTreeMap;

async fn identify(world: &World, bidder: &Bidder, version: i64, lei: &str) -> Result<(), Error> {
    let typed = BTreeMap::from([
        (Scheme::Lei, lei.to_owned()),
        (Scheme::National, "974 760 673".to_owned()),
    ]);
    let call = world.call(&bidder.actor);
    providers::identify(&world.ctx, &call, &bidder.reference, version, &typed).await
}

const LEI: &str = "506700GE1G29325QX363";

#[tokio::test]
async fn identifiers_are_checked_and_belong_to_one_organisation() {
    on_each_database(async |world| {
        let (one, other) = (world.bidder("Polar AS").await, world.bidder("Solar AS").await);
        let wrong = identify(world, &one, 1, "506700GE1G29325QX364").await;
        assert!(matches!(wrong, Err(Error::Invalid(fields)) if fields[0].field == "lei" && fields[0].message.contains("check digits")));
        identify(world, &one, 1, LEI).await.unwrap();
        let taken = identify(world, &other, 1, LEI).await;
        assert!(matches!(taken, Err(Error::Invalid(fields)) if fields[0].message.contains(&one.reference)));
        let lost = identify(world, &one, 1, LEI).await;
        assert!(matches!(lost, Err(Error::Stale(_))));
        identify(world, &one, 2, "").await.unwrap();
        let sheet = providers::dossier(&world.ctx, &one.actor, &one.reference).await.unwrap();
        assert_eq!(sheet.identifiers.len(), 1);
        assert_eq!(sheet.identifiers[0].value, "974760673");
    })
    .await;
}

#[tokio::test]
async fn statements_of_ownership_are_numbered_and_kept() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar AS").await;
        let call = world.call(&bidder.actor);
        for nation in ["NO", "SE"] {
            let input = free_ownership(nation);
            providers::state_ownership(&world.ctx, &call, &bidder.reference, &input)
                .await
                .unwrap();
        }
        let sheet = providers::dossier(&world.ctx, &bidder.actor, &bidder.reference)
            .await
            .unwrap();
        let numbers: Vec<i64> = sheet
            .statements
            .iter()
            .map(|row| row.statement.number)
            .collect();
        assert_eq!(numbers, [2, 1]);
        assert_eq!(sheet.statements[0].statement.managed_from.as_str(), "SE");
        let mut silent = free_ownership("NO");
        silent.restricted = "yes".into();
        let refused =
            providers::state_ownership(&world.ctx, &call, &bidder.reference, &silent).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "explanation"));
    })
    .await;
}

#[tokio::test]
async fn another_organisation_reads_and_changes_nothing() {
    on_each_database(async |world| {
        let (one, other) = (
            world.bidder("Polar AS").await,
            world.bidder("Solar AS").await,
        );
        let hidden = providers::dossier(&world.ctx, &other.actor, &one.reference).await;
        assert!(matches!(
            hidden,
            Err(Error::Refused(domain::policy::Refused::Hidden))
        ));
        let call = world.call(&other.actor);
        let refused =
            providers::state_ownership(&world.ctx, &call, &one.reference, &free_ownership("NO"))
                .await;
        assert!(matches!(refused, Err(Error::Refused(_))));
        let evaluator = world.person("Eva", Role::Evaluator).await;
        assert!(
            providers::dossier(&world.ctx, &evaluator, &one.reference)
                .await
                .is_err()
        );
        let officer = world.person("Ann", Role::Officer).await;
        assert!(
            providers::dossier(&world.ctx, &officer, &one.reference)
                .await
                .is_ok()
        );
    })
    .await;
}

#[tokio::test]
async fn a_certificate_says_how_long_it_lasts_and_can_be_ended() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar AS").await;
        let (call, today) = (world.call(&bidder.actor), world.ctx.today());
        let input = CertificateInput {
            kind: "security".into(),
            title: "ISO/IEC 27001".into(),
            issuer: "A registrar".into(),
            number: String::new(),
            expires_on: Some(today + Days::new(20)),
        };
        providers::certify(&world.ctx, &call, &bidder.reference, &input)
            .await
            .unwrap();
        let sheet = providers::dossier(&world.ctx, &bidder.actor, &bidder.reference)
            .await
            .unwrap();
        let certificate = &sheet.certificates[0];
        assert_eq!(certificate.days_left(today), Some(20));
        providers::end_certificate(&world.ctx, &call, &bidder.reference, certificate.id)
            .await
            .unwrap();
        let sheet = providers::dossier(&world.ctx, &bidder.actor, &bidder.reference)
            .await
            .unwrap();
        assert!(sheet.certificates.is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_owner_states_the_size_and_the_log_keeps_what_it_was() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar AS").await;
        let (call, reference) = (world.call(&bidder.actor), &bidder.reference);
        providers::state_size(&world.ctx, &call, reference, 1, false)
            .await
            .unwrap();
        let sheet = providers::dossier(&world.ctx, &bidder.actor, reference).await;
        assert!(!sheet.unwrap().sme);
        let lost = providers::state_size(&world.ctx, &call, reference, 1, true).await;
        assert!(matches!(lost, Err(Error::Stale(_))));
        let rival = world.bidder("Solar AS").await;
        let call = world.call(&rival.actor);
        let hidden = providers::state_size(&world.ctx, &call, reference, 2, true).await;
        assert!(matches!(hidden, Err(Error::Refused(_))));
        let select =
            "SELECT before_text FROM event WHERE summary LIKE 'Stated that it is no small%'";
        let before: Option<String> = world.ctx.db().query(select).scalar().await.unwrap();
        assert_eq!(before.as_deref(), Some("{\"sme\":true}"));
    })
    .await;
}
