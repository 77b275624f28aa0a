//! What must not be said to a bidder, from the other offers, and what it knows anyway.

use crate::evaluation::sheet::{OfferLine, Sheet};
use domain::awards::{Leak, Secret, SecretKind, leaks, ways_to_name};
use domain::id::OfferId;
use domain::money::Money;
use domain::offers::OfferContent;
use rust_decimal::Decimal;
use std::slice;

use super::compose::DebriefDocument;

/// Amounts below this, in major units, are not searched for: a score or a count could be meant (own design).
const SMALLEST: Decimal = Decimal::ONE_HUNDRED;

/// What a debrief says and must not.
pub(super) fn found(
    sheet: &Sheet,
    offers: &[OfferLine],
    line: &OfferLine,
    chosen: OfferId,
    document: &DebriefDocument,
) -> Vec<Leak> {
    let others = offers.iter();
    let others = others.filter(|offer| offer.provider != line.provider);
    let mut secrets: Vec<Secret> = others
        .flat_map(|other| of(other, other.id == chosen))
        .collect();
    let people = sheet.members.iter();
    secrets.extend(people.map(|member| Secret::Words(SecretKind::Person, member.name.clone())));
    let told = told(sheet, line, chosen);
    let mut allowed: Vec<Decimal> = amounts(&line.content).collect();
    allowed.extend(
        told.filter_map(|offer| offer.price)
            .map(|price| price.major()),
    );
    let known = known(sheet, line, chosen);
    let all = known.join("\n");
    secrets.retain(|secret| match secret {
        Secret::Amount(amount) => *amount >= SMALLEST && !allowed.contains(amount),
        // A single word is no name where it stands in what the bidder knows.
        Secret::Words(SecretKind::Name, name) if !name.contains(' ') => {
            leaks(&all, slice::from_ref(secret), &[]).is_empty()
        }
        _ => true,
    });
    leaks(&document.texts(), &secrets, &known)
}

/// The bidder's own offer and the chosen one, whose name and total are public.
fn told<'a>(
    sheet: &'a Sheet,
    line: &OfferLine,
    chosen: OfferId,
) -> impl Iterator<Item = &'a OfferLine> {
    let own = line.id;
    let all = sheet.offers.iter();
    all.filter(move |offer| offer.id == chosen || offer.id == own)
}

/// What another bidder's offer holds. The chosen bidder's name and total are public.
fn of(other: &OfferLine, chosen: bool) -> Vec<Secret> {
    let content = &other.content;
    let words = |kind, text: &str| Secret::Words(kind, text.to_owned());
    let named = |name: &str| {
        let ways = ways_to_name(name).into_iter();
        ways.map(|way| Secret::Words(SecretKind::Name, way))
    };
    let mut all = vec![
        words(SecretKind::Reference, &other.reference),
        words(SecretKind::Person, &content.administration.contact_name),
        words(SecretKind::Person, &content.administration.contact_email),
    ];
    if !chosen {
        all.extend(named(&other.provider_name));
        all.extend(other.price.map(|price| Secret::Amount(price.major())));
    }
    let partners = content.administration.partners.iter();
    all.extend(partners.flat_map(|partner| named(&partner.name)));
    all.extend(amounts(content).map(Secret::Amount));
    all.extend(texts(content).map(|text| Secret::Text(text.to_owned())));
    all
}

/// Unit prices and totals of the lines, in major units.
fn amounts(content: &OfferContent) -> impl Iterator<Item = Decimal> {
    let currency = content.price.currency;
    content.price.lines.iter().flat_map(move |line| {
        let minor = [Some(line.unit_price_minor), line.total_minor()];
        let major = move |minor| Some(Money::new(minor?, currency?).major());
        minor.into_iter().filter_map(major)
    })
}

/// What the bidder wrote.
fn texts(content: &OfferContent) -> impl Iterator<Item = &str> {
    let answers = content
        .technical
        .answers
        .iter()
        .map(|answer| answer.text.as_str());
    let past = content.experience.references.iter();
    let past = past.map(|contract| contract.description.as_str());
    let lines = content
        .price
        .lines
        .iter()
        .map(|line| line.description.as_str());
    [
        content.technical.summary.as_str(),
        content.administration.remarks.as_str(),
    ]
    .into_iter()
    .chain(answers)
    .chain(past)
    .chain(lines)
}

/// What the bidder knows: its own offer, what was published, and who was chosen.
fn known(sheet: &Sheet, line: &OfferLine, chosen: OfferId) -> Vec<String> {
    let criteria = sheet.process.criteria().into_iter();
    let criteria = criteria.flat_map(|one| [one.name, one.guidance.unwrap_or_default()]);
    let requirements = sheet.process.requirements.iter();
    let requirements = requirements.map(|one| one.name.as_str().to_owned());
    let lines = sheet.process.price_schedule.iter();
    let lines = lines.map(|one| one.description.as_str().to_owned());
    let own = texts(&line.content).map(str::to_owned);
    let names = told(sheet, line, chosen).map(|offer| offer.provider_name.clone());
    let published = criteria.chain(requirements).chain(lines);
    published.chain(own).chain(names).collect()
}
