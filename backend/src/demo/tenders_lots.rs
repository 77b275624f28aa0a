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
