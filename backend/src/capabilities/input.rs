//! What a form sends of a capability, and how it becomes part of a record.

use super::record::CapabilityRecord;
use crate::db::Tx;
use crate::solicitations::DayInput;
use crate::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::text::{Line, Prose};

/// A capability as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CapabilityInput {
    /// `name`.
    pub name: String,
    /// `effect`.
    pub effect: String,
    /// `functional_area`: code.
    pub functional_area: String,
    /// `strategy`: codes.
    pub strategy: Vec<String>,
    /// `programme`: code.
    pub programme: String,
    /// `need`: reference.
    pub need: String,
    /// `requirement`.
    pub requirement: String,
    /// `owner`.
    pub owner: String,
    /// `need_date`.
    pub need_date: DayInput,
    /// `ioc_definition`.
    pub ioc_definition: String,
    /// `foc_definition`.
    pub foc_definition: String,
}

/// The written part of a capability, in types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CapabilityDraft {
    name: String,
    effect: String,
    functional_area: Option<String>,
    strategy: Vec<String>,
    programme: Option<String>,
    need: Option<String>,
    requirement: String,
    owner: String,
    need_date: Option<NaiveDate>,
    ioc_definition: String,
    foc_definition: String,
    pub(super) demonstration: bool,
}

impl CapabilityDraft {
    /// The same as a part of the demonstration.
    #[must_use]
    pub fn of_the_demonstration(self) -> Self {
        Self {
            demonstration: true,
            ..self
        }
    }

    /// A record with this written part.
    pub(super) fn over(self, record: CapabilityRecord) -> CapabilityRecord {
        CapabilityRecord {
            name: self.name,
            effect: self.effect,
            functional_area: self.functional_area,
            strategy: self.strategy,
            programme: self.programme,
            need: self.need,
            requirement: self.requirement,
            owner: self.owner,
            need_date: self.need_date,
            ioc_definition: self.ioc_definition,
            foc_definition: self.foc_definition,
            ..record
        }
    }
}

impl TryFrom<CapabilityInput> for CapabilityDraft {
    type Error = Error;

    fn try_from(mut input: CapabilityInput) -> Result<Self, Error> {
        let mut wrong = FieldErrors::default();
        let mut line = |field: &str, text: &str| {
            let read = wrong.take(field, Line::<200>::parse(text));
            read.map(String::from).unwrap_or_default()
        };
        let (name, owner) = (line("name", &input.name), line("owner", &input.owner));
        let requirement = optional(&input.requirement)
            .map(|text| line("requirement", &text))
            .unwrap_or_default();
        let mut prose = |field: &str, text: &str| {
            let read = wrong.take(field, Prose::<4_000>::parse(text));
            read.map(String::from).unwrap_or_default()
        };
        let effect = prose("effect", &input.effect);
        let ioc_definition = prose("ioc_definition", &input.ioc_definition);
        let foc_definition = prose("foc_definition", &input.foc_definition);
        let need_date = wrong.take("need_date", input.need_date.read()).flatten();
        input.strategy.sort();
        input.strategy.dedup();
        wrong.finish()?;
        Ok(Self {
            name,
            effect,
            functional_area: optional(&input.functional_area),
            strategy: input.strategy,
            programme: optional(&input.programme),
            need: optional(&input.need).map(|text| text.to_uppercase()),
            requirement,
            owner,
            need_date,
            ioc_definition,
            foc_definition,
            demonstration: false,
        })
    }
}

fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Refuses codes that the Strategy, the programmes and the needs do not have.
pub(super) async fn check_codes(tx: &mut Tx, record: &CapabilityRecord) -> Result<(), Error> {
    let known: Vec<(String, String)> = tx
        .query(
            "SELECT kind, code FROM strategy_item UNION ALL SELECT 'programme', code FROM programme
             UNION ALL SELECT 'need', reference FROM need WHERE reference = $1",
        )
        .bind(record.need.clone().unwrap_or_default())
        .all()
        .await?;
    let is = |kinds: &[&str], code: &str| {
        let mut known = known.iter();
        known.any(|(kind, one)| one == code && kinds.contains(&kind.as_str()))
    };
    let named =
        |kind: &str, code: &Option<String>| code.as_deref().is_none_or(|code| is(&[kind], code));
    let mut wrong = FieldErrors::default();
    if !named("functional_area", &record.functional_area) {
        wrong.add("functional_area", "Choose a functional area of the list.");
    }
    if !named("programme", &record.programme) {
        wrong.add("programme", "Choose a programme of the list.");
    }
    if !named("need", &record.need) {
        wrong.add("need", "There is no need with this reference.");
    }
    let strategy = ["objective", "line", "tenet"];
    if !record.strategy.iter().all(|code| is(&strategy, code)) {
        wrong.add("strategy", "Choose codes of the list.");
    }
    wrong.finish()
}
