//! Forms: each page posts to its own address, and says here what is done with it.

use crate::request::Rq;
use backend::offers::Arriving;
use backend::{Call, Error};
use domain::policy::{Action, Subject, permit};
use serde::de::DeserializeOwned;
use std::pin::Pin;

/// A file that was sent with a form.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The form field.
    pub field: String,
    /// The name that the browser gave, without folders.
    pub file_name: String,
    /// The content.
    pub bytes: Vec<u8>,
}

/// The name under which a page finds what [`Go::show`] shows.
pub const SHOWN: &str = "shown once";

/// A form that was sent.
#[derive(Clone, Debug)]
pub struct Post {
    /// The request.
    pub rq: Rq,
    /// Who asks, with the form's key.
    pub call: Call,
    /// What was typed, in order.
    pub pairs: Vec<(String, String)>,
    /// Files that were sent along.
    pub files: Vec<Upload>,
    /// How many files were kept while they came in, by [`PostRoute::keep`].
    pub kept: usize,
    /// The network address of the browser.
    pub address: String,
    /// The browser's own description.
    pub browser: String,
}

impl Post {
    /// The first value of a field, trimmed; empty when it was not sent.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.trim())
    }

    /// Every value of a field.
    #[must_use]
    pub fn values(&self, name: &str) -> Vec<String> {
        self.pairs
            .iter()
            .filter(|(key, _)| key == name)
            .map(|(_, value)| value.clone())
            .collect()
    }

    /// The first value of a field exactly as it was typed: for passwords and passphrases.
    #[must_use]
    pub fn raw(&self, name: &str) -> &str {
        self.pairs
            .iter()
            .find(|(key, _)| key == name)
            .map_or("", |(_, value)| value.as_str())
    }

    /// The call without the hash of what was sent: of a password nothing is kept, not even in a hash.
    #[must_use]
    pub fn secret_call(&self) -> Call {
        Call {
            body_hash: [0; 32],
            ..self.call.clone()
        }
    }

    /// Which of the page's forms was sent.
    #[must_use]
    pub fn act(&self) -> &str {
        self.value(crate::ui::ACT)
    }

    /// Refuses before anything typed is read, where the person may not do `A` at all.
    ///
    /// # Errors
    /// When the rules refuse.
    pub fn permitted<A: Action>(&self) -> Result<(), Error> {
        permit::<A>(&self.call.actor, Subject::ANY)?;
        Ok(())
    }

    /// The version that the form was made from.
    ///
    /// # Errors
    /// When it is missing: the form was not made by this program.
    pub fn version(&self) -> Result<i64, Error> {
        self.value("version")
            .parse()
            .map_err(|_| Error::not_now("this form lacks its version: open the page again"))
    }

    /// Reads the form into its struct.
    ///
    /// # Errors
    /// When a field has another type than the struct's.
    pub fn parse<T: DeserializeOwned>(&self) -> Result<T, Error> {
        let text = serde_html_form::to_string(&self.pairs)
            .map_err(|error| Error::Internal(error.to_string()))?;
        serde_html_form::from_str(&text).map_err(|error| {
            Error::not_now(format!(
                "this form cannot be read ({error}): open the page again"
            ))
        })
    }
}

/// Where to go after a form was accepted.
#[derive(Clone, Debug)]
pub struct Go {
    /// The address.
    pub location: String,
    /// A session that begins or ends with it.
    pub session: SessionChange,
    /// Something that is shown once, on this very answer, and is in no address: a link's secret.
    pub shown: Option<String>,
    /// Whether the same page is shown once more with what was typed, because the person asked for more rows.
    pub again: bool,
    /// What is typed in the page that is shown once more, where it differs from what was sent.
    pub typed: Option<Vec<(String, String)>>,
}

/// What a form does to the browser's session.
#[derive(Clone, Debug, Default)]
pub enum SessionChange {
    /// Nothing.
    #[default]
    None,
    /// It begins.
    Begin(backend::accounts::SignedIn),
    /// It ends.
    End,
}

impl Go {
    /// Goes to an address.
    #[must_use]
    pub fn to(location: impl Into<String>) -> Self {
        Self {
            location: location.into(),
            session: SessionChange::None,
            shown: None,
            again: false,
            typed: None,
        }
    }

    /// Shows the same page once more with what was typed; nothing was refused and nothing was done.
    #[must_use]
    pub fn again() -> Self {
        Self {
            again: true,
            ..Self::to("")
        }
    }

    /// Shows the same page once more with other words in its fields; nothing was done.
    #[must_use]
    pub fn again_with(typed: Vec<(String, String)>) -> Self {
        Self {
            typed: Some(typed),
            ..Self::again()
        }
    }

    /// Shows the same page once more, with something that no address may hold.
    #[must_use]
    pub fn show(secret: impl Into<String>) -> Self {
        Self {
            shown: Some(secret.into()),
            ..Self::to("")
        }
    }

    /// Begins or ends the browser's session with it.
    #[must_use]
    pub fn with_session(mut self, session: SessionChange) -> Self {
        self.session = session;
        self
    }
}

/// The work of a form, on its way.
pub type Posting = Pin<Box<dyn Future<Output = Result<Go, Error>> + Send>>;

/// A file that is on its way in.
#[derive(Debug)]
pub struct Incoming {
    /// The name that the browser gave, without folders.
    pub name: String,
    /// The content, while it comes.
    pub content: Arriving,
}

/// The keeping of a file, on its way.
pub type Keeping = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// A page's form handler.
#[derive(Clone, Copy)]
pub struct PostRoute {
    /// The page's path as axum writes it: `/solicitations/{reference}`.
    pub path: &'static str,
    /// What is done.
    pub run: fn(Post) -> Posting,
    /// What is done with each file while it comes in, for forms whose files are too large to be held in memory. It is
    /// given the fields that were sent before the file; `run` is called in the end.
    pub keep: Option<fn(Post, Incoming) -> Keeping>,
}

impl PostRoute {
    /// The same, with what is done with files while they come in.
    #[must_use]
    pub const fn keeping(self, keep: fn(Post, Incoming) -> Keeping) -> Self {
        Self {
            keep: Some(keep),
            ..self
        }
    }
}

/// A form handler at a page's path.
///
/// ```ignore
/// forms![("/solicitations/new", new::post), ("/solicitations/{reference}", sheet::post)]
/// ```
#[macro_export]
macro_rules! forms {
    ($(($path:literal, $run:path)),* $(,)?) => {
        vec![$($crate::post::PostRoute { path: $path, run: |post| Box::pin($run(post)), keep: None }),*]
    };
}
