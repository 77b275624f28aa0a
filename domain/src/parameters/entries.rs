//! The entries of the catalogue.

use super::catalogue::{Choice, Group, Kind, Parameter};
use super::units::Unit;
use crate::solicitations::Direction::{Higher, Lower};

macro_rules! choices {
    ($($name:ident { $($code:literal $label:literal),+ $(,)? })+) => {
        $(const $name: &[Choice] = &[$(Choice { code: $code, label: $label }),+];)+
    };
}

choices! {
    SENSORS {
        "panchromatic" "Optical, panchromatic", "multispectral" "Optical, multispectral",
        "hyperspectral" "Optical, hyperspectral", "thermal" "Thermal infrared", "sar" "Radar (SAR)",
        "rf" "Radio-frequency detection", "video" "Video",
    }
    RADAR_BANDS {
        "p" "P band", "l" "L band", "s" "S band", "c" "C band", "x" "X band", "ku" "Ku band",
    }
    LINK_BANDS {
        "uhf" "UHF", "l" "L band", "s" "S band", "c" "C band", "x" "X band", "ku" "Ku band",
        "ka_civil" "Ka band, commercial", "ka_military" "Ka band, military", "ehf" "EHF", "qv" "Q/V band",
        "optical" "Optical",
    }
    REGIMES {
        "leo" "Low (LEO)", "sso" "Sun-synchronous (SSO)", "meo" "Medium (MEO)", "geo" "Geostationary (GEO)",
        "heo" "Highly elliptical (HEO)", "cislunar" "Cislunar",
    }
    OBSERVERS {
        "radar" "Radar on the ground", "telescope" "Telescope on the ground", "laser" "Laser ranging",
        "passive_rf" "Passive radio-frequency", "space_based" "Sensors in space",
    }
    LICENCES {
        "one_user" "One organisation", "named_allies" "Named Allies", "alliance" "The Alliance and its nations",
        "public" "Public",
    }
    CLASSIFICATIONS {
        "unclassified" "Unclassified", "restricted" "NATO RESTRICTED", "confidential" "NATO CONFIDENTIAL",
        "secret" "NATO SECRET",
    }
}

const fn number(unit: Unit, direction: crate::solicitations::Direction, range: (i64, i64)) -> Kind {
    Kind::Number {
        unit,
        direction: Some(direction),
        range,
    }
}

const fn stated(unit: Unit, range: (i64, i64)) -> Kind {
    Kind::Number {
        unit,
        direction: None,
        range,
    }
}

/// Writes the entries as a table: code, group, kind, name; below it the definition.
macro_rules! parameters {
    ($($code:literal $group:ident ($kind:expr) $name:literal: $definition:literal;)+) => {
        /// Every entry, by group.
        pub(super) const PARAMETERS: &[Parameter] = &[$(Parameter {
            code: $code,
            name: $name,
            group: Group::$group,
            kind: $kind,
            definition: $definition,
        }),+];
    };
}

parameters! {
    "eo.sensor" Observation (Kind::Choice(SENSORS)) "Kind of sensor":
        "What the images or detections are made with.";
    "eo.ground_sample_distance" Observation (number(Unit::Metre, Lower, (0, 10000))) "Ground sample distance":
        "Distance on the ground between the centres of neighbouring pixels, seen straight down, before any resampling.";
    "eo.radar_resolution" Observation (number(Unit::Metre, Lower, (0, 10000))) "Radar resolution":
        "The coarser of range and azimuth resolution on the ground in the finest mode that is offered as a standard product.";
    "eo.radar_band" Observation (Kind::Choice(RADAR_BANDS)) "Radar band":
        "Frequency band of the imaging radar.";
    "eo.revisit_median" Observation (number(Unit::Hour, Lower, (0, 8784))) "Revisit, median":
        "Median time between two chances to image the same place within the stated off-nadir angle, at the latitude that the requirement names.";
    "eo.revisit_longest" Observation (number(Unit::Hour, Lower, (0, 8784))) "Revisit, longest gap":
        "Longest time without a chance to image the same place within the stated off-nadir angle.";
    "eo.latency" Observation (number(Unit::Hour, Lower, (0, 8784))) "Latency":
        "Time from the end of collection until the ordered product can be fetched by the user.";
    "eo.tasking_time" Observation (number(Unit::Hour, Lower, (0, 8784))) "Tasking time":
        "Time from a confirmed order until collection, for the priority tier that the price line names.";
    "eo.swath" Observation (number(Unit::Kilometre, Higher, (0, 20000))) "Swath":
        "Width on the ground of one collection, seen straight down.";
    "eo.area_per_day" Observation (number(Unit::SquareKilometrePerDay, Higher, (0, 600000000))) "Area per day":
        "Area that can be collected and delivered in 24 hours within the reserved capacity, without counting the same place twice.";
    "eo.images_per_day" Observation (number(Unit::PerDay, Higher, (0, 1000000))) "Images per day":
        "Images that can be collected and delivered in 24 hours within the reserved capacity.";
    "eo.geolocation_accuracy" Observation (number(Unit::Metre, Lower, (0, 100000))) "Geolocation accuracy":
        "Radius of the circle on the ground that holds 90 % of points (CE90), without ground control points.";
    "eo.off_nadir" Observation (number(Unit::Degree, Higher, (0, 90))) "Off-nadir angle":
        "Largest angle from straight down at which the stated resolution and accuracy still hold.";
    "eo.cloud_cover" Observation (number(Unit::Percent, Lower, (0, 100))) "Cloud cover accepted":
        "Largest share of the ordered area under cloud in an image that counts as delivered.";
    "eo.spectral_bands" Observation (number(Unit::One, Higher, (1, 1000))) "Spectral bands":
        "Number of separate spectral bands delivered.";
    "eo.night" Observation (Kind::YesNo) "Images at night":
        "Whether the stated performance holds in darkness.";
    "eo.direct_downlink" Observation (Kind::YesNo) "Direct downlink":
        "Whether images can be received by a ground station of the buyer while the satellite passes.";
    "coverage.northern_latitude" Coverage (number(Unit::Degree, Higher, (-90, 90))) "Coverage to the north":
        "Northernmost latitude up to which the service is given with the stated performance; south of the equator as a negative number.";
    "coverage.southern_latitude" Coverage (number(Unit::Degree, Lower, (-90, 90))) "Coverage to the south":
        "Southernmost latitude down to which the service is given with the stated performance; south of the equator as a negative number.";
    "coverage.region" Coverage (Kind::Text) "Region covered":
        "Region or places for which the service is given, in words.";
    "orbit.regime" Coverage (Kind::Choice(REGIMES)) "Orbit":
        "Kinds of orbit used.";
    "orbit.altitude" Coverage (stated(Unit::Kilometre, (80, 500000))) "Orbit altitude":
        "Height of the orbit over the mean surface; for an ellipse its highest point.";
    "orbit.inclination" Coverage (stated(Unit::Degree, (0, 180))) "Orbit inclination":
        "Angle between orbit and equator.";
    "constellation.satellites" Coverage (number(Unit::One, Higher, (0, 100000))) "Satellites in service":
        "Number of satellites in orbit that give the service today; planned ones are not counted.";
    "com.band" Communications (Kind::Choice(LINK_BANDS)) "Band":
        "Frequency bands of the user link.";
    "com.rate_to_user" Communications (number(Unit::MegabitPerSecond, Higher, (0, 1000000))) "Data rate to the user":
        "Committed information rate from the satellite to one terminal.";
    "com.rate_from_user" Communications (number(Unit::MegabitPerSecond, Higher, (0, 1000000))) "Data rate from the user":
        "Committed information rate from one terminal to the satellite.";
    "com.bandwidth" Communications (number(Unit::Megahertz, Higher, (0, 100000))) "Leased bandwidth":
        "Bandwidth that is leased over the area covered.";
    "com.round_trip" Communications (number(Unit::Millisecond, Lower, (0, 100000))) "Round-trip time":
        "Median time from a terminal to the service’s exit on the ground and back.";
    "com.eirp" Communications (number(Unit::DecibelWatt, Higher, (-100, 200))) "EIRP":
        "Equivalent isotropically radiated power at the edge of the area covered.";
    "com.g_over_t" Communications (number(Unit::DecibelPerKelvin, Higher, (-100, 100))) "G/T":
        "Gain of the satellite’s receiving antenna over its noise temperature at the edge of the area covered.";
    "com.terminals" Communications (number(Unit::One, Higher, (0, 10000000))) "Terminals at once":
        "Terminals that can be served at the same time at the committed rate.";
    "com.protected" Communications (Kind::YesNo) "Protected waveform":
        "Whether the link withstands intentional interference by its waveform; what exactly is claimed is told in the offer.";
    "com.steerable_beam" Communications (Kind::YesNo) "Steerable beam":
        "Whether the area covered can be moved on request during the term.";
    "sda.sensor" Awareness (Kind::Choice(OBSERVERS)) "Kind of sensor":
        "What objects are observed with.";
    "sda.regime" Awareness (Kind::Choice(REGIMES)) "Orbits observed":
        "Kinds of orbit in which objects are followed.";
    "sda.tracked_objects" Awareness (number(Unit::One, Higher, (0, 100000000))) "Tracked objects":
        "Objects of which an orbit is kept that is not older than the stated update time.";
    "sda.detection_size" Awareness (number(Unit::Centimetre, Lower, (0, 10000))) "Detection size":
        "Diameter of the smallest object that is detected at least nine times in ten, in the orbit named.";
    "sda.position_accuracy" Awareness (number(Unit::Metre, Lower, (0, 1000000))) "Position accuracy":
        "Error of the position at the moment of observation that 95 % of observations stay below.";
    "sda.update_time" Awareness (number(Unit::Hour, Lower, (0, 8784))) "Update time":
        "Median time between two observations of the same object.";
    "sda.manoeuvre_notice" Awareness (number(Unit::Hour, Lower, (0, 8784))) "Notice of a manoeuvre":
        "Time from a manoeuvre of an object until users are told.";
    "sda.conjunction_lead" Awareness (number(Unit::Hour, Higher, (0, 8784))) "Warning before a close approach":
        "Time before a close approach at which the first warning is sent.";
    "pnt.position_accuracy" Navigation (number(Unit::Metre, Lower, (0, 100000))) "Position accuracy":
        "Horizontal error of a user’s position that 95 % of fixes stay below.";
    "pnt.timing_accuracy" Navigation (number(Unit::Microsecond, Lower, (0, 1000000))) "Timing accuracy":
        "Error of the time against UTC that 95 % of readings stay below.";
    "pnt.authenticated" Navigation (Kind::YesNo) "Authenticated signal":
        "Whether a receiver can tell the true signal from an imitation.";
    "sew.forecast_lead" Environment (number(Unit::Hour, Higher, (0, 8784))) "Forecast lead time":
        "How far ahead a space-weather event is forecast with the stated skill.";
    "sew.update_time" Environment (number(Unit::Minute, Lower, (0, 527040))) "Update time":
        "Time between two issues of the same product.";
    "launch.mass" Launch (number(Unit::Kilogram, Higher, (0, 1000000))) "Launch mass":
        "Mass of the payload, without its adapter, that is brought into the orbit stated.";
    "launch.regime" Launch (Kind::Choice(REGIMES)) "Orbits reached":
        "Kinds of orbit into which payloads are brought.";
    "launch.altitude" Launch (stated(Unit::Kilometre, (80, 500000))) "Altitude reached":
        "Height of the orbit for which the mass is stated.";
    "launch.inclination" Launch (stated(Unit::Degree, (0, 180))) "Inclination reached":
        "Inclination of the orbit for which the mass is stated.";
    "launch.call_up_time" Launch (number(Unit::Day, Lower, (0, 3660))) "Call-up time":
        "Days from an order under standing arrangements until lift-off.";
    "launch.per_year" Launch (number(Unit::One, Higher, (0, 10000))) "Launches per year":
        "Launches that can be made in a calendar year.";
    "launch.injection_accuracy" Launch (number(Unit::Kilometre, Lower, (0, 10000))) "Injection accuracy":
        "Error of the altitude that 99.7 % of injections (three sigma) stay below.";
    "launch.dedicated" Launch (Kind::YesNo) "Dedicated launch":
        "Whether orbit and time are the buyer’s to choose.";
    "ground.stations" Ground (number(Unit::One, Higher, (0, 10000))) "Ground stations":
        "Separate places with at least one antenna in service.";
    "ground.band" Ground (Kind::Choice(LINK_BANDS)) "Bands":
        "Frequency bands that can be received or sent.";
    "ground.antenna_diameter" Ground (number(Unit::Metre, Higher, (0, 100))) "Antenna diameter":
        "Diameter of the largest antenna that is reserved.";
    "ground.passes_per_day" Ground (number(Unit::PerDay, Higher, (0, 100000))) "Passes per day":
        "Contacts of at least five minutes that can be booked in 24 hours.";
    "ground.rate" Ground (number(Unit::MegabitPerSecond, Higher, (0, 1000000))) "Reception rate":
        "Data rate at which one satellite is received.";
    "ground.volume_per_day" Ground (number(Unit::GigabytePerDay, Higher, (0, 10000000))) "Volume per day":
        "Data that can be received and passed on in 24 hours.";
    "ground.delivery_time" Ground (number(Unit::Minute, Lower, (0, 527040))) "Delivery time":
        "Time from the end of a contact until its data reach the buyer.";
    "data.volume" Data (number(Unit::Gigabyte, Higher, (0, 1000000000))) "Data volume":
        "Data delivered or kept over the term.";
    "data.retention" Data (number(Unit::Day, Higher, (0, 36600))) "Retention":
        "Time for which delivered data stay available without a new order.";
    "data.format" Data (Kind::Text) "Formats":
        "Formats and standards in which data are delivered.";
    "data.licence" Data (Kind::Choice(LICENCES)) "Who may see derived products":
        "Widest circle to which products made from the data may be given without further payment.";
    "service.availability" Service (number(Unit::Percent, Higher, (0, 100))) "Availability":
        "Share of a calendar month in which the service is usable as stated; announced maintenance counts as not usable.";
    "service.restoration_time" Service (number(Unit::Hour, Lower, (0, 8784))) "Restoration time":
        "Time from the report of a fault until the service is usable again, kept in at least 95 % of faults.";
    "service.activation_time" Service (number(Unit::Hour, Lower, (0, 87840))) "Activation time":
        "Time from a valid call-off until the service can be used.";
    "service.surge" Service (number(Unit::Percent, Higher, (0, 10000))) "Surge capacity":
        "Capacity on top of the reserved one that is given on notice, as a share of the reserved one.";
    "service.surge_notice" Service (number(Unit::Hour, Lower, (0, 8784))) "Surge notice":
        "Notice after which the surge capacity is given.";
    "service.mean_time_between_failures" Service (number(Unit::Hour, Higher, (0, 1000000))) "Time between failures":
        "Mean time between two interruptions of more than one minute.";
    "service.classification" Service (Kind::Choice(CLASSIFICATIONS)) "Classification handled":
        "Highest classification that the service is accredited to handle.";
    "service.encrypted" Service (Kind::YesNo) "Encrypted throughout":
        "Whether data are encrypted from the sender to the user, with keys that the buyer controls.";
    "service.within_alliance" Service (Kind::YesNo) "Operated within the Alliance":
        "Whether control centre, ground segment and data stay in Allied nations.";
}
