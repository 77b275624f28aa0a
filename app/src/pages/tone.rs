//! What a state of the rules means, as the kit shows it.

use crate::ui::Tone;
use domain::parameters::Standing;
use domain::states::Tone as Meaning;

/// The kit's tone for a state's.
#[must_use]
pub const fn tone(meaning: Meaning) -> Tone {
    match meaning {
        Meaning::Neutral => Tone::Neutral,
        Meaning::Good => Tone::Good,
        Meaning::Attention => Tone::Attention,
        Meaning::Bad => Tone::Bad,
        Meaning::Sealed => Tone::Sealed,
    }
}

/// How a declared value's standing is shown.
pub fn standing_tone(standing: Standing) -> Tone {
    match standing {
        Standing::Objective | Standing::Threshold => Tone::Good,
        Standing::Below => Tone::Bad,
        Standing::ToBeRead => Tone::Neutral,
        Standing::NotTold => Tone::Attention,
    }
}
