//! Tables of many things. A page writes rows in plain markup with these cells.

use leptos::prelude::*;

use super::words::Words;

/// A table with a caption.
///
/// On a narrow screen its rows become lists of facts, each cell named by its `label`; with `wide` it stays a table
/// and scrolls sideways inside a region that the keyboard can reach.
#[component]
pub fn Table(
    /// What the table lists.
    #[prop(into)]
    caption: String,
    /// A muted remark after the caption: source, date, method.
    #[prop(optional, into)]
    note: Words,
    /// Keep the caption for screen readers only, where a heading above says the same.
    #[prop(optional)]
    caption_hidden: bool,
    /// The columns only make sense side by side.
    #[prop(optional)]
    wide: bool,
    /// Further classes, such as `matrix`.
    #[prop(optional, into)]
    class: Words,
    /// `<thead>` and `<tbody>`.
    children: Children,
) -> impl IntoView {
    let kind = if wide { "table wide" } else { "table cards" };
    let class = class
        .get()
        .map_or_else(|| kind.to_owned(), |more| format!("{kind} {more}"));
    let region = format!("{caption}, scrolls sideways");
    let hidden = caption_hidden.then_some("hidden");
    let note = note
        .get()
        .map(|note| view! { " " <span class="meta">{note}</span> });
    let table = view! {
        <table class=class>
            <caption><span class=hidden>{caption}{note}</span></caption>
            {children()}
        </table>
    };
    if wide {
        view! { <div class="scroll" tabindex="0" role="region" aria-label=region>{table}</div> }
            .into_any()
    } else {
        table.into_any()
    }
}

/// Head of a column; `num` aligns it with the numbers below, `unit` names their unit once.
#[component]
pub fn Th(
    /// The column's name.
    #[prop(into)]
    label: String,
    /// Whether the column holds numbers.
    #[prop(optional)]
    num: bool,
    /// Unit of the numbers: `EUR`, `days`, `%`.
    #[prop(optional, into)]
    unit: Words,
) -> impl IntoView {
    view! { <th scope="col" class=num.then_some("num")>{label}{unit_of(unit)}</th> }
}

/// Which way a column is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Smallest, earliest or A first.
    Ascending,
    /// Largest, latest or Z first.
    Descending,
}

impl Direction {
    fn aria(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }

    fn glyph(self) -> &'static str {
        match self {
            Self::Ascending => "↑",
            Self::Descending => "↓",
        }
    }
}

/// Head of a column that can be sorted: a link to the same list in the other order.
#[component]
pub fn SortTh(
    /// The column's name.
    #[prop(into)]
    label: String,
    /// The list sorted by this column, or the other way round.
    #[prop(into)]
    href: String,
    /// How the list is sorted by this column now, if it is.
    #[prop(optional_no_strip)]
    sorted: Option<Direction>,
    /// Whether the column holds numbers.
    #[prop(optional)]
    num: bool,
    /// Unit of the numbers.
    #[prop(optional, into)]
    unit: Words,
) -> impl IntoView {
    let (glyph, words) = match sorted {
        Some(direction) => (
            direction.glyph(),
            format!(", sorted {}, change the order", direction.aria()),
        ),
        None => ("↕", ", sort".to_owned()),
    };
    view! {
        <th scope="col" class=num.then_some("num") aria-sort=sorted.map(Direction::aria)>
            <a class="sort" href=href>
                {label}{unit_of(unit)}<span class="hidden">{words}</span><span class="sort-glyph" aria-hidden="true">{glyph}</span>
            </a>
        </th>
    }
}

fn unit_of(unit: Words) -> impl IntoView {
    unit.get()
        .map(|unit| view! { <span class="unit">", "{unit}</span> })
}

/// The cell that names its row; it usually holds the [`Ref`](super::Ref) that opens it.
#[component]
pub fn RowHead(
    /// The name.
    children: Children,
) -> impl IntoView {
    view! { <th scope="row">{children()}</th> }
}

/// A cell of text. `label` repeats the column's name where the row becomes a list of facts.
#[component]
pub fn Td(
    /// The column's name.
    #[prop(into)]
    label: String,
    /// One of the two facts shown first on a narrow screen.
    #[prop(optional)]
    lead: bool,
    /// The value.
    children: Children,
) -> impl IntoView {
    view! { <td class=lead.then_some("lead") data-label=label>{children()}</td> }
}

/// A cell of a number, aligned by its digits.
#[component]
pub fn NumTd(
    /// The column's name with its unit.
    #[prop(into)]
    label: String,
    /// One of the two facts shown first on a narrow screen.
    #[prop(optional)]
    lead: bool,
    /// The number, formatted.
    children: Children,
) -> impl IntoView {
    view! { <td class=if lead { "num lead" } else { "num" } data-label=label>{children()}</td> }
}

/// A row that heads the rows after it.
#[component]
pub fn GroupRow(
    /// The group's name.
    #[prop(into)]
    label: String,
    /// How many columns the table has.
    columns: usize,
) -> impl IntoView {
    view! { <tr class="group"><th scope="colgroup" colspan=columns>{label}</th></tr> }
}
