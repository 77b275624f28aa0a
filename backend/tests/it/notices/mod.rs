//! What people are told, and that each reads it for themselves.

use backend::notices::{News, To, concerned, read, tell, unread};
use backend::testing::{World, on_each_database};
use backend::{Begin, Error, Work};
use domain::actor::{Actor, Role};

async fn work<'a>(world: &'a World, call: &'a backend::Call) -> Work<'a> {
    match world.ctx.begin::<()>(call).await.unwrap() {
        Begin::New(work) => work,
        Begin::Done(()) => unreachable!("the call has no key"),
    }
}

async fn told(world: &World, to: &[To], text: &str) {
    let call = backend::Call::system("test");
    let mut work = work(world, &call).await;
    tell(&mut work, to, "solicitation.amended", "SOL-2026-0007", text)
        .await
        .unwrap();
    work.commit(()).await.unwrap();
}

async fn texts(world: &World, actor: &Actor) -> Vec<String> {
    let news = unread(&world.ctx, actor).await.unwrap();
    news.into_iter().map(|news: News| news.text).collect()
}

#[tokio::test]
async fn every_account_of_a_provider_reads_for_itself() {
    on_each_database(async |world| {
        let aurora = world.provider_organisation("Aurora").await;
        let (pia, per) = (
            world.provider("Pia", aurora).await,
            world.provider("Per", aurora).await,
        );
        told(world, &[To::Provider(aurora)], "It was amended").await;
        assert_eq!(texts(world, &pia).await, ["It was amended"]);
        read(&world.ctx, &world.call(&pia), None).await.unwrap();
        assert!(texts(world, &pia).await.is_empty());
        assert_eq!(texts(world, &per).await, ["It was amended"]);
    })
    .await;
}

#[tokio::test]
async fn what_others_were_told_is_neither_shown_nor_marked() {
    on_each_database(async |world| {
        let ann = world.person("Ann", Role::Officer).await;
        let rob = world
            .provider("Rob", world.provider_organisation("Boreal").await)
            .await;
        told(world, &[To::Account(ann.account().unwrap())], "Approved").await;
        let id = unread(&world.ctx, &ann).await.unwrap()[0].id;
        read(&world.ctx, &world.call(&rob), Some(id)).await.unwrap();
        assert!(texts(world, &rob).await.is_empty());
        assert_eq!(texts(world, &ann).await, ["Approved"]);
    })
    .await;
}

#[tokio::test]
async fn the_newest_comes_first_and_one_can_be_marked() {
    on_each_database(async |world| {
        let ann = world.person("Ann", Role::Officer).await;
        let to = [To::Account(ann.account().unwrap())];
        told(world, &to, "first").await;
        world
            .clock
            .set(world.ctx.now() + chrono::Duration::hours(1));
        told(world, &to, "second").await;
        assert_eq!(texts(world, &ann).await, ["second", "first"]);
        let newest = unread(&world.ctx, &ann).await.unwrap()[0].id;
        read(&world.ctx, &world.call(&ann), Some(newest))
            .await
            .unwrap();
        assert_eq!(texts(world, &ann).await, ["first"]);
    })
    .await;
}

#[tokio::test]
async fn nothing_is_told_of_what_was_not_committed() {
    on_each_database(async |world| {
        let ann = world.person("Ann", Role::Officer).await;
        let (to, call) = (
            [To::Account(ann.account().unwrap())],
            backend::Call::system("test"),
        );
        let mut work = work(world, &call).await;
        tell(&mut work, &to, "x", "SOL-2026-0001", "dropped")
            .await
            .unwrap();
        drop(work);
        assert!(texts(world, &ann).await.is_empty());
        let nobody = unread(&world.ctx, &Actor::Nobody).await;
        assert!(matches!(nobody, Err(Error::Refused(_))));
    })
    .await;
}

#[tokio::test]
async fn who_wrote_an_offer_is_concerned_and_nobody_else() {
    on_each_database(async |world| {
        let aurora = world.provider_organisation("Aurora").await;
        world.provider_organisation("Boreal").await;
        let published = world.published_solicitation().await;
        let pia = world.provider("Pia", aurora).await;
        backend::offers::start(&world.ctx, &world.call(&pia), &published.reference)
            .await
            .unwrap();
        let mut tx = world.ctx.db().begin().await.unwrap();
        let everybody = concerned(&mut tx, published.id).await.unwrap();
        assert_eq!(everybody, [To::Provider(aurora)]);
    })
    .await;
}
