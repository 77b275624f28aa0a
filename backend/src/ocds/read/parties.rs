use std::collections::HashMap;

use super::codes::{Code, PartyRole};
use super::object::Object;
use super::parts::{Classification, classifications};

/// An identifier of an organisation in a register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// The register (org-id.guide code, for example `GB-COH`).
    pub scheme: Option<String>,
    /// The number in the register.
    pub id: Option<String>,
    /// The name in the register.
    pub legal_name: Option<String>,
    /// Where the entry is.
    pub uri: Option<String>,
}

/// A postal address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Street and number.
    pub street: Option<String>,
    /// Town.
    pub locality: Option<String>,
    /// Region.
    pub region: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
    /// Country as published: a name or a code.
    pub country: Option<String>,
}

/// Whom to ask.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contact {
    /// Name of the person or office.
    pub name: Option<String>,
    /// Mail address as published.
    pub email: Option<String>,
    /// Telephone number as published.
    pub telephone: Option<String>,
    /// Fax number as published.
    pub fax: Option<String>,
    /// Page as published.
    pub url: Option<String>,
}

/// An organisation of one process. Organisations that a 1.0 file writes inside `buyer`, `suppliers` and so on are
/// collected here too, as 1.1 asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Party {
    /// Id within this release only: it says nothing about another release's party of the same id.
    pub id: Option<String>,
    /// Its usual name.
    pub name: Option<String>,
    /// Its main identifier.
    pub identifier: Option<Identifier>,
    /// Further identifiers.
    pub additional: Vec<Identifier>,
    /// Its address.
    pub address: Option<Address>,
    /// Its contact.
    pub contact: Option<Contact>,
    /// What it does in the process, as declared and as seen from where it is referred to.
    pub roles: Vec<PartyRole>,
    /// Size as published (`sme`, `large` …; extension `partyScale`).
    pub scale: Option<String>,
    /// Kinds of organisation (extension `organizationClassification`).
    pub classifications: Vec<Classification>,
}

/// Which party of [`Process::parties`](super::Process::parties) is meant: its index there, always valid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PartyRef(pub usize);

/// What makes two parties of different releases the same organisation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PartyKey {
    /// Same number in the same register.
    Register {
        /// The register.
        scheme: String,
        /// The number in it.
        id: String,
    },
    /// Same name, ignoring case and runs of white space.
    Name(String),
}

impl Party {
    /// The key to match organisations across releases by; `None` when nothing but a local id is known.
    pub fn key(&self) -> Option<PartyKey> {
        let register = self.identifier.as_ref().and_then(|identifier| {
            Some(PartyKey::Register {
                scheme: identifier.scheme.clone()?,
                id: identifier.id.clone()?,
            })
        });
        register.or_else(|| self.name.as_deref().map(named))
    }

    fn grow(&mut self, other: Self) {
        self.name = self.name.take().or(other.name);
        self.identifier = self.identifier.take().or(other.identifier);
        self.address = self.address.take().or(other.address);
        self.contact = self.contact.take().or(other.contact);
        self.scale = self.scale.take().or(other.scale);
        if self.additional.is_empty() {
            self.additional = other.additional;
        }
        if self.classifications.is_empty() {
            self.classifications = other.classifications;
        }
        for role in other.roles {
            self.play(role);
        }
    }

    fn play(&mut self, role: PartyRole) {
        if !self.roles.contains(&role) {
            self.roles.push(role);
        }
    }
}

fn named(name: &str) -> PartyKey {
    let words: Vec<_> = name.split_whitespace().collect();
    PartyKey::Name(words.join(" ").to_lowercase())
}

/// The parties of one release while it is read.
#[derive(Default)]
pub(super) struct Directory {
    parties: Vec<Party>,
    by_id: HashMap<String, usize>,
    by_number: HashMap<(Option<String>, String), usize>,
    by_name: HashMap<PartyKey, usize>,
    declared: bool,
}

impl Directory {
    pub(super) fn read(release: &Object<'_>) -> Self {
        let mut directory = Self::default();
        for object in release.list("parties") {
            let party = party(&object);
            directory.declare(&object, party);
        }
        directory.declared = !directory.parties.is_empty();
        directory
    }

    pub(super) fn into_parties(self) -> Vec<Party> {
        self.parties
    }

    fn declare(&mut self, object: &Object<'_>, party: Party) {
        let first = party.id.as_ref().and_then(|id| self.by_id.get(id).copied());
        let Some(first) = first else {
            self.add(party);
            return;
        };
        if self.parties[first].key() == party.key() {
            object.note(
                "id",
                "the party is listed twice; its roles are joined".to_owned(),
            );
            self.parties[first].grow(party);
        } else {
            let reason = "another party has the same id; references mean the first, both are kept";
            object.note("id", reason.to_owned());
            self.add(party);
        }
    }

    fn add(&mut self, party: Party) -> usize {
        let index = self.parties.len();
        if let Some(id) = party.id.clone() {
            self.by_id.entry(id).or_insert(index);
        }
        if let Some(number) = number(&party) {
            self.by_number.entry(number).or_insert(index);
        }
        if let Some(name) = party.name.as_deref() {
            self.by_name.entry(named(name)).or_insert(index);
        }
        self.parties.push(party);
        index
    }

    pub(super) fn one(
        &mut self,
        object: &Object<'_>,
        key: &'static str,
        role: &PartyRole,
    ) -> Option<PartyRef> {
        self.refer(&object.object(key)?, role)
    }

    pub(super) fn many(
        &mut self,
        object: &Object<'_>,
        key: &'static str,
        role: &PartyRole,
    ) -> Vec<PartyRef> {
        object
            .list(key)
            .iter()
            .filter_map(|reference| self.refer(reference, role))
            .collect()
    }

    /// A reference of 1.1 (id and name) or an organisation written in place (1.0).
    fn refer(&mut self, object: &Object<'_>, role: &PartyRole) -> Option<PartyRef> {
        let mut found = party(object);
        found.play(role.clone());
        if found.id.is_none() && found.name.is_none() && number(&found).is_none() {
            object.note(
                "id",
                "neither id nor name nor identifier; the reference is left out".to_owned(),
            );
            return None;
        }
        Some(self.resolve(object, found))
    }

    /// A payer or payee of 1.0 is written as a bare identifier: its name there is the organisation's.
    pub(super) fn identified(
        &mut self,
        object: &Object<'_>,
        key: &'static str,
        role: &PartyRole,
    ) -> Option<PartyRef> {
        let object = object.object(key)?;
        let identifier = identifier(&object);
        let name = identifier
            .legal_name
            .clone()
            .or_else(|| object.text("name"));
        if name.is_none() && identifier.id.is_none() {
            return None;
        }
        let identifier = identifier.id.is_some().then_some(identifier);
        let found = Party {
            name,
            identifier,
            roles: vec![role.clone()],
            ..nobody()
        };
        Some(self.resolve(&object, found))
    }

    fn resolve(&mut self, object: &Object<'_>, found: Party) -> PartyRef {
        let known = match &found.id {
            Some(id) => self.by_id.get(id).copied(),
            None => self.same(&found),
        };
        if let Some(index) = known {
            self.parties[index].grow(found);
            return PartyRef(index);
        }
        if self.declared {
            object.note(
                "id",
                "no such party in this release; taken from the reference".to_owned(),
            );
        }
        PartyRef(self.add(found))
    }

    fn same(&self, found: &Party) -> Option<usize> {
        let by_number = number(found).and_then(|number| self.by_number.get(&number).copied());
        by_number.or_else(|| {
            let index = *self.by_name.get(&named(found.name.as_deref()?))?;
            let differs = number(found).is_some() && number(&self.parties[index]).is_some();
            (!differs).then_some(index)
        })
    }
}

fn number(party: &Party) -> Option<(Option<String>, String)> {
    let identifier = party.identifier.as_ref()?;
    Some((identifier.scheme.clone(), identifier.id.clone()?))
}

fn nobody() -> Party {
    Party {
        id: None,
        name: None,
        identifier: None,
        additional: Vec::new(),
        address: None,
        contact: None,
        roles: Vec::new(),
        scale: None,
        classifications: Vec::new(),
    }
}

fn party(object: &Object<'_>) -> Party {
    let identifier = object.object("identifier").as_ref().map(identifier);
    let legal_name = identifier
        .as_ref()
        .and_then(|identifier| identifier.legal_name.clone());
    let details = object.object("details");
    Party {
        id: object.text("id"),
        name: object.text("name").or(legal_name),
        identifier,
        additional: object
            .list("additionalIdentifiers")
            .iter()
            .map(self::identifier)
            .collect(),
        address: object.object("address").as_ref().map(address),
        contact: object.object("contactPoint").as_ref().map(contact),
        roles: dedup(object.codes("roles")),
        scale: details.as_ref().and_then(|details| details.text("scale")),
        classifications: details
            .as_ref()
            .map(|details| classifications(details, "classifications"))
            .unwrap_or_default(),
    }
}

fn dedup(roles: Vec<PartyRole>) -> Vec<PartyRole> {
    let mut seen: Vec<PartyRole> = Vec::new();
    for role in roles {
        if !seen.iter().any(|known| known.code() == role.code()) {
            seen.push(role);
        }
    }
    seen
}

fn identifier(object: &Object<'_>) -> Identifier {
    Identifier {
        scheme: object.text("scheme"),
        id: object.text("id"),
        legal_name: object.text("legalName"),
        uri: object.text("uri"),
    }
}

fn address(object: &Object<'_>) -> Address {
    Address {
        street: object.text("streetAddress"),
        locality: object.text("locality"),
        region: object.text("region"),
        postal_code: object.text("postalCode"),
        country: object
            .text("countryName")
            .or_else(|| object.text("country")),
    }
}

fn contact(object: &Object<'_>) -> Contact {
    Contact {
        name: object.text("name"),
        email: object.text("email"),
        telephone: object.text("telephone"),
        fax: object.text("faxNumber"),
        url: object.text("url"),
    }
}
