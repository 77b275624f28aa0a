//! What a form sends of a solicitation, and how it becomes a [`Draft`].

use super::amounts::estimate;
use super::draft::Draft;
use super::moments::{DayInput, MomentInput};
use super::requirements::{RequirementInput, requirements};
use super::schedule::{ScheduleLineInput, schedule};
use super::scheme::{ParametersInput, scheme};
use super::scheme_panel::{LotRulesInput, PanelInput, ScreeningInput};
use crate::{Error, FieldErrors};
use domain::methods::{Authority, Method};
use domain::money::parse_decimal;
use domain::solicitations::Lot;
use domain::text::{Line, Prose};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::str::FromStr;

/// A lot as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LotInput {
    /// Its title; an empty row has none.
    pub title: String,
    /// More words.
    pub description: String,
}

/// A sub-criterion as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CriterionInput {
    /// What is judged; an empty row has none.
    pub name: String,
    /// Share of the technical score, percent.
    pub weight: String,
    /// What a good answer shows.
    pub guidance: String,
}

/// A solicitation as typed. The fields of repeated rows are named with the row's number, from 1.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftInput {
    /// `title`.
    pub title: String,
    /// `need`.
    pub need: String,
    /// `functional_area`: code.
    pub functional_area: String,
    /// `strategy`: codes.
    pub strategy: Vec<String>,
    /// `programme`: code.
    pub programme: String,
    /// `buyer_name`.
    pub buyer_name: String,
    /// `authority`: code of [`Authority`]; NCIA when empty.
    pub authority: String,
    /// `method`: code of [`Method`].
    pub method: String,
    /// `method_reason`.
    pub method_reason: String,
    /// `method_ground`: id of the legal ground of a sole source.
    pub method_ground: String,
    /// `sole_source_notice_on`.
    pub sole_source_notice_on: DayInput,
    /// `commercial_service`.
    pub commercial_service: bool,
    /// `for_operations`.
    pub for_operations: bool,
    /// `clearances_needed`.
    pub clearances_needed: bool,
    /// `estimate`: the base, without options, in major units.
    pub estimate: String,
    /// `estimate_options`: all options together, in major units and the same currency.
    pub estimate_options: String,
    /// `estimate_currency`: ISO 4217.
    pub estimate_currency: String,
    /// `lot_title_1`, `lot_description_1`…
    pub lots: Vec<LotInput>,
    /// `requirement_name_1`, `requirement_parameter_1`…
    pub requirements: Vec<RequirementInput>,
    /// `line_description_1`, `line_unit_1`…; none leaves the lines to the offers.
    pub price_schedule: Vec<ScheduleLineInput>,
    /// `evaluation`: code of `EvaluationMethod`.
    pub evaluation: String,
    /// `weight_technical`, percent.
    pub weight_technical: String,
    /// `weight_experience`, percent.
    pub weight_experience: String,
    /// `weight_price`, percent.
    pub weight_price: String,
    /// `technical_minimum`, 0-100; 50 when empty (GBI 4.6 Table 2).
    pub technical_minimum: String,
    /// What else the method publishes.
    pub parameters: ParametersInput,
    /// How the panel works.
    pub panel: PanelInput,
    /// From where on prices seem low.
    pub screening: ScreeningInput,
    /// How it is divided for the award.
    pub awarding: LotRulesInput,
    /// `criterion_name_1`, `criterion_weight_1`…
    pub criteria: Vec<CriterionInput>,
    /// `vehicle`: code of `VehicleKind`.
    pub vehicle: String,
    /// `announced_on`.
    pub announced_on: DayInput,
    /// `questions_by`.
    pub questions_by: MomentInput,
    /// `closes_at`; its zone is the solicitation's.
    pub closes_at: MomentInput,
    /// `validity_days`.
    pub validity_days: String,
    /// `override_<rule>` with the reason.
    pub overrides: Vec<(String, String)>,
}

impl TryFrom<DraftInput> for Draft {
    type Error = Error;

    fn try_from(input: DraftInput) -> Result<Self, Error> {
        let mut wrong = FieldErrors::default();
        let title = wrong.take("title", Line::parse(&input.title));
        let method: Option<Method> = wrong.take("method", chosen(&input.method, "a method"));
        let need = prose("need", &input.need, &mut wrong).unwrap_or_default();
        let buyer_name = line("buyer_name", &input.buyer_name, &mut wrong).unwrap_or_default();
        let method_reason = prose("method_reason", &input.method_reason, &mut wrong);
        let authority = authority(&input.authority, &mut wrong);
        let (estimate, estimate_options) = estimate(&input, &mut wrong);
        let notice = wrong.take("sole_source_notice_on", input.sole_source_notice_on.read());
        let lots = lots(&input.lots, &mut wrong);
        let requirements = requirements(&input.requirements, &mut wrong);
        let price_schedule = schedule(&input.price_schedule, &lots, &mut wrong);
        let scheme = scheme(&input, &mut wrong);
        let vehicle = optional(&input.vehicle)
            .and_then(|code| wrong.take("vehicle", chosen(&code, "a kind of contract")));
        let announced_on = wrong.take("announced_on", input.announced_on.read());
        let questions_by = wrong.take("questions_by", input.questions_by.read());
        let closes_at = wrong.take("closes_at", input.closes_at.read());
        let zone = wrong.take("closes_at", input.closes_at.zone());
        let validity_days = validity(&input.validity_days, &mut wrong);
        wrong.finish()?;
        Ok(Self {
            title: title.ok_or(Error::NotFound)?,
            need,
            functional_area: optional(&input.functional_area),
            strategy: input.strategy,
            programme: optional(&input.programme),
            buyer_name,
            authority: authority.ok_or(Error::NotFound)?,
            method: method.ok_or(Error::NotFound)?,
            method_reason,
            method_ground: optional(&input.method_ground),
            sole_source_notice_on: notice.flatten(),
            commercial_service: input.commercial_service,
            for_operations: input.for_operations,
            clearances_needed: input.clearances_needed,
            estimate,
            estimate_options,
            lots,
            requirements,
            price_schedule,
            scheme,
            vehicle,
            announced_on: announced_on.flatten(),
            questions_by: questions_by.flatten(),
            closes_at: closes_at.flatten(),
            zone: zone.ok_or(Error::NotFound)?.name().to_owned(),
            validity_days,
            overrides: reasons(input.overrides),
            demonstration: false,
        })
    }
}

pub(super) fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A code of a closed list.
fn chosen<T: FromStr>(code: &str, what: &str) -> Result<T, String> {
    code.parse()
        .map_err(|_| format!("Choose {what} of the list."))
}

pub(super) fn prose(field: &str, text: &str, wrong: &mut FieldErrors) -> Option<String> {
    let text = optional(text)?;
    let prose: Option<Prose> = wrong.take(field, Prose::parse(&text));
    prose.map(String::from)
}

fn line(field: &str, text: &str, wrong: &mut FieldErrors) -> Option<String> {
    let text = optional(text)?;
    let line: Option<Line> = wrong.take(field, Line::parse(&text));
    line.map(String::from)
}

pub(super) fn number(field: String, text: &str, wrong: &mut FieldErrors) -> Option<Decimal> {
    let text = optional(text)?;
    let number = parse_decimal(&text);
    if number.is_none() {
        wrong.add(
            field,
            format!("“{text}” is not a number. Enter digits such as 6 or 0.5."),
        );
    }
    number
}

fn authority(code: &str, wrong: &mut FieldErrors) -> Option<Authority> {
    match optional(code) {
        None => Some(Authority::Ncia),
        Some(code) => wrong.take("authority", chosen(&code, "an authority")),
    }
}

fn validity(text: &str, wrong: &mut FieldErrors) -> Option<i64> {
    let text = optional(text)?;
    let days = text.parse().ok().filter(|days| (1..=3650).contains(days));
    if days.is_none() {
        wrong.add("validity_days", "Enter whole days, from 1 to 3650.");
    }
    days
}

fn lots(rows: &[LotInput], wrong: &mut FieldErrors) -> Vec<Lot> {
    let mut lots = Vec::new();
    for (index, row) in rows.iter().enumerate() {
        let description = prose(&numbered("lot_description", index), &row.description, wrong);
        if row.title.trim().is_empty() && description.is_none() {
            continue;
        }
        let code = format!("L{}", lots.len() + 1);
        let title = wrong.take(numbered("lot_title", index), Line::parse(&row.title));
        lots.extend(title.map(|title| Lot {
            code,
            title,
            description,
        }));
    }
    lots
}

pub(super) fn numbered(stem: &str, index: usize) -> String {
    format!("{stem}_{}", index + 1)
}

fn reasons(typed: Vec<(String, String)>) -> BTreeMap<String, String> {
    typed
        .into_iter()
        .filter_map(|(rule, reason)| Some((rule, optional(&reason)?)))
        .collect()
}
