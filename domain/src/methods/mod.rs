//! Procurement methods as dated configuration: which are lawful for a purchase, what each asks for, and where that stands.
//!
//! The rules are tables in [`book`]; [`lawful_methods`] reads them and holds no rule of its own.

mod admission;
pub mod book;
mod grounds;
mod lawful;
mod rule;
#[cfg(test)]
mod tests;
mod thresholds;

pub use self::{
    admission::Admission,
    grounds::{GROUNDS, Ground},
    lawful::{Proposal, Purchase, Standing, Verdict, lawful_methods, verdict},
    rule::{Bound, Duty, Late, LateOffers, MethodRule, Offerers, PriceOpening, Step},
    thresholds::{NPP_2025, Thresholds, eur},
};
use crate::states::named::named_enum;
use chrono::{DateTime, NaiveDate, Utc};

named_enum! {
    /// How a purchase is competed. Each value is only a name: what it allows and asks for is in [`book`].
    pub enum Method {
        Ncp "ncp" "NATO Competitive Procurement" "Open to every eligible vendor of the participating nations.",
        Lc "lc" "Limited Competition" "A competition among a stated pool of vendors.",
        Pca "pca" "Pre-competed Award" "An award under a framework that was openly competed within the last five years.",
        Mini "mini" "Framework with mini-competition" "The holders of a framework compete for an order on its terms.",
        Ss "ss" "Sole Source" "Negotiated with one vendor, with a justification and the approval of governance.",
        Simpl "simpl" "Simplified procurement" "A simplified procedure at or below EFL Level E.",
        Lpc "lpc" "Lowest price compliant" "NSPA compares prices; the cheapest compliant offer wins.",
        Bv "bv" "Best value" "NSPA weighs quality and price by published criteria.",
        Cn "cn" "Competition with negotiation" "NSPA asks for offers first and negotiates within published limits.",
        Cd "cd" "Competitive dialogue" "NSPA shapes solutions in talks with several bidders before final offers.",
        Aqo "aqo" "Acquisition by Qualified Options" "NSPA qualifies several different solutions, from which nations choose.",
        Cso "cso" "Commercial solutions opening" "A rolling call for innovative commercial offers, each reviewed on its own.",
        Ota "ota" "Other Transaction agreement" "An agreement outside procurement law for a prototype and its follow-on production.",
        Ncb "ncb" "National Competitive Bidding" "A competition of the host or user nation under its own rules.",
        NcbPlus "ncb_plus" "National Competitive Bidding Plus" "National bidding opened to all participating nations.",
        Pib "pib" "Pre-competed Infrastructure Bidding" "Infrastructure bought by a nation under a framework already competed.",
        Tl "tl" "Troop Labour" "Work done by a nation's own troops.",
    }
}

named_enum! {
    /// Who runs the purchase and answers for it.
    pub enum Authority {
        Ncia "ncia" "NCIA" "The NATO Communications and Information Agency.",
        Nspa "nspa" "NSPA" "The NATO Support and Procurement Agency.",
        Nation "nation" "Host or user nation" "A nation that buys for the NATO Security Investment Programme.",
        UnitedStates "us" "United States agency" "A contracting activity of the United States under its own law.",
    }
}

impl Method {
    /// The abbreviation people write.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Ncp => "NCP",
            Self::Lc => "LC",
            Self::Pca => "PCA",
            Self::Mini => "MINI",
            Self::Ss => "SS",
            Self::Simpl => "SIMPL",
            Self::Lpc => "LPC",
            Self::Bv => "BV",
            Self::Cn => "CN",
            Self::Cd => "CD",
            Self::Aqo => "AQO",
            Self::Cso => "CSO",
            Self::Ota => "OTA",
            Self::Ncb => "NCB",
            Self::NcbPlus => "NCB+",
            Self::Pib => "PIB",
            Self::Tl => "TL",
        }
    }

    /// The rule by which an authority uses the method on a day; `None` when it may not, or not yet.
    #[must_use]
    pub fn rule(self, authority: Authority, on: NaiveDate) -> Option<&'static MethodRule> {
        MethodRule::in_force(book::all(), self, authority, on)
    }
}

/// The rule by which a recorded solicitation runs: that of its method and authority on the day of its publication.
///
/// Records from before authorities were kept are NCIA's. `None` for a method that the book does not know, and where no rule
/// held that day.
#[must_use]
pub fn rule_of(
    method: &str,
    authority: Option<&str>,
    published_at: Option<DateTime<Utc>>,
) -> Option<&'static MethodRule> {
    let method: Method = method.to_lowercase().parse().ok()?;
    let authority = match authority {
        None => Authority::Ncia,
        Some(code) => code.parse().ok()?,
    };
    method.rule(authority, published_at?.date_naive())
}

named_enum! {
    /// Words of the rules before 2025 (AC/4-D/2261, AC/4-D(2008)0002-REV2), still met in running contracts.
    ///
    /// Only a label: no rule is attached to them (NPP 51).
    pub enum LegacyMethod {
        Icb "icb" "International Competitive Bidding (ICB)",
        IcbBv "icb_bv" "International Competitive Bidding, best value (ICB+BV)",
        Ncb "ncb" "National Competitive Bidding (NCB)",
        Boa "boa" "Basic Ordering Agreement (BOA)",
    }
}
