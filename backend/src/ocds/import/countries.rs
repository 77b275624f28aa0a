//! Which nation an address names.

use domain::text::folded;

/// English names of countries and their ISO 3166-1 codes: the nations of the alliance, and countries whose open
/// records are often imported.
const COUNTRIES: [(&str, &str); 52] = [
    ("albania", "AL"),
    ("belgium", "BE"),
    ("bulgaria", "BG"),
    ("canada", "CA"),
    ("croatia", "HR"),
    ("czechia", "CZ"),
    ("czech republic", "CZ"),
    ("denmark", "DK"),
    ("estonia", "EE"),
    ("finland", "FI"),
    ("france", "FR"),
    ("germany", "DE"),
    ("greece", "GR"),
    ("hungary", "HU"),
    ("iceland", "IS"),
    ("italy", "IT"),
    ("latvia", "LV"),
    ("lithuania", "LT"),
    ("luxembourg", "LU"),
    ("montenegro", "ME"),
    ("netherlands", "NL"),
    ("north macedonia", "MK"),
    ("norway", "NO"),
    ("poland", "PL"),
    ("portugal", "PT"),
    ("romania", "RO"),
    ("slovakia", "SK"),
    ("slovenia", "SI"),
    ("spain", "ES"),
    ("sweden", "SE"),
    ("turkiye", "TR"),
    ("turkey", "TR"),
    ("united kingdom", "GB"),
    ("great britain", "GB"),
    ("england", "GB"),
    ("scotland", "GB"),
    ("wales", "GB"),
    ("northern ireland", "GB"),
    ("united states", "US"),
    ("united states of america", "US"),
    ("australia", "AU"),
    ("austria", "AT"),
    ("colombia", "CO"),
    ("dominican republic", "DO"),
    ("ireland", "IE"),
    ("japan", "JP"),
    ("mexico", "MX"),
    ("moldova", "MD"),
    ("paraguay", "PY"),
    ("republica dominicana", "DO"),
    ("switzerland", "CH"),
    ("ukraine", "UA"),
];

/// The ISO 3166-1 code of a country that is written as a code of two letters or by its English name.
pub(super) fn code(written: &str) -> Option<String> {
    let written = written.trim();
    if written.len() == 2 && written.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let code = written.to_ascii_uppercase();
        return Some(if code == "UK" { "GB".to_owned() } else { code });
    }
    let name = folded(written);
    COUNTRIES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, code)| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_are_understood() {
        assert_eq!(code("Türkiye").as_deref(), Some("TR"));
        assert_eq!(code("uk").as_deref(), Some("GB"));
        assert_eq!(code("Somewhere"), None);
    }
}
