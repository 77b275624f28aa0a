//! What a form sends of a need, and how it becomes part of a record.

use super::record::NeedRecord;
use crate::solicitations::DayInput;
use crate::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::methods::{Authority, Method};
use domain::money::{Currency, Money};
use domain::needs::{FundingLine, FundingStatus};
use domain::text::{Line, Prose};
use std::str::FromStr;

/// A funding line as typed; a row without an amount counts as none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FundingInput {
    /// `funding_programme_1`: code.
    pub programme: String,
    /// `funding_nation_1`: letters.
    pub nation: String,
    /// `funding_amount_1`: major units of the need's currency.
    pub amount: String,
    /// `funding_status_1`: code of [`FundingStatus`].
    pub status: String,
}

/// A need as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeedInput {
    /// `title`.
    pub title: String,
    /// `description`.
    pub description: String,
    /// `functional_area`: code.
    pub functional_area: String,
    /// `strategy`: codes.
    pub strategy: Vec<String>,
    /// `programme`: code.
    pub programme: String,
    /// `authority`: code; NCIA when empty.
    pub authority: String,
    /// `method`: code; none when empty.
    pub method: String,
    /// `commercial_service`.
    pub commercial_service: bool,
    /// `low`: major units.
    pub low: String,
    /// `high`: major units.
    pub high: String,
    /// `low_currency`: ISO 4217; EUR when empty.
    pub currency: String,
    /// `expected_from`.
    pub expected_from: DayInput,
    /// `expected_to`.
    pub expected_to: DayInput,
    /// `public`.
    pub public: bool,
    /// Funding lines.
    pub funding: Vec<FundingInput>,
}

/// The written part of a need, in types.
#[derive(Clone, Debug, PartialEq)]
pub struct NeedDraft {
    title: Line,
    description: String,
    functional_area: Option<String>,
    strategy: Vec<String>,
    programme: Option<String>,
    authority: Authority,
    method: Option<Method>,
    commercial_service: bool,
    low_minor: Option<i64>,
    high_minor: Option<i64>,
    currency: Currency,
    expected: (Option<NaiveDate>, Option<NaiveDate>),
    public: bool,
    funding: Vec<FundingLine>,
    /// Whether it belongs to the demonstration; never typed.
    pub(super) demonstration: bool,
}

impl NeedDraft {
    /// The same as a part of the demonstration.
    #[must_use]
    pub fn of_the_demonstration(self) -> Self {
        Self {
            demonstration: true,
            ..self
        }
    }

    /// Who is expected to run the purchase, and the currency of its amounts.
    pub(super) const fn begins(&self) -> (Authority, Currency) {
        (self.authority, self.currency)
    }

    /// A record with this written part.
    pub(super) fn over(self, record: NeedRecord) -> NeedRecord {
        NeedRecord {
            title: self.title.into(),
            description: self.description,
            functional_area: self.functional_area,
            strategy: self.strategy,
            programme: self.programme,
            authority: self.authority,
            method: self.method,
            commercial_service: self.commercial_service,
            low_minor: self.low_minor,
            high_minor: self.high_minor,
            currency: self.currency,
            expected_from: self.expected.0,
            expected_to: self.expected.1,
            public: self.public,
            funding: self.funding,
            ..record
        }
    }
}

impl TryFrom<NeedInput> for NeedDraft {
    type Error = Error;

    fn try_from(mut input: NeedInput) -> Result<Self, Error> {
        let mut wrong = FieldErrors::default();
        let title = wrong.take("title", Line::parse(&input.title));
        let description = optional(&input.description)
            .and_then(|text| wrong.take("description", Prose::<10_000>::parse(&text)));
        let authority = chosen(&input.authority, "authority", "an authority", &mut wrong);
        let method = chosen(&input.method, "method", "a method", &mut wrong);
        let currency: Currency = wrong
            .take("low", currency(&input.currency))
            .unwrap_or(Currency::EUR);
        let low = amount(&input.low, "low", currency, &mut wrong);
        let high = amount(&input.high, "high", currency, &mut wrong);
        range(low, high, &mut wrong);
        let expected = expected(&input, &mut wrong);
        let funding = funding(&input.funding, currency, &mut wrong);
        input.strategy.sort();
        input.strategy.dedup();
        wrong.finish()?;
        Ok(Self {
            title: title.ok_or(Error::NotFound)?,
            description: description.map(String::from).unwrap_or_default(),
            functional_area: optional(&input.functional_area),
            strategy: input.strategy,
            programme: optional(&input.programme),
            authority: authority.unwrap_or(Authority::Ncia),
            method,
            commercial_service: input.commercial_service,
            low_minor: low,
            high_minor: high,
            currency,
            expected,
            public: input.public,
            funding,
            demonstration: false,
        })
    }
}

fn optional(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn currency(code: &str) -> Result<Currency, String> {
    match optional(code) {
        None => Ok(Currency::EUR),
        Some(code) => code
            .parse()
            .map_err(|error: domain::money::NotACurrency| error.to_string()),
    }
}

fn chosen<T: FromStr>(code: &str, field: &str, what: &str, wrong: &mut FieldErrors) -> Option<T> {
    let code = optional(code)?;
    let read = code
        .parse()
        .map_err(|_| format!("Choose {what} of the list."));
    wrong.take(field, read)
}

fn amount(text: &str, field: &str, currency: Currency, wrong: &mut FieldErrors) -> Option<i64> {
    let text = optional(text)?;
    let money = wrong.take(field, Money::parse(&text, currency))?;
    if money.minor <= 0 {
        wrong.add(field, "Enter an amount above zero.");
    }
    Some(money.minor)
}

fn range(low: Option<i64>, high: Option<i64>, wrong: &mut FieldErrors) {
    match (low, high) {
        (Some(low), Some(high)) if low > high => {
            wrong.add(
                "high",
                "The upper end lies below the lower one. Exchange them.",
            );
        }
        (Some(_), None) => wrong.add("high", "Enter the upper end of the range as well."),
        _ => {}
    }
}

fn expected(input: &NeedInput, wrong: &mut FieldErrors) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let from = wrong
        .take("expected_from", input.expected_from.read())
        .flatten();
    let to = wrong
        .take("expected_to", input.expected_to.read())
        .flatten();
    match (from, to) {
        (Some(from), Some(to)) if from > to => {
            wrong.add(
                "expected_to",
                "It ends before it begins. Exchange the days.",
            );
        }
        (None, Some(_)) => wrong.add("expected_from", "Enter the first day as well."),
        _ => {}
    }
    (from, to)
}

fn funding(rows: &[FundingInput], currency: Currency, wrong: &mut FieldErrors) -> Vec<FundingLine> {
    let mut lines = Vec::new();
    for (number, row) in (1..).zip(rows) {
        let (programme, nation) = (optional(&row.programme), optional(&row.nation));
        if optional(&row.amount).is_none() && programme.is_none() && nation.is_none() {
            continue;
        }
        let field = format!("funding_amount_{number}");
        if optional(&row.amount).is_none() {
            wrong.add(&field, "Enter the amount of this line.");
        }
        if programme.is_none() && nation.is_none() {
            let field = format!("funding_programme_{number}");
            wrong.add(field, "Choose the programme, the nation, or both.");
        }
        let amount = amount(&row.amount, &field, currency, wrong);
        lines.extend(amount.map(|amount_minor| FundingLine {
            programme,
            nation,
            amount_minor,
            status: row.status.parse().unwrap_or(FundingStatus::Planned),
        }));
    }
    lines
}
