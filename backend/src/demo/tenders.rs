//! The solicitations of the story, each at another point of its life.

use super::tender::{Bid, Tender};

const REVISIT: [&str; 5] = ["Median revisit at 70° N", "h", "lower", "6", "2"];
const DELIVERY: [&str; 5] = [
    "Order to delivery, 90th percentile",
    "min",
    "lower",
    "120",
    "30",
];
const DETAIL: [&str; 5] = ["Ground sample distance", "m", "lower", "1", "0.5"];
const AVAILABILITY: [&str; 5] = [
    "Availability of the link, per month",
    "%",
    "higher",
    "99.5",
    "99.9",
];
const RATE: [&str; 5] = [
    "Committed information rate per terminal",
    "Mbit/s",
    "higher",
    "20",
    "60",
];

/// Awarded a year ago; its contract is performing.
pub(super) const ASSURED_ACCESS: Tender = Tender {
    key: "assured access",
    title: "Assured SAR access, High North",
    need: "Radar imagery of the High North at any hour and in any weather, in peace, crisis and conflict, with orders \
           fulfilled within two hours. The service must keep running when demand surges.",
    area: "FA-ISR",
    strategy: &["CSS-1.1", "CSS-2.1"],
    programme: "APSS",
    estimate: "9 000 000",
    vehicle: "fixed_price",
    published: -400,
    closes: -362,
    lots: &[],
    awarded_by: "whole",
    requirements: &[REVISIT, DELIVERY],
    criteria: &[
        ["Coverage and revisit", "50"],
        ["Delivery chain", "30"],
        ["Security and resilience", "20"],
    ],
    bids: &[
        Bid {
            by: "provider",
            nation: "NO",
            currency: "NOK",
            lines: &[
                (
                    "Monitoring service, base year",
                    "month",
                    "12",
                    "3 400 000",
                    false,
                ),
                ("Second year", "month", "12", "3 300 000", true),
                ("Third year", "month", "12", "3 200 000", true),
            ],
            summary: "Eight small radar satellites in polar orbits, three ground stations above 68° N, and a surge mode that doubles the acquisitions for thirty days.",
            declared: &["1.8", "22"],
            scores: &[&["92", "82", "72", "5"], &["88", "78", "68", "5"]],
        },
        Bid {
            by: "provider2",
            nation: "FI",
            currency: "EUR",
            lines: &[
                (
                    "Monitoring service, base year",
                    "month",
                    "12",
                    "250 000",
                    false,
                ),
                ("Second year", "month", "12", "250 000", true),
                ("Third year", "month", "12", "245 000", true),
            ],
            summary: "A radar constellation with a Finnish ground segment and automatic ship detection.",
            declared: &["4.0", "48"],
            scores: &[&["70", "76", "82", "4"], &["70", "74", "78", "4"]],
        },
        Bid {
            by: "provider3",
            nation: "DE",
            currency: "EUR",
            lines: &[
                (
                    "Monitoring service, base year",
                    "month",
                    "12",
                    "168 000",
                    false,
                ),
                ("Second year", "month", "12", "168 000", true),
                ("Third year", "month", "12", "168 000", true),
            ],
            summary: "Optical and radar imagery from partners, delivered from one archive.",
            declared: &["5.5", "95"],
            scores: &[&["62", "56", "66", "3"], &["58", "54", "64", "3"]],
        },
    ],
};

/// Awarded; its vehicle has two orders.
pub(super) const TERMINALS: Tender = Tender {
    key: "terminals",
    title: "SATCOM terminals and airtime on call",
    need: "Terminals and airtime that nations can call off at short notice for exercises and deployments.",
    area: "FA-SATCOM",
    strategy: &["CSS-1.3", "CSS-2.1"],
    programme: "NSS6G",
    estimate: "4 800 000",
    vehicle: "idiq",
    published: -270,
    closes: -232,
    lots: &[],
    awarded_by: "whole",
    requirements: &[AVAILABILITY],
    criteria: &[
        ["Availability and resilience", "60"],
        ["Delivery at short notice", "40"],
    ],
    bids: &[
        Bid {
            by: "provider2",
            nation: "FI",
            currency: "EUR",
            lines: &[
                ("Terminal with two bands", "piece", "60", "19 900", false),
                ("Airtime", "month", "36", "62 000", false),
            ],
            summary: "Two bands from one terminal, delivered within ten days from stock.",
            declared: &["99.9"],
            scores: &[&["82", "88", "4"], &["80", "84", "4"]],
        },
        Bid {
            by: "provider4",
            nation: "GR",
            currency: "EUR",
            lines: &[
                ("Terminal", "piece", "60", "21 000", false),
                ("Airtime", "month", "36", "58 500", false),
            ],
            summary: "Terminals from a partner with a maritime variant.",
            declared: &["99.6"],
            scores: &[&["66", "60", "3"], &["64", "62", "3"]],
        },
    ],
};

/// Evaluated; the officer compares and has not yet recommended.
pub(super) const MARITIME: Tender = Tender {
    key: "maritime",
    title: "Persistent maritime monitoring, Baltic and High North",
    need: "Detect and follow ships that do not report themselves, day and night, with products that every participating \
           nation may use. Small providers must be able to offer.",
    area: "FA-ISR",
    strategy: &["CSS-1.1", "CSS-1.3", "CSS-2.1"],
    programme: "APSS",
    estimate: "12 000 000",
    vehicle: "idiq",
    published: -62,
    closes: -24,
    lots: &[],
    awarded_by: "whole",
    requirements: &[REVISIT, DELIVERY, DETAIL],
    criteria: &[
        ["Coverage and revisit", "50"],
        ["Delivery chain", "30"],
        ["Products and sharing", "20"],
    ],
    bids: &[
        Bid {
            by: "provider",
            nation: "NO",
            currency: "NOK",
            lines: &[
                ("Monitoring, per month", "month", "36", "3 250 000", false),
                ("Surge days", "day", "60", "190 000", true),
            ],
            summary: "Radar satellites with automatic detection, fused with radio signals; products released to all participating nations.",
            declared: &["1.8", "22", "0.5"],
            scores: &[&["90", "82", "71", "5"], &["90", "78", "69", "5"]],
        },
        Bid {
            by: "provider2",
            nation: "FI",
            currency: "EUR",
            lines: &[
                ("Monitoring, per month", "month", "36", "232 000", false),
                ("Surge days", "day", "60", "11 500", true),
            ],
            summary: "A radar constellation with a Finnish ground segment and automatic ship detection.",
            declared: &["4.0", "48", "0.5"],
            scores: &[&["72", "76", "82", "4"], &["68", "74", "78", "4"]],
        },
        Bid {
            by: "provider3",
            nation: "DE",
            currency: "EUR",
            lines: &[
                ("Monitoring, per month", "month", "36", "158 000", false),
                ("Surge days", "day", "60", "6 000", true),
            ],
            summary: "Optical and radar imagery from partners, delivered from one archive.",
            declared: &["5.5", "95", "0.8"],
            scores: &[&["64", "56", "66", "3"], &["40", "54", "64", "3"]],
        },
        Bid {
            by: "provider4",
            nation: "GR",
            currency: "EUR",
            lines: &[
                ("Monitoring, per month", "month", "36", "255 000", false),
                ("Surge days", "day", "60", "9 900", true),
            ],
            summary: "Optical satellites with on-board detection, and radar from a partner on request.",
            declared: &["4.2", "", "0.9"],
            scores: &[&["60", "64", "60", "3"], &["58", "62", "62", "3"]],
        },
    ],
};

/// Opened; one evaluator has handed in, the other owes the scores.
pub(super) const ARCHIVE: Tender = Tender {
    key: "archive",
    title: "Archive access for exercises",
    need: "Imagery of training areas from the last five years, ready to use in exercises, trials and demonstrations.",
    area: "FA-ISR",
    strategy: &["CSS-1.4"],
    programme: "APSS",
    estimate: "2 400 000",
    vehicle: "subscription",
    published: -50,
    closes: -9,
    lots: &[],
    awarded_by: "whole",
    requirements: &[DETAIL],
    criteria: &[["Depth of the archive", "60"], ["Ease of use", "40"]],
    bids: &[
        Bid {
            by: "provider3",
            nation: "DE",
            currency: "EUR",
            lines: &[("Subscription", "year", "3", "610 000", false)],
            summary: "Five years of imagery at 0.5 m with a programming interface.",
            declared: &["0.5"],
            scores: &[&["84", "80", "4"]],
        },
        Bid {
            by: "provider4",
            nation: "GR",
            currency: "EUR",
            lines: &[("Subscription", "year", "3", "540 000", false)],
            summary: "Four years of imagery at 0.9 m with a map service.",
            declared: &["0.9"],
            scores: &[&["66", "74", "3"]],
        },
    ],
};

/// Closed and sealed: two opening officers are awaited.
pub(super) const RELAY: Tender = Tender {
    key: "relay",
    title: "Managed SATCOM for deployed headquarters",
    need: "A managed service with terminals for deployed headquarters that stays available under interference.",
    area: "FA-SATCOM",
    strategy: &["CSS-1.1", "CSS-2.3"],
    programme: "NSS6G",
    estimate: "7 500 000",
    vehicle: "idiq",
    published: -40,
    closes: -2,
    lots: &["Service", "Terminals"],
    awarded_by: "whole",
    requirements: &[AVAILABILITY, RATE],
    criteria: &[
        ["Availability and resilience", "60"],
        ["Terminals and support", "40"],
    ],
    bids: &[
        Bid {
            by: "provider",
            nation: "NO",
            currency: "EUR",
            lines: &[
                ("Service", "month", "24", "118 000", false),
                ("Terminal", "piece", "40", "21 500", false),
            ],
            summary: "A polar constellation with two gateways in different nations.",
            declared: &["99.8", "45"],
            scores: &[],
        },
        Bid {
            by: "provider2",
            nation: "FI",
            currency: "EUR",
            lines: &[
                ("Service", "month", "24", "124 000", false),
                ("Terminal", "piece", "40", "19 900", false),
            ],
            summary: "Two bands from one terminal, with automatic change under interference.",
            declared: &["99.9", "60"],
            scores: &[],
        },
    ],
};

/// Published and open for offers; one is submitted, one is being written.
pub(super) const WARNING: Tender = Tender {
    key: "warning",
    title: "Conjunction warning and space domain awareness data",
    need: "Warnings of close approaches for nations' satellites with enough lead time to act, and the data behind them.",
    area: "FA-SSA",
    strategy: &["CSS-2.4"],
    programme: "3SAS",
    estimate: "3 900 000",
    vehicle: "subscription",
    published: -16,
    closes: 21,
    lots: &[],
    awarded_by: "whole",
    requirements: &[
        ["Lead time of a warning, median", "h", "higher", "24", "72"],
        [
            "Smallest tracked object in low orbit",
            "cm",
            "lower",
            "10",
            "4",
        ],
    ],
    criteria: &[["Quality of the catalogue", "70"], ["Integration", "30"]],
    bids: &[
        Bid {
            by: "provider2",
            nation: "FI",
            currency: "EUR",
            lines: &[("Data subscription", "year", "3", "980 000", false)],
            summary: "Radar and optical tracking from five sites, with a catalogue updated every two hours.",
            declared: &["60", "6"],
            scores: &[],
        },
        Bid {
            by: "provider",
            nation: "NO",
            currency: "NOK",
            lines: &[("Data subscription", "year", "3", "11 900 000", false)],
            summary: "Observations from our own satellites added to a partner's catalogue.",
            declared: &["48", "8"],
            scores: &[],
        },
    ],
};

/// Being written.
pub(super) const LAUNCH: Tender = Tender {
    key: "launch",
    title: "Responsive launch for replacement satellites",
    need: "A small satellite brought into a chosen low orbit within thirty days of the call.",
    area: "FA-ISR",
    strategy: &["CSS-1.3", "CSS-2.3"],
    programme: "STARLIFT",
    estimate: "15 000 000",
    vehicle: "assured_access",
    published: 14,
    closes: 60,
    lots: &[],
    awarded_by: "whole",
    requirements: &[["From call to orbit", "d", "lower", "30", "14"]],
    criteria: &[["Readiness", "60"], ["Orbit and mass", "40"]],
    bids: &[],
};
