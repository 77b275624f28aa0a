//! Offers that are written and sealed through the use cases.

use super::World;
use super::fixtures::Published;
use crate::offers::{
    AdministrationInput, DeclaredInput, ExperienceInput, PastContractInput, PriceInput,
    PriceLineInput, TechnicalInput, VolumeInput, save_volume, start,
};
use domain::actor::Actor;

/// The four volumes of a complete offer with a unit price in major units and words that are easily found.
#[must_use]
pub fn volumes(unit_price: &str, words: &str) -> [VolumeInput; 4] {
    let answer = |code: &str| (code.to_owned(), format!("{words} answers {code}"));
    [
        VolumeInput::Administration(AdministrationInput {
            contact_name: "Kim Berg".to_owned(),
            contact_email: "kim@example.org".to_owned(),
            nation_of_origin: "NO".to_owned(),
            validity_days: "180".to_owned(),
            accepts_terms: true,
            ..AdministrationInput::default()
        }),
        VolumeInput::Technical(TechnicalInput {
            summary: words.to_owned(),
            answers: vec![answer("T1"), answer("T2")],
            declared: vec![DeclaredInput {
                requirement: "R1".to_owned(),
                value: "4,5".to_owned(),
                unit: String::new(),
                evidence: words.to_owned(),
            }],
        }),
        VolumeInput::Experience(ExperienceInput {
            references: vec![PastContractInput {
                customer: "Coast guard".to_owned(),
                description: "Ship detection".to_owned(),
                last_year: "2025".to_owned(),
            }],
        }),
        VolumeInput::Price(PriceInput {
            currency: "NOK".to_owned(),
            lines: vec![PriceLineInput {
                lot: String::new(),
                description: "Monitoring".to_owned(),
                unit: "month".to_owned(),
                quantity: "10".to_owned(),
                unit_price: unit_price.to_owned(),
                option: false,
            }],
            ..PriceInput::default()
        }),
    ]
}

impl World {
    /// A complete draft of a provider: its reference and version.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn complete_draft(
        &self,
        solicitation: &Published,
        provider: &Actor,
        unit_price: &str,
        words: &str,
    ) -> (String, i64) {
        let call = self.call(provider);
        let reference = start(&self.ctx, &call, &solicitation.reference)
            .await
            .expect("an offer");
        let mut version = 1;
        for volume in volumes(unit_price, words) {
            version = save_volume(&self.ctx, &call, &reference, version, volume)
                .await
                .expect("a saved volume");
        }
        (reference, version)
    }
}
