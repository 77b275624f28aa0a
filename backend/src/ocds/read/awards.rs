use super::codes::{AwardStatus, PartyRole};
use super::money::Money;
use super::object::Object;
use super::parties::{Directory, PartyRef};
use super::parts::{Amendment, File, Item, Period, amendments, documents, items, period};
use super::when::When;

/// A decision for one or more suppliers, or that nothing is awarded (OCDS 1.1.5, "Award").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Award {
    /// Unique in its list; contracts name it.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What is awarded, and why.
    pub description: Option<String>,
    /// Its state.
    pub status: Option<AwardStatus>,
    /// When it was decided.
    pub date: Option<When>,
    /// What it is worth.
    pub value: Option<Money>,
    /// Who gets it; none when nothing was awarded.
    pub suppliers: Vec<PartyRef>,
    /// What is awarded, piece by piece.
    pub items: Vec<Item>,
    /// When the contract is to run.
    pub contract_period: Option<Period>,
    /// Its documents.
    pub documents: Vec<File>,
    /// Its amendments.
    pub amendments: Vec<Amendment>,
    /// Ids of the lots it is for.
    pub lots: Vec<String>,
    /// Ids of the offers it takes.
    pub bids: Vec<String>,
}

pub(super) fn awards(release: &Object<'_>, directory: &mut Directory) -> Vec<Award> {
    release.each("awards", |award, id| Award {
        id,
        title: award.text("title"),
        description: award.text("description"),
        status: award.code("status"),
        date: award.when("date"),
        value: award.money("value"),
        suppliers: directory.many(award, "suppliers", &PartyRole::Supplier),
        items: items(award),
        contract_period: period(award, "contractPeriod"),
        documents: documents(award),
        amendments: amendments(award),
        lots: award.texts("relatedLots"),
        bids: award.texts("relatedBids"),
    })
}
