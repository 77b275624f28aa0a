//! Deadlines on the clocks that matter to who reads them.

use crate::request::Rq;
use crate::ui::format;
use chrono::{DateTime, Utc};
use chrono_tz::Tz;

/// A deadline in the zone in which it is published, in the reader's own or their organisation's where one is chosen, and in UTC. A zone that nobody knows,
/// as an imported record may name, is left out.
pub fn deadline(at: DateTime<Utc>, zone: &str) -> String {
    let own = Rq::current().and_then(|rq| rq.actor().person()?.zone());
    told(at, zone.parse().ok(), own)
}

fn told(at: DateTime<Utc>, published: Option<Tz>, own: Option<Tz>) -> String {
    let mut zones: Vec<Tz> = Vec::new();
    for zone in [published, own, Some(Tz::UTC)].into_iter().flatten() {
        if !zones.contains(&zone) {
            zones.push(zone);
        }
    }
    let clock = |zone: Tz| {
        let shown = at.with_timezone(&zone).naive_local();
        (shown, format::zone_label(zone.name()))
    };
    let mut clocks = zones.into_iter().map(clock);
    let Some((shown, place)) = clocks.next() else {
        return format::date_time(at);
    };
    let others: Vec<_> = clocks.collect();
    format::on_clocks((shown, &place), &others)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::America::New_York;
    use chrono_tz::Europe::Brussels;

    #[test]
    fn each_zone_is_told_once_beginning_with_the_published_one() {
        let at: DateTime<Utc> = "2027-03-03T16:00:00Z".parse().unwrap();
        let told = |published, own| told(at, published, own);
        assert_eq!(
            told(Some(Brussels), Some(New_York)),
            "3 Mar 2027, 17:00 Brussels (11:00 New York, 16:00 UTC)"
        );
        let published = "3 Mar 2027, 17:00 Brussels (16:00 UTC)";
        for own in [None, Some(Brussels), Some(Tz::UTC)] {
            assert_eq!(told(Some(Brussels), own), published);
        }
        assert_eq!(
            told(Some(Tz::UTC), Some(New_York)),
            "3 Mar 2027, 16:00 UTC (11:00 New York)"
        );
        assert_eq!(told(None, None), "3 Mar 2027, 16:00 UTC");
    }
}
