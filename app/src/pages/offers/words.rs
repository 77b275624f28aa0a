//! Words that several pages of offers share.

use crate::ui::{Tone, format};
use chrono::{DateTime, Utc};
use domain::states;

/// How the kit shows a state's tone.
pub fn tone(tone: states::Tone) -> Tone {
    match tone {
        states::Tone::Neutral => Tone::Neutral,
        states::Tone::Good => Tone::Good,
        states::Tone::Attention => Tone::Attention,
        states::Tone::Bad => Tone::Bad,
        states::Tone::Sealed => Tone::Sealed,
    }
}

/// A moment to the second, in UTC. The microseconds that count against a closing time are in the receipt's file.
pub fn received(at: DateTime<Utc>) -> String {
    at.format("%-d %b %Y, %H:%M:%S UTC").to_string()
}

/// A moment to the second in the zone in which closing was announced, and in UTC.
pub fn received_in(at: DateTime<Utc>, zone: &str) -> String {
    match zone.parse::<chrono_tz::Tz>() {
        Ok(tz) => format!(
            "{} {} ({})",
            at.with_timezone(&tz).format("%-d %b %Y, %H:%M:%S"),
            format::zone_label(zone),
            at.format("%H:%M:%S UTC")
        ),
        Err(_) => received(at),
    }
}
