//! What the query of an address asks of a list.

use std::str::FromStr;

/// The names and values of an address; a name without a value asks for nothing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a>(pub &'a [(String, String)]);

impl<'a> Asked<'a> {
    /// The value of a name.
    pub fn get(self, name: &str) -> Option<&'a str> {
        let mut pairs = self.0.iter();
        let (_, value) = pairs.find(|(key, value)| key == name && !value.is_empty())?;
        Some(value)
    }

    /// The value, owned.
    pub fn text(self, name: &str) -> Option<String> {
        self.get(name).map(str::to_owned)
    }

    /// The value as a day, a number or a code; one that cannot be read asks for nothing.
    pub fn parsed<T: FromStr>(self, name: &str) -> Option<T> {
        self.get(name)?.parse().ok()
    }

    /// The column of `sort` and whether the largest comes first; `usual` where the address names no order.
    pub fn order(self, usual: &'a str) -> (&'a str, bool) {
        let order = self.get("sort").unwrap_or(usual);
        match order.strip_prefix('-') {
            Some(column) => (column, true),
            None => (order, false),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Asked;
    use chrono::NaiveDate;

    fn query(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(owned).collect()
    }

    #[test]
    fn an_empty_or_unreadable_value_asks_for_nothing() {
        let query = query(&[("q", ""), ("from", "tomorrow"), ("to", "2027-03-01")]);
        let asked = Asked(&query);
        assert_eq!(asked.text("q"), None);
        assert_eq!(asked.parsed::<NaiveDate>("from"), None);
        assert_eq!(asked.parsed("to"), NaiveDate::from_ymd_opt(2027, 3, 1));
    }

    #[test]
    fn the_usual_order_holds_until_the_address_names_one() {
        assert_eq!(Asked(&[]).order("-asked"), ("asked", true));
        let query = query(&[("sort", "rule")]);
        assert_eq!(Asked(&query).order("-asked"), ("rule", false));
    }
}
