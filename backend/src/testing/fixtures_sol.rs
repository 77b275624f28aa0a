//! A solicitation as an officer writes it, and the reference data that it names.

use super::World;
use crate::solicitations::{CriterionInput, DayInput, DraftInput, MomentInput, RequirementInput};
use chrono::{Duration, NaiveTime};

impl World {
    /// A line and a functional area of the Strategy, and a programme: `CSS-1`, `FA-ISR`, `APSS`.
    pub async fn strategy(&self) {
        let items = [
            ("CSS-1", "objective", "Leverage commercial solutions"),
            ("FA-ISR", "functional_area", "Surveillance from space"),
            ("T-1", "tenet", "Coherence"),
        ];
        for (code, kind, title) in items {
            self.ctx
                .db()
                .query(
                    "INSERT INTO strategy_item (code, kind, position, title, body, source) VALUES ($1, $2, 1, $3, '', 'a test')
                     ON CONFLICT DO NOTHING",
                )
                .bind(code)
                .bind(kind)
                .bind(title)
                .run()
                .await
                .expect("the Strategy");
        }
        self.ctx
            .db()
            .query("INSERT INTO programme (code, name, summary, position) VALUES ('APSS', 'Persistent surveillance', '', 1) ON CONFLICT DO NOTHING")
            .run()
            .await
            .expect("the programme");
    }

    /// A solicitation that can be published now: NCIA best value 50/20/30, EUR 9 million, NCP, announced 15 days ago,
    /// closing at 17:00 Brussels 40 days from now. Needs [`World::strategy`].
    #[must_use]
    pub fn typed_solicitation(&self) -> DraftInput {
        let today = self.ctx.today();
        let moment = |days: i64| MomentInput {
            day: DayInput::of(today + Duration::days(days)),
            time: NaiveTime::from_hms_opt(17, 0, 0)
                .map(|time| time.format("%H:%M").to_string())
                .unwrap_or_default(),
            zone: "Europe/Brussels".into(),
        };
        let criterion = |name: &str, weight: &str| CriterionInput {
            name: name.into(),
            weight: weight.into(),
            guidance: String::new(),
        };
        DraftInput {
            title: "Persistent SAR monitoring, High North".into(),
            need: "See ships at night and through clouds.".into(),
            functional_area: "FA-ISR".into(),
            strategy: vec!["CSS-1".into()],
            programme: "APSS".into(),
            buyer_name: "NCIA".into(),
            method: "ncp".into(),
            commercial_service: true,
            estimate: "9 000 000".into(),
            estimate_currency: "EUR".into(),
            requirements: vec![RequirementInput {
                name: "Median revisit at 70° N".into(),
                unit: "h".into(),
                direction: "lower".into(),
                threshold: "6".into(),
                objective: "2".into(),
                ..RequirementInput::default()
            }],
            evaluation: "ncia_best_value_numerical".into(),
            weight_technical: "50".into(),
            weight_experience: "20".into(),
            weight_price: "30".into(),
            criteria: vec![
                criterion("Coverage and revisit", "60"),
                criterion("Delivery chain", "40"),
            ],
            vehicle: "framework_agreement".into(),
            announced_on: DayInput::of(today - Duration::days(15)),
            questions_by: moment(20),
            closes_at: moment(40),
            validity_days: "180".into(),
            ..DraftInput::default()
        }
    }
}
