//! People of an organisation: invited by an owner, bounded by what they may do.

use backend::Error;
use backend::providers::{self, InviteInput};
use backend::testing::fixtures_registry::Bidder;
use backend::testing::{World, on_each_database};
use domain::id::AccountId;
use domain::policy::Refused;

fn input(email: &str, membership: &str) -> InviteInput {
    InviteInput {
        name: "Ola".into(),
        email: email.into(),
        membership: membership.into(),
    }
}

async fn account(world: &World, bidder: &Bidder, name: &str) -> AccountId {
    let sheet = providers::dossier(&world.ctx, &bidder.actor, &bidder.reference)
        .await
        .unwrap();
    let found = sheet.people.iter().find(|row| row.name == name).unwrap();
    AccountId(found.account)
}

#[tokio::test]
async fn an_owner_invites_and_the_link_sets_a_password_once() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar AS").await;
        let call = world.call(&bidder.actor);
        let link = providers::invite(
            &world.ctx,
            &call,
            &bidder.reference,
            &input("ola@polar.example", "reader"),
        )
        .await
        .unwrap();
        let password = "a long walk by the fjord";
        backend::accounts::use_link(&world.ctx, &link.secret, None, password)
            .await
            .unwrap();
        let again = backend::accounts::use_link(&world.ctx, &link.secret, None, password).await;
        assert!(matches!(again, Err(Error::NotFound)));
        let sheet = providers::dossier(&world.ctx, &bidder.actor, &bidder.reference)
            .await
            .unwrap();
        let row = sheet.people.iter().find(|row| row.name == "Ola").unwrap();
        assert!(row.joined && row.membership == domain::actor::Membership::Reader);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_invited_into_another_organisation_or_twice() {
    on_each_database(async |world| {
        let (one, other) = (
            world.bidder("Polar AS").await,
            world.bidder("Solar AS").await,
        );
        let typed = input("ola@polar.example", "member");
        let foreign = providers::invite(
            &world.ctx,
            &world.call(&other.actor),
            &one.reference,
            &typed,
        )
        .await;
        assert!(matches!(foreign, Err(Error::Refused(Refused::Hidden))));
        let call = world.call(&one.actor);
        providers::invite(&world.ctx, &call, &one.reference, &typed)
            .await
            .unwrap();
        let twice = providers::invite(&world.ctx, &call, &one.reference, &typed).await;
        assert!(matches!(twice, Err(Error::Invalid(fields)) if fields[0].field == "email"));
        let stranger = account(world, &one, "Ola").await;
        let call = world.call(&other.actor);
        let refused = providers::renew_link(&world.ctx, &call, &other.reference, stranger).await;
        assert!(matches!(refused, Err(Error::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn an_owner_changes_others_but_not_the_own_membership() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar AS").await;
        let call = world.call(&bidder.actor);
        providers::invite(
            &world.ctx,
            &call,
            &bidder.reference,
            &input("ola@polar.example", "member"),
        )
        .await
        .unwrap();
        let ola = account(world, &bidder, "Ola").await;
        providers::change_person(&world.ctx, &call, &bidder.reference, ola, "owner", false)
            .await
            .unwrap();
        let sheet = providers::dossier(&world.ctx, &bidder.actor, &bidder.reference)
            .await
            .unwrap();
        let row = sheet.people.iter().find(|row| row.name == "Ola").unwrap();
        assert!(!row.active && row.membership == domain::actor::Membership::Owner);
        let own = bidder.actor.account().unwrap();
        let refused =
            providers::change_person(&world.ctx, &call, &bidder.reference, own, "reader", true)
                .await;
        assert!(matches!(refused, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn an_owner_gets_no_link_for_somebody_with_roles_elsewhere() {
    on_each_database(async |world| {
        let bidder = world.bidder("Polar AS").await;
        let call = world.call(&bidder.actor);
        let typed = input("ola@polar.example", "member");
        providers::invite(&world.ctx, &call, &bidder.reference, &typed)
            .await
            .unwrap();
        let ola = account(world, &bidder, "Ola").await;
        let role = "INSERT INTO account_role (account_id, role) VALUES ($1, 'auditor')";
        let role = world.ctx.db().query(role).bind(ola.0);
        role.run_one().await.unwrap();
        let refused = providers::renew_link(&world.ctx, &call, &bidder.reference, ola).await;
        assert!(matches!(refused, Err(Error::NotNow(_))));
    })
    .await;
}
