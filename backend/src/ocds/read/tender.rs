use super::codes::{Category, PartyRole, ProcurementMethod, TenderStatus};
use super::criteria::{AwardCriterion, Criterion, award_criteria, criteria};
use super::money::Money;
use super::object::Object;
use super::parties::{Directory, PartyRef};
use super::parts::{
    Amendment, File, Item, Milestone, Period, amendments, documents, items, milestones, period,
};
use super::when::When;

/// The solicitation (OCDS 1.1.5, "Tender").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tender {
    /// Its id; often the ocid again.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What is asked for.
    pub description: Option<String>,
    /// Its state.
    pub status: Option<TenderStatus>,
    /// Who runs it, if not the buyer.
    pub procuring_entity: Option<PartyRef>,
    /// Who may take part.
    pub method: Option<ProcurementMethod>,
    /// The procedure's name in its law.
    pub method_details: Option<String>,
    /// Why this procedure.
    pub method_rationale: Option<String>,
    /// What is mainly bought.
    pub category: Option<Category>,
    /// What else is bought.
    pub additional_categories: Vec<Category>,
    /// The estimate, or the most it may cost.
    pub value: Option<Money>,
    /// The least it may cost.
    pub min_value: Option<Money>,
    /// How offers are judged, as published (`ratedCriteria`, `priceOnly` …).
    pub award_criteria: Option<String>,
    /// More on how offers are judged.
    pub award_criteria_details: Option<String>,
    /// How offers are handed in (`electronicSubmission`, `written` …), as published.
    pub submission_methods: Vec<String>,
    /// More on handing in.
    pub submission_details: Option<String>,
    /// Who is eligible, in words.
    pub eligibility: Option<String>,
    /// When questions are taken.
    pub enquiry_period: Option<Period>,
    /// When offers are taken.
    pub tender_period: Option<Period>,
    /// When the award is decided.
    pub award_period: Option<Period>,
    /// When the contract is to run.
    pub contract_period: Option<Period>,
    /// When sealed offers are opened (extension `bidOpening`).
    pub opening: Option<When>,
    /// Whether questions were received.
    pub has_enquiries: Option<bool>,
    /// How many took part.
    pub number_of_tenderers: Option<i64>,
    /// Who took part.
    pub tenderers: Vec<PartyRef>,
    /// What is asked for, piece by piece.
    pub items: Vec<Item>,
    /// Its documents.
    pub documents: Vec<File>,
    /// Its milestones.
    pub milestones: Vec<Milestone>,
    /// Its amendments.
    pub amendments: Vec<Amendment>,
    /// Its lots (extension `lots`).
    pub lots: Vec<Lot>,
    /// Its requirements (extension `requirements`).
    pub criteria: Vec<Criterion>,
    /// Questions and answers (extension `enquiries`).
    pub enquiries: Vec<Enquiry>,
}

/// A part that can be awarded on its own (extension `lots`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// Unique in its list.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What it holds.
    pub description: Option<String>,
    /// Its state.
    pub status: Option<TenderStatus>,
    /// What is mainly bought.
    pub category: Option<Category>,
    /// The estimate, or the most it may cost.
    pub value: Option<Money>,
    /// The least it may cost.
    pub min_value: Option<Money>,
    /// When the contract is to run.
    pub contract_period: Option<Period>,
    /// Whether there are options.
    pub has_options: Option<bool>,
    /// The options, in words.
    pub options: Option<String>,
    /// Whether it can be renewed.
    pub has_renewal: Option<bool>,
    /// What offers for it are compared by.
    pub award_criteria: Vec<AwardCriterion>,
}

/// A question and its answer (extension `enquiries`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enquiry {
    /// Unique in its list.
    pub id: String,
    /// When it was asked.
    pub date: Option<When>,
    /// Who asked, where that is published.
    pub author: Option<PartyRef>,
    /// Its subject.
    pub title: Option<String>,
    /// The question.
    pub question: Option<String>,
    /// The answer.
    pub answer: Option<String>,
    /// When it was answered.
    pub answered: Option<When>,
    /// Id of the lot it is about.
    pub lot: Option<String>,
    /// Id of the item it is about.
    pub item: Option<String>,
}

pub(super) fn tender(object: &Object<'_>, directory: &mut Directory) -> Tender {
    Tender {
        id: object.text("id"),
        title: object.text("title"),
        description: object.text("description"),
        status: object.code("status"),
        procuring_entity: directory.one(object, "procuringEntity", &PartyRole::ProcuringEntity),
        method: object.code("procurementMethod"),
        method_details: object.text("procurementMethodDetails"),
        method_rationale: object.text("procurementMethodRationale"),
        category: object.code("mainProcurementCategory"),
        additional_categories: object.codes("additionalProcurementCategories"),
        value: object.money("value"),
        min_value: object.money("minValue"),
        award_criteria: object.text("awardCriteria"),
        award_criteria_details: object.text("awardCriteriaDetails"),
        submission_methods: object.texts("submissionMethod"),
        submission_details: object.text("submissionMethodDetails"),
        eligibility: object.text("eligibilityCriteria"),
        enquiry_period: period(object, "enquiryPeriod"),
        tender_period: period(object, "tenderPeriod"),
        award_period: period(object, "awardPeriod"),
        contract_period: period(object, "contractPeriod"),
        opening: object
            .object("bidOpening")
            .and_then(|opening| opening.when("date")),
        has_enquiries: object.flag("hasEnquiries"),
        number_of_tenderers: object.whole("numberOfTenderers"),
        tenderers: directory.many(object, "tenderers", &PartyRole::Tenderer),
        items: items(object),
        documents: documents(object),
        milestones: milestones(object),
        amendments: amendments(object),
        lots: object.each("lots", lot),
        criteria: criteria(object),
        enquiries: enquiries(object, directory),
    }
}

fn lot(object: &Object<'_>, id: String) -> Lot {
    Lot {
        id,
        title: object.text("title"),
        description: object.text("description"),
        status: object.code("status"),
        category: object.code("mainProcurementCategory"),
        value: object.money("value"),
        min_value: object.money("minValue"),
        contract_period: period(object, "contractPeriod"),
        has_options: object.flag("hasOptions"),
        options: object
            .object("options")
            .and_then(|options| options.text("description")),
        has_renewal: object.flag("hasRenewal"),
        award_criteria: award_criteria(object),
    }
}

fn enquiries(object: &Object<'_>, directory: &mut Directory) -> Vec<Enquiry> {
    object.each("enquiries", |enquiry, id| Enquiry {
        id,
        date: enquiry.when("date"),
        author: directory.one(enquiry, "author", &PartyRole::Enquirer),
        title: enquiry.text("title"),
        question: enquiry.text("description"),
        answer: enquiry.text("answer"),
        answered: enquiry.when("dateAnswered"),
        lot: enquiry.text("relatedLot"),
        item: enquiry.text("relatedItem"),
    })
}
