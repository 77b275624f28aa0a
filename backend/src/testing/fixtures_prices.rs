//! A solicitation with a price schedule, and offers that price its lines.

use super::World;
use super::fixtures::Published;
use crate::db::JsonText;
use crate::offers::{PriceInput, ScheduledInput, VolumeInput};
use domain::solicitations::ScheduleLine;
use domain::text::Line;

/// A month of monitoring for a year, and an option for another: `P1` and `P2`.
///
/// # Panics
/// Never: the texts are constant.
#[must_use]
pub fn schedule() -> Vec<ScheduleLine> {
    let line = |code: &str, period: &str, option| ScheduleLine {
        code: code.to_owned(),
        lot: String::new(),
        description: Line::parse("Monitoring").expect("a line"),
        unit: "month".to_owned(),
        quantity: 12.into(),
        period: period.to_owned(),
        option,
    };
    vec![line("P1", "Year 1", false), line("P2", "Year 2", true)]
}

/// Prices in major units for the lines of [`schedule`], in euro; `-` marks a line as not offered, nothing leaves it open.
#[must_use]
pub fn priced(prices: [&str; 2]) -> VolumeInput {
    let answers = ["P1", "P2"].into_iter().zip(prices);
    VolumeInput::Price(PriceInput {
        currency: "EUR".to_owned(),
        scheduled: answers
            .map(|(code, price)| ScheduledInput {
                code: code.to_owned(),
                unit_price: price.trim_matches('-').to_owned(),
                not_offered: price == "-",
            })
            .collect(),
        ..PriceInput::default()
    })
}

impl World {
    /// [`World::published_solicitation`] with the lines of [`schedule`].
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn scheduled_solicitation(&self) -> Published {
        let published = self.published_solicitation().await;
        self.ctx
            .db()
            .query("UPDATE solicitation SET price_schedule = $1 WHERE id = $2")
            .bind(JsonText(schedule()))
            .bind(published.id.0)
            .run_one()
            .await
            .expect("the schedule");
        published
    }
}
