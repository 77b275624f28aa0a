//! What stands under a table: how many, which page, and the list as a file.

use leptos::prelude::*;

use super::words::Words;

/// A file made of the list as it is filtered.
#[derive(Clone, Debug)]
pub struct ExportLink {
    /// Address of the file.
    pub href: String,
    /// Its kind: `CSV`, `XLSX`, `JSON`.
    pub label: String,
}

impl<H: Into<String>, L: Into<String>> From<(H, L)> for ExportLink {
    fn from((href, label): (H, L)) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
        }
    }
}

/// Count, previous and next page, exports. A list of one page has no page links.
#[component]
pub fn TableFooter(
    /// How many rows of how many, in words: `26 to 50 of 340`.
    #[prop(into)]
    count: String,
    /// The page before.
    #[prop(optional, into)]
    previous: Words,
    /// The page after.
    #[prop(optional, into)]
    next: Words,
    /// The list as files.
    #[prop(optional)]
    exports: Vec<ExportLink>,
) -> impl IntoView {
    let paged = previous.is_some() || next.is_some();
    let pages = paged.then(|| {
        view! {
            <nav class="pages" aria-label="Pages">
                {previous.get().map(|href| view! { <a href=href rel="prev">"Previous page"</a> })}
                {next.get().map(|href| view! { <a href=href rel="next">"Next page"</a> })}
            </nav>
        }
    });
    view! {
        <div class="table-footer">
            <p>{count}</p>
            {pages}
            {(!exports.is_empty()).then(|| export_links(exports))}
        </div>
    }
}

fn export_links(exports: Vec<ExportLink>) -> impl IntoView {
    let links = exports.into_iter().map(|file| {
        view! { <li><a href=file.href download=""><span class="hidden">"Export as "</span>{file.label}</a></li> }
    });
    view! { <div class="exports"><span aria-hidden="true">"Export"</span><ul>{links.collect_view()}</ul></div> }
}
