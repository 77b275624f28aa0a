//! Amendments: what they may change, how dates follow, who is told, what becomes of sealed offers.

use super::published;
use backend::Error;
use backend::audit::Told;
use backend::db::query::count;
use backend::notices::unread;
use backend::offers::AfterSubmission::KeepDraft;
use backend::offers::{self, note_changes, save_volume, start};
use backend::questions::{Kind, ask};
use backend::solicitations::{
    self, DayInput, Draft, DraftInput, SolicitationRecord, VersionKind, amend, confirm,
    extend_for_translation, versions,
};
use backend::testing::fixtures_offers::volumes;
use backend::testing::{World, on_each_database};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::offers::{Touched, Volume};
use domain::text::Prose;

/// A field that is refused, and the change that it is refused for.
type Try = (&'static str, fn(&mut DraftInput));

fn because() -> Prose {
    Prose::parse("A bidder's question showed that it was not clear.").unwrap()
}

async fn record(world: &World, who: &Actor, reference: &str) -> SolicitationRecord {
    let sheet = solicitations::sheet(&world.ctx, who, reference).await;
    sheet.unwrap().record
}

/// The solicitation's words with a change, as on the day it was written.
fn changed(typed: &DraftInput, change: impl Fn(&mut DraftInput)) -> Draft {
    let mut input = typed.clone();
    change(&mut input);
    Draft::try_from(input).unwrap()
}

async fn amended(world: &World, who: &Actor, reference: &str, draft: Draft) -> Result<i64, Error> {
    let version = record(world, who, reference).await.version;
    amend(
        &world.ctx,
        &world.call(who),
        reference,
        version,
        draft,
        because(),
    )
    .await
}

#[tokio::test]
async fn an_amendment_is_a_numbered_version_with_its_difference() {
    on_each_database(async |world| {
        let typed = world.typed_solicitation();
        let (reference, ann) = published(world).await;
        let draft = changed(&typed, |input| {
            input.need = "See ships and aircraft.".into()
        });
        assert_eq!(amended(world, &ann, &reference, draft).await.unwrap(), 1);
        let reader = world.person("Del", Role::Delegate).await;
        let found = versions(&world.ctx, &reader, &reference).await.unwrap();
        let kinds: Vec<VersionKind> = found.rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, [VersionKind::Publication, VersionKind::Amendment]);
        let change = &found.rows[1].changes[0];
        assert_eq!(
            (change.path.as_str(), change.after.as_ref()),
            ("Need", Some(&Told::Words("See ships and aircraft.".into())))
        );
        assert_eq!(
            found.rows[0].record.need,
            "See ships at night and through clouds."
        );
        assert_eq!(
            found.between(0, 1).unwrap().len(),
            found.rows[1].changes.len()
        );
    })
    .await;
}

#[tokio::test]
async fn a_late_amendment_moves_the_closing_and_an_early_one_does_not() {
    on_each_database(async |world| {
        let typed = world.typed_solicitation();
        let (reference, ann) = published(world).await;
        let closes = record(world, &ann, &reference).await.closes_at.unwrap();
        let first = changed(&typed, |input| input.need = "First.".into());
        amended(world, &ann, &reference, first).await.unwrap();
        assert_eq!(
            record(world, &ann, &reference).await.closes_at,
            Some(closes)
        );
        world.clock.set(closes - Duration::days(9));
        let second = changed(&typed, |input| input.need = "Second.".into());
        amended(world, &ann, &reference, second).await.unwrap();
        assert_eq!(
            record(world, &ann, &reference).await.closes_at,
            Some(closes + Duration::days(1))
        );
        let scheme = changed(&typed, |input| {
            input.closes_at.day = DayInput::of((closes + Duration::days(1)).date_naive());
            input.questions_by.day = DayInput::of((closes - Duration::days(15)).date_naive());
            (input.criteria[0].weight, input.criteria[1].weight) = ("70".into(), "30".into());
        });
        amended(world, &ann, &reference, scheme).await.unwrap();
        assert_eq!(
            record(world, &ann, &reference).await.closes_at,
            Some(closes + Duration::days(11))
        );
    })
    .await;
}

#[tokio::test]
async fn no_date_comes_nearer_and_the_purchase_stays_the_same() {
    on_each_database(async |world| {
        let typed = world.typed_solicitation();
        let (reference, ann) = published(world).await;
        let sooner = DayInput::of(world.ctx.today() + Duration::days(38));
        let nearer = changed(&typed, |input| input.closes_at.day = sooner.clone());
        let refused = amended(world, &ann, &reference, nearer).await;
        assert!(matches!(refused, Err(Error::Invalid(fields)) if fields[0].field == "closes_at"));
        let tries: [Try; 3] = [
            ("method", |input| input.method = "lc".into()),
            ("estimate", |input| input.estimate = "8 000 000".into()),
            ("criterion_name_1", |input| input.criteria.swap(0, 1)),
        ];
        for (field, change) in tries {
            let refused = amended(world, &ann, &reference, changed(&typed, change)).await;
            assert!(matches!(refused, Err(Error::Invalid(fields)) if fields.iter().any(|one| one.field == field)), "{field}");
        }
        let nothing = amended(world, &ann, &reference, changed(&typed, |_| ())).await;
        assert!(matches!(nothing, Err(Error::NotNow(words)) if words.contains("nothing differs")));
    })
    .await;
}

#[tokio::test]
async fn after_closing_nothing_is_amended() {
    on_each_database(async |world| {
        let typed = world.typed_solicitation();
        let (reference, ann) = published(world).await;
        let closes = record(world, &ann, &reference).await.closes_at.unwrap();
        world.clock.set(closes + Duration::microseconds(1));
        let late = amended(
            world,
            &ann,
            &reference,
            changed(&typed, |input| input.need = "Late.".into()),
        )
        .await;
        assert!(matches!(late, Err(Error::NotNow(words)) if words.contains("Closed")));
        let auditor = world.person("Eve", Role::Auditor).await;
        let refused = amended(world, &auditor, &reference, changed(&typed, |_| ())).await;
        assert!(matches!(refused, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn the_translation_extension_is_granted_once_and_answers_every_request() {
    on_each_database(async |world| {
        let (reference, ann) = published(world).await;
        let provider = world.provider_organisation("Aurora").await;
        let pia = world.provider("Pia", provider).await;
        let request = async || {
            let text = Prose::parse("Our lawyers read French.").unwrap();
            ask(
                &world.ctx,
                &world.call(&pia),
                &reference,
                Kind::Translation,
                text,
            )
            .await
        };
        let extend = async |days: u32| {
            let now = record(world, &ann, &reference).await;
            let reason = Prose::parse("Asked for by bidders.").unwrap();
            extend_for_translation(
                &world.ctx,
                &world.call(&ann),
                &reference,
                now.version,
                days,
                reason,
            )
            .await
        };
        assert!(matches!(extend(10).await, Err(Error::NotNow(_))));
        request().await.unwrap();
        request().await.unwrap();
        assert!(matches!(extend(16).await, Err(Error::Invalid(_))));
        let before = record(world, &ann, &reference).await.closes_at.unwrap();
        extend(15).await.unwrap();
        assert_eq!(
            record(world, &ann, &reference).await.closes_at,
            Some(before + Duration::days(15))
        );
        assert!(matches!(request().await, Err(Error::NotNow(words)) if words.contains("once")));
        assert!(matches!(extend(1).await, Err(Error::NotNow(_))));
        assert_eq!(
            unread(&world.ctx, &pia).await.unwrap()[0].kind,
            "solicitation.amended"
        );
    })
    .await;
}

#[tokio::test]
async fn time_to_translate_is_asked_for_fourteen_days_before_closing() {
    on_each_database(async |world| {
        let (reference, ann) = published(world).await;
        let provider = world.provider_organisation("Aurora").await;
        let pia = world.provider("Pia", provider).await;
        let closes = record(world, &ann, &reference).await.closes_at.unwrap();
        world
            .clock
            .set(closes - Duration::days(14) + Duration::microseconds(1));
        let text = Prose::parse("More time, please.").unwrap();
        let late = ask(
            &world.ctx,
            &world.call(&pia),
            &reference,
            Kind::Translation,
            text,
        )
        .await;
        assert!(matches!(late, Err(Error::NotNow(words)) if words.contains("GBI 1.10")));
    })
    .await;
}

#[tokio::test]
async fn an_offer_without_an_amendment_after_it_has_nothing_to_confirm() {
    on_each_database(async |world| {
        let asked = world.published_solicitation().await;
        let provider = world.provider_organisation("Aurora").await;
        let pia = world.provider("Pia", provider).await;
        let (offer, version) = world.complete_draft(&asked, &pia, "1000", "words").await;
        let call = world.call(&pia);
        assert!(matches!(
            confirm(&world.ctx, &call, &offer).await,
            Err(Error::NotNow(_))
        ));
        offers::submit(&world.ctx, &call, &offer, version, KeepDraft)
            .await
            .unwrap();
        assert!(matches!(
            confirm(&world.ctx, &call, &offer).await,
            Err(Error::NotNow(_))
        ));
    })
    .await;
}

#[tokio::test]
async fn a_sealed_offer_is_confirmed_under_the_newest_amendment() {
    on_each_database(async |world| {
        let typed = world.typed_solicitation();
        let (reference, ann) = published(world).await;
        let pia = world
            .provider("Pia", world.provider_organisation("Aurora").await)
            .await;
        let asked = backend::testing::fixtures::Published {
            id: record(world, &ann, &reference).await.id,
            closes_at: record(world, &ann, &reference).await.closes_at.unwrap(),
            reference: reference.clone(),
            openers: Vec::new(),
        };
        let (offer, version) = world.complete_draft(&asked, &pia, "1000", "words").await;
        let call = world.call(&pia);
        offers::submit(&world.ctx, &call, &offer, version, KeepDraft)
            .await
            .unwrap();
        let open = async || {
            let reading = Box::pin(offers::sheet(&world.ctx, &pia, &offer));
            let (sheet, statements) = count::during(reading).await;
            assert!(
                statements <= 4,
                "{statements} statements, and one for the session"
            );
            sheet.unwrap().unconfirmed
        };
        assert_eq!(open().await, None);
        for need in ["First.", "Second."] {
            let draft = changed(&typed, |input| input.need = need.into());
            amended(world, &ann, &reference, draft).await.unwrap();
        }
        assert_eq!(open().await, Some(1));
        let rival = world
            .provider("Rob", world.provider_organisation("Boreal").await)
            .await;
        assert!(
            confirm(&world.ctx, &world.call(&rival), &offer)
                .await
                .is_err()
        );
        confirm(&world.ctx, &call, &offer).await.unwrap();
        assert_eq!(open().await, None);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_told_what_changed_and_which_answers_it_concerns_until_its_authors_take_note() {
    on_each_database(async |world| {
        let typed = world.typed_solicitation();
        let (reference, ann) = published(world).await;
        let firm = world.provider_organisation("Aurora").await;
        let pia = world.provider("Pia", firm).await;
        let call = world.call(&pia);
        let offer = start(&world.ctx, &call, &reference).await.unwrap();
        let [_, technical, ..] = volumes("1", "w");
        save_volume(&world.ctx, &call, &offer, 1, technical)
            .await
            .unwrap();
        world.clock.advance(Duration::hours(1));
        let draft = changed(&typed, |input| input.requirements[0].threshold = "4".into());
        amended(world, &ann, &reference, draft).await.unwrap();
        let told = offers::sheet(&world.ctx, &pia, &offer)
            .await
            .unwrap()
            .changed;
        let told = told.amended.unwrap();
        let [change] = told.changes.as_slice() else {
            panic!("one field differs: {:?}", told.changes)
        };
        assert!(change.path.contains("R1"), "{}", change.path);
        let [one] = told.affected.as_slice() else {
            panic!("one answer is concerned: {:?}", told.affected)
        };
        let expected = (Volume::Technical, Touched::Changed, true);
        assert_eq!((one.volume, one.touched, one.answered), expected);
        note_changes(&world.ctx, &call, &offer).await.unwrap();
        let noted = offers::sheet(&world.ctx, &pia, &offer).await.unwrap();
        assert!(noted.changed.is_empty());
    })
    .await;
}
