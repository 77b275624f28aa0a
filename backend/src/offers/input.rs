//! What is typed into the volumes of an offer, read into types.

use super::record::OfferRecord;
use crate::{Error, FieldErrors};
use domain::actor::NationCode;
use domain::money::{Currency, Money, parse_decimal};
use domain::offers::{
    Administration, Answer, Declared, Experience, OfferContent, PastContract, Price, PriceLine,
    Technical, Volume,
};
use rust_decimal::Decimal;

/// A volume as it was typed: names of fields and texts.
#[derive(Clone, Debug)]
pub struct VolumeInput {
    /// Which volume.
    pub volume: Volume,
    /// The fields, in order.
    pub pairs: Vec<(String, String)>,
}

/// The most rows of a repeated group.
const MOST_ROWS: usize = 200;

impl VolumeInput {
    fn value(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    fn text(&self, name: &str, most: usize, errors: &mut FieldErrors) -> String {
        let text = self.value(name);
        if text.chars().count() > most {
            errors.add(name, format!("at most {most} characters fit here"));
        }
        text.to_owned()
    }

    /// Row numbers for which any of the named fields has something in it.
    fn rows(&self, group: &str, fields: &[&str]) -> Vec<usize> {
        let filled = |row: &usize| {
            fields
                .iter()
                .any(|field| !self.value(&format!("{group}_{row}_{field}")).is_empty())
        };
        (1..=MOST_ROWS).filter(filled).collect()
    }

    /// The content with this volume replaced by what was typed.
    ///
    /// # Errors
    /// Everything that cannot be read, by field. What is merely missing is no error: a draft may be incomplete.
    pub(super) fn into_content(
        self,
        mut content: OfferContent,
        record: &OfferRecord,
    ) -> Result<OfferContent, Error> {
        let mut errors = FieldErrors::default();
        match self.volume {
            Volume::Administration => content.administration = self.administration(&mut errors),
            Volume::Technical => content.technical = self.technical(record, &mut errors),
            Volume::Experience => content.experience = self.experience(&mut errors),
            Volume::Price => content.price = self.price(record, &mut errors),
        }
        errors.finish()?;
        Ok(content)
    }

    fn administration(&self, errors: &mut FieldErrors) -> Administration {
        let email = self.text("contact_email", 254, errors);
        if !email.is_empty() && !email.contains('@') {
            errors.add(
                "contact_email",
                "write an e-mail address such as name@example.org",
            );
        }
        let nation = self.value("nation_of_origin");
        let days = self.value("validity_days");
        let validity_days = if days.is_empty() {
            None
        } else {
            errors.take("validity_days", read_days(days))
        };
        Administration {
            contact_name: self.text("contact_name", 120, errors),
            contact_email: email,
            nation_of_origin: (!nation.is_empty())
                .then(|| errors.take("nation_of_origin", nation.parse::<NationCode>()))
                .flatten(),
            validity_days,
            accepts_terms: !self.value("accepts_terms").is_empty(),
            remarks: self.text("remarks", 4_000, errors),
        }
    }

    fn technical(&self, record: &OfferRecord, errors: &mut FieldErrors) -> Technical {
        let criteria = record
            .scheme()
            .map(|scheme| scheme.criteria.as_slice())
            .unwrap_or_default();
        let answers = criteria
            .iter()
            .map(|criterion| Answer {
                criterion: criterion.code.clone(),
                text: self.text(&format!("answer_{}", criterion.code), 10_000, errors),
            })
            .filter(|answer| !answer.text.is_empty())
            .collect();
        let declared = record
            .requirements()
            .iter()
            .filter_map(|requirement| self.declared(&requirement.code, errors))
            .collect();
        Technical {
            summary: self.text("summary", 10_000, errors),
            answers,
            declared,
        }
    }

    fn declared(&self, code: &str, errors: &mut FieldErrors) -> Option<Declared> {
        let (name, evidence) = (
            format!("value_{code}"),
            self.text(&format!("evidence_{code}"), 2_000, errors),
        );
        let typed = self.value(&name);
        let not_offered = !self.value(&format!("not_offered_{code}")).is_empty();
        if typed.is_empty() && !not_offered {
            return None;
        }
        let value = if not_offered {
            None
        } else {
            Some(number(&name, typed, errors)?)
        };
        Some(Declared {
            requirement: code.to_owned(),
            value,
            evidence,
        })
    }

    fn experience(&self, errors: &mut FieldErrors) -> Experience {
        let row = |row: usize, errors: &mut FieldErrors| {
            let field = |name: &str| format!("reference_{row}_{name}");
            let year = self.value(&field("last_year"));
            let last_year = if year.is_empty() {
                None
            } else {
                errors.take(field("last_year"), read_year(year))
            };
            PastContract {
                customer: self.text(&field("customer"), 200, errors),
                description: self.text(&field("description"), 2_000, errors),
                last_year,
            }
        };
        let rows = self.rows("reference", &["customer", "description"]);
        Experience {
            references: rows.into_iter().map(|number| row(number, errors)).collect(),
        }
    }

    fn price(&self, record: &OfferRecord, errors: &mut FieldErrors) -> Price {
        let typed = self.value("currency");
        let currency = if typed.is_empty() {
            None
        } else {
            errors.take("currency", typed.parse::<Currency>())
        };
        let rows = self.rows("line", &["description", "unit", "quantity", "price"]);
        if currency.is_none() && !rows.is_empty() && typed.is_empty() {
            errors.add("currency", "choose the currency of the prices");
        }
        let lines = currency.map(|currency| {
            rows.into_iter()
                .filter_map(|row| self.line(row, currency, record, errors))
                .collect()
        });
        Price {
            currency,
            lines: lines.unwrap_or_default(),
        }
    }

    fn line(
        &self,
        row: usize,
        currency: Currency,
        record: &OfferRecord,
        errors: &mut FieldErrors,
    ) -> Option<PriceLine> {
        let field = |name: &str| format!("line_{row}_{name}");
        let description = self.text(&field("description"), 300, errors);
        if description.is_empty() {
            errors.add(field("description"), "say what is priced");
        }
        let unit = self.text(&field("unit"), 40, errors);
        if unit.is_empty() {
            errors.add(field("unit"), "name the unit, such as month or image");
        }
        let lot = self.value(&field("lot")).to_owned();
        if !lot.is_empty() && !record.lots().iter().any(|known| known.code == lot) {
            errors.add(field("lot"), "choose one of the lots");
        }
        let quantity = number(&field("quantity"), self.value(&field("quantity")), errors);
        let price = errors.take(
            field("price"),
            Money::parse(self.value(&field("price")), currency),
        );
        if price.is_some_and(|price| price.minor < 0) {
            errors.add(field("price"), "a price cannot be negative");
        }
        let option = !self.value(&field("option")).is_empty();
        Some(PriceLine {
            lot,
            description,
            unit,
            quantity: quantity?,
            unit_price_minor: price?.minor,
            option,
        })
    }
}

fn number(field: &str, text: &str, errors: &mut FieldErrors) -> Option<Decimal> {
    let read =
        parse_decimal(text).filter(|number| !number.is_sign_negative() && number.scale() <= 6);
    if read.is_none() {
        errors.add(
            field,
            format!("“{text}” is not a number: write digits such as 12 or 0.5"),
        );
    }
    read
}

fn read_days(text: &str) -> Result<i64, &'static str> {
    let days: i64 = text.parse().map_err(|_| "write a whole number of days")?;
    // At most six months from closing (GBI 2.15).
    if (1..=184).contains(&days) {
        Ok(days)
    } else {
        Err("an offer stands for 1 to 184 days: at most six months (GBI 2.15)")
    }
}

fn read_year(text: &str) -> Result<i64, &'static str> {
    let year: i64 = text.parse().map_err(|_| "write a year such as 2025")?;
    if (1957..=2200).contains(&year) {
        Ok(year)
    } else {
        Err("write a year such as 2025")
    }
}
