//! A solicitation of two lots, and offers for one of them or both.

use super::World;
use super::fixtures::{Published, content};
use super::fixtures_eval::{Bid, Evaluating, drafts};
use crate::Error;
use crate::db::JsonText;
use crate::evaluation::{approve, hand_in, recommend, run_result};
use domain::money::Currency;
use domain::offers::{OfferContent, PriceLine};
use domain::solicitations::{
    AwardedBy, EvaluationMethod, Lot, LotRules, PanelRules, ScheduleLine, Scheme,
};
use domain::states::OfferState;
use domain::text::Line;
use rust_decimal::Decimal;

/// Lot by lot, without a limit.
pub const BY_LOT: LotRules = LotRules {
    by: AwardedBy::Lot,
    most: None,
};

/// What Aurora, Boreal and Cygnus ask for the two lots, in euro; none leaves a lot out.
pub type LotPrices = [[Option<i64>; 2]; 3];

/// Boreal has the lowest price for the first lot, Cygnus, who is for that alone, for the second.
pub const TWO_WINNERS: LotPrices = [
    [Some(8_000_000), Some(4_000_000)],
    [Some(3_000_000), Some(6_000_000)],
    [None, Some(2_000_000)],
];

/// `P1` of lot `L1`, `P2` and the free `P3` of lot `L2`.
///
/// # Panics
/// Never: the texts are constant.
#[must_use]
pub fn lines_of_lots() -> Vec<ScheduleLine> {
    let line = |code: &str, lot: &str, words: &str| ScheduleLine {
        code: code.to_owned(),
        lot: lot.to_owned(),
        description: Line::parse(words).expect("a line"),
        unit: "year".to_owned(),
        quantity: Decimal::ONE,
        period: String::new(),
        option: false,
    };
    vec![
        line("P1", "L1", "Radar images"),
        line("P2", "L2", "Optical images"),
        line("P3", "L2", "Archive of optical images"),
    ]
}

/// `L1` and `L2`.
///
/// # Panics
/// Never: the texts are constant.
#[must_use]
pub fn two_lots() -> Vec<Lot> {
    let lot = |code: &str, title: &str| Lot {
        code: code.to_owned(),
        title: Line::parse(title).expect("a title"),
        description: None,
    };
    vec![lot("L1", "Radar"), lot("L2", "Optical")]
}

fn priced(prices: [Option<i64>; 2]) -> OfferContent {
    let schedule = lines_of_lots();
    let mut content = content(1, "EUR", 4);
    let minor = |line: &ScheduleLine| match line.code.as_str() {
        "P1" => prices[0].map(|price| price * 100),
        "P2" => prices[1].map(|price| price * 100),
        _ => prices[1].map(|_| 0),
    };
    let lines = schedule
        .iter()
        .filter_map(|line| Some(PriceLine::pricing(line, minor(line)?)));
    content.price.currency = Some(Currency::EUR);
    content.price.lines = lines.collect();
    let left = schedule.iter().filter(|line| minor(line).is_none());
    content.price.not_offered = left.map(|line| line.code.clone()).collect();
    content
}

impl World {
    async fn of_lots(&self, rules: LotRules, method: EvaluationMethod) -> Published {
        let published = self.published_solicitation().await;
        let change = |scheme: &mut Scheme| {
            *scheme = super::fixtures_methods::scheme_by(method);
            scheme.panel = PanelRules::default();
            scheme.lots = rules;
        };
        self.scheme_with(&published, change).await;
        let sql = "UPDATE solicitation SET lots = $1, price_schedule = $2 WHERE id = $3";
        let query = self.ctx.db().query(sql).bind(JsonText(two_lots()));
        let query = query.bind(JsonText(lines_of_lots())).bind(published.id.0);
        query.run_one().await.expect("the lots");
        published
    }

    /// An evaluation by NCIA best value of a solicitation that is divided so, with every score in and alike: prices decide.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn divided(&self, rules: LotRules, prices: LotPrices) -> Evaluating {
        let method = EvaluationMethod::NciaBestValueNumerical;
        let all = self.divided_by(rules, method, prices).await;
        self.judge(&all, [["75", "75", "4"]; 3]).await;
        all
    }

    /// As [`World::divided`] by another method, with nothing scored yet.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn divided_by(
        &self,
        rules: LotRules,
        method: EvaluationMethod,
        prices: LotPrices,
    ) -> Evaluating {
        let sol = self.of_lots(rules, method).await;
        let names = ["Aurora Observation", "Boreal Radar", "Cygnus Imaging"];
        let mut offers: Vec<Bid> = Vec::new();
        for (name, prices) in names.into_iter().zip(prices) {
            offers.push(self.bid_with(&sol, name, &priced(prices)).await);
        }
        let offers: [Bid; 3] = offers.try_into().expect("three offers");
        self.empanelled(sol, offers).await
    }

    /// Stores the result of a lot; its number.
    ///
    /// # Errors
    /// As the use case.
    pub async fn run_lot(&self, all: &Evaluating, lot: &str) -> Result<i64, Error> {
        let at = (all.solicitation.reference.as_str(), Some(lot));
        run_result(&self.ctx, &self.call(&all.officer), at, "").await
    }

    /// Stores the result of a lot, recommends one of the offers for it, and lets the colleague approve.
    ///
    /// # Errors
    /// As the use cases.
    pub async fn award_lot(&self, all: &Evaluating, lot: &str, chosen: usize) -> Result<(), Error> {
        self.run_lot(all, lot).await?;
        let at = (all.solicitation.reference.as_str(), Some(lot));
        let (own, other) = (self.call(&all.officer), self.call(&all.colleague));
        let offer = &all.offers[chosen].reference;
        recommend(&self.ctx, &own, at, offer, "The best for the need.").await?;
        approve(&self.ctx, &other, at, 1, None).await?;
        Ok(())
    }

    /// Lets an opened offer leave a line out after all, as if it had said so from the start.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn leave_out(&self, bid: &Bid, code: &str) {
        let db = self.ctx.db();
        let read = db
            .query("SELECT content FROM offer WHERE id = $1")
            .bind(bid.id.0);
        let JsonText(mut content): JsonText<OfferContent> = read.scalar().await.expect("the offer");
        content.price.lines.retain(|line| line.code != code);
        content.price.not_offered.push(code.to_owned());
        let write = db.query("UPDATE offer SET content = $1 WHERE id = $2");
        let write = write.bind(JsonText(content)).bind(bid.id.0);
        write.run_one().await.expect("the offer");
    }

    /// Every offer is compliant and meets every criterion of the lowest price.
    ///
    /// # Panics
    /// When it cannot be written.
    pub async fn met(&self, all: &Evaluating) {
        let reference = &all.solicitation.reference;
        for bid in &all.offers {
            for evaluator in &all.evaluators {
                let (call, scores) = (self.call(evaluator), drafts("100", "100", "5"));
                hand_in(&self.ctx, &call, reference, &bid.reference, &scores[..2])
                    .await
                    .expect("the scores");
            }
            self.compliant(all, bid).await;
        }
    }

    /// Where the offers of an evaluation stand, in their order.
    ///
    /// # Panics
    /// When they cannot be read.
    pub async fn states_of(&self, all: &Evaluating) -> Vec<OfferState> {
        let mut states = Vec::new();
        for bid in &all.offers {
            let sql = "SELECT status FROM offer WHERE id = $1";
            let state: String = self
                .ctx
                .db()
                .query(sql)
                .bind(bid.id.0)
                .scalar()
                .await
                .expect("the offer");
            states.push(state.parse().expect("a state"));
        }
        states
    }
}
