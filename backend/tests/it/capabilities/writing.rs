//! What is typed of a capability.

use backend::Error;
use backend::capabilities::{CapabilityDraft, CapabilityInput, create};
use backend::testing::fixtures_capabilities::capability_input;
use backend::testing::on_each_database;
use domain::actor::Role;

#[tokio::test]
async fn codes_that_do_not_exist_are_refused_field_by_field() {
    on_each_database(async |world| {
        let officer = world.person("Olga Officer", Role::Officer).await;
        let mut input = capability_input();
        input.functional_area = "FA-NONE".to_owned();
        input.need = "NED-2020-0001".to_owned();
        input.strategy = vec!["CSS-9".to_owned()];
        let draft = CapabilityDraft::try_from(input).unwrap();
        let refused = create(&world.ctx, &world.call(&officer), draft).await;
        let Err(Error::Invalid(wrong)) = refused else {
            panic!("{refused:?}")
        };
        let fields: Vec<_> = wrong.iter().map(|one| one.field.as_str()).collect();
        assert_eq!(fields, ["functional_area", "need", "strategy"]);
        let empty = CapabilityDraft::try_from(CapabilityInput::default());
        let Err(Error::Invalid(wrong)) = empty else {
            panic!("{empty:?}")
        };
        assert_eq!(wrong.len(), 5);
    })
    .await;
}
