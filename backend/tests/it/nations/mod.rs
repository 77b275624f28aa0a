//! Nations and what they take part in.

use backend::testing::fixtures_ref::cash_pledge;
use backend::testing::on_each_database;
use backend::{Error, nations};
use domain::actor::{Actor, Role};

#[tokio::test]
async fn there_are_32_nations_with_their_standings() {
    on_each_database(async |world| {
        world.reference().await;
        let officer = world.person("Ann", Role::Officer).await;
        let list = nations::nations(&world.ctx, &officer).await.unwrap();
        assert_eq!(list.nations.len(), 32);
        let of = |code: &str| {
            list.standings
                .iter()
                .filter(|row| row.nation_code == code)
                .count()
        };
        assert_eq!((of("NO"), of("AL")), (5, 0));
    })
    .await;
}

#[tokio::test]
async fn a_nation_shows_its_pledges_and_its_private_note_only_to_its_own() {
    on_each_database(async |world| {
        world.reference().await;
        let nils = world.delegate("Nils", "NO").await;
        world.pledge(&nils, cash_pledge()).await;
        let note = async |actor: Actor| {
            let sheet = nations::sheet(&world.ctx, &actor, "no").await.unwrap();
            sheet.pledges.unwrap()[0].private_note.clone()
        };
        assert!(note(nils.clone()).await.is_some());
        assert!(
            note(world.person("Aud", Role::Auditor).await)
                .await
                .is_some()
        );
        assert_eq!(note(world.person("Ann", Role::Officer).await).await, None);
        assert_eq!(note(world.delegate("Carl", "CA").await).await, None);
        assert!(matches!(
            nations::sheet(&world.ctx, &nils, "XX").await,
            Err(Error::NotFound)
        ));
    })
    .await;
}
