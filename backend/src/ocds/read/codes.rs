//! The codelists, as their codes are written in files, with an English word for the page.

use std::borrow::Cow;

/// A code of one codelist. Case is ignored when reading; what is on no list is kept as [`Code::code`] gives it.
pub trait Code: Sized {
    /// Whether the standard allows no other codes than the listed ones.
    const CLOSED: bool;

    /// The code that `written` means, however it is capitalised.
    fn parse(written: &str) -> Self;

    /// The code as the standard writes it, or as the publisher did if it is none of the list.
    fn code(&self) -> &str;

    /// An English word for people. A code of no list is shown with its words apart: `lowCost` as "Low cost".
    fn word(&self) -> Cow<'_, str>;

    /// Whether the code is on no list.
    fn is_other(&self) -> bool;
}

macro_rules! codes {
    ($(#[$about:meta])* $name:ident closed = $closed:literal { $($variant:ident = $code:literal $word:literal)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = $word] $variant,)+
            /// A code that is not on the list, as written.
            Other(String),
        }

        impl Code for $name {
            const CLOSED: bool = $closed;

            fn parse(written: &str) -> Self {
                $(if written.eq_ignore_ascii_case($code) {
                    return Self::$variant;
                })+
                Self::Other(written.to_owned())
            }

            fn code(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)+
                    Self::Other(written) => written,
                }
            }

            fn word(&self) -> Cow<'_, str> {
                match self {
                    $(Self::$variant => Cow::Borrowed($word),)+
                    Self::Other(written) => Cow::Owned(apart(written)),
                }
            }

            fn is_other(&self) -> bool {
                matches!(self, Self::Other(_))
            }
        }
    };
}

/// `lowCost` and `low_cost` become "Low cost"; a text that has spaces already is left alone.
fn apart(code: &str) -> String {
    if code.contains(' ') {
        return code.to_owned();
    }
    let mut words = String::new();
    let mut after_small = false;
    for letter in code.chars() {
        match letter {
            '_' | '-' => words.push(' '),
            capital if capital.is_uppercase() && after_small => {
                words.push(' ');
                words.extend(capital.to_lowercase());
            }
            other if words.is_empty() => words.extend(other.to_uppercase()),
            other => words.push(other),
        }
        after_small = letter.is_lowercase();
    }
    words
}

codes! {
    /// What a release announces (OCDS 1.1.5, codelist releaseTag).
    ReleaseTag closed = true {
        Planning = "planning" "Planning"
        PlanningUpdate = "planningUpdate" "Planning update"
        Tender = "tender" "Tender"
        TenderAmendment = "tenderAmendment" "Tender amendment"
        TenderUpdate = "tenderUpdate" "Tender update"
        TenderCancellation = "tenderCancellation" "Tender cancellation"
        Award = "award" "Award"
        AwardUpdate = "awardUpdate" "Award update"
        AwardCancellation = "awardCancellation" "Award cancellation"
        Contract = "contract" "Contract"
        ContractUpdate = "contractUpdate" "Contract update"
        ContractAmendment = "contractAmendment" "Contract amendment"
        Implementation = "implementation" "Implementation"
        ImplementationUpdate = "implementationUpdate" "Implementation update"
        ContractTermination = "contractTermination" "Contract termination"
        Compiled = "compiled" "Compiled"
    }
}

codes! {
    /// How a process began (OCDS 1.1.5, codelist initiationType).
    InitiationType closed = true {
        Tender = "tender" "Tender"
    }
}

codes! {
    /// State of a solicitation or of a lot (OCDS 1.1.5, codelist tenderStatus).
    TenderStatus closed = true {
        Planning = "planning" "In planning"
        Planned = "planned" "Planned"
        Active = "active" "Open"
        Cancelled = "cancelled" "Cancelled"
        Unsuccessful = "unsuccessful" "Unsuccessful"
        Complete = "complete" "Complete"
        Withdrawn = "withdrawn" "Withdrawn"
    }
}

codes! {
    /// Who may take part (OCDS 1.1.5, codelist method).
    ProcurementMethod closed = true {
        Open = "open" "Open"
        Selective = "selective" "Selective"
        Limited = "limited" "Limited"
        Direct = "direct" "Direct"
    }
}

codes! {
    /// What is mainly bought (OCDS 1.1.5, codelists procurementCategory and extendedProcurementCategory).
    Category closed = false {
        Goods = "goods" "Goods"
        Works = "works" "Works"
        Services = "services" "Services"
        ConsultingServices = "consultingServices" "Consulting services"
    }
}

codes! {
    /// State of an award (OCDS 1.1.5, codelist awardStatus).
    AwardStatus closed = true {
        Pending = "pending" "Pending"
        Active = "active" "Active"
        Cancelled = "cancelled" "Cancelled"
        Unsuccessful = "unsuccessful" "Unsuccessful"
    }
}

codes! {
    /// State of a contract (OCDS 1.1.5, codelist contractStatus).
    ContractStatus closed = true {
        Pending = "pending" "Pending"
        Active = "active" "Active"
        Cancelled = "cancelled" "Cancelled"
        Terminated = "terminated" "Terminated"
    }
}

codes! {
    /// State of an offer (bid extension 1.1.5, codelist bidStatus).
    BidStatus closed = true {
        Invited = "invited" "Invited"
        Pending = "pending" "Pending"
        Valid = "valid" "Valid"
        Disqualified = "disqualified" "Disqualified"
        Withdrawn = "withdrawn" "Withdrawn"
    }
}

codes! {
    /// State of a milestone (OCDS 1.1.5, codelist milestoneStatus).
    MilestoneStatus closed = true {
        Scheduled = "scheduled" "Scheduled"
        Met = "met" "Met"
        NotMet = "notMet" "Not met"
        PartiallyMet = "partiallyMet" "Partially met"
    }
}

codes! {
    /// What a milestone is for (OCDS 1.1.5, codelist milestoneType; open).
    MilestoneType closed = false {
        PreProcurement = "preProcurement" "Before procurement"
        Approval = "approval" "Approval"
        Engagement = "engagement" "Engagement"
        Assessment = "assessment" "Assessment"
        Delivery = "delivery" "Delivery"
        Reporting = "reporting" "Reporting"
        Financing = "financing" "Financing"
        Payment = "payment" "Payment"
        Procurement = "procurement" "Procurement"
    }
}

codes! {
    /// What an organisation does in a process (OCDS 1.1.5, codelist partyRole; open).
    PartyRole closed = false {
        Buyer = "buyer" "Buyer"
        ReviewBody = "reviewBody" "Review body"
        ProcuringEntity = "procuringEntity" "Procuring entity"
        Supplier = "supplier" "Supplier"
        Tenderer = "tenderer" "Offeror"
        Funder = "funder" "Funder"
        Enquirer = "enquirer" "Enquirer"
        Payer = "payer" "Payer"
        Payee = "payee" "Payee"
        InvitedSupplier = "invitedSupplier" "Invited supplier"
        InterestedParty = "interestedParty" "Interested party"
        InvitedTenderer = "invitedTenderer" "Invited offeror"
    }
}

codes! {
    /// What a document is (OCDS 1.1.5, codelist documentType; open).
    DocumentType closed = false {
        PlannedProcurementNotice = "plannedProcurementNotice" "Planned procurement notice"
        ProcurementPlan = "procurementPlan" "Procurement plan"
        NeedsAssessment = "needsAssessment" "Needs assessment"
        MarketStudies = "marketStudies" "Market studies"
        EligibilityCriteria = "eligibilityCriteria" "Eligibility criteria"
        Clarifications = "clarifications" "Clarifications"
        ShortlistedFirms = "shortlistedFirms" "Shortlisted firms"
        SubmissionDocuments = "submissionDocuments" "Submission documents"
        Bidders = "bidders" "Offerors"
        EnvironmentalImpact = "environmentalImpact" "Environmental impact"
        AssetAndLiabilityAssessment = "assetAndLiabilityAssessment" "Asset and liability assessment"
        RiskProvisions = "riskProvisions" "Risk provisions"
        WinningBid = "winningBid" "Winning offer"
        Complaints = "complaints" "Complaints"
        TenderNotice = "tenderNotice" "Tender notice"
        AwardNotice = "awardNotice" "Award notice"
        ContractNotice = "contractNotice" "Contract notice"
        CompletionCertificate = "completionCertificate" "Completion certificate"
        PhysicalProgressReport = "physicalProgressReport" "Progress report"
        FinancialProgressReport = "financialProgressReport" "Financial progress report"
        FinalAudit = "finalAudit" "Final audit"
        HearingNotice = "hearingNotice" "Hearing notice"
        EvaluationCriteria = "evaluationCriteria" "Evaluation criteria"
        EvaluationReports = "evaluationReports" "Evaluation reports"
        BiddingDocuments = "biddingDocuments" "Solicitation documents"
        TechnicalSpecifications = "technicalSpecifications" "Technical specifications"
        ContractDraft = "contractDraft" "Draft contract"
        ContractSigned = "contractSigned" "Signed contract"
        ContractArrangements = "contractArrangements" "Contract arrangements"
        ContractSchedule = "contractSchedule" "Contract schedule"
        ContractAnnexe = "contractAnnexe" "Contract annex"
        ContractGuarantees = "contractGuarantees" "Contract guarantees"
        ContractSummary = "contractSummary" "Contract summary"
        CancellationDetails = "cancellationDetails" "Cancellation details"
        ConflictOfInterest = "conflictOfInterest" "Conflict of interest"
        Debarments = "debarments" "Debarments"
        Illustration = "illustration" "Illustration"
        FeasibilityStudy = "feasibilityStudy" "Feasibility study"
        BillOfQuantity = "billOfQuantity" "Bill of quantity"
    }
}

codes! {
    /// How two processes hang together (OCDS 1.1.5, codelist relatedProcess; open).
    Relationship closed = false {
        Framework = "framework" "Framework"
        Planning = "planning" "Planning"
        Parent = "parent" "Parent"
        Prior = "prior" "Prior process"
        UnsuccessfulProcess = "unsuccessfulProcess" "Unsuccessful process"
        SubContract = "subContract" "Subcontract"
        ReplacementProcess = "replacementProcess" "Replacement"
        RenewalProcess = "renewalProcess" "Renewal"
    }
}
