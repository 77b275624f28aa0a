use rust_decimal::Decimal;

use super::codes::{BidStatus, PartyRole};
use super::money::Money;
use super::object::Object;
use super::parties::{Directory, PartyRef};
use super::parts::{File, Item, documents, items};
use super::when::When;

/// An offer (extension `bids`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bid {
    /// Unique in its list.
    pub id: String,
    /// When it was received.
    pub date: Option<When>,
    /// Its state.
    pub status: Option<BidStatus>,
    /// Who offers.
    pub tenderers: Vec<PartyRef>,
    /// The price.
    pub value: Option<Money>,
    /// What is offered, in words.
    pub description: Option<String>,
    /// Its place among the offers, from 1.
    pub rank: Option<i64>,
    /// Ids of the lots it is for.
    pub lots: Vec<String>,
    /// What is offered, piece by piece.
    pub items: Vec<Item>,
    /// Its documents.
    pub documents: Vec<File>,
}

/// A count or sum over all offers (extension `bids`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BidStatistic {
    /// Unique in its list.
    pub id: String,
    /// What is counted (`bids`, `validBids`, `lowestValidBidValue` …), as published.
    pub measure: Option<String>,
    /// The number; an amount when there is a currency.
    pub value: Option<Decimal>,
    /// Currency of an amount, as published.
    pub currency: Option<String>,
    /// Id of the lot it is about.
    pub lot: Option<String>,
    /// When it was counted.
    pub date: Option<When>,
}

pub(super) fn bids(object: &Object<'_>, directory: &mut Directory) -> Vec<Bid> {
    object.each("details", |bid, id| Bid {
        id,
        date: bid.when("date"),
        status: bid.code("status"),
        tenderers: directory.many(bid, "tenderers", &PartyRole::Tenderer),
        value: bid.money("value"),
        description: bid.text("description"),
        rank: bid.whole("rank"),
        lots: bid.texts("relatedLots"),
        items: items(bid),
        documents: documents(bid),
    })
}

pub(super) fn statistics(object: &Object<'_>) -> Vec<BidStatistic> {
    object.each("statistics", |statistic, id| BidStatistic {
        id,
        measure: statistic.text("measure"),
        value: statistic.decimal("value"),
        currency: statistic.text("currency"),
        lot: statistic.text("relatedLot"),
        date: statistic.when("date"),
    })
}
