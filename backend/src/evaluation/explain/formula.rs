//! How each number comes about.

use super::Known;
use super::figure::{Figure, Input, Shown};
use crate::evaluation::sheet::EXPERIENCE;
use domain::evaluation::contest::{Field, PriceFormula, Record};
use domain::evaluation::rules::TotalKind;
use rust_decimal::Decimal;

/// A number with its formula.
pub(super) struct Unfolded {
    pub(super) title: String,
    pub(super) value: Option<Shown>,
    pub(super) formula: String,
    pub(super) source: String,
    pub(super) inputs: Vec<Input>,
}

impl Unfolded {
    fn new(title: &str, value: Option<Shown>, formula: &str, source: &str) -> Self {
        Self {
            title: title.to_owned(),
            value,
            formula: formula.to_owned(),
            source: source.to_owned(),
            inputs: Vec::new(),
        }
    }

    fn with(self, inputs: Vec<Input>) -> Self {
        Self { inputs, ..self }
    }
}

const PRICES: &str = "NCIA General Bidding Instructions 3.7, 4.8";

/// The number of the known offer; none where the method has no such number.
pub(super) fn unfold(known: &Known<'_>, figure: &Figure) -> Option<Unfolded> {
    let own = known.line.reference.as_str();
    let record = known.figures.record(own);
    Some(match figure {
        Figure::Price => price(known),
        Figure::Rate => rate(known)?,
        Figure::PriceEur => price_eur(known),
        Figure::Score(criterion) => score(known, criterion)?,
        Figure::Technical => technical(known, record)?,
        Figure::Experience => experience(known, record?)?,
        Figure::PriceScore => price_score(known, record)?,
        Figure::Credit => credit(known, record?)?,
        Figure::Total => total(known, record),
        Figure::Rank => rank(known),
    })
}

fn price(known: &Known<'_>) -> Unfolded {
    let volume = &known.line.content.price;
    let line = |line: &domain::offers::PriceLine| {
        let total = line.total_minor().zip(volume.currency);
        let amount = total.map(|(minor, currency)| domain::money::Money::new(minor, currency));
        let label = format!(
            "{} {}, {} {}",
            line.code,
            line.description,
            line.quantity.normalize(),
            line.unit
        );
        Input::of(label.trim(), amount.map(Shown::Submitted))
    };
    let formula = "Sum of quantity × unit price over every line, options in; each line rounded half up to the minor unit.";
    Unfolded::new(
        "Price as submitted",
        known.line.price.map(Shown::Submitted),
        formula,
        PRICES,
    )
    .with(volume.lines.iter().map(line).collect())
}

fn rate(known: &Known<'_>) -> Option<Unfolded> {
    let used = known.rate()?;
    let value = Shown::Rate {
        units: used.units_per_eur,
        currency: used.currency.clone(),
        day: used.day,
        source: used.source.clone(),
    };
    let formula = "The newest recorded rate on or before the last day before closing. The result keeps it: a later correction does not change it.";
    Some(Unfolded::new("Exchange rate", Some(value), formula, PRICES))
}

fn price_eur(known: &Known<'_>) -> Unfolded {
    let own = &known.line.reference;
    let value = known.figures.price_eur(own).map(Shown::Euro);
    let submitted = Input::of("Price as submitted", known.line.price.map(Shown::Submitted));
    let mut inputs = vec![submitted.explained_at(own, Figure::Price)];
    let formula = match rate(known) {
        Some(rate) => {
            inputs.push(Input::of(rate.title, rate.value).explained_at(own, Figure::Rate));
            "Price ÷ units of its currency for one euro, unrounded."
        }
        None => "The price is in euro: nothing is converted.",
    };
    Unfolded::new("Price in euro", value, formula, PRICES).with(inputs)
}

fn score(known: &Known<'_>, criterion: &str) -> Option<Unfolded> {
    let line = known
        .process
        .criteria()
        .into_iter()
        .find(|line| line.code == criterion)?;
    let value = known.cell(&known.line.reference, criterion);
    let value = value.map(|cell| Shown::Points(cell.value));
    let source = format!(
        "{}, rule {}",
        known.figures.rule().source,
        known.figures.rule().id
    );
    let formula = "The mean of the scores that are in, unrounded.";
    Some(Unfolded::new(&line.name, value, formula, &source))
}

fn rule_source(known: &Known<'_>) -> String {
    let rule = known.figures.rule();
    format!("{} ({}), rule {}", rule.source, rule.version, rule.id)
}

fn technical(known: &Known<'_>, record: Option<&Record>) -> Option<Unfolded> {
    let own = &known.line.reference;
    let value = record?.technical?;
    let criteria = known.process.criteria().into_iter();
    let inputs = criteria.filter(|line| !line.is_experience()).map(|line| {
        let cell = known.cell(own, &line.code);
        Input::of(
            line.name.clone(),
            cell.map(|cell| Shown::Points(cell.value)),
        )
        .weighing(line.weight.unwrap_or_default())
        .explained_at(own, Figure::Score(line.code))
    });
    let formula = "Sum of score × share of the sub-criterion ÷ 100.";
    let unfolded = Unfolded::new(
        "Technical score",
        Some(Shown::Points(value)),
        formula,
        &rule_source(known),
    );
    Some(unfolded.with(inputs.collect()))
}

fn experience(known: &Known<'_>, record: &Record) -> Option<Unfolded> {
    let own = &known.line.reference;
    let value = Shown::Points(record.experience?);
    let cell = known.cell(own, EXPERIENCE);
    let rating = Input::of(
        "Confidence rating",
        cell.map(|cell| Shown::Points(cell.value)),
    );
    let formula = "25 points for each step above no confidence: 1 none, 2 low, 3 satisfactory, 4 high, 5 very high.";
    let source = "NCIA General Bidding Instructions 4.7, table 7";
    let unfolded = Unfolded::new("Experience score", Some(value), formula, source);
    Some(unfolded.with(vec![
        rating.explained_at(own, Figure::Score(EXPERIENCE.to_owned())),
    ]))
}

/// The offers that may win, with their prices.
fn eligible<'a>(known: &'a Known<'_>) -> impl Iterator<Item = &'a Record> {
    let records = known.figures.judgement.records.iter();
    records.filter(|record| record.ineligible.is_none())
}

fn bidder(known: &Known<'_>, offer: &str) -> String {
    let mut offers = known.offers.iter();
    let line = offers.find(|line| line.reference == offer);
    line.map_or_else(|| offer.to_owned(), |line| line.provider_name.clone())
}

fn price_score(known: &Known<'_>, record: Option<&Record>) -> Option<Unfolded> {
    let own = &known.line.reference;
    let value = record.and_then(|record| record.price_points);
    let formula = PriceFormula::of(&known.figures.contest.plan).ok()??;
    let prices: Vec<Decimal> = eligible(known).map(|record| record.price_eur).collect();
    let field = Field::of(&prices).ok()??;
    let price = known.figures.price_eur(own).map(Shown::Euro);
    let mut inputs = vec![Input::of("Price in euro", price).explained_at(own, Figure::PriceEur)];
    let euro = |label: &str, amount| Input::of(label, Some(Shown::Euro(amount)));
    let (words, more) = match formula {
        PriceFormula::Average => (
            "100 × (1 − price ÷ (2 × mean of the eligible prices)), not below 0.",
            vec![euro("Mean of the eligible prices", field.average)],
        ),
        PriceFormula::RelativeToLowest => (
            "100 × lowest eligible price ÷ price.",
            vec![euro("Lowest eligible price", field.lowest)],
        ),
        PriceFormula::MinMax(_) => (
            "100 × (highest − price) ÷ (highest − lowest) among the eligible prices; where all are equal, the published rule.",
            vec![
                euro("Lowest eligible price", field.lowest),
                euro("Highest eligible price", field.highest),
            ],
        ),
        PriceFormula::Threshold { full, none } => (
            "100 × (price of no points − price) ÷ (price of no points − price of all points), from 0 to 100.",
            vec![
                euro("Price of all points", full),
                euro("Price of no points", none),
            ],
        ),
    };
    inputs.extend(more);
    let others = eligible(known).filter(|record| record.id != *own);
    if !matches!(formula, PriceFormula::Threshold { .. }) {
        inputs.extend(others.map(|record| {
            let label = format!("Eligible price of {}", bidder(known, &record.id));
            euro(&label, record.price_eur).explained_at(&record.id, Figure::PriceEur)
        }));
    }
    let unfolded = Unfolded::new(
        "Price score",
        value.map(Shown::Points),
        words,
        &rule_source(known),
    );
    Some(unfolded.with(inputs))
}

fn credit(known: &Known<'_>, record: &Record) -> Option<Unfolded> {
    let own = &known.line.reference;
    let value = Shown::Euro(record.credit?);
    let plan = &known.figures.contest.plan;
    let euro = |label: &str, amount: Option<Decimal>| Input::of(label, amount.map(Shown::Euro));
    let most = euro("Most credit", plan.parameters.most_credit);
    let (formula, inputs) = match &plan.measure {
        Some(measure)
            if record.technical.is_none() || plan.parameters.credit_per_unit.is_some() =>
        {
            let mut bids = known.figures.contest.bids.iter();
            let bid = bids.find(|bid| bid.id == *own);
            let measured = bid.and_then(|bid| bid.measured).map(Shown::Measured);
            let inputs = vec![
                Input::of(measure.name.clone(), measured),
                Input::of("Threshold", Some(Shown::Measured(measure.threshold))),
                euro("Credit for each unit", plan.parameters.credit_per_unit),
                most,
            ];
            (
                "Units better than the threshold × credit for each unit, at most the most credit.",
                inputs,
            )
        }
        _ => {
            let technical = Input::of("Technical score", record.technical.map(Shown::Points));
            let inputs = vec![technical.explained_at(own, Figure::Technical), most];
            ("Most credit × technical score ÷ 100.", inputs)
        }
    };
    let unfolded = Unfolded::new("Credit", Some(value), formula, &rule_source(known));
    Some(unfolded.with(inputs))
}

fn shown_total(kind: TotalKind, figure: Decimal) -> Shown {
    match kind {
        TotalKind::Points | TotalKind::Marks | TotalKind::Nothing => Shown::Points(figure),
        TotalKind::Price => Shown::Euro(figure),
        TotalKind::EurPerPoint => Shown::EurPerPoint(figure),
    }
}

fn total(known: &Known<'_>, record: Option<&Record>) -> Unfolded {
    let own = &known.line.reference;
    let rule = known.figures.rule();
    let value = record.and_then(|record| record.total);
    let weights = known.figures.contest.plan.weights;
    let part = |label: &str, value: Option<Shown>, figure| {
        Input::of(label, value).explained_at(own, figure)
    };
    let points = |read: fn(&Record) -> Option<Decimal>| record.and_then(read).map(Shown::Points);
    let technical = || {
        part(
            "Technical score",
            points(|record| record.technical),
            Figure::Technical,
        )
    };
    let price = || {
        part(
            "Price in euro",
            record.map(|record| Shown::Euro(record.price_eur)),
            Figure::PriceEur,
        )
    };
    let inputs: Vec<Input> = match weights {
        Some(weights) => {
            let experience = points(|record| record.experience);
            let experience = experience.map(|value| {
                part("Experience score", Some(value), Figure::Experience)
                    .weighing(weights.experience)
            });
            let score = part(
                "Price score",
                points(|record| record.price_points),
                Figure::PriceScore,
            );
            let first = technical().weighing(weights.technical);
            [Some(first), experience, Some(score.weighing(weights.price))]
                .into_iter()
                .flatten()
                .collect()
        }
        None => match (rule.total, record.and_then(|record| record.credit)) {
            (TotalKind::Marks | TotalKind::Points, _) => vec![technical()],
            (TotalKind::EurPerPoint, _) => vec![price(), technical()],
            (_, Some(credit)) => vec![
                price(),
                part("Credit", Some(Shown::Euro(credit)), Figure::Credit),
            ],
            (_, None) => vec![price()],
        },
    };
    let value = value.map(|value| shown_total(rule.total, value));
    Unfolded::new(rule.total.label(), value, rule.formula, &rule_source(known)).with(inputs)
}

fn rank(known: &Known<'_>) -> Unfolded {
    let rule = known.figures.rule();
    let place = known.figures.rank(&known.line.reference);
    let formula = format!("{} {}", rule.tie, rule.rounding);
    let inputs = known.figures.ranking().iter().map(|id| {
        let total = known.figures.record(id).and_then(|record| record.total);
        let total = total.map(|total| shown_total(rule.total, total));
        Input::of(bidder(known, id), total).explained_at(id, Figure::Total)
    });
    Unfolded::new(
        "Rank",
        place.map(Shown::Place),
        &formula,
        &rule_source(known),
    )
    .with(inputs.collect())
}
