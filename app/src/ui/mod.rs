//! The kit: small parts every page is made of, and the words and numbers in them.
//!
//! A part knows nothing of the backend. It takes plain text and plain numbers, writes complete HTML, and works
//! without script. `kit::Kit` shows every part in every state.

pub mod format;
pub mod kit;

mod choices;
mod dates;
mod facts;
mod field;
mod filters;
mod form;
mod form_state;
mod history;
mod inputs;
mod link;
mod money_field;
mod page;
mod panel;
mod steps;
mod table;
mod table_footer;
mod tone;
mod words;

pub use choices::{Checkbox, CheckboxGroup, Choice, RadioGroup};
pub use dates::{DateFields, DateTimeFields};
pub use facts::{Fact, Facts, KeyValue, SummaryList};
pub use field::Field;
pub use filters::{AppliedFilter, DateFilter, FilterBar, SelectFilter, TextFilter};
pub use form::{ErrorSummary, Form, Help, Submit, SubmitKind};
pub use form_state::{ACT, FieldError, FormState};
pub use history::{Change, Diff, Timeline, TimelineEntry};
pub use inputs::{NumberInput, Select, TextArea, TextInput};
pub use link::{Countdown, Day, Hash, Ref, When};
pub use money_field::MoneyField;
pub use page::{BreadcrumbLink, Breadcrumbs, PageTitle, TabLink, Tabs};
pub use panel::{Bar, EmptyState, Moment, Notice, Panel};
pub use steps::{Step, StepState, Steps};
pub use table::{Direction, GroupRow, NumTd, RowHead, SortTh, Table, Td, Th};
pub use table_footer::{ExportLink, TableFooter};
pub use tone::{Tag, Tone};
pub use words::Words;
