//! The closed lists of words about milestones.

use crate::states::named::named_enum;

named_enum! {
    /// How binding the date of a milestone is (GTC A.1.13, A.4.9).
    pub enum MilestoneClass {
        Key "key" "Key" "Delay damages run from the first day after the date.",
        Ordinary "ordinary" "Ordinary" "The date binds, but damages run only after an extended date is missed too.",
        Indicative "indicative" "Indicative" "A soft target: the parties first look for an extension in good faith.",
    }
}

named_enum! {
    /// Why a date slipped (own design).
    pub enum CauseCode {
        ProviderTechnical "provider_technical" "Technical problem of the provider",
        ProviderSupply "provider_supply" "Supply problem of the provider",
        Launch "launch" "Launch",
        SpectrumOrLicence "spectrum_or_licence" "Spectrum or licence",
        ExportControl "export_control" "Export control",
        SecurityAccreditation "security_accreditation" "Security accreditation",
        GroundSegment "ground_segment" "Ground segment",
        PurchaserFurnishedItem "purchaser_furnished_item" "Item owed by the purchaser",
        PurchaserDecision "purchaser_decision" "Decision owed by the purchaser",
        Funding "funding" "Funding",
        ForceMajeure "force_majeure" "Force majeure",
        ComplaintOrDispute "complaint_or_dispute" "Complaint or dispute",
        ScopeChange "scope_change" "Change of scope",
        Other "other" "Other",
    }
}

named_enum! {
    /// Who answers for a slip (own design).
    pub enum Attribution {
        Provider "provider" "The provider",
        Purchaser "purchaser" "The purchaser",
        Shared "shared" "Both",
        Neither "neither" "Neither",
    }
}

named_enum! {
    /// Whether a delay frees the contractor from blame (GTC A.4.9, A.4.12).
    pub enum Excusable {
        Yes "yes" "Excusable",
        No "no" "Not excusable",
        Undecided "undecided" "Not decided yet",
    }
}

named_enum! {
    /// What makes the payment of a milestone due (own design, after GTC B.6 and DFARS 252.232-7012).
    pub enum PaymentTrigger {
        Acceptance "acceptance" "Acceptance" "Payment is due once the delivery is accepted.",
        Provisional "provisional" "Provisional acceptance" "Payment is due at the first stage of acceptance.",
        Final "final" "Final acceptance" "Payment is due when the warranty has ended and defects are corrected.",
        Event "event" "Defined event" "Payment is due once the event is proved.",
        Date "date" "Date" "Payment is due on a date.",
    }
}

impl PaymentTrigger {
    /// Whether an acceptance must be on record before an invoice (no invoice before acceptance: own design).
    #[must_use]
    pub const fn needs_acceptance(self) -> bool {
        matches!(self, Self::Acceptance | Self::Provisional | Self::Final)
    }
}
