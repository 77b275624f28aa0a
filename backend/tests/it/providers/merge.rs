//! Organisations that are one: proposed by one person, confirmed by another, with nothing lost.

use backend::offers::start;
use backend::overrides::Decision;
use backend::providers::{
    self, CertificateInput, ListInput, certify, decide_merge, dossier, identify, merge_sheet,
    propose_merge, state_ownership,
};
use backend::testing::fixtures_registry::{Bidder, free_ownership};
use backend::testing::{World, on_each_database};
use backend::{Error, notices};
use domain::actor::{Actor, Role};
use domain::identifiers::Scheme;
use domain::policy::Refused;
use std::collections::BTreeMap;

const WHY: &str = "The same register number and the same people.";

/// Two organisations that are one, and the two who merge them.
struct Pair {
    kept: Bidder,
    duplicate: Bidder,
    olga: Actor,
    adam: Actor,
}

async fn pair(world: &World) -> Pair {
    world.reference().await;
    Pair {
        kept: world.bidder("Aurora Observation").await,
        duplicate: world.bidder("Aurora Observation AS").await,
        olga: world.person("Olga", Role::Officer).await,
        adam: world.person("Adam", Role::Administrator).await,
    }
}

impl Pair {
    async fn propose(&self, world: &World) -> Result<(), Error> {
        let (call, kept) = (world.call(&self.olga), self.kept.reference.to_lowercase());
        propose_merge(&world.ctx, &call, &self.duplicate.reference, &kept, WHY).await
    }

    async fn decide(&self, world: &World, by: &Actor, what: Decision) -> Result<String, Error> {
        let reference = &self.duplicate.reference;
        decide_merge(&world.ctx, &world.call(by), reference, what, "Seen.").await
    }

    async fn merged(&self, world: &World) {
        self.propose(world).await.unwrap();
        self.decide(world, &self.adam, Decision::Approve)
            .await
            .unwrap();
    }
}

async fn events(world: &World, reference: &str) -> Vec<String> {
    let select = "SELECT summary FROM event WHERE subject_kind = 'provider' AND subject_reference = $1 ORDER BY at, id";
    let query = world.ctx.db().query(select).bind(reference.to_owned());
    query.scalars().await.unwrap()
}

#[tokio::test]
async fn everything_of_the_duplicate_belongs_to_the_other_and_its_page_leads_there() {
    on_each_database(async |world| {
        let pair = pair(world).await;
        let asked = world.published_solicitation().await;
        let call = world.call(&pair.duplicate.actor);
        let offer = start(&world.ctx, &call, &asked.reference).await.unwrap();
        world
            .running_contract("CTR-2026-0001", None, pair.duplicate.provider)
            .await;
        let certificate = CertificateInput {
            kind: "quality".into(),
            title: "ISO/IEC 27001".into(),
            issuer: "DNV".into(),
            ..CertificateInput::default()
        };
        certify(&world.ctx, &call, &pair.duplicate.reference, &certificate)
            .await
            .unwrap();
        pair.merged(world).await;
        let kept = providers::sheet(&world.ctx, &pair.olga, &pair.kept.reference)
            .await
            .unwrap();
        assert_eq!((kept.contracts.len(), kept.accounts.len()), (1, 2));
        let page = providers::sheet(&world.ctx, &pair.olga, &pair.duplicate.reference)
            .await
            .unwrap();
        assert_eq!(page.row.merged_into, Some(pair.kept.reference.clone()));
        let list = providers::list(&world.ctx, &pair.olga, &ListInput::default())
            .await
            .unwrap();
        assert!(
            list.rows
                .iter()
                .all(|row| row.reference != pair.duplicate.reference)
        );
        let dossier = dossier(&world.ctx, &pair.olga, &pair.kept.reference)
            .await
            .unwrap();
        assert_eq!(dossier.certificates.len(), 1);
        let own = backend::offers::sheet(&world.ctx, &pair.kept.actor, &offer).await;
        assert!(own.unwrap().own);
    })
    .await;
}

#[tokio::test]
async fn what_the_other_has_already_stays_with_the_duplicate_and_its_newest_statement_counts() {
    on_each_database(async |world| {
        let pair = pair(world).await;
        let number = |bidder: &Bidder, value: &str| {
            let typed = BTreeMap::from([(Scheme::National, value.to_owned())]);
            (world.call(&bidder.actor), bidder.reference.clone(), typed)
        };
        for (bidder, value) in [(&pair.kept, "974760673"), (&pair.duplicate, "923609016")] {
            let (call, reference, typed) = number(bidder, value);
            identify(&world.ctx, &call, &reference, 1, &typed)
                .await
                .unwrap();
        }
        for (bidder, nation) in [
            (&pair.kept, "NO"),
            (&pair.duplicate, "SE"),
            (&pair.duplicate, "FI"),
        ] {
            let (call, input) = (world.call(&bidder.actor), free_ownership(nation));
            state_ownership(&world.ctx, &call, &bidder.reference, &input)
                .await
                .unwrap();
        }
        pair.merged(world).await;
        let kept = dossier(&world.ctx, &pair.olga, &pair.kept.reference)
            .await
            .unwrap();
        let managed: Vec<&str> = kept
            .statements
            .iter()
            .map(|one| one.statement.managed_from.as_str())
            .collect();
        assert_eq!(managed, ["NO", "FI", "SE"]);
        assert_eq!(kept.identifiers[0].value, "974760673");
        let gone = dossier(&world.ctx, &pair.olga, &pair.duplicate.reference)
            .await
            .unwrap();
        assert_eq!(gone.identifiers[0].value, "923609016");
        let (call, reference, typed) = number(&pair.kept, "923609016");
        let version = kept.version;
        identify(&world.ctx, &call, &reference, version, &typed)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn who_proposed_does_not_confirm_and_the_event_stands_with_both() {
    on_each_database(async |world| {
        let pair = pair(world).await;
        pair.propose(world).await.unwrap();
        let again = pair.propose(world).await;
        assert!(matches!(again, Err(Error::NotNow(_))));
        let own = pair.decide(world, &pair.olga, Decision::Approve).await;
        assert!(matches!(own, Err(Error::Refused(Refused::SamePerson(_)))));
        pair.decide(world, &pair.adam, Decision::Approve)
            .await
            .unwrap();
        let words = |start: &'static str| move |summary: &String| summary.starts_with(start);
        assert!(
            events(world, &pair.duplicate.reference)
                .await
                .iter()
                .any(words("Merged into"))
        );
        assert!(
            events(world, &pair.kept.reference)
                .await
                .iter()
                .any(words("Took over"))
        );
        let told = notices::unread(&world.ctx, &pair.kept.actor).await.unwrap();
        assert!(told.iter().any(|one| one.kind == "provider.merged"));
        let sheet = merge_sheet(&world.ctx, &pair.adam, &pair.kept.reference)
            .await
            .unwrap();
        assert_eq!(sheet.merges[0].decision(), Some(Decision::Approve));
        let once_more = pair.propose(world).await;
        assert!(matches!(once_more, Err(Error::NotNow(words)) if words.contains("merged already")));
    })
    .await;
}

#[tokio::test]
async fn a_refused_merge_changes_nothing_and_needs_words() {
    on_each_database(async |world| {
        let pair = pair(world).await;
        pair.propose(world).await.unwrap();
        let call = world.call(&pair.adam);
        let reference = &pair.duplicate.reference;
        let silent = decide_merge(&world.ctx, &call, reference, Decision::Refuse, " ").await;
        assert!(matches!(silent, Err(Error::Invalid(fields)) if fields[0].field == "note"));
        pair.decide(world, &pair.adam, Decision::Refuse)
            .await
            .unwrap();
        let sheet = merge_sheet(&world.ctx, &pair.olga, reference)
            .await
            .unwrap();
        assert!(sheet.free && sheet.twins[0].similar);
        assert_eq!(sheet.merges[0].decision(), Some(Decision::Refuse));
    })
    .await;
}

#[tokio::test]
async fn while_both_write_an_offer_in_one_solicitation_they_are_not_merged() {
    on_each_database(async |world| {
        let pair = pair(world).await;
        let asked = world.published_solicitation().await;
        for bidder in [&pair.kept, &pair.duplicate] {
            let call = world.call(&bidder.actor);
            start(&world.ctx, &call, &asked.reference).await.unwrap();
        }
        pair.propose(world).await.unwrap();
        let refused = pair.decide(world, &pair.adam, Decision::Approve).await;
        assert!(matches!(refused, Err(Error::NotNow(words)) if !words.contains(&asked.reference)));
        let page = providers::sheet(&world.ctx, &pair.olga, &pair.duplicate.reference).await;
        assert_eq!(page.unwrap().row.merged_into, None);
    })
    .await;
}

#[tokio::test]
async fn a_proposed_merge_needs_another_officer_and_is_found_in_the_list() {
    on_each_database(async |world| {
        let pair = pair(world).await;
        let otto = world.person("Otto", Role::Officer).await;
        let needs = async |officer: &Actor| {
            let today = backend::home::today(&world.ctx, officer).await.unwrap();
            let mut queue = today.officer.unwrap().queue.into_iter();
            queue.any(|due| due.kind == "merge" && due.reference == pair.duplicate.reference)
        };
        assert!(!needs(&otto).await);
        pair.propose(world).await.unwrap();
        assert!(needs(&otto).await && !needs(&pair.olga).await);
        let input = ListInput {
            merging: true,
            ..ListInput::default()
        };
        let found = providers::list(&world.ctx, &pair.adam, &input).await;
        let found = found.unwrap().rows.into_iter().map(|row| row.reference);
        assert!(found.eq([pair.duplicate.reference.clone()]));
        pair.decide(world, &otto, Decision::Refuse).await.unwrap();
        assert!(!needs(&otto).await);
    })
    .await;
}
