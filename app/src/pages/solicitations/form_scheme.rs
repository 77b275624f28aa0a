//! How offers are evaluated, in the form: the method, and the fields that it needs.

use super::form_awarding::awarding;
use super::form_parts::Recorded;
use super::rows::plain;
use super::scheme_words::example;
use crate::request::Rq;
use crate::ui::{
    Checkbox, Choice, Help, NumberInput, Panel, RadioGroup, Select, Submit, SubmitKind,
};
use backend::solicitations::SolicitationRecord;
use domain::evaluation::rules::{EvaluationRule, Need};
use domain::methods::{Authority, Method};
use domain::solicitations::{
    EqualPrices, EvaluationMethod, PanelRules, Parameters, RemarkDuty, Scheme, Screening,
};
use leptos::prelude::*;
use rust_decimal::Decimal;

/// The value of the button that asks for the fields of the chosen method.
pub const FIELDS: &str = "evaluation_fields";

/// How offers are evaluated; the sub-criteria follow it.
pub fn scheme(rq: &Rq, record: Recorded) -> AnyView {
    let scheme = record.and_then(|record| record.scheme.as_ref());
    let chosen = chosen(rq, scheme);
    let rule = chosen.rule();
    let options = options(rq, record, chosen);
    let minimum = scheme.map_or_else(|| "50".to_owned(), |scheme| plain(scheme.technical_minimum));
    let given = scheme
        .map(|scheme| scheme.parameters.clone())
        .unwrap_or_default();
    let (weights, parameters) = (weights(scheme, rule), parameters(record, &given, rule));
    let panel = panel(scheme.map(|scheme| &scheme.panel));
    let rehearsal = record
        .filter(|record| record.scheme.is_some())
        .map(|record| {
            let href = format!("/solicitations/{}/rehearsal", record.reference);
            view! { <p><a href=href>"Rehearse the evaluation as it is saved"</a></p> }
        });
    let screens = screens(scheme.map(|scheme| scheme.screening).unwrap_or_default());
    let awarding = awarding(scheme.map(|scheme| scheme.lots).unwrap_or_default());
    view! {
        <Panel title="Evaluation" meta="Frozen by the approval. Once published, only an amendment before closing changes it.">
        <RadioGroup name="evaluation" legend="How offers are evaluated" options=options value=chosen.as_str()
            hint="Those that the chosen procurement method and authority allow."/>
        <Submit label="Show the fields of the chosen method" kind=SubmitKind::Secondary name="then" value=FIELDS/>
        <p class="meta">{format!("{} Source: {} ({}), rule {}.", rule.formula, rule.source, rule.version, rule.id)}</p>
        {example(rule)}
        {weights}
        <NumberInput name="technical_minimum" label="Least technical score" size=6 value=minimum rule="GBI 4.6 Table 2: satisfactory begins at 50"
            hint=least(rule)/>
        {parameters}
        {panel}
        {screens}
        {awarding}
        {rehearsal}
        <Help title="What are sub-criteria?" source="GBI SP.A18 (07.26) 4.5">
            {format!("The parts of the technical score. {} Evaluators give for each: {}", shares(rule), rule.scale.meaning())}
        </Help>
        </Panel>
    }
    .into_any()
}

/// The method that is typed, else the recorded one.
fn chosen(rq: &Rq, scheme: Option<&Scheme>) -> EvaluationMethod {
    rq.form()
        .value("evaluation")
        .and_then(EvaluationMethod::from_code)
        .or_else(|| scheme.map(|scheme| scheme.method))
        .unwrap_or(EvaluationMethod::NciaBestValueNumerical)
}

/// The methods that the typed or recorded purchase may be evaluated by, and the chosen one.
fn options(rq: &Rq, record: Recorded, chosen: EvaluationMethod) -> Vec<Choice> {
    let typed = |name: &str| rq.form().value(name).map(str::to_lowercase);
    let method = typed("method").or_else(|| record.map(|record| record.method.to_lowercase()));
    let method: Option<Method> = method.and_then(|code| code.parse().ok());
    let authority = typed("authority").and_then(|code| code.parse().ok());
    let authority =
        authority.unwrap_or_else(|| record.map_or(Authority::Ncia, |one| one.authority));
    EvaluationMethod::ALL
        .iter()
        .filter(|one| {
            let lawful = method.is_none_or(|method| one.rule().serves(authority, method));
            lawful || **one == chosen
        })
        .map(|one| Choice::new(one.as_str(), one.label()).hint(one.meaning()))
        .collect()
}

fn least(rule: &EvaluationRule) -> &'static str {
    match rule.method {
        EvaluationMethod::NciaBestValueNarrative => {
            "The lower bound of the least rating: 50 for satisfactory, 25 where marginal is let in."
        }
        EvaluationMethod::EsaWeightedMarks => {
            "The least weighted mark from an estimate of 20 M EUR on."
        }
        _ if rule.asks(Need::Shares) => "An offer below it is not eligible, whatever its price.",
        _ => "From this score on a sub-criterion is met; an offer that misses one is not eligible.",
    }
}

fn shares(rule: &EvaluationRule) -> &'static str {
    if rule.asks(Need::Shares) {
        "Their shares add up to 100."
    } else {
        "They have no shares."
    }
}

fn weights(scheme: Option<&Scheme>, rule: &EvaluationRule) -> Option<AnyView> {
    let weights = scheme.and_then(|scheme| scheme.weights);
    let level_one = rule.asks(Need::LevelOne);
    rule.weighs().then(|| {
        let experience = level_one.then(|| {
            view! { <NumberInput name="weight_experience" label="Experience" unit="%" size=6 value=weights.map(|w| plain(w.experience))/> }
        });
        let help = if level_one {
            "The three add up to 100. Technical and experience together weigh at least twice as much as price; technical weighs at least as much as experience and as price."
        } else {
            "The two add up to 100, and neither is zero."
        };
        view! {
            <div class="parts">
                <NumberInput name="weight_technical" label="Technical" unit="%" size=6 value=weights.map(|w| plain(w.technical))/>
                {experience}
                <NumberInput name="weight_price" label="Price" unit="%" size=6 value=weights.map(|w| plain(w.price))/>
            </div>
            <Help title="Which weights are allowed?" source=rule.source>{help}</Help>
        }
        .into_any()
    })
}

fn parameters(record: Recorded, given: &Parameters, rule: &EvaluationRule) -> AnyView {
    let text = |figure: Option<Decimal>| figure.map(plain);
    let floor = rule.asks(Need::ElementFloor).then(|| {
        view! { <NumberInput name="element_floor" label="Floor of each sub-criterion" unit="of 100" size=6 value=text(given.element_floor)
            hint="An offer with one sub-criterion below it is not eligible. NSPA publishes 20, ESA 40; 0 for none."/> }
    });
    let equal = rule.asks(Need::EqualPrices).then(|| {
        let rules = EqualPrices::ALL.iter();
        let rules: Vec<Choice> = rules.map(|one| Choice::new(one.as_str(), one.label())).collect();
        let value = given.equal_prices.map(|one| one.as_str().to_owned());
        view! { <Select name="equal_prices" label="Where all prices are equal" prompt="Choose a rule" options=rules value=value
            hint="The formula would be 0/0."/> }
    });
    let bounds = rule.asks(Need::PriceBounds).then(|| {
        view! {
            <NumberInput name="full_points_price" label="All price points up to" unit="EUR" size=14 value=text(given.full_points_price)/>
            <NumberInput name="no_points_price" label="No price points from" unit="EUR" size=14 value=text(given.no_points_price)/>
        }
    });
    let measured = rule.asks(Need::Measured).then(|| measured(record, given));
    let most = rule.asks(Need::MostCredit).then(|| {
        view! { <NumberInput name="most_credit" label="Most credit" unit="EUR" size=14 value=text(given.most_credit)
            hint="The most that quality can take off a price. The award is at the price that was offered."/> }
    });
    view! { {floor}{equal}{bounds}{measured}{most} }.into_any()
}

/// How the panel works.
fn panel(given: Option<&PanelRules>) -> AnyView {
    let given = given.cloned().unwrap_or_default();
    let duties = RemarkDuty::ALL.iter();
    let duties = duties.map(|one| Choice::new(one.as_str(), one.label()).hint(one.meaning()));
    view! {
        <RadioGroup name="panel_remarks" legend="Which scores need a remark" options=duties.collect() value=given.remarks.as_str()
            rule="Satisfactory is 50 to 69 points or step 3 (GBI 4.6 table 2); the duty is this system's own"/>
        <Checkbox name="panel_anonymous" label="Hide the bidders' names from the panel" checked=given.anonymous
            hint="Evaluators read the offers of Offeror A, Offeror B and so on until the technical evaluation is closed. Officers and opening officers see the names. What a file says inside cannot be hidden."/>
    }
    .into_any()
}

/// From where on prices seem low.
fn screens(given: Screening) -> AnyView {
    let range = |[low, high]: [Decimal; 2]| format!("{} to {} %.", plain(low), plain(high));
    view! {
        <NumberInput name="screen_below_mean" label="A price seems low from below the mean" unit="%" size=6 value=plain(given.below_mean)
            hint=range(Screening::BELOW_MEAN) rule=Screening::BELOW_MEAN_SOURCE/>
        <NumberInput name="screen_trimmed" label="Discounts dropped at each end" unit="%" size=6 value=plain(given.trimmed)
            hint=range(Screening::TRIMMED) rule=Screening::TRIMMED_SOURCE/>
        <Help title="What does a low price lead to?" source="GBI 4.8(f); Directive 2014/24/EU, article 69">
            "To a question to the bidder, and to nothing else: no screen excludes an offer."
        </Help>
    }
    .into_any()
}

fn measured(record: Recorded, given: &Parameters) -> AnyView {
    let recorded: &[_] = record.map_or(&[], |record: &SolicitationRecord| {
        record.requirements.as_slice()
    });
    let numbers = recorded.iter().filter(|one| one.limits().is_some());
    let options: Vec<Choice> = numbers
        .map(|one| {
            Choice::new(
                one.code.clone(),
                format!("{} {}", one.code, one.name.as_str()),
            )
        })
        .collect();
    let per_unit = given.credit_per_unit.map(plain);
    view! {
        <Select name="measured_by" label="Requirement that earns the credit" prompt="Choose a requirement" options=options value=given.measured_by.clone()
            hint="A saved requirement that is a number with threshold and objective."/>
        <NumberInput name="credit_per_unit" label="Credit for each unit better than the threshold" unit="EUR" size=14 value=per_unit/>
    }
    .into_any()
}
