//! Contracts: made from an award, with lines, options, orders, obligations, modifications, milestones and payments.
//!
//! A contract is one record. Every change loads the record as its last event left it, changes it by pure rules, checks
//! what must hold, writes the difference into the tables (for lists, sums and searches) and appends an event that
//! holds the whole record before and after, all in one transaction. Any past moment is therefore one read.

mod acceptance_record;
mod as_of;
mod awarded;
pub(crate) mod change;
mod damages;
mod delay_record;
mod former;
mod invoice_list;
mod invoice_steps;
mod invoices;
mod life;
mod life_record;
mod list;
mod make;
mod milestone_record;
mod modify;
mod money;
mod money_record;
mod money_terms;
mod money_totals;
mod offered;
mod order;
mod radar;
mod readiness;
mod readiness_record;
pub mod record;
pub(crate) mod save;
mod save_acceptance;
mod save_life;
mod save_milestones;
mod save_money;
mod save_readiness;
mod save_service;
mod service;
mod service_decide;
mod service_file;
mod service_machine;
mod service_record;
mod service_report;
mod service_rows;
mod service_totals;
mod sheet;
mod sign;
mod surge;
mod totals;

pub use as_of::{AsOf, EventLine, as_of, changes_between};
pub(crate) use awarded::cleared;
pub use damages::{decide_damages, propose_damages};
pub use invoice_list::{InvoiceFilter, InvoiceRow, InvoiceSort, invoice_rows, invoices};
pub use invoice_steps::{InvoiceStepInput, decide_invoice};
pub use invoices::{InvoiceInput, complete_invoice, send_invoice};
pub use life::{LifeInput, Organisation, live};
pub use list::{ContractRow, ContractSort, ListInput, ListPage, list, reach, rows};
pub use make::{ContractInput, LetterInput, MilestoneInput, make};
pub use modify::{ModificationInput, OptionStep, exercise_option, modify};
pub use money::{PaymentInput, obligate, pay};
pub use money_terms::{InterestInput, MoneyTermsInput, agree_money_terms, record_interest_rate};
pub(crate) use order::OrderGround;
pub use order::{OrderInput, issue_order};
pub use radar::{OptionFilter, OptionRow, OptionSort, Radar, radar};
pub use readiness::{TermInput, agree_term, end_term};
pub use record::ContractRecord;
pub use service::{ServiceLevelInput, agree_service_level, end_service_level};
pub use service_decide::{ServiceAnswerInput, answer_service, decide_credit, excuse_service};
pub use service_file::{MEASUREMENT_COLUMNS, import_measurements};
pub use service_machine::{
    MachineAnswer, MachineReport, check_measurement_address, close_measurement_address,
    measurement_address_of, open_measurement_address, report_by_machine,
};
pub use service_report::{MeasurementInput, explain_service, report_service};
pub use service_rows::{ServiceRow, service_rows};
pub use sheet::{ContractSheet, LogPlace, NewContract, RecordSource, new_contract, sheet};
pub use sign::{SignStep, sign};
pub(crate) use sign::{conclude, disputed};
pub use surge::{SurgeInput, activate_surge, end_surge};
