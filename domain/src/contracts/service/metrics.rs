//! Metrics that a form proposes, by what is bought (own design).

use super::Direction;
use crate::parameters::{Group, Parameter, Unit, find};

/// A metric to begin with. Where the catalogue of parameters measures the same, it names the parameter and its unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MetricProposal {
    /// The service that it fits.
    pub group: Group,
    /// What it is called.
    pub label: &'static str,
    /// The unit of its value.
    pub unit: Unit,
    /// Which way is good.
    pub direction: Direction,
    /// Code of the parameter that a solicitation asks for in the same words.
    pub parameter: Option<&'static str>,
}

impl MetricProposal {
    /// The parameter of the catalogue.
    #[must_use]
    pub fn parameter(&self) -> Option<&'static Parameter> {
        self.parameter.and_then(find)
    }
}

const fn own(
    group: Group,
    label: &'static str,
    unit: Unit,
    direction: Direction,
) -> MetricProposal {
    MetricProposal {
        group,
        label,
        unit,
        direction,
        parameter: None,
    }
}

const fn of(
    group: Group,
    label: &'static str,
    unit: Unit,
    direction: Direction,
    parameter: &'static str,
) -> MetricProposal {
    MetricProposal {
        group,
        label,
        unit,
        direction,
        parameter: Some(parameter),
    }
}

use Direction::{AtLeast, AtMost};

const PROPOSALS: &[MetricProposal] = &[
    own(
        Group::Observation,
        "Tasking success",
        Unit::Percent,
        AtLeast,
    ),
    of(
        Group::Observation,
        "Time from order to image, median",
        Unit::Hour,
        AtMost,
        "eo.tasking_time",
    ),
    of(
        Group::Observation,
        "Time from image to user, median",
        Unit::Hour,
        AtMost,
        "eo.latency",
    ),
    own(
        Group::Observation,
        "Cloud-free share",
        Unit::Percent,
        AtLeast,
    ),
    of(
        Group::Observation,
        "Geolocation error (CE90)",
        Unit::Metre,
        AtMost,
        "eo.geolocation_accuracy",
    ),
    of(
        Group::Communications,
        "Availability",
        Unit::Percent,
        AtLeast,
        "service.availability",
    ),
    of(
        Group::Communications,
        "Committed rate to the user",
        Unit::MegabitPerSecond,
        AtLeast,
        "com.rate_to_user",
    ),
    own(
        Group::Communications,
        "Committed rate met, share of time",
        Unit::Percent,
        AtLeast,
    ),
    of(
        Group::Communications,
        "Time to restore, longest",
        Unit::Hour,
        AtMost,
        "service.restoration_time",
    ),
    of(
        Group::Awareness,
        "Catalogue update time",
        Unit::Hour,
        AtMost,
        "sda.update_time",
    ),
    of(
        Group::Awareness,
        "Warning before a close approach",
        Unit::Hour,
        AtLeast,
        "sda.conjunction_lead",
    ),
    own(
        Group::Awareness,
        "False alarms, share",
        Unit::Percent,
        AtMost,
    ),
    of(
        Group::Navigation,
        "Position accuracy",
        Unit::Metre,
        AtMost,
        "pnt.position_accuracy",
    ),
    of(
        Group::Environment,
        "Forecast update time",
        Unit::Minute,
        AtMost,
        "sew.update_time",
    ),
    of(
        Group::Launch,
        "Call-up time",
        Unit::Day,
        AtMost,
        "launch.call_up_time",
    ),
    own(Group::Launch, "Slip of the launch day", Unit::Day, AtMost),
    own(
        Group::Ground,
        "Passes taken as booked",
        Unit::Percent,
        AtLeast,
    ),
    of(
        Group::Ground,
        "Delivery time after a pass",
        Unit::Minute,
        AtMost,
        "ground.delivery_time",
    ),
    of(
        Group::Service,
        "Availability of the service",
        Unit::Percent,
        AtLeast,
        "service.availability",
    ),
];

/// Every proposal, by service.
#[must_use]
pub const fn proposals() -> &'static [MetricProposal] {
    PROPOSALS
}
