//! The reference files that are built into the program, read into rows of the store.

use crate::Error;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use sqlx::FromRow;

/// The official page of the Strategy.
pub const OFFICIAL_URL: &str = "https://www.nato.int/en/about-us/official-texts-and-resources/official-texts/2025/02/13/nato-commercial-space-strategy";

/// When and by whom the Strategy was endorsed and when it was published.
pub const ENDORSED: &str = "Endorsed by Allied Defence Ministers on 13 February 2025, published on 24 June 2025 in The Hague";

const STRATEGY: &str = include_str!("../../seed/reference/strategy.json");
const NATIONS: &str = include_str!("../../seed/reference/nations.csv");
const PROGRAMMES: &str = include_str!("../../seed/reference/programmes.json");

/// What the file of nations rests on.
const NATIONS_SOURCE: &str = "Year of accession: eata.ee, NATO Member Countries; askvity.info, member list (2024). \
    Letters and currency: ISO 3166-1 and ISO 4217, not checked against a source";

#[derive(Clone, Debug, Deserialize, FromRow, PartialEq, Eq)]
pub(super) struct ItemRow {
    pub code: String,
    pub kind: String,
    pub parent_code: Option<String>,
    pub position: i64,
    pub title: String,
    pub body: String,
    pub paragraph: Option<String>,
    pub note: Option<String>,
    pub source: String,
}

#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub(super) struct NationRow {
    pub code: String,
    pub name: String,
    pub accession_year: i64,
    pub currency: String,
    pub source: String,
}

#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub(super) struct ProgrammeRow {
    pub code: String,
    pub name: String,
    pub functional_area: Option<String>,
    pub summary: String,
    pub value_minor: Option<i64>,
    pub value_currency: Option<String>,
    pub value_qualifier: Option<String>,
    pub position: i64,
}

#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub(super) struct FactRow {
    pub programme_code: String,
    pub position: i64,
    pub name: String,
    pub body: String,
}

#[derive(Clone, Debug, FromRow, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct StandingRow {
    pub programme_code: String,
    pub nation_code: String,
    pub standing: String,
    pub as_of: Option<String>,
}

#[derive(Clone, Debug, FromRow, PartialEq, Eq)]
pub(super) struct SourceRow {
    pub programme_code: String,
    pub position: i64,
    pub url: String,
}

#[derive(Clone, Debug, Deserialize, FromRow, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ReportedRow {
    pub programme_code: String,
    pub nation_code: String,
    pub kind: String,
    #[serde(rename = "minor")]
    pub amount_minor: Option<i64>,
    pub currency: Option<String>,
    pub reported_on: Option<String>,
    pub note: Option<String>,
    pub source: String,
}

#[derive(Clone, Debug, Deserialize, FromRow, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ContractRow {
    pub programme_code: Option<String>,
    pub buyer: String,
    pub provider: String,
    pub what: String,
    pub announced: Option<String>,
    #[serde(rename = "minor")]
    pub value_minor: Option<i64>,
    pub currency: Option<String>,
    pub qualifier: Option<String>,
    pub source: String,
}

#[derive(Deserialize)]
struct StrategyFile {
    items: Vec<ItemRow>,
}

#[derive(Deserialize)]
struct ProgrammesFile {
    programmes: Vec<Programme>,
    reported_contributions: Vec<ReportedRow>,
    public_contracts: Vec<ContractRow>,
}

#[derive(Deserialize)]
struct Programme {
    code: String,
    name: String,
    functional_area: Option<String>,
    summary: String,
    value: Option<Amount>,
    facts: Vec<Fact>,
    nations: Vec<Group>,
    sources: Vec<String>,
}

#[derive(Deserialize)]
struct Amount {
    minor: i64,
    currency: String,
    qualifier: Option<String>,
}

#[derive(Deserialize)]
struct Fact {
    name: String,
    body: String,
}

#[derive(Deserialize)]
struct Group {
    standing: String,
    as_of: Option<String>,
    codes: Vec<String>,
}

/// Every row that the files stand for.
#[derive(Debug, Default)]
pub(super) struct Seed {
    pub items: Vec<ItemRow>,
    pub nations: Vec<NationRow>,
    pub programmes: Vec<ProgrammeRow>,
    pub facts: Vec<FactRow>,
    pub standings: Vec<StandingRow>,
    pub sources: Vec<SourceRow>,
    pub reported: Vec<ReportedRow>,
    pub contracts: Vec<ContractRow>,
}

impl Seed {
    /// Reads the files that are built in.
    pub fn read() -> Result<Self, Error> {
        let strategy: StrategyFile = json("strategy.json", STRATEGY)?;
        let file: ProgrammesFile = json("programmes.json", PROGRAMMES)?;
        let mut seed = Self {
            items: strategy.items,
            nations: nations(NATIONS)?,
            reported: file.reported_contributions,
            contracts: file.public_contracts,
            ..Self::default()
        };
        for (position, programme) in (1..).zip(file.programmes) {
            seed.add(position, programme);
        }
        seed.standings.sort();
        seed.reported.sort();
        seed.contracts.sort();
        Ok(seed)
    }

    fn add(&mut self, position: i64, programme: Programme) {
        let code = programme.code;
        for (position, fact) in (1..).zip(programme.facts) {
            let (programme_code, name, body) = (code.clone(), fact.name, fact.body);
            self.facts.push(FactRow {
                programme_code,
                position,
                name,
                body,
            });
        }
        for (position, url) in (1..).zip(programme.sources) {
            self.sources.push(SourceRow {
                programme_code: code.clone(),
                position,
                url,
            });
        }
        for group in programme.nations {
            self.standings
                .extend(group.codes.into_iter().map(|nation_code| StandingRow {
                    programme_code: code.clone(),
                    nation_code,
                    standing: group.standing.clone(),
                    as_of: group.as_of.clone(),
                }));
        }
        let value = programme.value;
        self.programmes.push(ProgrammeRow {
            code,
            name: programme.name,
            functional_area: programme.functional_area,
            summary: programme.summary,
            value_minor: value.as_ref().map(|value| value.minor),
            value_currency: value.as_ref().map(|value| value.currency.clone()),
            value_qualifier: value.and_then(|value| value.qualifier),
            position,
        });
    }
}

fn json<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| Error::Internal(format!("{file}: {error}")))
}

/// The file has four columns and no quotes.
fn nations(text: &str) -> Result<Vec<NationRow>, Error> {
    text.lines().skip(1).map(nation).collect()
}

fn nation(line: &str) -> Result<NationRow, Error> {
    let unreadable = || Error::Internal(format!("nations.csv: “{line}”"));
    let [code, name, year, currency] = line.split(',').collect::<Vec<_>>()[..] else {
        return Err(unreadable());
    };
    Ok(NationRow {
        code: code.to_owned(),
        name: name.to_owned(),
        accession_year: year.parse().map_err(|_| unreadable())?,
        currency: currency.to_owned(),
        source: NATIONS_SOURCE.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_files_hold_the_strategy_the_nations_and_the_programmes() {
        let seed = Seed::read().unwrap();
        let kinds = |kind: &str| seed.items.iter().filter(|item| item.kind == kind).count();
        assert_eq!(
            (
                kinds("objective"),
                kinds("line"),
                kinds("tenet"),
                kinds("functional_area")
            ),
            (3, 15, 11, 6)
        );
        assert_eq!((seed.nations.len(), seed.programmes.len()), (32, 11));
        assert_eq!((seed.reported.len(), seed.contracts.len()), (8, 14));
    }

    #[test]
    fn every_fact_has_a_source_and_every_code_is_known() {
        let seed = Seed::read().unwrap();
        let codes: BTreeSet<_> = seed.nations.iter().map(|nation| &nation.code).collect();
        assert!(
            seed.standings
                .iter()
                .all(|row| codes.contains(&row.nation_code))
        );
        for programme in &seed.programmes {
            assert!(
                seed.sources
                    .iter()
                    .any(|source| source.programme_code == programme.code),
                "{}",
                programme.code
            );
        }
        assert!(
            seed.reported
                .iter()
                .all(|row| !row.source.is_empty() && codes.contains(&row.nation_code))
        );
        assert!(seed.contracts.iter().all(|row| !row.source.is_empty()));
    }

    #[test]
    fn participants_of_apss_are_counted_by_their_standing() {
        let seed = Seed::read().unwrap();
        let count = |standing: &str| {
            seed.standings
                .iter()
                .filter(|row| row.programme_code == "APSS" && row.standing.starts_with(standing))
                .count()
        };
        assert_eq!((count("Participant"), count("Signed")), (19, 18));
    }

    #[test]
    fn a_broken_line_of_the_nations_is_named() {
        assert!(
            nations("head\nNO,Norway")
                .unwrap_err()
                .to_string()
                .contains("NO,Norway")
        );
    }
}
