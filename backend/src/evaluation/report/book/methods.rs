//! The sheets of every method but NCIA's numerical best value: what was published, and the result computed from it.

use super::best_value::GUARD;
use super::{Cell, Decimal, Report, ReportLine, Table, column, currency, named, words};
use domain::evaluation::contest::{Bid, Plan, Record};
use domain::evaluation::rules::TotalKind;
use domain::solicitations::EvaluationMethod as M;

/// A figure of the scheme, by the name under which it stands on the sheet of what was published.
type Figure = (&'static str, Option<Decimal>);

const TECHNICAL_WEIGHT: &str = "Weight of the technical score, %";
const PRICE_WEIGHT: &str = "Weight of the price, %";
const LEAST: &str = "Least technical score that can win";
const FLOOR: &str = "Least score of each sub-criterion";
const FULL: &str = "Price up to which all points are given, EUR";
const NONE: &str = "Price from which no points are given, EUR";
const EQUAL: &str = "Points where all prices are equal";
const CREDIT: &str = "Most that is taken off a price, EUR";
const THRESHOLD: &str = "Threshold of the measured value";
const PER_UNIT: &str = "Taken off for each unit better than the threshold, EUR";

/// What the scheme published, as far as formulas use it.
pub(super) struct Published<'a> {
    plan: &'a Plan,
    figures: Vec<(&'static str, Decimal)>,
}

impl<'a> Published<'a> {
    pub(super) fn of(plan: &'a Plan) -> Self {
        let given = &plan.parameters;
        let weights = plan.weights.filter(|_| plan.method.rule().weighs());
        let measure = plan.measure.as_ref();
        let all: [Figure; 10] = [
            (TECHNICAL_WEIGHT, weights.map(|weights| weights.technical)),
            (PRICE_WEIGHT, weights.map(|weights| weights.price)),
            (LEAST, plan.least()),
            (FLOOR, plan.least_of_each()),
            (FULL, given.full_points_price),
            (NONE, given.no_points_price),
            (EQUAL, given.equal_prices.map(|rule| rule.points())),
            (CREDIT, given.most_credit),
            (THRESHOLD, measure.map(|measure| measure.threshold)),
            (PER_UNIT, given.credit_per_unit),
        ];
        let figures = all
            .into_iter()
            .filter_map(|(name, figure)| Some((name, figure?)))
            .collect();
        Self { plan, figures }
    }

    /// The sheet; none where nothing was published that a formula uses.
    pub(super) fn sheet(&self) -> Option<Table> {
        let row = |(name, figure): &(&str, Decimal)| vec![Cell::text(*name), Cell::Number(*figure)];
        (!self.figures.is_empty()).then(|| Table {
            name: "Published",
            head: words(&["Published with the scheme", "Figure"]),
            rows: self.figures.iter().map(row).collect(),
        })
    }

    /// Where a figure stands.
    fn cell(&self, name: &str) -> Option<String> {
        let place = self.figures.iter().position(|(other, _)| *other == name)?;
        Some(format!("Published!$B${}", place + 2))
    }

    /// Where a figure stands that the method cannot do without: no result is stored without it.
    fn needed(&self, name: &str) -> String {
        self.cell(name).unwrap_or_else(|| "0".to_owned())
    }

    /// The price of an offer that can win; no number of any other.
    fn standing(&self, at: usize) -> String {
        let subs = self.plan.sub_weights.len();
        let scored = format!("Technical!C{at}:{}{at}", column(1 + subs));
        let mut holds = Vec::new();
        if self.plan.asks_compliance_only() {
            holds.push(format!("H{at}=\"yes\""));
        }
        if let Some(least) = self.cell(LEAST) {
            holds.push(format!("ROUND(J{at},{GUARD})>={least}"));
        }
        if let Some(floor) = self.cell(FLOOR) {
            holds.push(format!("ROUND(MIN({scored}),{GUARD})>={floor}"));
        }
        if self.plan.method == M::PriceQualityRatioQuotient {
            holds.push(format!("J{at}>0"));
        }
        if let Some(threshold) = self.cell(THRESHOLD) {
            let reaches = if self.lower_is_better() { "<=" } else { ">=" };
            holds.extend([
                format!("ISNUMBER(I{at})"),
                format!("I{at}{reaches}{threshold}"),
            ]);
        }
        let inner = format!("G{at}");
        holds
            .iter()
            .rev()
            .fold(inner, |inner, test| format!("IF({test},{inner},\"\")"))
    }

    fn lower_is_better(&self) -> bool {
        let measure = self.plan.measure.as_ref();
        measure.is_some_and(|measure| measure.objective < measure.threshold)
    }

    /// The price score of an offer that can win; `all` are the prices of those.
    fn price_score(&self, at: usize, all: &str) -> Option<String> {
        Some(match self.plan.method {
            M::RelativeLowestPrice => format!("100*MIN({all})/K{at}"),
            M::LinearMinMaxPrice => format!(
                "IF(MIN({all})>=MAX({all}),{},100*(MAX({all})-K{at})/(MAX({all})-MIN({all})))",
                self.needed(EQUAL)
            ),
            M::AverageBasedPrice | M::NspaBestValue => {
                format!("MAX(0,100*(1-K{at}/(2*AVERAGE({all}))))")
            }
            M::PublishedThresholdLinear => {
                let (full, none) = (self.needed(FULL), self.needed(NONE));
                format!("MAX(0,MIN(100,100*({none}-K{at})/({none}-{full})))")
            }
            _ => return None,
        })
    }

    /// What is taken off the price of an offer that can win.
    fn credit(&self, at: usize) -> Option<String> {
        let most = self.needed(CREDIT);
        Some(match self.plan.method {
            M::QualityToPriceMonetised => format!("{most}*J{at}/100"),
            M::Vatep => {
                let threshold = self.needed(THRESHOLD);
                let gain = if self.lower_is_better() {
                    format!("{threshold}-I{at}")
                } else {
                    format!("I{at}-{threshold}")
                };
                format!("MIN({most},({gain})*{})", self.needed(PER_UNIT))
            }
            _ => return None,
        })
    }

    /// The figure by which offers that can win are compared.
    fn total(&self, at: usize) -> Option<String> {
        let weights = self.cell(TECHNICAL_WEIGHT).zip(self.cell(PRICE_WEIGHT));
        Some(match (self.plan.method, weights) {
            (M::NciaBestValueNarrative, _) => return None,
            (M::LowestPriceTechnicallyCompliant, _) => format!("K{at}"),
            (M::EsaWeightedMarks, _) => format!("J{at}"),
            (M::PriceQualityRatioQuotient, _) => format!("K{at}/J{at}"),
            (_, Some((technical, price))) => format!("J{at}*{technical}/100+L{at}*{price}/100"),
            _ => format!("K{at}-M{at}"),
        })
    }
}

/// A formula that holds for an offer that can win, and is no number for any other.
fn of_standing(at: usize, formula: Option<String>, stored: Option<Decimal>) -> Cell {
    formula.map_or(Cell::Empty, |formula| {
        Cell::Formula(format!("IF(ISNUMBER(K{at}),{formula},\"\")"), stored)
    })
}

/// How many of the totals are ahead of one's own, and one more.
fn by_figure(lines: &[(&Record, &ReportLine)], own: Decimal, lowest_first: bool) -> Decimal {
    let totals = lines.iter().filter_map(|(record, _)| record.total);
    let ahead = totals.filter(|other| {
        if lowest_first {
            *other < own
        } else {
            *other > own
        }
    });
    Decimal::from(ahead.count() + 1)
}

const HEAD: [&str; 13] = [
    "Offer",
    "Bidder",
    "State",
    "Price as submitted",
    "Currency",
    "Units for one euro",
    "Price, EUR",
    "Meets every requirement",
    "Measured value",
    "Technical score",
    "Price of an offer that can win, EUR",
    "Price score",
    "Taken off the price, EUR",
];

/// The result. Row 2 says the formula in words; the offers begin in row 3, as on the sheet of technical scores.
pub(super) fn result(
    report: &Report,
    published: &Published<'_>,
    lines: &[(&Record, &ReportLine)],
) -> Table {
    let mut head = words(&HEAD);
    head.push(report.total.label().to_owned());
    head.extend(words(&[
        "Rank by the figure",
        "Rank by the published rule, ties included",
        "Cannot win because",
    ]));
    let first = vec![Cell::text(report.figures.rule().formula)];
    let end = lines.len() + 2;
    let rows = lines.iter().enumerate().map(|(place, (record, line))| {
        let contest = &report.figures.contest;
        let bid = contest.bid(&record.id);
        let mut cells = inputs(place + 3, bid, line, published);
        cells.extend(figures(place + 3, end, published, record));
        let lowest_first = matches!(report.total, TotalKind::Price | TotalKind::EurPerPoint);
        let order = if lowest_first { ",1" } else { "" };
        let at = place + 3;
        let rank = format!("IF(ISNUMBER(N{at}),RANK(N{at},N$3:N${end}{order}),\"\")");
        let own = record.total.map(|own| by_figure(lines, own, lowest_first));
        cells.push(match report.total {
            TotalKind::Nothing => Cell::Empty,
            _ => Cell::Formula(rank, own),
        });
        cells.push(Cell::number(line.rank.map(Decimal::from)));
        cells.push(Cell::text(line.out.clone().unwrap_or_default()));
        cells
    });
    Table {
        name: "Result",
        head,
        rows: [first].into_iter().chain(rows).collect(),
    }
}

/// Columns A to J: what was offered, and the technical score.
fn inputs(at: usize, bid: Option<&Bid>, line: &ReportLine, published: &Published<'_>) -> Vec<Cell> {
    let score = column(2 + published.plan.sub_weights.len());
    let asked = bid.filter(|_| published.plan.asks_compliance_only());
    let complies = asked.map(|bid| Cell::text(if bid.compliant { "yes" } else { "no" }));
    let [offer, bidder] = named(line);
    vec![
        offer,
        bidder,
        Cell::text(&line.status),
        Cell::number(line.price.map(|price| price.major())),
        currency(line),
        Cell::Number(line.units_per_eur.unwrap_or(Decimal::ONE)),
        Cell::Formula(format!("D{at}/F{at}"), line.price_eur),
        complies.unwrap_or(Cell::Empty),
        Cell::number(bid.and_then(|bid| bid.measured)),
        match line.technical {
            Some(technical) => Cell::Formula(format!("Technical!{score}{at}"), Some(technical)),
            None => Cell::Empty,
        },
    ]
}

/// Columns K to N: what the method makes of it.
fn figures(at: usize, end: usize, published: &Published<'_>, record: &Record) -> [Cell; 4] {
    let stands = record.ineligible.is_none();
    let all = format!("K$3:K${end}");
    [
        Cell::Formula(published.standing(at), stands.then_some(record.price_eur)),
        of_standing(at, published.price_score(at, &all), record.price_points),
        of_standing(at, published.credit(at), record.credit),
        of_standing(at, published.total(at), record.total),
    ]
}
