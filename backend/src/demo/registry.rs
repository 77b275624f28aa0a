//! What the providers of the story state of themselves, and what nations declare of them.

use super::{Cast, Stage};
use crate::eligibility::{self, ExclusionInput, Issue, NewExclusion};
use crate::providers::{self, CertificateInput, OwnershipInput, ProviderInput, SystemInput};
use crate::registrations::{self, Answers, Contact};
use crate::{Call, Error};
use domain::actor::Actor;
use domain::identifiers::Scheme;
use std::collections::BTreeMap;

/// Who states it, an LEI with fitting check digits, the owners' nations, the nation of management and production.
const STATEMENTS: [(&str, &str, &str, &str); 4] = [
    ("provider", "0000DEMOAURORA000060", "NO SE", "NO"),
    ("provider2", "0000DEMOBOREAL000043", "FI", "FI"),
    ("provider3", "0000DEMOCYGNUS000079", "DE LU", "DE"),
    ("provider4", "0000DEMODELPHIN00011", "GR", "GR"),
];

/// Who has it, kind, title, days from the day of loading to the last day.
const CERTIFICATES: [(&str, &str, &str, i64); 4] = [
    ("provider", "security", "ISO/IEC 27001", 25),
    (
        "provider",
        "facility_clearance",
        "Facility clearance, NATO CONFIDENTIAL",
        410,
    ),
    ("provider2", "quality", "ISO 9001", 71),
    ("provider3", "licence", "Licence for remote sensing", 300),
];

/// A system of the story: who has it, kind, name, and its values with parameter, value and unit.
type System = (
    &'static str,
    &'static str,
    &'static str,
    &'static [[&'static str; 3]],
);

const SYSTEMS: [System; 5] = [
    (
        "provider",
        "constellation",
        "Aurora radar constellation",
        &[
            ["eo.sensor", "sar", ""],
            ["eo.radar_band", "x", ""],
            ["eo.radar_resolution", "1", "m"],
            ["eo.revisit_median", "3.5", "h"],
            ["eo.latency", "45", "min"],
            ["eo.swath", "30", "km"],
            ["eo.night", "yes", ""],
            ["constellation.satellites", "8", "one"],
        ],
    ),
    (
        "provider",
        "ground",
        "Aurora polar stations",
        &[
            ["ground.stations", "2", "one"],
            ["ground.band", "x,s", ""],
            ["ground.passes_per_day", "28", "per_day"],
        ],
    ),
    (
        "provider2",
        "constellation",
        "Boreal SAR",
        &[
            ["eo.sensor", "sar", ""],
            ["eo.radar_resolution", "50", "cm"],
            ["eo.revisit_median", "5", "h"],
            ["eo.latency", "2", "h"],
            ["coverage.northern_latitude", "84", "deg"],
        ],
    ),
    (
        "provider2",
        "tracking",
        "Boreal object catalogue",
        &[
            ["sda.sensor", "radar,telescope", ""],
            ["sda.tracked_objects", "21", "thousand"],
            ["sda.detection_size", "10", "cm"],
            ["sda.conjunction_lead", "3", "day"],
            ["service.availability", "99.5", "percent"],
        ],
    ),
    (
        "provider3",
        "sensor",
        "Cygnus optical archive",
        &[
            ["eo.sensor", "panchromatic,multispectral", ""],
            ["eo.ground_sample_distance", "30", "cm"],
            ["data.retention", "3650", "day"],
        ],
    ),
];

async fn systems(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.at(-410, 9, 0);
    for (who, kind, name, values) in SYSTEMS {
        let (actor, reference) = (cast.who(who)?, reference(stage, cast, who).await?);
        let input = SystemInput {
            kind: kind.to_owned(),
            name: name.to_owned(),
            description: "Invented for the demonstration.".to_owned(),
        };
        let call = stage.call(actor, &format!("system {name}"));
        let id = providers::add_system(&stage.ctx, &call, &reference, &input).await?;
        for (version, [code, value, unit]) in (1..).zip(values) {
            let call = stage.call(actor, &format!("{code} of {name}"));
            let system = (id, version);
            providers::state_value(&stage.ctx, &call, &reference, system, code, (value, unit))
                .await?;
        }
    }
    Ok(())
}

/// Lets every provider state who it is.
pub(super) async fn statements(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.at(-415, 9, 0);
    for (who, lei, owners, nation) in STATEMENTS {
        let (actor, reference) = (cast.who(who)?, reference(stage, cast, who).await?);
        let typed = BTreeMap::from([(Scheme::Lei, lei.to_owned())]);
        let call = stage.call(actor, &format!("identifiers of {who}"));
        providers::identify(&stage.ctx, &call, &reference, 1, &typed).await?;
        let input = OwnershipInput {
            owners: owners.to_owned(),
            managed_from: nation.to_owned(),
            produces_in: nation.to_owned(),
            restricted: "no".to_owned(),
            explanation: String::new(),
        };
        let call = stage.call(actor, &format!("ownership of {who}"));
        providers::state_ownership(&stage.ctx, &call, &reference, &input).await?;
    }
    for (who, kind, title, days) in CERTIFICATES {
        let input = CertificateInput {
            kind: kind.to_owned(),
            title: title.to_owned(),
            issuer: "Invented for the demonstration".to_owned(),
            number: String::new(),
            expires_on: Some(stage.day(days).date_naive()),
        };
        let call = stage.call(cast.who(who)?, &format!("certificate {title} of {who}"));
        let reference = reference(stage, cast, who).await?;
        providers::certify(&stage.ctx, &call, &reference, &input).await?;
    }
    systems(stage, cast).await?;
    exclusion(stage, cast).await
}

async fn reference(stage: &Stage, cast: &Cast, who: &str) -> Result<String, Error> {
    let provider = cast.who(who)?.provider().ok_or(Error::NotFound)?;
    let query = stage
        .ctx
        .db()
        .query("SELECT reference FROM provider WHERE id = $1");
    Ok(query.bind(provider.0).scalar().await?)
}

/// An invented list that excludes a nation that does not exist.
async fn exclusion(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    stage.at(-300, 9, 0);
    let entry = NewExclusion::try_from(ExclusionInput {
        provider: String::new(),
        nation: "ZZ".to_owned(),
        list_name: "Demonstration list".to_owned(),
        list_version: "3".to_owned(),
        list_date: Some(stage.day(-310).date_naive()),
        source: "Invented for the demonstration".to_owned(),
        reason: "Shows how an entry looks; ZZ is no nation.".to_owned(),
        first_day: Some(stage.day(-300).date_naive()),
        last_day: None,
    })?;
    let call = stage.call(cast.who("officer")?, "exclusion of ZZ");
    eligibility::exclude(&stage.ctx, &call, entry).await
}

/// Two providers ask their nations about a solicitation: one nation has issued, the other has not decided.
pub(super) async fn declarations(
    stage: &Stage,
    cast: &Cast,
    solicitation: &str,
) -> Result<(), Error> {
    stage.at(-12, 9, 0);
    let mut asked = Vec::new();
    for who in ["provider", "provider2"] {
        let call = stage.call(cast.who(who)?, &format!("declaration for {who}"));
        let note = "Our facility clearance is known to the security authority.";
        asked.push(eligibility::request(&stage.ctx, &call, solicitation, note).await?);
    }
    stage.at(-7, 14, 0);
    let issue = Issue {
        expires_on: Some(stage.day(180).date_naive()),
        clearance: "NATO CONFIDENTIAL".to_owned(),
    };
    let call = stage.call(cast.who("delegate")?, "declaration issued");
    let first = asked.first().cloned().unwrap_or_default();
    eligibility::issue(&stage.ctx, &call, &first, 1, issue).await?;
    Ok(())
}

/// An organisation that asks to be registered and waits for review.
pub(super) async fn registration(stage: &Stage) -> Result<(), Error> {
    const ADDRESS: &str = "demonstration";
    let there = "SELECT EXISTS (SELECT 1 FROM registration)";
    if stage.ctx.db().query(there).scalar().await? {
        return Ok(());
    }
    stage.at(-3, 10, 20);
    let secret = registrations::start(&stage.ctx, ADDRESS).await?;
    let steps = [
        Answers::Organisation(ProviderInput {
            name: "Fjellstein Ground Stations AS".to_owned(),
            nation: "NO".to_owned(),
            sme: true,
            website: "https://fjellstein.example".to_owned(),
            description: "Invented for the demonstration.".to_owned(),
        }),
        Answers::Identifiers(BTreeMap::from([(Scheme::Ncage, "FX908".to_owned())])),
        Answers::Ownership(OwnershipInput {
            owners: "NO".to_owned(),
            managed_from: "NO".to_owned(),
            produces_in: "NO".to_owned(),
            restricted: "no".to_owned(),
            explanation: String::new(),
        }),
        Answers::Contact(Contact {
            name: "Sindre Fjellstein".to_owned(),
            email: "sindre@fjellstein.example".to_owned(),
            phone: String::new(),
        }),
    ];
    let call = Call::by(Actor::Nobody);
    for answers in steps {
        let version = registrations::own(&stage.ctx, &secret).await?.version;
        let writing = (secret.as_str(), version);
        registrations::save(&stage.ctx, &call, ADDRESS, writing, answers).await?;
    }
    let version = registrations::own(&stage.ctx, &secret).await?.version;
    registrations::submit(&stage.ctx, &call, ADDRESS, (&secret, version), true).await?;
    Ok(())
}
