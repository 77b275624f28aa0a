use rust_decimal::Decimal;

use super::object::Object;

/// What offers are compared by (extension `awardCriteria`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AwardCriterion {
    /// `price`, `cost` or `quality`, as published.
    pub kind: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// What is judged.
    pub description: Option<String>,
    /// Weights and thresholds.
    pub numbers: Vec<Weight>,
}

/// A number of an award criterion; what it means is said by `weight`, `fixed` or `threshold`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// The number.
    pub number: Decimal,
    /// How it weighs, for example `percentageExact` (percent 0-100) or `pointsExact`.
    pub weight: Option<String>,
    /// Set when the number is a fixed value (`total`, `perUnit`).
    pub fixed: Option<String>,
    /// Set when the number is a limit (`minimumScore`, `maximumBids`).
    pub threshold: Option<String>,
}

/// What an offer or an offeror must fulfil (extension `requirements`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Criterion {
    /// Unique in its list.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What it asks.
    pub description: Option<String>,
    /// Who proves it (`tenderer`, `buyer` …), as published.
    pub source: Option<String>,
    /// Alternatives: one group is to be met.
    pub groups: Vec<RequirementGroup>,
}

/// Requirements that must all be met together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequirementGroup {
    /// Unique in its list.
    pub id: String,
    /// What holds them together.
    pub description: Option<String>,
    /// The requirements.
    pub requirements: Vec<Requirement>,
}

/// One requirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Requirement {
    /// Unique in its list.
    pub id: String,
    /// Its title.
    pub title: Option<String>,
    /// What is required.
    pub description: Option<String>,
    /// `string`, `date`, `number`, `integer` or `boolean`, as published.
    pub data_type: Option<String>,
    /// The value that is asked for, as written.
    pub expected: Option<String>,
    /// Least value.
    pub minimum: Option<Decimal>,
    /// Greatest value.
    pub maximum: Option<Decimal>,
}

pub(super) fn award_criteria(lot: &Object<'_>) -> Vec<AwardCriterion> {
    let Some(criteria) = lot.object("awardCriteria") else {
        return Vec::new();
    };
    criteria
        .list("criteria")
        .iter()
        .map(award_criterion)
        .collect()
}

fn award_criterion(object: &Object<'_>) -> AwardCriterion {
    AwardCriterion {
        kind: object.text("type"),
        name: object.text("name"),
        description: object.text("description"),
        numbers: object.list("numbers").iter().filter_map(weight).collect(),
    }
}

fn weight(object: &Object<'_>) -> Option<Weight> {
    let (weight, fixed) = (object.text("weight"), object.text("fixed"));
    let threshold = object.text("threshold");
    let number = object.decimal("number")?;
    Some(Weight {
        number,
        weight,
        fixed,
        threshold,
    })
}

pub(super) fn criteria(tender: &Object<'_>) -> Vec<Criterion> {
    tender.each("criteria", |criterion, id| Criterion {
        id,
        title: criterion.text("title"),
        description: criterion.text("description"),
        source: criterion.text("source"),
        groups: criterion.each("requirementGroups", |group, id| RequirementGroup {
            id,
            description: group.text("description"),
            requirements: group.each("requirements", requirement),
        }),
    })
}

fn requirement(object: &Object<'_>, id: String) -> Requirement {
    Requirement {
        id,
        title: object.text("title"),
        description: object.text("description"),
        data_type: object.text("dataType"),
        expected: object.written("expectedValue"),
        minimum: object.decimal("minValue"),
        maximum: object.decimal("maxValue"),
    }
}
