//! Results: computed from what is recorded, stored for good, recomputable.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::drafts;
use backend::testing::on_each_database;
use domain::actor::Role;
use domain::solicitations::EvaluationMethod;
use rust_decimal::Decimal;
use serde_json::Value;

#[tokio::test]
async fn a_stored_run_recomputes_to_its_own_outputs() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let sol = &all.solicitation.reference;
        let auditor = world.person("Ada Auditor", Role::Auditor).await;
        let file = run_file(&world.ctx, &auditor, sol, 1).await.unwrap();
        let document: Value = serde_json::from_str(&file.text).unwrap();
        let answer = domain::evaluation::cases::evaluate(&document).unwrap();
        let desk = comparison(&world.ctx, &auditor, sol, &Filter::default())
            .await
            .unwrap();
        let run = desk.run.unwrap();
        let outputs: Value = serde_json::from_str(&run.outputs).unwrap();
        assert_eq!(outputs["answer"], answer);
        assert_eq!(
            answer["winner"],
            Value::from(all.offers[0].reference.clone())
        );
        assert_eq!(
            answer["bids"][&all.offers[0].reference]["final_score"].to_string(),
            "71.5"
        );
        use sha2::Digest;
        assert_eq!(
            run.sha256,
            hex::encode(sha2::Sha256::digest(file.text.as_bytes()))
        );
    })
    .await;
}

#[tokio::test]
async fn a_run_is_never_edited_and_a_further_one_needs_a_reason() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        let update = "UPDATE result_run SET method = 'other'";
        assert!(world.ctx.db().query(update).run().await.is_err());
        let silent = run_result(&world.ctx, &call, sol, "").await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "reason"));
        assert_eq!(
            run_result(&world.ctx, &call, sol, "A rate was corrected.")
                .await
                .unwrap(),
            2
        );
    })
    .await;
}

#[tokio::test]
async fn a_missing_rate_is_named_with_currency_and_day() {
    on_each_database(async |world| {
        let all = world.evaluating_in("NOK").await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        let Err(Error::NotNow(words)) = run_result(&world.ctx, &call, sol, "").await else {
            panic!()
        };
        let eve = all.solicitation.closes_at.date_naive().pred_opt().unwrap();
        assert!(
            words.contains(&format!("No rate of NOK is recorded for {eve}")),
            "{words}"
        );
    })
    .await;
}

#[tokio::test]
async fn the_newest_rate_before_the_closing_day_converts() {
    on_each_database(async |world| {
        let all = world.evaluating_in("NOK").await;
        let closing = all.solicitation.closes_at.date_naive();
        for (day, units) in [(3, "9"), (1, "12"), (0, "7")] {
            let day = closing - chrono::Duration::days(day);
            world.rate("NOK", day, units).await;
        }
        let sol = &all.solicitation.reference;
        let desk = comparison(&world.ctx, &all.officer, sol, &Filter::default())
            .await
            .unwrap();
        let offers = desk.sheet.offers;
        let boreal = offers
            .iter()
            .find(|line| line.id == all.offers[1].id)
            .unwrap();
        assert_eq!(boreal.price_eur(), Some(Decimal::from(750_000)));
    })
    .await;
}

#[tokio::test]
async fn an_ineligible_offer_stays_out_of_the_mean_and_an_excluded_one_out_of_the_run() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        world.both_score(&all, 0, ["85", "80", "5"]).await;
        world.both_score(&all, 1, ["40", "40", "4"]).await;
        world.compliant(&all, &all.offers[0]).await;
        world.compliant(&all, &all.offers[1]).await;
        let out = (Compliance::NotCompliant, "No bid guarantee.");
        decide_compliance(
            &world.ctx,
            &call,
            sol,
            &all.offers[2].reference,
            out.0,
            out.1,
        )
        .await
        .unwrap();
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        let desk = comparison(&world.ctx, &all.officer, sol, &Filter::default())
            .await
            .unwrap();
        let best_value = desk.figures.unwrap().best_value;
        let evaluation = best_value.unwrap().evaluation;
        assert_eq!(evaluation.average_price, Some(Decimal::from(12_000_000)));
        assert_eq!(evaluation.bids.len(), 2);
        let status = |place: usize| {
            let id = all.offers[place].id;
            desk.sheet
                .offers
                .iter()
                .find(|line| line.id == id)
                .unwrap()
                .status
                .as_str()
        };
        assert_eq!(
            [0, 1, 2].map(status),
            ["ranked", "technically_unacceptable", "excluded"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_result_says_everything_that_is_missing() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let call = world.call(&all.officer);
        let Err(Error::NotNow(words)) =
            run_result(&world.ctx, &call, &all.solicitation.reference, "").await
        else {
            panic!()
        };
        assert!(
            words.contains("administrative compliance") && words.contains("Coverage and revisit")
        );
    })
    .await;
}

#[tokio::test]
async fn the_desk_measures_against_the_reference_and_leaves_out_equal_rows() {
    on_each_database(async |world| {
        let all = world.ranked().await;
        let filter = Filter {
            reference: Some(all.offers[1].reference.clone()),
            only_differences: true,
            ..Filter::default()
        };
        let desk = comparison(
            &world.ctx,
            &all.officer,
            &all.solicitation.reference,
            &filter,
        )
        .await
        .unwrap();
        let total = desk
            .rows
            .iter()
            .find(|row| row.kind == RowKind::Total)
            .unwrap();
        let deltas: Vec<_> = total
            .cells
            .iter()
            .map(|cell| cell.delta.map(|delta| delta.round_dp(1).to_string()))
            .collect();
        assert_eq!(
            deltas,
            [Some("33.3".to_owned()), None, Some("-33.3".to_owned())]
        );
        assert!(total.cells[2].best && !total.cells[0].best);
        assert!(desk.rows.iter().all(|row| row.code != "state"));
        assert_eq!(desk.columns[0].rank, Some(1));
    })
    .await;
}

#[tokio::test]
async fn the_lowest_price_that_meets_every_requirement_comes_first() {
    on_each_database(async |world| {
        let lowest = EvaluationMethod::LowestPriceTechnicallyCompliant;
        let all = world.scored_by(lowest).await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        run_result(&world.ctx, &call, sol, "").await.unwrap();
        let desk = comparison(&world.ctx, &all.officer, sol, &Filter::default())
            .await
            .unwrap();
        let figures = desk.figures.unwrap();
        assert_eq!(figures.winner(), Some(all.offers[1].reference.as_str()));
        assert_eq!(figures.ranking().len(), 2);
        assert!(figures.ineligible(&all.offers[2].reference).is_some());
    })
    .await;
}

#[tokio::test]
async fn a_result_waits_for_every_member_unless_the_panel_agreed_on_each_score() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
        for offer in 1..3 {
            world.both_score(&all, offer, ["80", "80", "4"]).await;
        }
        let (bid, own) = (&all.offers[0].reference, drafts("85", "80", "5"));
        let eva = world.call(&all.evaluators[0]);
        hand_in(&world.ctx, &eva, sol, bid, &own).await.unwrap();
        for bid in &all.offers {
            world.compliant(&all, bid).await;
        }
        let early = run_result(&world.ctx, &call, sol, "").await;
        let Err(Error::NotNow(words)) = early else {
            panic!("{early:?}");
        };
        assert!(words.contains("Eli Two") && words.contains(bid), "{words}");
        for (criterion, value) in [("T1", "85"), ("T2", "80"), ("experience", "5")] {
            let input = Moderation {
                offer: bid.clone(),
                criterion: criterion.to_owned(),
                value: value.to_owned(),
                reason: "The panel agreed.".to_owned(),
                incomplete: "Eli Two is away until after the offers lapse.".to_owned(),
                ..Moderation::default()
            };
            moderate(&world.ctx, &call, sol, &input).await.unwrap();
        }
        assert_eq!(run_result(&world.ctx, &call, sol, "").await.unwrap(), 1);
    })
    .await;
}
