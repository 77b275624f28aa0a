//! Files that a browser encrypts: kept as they come, opened with the offer, named on the receipt.

use super::attachments::{drafted, files, on_disk, read, version};
use backend::offers::AfterSubmission::EraseDraft;
use backend::offers::{
    Receipt, SealedPiece, arriving, attach_sealed, begin_sealed, order, sheet, submit_sealed,
    sweep_files,
};
use backend::testing::{World, on_each_database};
use backend::{Call, Error, receipts};
use domain::actor::{Actor, Role};
use domain::offers::{Attachment, Volume};
use sealing::bytes::Hex32;
use sealing::file::{NotSealed, Taking};
use sealing::order::{Sent, written};
use std::collections::BTreeSet;
use uuid::Uuid;

/// What the sealing module makes of a file: what it lists, and the ciphertext.
fn encrypted(name: &str, content: &[u8]) -> (Attachment, Vec<u8>) {
    let mut sealed = Vec::new();
    let mut taking = Taking::begin(&mut sealed).unwrap();
    taking.piece(content, &mut sealed).unwrap();
    let taken = taking.finish(|piece| {
        sealed.extend_from_slice(piece);
        Ok::<_, NotSealed>(())
    });
    (taken.unwrap().listed(name.to_owned()), sealed)
}

/// A piece of a file, as the submit page sends it.
async fn piece(
    world: &World,
    (actor, offer): (&Actor, &str),
    piece: SealedPiece,
    content: &[u8],
) -> Result<(), Error> {
    let (sending, content_in) = arriving();
    let call = Call::by(actor.clone());
    let sent = async {
        if sending.piece(content).await {
            sending.end().await;
        }
    };
    let keep = attach_sealed(&world.ctx, &call, offer, piece, content_in);
    tokio::join!(sent, keep).1
}

/// A file in one piece; answers its hash.
async fn send(world: &World, actor: &Actor, offer: &str, content: &[u8]) -> Result<String, Error> {
    let hash = sealing::receipt::sha256(content);
    let whole = at(Uuid::from_u128(1), 0, Some(hash));
    piece(world, (actor, offer), whole, content).await?;
    Ok(hash.to_string())
}

const fn at(upload: Uuid, at: u64, last: Option<Hex32>) -> SealedPiece {
    SealedPiece { upload, at, last }
}

/// Begins to submit, wanting these files.
async fn begin(world: &World, actor: &Actor, offer: &str, wanted: &[&str]) -> Result<(), Error> {
    let wanted = wanted.iter().map(|hash| hash.parse().unwrap()).collect();
    begin_sealed(&world.ctx, &Call::by(actor.clone()), offer, &wanted).await
}

/// Submits the draft with a file of the browser's in volume 3, naming these hashes as sealed there.
async fn submit_with(
    world: &World,
    ann: &Actor,
    offer: &str,
    (own, named): (&Attachment, &[&str]),
) -> Result<Receipt, Error> {
    let now = sheet(&world.ctx, ann, offer).await.unwrap();
    let mut order = order(&world.ctx, &now).await.unwrap().unwrap();
    let listed = order.content.attachments_mut(Volume::Experience);
    listed.push(own.clone());
    let files: BTreeSet<Hex32> = named.iter().map(|hash| hash.parse().unwrap()).collect();
    let parts = order.sealed().unwrap();
    let sent = written(&Sent { parts, files }).unwrap();
    let call = Call::by(ann.clone());
    submit_sealed(&world.ctx, &call, offer, now.version, EraseDraft, &sent).await
}

#[tokio::test]
async fn a_file_of_the_browser_is_opened_with_the_offer_and_the_receipt_says_where_it_was_encrypted()
 {
    on_each_database(async |world| {
        let (asked, ann, offer) = drafted(world).await;
        let (own, sealed) = encrypted("own.pdf", b"%PDF-1.7 Wombat bands");
        let before = version(world, &ann, &offer).await;
        let hash = send(world, &ann, &offer, &sealed).await.unwrap();
        assert_eq!(hash, own.sealed_sha256);
        assert_eq!(version(world, &ann, &offer).await, before);
        assert_eq!(files(world, &ann, &offer).await.len(), 1);
        submit_with(world, &ann, &offer, (&own, &[&hash]))
            .await
            .unwrap();
        let receipt = receipts::sheet(&world.ctx, &ann, &offer, None).await;
        let said = receipt.unwrap().receipt.statement.files.unwrap();
        assert_eq!(said.in_browser, BTreeSet::from([hash.parse().unwrap()]));
        assert_eq!(said.sha256.len(), 2);
        world.open(&asked).await;
        let officer = world.person("Olga", Role::Officer).await;
        let found = read(world, &officer, &offer, &hash).await.unwrap();
        assert_eq!(found, b"%PDF-1.7 Wombat bands");
        assert_eq!(files(world, &officer, &offer).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn what_is_not_encrypted_is_not_kept_and_a_file_is_kept_once() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let before = on_disk(world).len();
        for plain in [
            b"%PDF-1.7 rates".as_slice(),
            b"age-encryption.org/v1\n",
            b"",
        ] {
            let refused = send(world, &ann, &offer, plain).await;
            assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        }
        assert_eq!(on_disk(world).len(), before);
        let (_, sealed) = encrypted("own.txt", b"Wombat");
        send(world, &ann, &offer, &sealed).await.unwrap();
        send(world, &ann, &offer, &sealed).await.unwrap();
        assert_eq!(on_disk(world).len(), before + 1);
        let bob = world.provider_organisation("Boreal").await;
        let bob = world.provider("Bob", bob).await;
        let (_, other) = encrypted("own.txt", b"Wombat");
        let refused = send(world, &bob, &offer, &other).await;
        assert!(matches!(refused, Err(Error::Refused(_))), "{refused:?}");
    })
    .await;
}

#[tokio::test]
async fn only_what_the_browser_sent_is_named_as_its_own_and_an_earlier_try_is_let_go() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let servers = files(world, &ann, &offer).await[0].1.clone();
        let (former, sealed) = encrypted("former.txt", b"Wombat");
        send(world, &ann, &offer, &sealed).await.unwrap();
        let (own, sealed) = encrypted("own.txt", b"Numbat");
        for wrong in [&own.sealed_sha256, &servers.sealed_sha256] {
            let refused = submit_with(world, &ann, &offer, (&own, &[wrong])).await;
            assert!(matches!(refused, Err(Error::NotNow(_))));
        }
        let hash = send(world, &ann, &offer, &sealed).await.unwrap();
        begin(world, &ann, &offer, &[&hash]).await.unwrap();
        let named = [former.sealed_sha256.as_str(), hash.as_str()];
        let refused = submit_with(world, &ann, &offer, (&own, &named)).await;
        assert!(matches!(refused, Err(Error::NotNow(_))));
        submit_with(world, &ann, &offer, (&own, &[&hash]))
            .await
            .unwrap();
        assert_eq!(sweep_files(&world.ctx).await.unwrap(), 1);
        assert_eq!(on_disk(world).len(), 2);
    })
    .await;
}

#[tokio::test]
async fn an_upload_goes_on_with_the_piece_that_did_not_arrive() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let before = on_disk(world).len();
        let (own, sealed) = encrypted("own.txt", &b"Wombat ".repeat(40_000));
        let hash = own.sealed_sha256.parse().unwrap();
        let (to, id) = ((&ann, offer.as_str()), Uuid::from_u128(7));
        let (first, rest) = sealed.split_at(100_000);
        piece(world, to, at(id, 0, None), first).await.unwrap();
        let broken = Call::by(ann.clone());
        let (sending, content_in) = arriving();
        let half = at(id, 100_000, None);
        let keep = attach_sealed(&world.ctx, &broken, &offer, half, content_in);
        let sent = async {
            sending.piece(&rest[..50_000]).await;
            drop(sending);
        };
        assert!(matches!(tokio::join!(sent, keep).1, Err(Error::Invalid(_))));
        for last in [at(id, 100_000, Some(hash)), at(id, 100_000, Some(hash))] {
            piece(world, to, last, rest).await.unwrap();
        }
        assert_eq!(on_disk(world).len(), before + 1);
        submit_with(world, &ann, &offer, (&own, &[&own.sealed_sha256]))
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_has_a_gap_or_another_hash_is_refused_and_leaves_nothing() {
    on_each_database(async |world| {
        let (_, ann, offer) = drafted(world).await;
        let before = on_disk(world).len();
        let (own, sealed) = encrypted("own.txt", b"Wombat");
        let hash: Hex32 = own.sealed_sha256.parse().unwrap();
        let (to, id) = ((&ann, offer.as_str()), Uuid::from_u128(7));
        piece(world, to, at(id, 0, None), &sealed[..1000])
            .await
            .unwrap();
        let gap = piece(world, to, at(id, 1001, Some(hash)), &sealed[1001..]).await;
        assert!(matches!(gap, Err(Error::Invalid(_))), "{gap:?}");
        let altered = piece(world, to, at(id, 1000, Some(hash)), &sealed[1001..]).await;
        assert!(matches!(altered, Err(Error::Invalid(_))), "{altered:?}");
        assert_eq!(on_disk(world).len(), before);
        piece(world, to, at(id, 0, None), &sealed[..1000])
            .await
            .unwrap();
        let other = Uuid::from_u128(8);
        piece(world, to, at(other, 0, None), &sealed[..2000])
            .await
            .unwrap();
        assert_eq!(on_disk(world).len(), before + 1);
    })
    .await;
}

#[tokio::test]
async fn a_later_submission_has_files_of_an_earlier_one_again_without_sending_them() {
    on_each_database(async |world| {
        let (asked, ann, offer) = drafted(world).await;
        let copy = backend::offers::copy(&world.ctx, &ann, &offer)
            .await
            .unwrap();
        let (own, sealed) = encrypted("own.txt", b"Wombat");
        let hash = send(world, &ann, &offer, &sealed).await.unwrap();
        let submitted = (&own, &[hash.as_str()][..]);
        submit_with(world, &ann, &offer, submitted).await.unwrap();
        let now = sheet(&world.ctx, &ann, &offer).await.unwrap();
        assert_eq!(now.own_files, 1);
        let call = Call::by(ann.clone());
        let restored =
            backend::offers::restore(&world.ctx, &call, &offer, now.version, copy.as_bytes());
        restored.await.unwrap();
        let refused = begin(world, &ann, &offer, &[&"ab".repeat(32)]).await;
        assert!(matches!(refused, Err(Error::Invalid(_))), "{refused:?}");
        begin(world, &ann, &offer, &[&hash]).await.unwrap();
        submit_with(world, &ann, &offer, submitted).await.unwrap();
        world.open(&asked).await;
        let officer = world.person("Olga", Role::Officer).await;
        let found = read(world, &officer, &offer, &hash).await.unwrap();
        assert_eq!(found, b"Wombat");
    })
    .await;
}
