//! Frameworks of several holders, and how a call-off under them finds its holder.
//!
//! A framework is one record, written like a contract: every change loads it as its last event left it, changes it by pure rules
//! (`domain::frameworks`), writes the difference, and appends an event that holds the whole record before and after. Each holder has a
//! contract of its own, so that signatures, invoices, modifications, orders and the end of a contract work as everywhere. The
//! ceiling over all holders is held in one place, [`hold_ceiling`], which the contracts ask whenever their orders grow.

mod answer;
mod call_off;
mod ceiling;
mod change;
mod compete;
mod holders;
mod issue;
mod list;
mod make;
mod ramps;
pub mod record;
mod sheet;

pub use answer::{Answered, answer, record_silence, withdraw};
pub use call_off::{CallOffInput, call_off};
pub(crate) use ceiling::hold_ceiling;
pub(crate) use compete::competition_of;
pub use holders::{HolderNow, Next};
pub use issue::issue;
pub use list::{FrameworkFilter, FrameworkRow, FrameworkSort, frameworks};
pub use make::{FrameworkInput, Joinable, joinable, make};
pub use ramps::{RampKind, add_ramp, join, leave};
pub use record::FrameworkRecord;
pub use sheet::{FrameworkSheet, sheet};
