//! What the next solicitation is written from: templates of whole ones, and texts for one kind of field.

mod read;
mod snippet;
mod template;

pub use read::{Kind, Library, ListInput, Snippet, Template, export, library, snippet, snippets};
pub use snippet::{SnippetInput, keep_snippet, retire_snippet};
pub use template::{keep_template, retire_template, start_from_template};
