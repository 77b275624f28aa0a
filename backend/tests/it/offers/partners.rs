//! Members of a consortium and subcontractors in an offer.

use backend::Error;
use backend::offers::{PartnerInput, VolumeInput, save_volume, sheet, start};
use backend::testing::fixtures_offers::volumes;
use backend::testing::{World, on_each_database};
use domain::offers::own_share;
use rust_decimal::Decimal;

fn partner(name: &str, share: &str) -> PartnerInput {
    PartnerInput {
        role: "subcontractor".to_owned(),
        name: name.to_owned(),
        nation: "FI".to_owned(),
        share: share.to_owned(),
        work: "Ground segment".to_owned(),
    }
}

async fn saved(world: &World, partners: Vec<PartnerInput>) -> Result<Option<Decimal>, Error> {
    let asked = world.published_solicitation().await;
    let firm = world.provider_organisation("Aurora").await;
    let ann = world.provider("Ann", firm).await;
    let call = world.call(&ann);
    let reference = start(&world.ctx, &call, &asked.reference).await?;
    let [mut volume, ..] = volumes("1", "w");
    if let VolumeInput::Administration(typed) = &mut volume {
        typed.partners = partners;
    }
    save_volume(&world.ctx, &call, &reference, 1, volume).await?;
    let content = sheet(&world.ctx, &ann, &reference).await?.content;
    Ok(own_share(
        &content.unwrap_or_default().administration.partners,
    ))
}

#[tokio::test]
async fn partners_are_saved_and_the_offeror_keeps_the_rest() {
    on_each_database(async |world| {
        let partners = vec![
            partner("Boreal", "30 %"),
            PartnerInput::default(),
            partner("Cygnus", "12,5"),
        ];
        assert_eq!(
            saved(world, partners).await.unwrap(),
            Some(Decimal::new(575, 1))
        );
    })
    .await;
}

#[tokio::test]
async fn shares_of_more_than_everything_are_refused() {
    on_each_database(async |world| {
        let refused = saved(
            world,
            vec![partner("Boreal", "60"), partner("Cygnus", "60")],
        )
        .await;
        assert!(
            matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "partner_share_1")
        );
        let refused = saved(world, vec![partner("Boreal", "0")]).await;
        assert!(
            matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "partner_share_1")
        );
    })
    .await;
}
