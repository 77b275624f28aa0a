//! The row of filters above a table: an ordinary form, so that the address is the whole state.

use leptos::prelude::*;

use super::choices::Choice;
use super::inputs::option_views;
use super::words::Words;

/// A filter that is in force, and the list without it.
#[derive(Clone, Debug)]
pub struct AppliedFilter {
    /// The filter in words: `Nation: Norway`.
    pub label: String,
    /// Address of the list without this filter.
    pub remove: String,
}

impl<L: Into<String>, R: Into<String>> From<(L, R)> for AppliedFilter {
    fn from((label, remove): (L, R)) -> Self {
        Self {
            label: label.into(),
            remove: remove.into(),
        }
    }
}

/// Filters of one list. Holds [`TextFilter`], [`SelectFilter`] and [`DateFilter`].
#[component]
pub fn FilterBar(
    /// Address of the list.
    #[prop(into)]
    action: String,
    /// What is filtered, for screen readers: "Filter solicitations".
    #[prop(into)]
    label: String,
    /// The filters in force.
    #[prop(optional)]
    applied: Vec<AppliedFilter>,
    /// Address of the list without any filter.
    #[prop(into)]
    clear: String,
    /// Names and values that stay when filters change, such as the order.
    #[prop(optional)]
    keep: Vec<(String, String)>,
    /// The controls.
    children: Children,
) -> impl IntoView {
    let kept = keep
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value/> })
        .collect_view();
    let tags = (!applied.is_empty()).then(|| applied_tags(applied, clear));
    view! {
        <search class="filters" aria-label=label>
            <form method="get" action=action class="filter-row">
                {kept}
                {children()}
                <button type="submit" class="button">"Filter"</button>
            </form>
            {tags}
        </search>
    }
}

fn applied_tags(applied: Vec<AppliedFilter>, clear: String) -> impl IntoView {
    let tags = applied
        .into_iter()
        .map(|filter| {
            view! {
                <li>
                    <a class="applied" href=filter.remove>
                        <span class="hidden">"Remove filter "</span>{filter.label}<span class="cross" aria-hidden="true">"×"</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="applied-row" aria-label="Filters in force">{tags}<li><a href=clear>"Clear all"</a></li></ul> }
}

/// Text to look for.
#[component]
pub fn TextFilter(
    /// Name in the address.
    name: &'static str,
    /// What is searched.
    #[prop(into)]
    label: String,
    /// The text in force.
    #[prop(optional, into)]
    value: Words,
) -> impl IntoView {
    let id = filter_id(name);
    view! {
        <div class="filter grow"><label for=id.clone()>{label}</label><input type="search" id=id name=name value=value.get()/></div>
    }
}

/// One of a list, or any.
#[component]
pub fn SelectFilter(
    /// Name in the address.
    name: &'static str,
    /// What is chosen.
    #[prop(into)]
    label: String,
    /// What can be chosen; "Any" comes before them.
    options: Vec<Choice>,
    /// The choice in force.
    #[prop(optional, into)]
    value: Words,
) -> impl IntoView {
    let id = filter_id(name);
    view! {
        <div class="filter">
            <label for=id.clone()>{label}</label>
            <select id=id name=name><option value="">"Any"</option>{option_views(options, value.as_deref())}</select>
        </div>
    }
}

/// A day.
#[component]
pub fn DateFilter(
    /// Name in the address.
    name: &'static str,
    /// What the day bounds: "Closes from".
    #[prop(into)]
    label: String,
    /// The day in force, `2027-03-03`.
    #[prop(optional, into)]
    value: Words,
) -> impl IntoView {
    let id = filter_id(name);
    view! {
        <div class="filter"><label for=id.clone()>{label}</label><input type="date" id=id name=name value=value.get()/></div>
    }
}

fn filter_id(name: &str) -> String {
    format!("filter-{name}")
}
