//! Notes beside what offers say.

use backend::Error;
use backend::evaluation::*;
use backend::testing::fixtures_eval::{Evaluating, drafts};
use backend::testing::{World, on_each_database};
use domain::actor::{Actor, Role};

fn note(all: &Evaluating, shared: bool, words: &str, version: i64) -> NoteInput {
    NoteInput {
        offer: all.offers[0].reference.clone(),
        question: "solution".to_owned(),
        shared,
        words: words.to_owned(),
        version,
    }
}

async fn write(
    world: &World,
    all: &Evaluating,
    who: &Actor,
    input: NoteInput,
) -> Result<(), Error> {
    let (call, sol) = (world.call(who), &all.solicitation.reference);
    write_note(&world.ctx, &call, sol, &input).await
}

/// What somebody reads beside the solution of the first offer.
async fn read(world: &World, all: &Evaluating, who: &Actor) -> Vec<String> {
    let filter = ReadingFilter {
        question: Some("solution".to_owned()),
        ..ReadingFilter::default()
    };
    let found = reading(&world.ctx, who, &all.solicitation.reference, &filter).await;
    let notes = found.unwrap().notes.into_iter();
    let mut words: Vec<String> = notes.map(|note| note.words).collect();
    words.sort();
    words
}

async fn score(world: &World, all: &Evaluating, who: &Actor) {
    let (call, sol) = (world.call(who), &all.solicitation.reference);
    let (offer, own) = (&all.offers[0].reference, drafts("80", "80", "4"));
    hand_in(&world.ctx, &call, sol, offer, &own).await.unwrap();
}

#[tokio::test]
async fn a_note_of_ones_own_is_read_by_nobody_else() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let [eva, eli] = &all.evaluators;
        let own = note(&all, false, "Ask about the antenna.", 0);
        write(world, &all, eva, own).await.unwrap();
        score(world, &all, eli).await;
        let auditor = world.person("Ada Auditor", Role::Auditor).await;
        assert_eq!(read(world, &all, eva).await, ["Ask about the antenna."]);
        for other in [eli, &all.officer, &auditor] {
            assert!(read(world, &all, other).await.is_empty());
        }
        let query =
            "SELECT COUNT(*) FROM event WHERE action = 'evaluation.note' AND after_text IS NULL
             AND COALESCE(reason, '') = '' AND summary NOT LIKE '%antenna%'";
        let kept: i64 = world.ctx.db().query(query).scalar().await.unwrap();
        assert_eq!(kept, 1);
    })
    .await;
}

#[tokio::test]
async fn a_note_for_the_panel_waits_for_a_members_own_scores() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let [eva, eli] = &all.evaluators;
        let shared = note(&all, true, "The antenna is new.", 0);
        write(world, &all, eva, shared).await.unwrap();
        assert!(read(world, &all, eli).await.is_empty());
        assert_eq!(read(world, &all, &all.officer).await.len(), 1);
        score(world, &all, eli).await;
        assert_eq!(read(world, &all, eli).await, ["The antenna is new."]);
        let sol = &all.solicitation.reference;
        let desk = comparison(&world.ctx, &all.officer, sol, &Filter::default()).await;
        let cells = desk.unwrap().rows.into_iter().flat_map(|row| row.cells);
        assert_eq!(
            cells.map(|cell| cell.notes).sum::<usize>(),
            0,
            "no row shows the solution"
        );
    })
    .await;
}

#[tokio::test]
async fn the_desk_counts_the_notes_beside_an_answer() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        for (shared, words) in [(true, "Thin."), (false, "Ask.")] {
            let input = NoteInput {
                question: "answer-T1".to_owned(),
                ..note(&all, shared, words, 0)
            };
            write(world, &all, &all.officer, input).await.unwrap();
        }
        let sol = &all.solicitation.reference;
        let count = async |who: &Actor| {
            let desk = comparison(&world.ctx, who, sol, &Filter::default()).await;
            let mut rows = desk.unwrap().rows.into_iter();
            let row = rows.find(|row| row.code == "T1").unwrap();
            row.cells.iter().map(|cell| cell.notes).sum::<usize>()
        };
        assert_eq!(count(&all.officer).await, 2);
        assert_eq!(count(&all.colleague).await, 1);
    })
    .await;
}

#[tokio::test]
async fn a_note_is_changed_at_its_version_and_taken_away_by_leaving_it_empty() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let eva = &all.evaluators[0];
        write(world, &all, eva, note(&all, true, "First.", 0))
            .await
            .unwrap();
        let late = write(world, &all, eva, note(&all, true, "Other.", 0)).await;
        let Err(Error::Stale(stale)) = late else {
            panic!("{late:?}");
        };
        assert_eq!(
            (stale.version, stale.recorded["words"].as_str()),
            (1, "First.")
        );
        write(world, &all, eva, note(&all, true, "Second.", 1))
            .await
            .unwrap();
        assert_eq!(read(world, &all, eva).await, ["Second."]);
        write(world, &all, eva, note(&all, true, " ", 2))
            .await
            .unwrap();
        assert!(read(world, &all, eva).await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_may_not_read_the_offers_notes_nothing_and_a_note_has_a_question() {
    on_each_database(async |world| {
        let all = world.evaluating().await;
        let outsider = world.person("Una Outsider", Role::Evaluator).await;
        let refused = write(world, &all, &outsider, note(&all, true, "Hm.", 0)).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let auditor = world.person("Ada Auditor", Role::Auditor).await;
        let refused = write(world, &all, &auditor, note(&all, true, "Hm.", 0)).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
        let unknown = NoteInput {
            question: "answer-T9".to_owned(),
            ..note(&all, true, "Hm.", 0)
        };
        let refused = write(world, &all, &all.officer, unknown).await;
        assert!(matches!(refused, Err(Error::NotFound)));
        let long = note(&all, true, &"a".repeat(2_001), 0);
        let refused = write(world, &all, &all.officer, long).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn a_note_does_not_tell_the_panel_a_name_that_is_hidden_from_it() {
    on_each_database(async |world| {
        let all = world.anonymous().await;
        let words = "Auroral Sensing did well for us before.";
        let shared = note(&all, true, words, 0);
        write(world, &all, &all.officer, shared).await.unwrap();
        world.judged_alike(&all).await;
        let read = read(world, &all, &all.evaluators[0]).await;
        assert_eq!(read, ["[redacted] did well for us before."]);
    })
    .await;
}
