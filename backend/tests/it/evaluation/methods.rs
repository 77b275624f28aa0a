//! Every method that a solicitation can choose: its result is stored, recomputed, explained and awarded.

use backend::Error;
use backend::evaluation::*;
use backend::testing::on_each_database;
use domain::evaluation::rules::TotalKind;
use domain::solicitations::EvaluationMethod;
use serde_json::Value;

#[tokio::test]
async fn the_file_of_every_method_recomputes_its_stored_run() {
    for method in EvaluationMethod::ALL {
        on_each_database(async |world| {
            let all = world.scored_by(*method).await;
            let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
            run_result(&world.ctx, &call, sol, "").await.unwrap();
            let file = run_file(&world.ctx, &all.officer, sol, 1).await.unwrap();
            let document: Value = serde_json::from_str(&file.text).unwrap();
            assert_eq!(document["method"], method.as_str());
            let answer = domain::evaluation::cases::evaluate(&document).unwrap();
            let filter = Filter::default();
            let desk = comparison(&world.ctx, &all.officer, sol, &filter)
                .await
                .unwrap();
            let outputs: Value = serde_json::from_str(&desk.run.unwrap().outputs).unwrap();
            assert_eq!(outputs["answer"], answer, "{method}");
            assert!(!desk.changed, "{method}");
        })
        .await;
    }
}

#[tokio::test]
async fn every_method_keeps_out_what_misses_its_least() {
    for method in EvaluationMethod::ALL {
        on_each_database(async |world| {
            let all = world.scored_by(*method).await;
            let sol = &all.solicitation.reference;
            let filter = Filter::default();
            let desk = comparison(&world.ctx, &all.officer, sol, &filter)
                .await
                .unwrap();
            let figures = desk.figures.unwrap();
            let out = |place: usize| figures.ineligible(&all.offers[place].reference);
            assert!(
                out(0).is_none() && out(1).is_none() && out(2).is_some(),
                "{method}"
            );
            let ranked = if method.rule().total == TotalKind::Nothing {
                0
            } else {
                2
            };
            assert_eq!(figures.ranking().len(), ranked, "{method}");
            assert_eq!(figures.may_win().len(), 2, "{method}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_narrative_trade_off_is_awarded_with_a_reason_only() {
    on_each_database(async |world| {
        let all = world
            .scored_by(EvaluationMethod::NciaBestValueNarrative)
            .await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        let [aurora, boreal, cygnus] = &all.offers;
        let ask = async |offer: &str, reason: &str| {
            recommend(&world.ctx, &world.call(&all.officer), sol, offer, reason).await
        };
        let refused = |found: Result<i64, Error>| matches!(found, Err(Error::Invalid(_)));
        assert!(refused(ask(&aurora.reference, "").await));
        assert!(refused(ask(&cygnus.reference, "It is cheap.").await));
        let reason = "Its shorter chain is worth more than the difference in price.";
        assert_eq!(ask(&boreal.reference, reason).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_score_that_the_scale_does_not_know_is_refused() {
    on_each_database(async |world| {
        let all = world.scored_by(EvaluationMethod::EsaWeightedMarks).await;
        let sol = &all.solicitation.reference;
        let change = Moderation {
            offer: all.offers[0].reference.clone(),
            criterion: "T1".to_owned(),
            value: "76".to_owned(),
            reason: "Agreed.".to_owned(),
            ..Moderation::default()
        };
        let found = moderate(&world.ctx, &world.call(&all.officer), sol, &change).await;
        assert!(matches!(found, Err(Error::Invalid(fields)) if fields[0].field == "value"));
    })
    .await;
}

#[tokio::test]
async fn the_desk_shows_the_figures_that_each_method_makes() {
    use EvaluationMethod as M;
    for (method, rows) in [
        (
            M::RelativeLowestPrice,
            ["price", "technical", "final", "rank"].as_slice(),
        ),
        (M::Vatep, &["credit", "final", "rank"]),
        (
            M::PriceQualityRatioQuotient,
            &["technical", "final", "rank"],
        ),
        (M::EsaWeightedMarks, &["technical", "final", "rank"]),
        (M::NciaBestValueNarrative, &[]),
    ] {
        on_each_database(async |world| {
            let all = world.scored_by(method).await;
            let sol = &all.solicitation.reference;
            let desk = comparison(&world.ctx, &all.officer, sol, &Filter::default()).await;
            let made = ["price", "technical", "credit", "final", "rank"];
            let codes = desk.unwrap().rows.into_iter().map(|row| row.code);
            let codes: Vec<_> = codes.filter(|code| made.contains(&code.as_str())).collect();
            assert_eq!(codes, rows, "{method}");
        })
        .await;
    }
}
