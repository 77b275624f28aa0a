//! The evaluation report as data.

use super::formulas::Book;
use backend::evaluation::*;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use rust_decimal::prelude::ToPrimitive;

async fn file(world: &World, actor: &Actor, sol: &str, format: ReportFormat) -> Vec<u8> {
    let file = report_file(&world.ctx, actor, sol, format).await;
    file.unwrap().content
}

fn near(left: Option<f64>, right: Option<f64>) -> bool {
    match (left, right) {
        (Some(left), Some(right)) => (left - right).abs() < 1e-6,
        (left, right) => left == right,
    }
}

/// Every formula comes to what was stored for it, and the totals are those of the report.
async fn recomputes(world: &World, actor: &Actor, sol: &str) {
    let report = report(&world.ctx, actor, sol).await.unwrap();
    let book = Book::open(file(world, actor, sol, ReportFormat::Xlsx).await);
    assert!(book.stored().count() >= 6 * report.offers.len());
    for (place, stored) in book.stored() {
        let computed = book.compute(place);
        assert!(
            near(computed, stored),
            "{place:?}: {computed:?}, not {stored:?}"
        );
    }
    for row in 2..5 {
        let cell = |column| ("Result".to_owned(), row, column);
        let offer = book.words(&cell(0));
        let line = report
            .offers
            .iter()
            .find(|line| line.offer == offer)
            .unwrap();
        let own = line.total.and_then(|score| score.to_f64());
        assert!(
            own.is_some() && near(book.compute(&cell(5)), own),
            "{offer}"
        );
    }
}

#[tokio::test]
async fn the_workbook_recomputes_to_the_stored_result() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        recomputes(world, &all.officer, &all.solicitation.reference).await;
    })
    .await;
}

#[tokio::test]
async fn an_offer_below_the_minimum_stays_out_of_the_mean_in_the_workbook_too() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let scores = [["85", "80", "5"], ["75.5", "70.5", "4"], ["30", "30", "3"]];
        world.judge(&all, scores).await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        let book = Book::open(file(world, &all.officer, sol, ReportFormat::Xlsx).await);
        let out = (2..5).filter(|row| book.compute(&("Price".to_owned(), *row, 7)).is_none());
        assert_eq!(out.count(), 1);
        for (place, stored) in book.stored() {
            assert!(near(book.compute(place), stored), "{place:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_bidder_named_like_a_formula_is_only_words() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let (sol, officer) = (&all.solicitation.reference, &all.officer);
        let renamed = "UPDATE provider SET name = '=1+1' WHERE name = 'Boreal Radar'";
        world.ctx.db().query(renamed).run().await.unwrap();
        let csv = file(world, officer, sol, ReportFormat::Csv).await;
        let csv = String::from_utf8(csv).unwrap();
        assert!(csv.contains(",'=1+1,") && !csv.contains(",=1+1"));
        let book = Book::open(file(world, officer, sol, ReportFormat::Xlsx).await);
        let bidders = (2..5).map(|row| book.words(&("Result".to_owned(), row, 1)));
        assert!(bidders.collect::<Vec<_>>().contains(&"=1+1".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn the_report_names_its_run_and_is_for_officers_and_auditors() {
    on_each_database(async |world| {
        let all = world.in_standstill().await;
        let sol = &all.solicitation.reference;
        let auditor = world.person("Ada", Role::Auditor).await;
        let json = file(world, &auditor, sol, ReportFormat::Json).await;
        let json: serde_json::Value = serde_json::from_slice(&json).unwrap();
        let run = run_file(&world.ctx, &auditor, sol, 1).await.unwrap();
        let hash = <sha2::Sha256 as sha2::Digest>::digest(run.text.as_bytes());
        assert_eq!(json["inputs_sha256"], hex::encode(hash));
        assert_eq!(json["awards"][0]["status"], "standstill");
        let bidder = world.provider("Bo", all.offers[1].provider).await;
        assert!(report(&world.ctx, &bidder, sol).await.is_err());
        assert!(report(&world.ctx, &all.evaluators[0], sol).await.is_err());
    })
    .await;
}
