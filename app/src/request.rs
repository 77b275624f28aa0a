//! What a page knows of the request that asks for it.

use crate::ui::FormState;
use backend::Ctx;
use chrono::{DateTime, Utc};
use domain::actor::{Actor, Role};
use domain::policy::{Action, Subject, may};
use leptos::prelude::use_context;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// Addresses of the built assets by their plain names: `main.css` → `/pkg/main.4f3a….css`.
#[derive(Clone, Debug, Default)]
pub struct Assets(pub BTreeMap<String, String>);

impl Assets {
    /// The address of an asset; its plain name under `/pkg/` when the build did not list it.
    #[must_use]
    pub fn href(&self, name: &str) -> String {
        self.0
            .get(name)
            .map_or_else(|| format!("/pkg/{name}"), |file| format!("/{file}"))
    }
}

/// The request, as far as pages need it. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Rq(Arc<Parts>);

#[derive(Debug)]
struct Parts {
    ctx: Ctx,
    actor: Actor,
    at: DateTime<Utc>,
    path: String,
    query: Vec<(String, String)>,
    params: HashMap<String, String>,
    form: Option<FormState>,
    conflict: Option<Conflict>,
    assets: Arc<Assets>,
    nonce: String,
    id: String,
    development: bool,
}

/// What the recorded version says where a person's form lost a race.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The version that is recorded now.
    pub version: i64,
    /// What is recorded now, by the names of the form's fields.
    pub recorded: BTreeMap<String, String>,
}

/// What the server fills in for each request.
#[derive(Debug)]
pub struct Incoming {
    /// Store, clock, keys.
    pub ctx: Ctx,
    /// Who asks.
    pub actor: Actor,
    /// The path of the address.
    pub path: String,
    /// The query of the address, in order.
    pub query: Vec<(String, String)>,
    /// The parts of the path that vary, by their names in the route.
    pub params: HashMap<String, String>,
    /// What was typed, when the page is shown again after a refusal.
    pub form: Option<FormState>,
    /// What is recorded, when somebody else was faster.
    pub conflict: Option<Conflict>,
    /// The built assets.
    pub assets: Arc<Assets>,
    /// The nonce of the answer's content security policy.
    pub nonce: String,
    /// The request's id, for the log and for people who report a fault.
    pub id: String,
    /// Whether pages for developers are served.
    pub development: bool,
}

impl Rq {
    /// Puts a request together; its moment is now.
    #[must_use]
    pub fn new(incoming: Incoming) -> Self {
        let Incoming {
            ctx,
            actor,
            path,
            query,
            params,
            form,
            conflict,
            assets,
            nonce,
            id,
            development,
        } = incoming;
        let at = ctx.now();
        Self(Arc::new(Parts {
            ctx,
            actor,
            at,
            path,
            query,
            params,
            form,
            conflict,
            assets,
            nonce,
            id,
            development,
        }))
    }

    /// The request that is being answered, inside a page.
    #[must_use]
    pub fn current() -> Option<Self> {
        use_context()
    }

    /// Store, clock, keys.
    #[must_use]
    pub fn ctx(&self) -> &Ctx {
        &self.0.ctx
    }

    /// Who asks.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.0.actor
    }

    /// Whether the person holds a role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.0.actor.has(role)
    }

    /// Whether the person may do `A`; for showing a button, the use case decides again.
    #[must_use]
    pub fn may<A: Action>(&self, subject: Subject) -> bool {
        may::<A>(&self.0.actor, subject)
    }

    /// The moment of the request, by the server's clock.
    #[must_use]
    pub fn at(&self) -> DateTime<Utc> {
        self.0.at
    }

    /// The path of the address.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The path with its query, as the person sees it in the address.
    #[must_use]
    pub fn full_path(&self) -> String {
        let pairs: Vec<(&str, &str)> = self
            .0
            .query
            .iter()
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        address(&self.0.path, &pairs)
    }

    /// A part of the path by its name in the route.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        self.0.params.get(name).map_or("", String::as_str)
    }

    /// The first value of a name in the query, when it is not empty.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        self.0
            .query
            .iter()
            .find(|(key, value)| key == name && !value.is_empty())
            .map(|(_, value)| value.as_str())
    }

    /// The whole query.
    #[must_use]
    pub fn queries(&self) -> &[(String, String)] {
        &self.0.query
    }

    /// This page's address with one name of its query set, or removed; a changed filter begins at the first page.
    #[must_use]
    pub fn with_query(&self, name: &str, value: Option<&str>) -> String {
        let kept = self
            .0
            .query
            .iter()
            .filter(|(key, value)| key != name && key != "after" && !value.is_empty());
        let mut pairs: Vec<(&str, &str)> = kept
            .map(|(key, value)| (key.as_str(), value.as_str()))
            .collect();
        pairs.extend(value.map(|value| (name, value)));
        address(&self.0.path, &pairs)
    }

    /// The address of a file with everything that this page lists: its filters and order, and no page of it.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        let query = self.0.query.iter();
        let pairs: Vec<(&str, &str)> = query
            .filter(|(name, value)| name != "after" && !value.is_empty())
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        address(path, &pairs)
    }

    /// What was typed, when the page is shown again after a refusal.
    #[must_use]
    pub fn form(&self) -> FormState {
        self.0.form.clone().unwrap_or_default()
    }

    /// What is recorded, when somebody else was faster.
    #[must_use]
    pub fn conflict(&self) -> Option<&Conflict> {
        self.0.conflict.as_ref()
    }

    /// The version that a form should carry: the one it was made from, or the newest after a lost race.
    #[must_use]
    pub fn version(&self, recorded: i64) -> String {
        self.conflict()
            .map_or(recorded, |conflict| conflict.version)
            .to_string()
    }

    /// A new idempotency key for a form.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.ctx.new_id().simple().to_string()
    }

    /// The address of a built asset.
    #[must_use]
    pub fn asset(&self, name: &str) -> String {
        self.0.assets.href(name)
    }

    /// The nonce of the answer's content security policy.
    #[must_use]
    pub fn nonce(&self) -> &str {
        &self.0.nonce
    }

    /// The request's id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.0.id
    }

    /// Whether pages for developers are served.
    #[must_use]
    pub fn development(&self) -> bool {
        self.0.development
    }
}

/// An address from a path and query pairs, encoded.
#[must_use]
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    if pairs.is_empty() {
        return path.to_owned();
    }
    let query: Vec<String> = pairs
        .iter()
        .map(|(key, value)| format!("{}={}", encoded(key), encoded(value)))
        .collect();
    format!("{path}?{}", query.join("&"))
}

/// A text as part of a query (RFC 3986: everything but unreserved characters is escaped).
#[must_use]
pub fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_escaped() {
        assert_eq!(
            address("/a", &[("q", "50 % & ø")]),
            "/a?q=50%20%25%20%26%20%C3%B8"
        );
        assert_eq!(address("/a", &[]), "/a");
    }
}
