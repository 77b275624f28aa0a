//! The evaluation report as data.

use super::formulas::Book;
use backend::evaluation::*;
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};
use domain::evaluation::rules::TotalKind;
use domain::solicitations::EvaluationMethod;
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

/// Writes a workbook down with what is stored for its formulas, where `scripts/xlsx` asks for it.
fn keep(report: &Report, content: &[u8], book: &Book) {
    let Some(folder) = std::env::var_os("XLSX_CHECK_DIR").map(std::path::PathBuf::from) else {
        return;
    };
    let line = |(place, stored): (&(String, u32, u32), Option<f64>)| {
        let stored = stored.map_or(String::new(), |number| number.to_string());
        format!("{}\t{}\t{}\t{stored}\n", place.0, place.1, place.2)
    };
    let name = format!("{}-{}", report.solicitation, report.rule);
    let stored: String = book.stored().map(line).collect();
    std::fs::write(folder.join(format!("{name}.xlsx")), content).unwrap();
    std::fs::write(folder.join(format!("{name}.txt")), stored).unwrap();
}

/// Every formula comes to what was stored for it, and the totals in `column` of the result's sheet are those of the
/// report; `first` is the row of the first offer.
async fn recomputes(world: &World, actor: &Actor, sol: &str, (first, column): (u32, u32)) {
    let report = report(&world.ctx, actor, sol).await.unwrap();
    let content = file(world, actor, sol, ReportFormat::Xlsx).await;
    let book = Book::open(content.clone());
    keep(&report, &content, &book);
    for (place, stored) in book.stored() {
        let computed = book.compute(place);
        assert!(
            near(computed, stored),
            "{place:?}: {computed:?}, not {stored:?}"
        );
    }
    for row in first..first + 3 {
        let cell = |column| ("Result".to_owned(), row, column);
        let offer = book.words(&cell(0));
        let mut lines = report.offers.iter();
        let line = lines.find(|line| line.offer == offer).unwrap();
        let own = line.total.and_then(|total| total.to_f64());
        assert!(near(book.compute(&cell(column)), own), "{offer}");
    }
    let totals = report.offers.iter().filter(|line| line.total.is_some());
    assert!(totals.count() >= 2 && book.stored().count() >= 2);
}

#[tokio::test]
async fn the_workbook_recomputes_to_the_stored_result() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        recomputes(world, &all.officer, &all.solicitation.reference, (2, 5)).await;
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

#[tokio::test]
async fn the_workbook_of_every_other_method_that_has_a_total_recomputes_too() {
    let all = EvaluationMethod::ALL.iter().copied();
    let others = all.filter(|method| *method != EvaluationMethod::NciaBestValueNumerical);
    for method in others.filter(|method| method.rule().total != TotalKind::Nothing) {
        on_each_database(async |world| {
            let all = world.scored_in(method, "NOK").await;
            world.rate_before(&all.solicitation, "NOK", "0.76").await;
            let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
            run_result(&world.ctx, &call, sol, "").await.unwrap();
            recomputes(world, &all.officer, sol, (2, 13)).await;
        })
        .await;
    }
}

#[tokio::test]
async fn the_workbook_of_ratings_in_words_says_who_may_be_chosen_and_no_total() {
    on_each_database(async |world| {
        let all = world
            .scored_by(EvaluationMethod::NciaBestValueNarrative)
            .await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        let book = Book::open(file(world, &all.officer, sol, ReportFormat::Xlsx).await);
        let at = |row, column| ("Result".to_owned(), row, column);
        let may = (2..5).filter(|row| book.compute(&at(*row, 10)).is_some());
        assert_eq!(may.count(), 2);
        assert!((2..5).all(|row| book.compute(&at(row, 13)).is_none()));
        for (place, stored) in book.stored() {
            assert!(near(book.compute(place), stored), "{place:?}");
        }
    })
    .await;
}
