//! What a form sends, as the use case reads it.

use crate::post::Post;
use backend::solicitations::{
    CriterionInput, DayInput, DraftInput, LotInput, LotRulesInput, MomentInput, PanelInput,
    ParametersInput, RequirementInput, ScheduleLineInput, ScreeningInput,
};

/// The most rows of a kind that a form is read for.
pub const MOST_ROWS: usize = 200;

/// What was typed into the form of a solicitation.
pub fn input(post: &Post) -> DraftInput {
    let text = |name: &str| post.value(name).to_owned();
    let ticked = |name: &str| !post.value(name).is_empty();
    DraftInput {
        title: text("title"),
        need: text("need"),
        functional_area: text("functional_area"),
        strategy: post.values("strategy"),
        programme: text("programme"),
        buyer_name: text("buyer_name"),
        authority: text("authority"),
        method: text("method"),
        method_reason: text("method_reason"),
        method_ground: text("method_ground"),
        sole_source_notice_on: day(post, "sole_source_notice_on"),
        commercial_service: ticked("commercial_service"),
        for_operations: ticked("for_operations"),
        clearances_needed: ticked("clearances_needed"),
        estimate: text("estimate"),
        estimate_options: text("estimate_options"),
        estimate_currency: text("estimate_currency"),
        lots: rows(post, "lot_title").map(|row| lot(post, row)).collect(),
        requirements: rows(post, "requirement_name")
            .map(|row| requirement(post, row))
            .collect(),
        price_schedule: rows(post, "line_description")
            .map(|row| schedule_line(post, row))
            .collect(),
        evaluation: text("evaluation"),
        weight_technical: text("weight_technical"),
        weight_experience: text("weight_experience"),
        weight_price: text("weight_price"),
        technical_minimum: text("technical_minimum"),
        parameters: ParametersInput {
            element_floor: text("element_floor"),
            equal_prices: text("equal_prices"),
            full_points_price: text("full_points_price"),
            no_points_price: text("no_points_price"),
            most_credit: text("most_credit"),
            measured_by: text("measured_by"),
            credit_per_unit: text("credit_per_unit"),
        },
        panel: PanelInput {
            remarks: text("panel_remarks"),
            anonymous: ticked("panel_anonymous"),
        },
        screening: ScreeningInput {
            below_mean: text("screen_below_mean"),
            trimmed: text("screen_trimmed"),
        },
        awarding: awarding(post),
        criteria: rows(post, "criterion_name")
            .map(|row| criterion(post, row))
            .collect(),
        vehicle: text("vehicle"),
        announced_on: day(post, "announced_on"),
        questions_by: moment(post, "questions_by"),
        closes_at: moment(post, "closes_at"),
        validity_days: text("validity_days"),
        overrides: overrides(post),
    }
}

fn awarding(post: &Post) -> LotRulesInput {
    LotRulesInput {
        by: post.value("awarded_by").to_owned(),
        most: post.value("most_lots").to_owned(),
    }
}

/// The numbers of the rows that were sent, from 1.
fn rows(post: &Post, stem: &'static str) -> impl Iterator<Item = usize> {
    (1..=MOST_ROWS).take_while(move |row| {
        let name = format!("{stem}_{row}");
        post.pairs.iter().any(|(key, _)| *key == name)
    })
}

fn cell(post: &Post, stem: &str, row: usize) -> String {
    post.value(&format!("{stem}_{row}")).to_owned()
}

fn lot(post: &Post, row: usize) -> LotInput {
    LotInput {
        title: cell(post, "lot_title", row),
        description: cell(post, "lot_description", row),
    }
}

fn requirement(post: &Post, row: usize) -> RequirementInput {
    RequirementInput {
        parameter: cell(post, "requirement_parameter", row),
        name: cell(post, "requirement_name", row),
        kind: cell(post, "requirement_kind", row),
        unit: cell(post, "requirement_unit", row),
        direction: cell(post, "requirement_direction", row),
        threshold: cell(post, "requirement_threshold", row),
        objective: cell(post, "requirement_objective", row),
        evidence: !cell(post, "requirement_evidence", row).is_empty(),
    }
}

fn schedule_line(post: &Post, row: usize) -> ScheduleLineInput {
    ScheduleLineInput {
        lot: cell(post, "line_lot", row),
        description: cell(post, "line_description", row),
        unit: cell(post, "line_unit", row),
        quantity: cell(post, "line_quantity", row),
        period: cell(post, "line_period", row),
        option: !cell(post, "line_option", row).is_empty(),
    }
}

fn criterion(post: &Post, row: usize) -> CriterionInput {
    CriterionInput {
        name: cell(post, "criterion_name", row),
        weight: cell(post, "criterion_weight", row),
        guidance: cell(post, "criterion_guidance", row),
    }
}

/// The day typed into the three boxes of a stem.
pub fn day(post: &Post, stem: &str) -> DayInput {
    let part = |name: &str| post.value(&format!("{stem}_{name}")).to_owned();
    DayInput {
        day: part("day"),
        month: part("month"),
        year: part("year"),
    }
}

/// The moment typed into the boxes of a stem.
pub fn moment(post: &Post, stem: &str) -> MomentInput {
    MomentInput {
        day: day(post, stem),
        time: post.value(&format!("{stem}_time")).to_owned(),
        zone: post.value(&format!("{stem}_zone")).to_owned(),
    }
}

fn overrides(post: &Post) -> Vec<(String, String)> {
    let pairs = post.pairs.iter();
    pairs
        .filter_map(|(name, value)| {
            Some((name.strip_prefix("override_")?.to_owned(), value.clone()))
        })
        .collect()
}
