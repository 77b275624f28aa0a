//! Which answers of a draft an amendment concerns.

use super::{Asked, OfferContent, Volume};
use crate::states::named::named_enum;

named_enum! {
    /// What an amendment did to something that an offer answers.
    pub enum Touched {
        Added "added" "new",
        Changed "changed" "changed",
        Dropped "dropped" "no longer asked",
    }
}

/// Something that an offer answers and that an amendment touched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Affected {
    /// Where it is answered.
    pub volume: Volume,
    /// What is answered, with its code: `R1 Revisit`.
    pub what: String,
    /// What the amendment did to it.
    pub touched: Touched,
    /// Whether the draft answers it.
    pub answered: bool,
}

/// What the draft is to be looked at again for, in the order of the volumes. What was dropped counts only where it was answered.
#[must_use]
pub fn affected(content: &OfferContent, before: &Asked<'_>, after: &Asked<'_>) -> Vec<Affected> {
    let technical = &content.technical;
    let answered = |code: &str| {
        let mut answers = technical.answers.iter();
        answers.any(|answer| answer.criterion == code && !answer.text.is_empty())
    };
    let declared = |code: &str| {
        let mut all = technical.declared.iter();
        all.any(|one| one.requirement == code && (one.is_answered() || !one.evidence.is_empty()))
    };
    let priced = |code: &str| content.price.lines.iter().any(|line| line.code == code);
    let lot = |code: &str| content.price.lines.iter().any(|line| line.lot == code);
    let stands = validity(content, before, after);
    let criteria = touched(before.criteria, after.criteria, |one| {
        (&one.code, one.name.as_str())
    });
    let requirements = touched(before.requirements, after.requirements, |one| {
        (&one.code, one.name.as_str())
    });
    let lines = touched(before.schedule, after.schedule, |one| {
        (&one.code, one.description.as_str())
    });
    let lots = touched(before.lots, after.lots, |one| {
        (&one.code, one.title.as_str())
    });
    stands
        .into_iter()
        .chain(within(Volume::Technical, criteria, answered))
        .chain(within(Volume::Technical, requirements, declared))
        .chain(within(Volume::Price, lots, lot))
        .chain(within(Volume::Price, lines, priced))
        .filter(|one| one.answered || one.touched != Touched::Dropped)
        .collect()
}

/// The time for which offers must stand.
fn validity(content: &OfferContent, before: &Asked<'_>, after: &Asked<'_>) -> Option<Affected> {
    (before.validity_days != after.validity_days).then(|| Affected {
        volume: Volume::Administration,
        what: "How long the offer stands".to_owned(),
        touched: Touched::Changed,
        answered: content.administration.validity_days.is_some(),
    })
}

type Found = (String, String, Touched);

/// The members of two lists that differ, paired by their codes: those of the newer list in its order, then what was dropped.
fn touched<T: PartialEq>(
    before: &[T],
    after: &[T],
    name: impl Fn(&T) -> (&String, &str),
) -> Vec<Found> {
    let find = |all: &[T], code: &String| all.iter().position(|one| name(one).0 == code);
    let said = |one: &T, touched| {
        let (code, words) = name(one);
        (code.clone(), format!("{code} {words}"), touched)
    };
    let newer = after
        .iter()
        .filter_map(|one| match find(before, name(one).0) {
            None => Some(said(one, Touched::Added)),
            Some(place) if before[place] != *one => Some(said(one, Touched::Changed)),
            Some(_) => None,
        });
    let older = before
        .iter()
        .filter(|one| find(after, name(one).0).is_none())
        .map(|one| said(one, Touched::Dropped));
    newer.chain(older).collect()
}

fn within(
    volume: Volume,
    found: Vec<Found>,
    answered: impl Fn(&str) -> bool,
) -> impl Iterator<Item = Affected> {
    let found = found
        .into_iter()
        .map(move |(code, what, touched)| Affected {
            volume,
            what,
            touched,
            answered: answered(&code),
        });
    found.collect::<Vec<_>>().into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::offers::Answer;
    use crate::solicitations::Criterion;
    use crate::text::Line;
    use rust_decimal::Decimal;

    fn criterion(code: &str, name: &str) -> Criterion {
        Criterion {
            code: code.to_owned(),
            name: Line::parse(name).unwrap(),
            weight: Decimal::ONE_HUNDRED,
            guidance: None,
        }
    }

    fn asked(criteria: &[Criterion], validity_days: i64) -> Asked<'_> {
        Asked {
            criteria,
            requirements: &[],
            lots: &[],
            schedule: &[],
            validity_days: Some(validity_days),
        }
    }

    #[test]
    fn what_is_new_or_changed_is_named_and_what_was_dropped_only_where_it_was_answered() {
        let before = [
            criterion("T1", "Detection"),
            criterion("T2", "Revisit"),
            criterion("T3", "Data"),
        ];
        let after = [
            criterion("T1", "Detection at night"),
            criterion("T4", "Latency"),
        ];
        let mut content = OfferContent::default();
        content.technical.answers = vec![Answer {
            criterion: "T2".to_owned(),
            text: "Daily".to_owned(),
        }];
        let found = affected(&content, &asked(&before, 90), &asked(&after, 120));
        let told: Vec<_> = found
            .iter()
            .map(|one| (one.what.as_str(), one.touched, one.answered))
            .collect();
        assert_eq!(
            told,
            [
                ("How long the offer stands", Touched::Changed, false),
                ("T1 Detection at night", Touched::Changed, false),
                ("T4 Latency", Touched::Added, false),
                ("T2 Revisit", Touched::Dropped, true),
            ]
        );
    }

    #[test]
    fn nothing_is_affected_where_the_same_is_asked() {
        let criteria = [criterion("T1", "Detection")];
        let asked = asked(&criteria, 90);
        assert!(affected(&OfferContent::default(), &asked, &asked).is_empty());
    }
}
