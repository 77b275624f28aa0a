//! What was asked for.

use super::super::read::{Code, Tender};
use super::mapping::Mapping;
use super::states;
use super::values::{from, prose, short_line, until};
use crate::db::bulk::{Cell, Merge, Table};
use domain::reference::Series;
use domain::solicitations::Lot;
use domain::states::SolicitationState;
use domain::text::{Line, folded};

/// A release that leaves a field out leaves it as it was: an empty text stands for "not said".
pub(super) const SOLICITATION: Table = Table {
    name: "solicitation",
    columns: &[
        ("id", Merge::Keep),
        ("reference", Merge::Keep),
        ("origin", Merge::Keep),
        ("ocid", Merge::Keep),
        ("source_id", Merge::Keep),
        ("status", Merge::Unless("")),
        ("title", Merge::Unless("")),
        ("folded_title", Merge::Unless("")),
        ("need", Merge::Unless("")),
        ("buyer_name", Merge::Unless("")),
        ("method", Merge::Unless("")),
        ("method_reason", Merge::Known),
        ("commercial_service", Merge::Keep),
        ("for_operations", Merge::Keep),
        ("clearances_needed", Merge::Keep),
        ("estimate_minor", Merge::Known),
        ("estimate_currency", Merge::Known),
        ("lots", Merge::Unless("[]")),
        ("requirements", Merge::Keep),
        ("announced_on", Merge::Known),
        ("published_at", Merge::Known),
        ("questions_by", Merge::Known),
        ("closes_at", Merge::Known),
        ("zone", Merge::Keep),
        ("overrides", Merge::Keep),
        ("opened_at", Merge::Known),
        ("offer_count", Merge::Keep),
        ("created_at", Merge::Keep),
        ("version", Merge::Count),
    ],
};

/// Texts of a solicitation; empty where the release does not say.
struct Texts {
    title: String,
    need: String,
    buyer: String,
    method: String,
}

impl Mapping<'_> {
    /// The row of the solicitation, its items and documents. Gives its reference back.
    pub(super) fn solicitation(&mut self) -> String {
        let stored = self.known.reference(&self.process.ocid).map(str::to_owned);
        let status = states::solicitation(self.process);
        let texts = self.texts(stored.is_none());
        let status = match (status, &stored) {
            (Some(status), _) => status.as_str(),
            (None, None) => states::assumed(self.process).as_str(),
            (None, Some(_)) => "",
        };
        let reference = stored.unwrap_or_else(|| {
            let numbers = &mut self.session.numbers;
            numbers.reference(Series::Solicitation, self.year)
        });
        let head = self.head(&reference, status, texts);
        let tail = self.tail(status);
        self.rows.solicitations.push([head, tail].concat());
        self.solicitation_parts();
        reference
    }

    fn texts(&mut self, is_new: bool) -> Texts {
        let tender = self.process.tender.as_ref();
        let planning = self.process.planning.as_ref();
        let written = tender
            .and_then(|it| it.title.as_ref())
            .or(self.process.title.as_ref());
        let (title, cut) = written.map(|title| short_line(title)).unwrap_or_default();
        let need = tender.and_then(|it| it.description.as_ref());
        let need = need.or(self.process.description.as_ref());
        let need = need.or(planning.and_then(|it| it.rationale.as_ref()));
        let mut need = need.map(|text| prose(text)).unwrap_or_default();
        if let (true, Some(whole)) = (cut, written) {
            need = format!("{}\n\n{need}", prose(whole)).trim_end().to_owned();
        }
        let buyer = self
            .process
            .buyer
            .or(tender.and_then(|it| it.procuring_entity));
        let method = tender.and_then(|it| it.method.as_ref());
        let mut texts = Texts {
            title,
            need,
            buyer: self.name_of(buyer).unwrap_or_default(),
            method: method.map(|it| it.code().to_owned()).unwrap_or_default(),
        };
        if is_new {
            self.fill(&mut texts);
        }
        texts
    }

    /// Words for what a new process does not say.
    fn fill(&self, texts: &mut Texts) {
        if texts.title.is_empty() {
            texts.title = if texts.need.is_empty() {
                self.process.ocid.clone()
            } else {
                short_line(&texts.need).0
            };
        }
        if texts.method.is_empty() {
            "unspecified".clone_into(&mut texts.method);
        }
    }

    fn head(&mut self, reference: &str, status: &str, texts: Texts) -> Vec<Cell> {
        let tender = self.process.tender.as_ref();
        let words = tender.map(|it| [it.method_details.as_deref(), it.method_rationale.as_deref()]);
        let words: Vec<&str> = words.into_iter().flatten().flatten().collect();
        let reason = (!words.is_empty()).then(|| prose(&words.join(" — ")));
        let path = self.path("tender.value");
        let estimate = self
            .notes
            .amount(tender.and_then(|it| it.value.as_ref()), &path);
        vec![
            self.solicitation.into(),
            reference.into(),
            "imported".into(),
            self.process.ocid.clone().into(),
            self.session.source.into(),
            status.into(),
            texts.title.clone().into(),
            folded(&texts.title).into(),
            texts.need.into(),
            texts.buyer.into(),
            texts.method.into(),
            reason.into(),
            false.into(),
            false.into(),
            false.into(),
            estimate.map(|amount| amount.minor).into(),
            estimate
                .map(|amount| amount.currency.code().to_owned())
                .into(),
        ]
    }

    fn tail(&mut self, status: &str) -> Vec<Cell> {
        let tender = self.process.tender.as_ref();
        let period = tender.and_then(|it| it.tender_period.as_ref());
        let questions = tender.and_then(|it| it.enquiry_period.as_ref());
        let announced = status == SolicitationState::Announced.as_str();
        let released = self.process.date;
        let opened = released.filter(|_| !announced && tender.is_some());
        let published = period.and_then(|it| it.start).or(opened);
        let lots = tender.map(|tender| self.lots(tender)).unwrap_or_default();
        vec![
            domain::canonical::text(&lots)
                .unwrap_or_else(|_| "[]".to_owned())
                .into(),
            "[]".into(),
            released.filter(|_| announced).map(|when| when.day()).into(),
            published.map(from).into(),
            questions.and_then(|it| it.end).map(until).into(),
            period.and_then(|it| it.end).map(until).into(),
            "UTC".into(),
            "{}".into(),
            tender.and_then(|it| it.opening).map(from).into(),
            0.into(),
            self.session.at.into(),
            1.into(),
        ]
    }

    fn lots(&mut self, tender: &Tender) -> Vec<Lot> {
        let mut lots = Vec::new();
        for (index, lot) in tender.lots.iter().enumerate() {
            let name = lot
                .title
                .as_ref()
                .or(lot.description.as_ref())
                .unwrap_or(&lot.id);
            let Ok(title) = Line::parse(&short_line(name).0) else {
                let path = self.path(&format!("tender.lots[{index}].title"));
                self.notes
                    .add(path, "no title; the lot stays in the raw record");
                continue;
            };
            lots.push(Lot {
                code: lot.id.clone(),
                title,
                description: lot.description.as_deref().map(prose),
            });
        }
        lots
    }

    fn solicitation_parts(&mut self) {
        let process = self.process;
        let id = self.solicitation;
        if let Some(planning) = &process.planning {
            self.documents(
                "solicitation",
                id,
                "planning.documents",
                &planning.documents,
            );
        }
        if let Some(tender) = &process.tender {
            self.items("solicitation", id, "tender", &tender.items);
            self.documents("solicitation", id, "tender.documents", &tender.documents);
        }
    }
}
