//! Procurement methods of NATO common funding and the values from which each is lawful.

#[cfg(test)]
mod tests;
mod thresholds;

pub use self::thresholds::{NPP_2025, Standing, Thresholds, Verdict};
use crate::states::named::named_enum;

named_enum! {
    /// How a purchase is competed (NPP 19-26; METH).
    pub enum Method {
        Ncp "ncp" "NATO Competitive Procurement" "Open to every eligible vendor of the participating nations.",
        Lc "lc" "Limited Competition" "A competition among a stated pool of vendors.",
        Pca "pca" "Pre-competed Award" "An award under a framework that was openly competed within the last five years.",
        Ss "ss" "Sole Source" "Negotiated with one vendor; governance approves the method and the vendor.",
        Simpl "simpl" "Simplified procurement" "A simplified procedure at or below EFL Level E.",
        Ncb "ncb" "National Competitive Bidding" "A competition of the host or user nation under its own rules.",
        NcbPlus "ncb_plus" "National Competitive Bidding Plus" "National bidding opened to all participating nations.",
        Pib "pib" "Pre-competed Infrastructure Bidding" "Infrastructure bought by a nation under a framework already competed.",
        Tl "tl" "Troop Labour" "Work done by a nation's own troops.",
    }
}

named_enum! {
    /// Who may use a method.
    pub enum Buyer {
        All "all" "Agencies and nations",
        Nations "nations" "Host and user nations, for NSIP",
        Ncia "ncia" "NCIA",
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
            Self::Ss => "SS",
            Self::Simpl => "SIMPL",
            Self::Ncb => "NCB",
            Self::NcbPlus => "NCB+",
            Self::Pib => "PIB",
            Self::Tl => "TL",
        }
    }

    /// Who may use it.
    #[must_use]
    pub const fn who(self) -> Buyer {
        match self {
            Self::Ncp | Self::Lc | Self::Pca | Self::Ss => Buyer::All,
            Self::Ncb | Self::NcbPlus | Self::Pib | Self::Tl => Buyer::Nations,
            Self::Simpl => Buyer::Ncia,
        }
    }

    /// Document and paragraph that define it.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::Ncp => "NPP 19",
            Self::Pca => "NPP 20",
            Self::Lc => "NPP 21",
            Self::Ss => "NPP 22",
            Self::Ncb | Self::NcbPlus => "NPP 23-24",
            Self::Pib | Self::Tl => "NPP 25-26",
            Self::Simpl => "METH",
        }
    }
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
