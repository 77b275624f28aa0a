//! Making a contract from an award.

use super::cells::{head, lead, num};
use super::typed::{amount, day, optional_amount, optional_day, read};
use super::words::choices;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, DateFields, Form, NumberInput, PageTitle, Select, Submit, Table, Tag, TextArea,
    TextInput, Th, format,
};
use backend::contracts::{self, ContractInput, LetterInput, MilestoneInput};
use backend::{Error, FieldErrors};
use domain::contracts::VehicleKind;
use domain::contracts::life::LETTER_PERCENT;
use domain::milestones::MilestoneClass;
use domain::money::{Currency, Money};
use domain::text::{Line, Prose};
use leptos::prelude::*;
use leptos_meta::Title;

/// Rows for milestones in the form; more come by modification.
const MILESTONES: usize = 4;

/// The form for a contract, prefilled from the award named in the address.
#[component]
pub fn NewContract() -> impl IntoView {
    page(
        async |rq| {
            let award = award(&rq)?;
            let at = (award.as_str(), rq.query("lot"));
            contracts::new_contract(rq.ctx(), rq.actor(), at).await
        },
        |rq, begin| draw(&rq, &begin),
    )
}

/// The solicitation whose award the address names.
fn award(rq: &Rq) -> Result<String, Error> {
    let award = rq.query("award").ok_or(Error::NotFound)?;
    Ok(award.to_ascii_uppercase())
}

fn draw(rq: &Rq, begin: &contracts::NewContract) -> AnyView {
    let key = rq.key();
    let fields = (terms(begin), options(begin), milestones(begin.currency));
    view! {
        <Title text="Make a contract"/>
        <Breadcrumbs links=vec![("/contracts", "Contracts").into()] here="New contract"/>
        <PageTitle title="Make a contract" reference=begin.solicitation.clone() meta=format!("With {}. Lines, options and currency come from the awarded offer.", begin.provider_name)/>
        {lines(begin)}
        <div class="narrow">
            <Form act="make" key=key>
                {fields}
                <Submit label="Make contract" consequence="It begins as a draft; signatures follow on its page."/>
            </Form>
        </div>
    }
    .into_any()
}

fn lines(begin: &contracts::NewContract) -> AnyView {
    let currency = begin.currency;
    let rows = begin
        .lines
        .iter()
        .map(|line| {
            let option = line.option.then(|| view! { " " <Tag label="option"/> });
            let total = line
                .total_minor()
                .map(|minor| format::amount(minor, currency.code()));
            view! {
                <tr>
                    {head(view! { {line.description.clone()}{option} })}
                    {num("Quantity", format!("{} {}", line.quantity.normalize(), line.unit))}
                    {num("Unit price", format::amount(line.unit_price_minor, currency.code()))}
                    {lead("Total", total)}
                </tr>
            }
        })
        .collect_view();
    let unit = currency.code().to_owned();
    view! {
        <Table caption="Lines of the offer">
            <thead><tr><Th label="Description"/><Th label="Quantity" num=true/><Th label="Unit price" num=true unit=unit.clone()/><Th label="Total" unit=unit/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn major(minor: i64, currency: Currency) -> String {
    Money::new(minor, currency).major().normalize().to_string()
}

fn terms(begin: &contracts::NewContract) -> AnyView {
    let sum = |option: bool| {
        begin
            .lines
            .iter()
            .filter(|line| line.option == option)
            .filter_map(|line| line.total_minor())
            .fold(0_i64, i64::saturating_add)
    };
    let (base, all) = (sum(false), sum(false).saturating_add(sum(true)));
    let unit = begin.currency.code().to_owned();
    view! {
        <TextInput name="title" label="Title" value=begin.title.clone() maxlength=200/>
        <Select name="vehicle" label="Kind of vehicle" value="fixed_price" options=choices(VehicleKind::ALL, VehicleKind::as_str, VehicleKind::label)/>
        <NumberInput name="ceiling" label="Ceiling" unit=unit.clone() size=16 value=major(all, begin.currency)
            hint="The most that may ever be ordered; at least the lines of the offer, options included."/>
        <NumberInput name="initial_obligation" label="Obligated with the contract" unit=unit.clone() size=16 value=major(base, begin.currency)
            hint="Zero for a vehicle whose money is in its orders." rule="Obligated money stays at or below what is exercised (DFARS 232.703-1)"/>
        <DateFields name="effective_on" legend="Effective start date" rule="GTC A.1.6: performance and its measures run from this day"/>
        <DateFields name="ends_on" legend="Last day of the base period"/>
        <DateFields name="ordering_ends_on" legend="Last day for orders" optional=true hint="For a vehicle for orders; the end of the base period when left empty." rule="STC B.6"/>
        <NumberInput name="guaranteed_minimum" label="Guaranteed minimum" unit=unit.clone() size=16 optional=true rule="STC B.6: the least that all orders together will be worth"/>
        <NumberInput name="min_order" label="Minimum order" unit=unit.clone() size=16 optional=true rule="STC G.3"/>
        <NumberInput name="max_order" label="Maximum order" unit=unit size=16 optional=true rule="STC G.4: above it the contractor may return an order within 5 days"/>
        <DateFields name="definitise_by" legend="Terms are final by" optional=true hint="For a letter contract only, within 180 days after the start."
            rule="NSPA 12.2: within 180 days or 40 % of the work"/>
        <NumberInput name="liability_percent" label="Most that is obligated before" unit="%" size=5 value=LETTER_PERCENT.to_string() optional=true
            hint="For a letter contract only: a part of the value of its lines." rule="NSPA 12.2: usually at most 50 %"/>
        <NumberInput name="notice_days" label="Notice of options" unit="days" size=5 value="60" rule="GTC A.4.1: at least 60 days before expiry"/>
    }
    .into_any()
}

fn options(begin: &contracts::NewContract) -> AnyView {
    let options = (1..).zip(begin.lines.iter().filter(|line| line.option));
    options
        .map(|(number, line)| {
            let legend = format!("Last day of option {number}, {}", line.description);
            view! { <DateFields name=format!("option_{number}_ends_on") legend=legend hint="Its period follows the period before it."/> }
        })
        .collect_view()
        .into_any()
}

fn milestones(currency: Currency) -> AnyView {
    (1..=MILESTONES)
        .map(|number| {
            let unit = currency.code().to_owned();
            view! {
                <fieldset>
                    <legend>{format!("Milestone {number}")}</legend>
                    <TextInput name=format!("milestone_{number}_title") label="What is delivered" optional=true hint="Leave empty when there are no more."/>
                    <Select name=format!("milestone_{number}_class") label="Class" value="ordinary" options=choices(MilestoneClass::ALL, MilestoneClass::as_str, MilestoneClass::label)
                        rule="GTC A.1.13, A.4.9: how binding the date is"/>
                    <NumberInput name=format!("milestone_{number}_value") label="Value" unit=unit size=16 optional=true/>
                    <DateFields name=format!("milestone_{number}_due") legend="Original baseline" optional=true hint="The first approved date; it never changes."/>
                    <TextArea name=format!("milestone_{number}_criteria") label="What shows that it is met" rows=2 optional=true/>
                </fieldset>
            }
        })
        .collect_view()
        .into_any()
}

/// Makes the contract.
pub async fn post(post: Post) -> Result<Go, Error> {
    let ctx = post.rq.ctx();
    let award = award(&post.rq)?;
    let at = (award.as_str(), post.rq.query("lot"));
    let begin = contracts::new_contract(ctx, post.rq.actor(), at).await;
    // A double click finds the award used; the use case then answers with the contract it made.
    let (currency, options) = match &begin {
        Ok(begin) => (
            begin.currency,
            begin.lines.iter().filter(|line| line.option).count(),
        ),
        Err(Error::NotNow(_)) => (
            Currency::EUR,
            post.pairs
                .iter()
                .filter(|(name, _)| name.ends_with("_ends_on_day") && name.starts_with("option_"))
                .count(),
        ),
        Err(_) => return Err(begin.err().unwrap_or(Error::NotFound)),
    };
    let input = input(&post, currency, options)?;
    let reference = contracts::make(ctx, &post.call, at, input).await?;
    Ok(Go::to(format!("/contracts/{reference}")))
}

fn input(post: &Post, currency: Currency, options: usize) -> Result<ContractInput, Error> {
    let mut errors = FieldErrors::default();
    let title = errors.take("title", Line::parse(post.value("title")));
    let vehicle = errors.take("vehicle", post.value("vehicle").parse::<VehicleKind>());
    let ceiling = amount(post, &mut errors, "ceiling", currency);
    let obligation = amount(post, &mut errors, "initial_obligation", currency);
    let effective_on = day(post, &mut errors, "effective_on");
    let ends_on = day(post, &mut errors, "ends_on");
    let ordering_ends_on = optional_day(post, &mut errors, "ordering_ends_on");
    let guaranteed_minimum_minor =
        optional_amount(post, &mut errors, "guaranteed_minimum", currency);
    let min_order_minor = optional_amount(post, &mut errors, "min_order", currency);
    let max_order_minor = optional_amount(post, &mut errors, "max_order", currency);
    let notice = errors.take(
        "notice_days",
        post.value("notice_days")
            .parse::<u16>()
            .map_err(|_| "write a number of days such as 60"),
    );
    let option_ends = (1..=options)
        .filter_map(|number| day(post, &mut errors, &format!("option_{number}_ends_on")))
        .collect();
    let milestones = (1..=MILESTONES)
        .filter_map(|number| milestone(post, &mut errors, number, currency))
        .collect();
    let letter = letter(post, &mut errors);
    errors.finish()?;
    Ok(ContractInput {
        title: read(title)?,
        vehicle: read(vehicle)?,
        ceiling_minor: read(ceiling)?,
        effective_on: read(effective_on)?,
        ends_on: read(ends_on)?,
        ordering_ends_on,
        guaranteed_minimum_minor,
        min_order_minor,
        max_order_minor,
        initial_obligation_minor: read(obligation)?,
        option_ends,
        notice_days: read(notice)?,
        milestones,
        letter,
    })
}

/// When the terms of a letter contract are final; nothing of any other kind is read.
fn letter(post: &Post, errors: &mut FieldErrors) -> Option<LetterInput> {
    if post.value("vehicle") != VehicleKind::LetterContract.as_str() {
        return None;
    }
    let by = day(post, errors, "definitise_by");
    let percent = post.value("liability_percent").parse::<u8>();
    let percent = errors.take(
        "liability_percent",
        percent.map_err(|_| "write a whole number such as 50"),
    );
    Some(LetterInput {
        by: by?,
        percent: percent?,
    })
}

/// A milestone whose title was typed; its other fields are then needed too.
fn milestone(
    post: &Post,
    errors: &mut FieldErrors,
    number: usize,
    currency: Currency,
) -> Option<MilestoneInput> {
    let name = |part: &str| format!("milestone_{number}_{part}");
    if post.value(&name("title")).is_empty() {
        return None;
    }
    let title = errors.take(name("title"), Line::parse(post.value(&name("title"))));
    let class = errors.take(
        name("class"),
        post.value(&name("class")).parse::<MilestoneClass>(),
    );
    let value = amount(post, errors, &name("value"), currency);
    let due = day(post, errors, &name("due"));
    let criteria = errors.take(
        name("criteria"),
        Prose::parse(post.value(&name("criteria"))),
    );
    Some(MilestoneInput {
        title: title?,
        class: class?,
        value_minor: value?,
        due: due?,
        criteria: criteria?,
    })
}
