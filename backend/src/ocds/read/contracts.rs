use super::codes::{ContractStatus, PartyRole};
use super::money::Money;
use super::object::Object;
use super::parties::{Directory, PartyRef};
use super::parts::{
    Amendment, File, Item, Milestone, Period, RelatedProcess, amendments, documents, items,
    milestones, period, related,
};
use super::when::When;

/// A signed contract, or one about to be signed (OCDS 1.1.5, "Contract").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contract {
    /// Unique in its list.
    pub id: String,
    /// Id of the award it follows from; it may name none of this release.
    pub award: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What it is about.
    pub description: Option<String>,
    /// Its state.
    pub status: Option<ContractStatus>,
    /// When it runs.
    pub period: Option<Period>,
    /// What it is worth.
    pub value: Option<Money>,
    /// When it was signed.
    pub signed: Option<When>,
    /// Who delivers, where the contract says it itself; else the award does.
    pub suppliers: Vec<PartyRef>,
    /// Who buys, where the contract says it itself; else the process does.
    pub buyer: Option<PartyRef>,
    /// Ids of the offers it follows from.
    pub bids: Vec<String>,
    /// What is bought, piece by piece.
    pub items: Vec<Item>,
    /// Its documents.
    pub documents: Vec<File>,
    /// The milestones as agreed.
    pub milestones: Vec<Milestone>,
    /// Its amendments.
    pub amendments: Vec<Amendment>,
    /// Processes that follow from it (subcontracts, renewals).
    pub related: Vec<RelatedProcess>,
    /// What was paid.
    pub transactions: Vec<Transaction>,
    /// The milestones as they are followed during implementation; ids may be those of `milestones`.
    pub followed: Vec<Milestone>,
    /// Documents of the implementation; ids may be those of `documents`.
    pub implementation_documents: Vec<File>,
}

/// A payment (OCDS 1.1.5, "Transaction"; 1.0 names are read too).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Transaction {
    /// Unique in its list.
    pub id: String,
    /// Where the payment is recorded.
    pub source: Option<String>,
    /// When it was made.
    pub date: Option<When>,
    /// How much.
    pub value: Option<Money>,
    /// Who paid.
    pub payer: Option<PartyRef>,
    /// Who was paid.
    pub payee: Option<PartyRef>,
    /// Where it is published.
    pub uri: Option<String>,
    /// Id of the followed milestone it pays for.
    pub milestone: Option<String>,
}

/// The part of a contract that is read from `implementation`.
#[derive(Default)]
struct Implementation {
    transactions: Vec<Transaction>,
    milestones: Vec<Milestone>,
    documents: Vec<File>,
}

pub(super) fn contracts(release: &Object<'_>, directory: &mut Directory) -> Vec<Contract> {
    release.each("contracts", |contract, id| read(contract, id, directory))
}

fn read(contract: &Object<'_>, id: String, directory: &mut Directory) -> Contract {
    let done = contract.object("implementation");
    let done = done
        .map(|object| implementation(&object, directory))
        .unwrap_or_default();
    Contract {
        id,
        award: contract.text("awardID"),
        title: contract.text("title"),
        description: contract.text("description"),
        status: contract.code("status"),
        period: period(contract, "period"),
        value: contract.money("value"),
        signed: contract.when("dateSigned"),
        suppliers: directory.many(contract, "suppliers", &PartyRole::Supplier),
        buyer: directory.one(contract, "buyer", &PartyRole::Buyer),
        bids: contract.texts("relatedBids"),
        items: items(contract),
        documents: documents(contract),
        milestones: milestones(contract),
        amendments: amendments(contract),
        related: related(contract),
        transactions: done.transactions,
        followed: done.milestones,
        implementation_documents: done.documents,
    }
}

fn implementation(object: &Object<'_>, directory: &mut Directory) -> Implementation {
    Implementation {
        transactions: object.each("transactions", |it, id| transaction(it, id, directory)),
        milestones: milestones(object),
        documents: documents(object),
    }
}

fn transaction(object: &Object<'_>, id: String, directory: &mut Directory) -> Transaction {
    let milestone = object.object("relatedImplementationMilestone");
    let payer = directory.one(object, "payer", &PartyRole::Payer);
    let payee = directory.one(object, "payee", &PartyRole::Payee);
    Transaction {
        id,
        source: object.text("source"),
        date: object.when("date"),
        value: object.money("value").or_else(|| object.money("amount")),
        payer: payer
            .or_else(|| directory.identified(object, "providerOrganization", &PartyRole::Payer)),
        payee: payee
            .or_else(|| directory.identified(object, "receiverOrganization", &PartyRole::Payee)),
        uri: object.text("uri"),
        milestone: milestone.and_then(|milestone| milestone.text("id")),
    }
}
