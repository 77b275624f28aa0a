//! The draft with which each story begins.

use super::story::{Part, Scene};
use crate::Ctx;
use crate::contracts::record::{
    ContractLine, ContractOption, ContractRecord, DateChange, Life, Milestone, MoneyRecord,
    Obligation, WhichDate,
};
use chrono::{Duration, NaiveDate};
use domain::contracts::VehicleKind;
use domain::evaluation::sensitivity::Generator;
use domain::id::{ContractId, MilestoneId};
use domain::milestones::MilestoneClass;
use domain::money::Currency;
use domain::states::contract::ContractState;
use domain::states::milestone::MilestoneState;
use domain::states::option::OptionState;
use rust_decimal::Decimal;
use uuid::Uuid;

/// Programme of the contracts that are linked with one another.
const LINKED: &str = "APSS";
/// Programme of the plan that is drawn.
pub(super) const DRAWN: &str = "STARLIFT";
/// Programmes of the others.
const OTHERS: [&str; 2] = ["NSS6G", "3SAS"];

const WORKS: [&str; 6] = [
    "Radar imagery of the northern sea lanes",
    "Managed satellite communications for deployed staff",
    "Catalogue and warnings of close approaches",
    "Assured access to optical tasking",
    "Ground station passes and downlink",
    "Responsive launch of small satellites",
];

const STEPS: [&str; 10] = [
    "Service plan approved",
    "First data delivered",
    "Ground segment connected",
    "Security accreditation granted",
    "Operators trained",
    "Service at half capacity",
    "Initial operational capability",
    "Acceptance test passed",
    "Service at full capacity",
    "Full operational capability",
];

/// The reference is unique among generated contracts and never one that Perigee gives.
fn reference(number: u64) -> String {
    format!("CTR-GEN-{number:06}")
}

/// A contract before anybody signed it.
pub(super) fn drafted(
    scene: &Scene,
    chance: &mut Generator,
    number: u64,
    part: Part,
) -> ContractRecord {
    let ctx = &scene.ctx;
    let begins = ctx.today() + Duration::days(20);
    let value = 1_000_000 * i64::try_from(100 + chance.below(9_000)).unwrap_or(100);
    let pick = |count: usize| usize::try_from(number).unwrap_or(0) % count;
    let (provider, provider_name) = scene.holders[pick(scene.holders.len())].clone();
    let programme = match part {
        Part::Linked => LINKED,
        Part::Drawn => DRAWN,
        Part::Usual => OTHERS[pick(OTHERS.len())],
    };
    let option = option(ctx, begins, value / 5);
    let vehicle = match number % 3 {
        0 => VehicleKind::Subscription,
        _ => VehicleKind::FixedPrice,
    };
    ContractRecord {
        id: ContractId(ctx.new_id()),
        reference: reference(number),
        origin: "demonstration".to_owned(),
        solicitation: None,
        solicitation_reference: None,
        award: None,
        provider: Some(provider),
        provider_name,
        programme: Some(programme.to_owned()),
        status: ContractState::Draft,
        title: format!("{}, lot {number}", WORKS[pick(WORKS.len())]),
        vehicle: Some(vehicle),
        currency: Currency::EUR,
        ceiling_minor: value + value / 5,
        base_value_minor: value,
        guaranteed_minimum_minor: None,
        min_order_minor: None,
        max_order_minor: None,
        signed_on: None,
        effective_on: Some(begins),
        starts_on: Some(begins),
        ends_on: Some(begins + Duration::days(730)),
        ordering_ends_on: None,
        lines: vec![
            contract_line(ctx, "0001", value, None),
            contract_line(ctx, "0002", value / 5, Some(option.id)),
        ],
        options: vec![option],
        orders: Vec::new(),
        obligations: vec![obligation(scene, value)],
        modifications: Vec::new(),
        milestones: milestones(scene, begins, value, part),
        payments: Vec::new(),
        readiness: Vec::new(),
        surges: Vec::new(),
        money: MoneyRecord::default(),
        service: crate::contracts::record::ServiceRecord::default(),
        version: 1,
        life: Life::default(),
        framework: None,
    }
}

/// Everything is obligated with the contract.
fn obligation(scene: &Scene, amount_minor: i64) -> Obligation {
    Obligation {
        id: scene.ctx.new_id(),
        order: None,
        amount_minor,
        on: scene.ctx.today(),
        note: "With the contract".to_owned(),
        by: scene.officer.name.clone(),
    }
}

fn option(ctx: &Ctx, begins: NaiveDate, value_minor: i64) -> ContractOption {
    let starts_on = begins + Duration::days(731);
    ContractOption {
        id: ctx.new_id(),
        number: 1,
        title: "One more year".to_owned(),
        value_minor,
        starts_on,
        ends_on: starts_on + Duration::days(364),
        notice_by: begins + Duration::days(670),
        noticed_on: None,
        status: OptionState::Available,
        modification: None,
    }
}

fn contract_line(ctx: &Ctx, number: &str, minor: i64, option: Option<Uuid>) -> ContractLine {
    ContractLine {
        id: ctx.new_id(),
        number: number.to_owned(),
        description: "Service as described in the statement of work".to_owned(),
        unit: "lot".to_owned(),
        quantity: Decimal::ONE,
        unit_price_minor: minor,
        total_minor: minor,
        option,
    }
}

/// Ten milestones over two years; those that are linked lie ahead.
fn milestones(scene: &Scene, begins: NaiveDate, value: i64, part: Part) -> Vec<Milestone> {
    let first = match part {
        Part::Linked => scene.today.date_naive() + Duration::days(60),
        Part::Drawn | Part::Usual => begins + Duration::days(60),
    };
    let day = |number: i64| first + Duration::days(65 * (number - 1));
    (1..=10)
        .zip(STEPS)
        .map(|(number, title)| milestone(scene, number, title, value / 10, day(number)))
        .collect()
}

fn milestone(scene: &Scene, number: i64, title: &str, value: i64, due: NaiveDate) -> Milestone {
    let ctx = &scene.ctx;
    let set = |which| DateChange {
        id: ctx.new_id(),
        which,
        old: None,
        new: Some(due),
        reason: "Agreed with the contract".to_owned(),
        cause: None,
        attributable_to: None,
        modification: None,
        at: ctx.now(),
        by: scene.officer.name.clone(),
    };
    Milestone {
        id: MilestoneId(ctx.new_id()),
        number,
        title: title.to_owned(),
        class: match number {
            7 | 10 => MilestoneClass::Key,
            _ => MilestoneClass::Ordinary,
        },
        criteria: "The test procedure of annex C is passed without a blocking defect.".to_owned(),
        value_minor: Some(value),
        status: MilestoneState::Baselined,
        original_baseline: Some(due),
        current_baseline: Some(due),
        forecast: None,
        actual: None,
        changes: vec![
            set(WhichDate::OriginalBaseline),
            set(WhichDate::CurrentBaseline),
        ],
        evidence: Vec::new(),
        decisions: Vec::new(),
        staged: None,
        notices: Vec::new(),
    }
}
