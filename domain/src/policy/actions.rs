//! The table of actions: code, words, roles, rows.

use super::{Action, Bound, Rule};
use crate::actor::Role::{
    self, Administrator, Auditor, Delegate, Evaluator, Officer, Opener, Provider,
};

const EVERYBODY: &[Role] = &Role::ALL;
const BUYERS: &[Role] = &[Officer, Evaluator, Opener, Auditor, Administrator];

macro_rules! actions {
    ($($name:ident $code:literal $summary:literal, $roles:expr, $bound:ident;)+) => {
        $(
            #[doc = $summary]
            #[derive(Debug)]
            pub struct $name;
            impl Action for $name {
                const RULE: Rule = Rule {
                    code: $code,
                    summary: $summary,
                    roles: $roles,
                    bound: Bound::$bound,
                    public: false,
                };
            }
        )+
        /// Every rule, in the order of the journey.
        pub const ALL: &[Rule] = &[$($name::RULE),+];
    };
}

actions! {
    // Accounts
    ReadOwnAccount "account.read_own" "See one's own account and sessions", EVERYBODY, Any;
    ChangePassword "account.change_password" "Change one's own password", EVERYBODY, Any;
    EndSession "account.end_session" "End one's own sessions", EVERYBODY, Any;
    ReadNews "notice.read" "Read what one was told", EVERYBODY, Any;
    ChooseMail "account.choose_mail" "Choose what is mailed to oneself", EVERYBODY, Any;
    ChooseZone "account.choose_zone" "Choose the time zone in which one reads deadlines", EVERYBODY, Any;
    ReadAccounts "account.read" "See every account", &[Administrator, Auditor], Any;
    KeepOpeningKey "account.opening_key" "Make, renew and retire one's own opening key", &[Opener, Administrator], Any;
    KeepAccounts "account.keep" "Add, change and disable accounts", &[Administrator], Any;
    KeepOutbox "outbox.keep" "See which mail waits, try it again, discard it", &[Administrator], Any;

    // Reference
    ReadStrategy "strategy.read" "Read the Strategy", EVERYBODY, Any;
    ReadNations "nation.read" "Read about nations", EVERYBODY, Any;
    ReadProgrammes "programme.read" "Read about programmes", EVERYBODY, Any;
    LoadReference "reference.load" "Load reference data", &[Administrator], Any;
    ReadRates "rate.read" "Read exchange rates", EVERYBODY, Any;
    ImportRates "rate.import" "Import reference rates from their publisher’s file", &[Officer], Any;
    ProposeRate "rate.propose" "Propose an exchange rate, or the correction of one", &[Officer], Any;
    DecideRate "rate.decide" "Decide on an exchange rate that a colleague proposed", &[Officer], AnotherPerson;

    // Providers
    ReadProviders "provider.read" "Read about providers", EVERYBODY, Any;
    KeepProviders "provider.keep" "Add and change provider organisations", &[Officer, Administrator], Any;
    ProposeMerge "provider.propose_merge" "Propose to merge an organisation into another", &[Officer, Administrator], Any;
    ConfirmMerge "provider.confirm_merge" "Decide on a merge of organisations that a colleague proposed", &[Officer, Administrator], AnotherPerson;

    ReadDossier "provider.read_dossier" "Read who owns an organisation, its certificates and its people", &[Officer, Provider, Delegate, Auditor, Administrator], OwnProvider;
    KeepOwnProvider "provider.keep_own" "State facts of one's own organisation: identifiers, ownership and control, certificates", &[Provider], OwnProviderKeeps;
    ReadRegistrations "registration.read" "Read registrations that organisations have sent", &[Officer, Auditor, Administrator], Any;
    ReviewRegistrations "registration.review" "Accept, ask back or reject a registration", &[Officer, Administrator], Any;
    KeepOwnPeople "provider.keep_people" "Invite people into one's own organisation and say what they may do", &[Provider], OwnProviderKeeps;
    KeepProfile "provider.keep_profile" "Describe the capabilities of one's own organisation", &[Provider], OwnProviderWrites;

    // Eligibility
    ReadEligibility "eligibility.read" "Ask whether a provider may bid", &[Officer, Provider, Delegate, Auditor, Administrator], OwnProvider;
    SetEligibility "eligibility.set" "Say whether a declaration of eligibility is asked for, and admit further nations in a crisis", &[Officer], Any;
    RequestDeclaration "eligibility.request" "Ask one's nation for a declaration of eligibility", &[Provider], OwnProviderWrites;
    DecideDeclaration "eligibility.decide" "Issue, reject or withdraw a declaration of eligibility", &[Delegate], OwnNation;
    ReadExclusions "eligibility.read_exclusions" "Read the exclusions", &[Officer, Delegate, Auditor, Administrator], Any;
    KeepExclusions "eligibility.exclude" "Record and end exclusions", &[Officer, Administrator], Any;

    // Needs
    ReadNeeds "need.read" "Read about coming needs that are public", EVERYBODY, Any;
    ReadPrivateNeeds "need.read_private" "Read every coming need, with its funding", BUYERS, Any;
    EditNeed "need.edit" "Write about a coming need", &[Officer], Any;
    MoveNeed "need.move" "Plan, research, make ready or drop a need", &[Officer], Any;
    TurnNeed "need.turn" "Turn a need into a draft solicitation", &[Officer], Any;
    AskMarket "request.publish" "Ask the market about a need, and publish a summary of its answers", &[Officer], Any;
    AmendRequest "request.amend" "Amend a request for information before it closes", &[Officer], Any;
    AnswerRequest "request.answer" "Answer a request for information for one's own organisation", &[Provider], OwnProviderWrites;
    ReadAnswers "request.read_answers" "Read the answers to a request for information", &[Officer, Evaluator, Auditor], Any;

    // Solicitations
    ReadSolicitations "solicitation.read" "Read published solicitations", EVERYBODY, Any;
    ReadDraftSolicitations "solicitation.read_draft" "Read solicitations before publication", BUYERS, Any;
    EditSolicitation "solicitation.edit" "Write a solicitation", &[Officer], Any;
    AskApproval "solicitation.ask_approval" "Send a draft for approval by a colleague", &[Officer], Any;
    ApproveSolicitation "solicitation.approve" "Approve a draft that a colleague wrote and sent", &[Officer], AnotherPerson;
    ReturnSolicitation "solicitation.return" "Give a draft back to the colleague who sent it", &[Officer], AnotherPerson;
    PublishSolicitation "solicitation.publish" "Publish a solicitation", &[Officer], Any;
    ApproveOverride "solicitation.approve_override" "Decide on a departure from a rule that a colleague asked for", &[Officer], AnotherPerson;
    ReadOverrides "solicitation.read_overrides" "Read every departure from a rule", &[Officer, Auditor, Administrator], Any;
    AmendSolicitation "solicitation.amend" "Amend what is published, before closing", &[Officer], Any;
    SuspendSolicitation "solicitation.suspend" "Suspend a solicitation", &[Officer], Any;
    ResumeSolicitation "solicitation.resume" "Resume a suspended solicitation", &[Officer], Any;
    CancelSolicitation "solicitation.cancel" "Cancel a solicitation", &[Officer], Any;

    ReadLibrary "library.read" "Read templates and texts", &[Officer, Auditor], Any;
    KeepLibrary "library.keep" "Keep templates and texts for solicitations", &[Officer], Any;
    KeepSearches "search.keep" "Keep searches of one's own, with their feeds", EVERYBODY, Any;

    // Questions
    AskQuestion "question.ask" "Ask about a published solicitation", &[Provider], OwnProviderWrites;
    WithdrawQuestion "question.withdraw" "Take back one's own question", &[Provider], OwnProviderWrites;
    ReadQuestions "question.read" "Read what bidders ask, without who asks", &[Officer, Auditor], Any;
    AnswerQuestions "question.answer" "Answer questions, to everybody at once", &[Officer], Any;

    // Offers
    ReadOwnOffers "offer.read_own" "Read one's own organisation's offers", &[Provider], OwnProvider;
    EditOffer "offer.edit" "Write an offer", &[Provider], OwnProviderWrites;
    NoteChanges "offer.note_changes" "Note that what changed in a solicitation is taken into account", &[Provider], OwnProviderWrites;
    SubmitOffer "offer.submit" "Submit, replace or withdraw an offer", &[Provider], OwnProviderWrites;
    ConfirmOffer "offer.confirm" "Confirm a sealed offer after an amendment", &[Provider], OwnProviderWrites;
    ReadReceipt "offer.read_receipt" "Read the receipt of a sealed offer", &[Provider], OwnProvider;
    CommitOffers "offer.commit" "Sign the list of sealed offers when a solicitation has closed", &[], Any;
    ReadLateOffers "offer.read_late" "Read when and why offers came after closing, without whose they are", &[Officer, Auditor], Any;
    ProposeLateOffer "offer.propose_late" "Propose to take an offer that came after closing, on a ground of the rule", &[Officer], Any;
    DecideLateOffer "offer.decide_late" "Decide on an offer that came after closing and that a colleague proposed to take", &[Officer], AnotherPerson;
    OpenOffers "offer.open" "Open sealed offers, two persons together", &[Opener], Any;
    OpenPrices "offer.open_price" "Open the price of an acceptable offer, as part of an opening", &[], Any;
    GiveRecoveryShare "offer.recover" "Give a share of the recovery key to an opening, two persons together", &[Administrator], Any;
    ReadOpenedOffers "offer.read_opened" "Read opened offers", &[Officer, Evaluator, Opener, Auditor], Any;

    // Evaluation
    AssignPanel "evaluation.assign" "Choose the evaluation panel", &[Officer], Any;
    DeclareConflict "evaluation.declare" "Declare one's interests", &[Evaluator], Any;
    ScoreOffers "evaluation.score" "Score offers", &[Evaluator], Any;
    ModerateScores "evaluation.moderate" "Record the moderated score", &[Officer], Any;
    CheckCompliance "evaluation.check" "Decide on administrative compliance", &[Officer], Any;
    ReadCompliance "evaluation.read_compliance" "See how compliance was decided, and which exclusions were reversed", &[Officer, Auditor], Any;
    ProposeReversal "evaluation.propose_reversal" "Propose to reverse the exclusion of an offer", &[Officer], Any;
    DecideReversal "evaluation.decide_reversal" "Decide on the reversal of an exclusion that a colleague proposed", &[Officer], AnotherPerson;
    CompareOffers "evaluation.compare" "Compare offers side by side", &[Officer, Evaluator, Auditor], Any;
    WriteNote "evaluation.note" "Note something beside an opened offer, for oneself or for the panel", &[Officer, Evaluator], Any;
    AskInquiry "inquiry.ask" "Ask one bidder about its opened offer", &[Officer], Any;
    AnswerInquiry "inquiry.answer" "Answer what the authority asks about one’s own offer", &[Provider], OwnProviderWrites;
    ConcludeInquiry "inquiry.conclude" "Record what follows from an inquiry", &[Officer], Any;
    ReadInquiries "inquiry.read" "Read every inquiry, and which prices seem low", &[Officer, Auditor], Any;
    RevealNames "evaluation.reveal_names" "Close the technical evaluation, so that the panel sees the bidders’ names", &[Officer], Any;
    FixTechnicalResult "evaluation.fix_technical" "Fix the technical result, on which the opening of the prices waits", &[Officer], Any;
    RunResult "evaluation.run" "Compute and store a result", &[Officer], Any;

    // Awards
    RecommendAward "award.recommend" "Recommend an award", &[Officer], Any;
    ApproveAward "award.approve" "Approve an award that a colleague recommended", &[Officer], AnotherPerson;
    ReadRecommendation "award.read_recommendation" "Read the recommendation of an award and its approval", &[Officer, Auditor], Any;
    WaiveStandstill "award.waive" "Waive a standstill that a colleague began", &[Officer], AnotherPerson;
    ClearAward "award.clear" "End an elapsed standstill", &[Officer], Any;
    ProposeDecision "award.propose_decision" "Propose to settle a tie, to end without an award, to annul one, or to override its suspension", &[Officer], Any;
    RefuseDecision "award.refuse_decision" "Refuse a decision about an award that a colleague proposed", &[Officer], AnotherPerson;
    SettleTie "award.settle_tie" "Agree to which offer takes a shared first place, as a colleague proposed", &[Officer], AnotherPerson;
    EndWithoutAward "solicitation.end_without_award" "End a competition without an award, as a colleague proposed", &[Officer], AnotherPerson;
    AnnulAward "award.annul" "Annul an award before signature, as a colleague proposed", &[Officer], AnotherPerson;
    OverrideSuspension "award.override" "Override the suspension of an award, as a colleague proposed", &[Officer], AnotherPerson;
    PrepareDebrief "award.prepare_debrief" "Prepare the debrief of a bidder that was not chosen", &[Officer], Any;
    SendDebrief "award.debrief" "Send the debrief of a bidder that was not chosen", &[Officer], Any;
    ReadAwards "award.read" "Read awards", EVERYBODY, Any;
    ReadNotice "award.read_notice" "Read the notice and debrief of one's own offer", &[Provider], OwnProvider;

    // Complaints
    LodgeComplaint "complaint.lodge" "Complain about an award for one's own organisation", &[Provider], OwnProviderWrites;
    ReadComplaints "complaint.read" "Read complaints about awards", &[Officer, Auditor], Any;
    AcknowledgeComplaint "complaint.acknowledge" "Acknowledge a complaint", &[Officer], Any;
    AnswerComplaint "complaint.answer" "Write the answer to a complaint", &[Officer], Any;
    DecideComplaint "complaint.decide" "Decide on the answer to a complaint that a colleague wrote", &[Officer], AnotherPerson;
    MoveComplaint "complaint.move" "Bring a rejected complaint before the committee, or end it when its time has passed", &[Officer], Any;

    // Contracts
    ReadContracts "contract.read" "Read contracts", &[Officer, Evaluator, Opener, Provider, Delegate, Auditor, Administrator], OwnProvider;
    MakeContract "contract.make" "Make a contract from an award", &[Officer], Any;
    ManageContract "contract.manage" "Sign, obligate, exercise options", &[Officer], Any;
    IssueOrder "contract.order" "Issue a call-off order", &[Officer], Any;
    KeepFramework "framework.keep" "Make a framework of several holders, let holders join, and take them off", &[Officer], Any;
    CallOff "framework.call_off" "Call off under a framework by its allocation rule", &[Officer], Any;
    AnswerCallOff "framework.answer" "Accept or decline a call-off that one’s own organisation is asked to take", &[Provider], OwnProviderWrites;
    ModifyContract "contract.modify" "Make a contract modification", &[Officer], Any;
    AgreeReadiness "contract.readiness" "Agree and end readiness terms of a contract", &[Officer], Any;
    ActivateSurge "contract.surge" "Activate a surge under a contract’s readiness terms, and end it", &[Officer], Any;
    LiveContract "contract.live" "Stop and resume work under a contract, give its notices, propose and record its end", &[Officer], Any;
    AnswerContract "contract.answer" "Answer what is proposed about one’s own contract, give notice, claim, hand in a plan", &[Provider], OwnProviderWrites;
    ReadReadiness "readiness.read" "See what can be called up in crisis and conflict, and what it would cost", &[Officer, Delegate, Auditor, Administrator], Any;
    AgreeMoneyTerms "contract.money_terms" "Agree on retention, advance payment and the rule of delay damages, and record the reference rate of late interest", &[Officer], Any;
    SendInvoice "invoice.send" "Send an invoice for one’s own organisation, and complete one that is held", &[Provider], OwnProviderWrites;
    DecideInvoice "invoice.decide" "Hold, dispute, approve, reject and pay invoices", &[Officer], Any;
    ProposeDamages "damages.propose" "Assess the damages of a delay", &[Officer], Any;
    DecideDamages "damages.decide" "Confirm or waive delay damages that a colleague assessed", &[Officer], AnotherPerson;
    AgreeService "service.agree" "Agree and end service levels of a contract", &[Officer], Any;
    ReportService "service.report" "Report what was measured of one’s own service, and explain what was missed", &[Provider], OwnProviderWrites;
    DecideService "service.decide" "Agree to measured values or dispute them, and excuse a period", &[Officer], Any;
    DecideCredit "service.credit" "Confirm or waive a service credit that a colleague proposed", &[Officer], AnotherPerson;
    PayMilestone "contract.pay" "Record a payment for an accepted milestone", &[Officer], Any;

    // Milestones
    ReportMilestone "milestone.report" "Report a forecast and submit evidence", &[Provider], OwnProviderWrites;
    DecideMilestone "milestone.decide" "Accept or reject a milestone", &[Officer], Any;
    StageAcceptance "milestone.stage" "Take a delivery through test, provisional acceptance, warranty and final acceptance", &[Officer], Any;
    DecideDelay "milestone.decide_delay" "Decide whether a delay of which the contractor gave notice is excused", &[Officer], Any;
    GiveOpinion "milestone.opinion" "Give the users’ opinion of a delivery for one’s own nation", &[Delegate], Any;

    // Plan
    ReadPlan "plan.read" "See which milestones wait for which, and what a moved date moves", &[Officer, Delegate, Auditor, Administrator], Any;
    LinkMilestones "plan.link" "Say that a milestone waits for another, and that it no longer does", &[Officer], Any;
    ProposeShift "plan.propose" "Propose the dates that follow from a moved one", &[Officer], Any;
    DecideShift "milestone.decide_shift" "Accept or refuse a proposed date of a milestone", &[Officer], Any;

    // Capabilities
    ReadCapabilities "capability.read" "Read capabilities, what gates their milestones and how they stand", &[Officer, Delegate, Auditor, Administrator], Any;
    KeepCapabilities "capability.keep" "Write about capabilities: dates, lines of work, links to contracts and the Strategy", &[Officer], Any;
    DeclareCapability "capability.declare" "Record what the declaring authority declares, with its reservations", &[Officer], Any;

    // Contributions
    ReadContributions "contribution.read" "See what nations pledged and paid", &[Officer, Delegate, Auditor, Administrator], Any;
    ReadOwnContributions "contribution.read_own" "See the private part of one's own nation's contributions", &[Delegate, Auditor], OwnNation;
    RecordPledge "contribution.pledge" "Record a pledge of one's own nation", &[Delegate], OwnNation;
    RecordContributionPayment "contribution.pay" "Record a payment of one's own nation", &[Delegate], OwnNation;
    AllocateContribution "contribution.allocate" "Verify contributions and allocate them to contracts", &[Officer], Any;

    // Documents
    ReadDocuments "document.read" "Download documents of records one may read", EVERYBODY, Any;

    // Audit
    ReadAudit "audit.read" "Read every timeline", &[Auditor], Any;
    VerifyAudit "audit.verify" "Verify the log", &[Auditor, Administrator], Any;

    // Imported records
    ImportRecords "ocds.import" "Import procurement records", &[Administrator], Any;
}
