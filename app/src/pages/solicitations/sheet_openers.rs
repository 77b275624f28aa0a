//! Naming those who open the offers, at publication.

use crate::ui::{CheckboxGroup, Choice, Notice, Select, Tone};
use backend::opening_keys::{Holder, Holders};
use leptos::prelude::*;

/// Who opens, how many of them together, and whether the keys can be recovered.
pub fn openers(holders: &Holders) -> AnyView {
    let ready = holders.ready().count();
    let proposed = holders.proposed();
    let named: Vec<String> = proposed.named.iter().map(ToString::to_string).collect();
    let lacking = (ready < 2).then(|| {
        view! {
            <Notice tone=Tone::Attention title="Two opening officers need an opening key">
                {format!("{ready} of {} opening officers have one. Each makes an own key under “Opening key”, linked from the own account; until two have done so, nothing can be published.", holders.officers.len())}
            </Notice>
        }
    });
    let boxes: Vec<Choice> = holders.ready().map(choice).collect();
    let counts: Vec<Choice> = (2..=ready.max(2))
        .map(|count| Choice::new(count.to_string(), format!("{count} together")))
        .collect();
    view! {
        {lacking}
        {(ready >= 2).then(|| view! {
            <CheckboxGroup name="openers" legend="Opening officers" options=boxes values=named
                hint="Those who have an opening key. Each gets a share of the keys; name one more than are needed, so that an absence does not keep the offers closed."/>
            <Select name="threshold" label="Needed to open" options=counts value=proposed.threshold.to_string()
                rule="Two-person opening, OWASP ASVS 5.0 2.3.5"/>
        })}
        {recovery(holders.recoverers())}
    }
    .into_any()
}

fn choice(holder: &Holder) -> Choice {
    Choice::new(holder.account.to_string(), holder.name.clone())
}

fn recovery(administrators: usize) -> AnyView {
    if administrators < 2 {
        return view! {
            <Notice tone=Tone::Attention title="There will be no recovery share">
                "Fewer than two administrators have an opening key. If so many opening officers lose their key or passphrase that too few are left, the offers stay closed for ever."
            </Notice>
        }
        .into_any();
    }
    view! {
        <p class="meta">{format!("A recovery share is split among {administrators} administrators: two of them together can stand for one opening officer who is missing. Every use is an event of its own.")}</p>
    }
    .into_any()
}
