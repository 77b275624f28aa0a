//! A solicitation of the story that is awarded lot by lot.

use super::tender::{Bid, Tender};

/// Evaluated lot by lot: a result is stored for each lot, and another offer is first in each.
pub(super) const WEATHER: Tender = Tender {
    key: "weather",
    title: "Weather and sea ice data by lot",
    need: "Radar maps of sea ice and soundings of the atmosphere for routes and exercises in the High North, each from whoever does it best.",
    area: "FA-ISR",
    strategy: &["CSS-1.4"],
    programme: "APSS",
    estimate: "5 200 000",
    vehicle: "subscription",
    published: -66,
    closes: -24,
    lots: &["Sea ice maps", "Atmospheric soundings"],
    awarded_by: "lot",
    requirements: &[REFRESH],
    criteria: &[["Coverage", "60"], ["Delivery", "40"]],
    bids: &[
        Bid {
            by: "provider",
            nation: "NO",
            currency: "EUR",
            lines: &[
                ("Sea ice maps", "month", "24", "71 000", false),
                ("Atmospheric soundings", "month", "24", "93 000", false),
            ],
            summary: "Radar maps twice a day from eight satellites, and soundings from a partner's receivers.",
            declared: &["11"],
            scores: &[&["86", "80", "5"], &["82", "78", "5"]],
        },
        Bid {
            by: "provider2",
            nation: "FI",
            currency: "EUR",
            lines: &[
                ("Sea ice maps", "month", "24", "88 000", false),
                ("Atmospheric soundings", "month", "24", "79 000", false),
            ],
            summary: "Ice charts drawn by analysts, and soundings by radio occultation within three hours.",
            declared: &["20"],
            scores: &[&["76", "78", "4"], &["74", "76", "4"]],
        },
        Bid {
            by: "provider3",
            nation: "DE",
            currency: "EUR",
            lines: &[
                ("Sea ice maps", "month", "24", "", false),
                ("Atmospheric soundings", "month", "24", "52 000", false),
            ],
            summary: "Soundings by radio occultation from twelve satellites in three planes.",
            declared: &["6"],
            scores: &[&["82", "76", "5"], &["80", "78", "5"]],
        },
    ],
};

const REFRESH: [&str; 5] = ["Time between two updates", "h", "lower", "24", "6"];

/// Awarded lot by lot; its contracts have three holders under one framework.
pub(super) const PASSES: Tender = Tender {
    key: "passes",
    title: "Ground station passes on call",
    need: "Passes of ground stations north, east and south of the area, called off for exercises and operations when they are needed.",
    area: "FA-SATCOM",
    strategy: &["CSS-1.1"],
    programme: "APSS",
    estimate: "2 400 000",
    vehicle: "framework_agreement",
    published: -240,
    closes: -200,
    lots: &["Northern stations", "Baltic stations", "Alpine stations"],
    awarded_by: "lot",
    requirements: &[STATIONS],
    criteria: &[["Stations and antennas", "60"], ["Booking", "40"]],
    bids: &[
        Bid {
            by: "provider",
            nation: "NO",
            currency: "EUR",
            lines: &[
                ("Northern stations", "pass", "400", "210", false),
                ("Baltic stations", "pass", "400", "", false),
                ("Alpine stations", "pass", "400", "", false),
            ],
            summary: "Three stations above 68° N with two antennas each, booked until ten minutes before the pass.",
            declared: &["99.7"],
            scores: &[&["88", "80", "5"], &["84", "78", "5"]],
        },
        Bid {
            by: "provider2",
            nation: "FI",
            currency: "EUR",
            lines: &[
                ("Northern stations", "pass", "400", "", false),
                ("Baltic stations", "pass", "400", "195", false),
                ("Alpine stations", "pass", "400", "", false),
            ],
            summary: "Two stations at the Baltic, connected to the Alliance’s network.",
            declared: &["99.5"],
            scores: &[&["80", "82", "5"], &["78", "80", "5"]],
        },
        Bid {
            by: "provider3",
            nation: "DE",
            currency: "EUR",
            lines: &[
                ("Northern stations", "pass", "400", "", false),
                ("Baltic stations", "pass", "400", "", false),
                ("Alpine stations", "pass", "400", "225", false),
            ],
            summary: "One large station in the Alps for passes that others cannot see.",
            declared: &["99.8"],
            scores: &[&["82", "76", "5"], &["80", "78", "5"]],
        },
    ],
};

const STATIONS: [&str; 5] = [
    "Availability of the stations, per month",
    "%",
    "higher",
    "99",
    "99.8",
];
