//! The evaluation scheme as typed, and what is wrong with one.

use super::input::{CriterionInput, DraftInput, number, numbered, optional, prose};
use super::scheme_panel::{lot_rules, panel, screening};
use crate::FieldErrors;
use domain::evaluation::contest::Measure;
use domain::evaluation::ncia::broken_rules;
use domain::evaluation::rules::{EvaluationRule, Need};
use domain::solicitations::{
    Criterion, EvaluationMethod, LevelOne, Parameters, Requirement, Scheme,
};
use domain::text::Line;
use rust_decimal::Decimal;

/// What some methods publish beside weights and a minimum, as typed. The fields are named as here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParametersInput {
    /// 0-100.
    pub element_floor: String,
    /// Code of `EqualPrices`.
    pub equal_prices: String,
    /// Euro.
    pub full_points_price: String,
    /// Euro.
    pub no_points_price: String,
    /// Euro.
    pub most_credit: String,
    /// Code of a requirement.
    pub measured_by: String,
    /// Euro.
    pub credit_per_unit: String,
}

const SATISFACTORY: Decimal = Decimal::from_parts(50, 0, 0, false, 0);

/// Reads the scheme: of the fields only those that the chosen method needs.
pub(super) fn scheme(input: &DraftInput, wrong: &mut FieldErrors) -> Option<Scheme> {
    let code = optional(&input.evaluation)?;
    let method = EvaluationMethod::from_code(&code).ok_or("Choose how offers are evaluated.");
    let method = wrong.take("evaluation", method)?;
    let rule = method.rule();
    let weights = rule.weighs().then(|| weights(input, rule, wrong)).flatten();
    let minimum = number("technical_minimum".into(), &input.technical_minimum, wrong);
    let scheme = Scheme {
        method,
        weights,
        technical_minimum: minimum.unwrap_or(SATISFACTORY),
        criteria: criteria(&input.criteria, rule.asks(Need::Shares), wrong),
        parameters: parameters(&input.parameters, rule, wrong),
        panel: panel(&input.panel, wrong),
        screening: screening(&input.screening, wrong),
        lots: lot_rules(&input.awarding, wrong),
    };
    check_scheme(&scheme, wrong);
    Some(scheme)
}

fn weights(input: &DraftInput, rule: &EvaluationRule, wrong: &mut FieldErrors) -> Option<LevelOne> {
    let mut typed = vec![
        ("weight_technical", &input.weight_technical),
        ("weight_price", &input.weight_price),
    ];
    if rule.asks(Need::LevelOne) {
        typed.insert(1, ("weight_experience", &input.weight_experience));
    }
    if typed.iter().all(|(_, text)| text.trim().is_empty()) {
        return None;
    }
    let mut read = |field: &str| {
        let Some((name, text)) = typed.iter().find(|(name, _)| *name == field) else {
            return Some(Decimal::ZERO);
        };
        if text.trim().is_empty() {
            wrong.add(*name, "Enter this weight, too, in percent.");
        }
        number(field.to_owned(), text, wrong)
    };
    let (technical, experience) = (read("weight_technical"), read("weight_experience"));
    Some(LevelOne {
        price: read("weight_price")?,
        technical: technical?,
        experience: experience?,
    })
}

fn parameters(
    input: &ParametersInput,
    rule: &EvaluationRule,
    wrong: &mut FieldErrors,
) -> Parameters {
    let mut figure = |need: Need, field: &str, text: &str| {
        let text = if rule.asks(need) { text } else { "" };
        number(field.to_owned(), text, wrong)
    };
    let element_floor = figure(Need::ElementFloor, "element_floor", &input.element_floor);
    let full = figure(
        Need::PriceBounds,
        "full_points_price",
        &input.full_points_price,
    );
    let none = figure(Need::PriceBounds, "no_points_price", &input.no_points_price);
    let most_credit = figure(Need::MostCredit, "most_credit", &input.most_credit);
    let per_unit = figure(Need::Measured, "credit_per_unit", &input.credit_per_unit);
    let equal = optional(&input.equal_prices).filter(|_| rule.asks(Need::EqualPrices));
    Parameters {
        element_floor,
        equal_prices: equal.and_then(|code| {
            let known = code.parse().map_err(|_| "Choose a rule of the list.");
            wrong.take("equal_prices", known)
        }),
        full_points_price: full,
        no_points_price: none,
        most_credit,
        measured_by: optional(&input.measured_by).filter(|_| rule.asks(Need::Measured)),
        credit_per_unit: per_unit,
    }
}

fn criteria(rows: &[CriterionInput], weighted: bool, wrong: &mut FieldErrors) -> Vec<Criterion> {
    let mut criteria = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let guidance = prose(&numbered("criterion_guidance", index), &row.guidance, wrong);
        if row.name.trim().is_empty() && row.weight.trim().is_empty() && guidance.is_none() {
            continue;
        }
        let code = format!("T{}", criteria.len() + 1);
        let name = wrong.take(numbered("criterion_name", index), Line::parse(&row.name));
        let weight = number(numbered("criterion_weight", index), &row.weight, wrong);
        let weight = weight.filter(|_| weighted).unwrap_or_default();
        criteria.extend(name.map(|name| Criterion {
            code,
            name,
            weight,
            guidance,
        }));
    }
    criteria
}

/// Notes what is wrong with what is given of a scheme: the method's weight rules (GBI 4.3-4.6 for NCIA), shares that do
/// not sum to 100, parameters out of bounds.
pub(super) fn check_scheme(scheme: &Scheme, errors: &mut FieldErrors) {
    let rule = scheme.method.rule();
    if let Some(weights) = scheme.weights {
        check_weights(weights, rule, errors);
    }
    let given = &scheme.parameters;
    let percents = [
        ("technical_minimum", Some(scheme.technical_minimum)),
        ("element_floor", given.element_floor),
    ];
    for (field, figure) in percents {
        if figure.is_some_and(|one| one < Decimal::ZERO || one > Decimal::ONE_HUNDRED) {
            errors.add(field, "Enter a score from 0 to 100.");
        }
    }
    let amounts = [
        ("most_credit", given.most_credit),
        ("credit_per_unit", given.credit_per_unit),
        ("no_points_price", given.no_points_price),
    ];
    for (field, amount) in amounts {
        if amount.is_some_and(|amount| amount <= Decimal::ZERO) {
            errors.add(field, "Enter an amount above zero.");
        }
    }
    if let Some((full, none)) = given.full_points_price.zip(given.no_points_price)
        && (full < Decimal::ZERO || full >= none)
    {
        let words = "It must be zero or more, and below the price of no points.";
        errors.add("full_points_price", words);
    }
    if rule.asks(Need::Shares) && !scheme.criteria.is_empty() {
        check_shares(scheme, errors);
    }
}

fn check_weights(weights: LevelOne, rule: &EvaluationRule, errors: &mut FieldErrors) {
    if rule.asks(Need::LevelOne) {
        for broken in broken_rules(weights.technical, weights.experience, weights.price) {
            errors.add("weight_technical", broken.sentence());
        }
        return;
    }
    let total = weights.technical.checked_add(weights.price);
    if total != Some(Decimal::ONE_HUNDRED) {
        let words = "The weights of technical and price must add up to 100 %.";
        errors.add("weight_technical", words);
    }
    for (field, weight) in [
        ("weight_technical", weights.technical),
        ("weight_price", weights.price),
    ] {
        if weight <= Decimal::ZERO {
            let words = "Enter a weight above 0 %: neither quality nor price may be neutralised.";
            errors.add(field, words);
        }
    }
}

fn check_shares(scheme: &Scheme, errors: &mut FieldErrors) {
    let total = scheme
        .criteria
        .iter()
        .try_fold(Decimal::ZERO, |sum, one| sum.checked_add(one.weight));
    if total != Some(Decimal::ONE_HUNDRED) {
        let total = total.unwrap_or_default().normalize();
        errors.add(
            "criterion_weight_1",
            format!(
                "The shares of the sub-criteria must add up to 100 %. They add up to {total} %."
            ),
        );
    }
    for (index, criterion) in scheme.criteria.iter().enumerate() {
        if criterion.weight <= Decimal::ZERO {
            errors.add(
                format!("criterion_weight_{}", index + 1),
                "Enter a share above 0 %, or remove the sub-criterion.",
            );
        }
    }
}

/// What a method can need, the field that says it, and the words where nothing is said.
const NEEDED: [(Need, &str, &str); 9] = [
    (
        Need::LevelOne,
        "weight_technical",
        "Enter the weights of technical, experience and price.",
    ),
    (
        Need::PriceWeight,
        "weight_technical",
        "Enter the weights of technical and price.",
    ),
    (
        Need::ElementFloor,
        "element_floor",
        "Enter the floor of each sub-criterion; 0 for none.",
    ),
    (
        Need::EqualPrices,
        "equal_prices",
        "Say what equal prices get: without a rule the formula is 0/0.",
    ),
    (
        Need::PriceBounds,
        "full_points_price",
        "Enter the price up to which an offer gets all points.",
    ),
    (
        Need::PriceBounds,
        "no_points_price",
        "Enter the price from which an offer gets no points.",
    ),
    (
        Need::MostCredit,
        "most_credit",
        "Enter the most credit, in euro.",
    ),
    (
        Need::Measured,
        "credit_per_unit",
        "Enter the credit for each unit, in euro.",
    ),
    (
        Need::Measured,
        "measured_by",
        "Choose a requirement that is a number with a threshold and another objective.",
    ),
];

/// Notes what the method needs and the scheme does not say.
pub(super) fn complete(scheme: &Scheme, requirements: &[Requirement], missing: &mut FieldErrors) {
    let rule = scheme.method.rule();
    let given = &scheme.parameters;
    let open = [
        scheme.weights.is_none(),
        scheme.weights.is_none(),
        given.element_floor.is_none(),
        given.equal_prices.is_none(),
        given.full_points_price.is_none(),
        given.no_points_price.is_none(),
        given.most_credit.is_none(),
        given.credit_per_unit.is_none(),
        Measure::of(scheme, requirements).is_none(),
    ];
    for ((need, field, words), open) in NEEDED.into_iter().zip(open) {
        if open && rule.asks(need) {
            missing.add(field, words);
        }
    }
    if scheme.criteria.is_empty() {
        missing.add(
            "criterion_name_1",
            "Name at least one technical sub-criterion.",
        );
    }
    check_scheme(scheme, missing);
}
