//! What was signed and paid.

use super::super::read::{Award, Contract, When};
use super::mapping::Mapping;
use super::states;
use super::values::{part, short_line};
use crate::db::bulk::{Merge, Table};
use domain::money::Money as Amount;
use domain::reference::Series;
use domain::states::ContractState;
use domain::text::folded;
use uuid::Uuid;

pub(super) const CONTRACT: Table = Table {
    name: "contract",
    columns: &[
        ("id", Merge::Keep),
        ("reference", Merge::Keep),
        ("solicitation_id", Merge::Keep),
        ("award_id", Merge::Known),
        ("provider_id", Merge::Known),
        ("provider_name", Merge::Unless("")),
        ("origin", Merge::Keep),
        ("external_key", Merge::Keep),
        ("status", Merge::Unless("")),
        ("title", Merge::Unless("")),
        ("folded_title", Merge::Unless("")),
        ("vehicle", Merge::Keep),
        ("currency", Merge::Unless(NO_CURRENCY)),
        ("ceiling_minor", Merge::NotZero),
        ("base_value_minor", Merge::NotZero),
        ("exercised_minor", Merge::NotZero),
        ("obligated_minor", Merge::Keep),
        ("accepted_minor", Merge::Keep),
        ("paid_minor", Merge::Keep),
        ("signed_on", Merge::Known),
        ("starts_on", Merge::Known),
        ("ends_on", Merge::Known),
        ("created_at", Merge::Keep),
        ("version", Merge::Count),
    ],
};

/// Open records do not say what kind of vehicle a contract is.
pub const UNSPECIFIED: &str = "unspecified";

/// ISO 4217: the code for "no currency".
pub const NO_CURRENCY: &str = "XXX";

impl<'a> Mapping<'a> {
    /// The identity of a contract.
    pub(super) fn contract_id(&self, contract: &str) -> Uuid {
        part("contract", self.solicitation, contract)
    }

    /// The rows of the contracts with their milestones, payments, items and documents.
    pub(super) fn contracts(&mut self) {
        let process = self.process;
        for (index, contract) in process.contracts.iter().enumerate() {
            let path = format!("contracts[{index}]");
            let id = self.contract_id(&contract.id);
            self.contract(id, contract, &path);
            self.milestones(id, contract, &path);
            self.payments(id, contract, &path);
            self.items("contract", id, &path, &contract.items);
            let documents = format!("{path}.documents");
            self.documents("contract", id, &documents, &contract.documents);
            let documents = format!("{path}.implementation.documents");
            self.documents(
                "contract",
                id,
                &documents,
                &contract.implementation_documents,
            );
        }
    }

    fn contract(&mut self, id: Uuid, contract: &Contract, path: &str) {
        let award = self.award_of(contract);
        let award_row = self.award_row(contract, path);
        let status = self.contract_status(id, contract, path);
        let supplier = contract.suppliers.first();
        let supplier = supplier
            .or(award.and_then(|award| award.suppliers.first()))
            .copied();
        let title = self.contract_title(id, contract, award);
        let value = self.worth(contract, path);
        let worth = value.map_or(0, |value| value.minor);
        let currency = value.map(|value| value.currency.code().to_owned());
        let period = contract.period.as_ref();
        let reference = self.session.numbers.reference(Series::Contract, self.year);
        self.rows.contracts.push(vec![
            id.into(),
            reference.into(),
            self.solicitation.into(),
            award_row.into(),
            self.organisation(supplier.as_ref())
                .map(|(id, _)| *id)
                .into(),
            self.name_of(supplier).unwrap_or_default().into(),
            "imported".into(),
            contract.id.clone().into(),
            status.into(),
            title.clone().into(),
            folded(&title).into(),
            UNSPECIFIED.into(),
            currency.unwrap_or_else(|| NO_CURRENCY.to_owned()).into(),
            worth.into(),
            worth.into(),
            worth.into(),
            0.into(),
            0.into(),
            0.into(),
            contract.signed.map(When::day).into(),
            period.and_then(|it| it.start).map(When::day).into(),
            period
                .and_then(|it| it.end.or(it.latest_end))
                .map(When::day)
                .into(),
            self.session.at.into(),
            1.into(),
        ]);
    }

    fn award_of(&self, contract: &Contract) -> Option<&'a Award> {
        let award = contract.award.as_deref()?;
        self.process.awards.iter().find(|it| it.id == award)
    }

    /// The award's row, when there is one to point to.
    fn award_row(&mut self, contract: &Contract, path: &str) -> Option<Uuid> {
        let award = contract.award.as_deref()?;
        let id = self.award_id(award);
        if self.award_of(contract).is_some() || self.known.part(id) {
            return Some(id);
        }
        let path = self.path(&format!("{path}.awardID"));
        let reason = "names no award of this process; the contract is kept without one";
        self.notes.add(path, reason);
        None
    }

    fn contract_status(&mut self, id: Uuid, contract: &Contract, path: &str) -> &'static str {
        match &contract.status {
            Some(status) => states::contract(status).as_str(),
            None if self.known.part(id) => "",
            None => {
                let path = self.path(&format!("{path}.status"));
                self.notes.add(path, "missing; shown as performing");
                ContractState::Performing.as_str()
            }
        }
    }

    /// The contract's own title, or that of its award or solicitation; none for a stored contract without a new one.
    fn contract_title(&self, id: Uuid, contract: &Contract, award: Option<&Award>) -> String {
        let own = contract.title.as_deref();
        if own.is_none() && self.known.part(id) {
            return String::new();
        }
        let tender = self.process.tender.as_ref();
        let title = own
            .or(award.and_then(|award| award.title.as_deref()))
            .or(contract.description.as_deref())
            .or(tender.and_then(|tender| tender.title.as_deref()))
            .unwrap_or(&contract.id);
        short_line(title).0
    }

    fn worth(&mut self, contract: &Contract, path: &str) -> Option<Amount> {
        let value_path = self.path(&format!("{path}.value"));
        let value = self.notes.amount(contract.value.as_ref(), &value_path);
        if contract.value.is_none() && !self.known.part(self.contract_id(&contract.id)) {
            self.notes
                .add(value_path, "no value is published; shown as 0");
        }
        value.or_else(|| {
            let paid = contract
                .transactions
                .iter()
                .find_map(|it| it.value.as_ref());
            let currency = paid.and_then(|paid| paid.currency.as_deref());
            currency
                .and_then(|code| code.parse().ok())
                .map(Amount::zero)
        })
    }
}
