//! Every part of the kit in every state, on one page. It is where a change of the look is judged.

mod forms;
mod history;
mod pictures;
mod states;
mod tables;

use leptos::prelude::*;

use super::{Breadcrumbs, Fact, Facts, Moment, PageTitle, Tabs, Tone, format};

/// The gallery: the content of a page, without the frame around it.
#[component]
pub fn Kit() -> impl IntoView {
    view! {
        <Breadcrumbs links=vec![("/", "Today").into(), ("/kit", "Contracts").into()] here="CTR-2026-0012"/>
        <Moment at="14 May 2028, 12:00 UTC" hidden="11 later changes are not shown." changes="#history" now="#now"/>
        <PageTitle
            title="Assured SAR access, High North"
            reference="CTR-2026-0012"
            state="Performing"
            tone=Tone::Good
            meta="Assured-access agreement, IDIQ orders · Aurora Observation AS (NO) · funded by CA, FI, NO, SE · serves CSS-2.1 · next: decide on option 2"
        />
        <Facts>
            <Fact label="Ceiling">{format::money(1_800_000_000, "EUR")}</Fact>
            <Fact label="Obligated">{format::money(942_000_000, "EUR")}</Fact>
            <Fact label="Paid" note="52 % of obligated">{format::money(610_530_050, "EUR")}</Fact>
            <Fact label="Left to order">{format::money(858_000_000, "EUR")}</Fact>
            <Fact label="Next">"Option 2, decide by 1 Aug 2028"</Fact>
        </Facts>
        <Tabs
            label="Parts of this contract"
            current="#timeline"
            tabs=vec![
                ("#timeline", "Timeline").into(),
                ("#changes", "Changes", 3).into(),
                ("#deliverables", "Deliverables", 41).into(),
                ("#invoices", "Invoices").into(),
                ("#documents", "Documents", 0).into(),
            ]
        />
        <pictures::Pictures/>
        <states::States/>
        <tables::Tables/>
        <forms::Forms/>
        <history::History/>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    fn html() -> String {
        Owner::new().with(|| view! { <Kit/> }.to_html())
    }

    #[test]
    fn nothing_needs_an_inline_style() {
        assert!(!html().contains(" style="));
    }

    #[test]
    fn ids_are_unique() {
        let html = html();
        let mut ids: Vec<&str> = html
            .split(" id=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
    }

    #[test]
    fn every_label_leads_to_a_control() {
        let html = html();
        for id in html
            .split(" for=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
        {
            assert!(
                html.contains(&format!("id=\"{id}\"")),
                "no control has the id {id}"
            );
        }
    }

    #[test]
    fn the_error_summary_leads_to_its_fields() {
        let html = html();
        assert!(html.contains("There is a problem"));
        assert!(
            html.contains("href=\"#publish-closes\"") && html.contains("id=\"publish-closes\"")
        );
    }
}
