//! Who may bid on what: the facts, the declarations of nations, the exclusions.

mod case;
mod decide;
mod declarations;
mod exclusions;
mod fit;
mod ground;
mod request;
mod settings;

pub use case::{CaseInput, CaseRow, Eligibility, eligibility, export};
pub use decide::{Issue, cancel, issue, reject, withdraw};
pub use declarations::{DeclarationRow, ListInput, declaration, declarations};
pub use exclusions::{
    ExclusionInput, ExclusionRow, ExclusionsInput, NewExclusion, end_exclusion, exclude, exclusions,
};
pub use fit::{OwnFit, own_fit};
pub(crate) use fit::{tallies, tally_of};
pub use request::{DeclarationRecord, request};
pub use settings::{ExceptionInput, NeedInput, admit, set_need};
