//! Mail from its cause to a relay, and what the administrator sees of it.

mod sink;

use crate::support::App;
use backend::notices::{To, tell};
use backend::testing::{World, on_each_database};
use backend::{Begin, Call, Ctx, Site, accounts, outbox, searches};
use chrono::Duration;
use domain::actor::{Actor, Role};
use domain::id::ProviderId;
use domain::mail::MailChoice;
use server::mail::{Mailer, deliver};
use sink::Sink;

/// A server that sends mail to a relay.
struct Sending {
    ctx: Ctx,
    sink: Sink,
    mailer: Mailer,
}

impl Sending {
    async fn over(world: &World) -> Self {
        let sink = Sink::listening().await;
        let mailer = Mailer::new(&sink.url, "Perigee <perigee@example.org>").unwrap();
        let site = Site {
            url: "https://perigee.example.org".to_owned(),
            mail: true,
        };
        let ctx = world.ctx.with_clock(world.clock.clone()).with_site(site);
        Self { ctx, sink, mailer }
    }

    async fn round(&self) {
        outbox::write_due(&self.ctx).await.unwrap();
        while deliver(&self.ctx, &self.mailer).await.unwrap() > 0 {}
    }

    async fn told(&self, to: To, text: &str) {
        let call = Call::system("test");
        let Begin::New(mut work) = self.ctx.begin::<()>(&call).await.unwrap() else {
            unreachable!("the call has no key")
        };
        let kind = "solicitation.amended";
        tell(&mut work, &[to], kind, "SOL-2026-0007", text)
            .await
            .unwrap();
        work.commit(()).await.unwrap();
    }
}

async fn reader(world: &World, choice: MailChoice) -> (Actor, ProviderId) {
    let aurora = world.provider_organisation("Aurora").await;
    let pia = world.provider("Pia", aurora).await;
    accounts::choose_mail(&world.ctx, &world.call(&pia), choice)
        .await
        .unwrap();
    (pia, aurora)
}

#[tokio::test]
async fn news_reach_those_who_want_them_at_once_and_nobody_else() {
    on_each_database(async |world| {
        let sending = Sending::over(world).await;
        let (_, aurora) = reader(world, MailChoice::AtOnce).await;
        world.provider("Per", aurora).await;
        sending.told(To::Provider(aurora), "Amended: requirement R1").await;
        sending.round().await;
        sending.round().await;
        let letters = sending.sink.letters();
        assert_eq!(letters.len(), 1);
        assert!(letters[0].contains("Subject: Perigee: SOL-2026-0007: news\n"));
        assert!(letters[0].contains("Amended: requirement R1\n\nhttps://perigee.example.org/solicitations/SOL-2026-0007/versions"));
    })
    .await;
}

#[tokio::test]
async fn a_relay_that_asks_to_wait_gets_the_same_message_later() {
    on_each_database(async |world| {
        let sending = Sending::over(world).await;
        let (_, aurora) = reader(world, MailChoice::AtOnce).await;
        sending.told(To::Provider(aurora), "Amended").await;
        sending.sink.refuse("451 later");
        sending.round().await;
        assert_eq!(sending.sink.letters().len(), 0);
        world.clock.advance(Duration::minutes(1));
        sending.round().await;
        assert_eq!(sending.sink.letters().len(), 1);
        world.clock.advance(Duration::days(1));
        sending.round().await;
        assert_eq!(sending.sink.letters().len(), 1);
    })
    .await;
}

#[tokio::test]
async fn an_address_that_is_refused_waits_for_the_administrator_who_tries_again_or_discards() {
    on_each_database(async |world| {
        let sending = Sending::over(world).await;
        let (_, aurora) = reader(world, MailChoice::AtOnce).await;
        sending.told(To::Provider(aurora), "Amended").await;
        sending.sink.refuse("550 nobody here");
        sending.round().await;
        let app = App::over(world);
        let adam = world.person("Adam", Role::Administrator).await;
        let browser = app.browser_of(world, &adam).await;
        let page = browser.get("/outbox").await.text;
        assert!(page.contains("nobody here") && !page.contains("SOL-2026-0007"));
        let letter = page.split("name=\"letter\" value=\"").nth(1).unwrap();
        let letter = letter.split('"').next().unwrap();
        browser
            .post("/outbox", &[("act", "retry"), ("letter", letter)])
            .await;
        sending.round().await;
        assert_eq!(sending.sink.letters().len(), 1);
        assert!(browser.get("/outbox").await.text.contains("Nothing waits"));
    })
    .await;
}

#[tokio::test]
async fn without_a_relay_messages_wait_by_kind_and_day_and_can_be_discarded() {
    on_each_database(async |world| {
        let (pia, aurora) = reader(world, MailChoice::AtOnce).await;
        let ctx = world.ctx.with_clock(world.clock.clone());
        let sending = Sending {
            ctx,
            ..Sending::over(world).await
        };
        sending.told(To::Provider(aurora), "Amended").await;
        let app = App::over(world);
        let adam = world.person("Adam", Role::Administrator).await;
        let browser = app.browser_of(world, &adam).await;
        assert!(browser.get("/").await.text.contains("not configured"));
        let page = browser.get("/outbox").await.text;
        assert!(page.contains("Not sent: mail is not configured") && page.contains("3 Mar 2026"));
        let address = format!("{}@example.org", pia.account().unwrap().0.simple());
        assert!(!page.contains(&address));
        browser
            .post("/outbox", &[("act", "discard_kind"), ("kind", "news")])
            .await;
        assert!(browser.get("/outbox").await.text.contains("Nothing waits"));
    })
    .await;
}

#[tokio::test]
async fn a_digest_comes_once_a_day_with_news_and_what_searches_found_and_not_when_nothing_is_new() {
    on_each_database(async |world| {
        let sending = Sending::over(world).await;
        let (pia, aurora) = reader(world, MailChoice::Daily).await;
        let call = world.call(&pia);
        searches::save(&world.ctx, &call, "Ships", &[])
            .await
            .unwrap();
        world.clock.advance(Duration::minutes(1));
        sending.told(To::Provider(aurora), "Amended").await;
        world.published_solicitation().await;
        sending.round().await;
        assert_eq!(sending.sink.letters().len(), 0);
        for _ in 0..3 {
            world.clock.advance(Duration::days(1));
            sending.round().await;
        }
        let letters = sending.sink.letters();
        assert_eq!(letters.len(), 1, "{letters:?}");
        assert!(letters[0].contains("1 piece of news, 1 new solicitation"));
    })
    .await;
}

#[tokio::test]
async fn what_is_new_in_a_search_is_mailed_at_once_and_once() {
    on_each_database(async |world| {
        let sending = Sending::over(world).await;
        let (pia, _) = reader(world, MailChoice::AtOnce).await;
        let call = world.call(&pia);
        searches::save(&world.ctx, &call, "Ships", &[])
            .await
            .unwrap();
        world.clock.advance(Duration::minutes(1));
        world.published_solicitation().await;
        for _ in 0..3 {
            world.clock.advance(Duration::minutes(5));
            sending.round().await;
        }
        let letters = sending.sink.letters();
        assert_eq!(letters.len(), 1);
        assert!(letters[0].contains("/solicitations/SOL-2026-"));
    })
    .await;
}

#[tokio::test]
async fn a_search_whose_mail_is_stopped_is_left_out() {
    on_each_database(async |world| {
        let sending = Sending::over(world).await;
        let (pia, _) = reader(world, MailChoice::AtOnce).await;
        let call = world.call(&pia);
        let quiet = searches::save(&world.ctx, &call, "Quiet", &[]).await;
        searches::save(&world.ctx, &call, "Ships", &[])
            .await
            .unwrap();
        searches::mail(&world.ctx, &call, quiet.unwrap(), false)
            .await
            .unwrap();
        world.clock.advance(Duration::minutes(1));
        world.published_solicitation().await;
        world.clock.advance(Duration::minutes(5));
        sending.round().await;
        let letter = sending.sink.letters().remove(0);
        assert!(
            letter.contains("Ships") && !letter.contains("Quiet"),
            "{letter}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_link_for_a_password_is_mailed_and_works_and_is_not_kept() {
    on_each_database(async |world| {
        let sending = Sending::over(world).await;
        let (pia, _) = reader(world, MailChoice::None).await;
        let adam = world.call(&world.person("Adam", Role::Administrator).await);
        let id = pia.account().unwrap();
        accounts::mail_link(&sending.ctx, &adam, id).await.unwrap();
        sending.round().await;
        let letter = sending.sink.letters().remove(0);
        let secret = letter.split("/link/").nth(1).unwrap();
        let secret = secret.split('\n').next().unwrap();
        let password = "correct horse battery staple";
        accounts::use_link(&world.ctx, secret, None, password)
            .await
            .unwrap();
        let bodies = "SELECT CAST(COUNT(*) AS BIGINT) FROM outbox WHERE body IS NOT NULL";
        let kept: i64 = world.ctx.db().query(bodies).scalar().await.unwrap();
        assert_eq!(kept, 0);
    })
    .await;
}
