//! Reading the library.

use crate::address::Asked;
use crate::db::filter::{Select, Sort, Value};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::Actor;
use domain::policy::actions::ReadLibrary;
use domain::policy::{Subject, permit};
use sqlx::FromRow;
use uuid::Uuid;

/// For which kind of field a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The operational need.
    Need,
    /// What a good answer to a sub-criterion shows.
    Guidance,
    /// Terms and conditions, in the description of a lot.
    Terms,
}

impl Kind {
    /// Every kind, in the order of the form.
    pub const ALL: [Self; 3] = [Self::Need, Self::Terms, Self::Guidance];

    /// The code that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Need => "need",
            Self::Guidance => "guidance",
            Self::Terms => "terms",
        }
    }

    /// The words that people see.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Need => "Need",
            Self::Guidance => "Evaluation guidance",
            Self::Terms => "Terms",
        }
    }

    /// Reads the stored code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == code)
    }
}

/// A text of the library.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Snippet {
    /// Identity.
    pub id: Uuid,
    /// Code of its [`Kind`].
    pub kind: String,
    /// Under which name it is found.
    pub title: String,
    /// The text.
    pub text: String,
    /// When it was changed last.
    pub changed_at: DateTime<Utc>,
    /// Version for changes.
    pub version: i64,
}

/// A template of the library.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct Template {
    /// Identity.
    pub id: Uuid,
    /// Under which name it is found.
    pub name: String,
    /// The reference of the solicitation it was made from.
    pub made_from: String,
    /// Who made it.
    pub made_by: Option<String>,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// What is asked of the library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListInput {
    /// Words of a title.
    pub text: String,
    /// Code of a kind of text.
    pub kind: Option<String>,
    /// By when they were changed, the newest first, instead of by title.
    pub newest_first: bool,
}

impl ListInput {
    /// Reads the query of an address: `q`, `kind`, and `sort` (`-changed` for the newest first, otherwise by title).
    #[must_use]
    pub fn from_query(query: &[(String, String)]) -> Self {
        let asked = Asked(query);
        Self {
            text: asked.text("q").unwrap_or_default(),
            kind: asked.text("kind"),
            newest_first: asked.get("sort") == Some("-changed"),
        }
    }
}

/// Everything on the page of the library.
#[derive(Clone, Debug)]
pub struct Library {
    /// Templates.
    pub templates: Vec<Template>,
    /// Texts.
    pub snippets: Vec<Snippet>,
}

/// The most entries of a kind that are shown.
const MOST: i64 = 500;

const SNIPPETS: &str = "SELECT id, kind, title, text, changed_at, version FROM snippet";
const TEMPLATES: &str = "SELECT template.id, template.name, template.made_from, account.name AS made_by, template.made_at
 FROM template LEFT JOIN account ON account.id = template.made_by";

/// The library as it is filtered, without what was retired.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn library(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Library, Error> {
    let snippets = export(ctx, actor, input).await?;
    let (column, descending) = if input.newest_first {
        ("template.made_at", true)
    } else {
        ("template.folded_name", false)
    };
    let templates = Select::new(TEMPLATES)
        .only("template.retired_at IS NULL")
        .search("template.folded_name", "template.made_from", &input.text)
        .page(&Sort { column, descending }, "template.id", None, MOST);
    let templates = if input.kind.is_some() {
        Vec::new()
    } else {
        templates.all(ctx.db()).await?
    };
    Ok(Library {
        templates,
        snippets,
    })
}

/// The texts as they are filtered, for a file.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn export(ctx: &Ctx, actor: &Actor, input: &ListInput) -> Result<Vec<Snippet>, Error> {
    permit::<ReadLibrary>(actor, Subject::ANY)?;
    let (column, descending) = if input.newest_first {
        ("changed_at", true)
    } else {
        ("folded_title", false)
    };
    let select = Select::new(SNIPPETS)
        .only("retired_at IS NULL")
        .when("kind = ?", input.kind.clone().map(Value::Text))
        .search("folded_title", "folded_title", &input.text)
        .page(&Sort { column, descending }, "id", None, MOST);
    Ok(select.all(ctx.db()).await?)
}

/// Every text that may be inserted, by kind and title.
///
/// # Errors
/// When the rules refuse or the store fails.
pub async fn snippets(ctx: &Ctx, actor: &Actor) -> Result<Vec<Snippet>, Error> {
    permit::<ReadLibrary>(actor, Subject::ANY)?;
    let select = Select::new(SNIPPETS).only("retired_at IS NULL");
    let select = select.tail("ORDER BY kind, folded_title, id LIMIT 500");
    Ok(select.all(ctx.db()).await?)
}

/// One text.
///
/// # Errors
/// When there is none or it was retired, the rules refuse, or the store fails.
pub async fn snippet(ctx: &Ctx, actor: &Actor, id: Uuid) -> Result<Snippet, Error> {
    permit::<ReadLibrary>(actor, Subject::ANY)?;
    let row = ctx.db().query(
        "SELECT id, kind, title, text, changed_at, version FROM snippet WHERE id = $1 AND retired_at IS NULL",
    );
    Ok(row.bind(id).one().await?)
}
