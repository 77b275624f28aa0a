//! The value limits as dated configuration: they are reviewed, so each set says from when it holds.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Buyer, Method};
use crate::states::{Tone, named::named_enum};

/// Value limits, each in EUR minor units (cents), for the estimated value including all options over the whole
/// duration, never split (NPP 27, App. 1; METH).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// Established Financial Limit, Level E.
    pub efl_e: i64,
    /// Up to here commercial products and services may also use limited competition and pre-competed award.
    pub commercial_lc: i64,
    /// Up to here commercial products and services may also use pre-competed award.
    pub commercial_pca: i64,
    /// Above this a public notice is needed.
    pub public_notice: i64,
    /// The first day on which these limits hold.
    pub valid_from: NaiveDate,
    /// Document and paragraph.
    pub source: Cow<'static, str>,
}

/// The limits of the Procurement Policy for NATO Common Funding (NPP 27, App. 1; METH).
///
/// The document is dated 2025; the first of January stands for that year.
pub const NPP_2025: Thresholds = Thresholds {
    efl_e: 160_000_000,
    commercial_lc: 2 * 160_000_000,
    commercial_pca: 6 * 160_000_000,
    public_notice: 8_000_000,
    valid_from: match NaiveDate::from_ymd_opt(2025, 1, 1) {
        Some(day) => day,
        None => NaiveDate::MIN,
    },
    source: Cow::Borrowed("NPP 27, App. 1; METH"),
};

named_enum! {
    /// Whether a NATO agency may use a method.
    pub enum Standing {
        Lawful "lawful" "Lawful",
        OnApproval "on_approval" "Only with approval of governance",
        Unlawful "unlawful" "Not available",
    }
}

impl Standing {
    /// How the interface colours it.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Lawful => Tone::Good,
            Self::OnApproval => Tone::Attention,
            Self::Unlawful => Tone::Neutral,
        }
    }
}

/// Whether a method may be used, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The answer.
    pub standing: Standing,
    /// One sentence for people.
    pub why: String,
}

impl Verdict {
    /// Whether the authority may choose the method by itself.
    #[must_use]
    pub fn is_lawful(&self) -> bool {
        self.standing == Standing::Lawful
    }
}

impl Thresholds {
    /// The set that holds on a day: the one with the latest `valid_from` not after it; `None` before the first.
    #[must_use]
    pub fn in_force(sets: &[Self], on: NaiveDate) -> Option<&Self> {
        sets.iter()
            .filter(|set| set.valid_from <= on)
            .max_by_key(|set| set.valid_from)
    }

    /// Whether the estimate, in EUR minor units, lies above EFL Level E; exactly at the level it does not (NPP 27).
    #[must_use]
    pub const fn above_efl_e(&self, estimate_eur_minor: i64) -> bool {
        estimate_eur_minor > self.efl_e
    }

    /// Whether the purchase must be announced to the public (NPP 27: above twice EFL B).
    #[must_use]
    pub const fn needs_public_notice(&self, estimate_eur_minor: i64) -> bool {
        estimate_eur_minor > self.public_notice
    }

    /// Every method and whether a NATO agency may use it (NPP 19-27, App. 1; METH).
    ///
    /// The estimate is in EUR minor units and includes all options over the whole duration. `commercial` says
    /// that a product off the shelf or a commercial service is bought; the authority records why it holds that.
    #[must_use]
    pub fn lawful(&self, estimate_incl_options: i64, commercial: bool) -> Vec<(Method, Verdict)> {
        Method::ALL
            .iter()
            .map(|method| {
                (
                    *method,
                    self.verdict(*method, estimate_incl_options, commercial),
                )
            })
            .collect()
    }

    /// The line of [`lawful`](Self::lawful) for one method.
    #[must_use]
    pub fn verdict(&self, method: Method, estimate_incl_options: i64, commercial: bool) -> Verdict {
        if method.who() == Buyer::Nations {
            return unlawful(
                "Only host and user nations may use it, for the security investment programme."
                    .to_owned(),
            );
        }
        if !self.above_efl_e(estimate_incl_options) {
            return self.verdict_up_to_efl_e(method);
        }
        match method {
            Method::Ncp => lawful("Above EFL E this is the method for every purchase.".to_owned()),
            Method::Ss => on_approval(),
            Method::Lc => {
                self.verdict_commercial(estimate_incl_options, commercial, self.commercial_lc)
            }
            Method::Pca => {
                self.verdict_commercial(estimate_incl_options, commercial, self.commercial_pca)
            }
            _ => unlawful(format!(
                "Simplified procurement ends at EFL E ({}).",
                eur(self.efl_e)
            )),
        }
    }

    fn verdict_up_to_efl_e(&self, method: Method) -> Verdict {
        match method {
            Method::Ss => on_approval(),
            _ => lawful(format!(
                "Up to EFL E ({}) the authority chooses the method.",
                eur(self.efl_e)
            )),
        }
    }

    fn verdict_commercial(&self, estimate: i64, commercial: bool, limit: i64) -> Verdict {
        let (efl_e, top) = (eur(self.efl_e), eur(limit));
        if !commercial {
            unlawful(format!(
                "Above EFL E ({efl_e}) it is open only to commercial products and services."
            ))
        } else if estimate <= limit {
            lawful(format!(
                "Commercial products and services may use it up to {top}."
            ))
        } else {
            unlawful(format!(
                "Even for commercial products and services it ends at {top}."
            ))
        }
    }
}

fn lawful(why: String) -> Verdict {
    Verdict {
        standing: Standing::Lawful,
        why,
    }
}

fn on_approval() -> Verdict {
    let why = "Governance must approve both the method and the vendor first.".to_owned();
    Verdict {
        standing: Standing::OnApproval,
        why,
    }
}

fn unlawful(why: String) -> Verdict {
    Verdict {
        standing: Standing::Unlawful,
        why,
    }
}

/// A limit for people: `EUR 1.6 million`, `EUR 1.25 million`, exact to the cent.
fn eur(minor: i64) -> String {
    let million = rust_decimal::Decimal::new(minor, 8).normalize();
    format!("EUR {million} million")
}
