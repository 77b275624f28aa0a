//! How commercial space services are priced.

use crate::states::named::named_enum;

named_enum! {
    /// The pricing model of a contract line (own design, after patterns of the market).
    pub enum PricingModel {
        Subscription "subscription" "Subscription" "A steady fee for an archive or for monitoring an area.",
        Tasking "tasking" "Tasking" "A price for each new image or area, by priority tier.",
        AssuredCapacity "assured_capacity" "Assured capacity" "A reserved share of an orbit, minutes or passes, used or not.",
        SatcomLease "satcom_lease" "Satellite bandwidth lease" "Raw bandwidth in a band and beam, by the month.",
        ManagedSatcom "managed_satcom" "Managed satellite communications" "An end-to-end data rate for each terminal.",
        Airtime "airtime" "Voice and data airtime" "Minutes or megabytes from a pool, with overage.",
        GroundStation "ground_station" "Ground station" "Contact time by pass, by volume, or reserved.",
        HostedPayload "hosted_payload" "Hosted payload" "Mass, power, data and lifetime on another's satellite.",
        Launch "launch" "Launch" "A slot or mass to an orbit within a window.",
        StandbyFee "standby_fee" "Standby fee" "A monthly fee for guaranteed availability, plus a call-off rate.",
        Surge "surge" "Surge" "A multiplier or rate for each readiness level.",
    }
}

impl PricingModel {
    /// What one unit of price buys.
    #[must_use]
    pub const fn unit(self) -> &'static str {
        match self {
            Self::Subscription => "month or year, area in km²",
            Self::Tasking => "image or km²",
            Self::AssuredCapacity => "share of orbit, minutes per day or pass",
            Self::SatcomLease => "MHz per month",
            Self::ManagedSatcom => "Mbit/s per terminal",
            Self::Airtime => "minute or MB",
            Self::GroundStation => "pass or GB",
            Self::HostedPayload => "kg, W and GB over the lifetime",
            Self::Launch => "slot or kg to orbit",
            Self::StandbyFee => "month of availability",
            Self::Surge => "multiplier or rate per readiness level",
        }
    }

    /// What the line must state for the price to be understood.
    #[must_use]
    pub const fn terms(self) -> &'static [&'static str] {
        match self {
            Self::Subscription => &[
                "area of interest",
                "refresh",
                "users or licence tier",
                "fee",
            ],
            Self::Tasking => &[
                "ground sample distance",
                "off-nadir angle",
                "cloud limit",
                "window",
                "tier price",
                "minimum area",
            ],
            Self::AssuredCapacity => &["reserved quantity", "use or lose", "rollover"],
            Self::SatcomLease => &["bandwidth", "power", "protection class", "preemptible"],
            Self::ManagedSatcom => &[
                "committed and maximum rate",
                "availability",
                "latency",
                "contention",
            ],
            Self::Airtime => &["pool", "overage"],
            Self::GroundStation => &["antenna", "band", "latency"],
            Self::HostedPayload => &["integration milestones", "exclusivity"],
            Self::Launch => &["window", "rebooking", "call-up days"],
            Self::StandbyFee => &["activation time", "call-off rate"],
            Self::Surge => &[
                "trigger",
                "notice hours",
                "cap",
                "duration",
                "priority class",
            ],
        }
    }
}
