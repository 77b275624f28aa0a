//! How a solicitation is divided for the award, in the form.

use crate::ui::{Choice, Help, NumberInput, RadioGroup};
use domain::solicitations::{AwardedBy, LotRules};
use leptos::prelude::*;

/// As a whole, lot by lot or line by line, and how many lots one bidder may win.
pub fn awarding(given: LotRules) -> AnyView {
    let choices = AwardedBy::ALL.iter();
    let choices = choices.map(|one| Choice::new(one.as_str(), one.label()).hint(one.meaning()));
    let most = given.most.map(|most| most.to_string());
    view! {
        <RadioGroup name="awarded_by" legend="How it is awarded" options=choices.collect() value=given.by.as_str()
            hint="Lot by lot, every line of the price schedule belongs to a lot. Line by line is for the lowest price only."/>
        <NumberInput name="most_lots" label="Most lots for one bidder" size=4 optional=true value=most
            hint="Empty for no limit. It does nothing where everything is awarded as a whole."/>
        <Help title="What does dividing change?" source="Directive 2014/24/EU, article 46; the order of lots is this system's own rule">
            "Each lot, or each line, has a result, an award, a standstill and a contract of its own. An offer takes part in a lot with all of its lines; one that leaves a line out does not. The sub-criteria and their scores are common to all lots. With a limit, lots are decided in the order in which they are published, and a bidder that has as many as allowed is passed over."
        </Help>
    }
    .into_any()
}
