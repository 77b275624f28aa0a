//! Reading typed requirements: of the catalogue, or an officer's own.

use crate::FieldErrors;
use domain::money::parse_decimal;
use domain::parameters::{Kind, Parameter, ParameterCode, Quantity, Unit, Wanted};
use domain::solicitations::{Ask, Direction, Requirement};
use domain::text::Line;
use rust_decimal::Decimal;

/// A requirement as typed. The fields of a row are named `requirement_name_1`, `requirement_unit_1`…
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequirementInput {
    /// Code of a parameter of the catalogue; empty for an own point.
    pub parameter: String,
    /// What is asked; may be empty where a parameter is chosen. A row with neither is none.
    pub name: String,
    /// Of an own point: `number` (also when empty), `yes_no`, `choice` or `text`.
    pub kind: String,
    /// Unit of a number, by code or symbol; words of one's own for a number that converts into nothing.
    pub unit: String,
    /// `higher` or `lower`; read where the catalogue does not say it.
    pub direction: String,
    /// The limit that must be met: a number, `yes`, or the accepted choices separated by commas.
    pub threshold: String,
    /// What is wanted: a number, or the preferred choices separated by commas.
    pub objective: String,
    /// Whether an answer must say what shows that it is true.
    pub evidence: bool,
}

impl RequirementInput {
    fn is_empty(&self) -> bool {
        [
            &self.parameter,
            &self.name,
            &self.unit,
            &self.threshold,
            &self.objective,
        ]
        .iter()
        .all(|text| text.trim().is_empty())
    }
}

/// The requirements, with the codes `R1`, `R2`… in their order; wholly empty rows are left out.
pub(super) fn requirements(rows: &[RequirementInput], wrong: &mut FieldErrors) -> Vec<Requirement> {
    let mut requirements = Vec::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        let code = format!("R{}", requirements.len() + 1);
        let mut reader = Reader {
            row,
            number: index + 1,
            wrong,
        };
        requirements.extend(reader.requirement(code));
    }
    requirements
}

/// One row while it is read.
struct Reader<'a> {
    row: &'a RequirementInput,
    number: usize,
    wrong: &'a mut FieldErrors,
}

impl Reader<'_> {
    fn take<T, E: ToString>(&mut self, stem: &str, result: Result<T, E>) -> Option<T> {
        self.wrong
            .take(format!("requirement_{stem}_{}", self.number), result)
    }

    fn requirement(&mut self, code: String) -> Option<Requirement> {
        let parameter = match self.row.parameter.trim() {
            "" => None,
            typed => Some(self.take("parameter", typed.parse::<ParameterCode>())?),
        };
        let named = parameter.filter(|_| self.row.name.trim().is_empty());
        let name = named.map_or(self.row.name.as_str(), |code| code.parameter().name);
        let name = self.take("name", Line::parse(name));
        let ask = match parameter {
            Some(code) => self.of_the_catalogue(code.parameter()),
            None => self.own(),
        };
        Some(Requirement {
            code,
            name: name?,
            parameter,
            ask: ask?,
            evidence: self.row.evidence,
        })
    }

    fn of_the_catalogue(&mut self, parameter: &Parameter) -> Option<Ask> {
        let wanted = match parameter.kind {
            Kind::Number {
                unit, direction, ..
            } => {
                let unit = self.unit_of(unit)?;
                let direction = match direction {
                    Some(direction) => direction,
                    None => self.direction()?,
                };
                self.numbers(unit, direction)?
            }
            Kind::YesNo => self.yes_or_no()?,
            Kind::Choice(choices) => {
                let known: Vec<_> = choices.iter().map(|one| (one.code, one.label)).collect();
                let accepted = self.chosen("threshold", &self.row.threshold, &known)?;
                let preferred = self.chosen("objective", &self.row.objective, &known)?;
                Wanted::Choice {
                    accepted,
                    preferred,
                }
            }
            Kind::Text => Wanted::Text,
        };
        let wanted = self.take("threshold", wanted.checked(parameter))?;
        Some(Ask::Typed(wanted))
    }

    fn own(&mut self) -> Option<Ask> {
        match self.row.kind.as_str() {
            "yes_no" => Some(Ask::Typed(self.yes_or_no()?)),
            "choice" => self.own_choice(),
            "text" => Some(Ask::Typed(Wanted::Text)),
            _ => self.own_number(),
        }
    }

    fn own_choice(&mut self) -> Option<Ask> {
        let accepted = listed(&self.row.threshold);
        let accepted = if accepted.is_empty() {
            Err("Name the choices that are accepted, separated by commas.")
        } else {
            Ok(accepted)
        };
        Some(Ask::Typed(Wanted::Choice {
            accepted: self.take("threshold", accepted)?,
            preferred: listed(&self.row.objective),
        }))
    }

    /// A unit that is known converts into its siblings; any other is kept as it is written.
    fn own_number(&mut self) -> Option<Ask> {
        let unit: Option<Line<40>> = self.take("unit", Line::parse(&self.row.unit));
        let direction = self.direction();
        let (unit, direction) = (unit?, direction?);
        let (least, best) = self.limits()?;
        match known_unit(unit.as_str()) {
            Some(known) if least.is_some() || best.is_some() => {
                Some(Ask::Typed(self.numbers(known, direction)?))
            }
            _ => {
                self.in_order(direction, least, best)?;
                Some(Ask::Number {
                    unit: unit.into(),
                    direction,
                    threshold: least,
                    objective: best,
                })
            }
        }
    }

    fn limits(&mut self) -> Option<(Option<Decimal>, Option<Decimal>)> {
        let threshold = self.decimal("threshold", &self.row.threshold);
        let objective = self.decimal("objective", &self.row.objective);
        Some((threshold?, objective?))
    }

    fn decimal(&mut self, stem: &str, text: &str) -> Option<Option<Decimal>> {
        if text.trim().is_empty() {
            return Some(None);
        }
        let number = parse_decimal(text)
            .ok_or_else(|| format!("“{text}” is not a number. Enter digits such as 6 or 0.5."));
        self.take(stem, number).map(Some)
    }

    fn numbers(&mut self, unit: Unit, direction: Direction) -> Option<Wanted> {
        let (least, best) = self.limits()?;
        self.in_order(direction, least, best)?;
        let mut quantity = |stem: &str, number: Option<Decimal>| match number {
            Some(number) => self.take(stem, Quantity::new(number, unit)).map(Some),
            None => Some(None),
        };
        let threshold = quantity("threshold", least)?;
        let objective = quantity("objective", best)?;
        Some(Wanted::Number {
            direction,
            threshold,
            objective,
        })
    }

    fn in_order(
        &mut self,
        direction: Direction,
        least: Option<Decimal>,
        best: Option<Decimal>,
    ) -> Option<()> {
        let swapped = least
            .zip(best)
            .is_some_and(|(least, best)| match direction {
                Direction::Higher => best < least,
                Direction::Lower => best > least,
            });
        let words = "The objective is worse than the threshold. Exchange them, or choose the other direction.";
        self.take("objective", if swapped { Err(words) } else { Ok(()) })
    }

    fn direction(&mut self) -> Option<Direction> {
        let direction = Direction::from_code(&self.row.direction)
            .ok_or("Choose whether more or less is better.");
        self.take("direction", direction)
    }

    /// The typed unit, if it measures the same as the catalogue's; that one where none is typed.
    fn unit_of(&mut self, usual: Unit) -> Option<Unit> {
        let typed = self.row.unit.trim();
        if typed.is_empty() {
            return Some(usual);
        }
        let known = known_unit(typed).filter(|unit| unit.dimension() == usual.dimension());
        let symbols: Vec<&str> = usual.siblings().map(written).collect();
        let unit =
            known.ok_or_else(|| format!("Enter one of these units: {}.", symbols.join(", ")));
        self.take("unit", unit)
    }

    fn yes_or_no(&mut self) -> Option<Wanted> {
        let required = match self.row.threshold.trim().to_lowercase().as_str() {
            "" => Ok(false),
            "yes" => Ok(true),
            _ => Err("Enter “yes” where yes must be answered, or leave it empty."),
        };
        let required = self.take("threshold", required)?;
        Some(Wanted::YesNo { required })
    }

    fn chosen(&mut self, stem: &str, text: &str, known: &[(&str, &str)]) -> Option<Vec<String>> {
        let labels: Vec<&str> = known.iter().map(|(_, label)| *label).collect();
        let code = |typed: &String| {
            let same = |word: &str| word.to_lowercase() == typed.to_lowercase();
            let found = known.iter().find(|(code, label)| same(code) || same(label));
            found.map(|(code, _)| (*code).to_owned()).ok_or_else(|| {
                format!(
                    "“{typed}” is not one of the choices: {}.",
                    labels.join("; ")
                )
            })
        };
        // A label may hold a comma itself, so that the whole text is looked up first.
        let whole = text.trim().to_owned();
        let codes = match code(&whole) {
            Ok(code) => Ok(vec![code]),
            Err(_) => listed(text).iter().map(code).collect(),
        };
        self.take(stem, codes)
    }
}

fn listed(text: &str) -> Vec<String> {
    let parts = text.split([',', ';']).map(str::trim);
    parts
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The unit that a code or symbol names.
fn known_unit(text: &str) -> Option<Unit> {
    let text = text.trim();
    Unit::from_code(text).or_else(|| {
        let mut all = Unit::ALL.iter().copied();
        all.find(|unit| !unit.symbol().is_empty() && unit.symbol() == text)
    })
}

/// How a unit is written in the form.
fn written(unit: Unit) -> &'static str {
    match unit.symbol() {
        "" => unit.as_str(),
        symbol => symbol,
    }
}
