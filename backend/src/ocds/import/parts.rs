//! Items and documents, which every stage of a process has.

use super::super::read::{Code, File, Item};
use super::mapping::Mapping;
use super::values::{line, part, prose, short_line, written};
use crate::db::bulk::{Merge, Table};
use uuid::Uuid;

pub(super) const ITEM: Table = Table {
    name: "item",
    columns: &[
        ("id", Merge::Keep),
        ("owner_kind", Merge::Keep),
        ("owner_id", Merge::Keep),
        ("position", Merge::Keep),
        ("description", Merge::Unless("")),
        ("classification", Merge::Known),
        ("unit", Merge::Known),
        ("quantity", Merge::Known),
        ("unit_price_minor", Merge::Known),
        ("currency", Merge::Known),
    ],
};

pub(super) const DOCUMENT: Table = Table {
    name: "document",
    columns: &[
        ("id", Merge::Keep),
        ("owner_kind", Merge::Keep),
        ("owner_id", Merge::Keep),
        ("process_id", Merge::Keep),
        ("position", Merge::Keep),
        ("title", Merge::Unless("")),
        ("kind", Merge::Known),
        ("media_type", Merge::Known),
        ("url", Merge::Known),
        ("published_on", Merge::Known),
        ("created_at", Merge::Keep),
    ],
};

/// Whether a link may be shown: nothing but pages of the web, for a link could also hold a script.
pub(super) fn is_web_address(url: &str) -> bool {
    let scheme = url
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    scheme.is_some_and(|scheme| scheme == "http" || scheme == "https")
        && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

impl Mapping<'_> {
    /// The items of an owner; `path` is where their list stands.
    pub(super) fn items(&mut self, kind: &'static str, owner: Uuid, path: &str, items: &[Item]) {
        for (position, item) in (0_i64..).zip(items) {
            let unit = item.unit.as_ref();
            let path = self.path(&format!("{path}.items[{position}].unit.value"));
            let price = self
                .notes
                .amount(unit.and_then(|it| it.price.as_ref()), &path);
            let classification = item.classification.as_ref().map(|it| {
                let words = [&it.scheme, &it.id, &it.description];
                line(
                    &words
                        .into_iter()
                        .flatten()
                        .cloned()
                        .collect::<Vec<_>>()
                        .join(" "),
                )
            });
            self.rows.items.push(vec![
                part("item", owner, &item.id).into(),
                kind.into(),
                owner.into(),
                position.into(),
                item.description
                    .as_deref()
                    .map(prose)
                    .unwrap_or_default()
                    .into(),
                classification.into(),
                unit.and_then(|it| it.name.clone().or_else(|| it.id.clone()))
                    .into(),
                item.quantity.map(|quantity| quantity.to_string()).into(),
                price.map(|price| price.minor).into(),
                price.map(|price| price.currency.code().to_owned()).into(),
            ]);
        }
    }

    /// The documents of an owner, as links; `path` is their list.
    pub(super) fn documents(
        &mut self,
        kind: &'static str,
        owner: Uuid,
        path: &str,
        documents: &[File],
    ) {
        for (position, document) in (0_i64..).zip(documents) {
            let url = document.url.clone().filter(|url| is_web_address(url));
            if document.url.is_some() && url.is_none() {
                let path = self.path(&format!("{path}[{position}].url"));
                let reason = "not a web address; the document is listed without a link";
                self.notes.add(path, reason);
            }
            let title = document.title.as_ref().or(document.description.as_ref());
            let word = document.kind.as_ref().map(|kind| kind.word().into_owned());
            self.rows.documents.push(vec![
                part("document", owner, &format!("{path}/{}", document.id)).into(),
                kind.into(),
                owner.into(),
                self.solicitation.into(),
                position.into(),
                title
                    .map(|title| short_line(title).0)
                    .unwrap_or_default()
                    .into(),
                word.into(),
                document.format.clone().into(),
                url.into(),
                document.published.or(document.modified).map(written).into(),
                self.session.at.into(),
            ]);
        }
    }
}
