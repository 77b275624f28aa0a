//! What was typed into a volume's form.

use crate::post::Post;
use backend::offers::{
    AdministrationInput, DeclaredInput, ExperienceInput, PartnerInput, PastContractInput,
    PriceInput, PriceLineInput, ScheduledInput, TechnicalInput, VolumeInput,
};
use domain::offers::Volume;

/// The volume as typed.
pub fn volume(post: &Post, volume: Volume) -> VolumeInput {
    match volume {
        Volume::Administration => VolumeInput::Administration(administration(post)),
        Volume::Technical => VolumeInput::Technical(technical(post)),
        Volume::Experience => VolumeInput::Experience(experience(post)),
        Volume::Price => VolumeInput::Price(price(post)),
    }
}

fn administration(post: &Post) -> AdministrationInput {
    let value = |name| post.value(name).to_owned();
    AdministrationInput {
        contact_name: value("contact_name"),
        contact_email: value("contact_email"),
        nation_of_origin: value("nation_of_origin"),
        validity_days: value("validity_days"),
        accepts_terms: !post.value("accepts_terms").is_empty(),
        remarks: value("remarks"),
        partners: partners(post),
    }
}

fn partners(post: &Post) -> Vec<PartnerInput> {
    let rows = sent(post, "partner_name").map(|row| {
        let value = |name: &str| post.value(&format!("partner_{name}_{row}")).to_owned();
        PartnerInput {
            role: value("role"),
            name: value("name"),
            nation: value("nation"),
            share: value("share"),
            work: value("work"),
        }
    });
    rows.collect()
}

fn technical(post: &Post) -> TechnicalInput {
    let coded = |prefix: &'static str| {
        post.pairs.iter().filter_map(move |(name, value)| {
            name.strip_prefix(prefix)
                .map(|code| (code.to_owned(), value.clone()))
        })
    };
    // A choice sends one value for each tick, and none when nothing is ticked: the evidence is always there.
    let declared = coded("evidence_").map(|(requirement, evidence)| DeclaredInput {
        value: post.values(&format!("value_{requirement}")).join(","),
        unit: post.value(&format!("unit_{requirement}")).to_owned(),
        requirement,
        evidence,
    });
    TechnicalInput {
        summary: post.value("summary").to_owned(),
        answers: coded("answer_").collect(),
        declared: declared.collect(),
    }
}

/// The numbers of the rows that were sent: each row has all its fields, so one tells.
fn sent(post: &Post, field: &str) -> std::ops::RangeInclusive<usize> {
    let count = (1..)
        .take_while(|row| {
            let name = format!("{field}_{row}");
            post.pairs.iter().any(|(key, _)| *key == name)
        })
        .count();
    1..=count
}

fn experience(post: &Post) -> ExperienceInput {
    let rows = sent(post, "customer").map(|row| {
        let value = |name: &str| post.value(&format!("{name}_{row}")).to_owned();
        PastContractInput {
            customer: value("customer"),
            description: value("description"),
            last_year: value("last_year"),
        }
    });
    ExperienceInput {
        references: rows.collect(),
    }
}

fn price(post: &Post) -> PriceInput {
    let rows = sent(post, "description").map(|row| {
        let value = |name: &str| post.value(&format!("{name}_{row}")).to_owned();
        PriceLineInput {
            lot: value("lot"),
            description: value("description"),
            unit: value("unit"),
            quantity: value("quantity"),
            unit_price: value("unit_price"),
            option: !value("option").is_empty(),
        }
    });
    PriceInput {
        currency: post.value("currency").to_owned(),
        lines: rows.collect(),
        scheduled: scheduled(post),
    }
}

/// The answers to the solicitation's lines: each has a field for its price, ticked or not.
fn scheduled(post: &Post) -> Vec<ScheduledInput> {
    let pairs = post.pairs.iter();
    pairs
        .filter_map(|(name, value)| {
            let code = name.strip_prefix("price_")?;
            Some(ScheduledInput {
                unit_price: value.clone(),
                not_offered: !post.value(&format!("not_offered_{code}")).is_empty(),
                code: code.to_owned(),
            })
        })
        .collect()
}
