//! What an offer still lacks before it may be submitted.

use super::{OfferContent, Price, Technical, Volume, partners};
use crate::solicitations::{Criterion, Lot, Requirement, ScheduleLine};

/// The longest validity of an offer in calendar days: six months are at most 184 days (GBI 2.15).
pub const LONGEST_VALIDITY: i64 = 184;

/// What a solicitation asks of every offer.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Technical sub-criteria, each of which needs an answer.
    pub criteria: &'a [Criterion],
    /// Measured requirements, each of which needs a declared value.
    pub requirements: &'a [Requirement],
    /// Lots, of which at least one is priced.
    pub lots: &'a [Lot],
    /// The price schedule, of which every line is priced or marked as not offered; empty where it is free.
    pub schedule: &'a [ScheduleLine],
    /// Calendar days for which offers must stand.
    pub validity_days: Option<i64>,
}

/// Something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Where.
    pub volume: Volume,
    /// What, as an instruction to the offeror.
    pub what: String,
}

/// Everything that is missing, in the order of the volumes (GBI 3.3-3.5). Empty when the offer may be submitted.
#[must_use]
pub fn completeness(content: &OfferContent, asked: &Asked<'_>) -> Vec<Missing> {
    let volumes = [
        (Volume::Administration, administration(content, asked)),
        (Volume::Technical, technical(content, asked)),
        (Volume::Experience, experience(content)),
        (Volume::Price, price(content, asked)),
    ];
    volumes
        .into_iter()
        .flat_map(|(volume, lacks)| lacks.into_iter().map(move |what| Missing { volume, what }))
        .collect()
}

fn lacking(checks: impl IntoIterator<Item = (bool, String)>) -> Vec<String> {
    checks
        .into_iter()
        .filter(|(missing, _)| *missing)
        .map(|(_, what)| what)
        .collect()
}

fn administration(content: &OfferContent, asked: &Asked<'_>) -> Vec<String> {
    let volume = &content.administration;
    let least = asked.validity_days.unwrap_or(1);
    let own = [
        (
            volume.contact_name.is_empty(),
            "Name a person to write to".to_owned(),
        ),
        (
            volume.contact_email.is_empty(),
            "Give an e-mail address".to_owned(),
        ),
        (
            volume.nation_of_origin.is_none(),
            "Say where the offeror is legally based".to_owned(),
        ),
        (
            volume.validity_days.is_none_or(|days| days < least),
            format!("Let the offer stand for at least {least} days"),
        ),
        (
            !volume.accepts_terms,
            "Accept the terms of the prospective contract".to_owned(),
        ),
    ];
    lacking(own.into_iter().chain(partners::missing(&volume.partners)))
}

fn technical(content: &OfferContent, asked: &Asked<'_>) -> Vec<String> {
    let volume = &content.technical;
    let answered = |code: &str| {
        volume
            .answers
            .iter()
            .any(|answer| answer.criterion == code && !answer.text.is_empty())
    };
    let criteria = asked.criteria.iter().map(|criterion| {
        (
            !answered(&criterion.code),
            format!("Answer {}, {}", criterion.code, criterion.name.as_str()),
        )
    });
    let requirements = asked
        .requirements
        .iter()
        .flat_map(|one| answer(volume, one));
    let summary = (
        volume.summary.is_empty(),
        "Describe the solution".to_owned(),
    );
    lacking(std::iter::once(summary).chain(criteria).chain(requirements))
}

/// An answer is declared, or it is written beside it that it is not offered; where evidence is wanted it is given.
fn answer(volume: &Technical, requirement: &Requirement) -> [(bool, String); 2] {
    let mut all = volume.declared.iter();
    let found = all.find(|declared| declared.requirement == requirement.code);
    let said = found.is_some_and(|found| found.is_answered() || !found.evidence.is_empty());
    let unproven = found.is_some_and(|found| found.is_answered() && found.evidence.is_empty());
    let (code, name) = (&requirement.code, requirement.name.as_str());
    [
        (
            !said,
            format!("Declare {code}, {name}, or write beside it that it is not offered"),
        ),
        (
            requirement.evidence && unproven,
            format!("Say what shows that your answer to {code}, {name}, is true"),
        ),
    ]
}

fn experience(content: &OfferContent) -> Vec<String> {
    let references = &content.experience.references;
    let incomplete = references.iter().any(|past| {
        past.customer.is_empty() || past.description.is_empty() || past.last_year.is_none()
    });
    lacking([
        (
            references.is_empty(),
            "Name at least one past contract".to_owned(),
        ),
        (
            incomplete,
            "Give customer, description and last year of each past contract".to_owned(),
        ),
    ])
}

fn price(content: &OfferContent, asked: &Asked<'_>) -> Vec<String> {
    let volume = &content.price;
    let currency = (volume.currency.is_none(), "Choose the currency".to_owned());
    let total = (
        volume.currency.is_some() && volume.total().is_none(),
        "Correct the lines: their total is too large to be recorded".to_owned(),
    );
    let lines = if asked.schedule.is_empty() {
        free_lines(volume, asked)
    } else {
        scheduled_lines(volume, asked.schedule)
    };
    lacking(std::iter::once(currency).chain(lines).chain([total]))
}

fn free_lines(volume: &Price, asked: &Asked<'_>) -> Vec<(bool, String)> {
    let lines = &volume.lines;
    let unnamed = lines
        .iter()
        .any(|line| line.description.is_empty() || line.unit.is_empty());
    let lotless = !asked.lots.is_empty() && lines.iter().any(|line| line.lot.is_empty());
    vec![
        (lines.is_empty(), "Price at least one line".to_owned()),
        (unnamed, "Describe each line and name its unit".to_owned()),
        (lotless, "Say to which lot each line belongs".to_owned()),
    ]
}

fn scheduled_lines(volume: &Price, schedule: &[ScheduleLine]) -> Vec<(bool, String)> {
    let open = schedule.iter().map(|line| {
        (
            volume.priced(&line.code).is_none() && !volume.refuses(&line.code),
            format!(
                "Price {}, {}, or mark it as not offered",
                line.code,
                line.description.as_str()
            ),
        )
    });
    let all_refused = schedule.iter().all(|line| volume.refuses(&line.code));
    open.chain([(
        all_refused,
        "Price at least one line: all are marked as not offered".to_owned(),
    )])
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Asked<'_> = Asked {
        criteria: &[],
        requirements: &[],
        lots: &[],
        schedule: &[],
        validity_days: Some(180),
    };

    #[test]
    fn an_empty_offer_lacks_something_in_every_volume() {
        let missing = completeness(&OfferContent::default(), &NOTHING);
        for volume in Volume::ALL {
            assert!(
                missing.iter().any(|missing| missing.volume == volume),
                "{volume:?}"
            );
        }
    }

    #[test]
    fn a_validity_shorter_than_asked_is_missing() {
        let mut content = OfferContent::default();
        let says = |content: &OfferContent| {
            completeness(content, &NOTHING)
                .iter()
                .any(|missing| missing.what.contains("at least 180 days"))
        };
        content.administration.validity_days = Some(179);
        assert!(says(&content));
        content.administration.validity_days = Some(180);
        assert!(!says(&content));
    }

    #[test]
    fn every_line_of_the_schedule_is_priced_or_refused() {
        let schedule = ["P1", "P2"].map(|code| ScheduleLine {
            code: code.into(),
            lot: String::new(),
            description: crate::text::Line::parse("Monitoring").unwrap(),
            unit: "month".into(),
            quantity: 12.into(),
            period: String::new(),
            option: false,
        });
        let asked = Asked {
            schedule: &schedule,
            ..NOTHING
        };
        let lacks = |content: &OfferContent| price(content, &asked).join(". ");
        let mut content = OfferContent::default();
        content.price.currency = Some(crate::money::Currency::EUR);
        content.price.lines = vec![crate::offers::PriceLine::pricing(&schedule[0], 0)];
        assert_eq!(
            lacks(&content),
            "Price P2, Monitoring, or mark it as not offered"
        );
        content.price.not_offered = vec!["P2".into()];
        assert_eq!(lacks(&content), "");
        content.price = Price {
            lines: Vec::new(),
            not_offered: vec!["P1".into(), "P2".into()],
            ..content.price
        };
        assert!(lacks(&content).contains("all are marked"));
    }
}
