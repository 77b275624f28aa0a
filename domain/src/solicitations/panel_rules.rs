//! How the panel works, as it is published with the scheme.

use crate::states::named::named_enum;
use serde::{Deserialize, Serialize};

named_enum! {
    /// Which scores need a remark beside the reason.
    pub enum RemarkDuty {
        Free "free" "None: remarks are free" "Evaluators note strengths, weaknesses, deficiencies and risks as they find them.",
        OutsideSatisfactory "outside_satisfactory" "Scores above and below satisfactory" "A score above satisfactory needs a strength, one below it a weakness or a deficiency.",
    }
}

/// What is published about the work of the panel; records from before it was kept have none of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PanelRules {
    /// Which scores need a remark.
    pub remarks: RemarkDuty,
    /// Whether evaluators see letters instead of bidders' names until the technical evaluation is closed (own design).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub anonymous: bool,
}

impl Default for PanelRules {
    fn default() -> Self {
        Self {
            remarks: RemarkDuty::Free,
            anonymous: false,
        }
    }
}

impl PanelRules {
    /// Whether everything is as where nothing is said.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}
