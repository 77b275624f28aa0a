//! Strengths, weaknesses, deficiencies and risks: typed, hidden, agreed on, and reported.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::{Evaluating, drafts};
use backend::testing::{World, on_each_database};
use domain::actor::Actor;
use domain::evaluation::remarks::RemarkKind;
use domain::solicitations::RemarkDuty;

/// Scores of 85, 80 and 4, with remarks about T1.
fn noted(remarks: &[(RemarkKind, &str)]) -> Vec<DraftScore> {
    let mut all = drafts("85", "80", "4");
    let typed = remarks
        .iter()
        .map(|(kind, text)| (*kind, (*text).to_owned()));
    all[0].remarks = RemarksInput(typed.collect());
    all
}

async fn in_by(
    world: &World,
    all: &Evaluating,
    who: &Actor,
    scores: &[DraftScore],
) -> Result<(), Error> {
    let (sol, offer) = (&all.solicitation.reference, &all.offers[1].reference);
    hand_in(&world.ctx, &world.call(who), sol, offer, scores).await
}

#[tokio::test]
async fn remarks_are_hidden_from_colleagues_until_their_own_scores_are_in() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let [one, two] = &all.evaluators;
        let strength = noted(&[(RemarkKind::Strength, "Two orbits.\nA spare.")]);
        in_by(world, &all, one, &strength).await.unwrap();
        let (sol, offer) = (&all.solicitation.reference, &all.offers[1].reference);
        let before = score_page(&world.ctx, two, sol, offer).await.unwrap();
        assert!(before.colleagues.is_empty());
        in_by(world, &all, two, &noted(&[])).await.unwrap();
        let after = score_page(&world.ctx, two, sol, offer).await.unwrap();
        let hers = after
            .colleagues
            .iter()
            .find(|score| score.criterion == "T1");
        assert_eq!(hers.unwrap().remarks.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn the_scheme_may_ask_for_remarks_and_a_deficiency_never_goes_with_a_good_score() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let one = &all.evaluators[0];
        let deficient = noted(&[(RemarkKind::Deficiency, "No ground station.")]);
        let refused = in_by(world, &all, one, &deficient).await;
        let first = |result| match result {
            Err(Error::Invalid(fields)) => fields.into_iter().map(|one| one.field).collect(),
            _ => Vec::new(),
        };
        assert_eq!(first(refused), ["value-T1"]);
        world
            .scheme_with(&all.solicitation, |scheme| {
                scheme.panel.remarks = RemarkDuty::OutsideSatisfactory;
            })
            .await;
        let strength = noted(&[(RemarkKind::Strength, "Two orbits.")]);
        let refused = in_by(world, &all, one, &strength).await;
        assert_eq!(first(refused), ["value-T2", "value-experience"]);
    })
    .await;
}

#[tokio::test]
async fn a_draft_may_lack_remarks_but_no_line_may_be_too_long() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let (sol, offer) = (&all.solicitation.reference, &all.offers[1].reference);
        let call = world.call(&all.evaluators[0]);
        let long = "x".repeat(501);
        let refused = noted(&[(RemarkKind::Risk, long.as_str())]);
        let refused = save_scores(&world.ctx, &call, sol, offer, &refused).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "risk-T1"));
        let deficient = noted(&[(RemarkKind::Deficiency, "No ground station.")]);
        save_scores(&world.ctx, &call, sol, offer, &deficient)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_the_panel_agrees_on_stands_in_desk_debrief_and_report() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let weak = noted(&[(RemarkKind::Weakness, "One ground station.")]);
        in_by(world, &all, &all.evaluators[0], &weak).await.unwrap();
        let free = noted(&[]);
        in_by(world, &all, &all.evaluators[1], &free).await.unwrap();
        for offer in [0, 2] {
            world.both_score(&all, offer, ["70", "70", "4"]).await;
        }
        for bid in &all.offers {
            world.compliant(&all, bid).await;
        }
        agree(world, &all).await;
        let (sol, officer) = (&all.solicitation.reference, &all.officer);
        let desk = comparison(&world.ctx, officer, sol, &Filter::default()).await;
        let found = desk.unwrap().sheet;
        let kinds = found.remarks(all.offers[1].id, "T1");
        let kinds: Vec<RemarkKind> = kinds.iter().map(|one| one.kind).collect();
        assert_eq!(kinds, [RemarkKind::Strength]);
        run_result(&world.ctx, &world.call(officer), sol, "")
            .await
            .unwrap();
        reported(world, &all).await;
        debriefed(world, &all).await;
    })
    .await;
}

async fn agree(world: &World, all: &Evaluating) {
    let agreed = Moderation {
        offer: all.offers[1].reference.clone(),
        criterion: "T1".to_owned(),
        value: "85".to_owned(),
        reason: "Agreed.".to_owned(),
        remarks: RemarksInput(vec![(RemarkKind::Strength, "=Two orbits.".to_owned())]),
        ..Moderation::default()
    };
    let (sol, call) = (&all.solicitation.reference, world.call(&all.officer));
    moderate(&world.ctx, &call, sol, &agreed).await.unwrap();
}

async fn reported(world: &World, all: &Evaluating) {
    let sol = &all.solicitation.reference;
    let file = async |format| {
        let file = report_file(&world.ctx, &all.officer, sol, format).await;
        file.unwrap().content
    };
    let json: serde_json::Value = serde_json::from_slice(&file(ReportFormat::Json).await).unwrap();
    let offers = json["offers"].as_array().unwrap();
    let own = offers
        .iter()
        .find(|one| one["offer"] == all.offers[1].reference.as_str());
    let remarks = &own.unwrap()["scores"][0]["remarks"];
    assert_eq!(remarks[0]["kind"], "strength");
    assert_eq!(remarks[1]["evaluator"].to_string(), "2");
    let csv = String::from_utf8(file(ReportFormat::Csv).await).unwrap();
    assert!(csv.contains("T1, the panel, strength: =Two orbits."));
    assert!(csv.contains("T1, evaluator 2, weakness: One ground station."));
}

async fn debriefed(world: &World, all: &Evaluating) {
    world.notified(all, 0).await;
    let (sol, offer) = (&all.solicitation.reference, &all.offers[1].reference);
    let call = world.call(&all.officer);
    let input = DebriefInput {
        marked: vec!["T1/2/1".to_owned()],
        ..DebriefInput::default()
    };
    prepare_debrief(&world.ctx, &call, (sol, offer), 0, input)
        .await
        .unwrap();
    let page = debrief_page(&world.ctx, &all.officer, sol, offer).await;
    let lines = page.unwrap().document.criteria;
    assert_eq!(lines[0].reasons, ["Weakness: One ground station."]);
}
