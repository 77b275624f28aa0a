//! Files of an offer: kept encrypted, sealed with their volume, read after the opening.

use backend::offers::AfterSubmission::{EraseDraft, KeepDraft};
use backend::offers::{
    arriving, attach, attachment, attachments, copy, remove_attachment, restore, sheet, start,
    submit, sweep_files, withdraw,
};
use backend::testing::fixtures::Published;
use backend::testing::{World, on_each_database};
use backend::{Call, Error};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::offers::{Attachment, Volume};

/// A text that is easily found, longer than the pieces in which files are taken.
fn report() -> Vec<u8> {
    b"Quokka orbit 734519\n".repeat(10_000)
}

async fn put(
    world: &World,
    actor: &Actor,
    offer: &str,
    volume: Volume,
    (name, content): (&str, &[u8]),
) -> Result<String, Error> {
    let (sending, content_in) = arriving();
    let call = Call::by(actor.clone());
    let send = async {
        if sending.piece(content).await {
            sending.end().await;
        }
    };
    let keep = attach(&world.ctx, &call, offer, volume, name, content_in);
    tokio::join!(send, keep).1
}

pub async fn drafted(world: &World) -> (Published, Actor, String) {
    let asked = world.published_solicitation().await;
    let organisation = world.provider_organisation("Aurora").await;
    let ann = world.provider("Ann", organisation).await;
    let (offer, _) = world.complete_draft(&asked, &ann, "100", "w").await;
    let report = report();
    let put = put(world, &ann, &offer, Volume::Technical, ("r.txt", &report)).await;
    assert_eq!(put.unwrap(), "r.txt");
    (asked, ann, offer)
}

pub async fn files(world: &World, actor: &Actor, offer: &str) -> Vec<(Volume, Attachment)> {
    let content = sheet(&world.ctx, actor, offer).await.unwrap().content;
    let content = content.unwrap_or_default();
    let files = content.every_attachment();
    files.map(|(volume, file)| (volume, file.clone())).collect()
}

pub async fn version(world: &World, actor: &Actor, offer: &str) -> i64 {
    sheet(&world.ctx, actor, offer).await.unwrap().version
}

pub async fn read(world: &World, actor: &Actor, offer: &str, hash: &str) -> Result<Vec<u8>, Error> {
    let mut file = attachment(&world.ctx, actor, offer, hash).await?;
    let mut all = Vec::new();
    while let Some(piece) = file.next().await {
        all.extend(piece.unwrap());
    }
    Ok(all)
}

/// Every file below the folder of files.
pub fn on_disk(world: &World) -> Vec<std::path::PathBuf> {
    let mut folders = vec![world.files().to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let list = if path.is_dir() {
                &mut folders
            } else {
                &mut files
            };
            list.push(path);
        }
    }
    files
}

#[tokio::test]
async fn a_file_is_listed_in_its_volume_and_lies_on_disk_encrypted_only() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let [(volume, file)] = &files(world, &ann, &offer).await[..] else {
            panic!("one file");
        };
        assert_eq!((*volume, file.size_bytes), (Volume::Technical, 200_000));
        assert_eq!(file.media_type, "text/plain; charset=utf-8");
        let paths = on_disk(world);
        assert_eq!(paths.len(), 1);
        let kept = std::fs::read(&paths[0]).unwrap();
        assert!(!kept.windows(6).any(|words| words == b"Quokka"));
        assert!(paths[0].ends_with(&file.sealed_sha256));
        let whole = read(world, &ann, &offer, &file.sealed_sha256).await;
        assert_eq!(whole.unwrap(), report());
    })
    .await;
}

#[tokio::test]
async fn what_is_no_document_is_refused_and_leaves_nothing() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let before = on_disk(world).len();
        for (name, content) in [
            ("a.pdf", b"\x7fELF\x02\x01\x01\0".as_slice()),
            ("b.txt", b""),
        ] {
            let refused = put(world, &ann, &offer, Volume::Price, (name, content)).await;
            let Err(Error::Invalid(fields)) = refused else {
                panic!("{name} was taken");
            };
            assert!(fields[0].message.starts_with(name), "{fields:?}");
        }
        assert_eq!(on_disk(world).len(), before);
    })
    .await;
}

#[tokio::test]
async fn a_file_that_breaks_off_leaves_nothing_and_the_others_stay() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let (sending, content) = arriving();
        let call = Call::by(ann.clone());
        let send = async {
            sending.piece(b"%PDF-1.7 and so on").await;
            drop(sending);
        };
        let keep = attach(&world.ctx, &call, &offer, Volume::Price, "a.pdf", content);
        let refused = tokio::join!(send, keep).1;
        assert!(
            matches!(refused, Err(Error::Invalid(fields)) if fields[0].message.contains("whole"))
        );
        assert_eq!(on_disk(world).len(), 1);
        assert_eq!(files(world, &ann, &offer).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn nobody_else_adds_removes_or_reads_a_file_before_the_opening() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let hash = files(world, &ann, &offer).await[0].1.sealed_sha256.clone();
        let organisation = world.provider_organisation("Boreal").await;
        let bob = world.provider("Bob", organisation).await;
        let officer = world.person("Olga", Role::Officer).await;
        for other in [bob, officer] {
            let put = put(world, &other, &offer, Volume::Price, ("a.txt", b"a")).await;
            assert!(put.is_err());
            let call = Call::by(other.clone());
            let removed = remove_attachment(&world.ctx, &call, &offer, 6, &hash).await;
            assert!(removed.is_err());
            let read = read(world, &other, &offer, &hash).await;
            assert!(matches!(read, Err(Error::NotFound)));
        }
    })
    .await;
}

#[tokio::test]
async fn a_file_that_is_saved_after_its_volume_stays_when_the_volume_is_saved_again() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        for volume in backend::testing::fixtures_offers::volumes("7", "words") {
            let version = version(world, &ann, &offer).await;
            backend::offers::save_volume(
                &world.ctx,
                &Call::by(ann.clone()),
                &offer,
                version,
                volume,
            )
            .await
            .unwrap();
        }
        assert_eq!(files(world, &ann, &offer).await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn after_the_opening_who_reads_the_offer_reads_its_files() {
    on_each_database(async |world| {
        let (asked, ann, offer) = drafted(world).await;
        put(world, &ann, &offer, Volume::Price, ("p.txt", b"rates"))
            .await
            .unwrap();
        let version = version(world, &ann, &offer).await;
        submit(
            &world.ctx,
            &Call::by(ann.clone()),
            &offer,
            version,
            EraseDraft,
        )
        .await
        .unwrap();
        assert!(files(world, &ann, &offer).await.is_empty());
        world.open(&asked).await;
        let officer = world.person("Olga", Role::Officer).await;
        let opened = files(world, &officer, &offer).await;
        let names: Vec<_> = opened
            .iter()
            .map(|(volume, file)| (*volume, &*file.name))
            .collect();
        assert_eq!(
            names,
            [(Volume::Technical, "r.txt"), (Volume::Price, "p.txt")]
        );
        let whole = read(world, &officer, &offer, &opened[1].1.sealed_sha256).await;
        assert_eq!(whole.unwrap(), b"rates");
    })
    .await;
}

#[tokio::test]
async fn an_altered_file_is_not_sent() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let hash = files(world, &ann, &offer).await[0].1.sealed_sha256.clone();
        let path = &on_disk(world)[0];
        let mut kept = std::fs::read(path).unwrap();
        *kept.last_mut().unwrap() ^= 1;
        std::fs::write(path, kept).unwrap();
        let refused = read(world, &ann, &offer, &hash).await;
        assert!(matches!(refused, Err(Error::Seal(_))));
    })
    .await;
}

#[tokio::test]
async fn a_removed_file_is_swept_and_a_submitted_one_is_not() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        put(world, &ann, &offer, Volume::Price, ("p.txt", b"rates"))
            .await
            .unwrap();
        let call = Call::by(ann.clone());
        let now = version(world, &ann, &offer).await;
        submit(&world.ctx, &call, &offer, now, KeepDraft)
            .await
            .unwrap();
        put(world, &ann, &offer, Volume::Price, ("q.txt", b"more"))
            .await
            .unwrap();
        for (_, file) in files(world, &ann, &offer).await {
            let now = version(world, &ann, &offer).await;
            remove_attachment(&world.ctx, &call, &offer, now, &file.sealed_sha256)
                .await
                .unwrap();
        }
        assert_eq!(sweep_files(&world.ctx).await.unwrap(), 1);
        assert_eq!(on_disk(world).len(), 2);
    })
    .await;
}

#[tokio::test]
async fn files_of_a_replaced_submission_are_swept_once_the_offers_are_open() {
    on_each_database(async |world| {
        let (asked, ann, offer) = drafted(world).await;
        let call = Call::by(ann.clone());
        let file = copy(&world.ctx, &ann, &offer).await.unwrap();
        let now = version(world, &ann, &offer).await;
        submit(&world.ctx, &call, &offer, now, EraseDraft)
            .await
            .unwrap();
        let now = restore(&world.ctx, &call, &offer, now + 1, file.as_bytes()).await;
        let hash = files(world, &ann, &offer).await[0].1.sealed_sha256.clone();
        let now = remove_attachment(&world.ctx, &call, &offer, now.unwrap(), &hash).await;
        submit(&world.ctx, &call, &offer, now.unwrap(), EraseDraft)
            .await
            .unwrap();
        assert_eq!(sweep_files(&world.ctx).await.unwrap(), 0);
        world.open(&asked).await;
        assert_eq!(sweep_files(&world.ctx).await.unwrap(), 1);
        assert!(on_disk(world).is_empty());
    })
    .await;
}

#[tokio::test]
async fn an_own_copy_brings_files_back_into_another_offer_of_the_organisation() {
    on_each_database(async |world| {
        let (asked, ann, offer) = drafted(world).await;
        let call = Call::by(ann.clone());
        let file = copy(&world.ctx, &ann, &offer).await.unwrap();
        let now = version(world, &ann, &offer).await;
        submit(&world.ctx, &call, &offer, now, EraseDraft)
            .await
            .unwrap();
        withdraw(&world.ctx, &call, &offer).await.unwrap();
        let other = start(&world.ctx, &call, &asked.reference).await.unwrap();
        let now = restore(&world.ctx, &call, &other, 1, file.as_bytes()).await;
        let hash = files(world, &ann, &other).await[0].1.sealed_sha256.clone();
        assert_eq!(read(world, &ann, &other, &hash).await.unwrap(), report());
        let sent = submit(&world.ctx, &call, &other, now.unwrap(), EraseDraft).await;
        assert_eq!(sent.unwrap().number, 1);
    })
    .await;
}

#[tokio::test]
async fn a_copy_lists_what_is_not_kept_any_more_and_is_not_submitted_with_it() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let call = Call::by(ann.clone());
        let file = copy(&world.ctx, &ann, &offer).await.unwrap();
        let hash = files(world, &ann, &offer).await[0].1.sealed_sha256.clone();
        let now = version(world, &ann, &offer).await;
        let now = remove_attachment(&world.ctx, &call, &offer, now, &hash).await;
        sweep_files(&world.ctx).await.unwrap();
        let now = restore(&world.ctx, &call, &offer, now.unwrap(), file.as_bytes()).await;
        let list = attachments(&world.ctx, &ann, &offer).await.unwrap();
        assert!(list.kept.is_empty() && list.offer.content.is_some());
        let refused = submit(&world.ctx, &call, &offer, now.unwrap(), EraseDraft).await;
        assert!(matches!(refused, Err(Error::NotNow(words)) if words.contains("“r.txt”")));
    })
    .await;
}

#[tokio::test]
async fn nothing_is_added_after_closing() {
    on_each_database(async |world| {
        let (asked, ann, offer) = drafted(world).await;
        world.clock.set(asked.closes_at + Duration::microseconds(1));
        let late = put(world, &ann, &offer, Volume::Price, ("a.txt", b"a")).await;
        assert!(matches!(late, Err(Error::NotNow(_))));
    })
    .await;
}

#[tokio::test]
async fn the_log_names_the_list_of_files_by_its_hash_alone() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let now = version(world, &ann, &offer).await;
        submit(&world.ctx, &Call::by(ann), &offer, now, EraseDraft)
            .await
            .unwrap();
        let select = "SELECT summary || COALESCE(after_text, '') FROM event";
        let events: Vec<String> = world.ctx.db().query(select).scalars().await.unwrap();
        assert!(events.iter().all(|event| !event.contains("r.txt")));
        let sealed = events.iter().filter(|event| event.contains("files_sha256"));
        assert_eq!(sealed.count(), 1);
    })
    .await;
}
