//! Agreeing a service level.

use super::conflict::recorded;
use super::term::basis;
use super::typed::{amount, day, read};
use super::words::choices;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, DateFields, Form, Help, NumberInput, PageTitle, Panel, RadioGroup, Select,
    Submit, TextArea, TextInput, format,
};
use backend::contracts::record::ContractLine;
use backend::contracts::{self, ContractRecord, ServiceLevelInput};
use backend::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::contracts::service::{Band, Direction, MetricProposal, Promise, Window, proposals};
use domain::money::parse_decimal;
use domain::policy::actions::AgreeService;
use domain::policy::{Subject, permit};
use domain::text::Line;
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;

/// The form for a new service level.
#[component]
pub fn NewServiceLevel() -> impl IntoView {
    page(
        async |rq| {
            permit::<AgreeService>(rq.actor(), Subject::ANY)?;
            let reference = rq.param("reference").to_ascii_uppercase();
            let sheet = contracts::sheet(rq.ctx(), rq.actor(), &reference, None).await?;
            Ok(sheet.record)
        },
        |rq, record| draw(&rq, &record),
    )
}

/// The proposal that the address names by its place.
fn chosen(rq: &Rq) -> Option<&'static MetricProposal> {
    let place: usize = rq.query("metric")?.parse().ok()?;
    proposals().get(place)
}

fn draw(rq: &Rq, record: &ContractRecord) -> AnyView {
    let base = format!("/contracts/{}", record.reference);
    let (key, version) = (rq.key(), rq.version(record.version));
    let fields = fields(record, chosen(rq), rq.at().date_naive());
    view! {
        <Title text="Agree a service level"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (base.clone(), record.reference.clone()).into(), (format!("{base}?tab=service"), "Service").into()] here="New service level"/>
            <PageTitle title="Agree a service level" reference=record.reference.clone()
                meta="What is measured, what is promised, and what a missed period costs. It takes the place of the level that the line has for the same metric."/>
            {recorded(rq)}
            {propose(rq)}
            <Form act="agree" key=key version=version>
                {fields}
                <Submit label="Agree the service level"/>
            </Form>
            <Help title="Why is a level never changed?" source="own design; NSPA 16.2">
                <p>"What was measured rests on what was promised then. A new level ends the former one and both stay readable; after signature both parties agree, by a supplemental agreement."</p>
            </Help>
        </div>
    }
    .into_any()
}

/// The metrics to begin with, by service.
fn propose(rq: &Rq) -> AnyView {
    let choice = |(place, one): (usize, &MetricProposal)| {
        Choice::new(
            place.to_string(),
            format!("{}: {}", one.group.label(), one.label),
        )
    };
    let options: Vec<Choice> = proposals().iter().enumerate().map(choice).collect();
    let path = rq.path().to_owned();
    let value = rq.query("metric").unwrap_or_default().to_owned();
    let options = options
        .into_iter()
        .map(|one| {
            let selected = one.value == value;
            view! { <option value=one.value selected=selected>{one.label}</option> }
        })
        .collect_view();
    view! {
        <Panel title="Begin with a usual metric" meta="Its name, unit and direction are filled in below; the units are those of requirements.">
            <form method="get" action=path class="filter-row">
                <div class="filter">
                    <label for="metric-proposed">"Metric"</label>
                    <select id="metric-proposed" name="metric">{options}</select>
                </div>
                <button type="submit" class="button">"Fill in"</button>
            </form>
        </Panel>
    }
    .into_any()
}

fn fields(record: &ContractRecord, proposal: Option<&MetricProposal>, today: NaiveDate) -> AnyView {
    let currency = record.currency.code();
    let line = |line: &ContractLine| {
        let price = format::money_exact(line.unit_price_minor, currency);
        let words = format!(
            "{} {}, {price} a {}",
            line.number, line.description, line.unit
        );
        Choice::new(line.number.clone(), words)
    };
    let lines: Vec<Choice> = record.lines.iter().map(line).collect();
    let metric = proposal.map(|one| one.label).unwrap_or_default();
    let unit = proposal.map(|one| one.unit.symbol()).unwrap_or_default();
    let direction = proposal
        .map_or(Direction::AtLeast, |one| one.direction)
        .as_str();
    let hint = proposal.and_then(MetricProposal::parameter);
    let hint = hint
        .map(|one| one.definition)
        .unwrap_or("In words that both sides measure alike.");
    let from = record.effective_on.map_or(today, |day| day.max(today));
    let unit_of_fee = currency.to_owned();
    view! {
        <TextInput name="metric" label="What is measured" value=metric hint=hint maxlength=120/>
        <TextInput name="unit" label="Unit" value=unit size=12 maxlength=40/>
        <RadioGroup name="direction" legend="Promised" options=choices(Direction::ALL, Direction::as_str, Direction::label) value=direction/>
        <NumberInput name="target" label="Target" size=12 hint="The target itself keeps the promise."/>
        <RadioGroup name="window" legend="Measured over" options=choices(Window::ALL, Window::as_str, Window::label) value=Window::Month.as_str()/>
        <DateFields name="from" legend="Measured from" hint="From the first full period on or after this day." value=from/>
        <TextInput name="source" label="Measured by" hint="The system or report whose figures count." maxlength=300/>
        <TextArea name="exclusions" label="What is not counted" hint="Announced maintenance, orders withdrawn by the purchaser." optional=true rows=2 maxlength=2000/>
        <Select name="line" label="Line whose fee falls" options=lines/>
        <NumberInput name="fee" label="Fee of one period" unit=unit_of_fee size=16/>
        <TextArea name="bands" label="Credits" hint="One band a line, from the mildest: the value from which it counts, a colon, percent of the fee. 95: 5" optional=true rows=4 maxlength=400
            rule="GTC B.10: credits are cuts of the fee, no damages"/>
        <NumberInput name="cap" label="At most" unit="% of the fee" size=6 value="100"/>
        <NumberInput name="report_days" label="Values are reported within" unit="days" size=6 value="10" hint="After the end of the period."/>
        <NumberInput name="analysis_days" label="Root causes within" unit="days" size=6 value="15" hint="After a missed value is reported."/>
        {basis(record)}
    }
    .into_any()
}

fn decimal(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<Decimal> {
    let number = parse_decimal(post.value(name));
    errors.take(name, number.ok_or("write a number such as 98.5"))
}

fn whole(post: &Post, errors: &mut FieldErrors, name: &str) -> Option<u32> {
    let number = post.value(name).parse::<u32>();
    errors.take(name, number.map_err(|_| "write a whole number, 0 or more"))
}

/// Reads `95: 5` line by line.
fn bands(text: &str) -> Result<Vec<Band>, String> {
    let lines = (1..).zip(text.lines().map(str::trim));
    let filled = lines.filter(|(_, line)| !line.is_empty());
    let read = |(number, line): (usize, &str)| {
        let (from, percent) = line.split_once(':').unwrap_or((line, ""));
        let percent = percent.trim().trim_end_matches('%');
        let parts = parse_decimal(from.trim()).zip(parse_decimal(percent.trim()));
        let parts = parts.map(|(from, percent)| Band { from, percent });
        parts.ok_or_else(|| {
            format!("line {number}: write a value, a colon and a percentage, such as 95: 5")
        })
    };
    filled.map(read).collect()
}

/// Agrees the service level.
pub async fn post(post: Post) -> Result<Go, Error> {
    post.permitted::<AgreeService>()?;
    let ctx = post.rq.ctx();
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let record = contracts::sheet(ctx, post.rq.actor(), &reference, None)
        .await?
        .record;
    let mut errors = FieldErrors::default();
    let metric = errors.take("metric", Line::parse(post.value("metric")));
    let unit = errors.take("unit", Line::parse(post.value("unit")));
    let direction = errors.take("direction", post.value("direction").parse::<Direction>());
    let target = decimal(&post, &mut errors, "target");
    let window = errors.take("window", post.value("window").parse::<Window>());
    let from = day(&post, &mut errors, "from");
    let source = errors.take("source", Line::parse(post.value("source")));
    let fee = amount(&post, &mut errors, "fee", record.currency);
    let bands = errors.take("bands", bands(post.value("bands")));
    let cap = decimal(&post, &mut errors, "cap");
    let report_days = whole(&post, &mut errors, "report_days");
    let analysis_days = whole(&post, &mut errors, "analysis_days");
    errors.finish()?;
    let promise = Promise {
        target: read(target)?,
        direction: read(direction)?,
        bands: read(bands)?,
        cap_percent: read(cap)?,
    };
    let input = ServiceLevelInput {
        metric: read(metric)?,
        unit: read(unit)?,
        promise,
        window: read(window)?,
        from: read(from)?,
        exclusions: post.value("exclusions").chars().take(2_000).collect(),
        source: read(source)?,
        line: post.value("line").to_owned(),
        fee_minor: read(fee)?,
        report_days: read(report_days)?,
        analysis_days: read(analysis_days)?,
        basis: Some(post.value("basis").to_owned()).filter(|basis| !basis.is_empty()),
    };
    contracts::agree_service_level(ctx, &post.call, &reference, post.version()?, input).await?;
    Ok(Go::to(format!("/contracts/{reference}?tab=service")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bands_are_read_line_by_line() {
        let read = bands("95: 5\n\n 90 : 12.5 %\n").unwrap();
        let parts: Vec<_> = read.iter().map(|one| (one.from, one.percent)).collect();
        assert_eq!(
            parts,
            [
                (Decimal::from(95), Decimal::from(5)),
                (Decimal::from(90), Decimal::new(125, 1))
            ]
        );
        assert_eq!(bands("").unwrap(), []);
        assert!(bands("95: 5\n90").unwrap_err().starts_with("line 2"));
    }
}
