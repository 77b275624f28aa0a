//! Solicitations: written, checked against the rules, published.

mod documents;
mod list;
mod publish;
mod write;

use backend::Error;
use backend::solicitations::{self, Draft, DraftInput};
use backend::testing::World;
use domain::actor::{Actor, Role};

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
    solicitations::publish(&world.ctx, &world.call(&officer), &reference, 1)
        .await
        .unwrap();
    (reference, officer)
}

/// The fields that a form is refused for.
fn refused(input: DraftInput) -> Vec<String> {
    match Draft::try_from(input) {
        Err(Error::Invalid(fields)) => fields.into_iter().map(|one| one.field).collect(),
        other => panic!("expected a refusal, got {other:?}"),
    }
}
