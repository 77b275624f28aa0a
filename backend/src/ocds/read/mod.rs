//! Reads OCDS 1.0 and 1.1 files (release and record packages, bare releases and records, lists and JSON lines of
//! them, plain or gzip) into typed processes. Nothing here touches the store.
//!
//! What is refused, and what is only noted:
//! - A *file* that cannot be read as OCDS at all is a [`ReadError`]: unreadable, empty, truncated gzip, not UTF-8,
//!   not JSON, no `ocid` anywhere. Text in another encoding is never guessed: the first byte that is not UTF-8 is named.
//! - A *process* without an `ocid`, or nested too deep, is a [`Refusal`]; the others of its file are still given.
//!   In JSON lines the same holds for a broken line: it is refused as `line 17 $`, and reading goes on.
//! - A *field* that cannot be understood or had to be corrected is a [`Note`] of its process, by JSON path.
//! - A field that the typed view has no place for is listed in [`Process::unknown`] and is kept in [`Process::raw`].
//!
//! JSON lines are held one line at a time ([`MAX_LINE`] bytes at most); any other file is held as text
//! ([`MAX_FILE`] bytes at most, unpacked) while one process after the other is parsed from it.

mod awards;
mod bids;
mod canonical;
mod codes;
mod contracts;
mod criteria;
mod document;
mod error;
mod merge;
mod money;
mod object;
mod outline;
mod parties;
mod parts;
mod planning;
mod process;
mod source;
mod tender;
mod when;

pub use awards::Award;
pub use bids::{Bid, BidStatistic};
pub use codes::{
    AwardStatus, BidStatus, Category, Code, ContractStatus, DocumentType, InitiationType,
    MilestoneStatus, MilestoneType, PartyRole, ProcurementMethod, Relationship, ReleaseTag,
    TenderStatus,
};
pub use contracts::{Contract, Transaction};
pub use criteria::{AwardCriterion, Criterion, Requirement, RequirementGroup, Weight};
pub use document::{Document, Progress, from_reader, open};
pub use error::{Note, ReadError, Refusal, Trouble};
pub use money::Money;
pub use outline::{Publication, Publisher, Shape};
pub use parties::{Address, Contact, Identifier, Party, PartyKey, PartyRef};
pub use parts::{Amendment, Classification, File, Item, Milestone, Period, RelatedProcess, Unit};
pub use planning::{Budget, BudgetLine, Planning, Project};
pub use process::{Process, Version};
pub use source::{MAX_FILE, MAX_LINE};
pub use tender::{Enquiry, Lot, Tender};
pub use when::When;

#[cfg(test)]
mod tests;
