//! An answer as it was typed, read by what the requirement asks.

use super::{Ask, FREE, Requirement};
use crate::money::parse_decimal;
use crate::parameters::{Declared, NotAQuantity, NotDeclared, Quantity, Unit, Wanted};

impl Requirement {
    /// Reads an answer as it was typed: a number with the code of its unit (empty: the unit of the requirement), `yes` or
    /// `no`, choices separated by commas, or words. Not for numbers in a unit of the officer's own.
    ///
    /// # Errors
    /// [`NotDeclared`] says what is wrong.
    pub fn read(&self, text: &str, unit: &str) -> Result<Declared, NotDeclared> {
        let declared = match &self.ask {
            Ask::Typed(Wanted::Number { .. }) => self.read_number(text, unit)?,
            Ask::Typed(Wanted::YesNo { .. }) => match text.trim() {
                "yes" => Declared::YesNo(true),
                "no" => Declared::YesNo(false),
                _ => return Err(NotDeclared::YesNo),
            },
            Ask::Typed(Wanted::Choice { .. }) => self.read_choice(text)?,
            Ask::Typed(Wanted::Text) | Ask::Number { .. } => Declared::parse(&FREE, text, "")?,
        };
        match self.parameter {
            Some(code) => declared.checked(code.parameter()),
            None => Ok(declared),
        }
    }

    fn read_number(&self, text: &str, unit: &str) -> Result<Declared, NotDeclared> {
        let own = self.unit();
        let unit = match unit {
            "" => own,
            code => Unit::from_code(code),
        };
        let same = |unit: &Unit| own.is_some_and(|own| own.dimension() == unit.dimension());
        let unit = unit.filter(same).ok_or_else(|| {
            let names: Vec<&str> = own
                .iter()
                .flat_map(|own| own.siblings())
                .map(Unit::name)
                .collect();
            NotDeclared::Unit(names.join(", "))
        })?;
        let amount = parse_decimal(text).ok_or(NotAQuantity::NotANumber)?;
        Ok(Declared::Number(Quantity::new(amount, unit)?))
    }

    fn read_choice(&self, text: &str) -> Result<Declared, NotDeclared> {
        let known = self.choices().unwrap_or_default();
        let typed: Vec<&str> = text
            .split(',')
            .map(str::trim)
            .filter(|one| !one.is_empty())
            .collect();
        if let Some(other) = typed
            .iter()
            .find(|one| !known.iter().any(|(code, _)| code == *one))
        {
            return Err(NotDeclared::Choice((*other).to_owned()));
        }
        let chosen: Vec<String> = known
            .into_iter()
            .map(|(code, _)| code)
            .filter(|code| typed.contains(&code.as_str()))
            .collect();
        if chosen.is_empty() {
            return Err(NotDeclared::Nothing);
        }
        Ok(Declared::Choice(chosen))
    }
}
