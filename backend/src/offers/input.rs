//! What is typed into the volumes, and how it becomes an offer's content.

use super::input_partners::{PartnerInput, partners};
use super::input_price::PriceInput;
use super::load::Sought;
use crate::{Error, FieldErrors};
use domain::money::parse_decimal;
use domain::offers::{
    Administration, Answer, Declared, Experience, LONGEST_VALIDITY, OfferContent, PastContract,
    Technical,
};
use domain::solicitations::{Ask, Requirement};
use domain::text::{Line, NotText, Prose};

/// One volume as typed. Anything may be left empty: a draft need not be complete.
#[derive(Clone, Debug)]
pub enum VolumeInput {
    /// Volume 1.
    Administration(AdministrationInput),
    /// Volume 2.
    Technical(TechnicalInput),
    /// Volume 3.
    Experience(ExperienceInput),
    /// Volume 4.
    Price(PriceInput),
}

/// Volume 1 as typed.
#[derive(Clone, Debug, Default)]
pub struct AdministrationInput {
    /// The person to write to.
    pub contact_name: String,
    /// The address to write to.
    pub contact_email: String,
    /// Nation code.
    pub nation_of_origin: String,
    /// Calendar days.
    pub validity_days: String,
    /// Whether the terms are accepted.
    pub accepts_terms: bool,
    /// Anything else.
    pub remarks: String,
    /// Members of the consortium and subcontractors; wholly empty rows are left out.
    pub partners: Vec<PartnerInput>,
}

/// Volume 2 as typed.
#[derive(Clone, Debug, Default)]
pub struct TechnicalInput {
    /// The solution in words.
    pub summary: String,
    /// Code of a criterion and the answer.
    pub answers: Vec<(String, String)>,
    /// Declared values.
    pub declared: Vec<DeclaredInput>,
}

/// A declared value as typed.
#[derive(Clone, Debug, Default)]
pub struct DeclaredInput {
    /// Code of the requirement.
    pub requirement: String,
    /// The number, `yes` or `no`, choices separated by commas, or words.
    pub value: String,
    /// Code of a number's unit; empty for the unit of the requirement.
    pub unit: String,
    /// What shows that it is true.
    pub evidence: String,
}

/// Volume 3 as typed; wholly empty rows are left out.
#[derive(Clone, Debug, Default)]
pub struct ExperienceInput {
    /// Past contracts.
    pub references: Vec<PastContractInput>,
}

/// A past contract as typed.
#[derive(Clone, Debug, Default)]
pub struct PastContractInput {
    /// For whom.
    pub customer: String,
    /// What.
    pub description: String,
    /// A year.
    pub last_year: String,
}

impl VolumeInput {
    /// Puts the volume into a content, of which the files stay, or tells everything that is wrong: errors of rows are named `field_1`, `field_2`…,
    /// those of criteria, requirements and lines of the schedule `answer_T1`, `value_R1`, `evidence_R1`, `price_P1`.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every field that cannot be read.
    pub fn into_content(self, content: &mut OfferContent, sought: &Sought) -> Result<(), Error> {
        let mut errors = FieldErrors::default();
        let volume = self.volume();
        let attached = std::mem::take(content.attachments_mut(volume));
        match self {
            Self::Administration(input) => content.administration = input.parsed(&mut errors),
            Self::Technical(input) => content.technical = input.parsed(&mut errors, sought),
            Self::Experience(input) => content.experience = input.parsed(&mut errors),
            Self::Price(input) => content.price = input.parsed(&mut errors, sought),
        }
        *content.attachments_mut(volume) = attached;
        errors.finish()
    }
}

pub(super) fn line(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    match Line::<200>::parse(text) {
        Ok(line) => line.into(),
        Err(NotText::Empty) => String::new(),
        Err(error) => {
            errors.add(field, error);
            String::new()
        }
    }
}

fn prose(errors: &mut FieldErrors, field: &str, text: &str) -> String {
    match Prose::<10_000>::parse(text) {
        Ok(prose) => prose.into(),
        Err(NotText::Empty) => String::new(),
        Err(error) => {
            errors.add(field, error);
            String::new()
        }
    }
}

fn whole(
    errors: &mut FieldErrors,
    field: &str,
    text: &str,
    (least, most): (i64, i64),
) -> Option<i64> {
    if text.trim().is_empty() {
        return None;
    }
    let number = text
        .trim()
        .parse()
        .ok()
        .filter(|number| (least..=most).contains(number));
    if number.is_none() {
        errors.add(
            field,
            format!("write a whole number from {least} to {most}"),
        );
    }
    number
}

impl AdministrationInput {
    fn parsed(self, errors: &mut FieldErrors) -> Administration {
        let contact_email = line(errors, "contact_email", &self.contact_email);
        if !contact_email.is_empty() && !contact_email.contains('@') {
            errors.add(
                "contact_email",
                "write an e-mail address such as name@example.org",
            );
        }
        let nation = self.nation_of_origin.trim();
        Administration {
            contact_name: line(errors, "contact_name", &self.contact_name),
            contact_email,
            nation_of_origin: (!nation.is_empty())
                .then(|| errors.take("nation_of_origin", nation.parse()))
                .flatten(),
            validity_days: whole(
                errors,
                "validity_days",
                &self.validity_days,
                (1, LONGEST_VALIDITY),
            ),
            accepts_terms: self.accepts_terms,
            remarks: prose(errors, "remarks", &self.remarks),
            partners: partners(self.partners, errors),
            attachments: Vec::new(),
        }
    }
}

impl TechnicalInput {
    fn parsed(self, errors: &mut FieldErrors, sought: &Sought) -> Technical {
        let asked = sought.asked();
        let answers = self
            .answers
            .into_iter()
            .filter(|(code, _)| asked.criteria.iter().any(|known| known.code == *code))
            .map(|(criterion, text)| Answer {
                text: prose(errors, &format!("answer_{criterion}"), &text),
                criterion,
            })
            .collect();
        let declared = self
            .declared
            .into_iter()
            .filter_map(|row| {
                let mut all = asked.requirements.iter();
                let known = all.find(|known| known.code == row.requirement)?;
                Some(row.parsed(errors, known))
            })
            .collect();
        Technical {
            summary: prose(errors, "summary", &self.summary),
            answers,
            declared,
            attachments: Vec::new(),
        }
    }
}

impl DeclaredInput {
    fn parsed(self, errors: &mut FieldErrors, asked: &Requirement) -> Declared {
        let field = format!("value_{}", self.requirement);
        let evidence = format!("evidence_{}", self.requirement);
        let typed = self.value.trim();
        let mut declared = Declared {
            value: None,
            answer: None,
            evidence: line(errors, &evidence, &self.evidence),
            requirement: self.requirement,
        };
        match &asked.ask {
            _ if typed.is_empty() => {}
            Ask::Typed(_) => declared.answer = errors.take(field, asked.read(typed, &self.unit)),
            Ask::Number { .. } => {
                let number = parse_decimal(typed).ok_or("write a number such as 4.5");
                declared.value = errors.take(field, number);
            }
        }
        declared
    }
}

impl ExperienceInput {
    fn parsed(self, errors: &mut FieldErrors) -> Experience {
        let rows = self.references.into_iter().enumerate();
        let filled = rows.filter(|(_, row)| {
            [&row.customer, &row.description, &row.last_year]
                .iter()
                .any(|text| !text.trim().is_empty())
        });
        let references = filled
            .map(|(index, row)| {
                let at = index + 1;
                PastContract {
                    customer: line(errors, &format!("customer_{at}"), &row.customer),
                    description: prose(errors, &format!("description_{at}"), &row.description),
                    last_year: whole(
                        errors,
                        &format!("last_year_{at}"),
                        &row.last_year,
                        (1957, 2100),
                    ),
                }
            })
            .collect();
        Experience {
            references,
            attachments: Vec::new(),
        }
    }
}
