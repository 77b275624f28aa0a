//! The kinds of instrument a purchase can rest on.

use crate::states::named::named_enum;

named_enum! {
    /// The kind of vehicle or contract.
    pub enum VehicleKind {
        FrameworkAgreement "framework_agreement" "Framework agreement" "Terms are fixed now; purchases follow by call-off, as a rule within four years.",
        OutlineAgreement "outline_agreement" "Outline agreement" "Terms and prices are fixed; purchase orders follow, often without minimum or maximum.",
        BasicContractualInstrument "basic_contractual_instrument" "Basic contractual instrument" "Only terms are agreed; the holders compete later for each purchase and must bid.",
        AssuredAccess "assured_access" "Assured access contract" "Availability is guaranteed and paid for whether used or not; missions call it off.",
        Idiq "idiq" "Indefinite delivery, indefinite quantity" "An unknown quantity between a guaranteed minimum and a maximum, ordered within a period.",
        Boa "boa" "Basic ordering agreement" "Terms for future orders; it has no value in itself and commits nobody.",
        Bpa "bpa" "Blanket purchase agreement" "A simple arrangement for repeated buys; money is only in its orders.",
        NotForProfitFramework "not_for_profit_framework" "Not-for-profit framework" "A framework with organisations that do not work for profit.",
        PrototypeOt "prototype_ot" "Prototype agreement (other transaction)" "A prototype agreement outside ordinary contract rules; production may follow without a new competition if it was competed and completed.",
        Subscription "subscription" "Subscription" "A service at a steady fee for a period, such as an archive or a monitored area.",
        FixedPrice "fixed_price" "Fixed-price contract" "One price for a defined delivery; the contractor carries the cost risk.",
        CostReimbursement "cost_reimbursement" "Cost-reimbursement contract" "The purchaser pays allowable cost and an agreed fee.",
        TimeAndMaterials "time_and_materials" "Time and materials contract" "Hours at set rates plus materials, up to a ceiling.",
        LetterContract "letter_contract" "Letter contract" "Work starts before the terms are final; they must be settled within 180 days or 40 % of the work.",
    }
}

impl VehicleKind {
    /// The abbreviation or short name people write.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FrameworkAgreement => "FA",
            Self::OutlineAgreement => "OA",
            Self::BasicContractualInstrument => "BCI",
            Self::AssuredAccess => "AAC",
            Self::Idiq => "IDIQ",
            Self::Boa => "BOA",
            Self::Bpa => "BPA",
            Self::NotForProfitFramework => "NFPF",
            Self::PrototypeOt => "OTA",
            Self::Subscription => "SUB",
            Self::FixedPrice => "FFP",
            Self::CostReimbursement => "CR",
            Self::TimeAndMaterials => "T&M",
            Self::LetterContract => "LETTER",
        }
    }

    /// Document and paragraph that define it.
    #[must_use]
    pub const fn source(self) -> &'static str {
        match self {
            Self::FrameworkAgreement => "EU-24 art. 33",
            Self::OutlineAgreement
            | Self::BasicContractualInstrument
            | Self::AssuredAccess
            | Self::LetterContract => "NSPA 12.2",
            Self::Idiq => "STC B.6, G.1-G.4",
            Self::Boa | Self::Bpa => "STC M.2",
            Self::NotForProfitFramework => "NCP 27",
            Self::PrototypeOt => "10 USC 4022",
            Self::Subscription => "own design, after the NRO's capacity subscriptions",
            Self::FixedPrice | Self::CostReimbursement | Self::TimeAndMaterials => {
                "GTC A.1.7; STC B"
            }
        }
    }

    /// Whether purchases are made by orders placed under it.
    #[must_use]
    pub const fn orders_by_call_off(self) -> bool {
        matches!(
            self,
            Self::FrameworkAgreement
                | Self::OutlineAgreement
                | Self::BasicContractualInstrument
                | Self::AssuredAccess
                | Self::Idiq
                | Self::Boa
                | Self::Bpa
                | Self::NotForProfitFramework
        )
    }

    /// Whether money is committed only by its orders (STC M.2; NSPA 12.2 for the basic contractual instrument).
    #[must_use]
    pub const fn has_no_value_in_itself(self) -> bool {
        matches!(
            self,
            Self::Boa | Self::Bpa | Self::BasicContractualInstrument
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct() {
        for (index, kind) in VehicleKind::ALL.iter().enumerate() {
            assert!(
                VehicleKind::ALL[..index]
                    .iter()
                    .all(|other| other.code() != kind.code()),
                "{kind}"
            );
        }
    }

    #[test]
    fn what_has_no_value_in_itself_orders_by_call_off() {
        for kind in VehicleKind::ALL {
            assert!(
                !kind.has_no_value_in_itself() || kind.orders_by_call_off(),
                "{kind}"
            );
        }
        assert!(!VehicleKind::FixedPrice.orders_by_call_off());
    }
}
