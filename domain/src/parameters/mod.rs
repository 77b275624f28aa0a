//! What space services are measured by: a catalogue of typed parameters, units that convert exactly, and how a
//! declared value stands against a threshold and an objective.
//!
//! The same parameters are used by a solicitation's requirements, by an offer's declarations and by a provider's
//! capability profile, so that the three can be compared without anybody retyping a unit.

mod catalogue;
mod declared;
mod entries;
mod fit;
mod quantity;
mod units;
mod wanted;

#[cfg(test)]
mod tests;

pub use catalogue::{
    Choice, Group, Kind, NotAParameter, Parameter, ParameterCode, Theme, catalogue, find, in_group,
};
pub use declared::{Declared, NotDeclared};
pub use fit::{Capability, Fit, Fitted, Need, Tally, fit};
pub use quantity::{DECIMALS, NotAQuantity, OtherDimension, Quantity, SHOWN_DECIMALS};
pub use units::{Dimension, Unit};
pub(crate) use wanted::limits;
pub use wanted::{Standing, Wanted};
