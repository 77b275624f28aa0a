//! Rows with which a test of a later step of the journey begins.

use super::World;
use super::openers::named;
use crate::db::JsonText;
use crate::opening_keys::{Openers, make_parts};
use crate::{Begin, Call};
use chrono::{DateTime, Duration, Utc};
use domain::actor::Actor;
use domain::id::{OfferId, ProviderId, SolicitationId};
use domain::offers::{
    Administration, Answer, Declared, Experience, OfferContent, PastContract, Price, PriceLine,
    Technical,
};
use domain::solicitations::{
    Ask, Criterion, Direction, EvaluationMethod, LevelOne, LotRules, PanelRules, Parameters,
    Requirement, Scheme, Screening,
};
use domain::text::Line;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

/// A solicitation of NCIA best value 50/20/30 with two sub-criteria (60 and 40) and one requirement.
#[derive(Clone, Debug)]
pub struct Published {
    /// Its identity.
    pub id: SolicitationId,
    /// Its reference.
    pub reference: String,
    /// When it closes.
    pub closes_at: DateTime<Utc>,
    /// The three opening officers who were named; two open together, see [`World::open`].
    pub openers: Vec<Actor>,
}

/// The scheme of [`World::published_solicitation`].
#[must_use]
pub fn best_value_scheme() -> Scheme {
    let criterion = |code: &str, name: &str, weight: i64| Criterion {
        code: code.to_owned(),
        name: Line::parse(name).expect("a name"),
        weight: Decimal::from(weight),
        guidance: None,
    };
    Scheme {
        method: EvaluationMethod::NciaBestValueNumerical,
        weights: Some(LevelOne {
            technical: Decimal::from(50),
            experience: Decimal::from(20),
            price: Decimal::from(30),
        }),
        technical_minimum: Decimal::from(50),
        criteria: vec![
            criterion("T1", "Coverage and revisit", 60),
            criterion("T2", "Delivery chain", 40),
        ],
        parameters: Parameters::default(),
        panel: PanelRules::default(),
        screening: Screening::default(),
        lots: LotRules::default(),
    }
}

/// The requirement of [`World::published_solicitation`].
#[must_use]
pub fn revisit_requirement() -> Requirement {
    Requirement {
        code: "R1".to_owned(),
        name: Line::parse("Median revisit at 70° N").expect("a name"),
        parameter: None,
        ask: Ask::Number {
            unit: "h".to_owned(),
            direction: Direction::Lower,
            threshold: Some(Decimal::from(6)),
            objective: Some(Decimal::from(2)),
        },
        evidence: false,
    }
}

/// An offer's content with a price in whole units of a currency.
#[must_use]
pub fn content(price: i64, currency: &str, revisit_hours: i64) -> OfferContent {
    OfferContent {
        administration: Administration {
            contact_name: "Kim Berg".to_owned(),
            contact_email: "kim@example.org".to_owned(),
            nation_of_origin: "NO".parse().ok(),
            validity_days: Some(180),
            accepts_terms: true,
            remarks: String::new(),
            partners: Vec::new(),
            attachments: Vec::new(),
        },
        technical: Technical {
            summary: "A constellation of radar satellites.".to_owned(),
            answers: vec![
                Answer {
                    criterion: "T1".to_owned(),
                    text: "Eight satellites in polar orbits.".to_owned(),
                },
                Answer {
                    criterion: "T2".to_owned(),
                    text: "Three ground stations.".to_owned(),
                },
            ],
            declared: vec![Declared {
                requirement: "R1".to_owned(),
                value: Some(Decimal::from(revisit_hours)),
                evidence: "Measured in 2025.".to_owned(),
                answer: None,
            }],
            attachments: Vec::new(),
        },
        experience: Experience {
            references: vec![PastContract {
                customer: "Coast guard".to_owned(),
                description: "Ship detection".to_owned(),
                last_year: Some(2025),
            }],
            attachments: Vec::new(),
        },
        price: Price {
            currency: currency.parse().ok(),
            lines: vec![PriceLine {
                code: String::new(),
                lot: String::new(),
                description: "Monitoring service".to_owned(),
                unit: "month".to_owned(),
                quantity: Decimal::from(10),
                period: String::new(),
                unit_price_minor: price * 10,
                option: false,
            }],
            not_offered: Vec::new(),
            attachments: Vec::new(),
        },
    }
}

impl World {
    /// A provider organisation.
    pub async fn provider_organisation(&self, name: &str) -> ProviderId {
        let id = ProviderId(self.ctx.new_id());
        let insert = "INSERT INTO provider (id, reference, name, folded_name, nation_code, sme, origin, created_at, version)
                      VALUES ($1, $2, $3, $4, 'NO', $5, 'perigee', $6, 1)";
        self.ctx
            .db()
            .query(insert)
            .bind(id.0)
            .bind(format!("PRV-2026-{}", &id.0.simple().to_string()[20..]).to_uppercase())
            .bind(name.to_owned())
            .bind(domain::text::folded(name))
            .bind(true)
            .bind(self.ctx.now())
            .run_one()
            .await
            .expect("the provider");
        id
    }

    /// A published solicitation that closes in 36 days by the world's clock, with its keys.
    pub async fn published_solicitation(&self) -> Published {
        let (id, now) = (SolicitationId(self.ctx.new_id()), self.ctx.now());
        let reference = format!(
            "SOL-2026-{}",
            &id.0.simple().to_string()[20..].to_uppercase()
        );
        let closes_at = now + Duration::days(36);
        let insert = "INSERT INTO solicitation (id, reference, origin, status, title, folded_title, need, buyer_name, method,
                commercial_service, for_operations, clearances_needed, estimate_minor, estimate_currency, scheme, lots,
                requirements, published_at, questions_by, closes_at, zone, validity_days, overrides, offer_count, created_at, version)
             VALUES ($1, $2, 'perigee', 'published', 'Persistent monitoring', 'persistent monitoring', 'See ships at night.',
                'NCIA', 'NCP', $3, $4, $4, 900000000, 'EUR', $5, '[]', $6, $7, $8, $9, 'Europe/Brussels', 180, '{}', 0, $7, 1)";
        self.ctx
            .db()
            .query(insert)
            .bind(id.0)
            .bind(reference.clone())
            .bind(true)
            .bind(false)
            .bind(JsonText(best_value_scheme()))
            .bind(JsonText(vec![revisit_requirement()]))
            .bind(now)
            .bind(now + Duration::days(18))
            .bind(closes_at)
            .run_one()
            .await
            .expect("the solicitation");
        let openers = self.opening_officers().await;
        self.part_keys(id, &named(&openers)).await;
        Published {
            id,
            reference,
            closes_at,
            openers,
        }
    }

    async fn part_keys(&self, id: SolicitationId, openers: &Openers) {
        let call = Call::system("test");
        let Begin::New(mut work) = self.ctx.begin::<()>(&call).await.expect("a transaction") else {
            return;
        };
        make_parts(&mut work, id, openers).await.expect("the keys");
        work.commit(()).await.expect("the store");
    }

    /// Puts the clock after closing and an opened offer with this content into the store.
    pub async fn opened_offer(
        &self,
        solicitation: &Published,
        provider: ProviderId,
        content: &OfferContent,
    ) -> OfferId {
        let id = OfferId(self.ctx.new_id());
        self.clock.set(solicitation.closes_at + Duration::hours(1));
        let total = content.price.total().expect("a price");
        let text = domain::canonical::text(content).expect("JSON");
        let insert = "INSERT INTO offer (id, reference, solicitation_id, provider_id, origin, external_key, status, submitted_at,
                opened_at, content, content_sha256, price_minor, price_currency, created_at, version)
             VALUES ($1, $2, $3, $4, 'perigee', '', 'opened', $5, $6, $7, $8, $9, $10, $5, 1)";
        self.ctx
            .db()
            .query(insert)
            .bind(id.0)
            .bind(format!(
                "OFR-2026-{}",
                &id.0.simple().to_string()[20..].to_uppercase()
            ))
            .bind(solicitation.id.0)
            .bind(provider.0)
            .bind(solicitation.closes_at - Duration::days(1))
            .bind(self.ctx.now())
            .bind(text.clone())
            .bind(Sha256::digest(text.as_bytes()).to_vec())
            .bind(total.minor)
            .bind(total.currency.code().to_owned())
            .run_one()
            .await
            .expect("the offer");
        let update = "UPDATE solicitation SET status = 'evaluating', opened_at = $1, offer_count = offer_count + 1 WHERE id = $2";
        self.ctx
            .db()
            .query(update)
            .bind(self.ctx.now())
            .bind(solicitation.id.0)
            .run_one()
            .await
            .expect("the solicitation");
        id
    }
}
