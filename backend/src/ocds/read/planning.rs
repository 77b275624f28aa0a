use super::codes::PartyRole;
use super::money::Money;
use super::object::Object;
use super::parties::{Directory, PartyRef};
use super::parts::{File, Milestone, Period, documents, milestones, period};

/// What was planned before the solicitation (OCDS 1.1.5, "Planning").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planning {
    /// Why something is bought.
    pub rationale: Option<String>,
    /// What is to pay for it.
    pub budget: Option<Budget>,
    /// Planning documents.
    pub documents: Vec<File>,
    /// Planning milestones.
    pub milestones: Vec<Milestone>,
    /// The project this purchase serves (extension `project`).
    pub project: Option<Project>,
}

/// A budget (OCDS 1.1.5, "Budget").
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Budget {
    /// Id of the budget line.
    pub id: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The whole amount.
    pub amount: Option<Money>,
    /// Name of the project it is charged to.
    pub project: Option<String>,
    /// Id of that project.
    pub project_id: Option<String>,
    /// Where the budget is published.
    pub uri: Option<String>,
    /// Parts of it by source (extension `budget`).
    pub breakdown: Vec<BudgetLine>,
}

/// What one source gives to a budget.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetLine {
    /// Unique in its list.
    pub id: String,
    /// What it is for.
    pub description: Option<String>,
    /// The share.
    pub amount: Option<Money>,
    /// When it is available.
    pub period: Option<Period>,
    /// Who gives it.
    pub source: Option<PartyRef>,
    /// Where it is published.
    pub uri: Option<String>,
}

/// A project that several purchases may serve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Its whole value.
    pub total: Option<Money>,
    /// Where it is published.
    pub uri: Option<String>,
}

pub(super) fn planning(object: &Object<'_>, directory: &mut Directory) -> Planning {
    Planning {
        rationale: object.text("rationale"),
        budget: object.object("budget").map(|it| budget(&it, directory)),
        documents: documents(object),
        milestones: milestones(object),
        project: object.object("project").as_ref().map(project),
    }
}

fn budget(object: &Object<'_>, directory: &mut Directory) -> Budget {
    Budget {
        id: object.text("id"),
        description: object.text("description"),
        amount: object.money("amount"),
        project: object.text("project"),
        project_id: object.text("projectID"),
        uri: object.text("uri"),
        breakdown: object.each("budgetBreakdown", |line, id| BudgetLine {
            id,
            description: line.text("description"),
            amount: line.money("amount"),
            period: period(line, "period"),
            source: directory.one(line, "sourceParty", &PartyRole::Funder),
            uri: line.text("uri"),
        }),
    }
}

fn project(object: &Object<'_>) -> Project {
    Project {
        id: object.text("id"),
        title: object.text("title"),
        description: object.text("description"),
        total: object.money("totalValue"),
        uri: object.text("uri"),
    }
}
