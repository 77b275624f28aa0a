//! Price lines in spreadsheets.

use backend::Error;
use backend::offers::{SheetFormat, import_prices, price_file, save_volume, sheet, start};
use backend::testing::fixtures_prices::priced;
use backend::testing::{World, on_each_database};
use domain::actor::Actor;

async fn begun(world: &World) -> (String, Actor) {
    let asked = world.scheduled_solicitation().await;
    let firm = world.provider_organisation("Aurora").await;
    let ann = world.provider("Ann", firm).await;
    let call = world.call(&ann);
    let reference = start(&world.ctx, &call, &asked.reference).await.unwrap();
    let volume = priced(["100", "-"]);
    save_volume(&world.ctx, &call, &reference, 1, volume)
        .await
        .unwrap();
    (reference, ann)
}

async fn errors(world: &World, text: &str) -> Vec<String> {
    let (reference, ann) = begun(world).await;
    let content = text.as_bytes().to_vec();
    let refused = import_prices(&world.ctx, &world.call(&ann), &reference, 2, content).await;
    let kept = sheet(&world.ctx, &ann, &reference)
        .await
        .unwrap()
        .content
        .unwrap();
    assert_eq!(kept.price.lines[0].unit_price_minor, 10_000);
    match refused {
        Err(Error::Invalid(fields)) => fields.into_iter().map(|one| one.message).collect(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[tokio::test]
async fn what_is_written_is_read_back_the_same_as_csv_and_as_xlsx() {
    on_each_database(async |world| {
        let (reference, ann) = begun(world).await;
        let before = sheet(&world.ctx, &ann, &reference)
            .await
            .unwrap()
            .content
            .unwrap();
        for (version, format) in [(2, SheetFormat::Csv), (3, SheetFormat::Xlsx)] {
            let file = price_file(&world.ctx, &ann, &reference, format)
                .await
                .unwrap();
            let call = world.call(&ann);
            let read = import_prices(&world.ctx, &call, &reference, version, file.content).await;
            assert_eq!(read.unwrap(), version + 1);
            let after = sheet(&world.ctx, &ann, &reference)
                .await
                .unwrap()
                .content
                .unwrap();
            assert_eq!(after.price, before.price, "{format:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_wrong_is_named_by_row_and_column_and_nothing_is_lost() {
    on_each_database(async |world| {
        let found = errors(
            world,
            "code,quantity,unit_price,currency,not_offered\nP1,13,95,EUR,\nP9,,1,EUR,perhaps\n",
        )
        .await;
        assert_eq!(
            found,
            [
                "row 3, column code: “P9” is no line of the price schedule",
                "row 2, column quantity: the buyer asks for 12, and only that",
                "there is no row for P2",
            ]
        );
        let found = errors(
            world,
            "code;unit_price;currency;not_offered\nP1;much;EUR;\nP2;5;EUR;yes\n",
        )
        .await;
        assert!(
            found[0].starts_with("row 2, column unit_price: P1: "),
            "{found:?}"
        );
        assert!(
            found[1].starts_with("row 3, column unit_price: P2: either"),
            "{found:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_text_that_a_spreadsheet_would_run_is_written_harmlessly() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let firm = world.provider_organisation("Aurora").await;
        let ann = world.provider("Ann", firm).await;
        let call = world.call(&ann);
        let reference = start(&world.ctx, &call, &asked.reference).await.unwrap();
        let content =
            b"description,unit,quantity,unit_price,currency\n=1+1,month,2,5,EUR\n".to_vec();
        import_prices(&world.ctx, &call, &reference, 1, content)
            .await
            .unwrap();
        let file = price_file(&world.ctx, &ann, &reference, SheetFormat::Csv)
            .await
            .unwrap();
        let text = String::from_utf8(file.content).unwrap();
        assert!(text.contains(",'=1+1,"), "{text}");
    })
    .await;
}
