//! How offers are evaluated, on the page of a solicitation.

use super::rows::plain;
use super::scheme_words::example;
use crate::ui::{EmptyState, Fact, Facts, Help, NumTd, Panel, RowHead, Table, Td, Th, format};
use backend::solicitations::Sheet;
use domain::evaluation::rules::{EvaluationRule, Need};
use domain::solicitations::{AwardedBy, Criterion, EqualPrices, RemarkDuty, Scheme};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// How offers are evaluated.
pub fn scheme(sheet: &Sheet) -> Option<AnyView> {
    let Some(scheme) = &sheet.record.scheme else {
        return (sheet.record.origin != "imported").then(|| {
            view! { <Panel title="Evaluation"><EmptyState title="No scheme yet" text="The draft says how offers are evaluated before it is published."/></Panel> }
                .into_any()
        });
    };
    let published = sheet.record.published_at;
    let frozen = if published.is_some() {
        "Frozen since publication: only an amendment before closing changes it."
    } else {
        "It is frozen by the approval."
    };
    let rule = match published {
        Some(at) => scheme.method.rule_on(at.date_naive()),
        None => scheme.method.rule(),
    };
    let meta = format!("{}. {frozen}", scheme.method.label());
    let (facts, criteria) = (facts(sheet, scheme, rule), criteria(scheme, rule));
    let words = format!("{} {} {}", rule.formula, rule.tie, rule.rounding);
    let source = format!("{} ({}), rule {}", rule.source, rule.version, rule.id);
    Some(
        view! {
            <Panel title="Evaluation" meta=meta>
                {facts}
                <Help title="How is the result computed?" source=source>{words}</Help>
                {example(rule)}
                {criteria}
            </Panel>
        }
        .into_any(),
    )
}

/// Weights, floors and parameters that the method needs, each with its name.
fn facts(sheet: &Sheet, scheme: &Scheme, rule: &EvaluationRule) -> AnyView {
    let percent = |weight: Decimal| format::percent(weight, 2);
    let euro = |amount: Decimal| format!("{} EUR", plain(amount));
    let weights = scheme.weights;
    let given = &scheme.parameters;
    let experience = weights.filter(|_| rule.asks(Need::LevelOne));
    let measured = given.measured_by.as_ref().and_then(|code| {
        let mut asked = sheet.record.requirements.iter();
        let found = asked.find(|one| one.code == *code)?;
        Some(format!("{} {}", found.code, found.name.as_str()))
    });
    let facts = [
        ("Technical", weights.map(|one| percent(one.technical))),
        ("Experience", experience.map(|one| percent(one.experience))),
        ("Price", weights.map(|one| percent(one.price))),
        (
            "Least technical score, of 100",
            Some(plain(scheme.technical_minimum)),
        ),
        (
            "Floor of each sub-criterion, of 100",
            given.element_floor.map(plain),
        ),
        (
            "Equal prices get",
            given
                .equal_prices
                .map(|rule: EqualPrices| rule.label().to_owned()),
        ),
        ("All price points up to", given.full_points_price.map(euro)),
        ("No price points from", given.no_points_price.map(euro)),
        ("Credit is earned by", measured),
        ("Credit for each unit", given.credit_per_unit.map(euro)),
        ("Most credit", given.most_credit.map(euro)),
        (
            "A price seems low from below the mean",
            Some(percent(scheme.screening.below_mean)),
        ),
        (
            "Discounts dropped at each end",
            Some(percent(scheme.screening.trimmed)),
        ),
        (
            "Scores that need a remark",
            (scheme.panel.remarks != RemarkDuty::Free)
                .then(|| scheme.panel.remarks.label().to_owned()),
        ),
        (
            "Names of the bidders",
            scheme.panel.anonymous.then(|| {
                "hidden from the panel until the technical evaluation is closed".to_owned()
            }),
        ),
    ];
    let facts = facts
        .into_iter()
        .chain(awarded(scheme))
        .filter_map(|(label, value)| Some((label, value?)));
    let facts = facts.map(|(label, value)| view! { <Fact label=label>{value}</Fact> });
    let facts = facts.collect_view();
    view! { <Facts>{facts}</Facts> }.into_any()
}

/// How it is divided for the award, where it is.
fn awarded(scheme: &Scheme) -> [(&'static str, Option<String>); 2] {
    let rules = scheme.lots;
    let divided = rules.by != AwardedBy::Whole;
    [
        ("Awarded", divided.then(|| rules.by.label().to_owned())),
        (
            "Most lots for one bidder",
            rules.most.map(|most| most.to_string()),
        ),
    ]
}

fn criteria(scheme: &Scheme, rule: &EvaluationRule) -> AnyView {
    let share = |one: &Criterion| match rule.asks(Need::Shares) {
        true => format::percent(one.weight, 2),
        false if rule.asks(Need::Measured) || !rule.scale.is_stepped() => "met or not".to_owned(),
        false => "rated in words".to_owned(),
    };
    let row = |one: &Criterion| {
        let share = share(one);
        let one = one.clone();
        view! {
            <tr>
                <RowHead>{one.code}</RowHead>
                <Td label="Sub-criterion" lead=true>{String::from(one.name)}</Td>
                <NumTd label="Share">{share}</NumTd>
                <Td label="A good answer shows">{one.guidance}</Td>
            </tr>
        }
    };
    let rows = scheme.criteria.iter().map(row).collect_view();
    view! {
        <Table caption="Technical sub-criteria">
            <thead><tr><Th label="No."/><Th label="Sub-criterion"/><Th label="Share" num=true/><Th label="A good answer shows"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
