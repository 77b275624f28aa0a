//! Value and method in the form: the estimate with its options, and which methods it allows.

use super::form_parts::{CURRENCIES, Recorded};
use super::rows::plain;
use super::words::money;
use crate::request::Rq;
use crate::ui::{
    Checkbox, Choice, DateFields, Help, MoneyField, Notice, NumberInput, Panel, RadioGroup, Select,
    Submit, SubmitKind, TextArea, Tone, format,
};
use backend::Error;
use backend::solicitations::{Editable, Proposed, Typed, propose};
use domain::methods::{Authority, GROUNDS, Method, NPP_2025, Proposal, Standing};
use leptos::prelude::*;

/// The value of the button that asks which methods are lawful.
pub const CHECK: &str = "methods";

/// The methods for what was typed, or why they cannot be told.
pub type Checked = Result<Proposed, String>;

/// Reads what was typed, when the form is shown again.
pub async fn checked(rq: &Rq) -> Result<Option<Checked>, Error> {
    let form = rq.form();
    let text = |name: &str| form.value(name).unwrap_or_default().to_owned();
    if form
        .value("estimate")
        .is_none_or(|typed| typed.trim().is_empty())
        && text("then") != CHECK
    {
        return Ok(None);
    }
    let typed = Typed {
        estimate: text("estimate"),
        estimate_options: text("estimate_options"),
        currency: text("estimate_currency"),
        commercial: form.value("commercial_service").is_some(),
        for_operations: form.value("for_operations").is_some(),
        authority: text("authority"),
    };
    propose(rq.ctx(), rq.actor(), &typed).await.map(Some)
}

/// The methods for what was typed, else those for what is recorded.
pub fn proposals<'a>(found: Option<&'a Editable>, checked: Option<&'a Checked>) -> &'a [Proposal] {
    match (checked, found) {
        (Some(Ok(proposed)), _) => &proposed.methods,
        (Some(Err(_)), _) | (None, None) => &[],
        (None, Some(found)) => &found.methods,
    }
}

/// What the check found, with a way to the methods.
pub fn answer(checked: &Checked) -> AnyView {
    let proposed = match checked {
        Ok(proposed) => proposed,
        Err(why) => {
            let why = why.clone();
            return view! { <Notice tone=Tone::Attention title="Methods not checked"><p>{why}</p></Notice> }
                .into_any();
        }
    };
    let lawful: Vec<&str> = proposed
        .methods
        .iter()
        .filter(|one| one.verdict.is_lawful())
        .map(|one| one.method.code())
        .collect();
    let total = money(proposed.total);
    let euro = (proposed.total.currency.code() != "EUR")
        .then(|| format!(" ({})", format::money(proposed.eur, "EUR")));
    let lawful = if lawful.is_empty() {
        "none".to_owned()
    } else {
        lawful.join(", ")
    };
    view! {
        <Notice title="Methods checked">
            <p>{format!("For {total}{} including all options, lawful are: {lawful}. ", euro.unwrap_or_default())}
                <a href="#save-method">"Choose the method"</a>"; nothing is saved yet."</p>
        </Notice>
    }
    .into_any()
}

/// What it may cost, and by which method it is bought; once the estimate is known, with what that allows.
pub fn value(record: Recorded, methods: &[Proposal]) -> AnyView {
    let hint = if methods.is_empty() {
        "Press “Check methods” to see which the estimate allows."
    } else {
        "The lawful ones come first. Another one is an override: it needs a reason and a second officer’s approval."
    };
    let (estimate, options) = (estimate(record), method_choices(methods));
    let ticked =
        |is: fn(&backend::solicitations::SolicitationRecord) -> bool| record.is_some_and(is);
    let (commercial, operations, clearances) = (
        ticked(|r| r.commercial_service),
        ticked(|r| r.for_operations),
        ticked(|r| r.clearances_needed),
    );
    let reason = record.and_then(|record| record.method_reason.clone());
    let method = record.map_or_else(|| "ncp".to_owned(), |record| record.method.clone());
    let authority = record.map_or(Authority::Ncia, |record| record.authority);
    let authorities = Authority::ALL.iter();
    let authorities: Vec<Choice> = authorities
        .map(|one| Choice::new(one.as_str(), one.label()))
        .collect();
    view! {
        <Panel title="Value and method">
            <Select name="authority" label="Procurement authority" options=authorities value=authority.as_str()
                hint="Who runs the purchase and answers for it: the methods are the authority’s."/>
            {estimate}
            <Checkbox name="commercial_service" label="A product off the shelf or a commercial service is bought" checked=commercial
                rule="NPP 27, App. 1: above EFL E this allows limited competition and pre-competed award up to their limits; the file says why it is one"/>
            <Checkbox name="for_operations" label="It serves Alliance Operations and Missions" checked=operations
                rule="NCP 7: the bidding time is at least 20 instead of 35 calendar days"/>
            <Checkbox name="clearances_needed" label="Bidders need security clearances" checked=clearances
                rule="NCP 5.2.1: the notice to delegations is 20 instead of 10 calendar days"/>
            <Submit label="Check methods" kind=SubmitKind::Secondary name="then" value=CHECK back_to="method"/>
            <RadioGroup name="method" legend="Method" options=options hint=hint value=method rule=NPP_2025.source/>
            <TextArea name="method_reason" label="Why this method" rows=3 optional=true value=reason
                hint="Needed where the method is only lawful with approval, and for an override. Auditors read it."/>
        </Panel>
    }
    .into_any()
}

/// Base and options apart; their sum decides.
fn estimate(record: Recorded) -> AnyView {
    let currencies = CURRENCIES.map(|code| (code, code).into()).to_vec();
    let base = record.and_then(|record| record.base());
    let options = record.and_then(|record| record.estimate_options);
    let currency = base.map_or_else(
        || "EUR".to_owned(),
        |money| money.currency.code().to_owned(),
    );
    let total = options.and_then(|_| record?.estimate).map(|total| {
        view! { <p class="meta">{format!("Recorded with all options: {}.", money(total))}</p> }
    });
    view! {
        <MoneyField name="estimate" legend="Estimated value without options" currencies=currencies currency=currency
            value=base.map(|money| plain(money.major())) hint="The base, for example 9 000 000."/>
        <NumberInput name="estimate_options" label="All options together" size=16 optional=true
            value=options.map(|money| plain(money.major())) hint="In the same currency. Base and options together are the estimate."
            rule="NPP 27: the limits count all options over the whole duration"/>
        {total}
        <Help title="May a purchase be split?" source="NPP 27, App. 1; METH">
            "Never to stay below a limit. The estimate counts every option over the whole duration, and purchases that belong together count together. Others like this one that together cross a limit are shown on its page, as a sign to look at."
        </Help>
    }
    .into_any()
}

fn method_choices(proposals: &[Proposal]) -> Vec<Choice> {
    let choice = |method: Method, means: String| {
        Choice::new(
            method.as_str(),
            format!("{} ({})", method.label(), method.code()),
        )
        .hint(means)
    };
    if proposals.is_empty() {
        let all = Method::ALL.iter();
        return all
            .map(|method| choice(*method, method.meaning().to_owned()))
            .collect();
    }
    proposals
        .iter()
        .map(|one| {
            let verdict = &one.verdict;
            let standing = match verdict.standing {
                Standing::Unlawful => "Not available",
                Standing::OnApproval => "Only with approval",
                Standing::Lawful => "Lawful",
            };
            let means = format!("{standing}. {} {}", verdict.why, verdict.source);
            choice(one.method, means)
        })
        .collect()
}

/// What a sole source rests on.
pub fn sole_source(record: Recorded) -> AnyView {
    let grounds = GROUNDS.iter().map(|ground| {
        let who: Vec<&str> = ground.authorities.iter().map(|one| one.label()).collect();
        let doubt = if ground.confirmed {
            ""
        } else {
            ", wording to be confirmed"
        };
        let label = format!(
            "{} {} ({}{doubt})",
            ground.text,
            ground.source,
            who.join(", ")
        );
        Choice::new(ground.id, label)
    });
    let grounds: Vec<Choice> = grounds.collect();
    let ground = record.and_then(|record| record.method_ground.clone());
    let noticed = record.and_then(|record| record.sole_source_notice_on);
    const LEGEND: &str = "Notice of the planned sole source";
    const HINT: &str = "The day on which it was published, for example 3 Mar 2027.";
    const RULE: &str =
        "NSPA 6.3, 8.1: from EUR 160 000 on, 10 calendar days before the solicitation";
    let notice = match noticed {
        Some(day) => view! { <DateFields name="sole_source_notice_on" legend=LEGEND optional=true value=day hint=HINT rule=RULE/> }.into_any(),
        None => view! { <DateFields name="sole_source_notice_on" legend=LEGEND optional=true hint=HINT rule=RULE/> }.into_any(),
    };
    view! {
        <Panel title="Sole source" meta="Only where the method is a sole source; the justification itself goes into “Why this method”.">
            <Select name="method_ground" label="Legal ground" prompt="None" options=grounds optional=true value=ground
                rule="NPP 22: governance approves the method and the vendor"/>
            {notice}
        </Panel>
    }
    .into_any()
}
