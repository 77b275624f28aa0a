//! Where the processes of a text are, found without building a tree of it.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::error::Note;
use super::money::short;
use super::object::{Log, Object};
use super::when::When;

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// `{"releases": […]}`
    ReleasePackage,
    /// `{"records": […]}`
    RecordPackage,
    /// A release without a package.
    Release,
    /// A record without a package.
    Record,
    /// A list of any of these.
    List,
    /// Any of these on each line.
    Lines,
}

/// Who published a package, and on what terms. Empty for releases and records without a package.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Publication {
    /// The package's own address.
    pub uri: Option<String>,
    /// When it was published.
    pub published: Option<When>,
    /// The publisher.
    pub publisher: Option<Publisher>,
    /// The licence, a link as a rule.
    pub licence: Option<String>,
    /// The publication policy, a link as a rule.
    pub policy: Option<String>,
    /// Version of OCDS as written; absent means 1.0.
    pub version: Option<String>,
    /// Links of the extensions that the package declares. They are never fetched.
    pub extensions: Vec<String>,
    /// What was corrected or not understood in these fields.
    pub notes: Vec<Note>,
    /// The fields that are not read (`$.links`).
    pub unknown: Vec<String>,
    /// All fields of the package but the releases and records, as JSON text with numbers as written.
    pub raw: String,
}

/// Who publishes a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publisher {
    /// Its name.
    pub name: Option<String>,
    /// Its page.
    pub uri: Option<String>,
    /// Scheme of the identifier.
    pub scheme: Option<String>,
    /// Identifier in the scheme.
    pub uid: Option<String>,
}

/// One release or record: where it is in the text, and what it belongs to.
pub(super) struct Entry {
    pub(super) range: Range<usize>,
    pub(super) path: String,
    pub(super) publication: Arc<Publication>,
}

/// A text whose processes are located.
pub(super) struct Page {
    pub(super) text: String,
    pub(super) shape: Shape,
    pub(super) entries: std::vec::IntoIter<Entry>,
}

/// Path and reason of a refusal.
type Fault = (String, String);
type Fields<'a> = BTreeMap<String, &'a RawValue>;

/// Finds the processes of `text`; `root` is the path of its outermost value.
pub(super) fn outline(text: String, root: &str) -> Result<Page, Fault> {
    let refuse = |reason| (root.to_owned(), reason);
    if text.trim_start().starts_with('<') {
        let start = short(text.trim_start().lines().next().unwrap_or_default());
        return Err(refuse(format!(
            "a web page or XML, not JSON: it begins with {start:?}"
        )));
    }
    let whole: &RawValue =
        serde_json::from_str(&text).map_err(|error| refuse(format!("not JSON: {error}")))?;
    let mut search = Search {
        text: &text,
        entries: Vec::new(),
    };
    let shape = match whole.get().as_bytes().first() {
        Some(b'[') => search.list(whole, root)?,
        _ => search.object(whole, root)?,
    };
    let entries = search.entries;
    if !entries.is_empty()
        && !entries
            .iter()
            .any(|entry| has_ocid(&text[entry.range.clone()]))
    {
        let reason = format!(
            "not OCDS: none of the {} entries has an ocid",
            entries.len()
        );
        return Err(refuse(reason));
    }
    Ok(Page {
        text,
        shape,
        entries: entries.into_iter(),
    })
}

/// Whether `text` is one whole JSON object or list.
pub(super) fn is_whole(text: &[u8]) -> bool {
    let text = text
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(text)
        .trim_ascii_start();
    matches!(text.first(), Some(b'{' | b'[')) && serde_json::from_slice::<IgnoredAny>(text).is_ok()
}

fn has_ocid(text: &str) -> bool {
    serde_json::from_str::<BTreeMap<String, IgnoredAny>>(text)
        .is_ok_and(|fields| fields.contains_key("ocid"))
}

struct Search<'a> {
    text: &'a str,
    entries: Vec<Entry>,
}

impl<'a> Search<'a> {
    fn list(&mut self, raw: &'a RawValue, path: &str) -> Result<Shape, Fault> {
        let elements = elements(raw, path)?;
        if elements.is_empty() {
            return Err((path.to_owned(), "an empty list".to_owned()));
        }
        for (index, element) in elements.into_iter().enumerate() {
            self.object(element, &format!("{path}[{index}]"))?;
        }
        Ok(Shape::List)
    }

    fn object(&mut self, raw: &'a RawValue, path: &str) -> Result<Shape, Fault> {
        let fields: Fields<'a> = serde_json::from_str(raw.get()).map_err(|_| {
            let start = short(raw.get());
            (
                path.to_owned(),
                format!("not OCDS: expected an object, found {start}"),
            )
        })?;
        if fields.contains_key("ocid") {
            self.add(raw, path.to_owned(), &Arc::default());
            let is_record = ["compiledRelease", "versionedRelease", "releases"]
                .iter()
                .any(|key| fields.contains_key(*key));
            return Ok(if is_record {
                Shape::Record
            } else {
                Shape::Release
            });
        }
        self.package(&fields, path)
    }

    fn package(&mut self, fields: &Fields<'a>, path: &str) -> Result<Shape, Fault> {
        let lists = ["records", "releases"];
        let found: Vec<_> = lists
            .iter()
            .filter_map(|key| fields.get(*key).map(|raw| (*key, *raw)))
            .collect();
        if found.is_empty() {
            let keys: Vec<_> = fields.keys().take(12).map(|key| short(key)).collect();
            let reason = format!(
                "not OCDS: no ocid, releases or records; the fields are: {}",
                if keys.is_empty() {
                    "none".to_owned()
                } else {
                    keys.join(", ")
                }
            );
            return Err((path.to_owned(), reason));
        }
        let publication = Arc::new(publication(fields, path));
        for (key, raw) in &found {
            let path = format!("{path}.{key}");
            for (index, element) in elements(raw, &path)?.into_iter().enumerate() {
                self.add(element, format!("{path}[{index}]"), &publication);
            }
        }
        let is_record = fields.contains_key("records");
        Ok(if is_record {
            Shape::RecordPackage
        } else {
            Shape::ReleasePackage
        })
    }

    /// `raw` borrows from `self.text`, so the difference of their addresses is its place there.
    fn add(&mut self, raw: &'a RawValue, path: String, publication: &Arc<Publication>) {
        let start = raw.get().as_ptr().addr() - self.text.as_ptr().addr();
        let range = start..start + raw.get().len();
        self.entries.push(Entry {
            range,
            path,
            publication: Arc::clone(publication),
        });
    }
}

fn elements<'a>(raw: &'a RawValue, path: &str) -> Result<Vec<&'a RawValue>, Fault> {
    serde_json::from_str(raw.get()).map_err(|_| {
        let start = short(raw.get());
        (path.to_owned(), format!("expected a list, found {start}"))
    })
}

fn publication(fields: &Fields<'_>, path: &str) -> Publication {
    let kept = fields
        .iter()
        .filter(|(key, _)| !matches!(key.as_str(), "releases" | "records"));
    let parsed = kept.filter_map(|(key, raw)| {
        Some((key.clone(), serde_json::from_str::<Value>(raw.get()).ok()?))
    });
    let map: Map<String, Value> = parsed.collect();
    let log = Log::default();
    let mut publication = read(&Object::new(&map, path.to_owned(), &log));
    publication.notes = log.notes.into_inner();
    publication.unknown = log.unknown.into_inner();
    publication.raw = Value::Object(map).to_string();
    publication
}

fn read(package: &Object<'_>) -> Publication {
    Publication {
        uri: package.text("uri"),
        published: package.when("publishedDate"),
        publisher: package.object("publisher").map(|publisher| Publisher {
            name: publisher.text("name"),
            uri: publisher.text("uri"),
            scheme: publisher.text("scheme"),
            uid: publisher.text("uid"),
        }),
        licence: package.text("license"),
        policy: package.text("publicationPolicy"),
        version: package.text("version"),
        extensions: package.texts("extensions"),
        ..Publication::default()
    }
}
