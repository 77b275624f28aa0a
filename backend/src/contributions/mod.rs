//! What nations pledge, pay and fund.

mod allocate;
mod dashboard;
mod pay;
mod pledge;
mod read;
mod record;
mod step;
mod totals;

pub use allocate::{Allocation, allocate};
pub use dashboard::{
    Dashboard, FundedMilestone, NationPart, Need, Standing, nation_dashboard, overview,
};
pub use pay::{Payment, record_payment};
pub use pledge::{NewPledge, PledgeInput, record_pledge};
pub(crate) use read::PLEDGES;
pub use read::{
    AllocationRow, Choices, PaymentRow, PledgeEvent, PledgeRow, PledgeSheet, choices, pledge_sheet,
};
pub use record::{AllocationRecord, PaymentRecord, PledgeRecord};
pub use step::{Step, take_step};
pub use totals::{CurrencyTotals, EurTotals, Totals};
