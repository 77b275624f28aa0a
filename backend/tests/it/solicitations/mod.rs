//! Solicitations: written, checked against the rules, published.

mod amend;
mod approval;
mod departures;
mod documents;
mod list;
mod named;
mod propose;
mod publish;
mod scheme;
mod suspend;
mod write;

use backend::Error;
use backend::overrides::{self, Decision};
use backend::solicitations::{self, Draft, DraftInput, NamingInput};
use backend::testing::World;
use domain::actor::{Actor, Role};
use domain::id::ProviderId;

/// The reference of a new draft, and its officer.
async fn drafted(world: &World) -> (String, Actor) {
    world.strategy().await;
    let officer = world.person("Ann", Role::Officer).await;
    let draft = Draft::try_from(world.typed_solicitation()).unwrap();
    let reference = solicitations::create(&world.ctx, &world.call(&officer), draft)
        .await
        .unwrap();
    (reference, officer)
}

/// The reference of a published solicitation, and its officer.
async fn published(world: &World) -> (String, Actor) {
    let (reference, officer) = drafted(world).await;
    publish(world, &officer, &reference).await.unwrap();
    (reference, officer)
}

/// A draft with something typed otherwise, and its officer.
async fn drafted_as(world: &World, change: impl Fn(&mut DraftInput)) -> (String, Actor) {
    world.strategy().await;
    let officer = world.person("Ann", Role::Officer).await;
    let mut input = world.typed_solicitation();
    change(&mut input);
    let draft = Draft::try_from(input).unwrap();
    let created = solicitations::create(&world.ctx, &world.call(&officer), draft).await;
    (created.unwrap(), officer)
}

/// A second officer approves every departure that a solicitation asks for.
async fn approve_all(world: &World, reference: &str) {
    let second = world.person("Second", Role::Officer).await;
    let call = world.call(&second);
    let sheet = solicitations::sheet(&world.ctx, &second, reference)
        .await
        .unwrap();
    for one in sheet.overrides {
        overrides::decide(&world.ctx, &call, one.id, Decision::Approve, "")
            .await
            .unwrap();
    }
}

/// Names vendors who may offer.
async fn name(
    world: &World,
    officer: &Actor,
    reference: &str,
    vendors: &[ProviderId],
) -> Result<(), Error> {
    let list = solicitations::named_offerors(&world.ctx, officer, reference).await?;
    let mut offerors = Vec::new();
    for vendor in vendors {
        let query = world
            .ctx
            .db()
            .query("SELECT reference FROM provider WHERE id = $1");
        let reference: String = query.bind(vendor.0).scalar().await?;
        offerors.push(reference);
    }
    let input = NamingInput {
        offerors: offerors.join(" "),
        naming_reason: "Cleared for it.".into(),
    };
    let call = world.call(officer);
    solicitations::name_offerors(&world.ctx, &call, reference, list.version, &input).await
}

/// Publishes a draft as it stands, with three opening officers who have a key.
async fn publish(world: &World, officer: &Actor, reference: &str) -> Result<String, Error> {
    let sheet = solicitations::sheet(&world.ctx, officer, reference).await?;
    let version = world
        .approved(officer, reference, sheet.record.version)
        .await;
    let openers = world.openers().await;
    solicitations::publish(
        &world.ctx,
        &world.call(officer),
        reference,
        version,
        &openers,
    )
    .await
}

/// The fields that a form is refused for.
fn refused(input: DraftInput) -> Vec<String> {
    match Draft::try_from(input) {
        Err(Error::Invalid(fields)) => fields.into_iter().map(|one| one.field).collect(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}
