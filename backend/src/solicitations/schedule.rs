//! Reading the typed lines of a price schedule.

use crate::FieldErrors;
use domain::money::parse_decimal;
use domain::solicitations::{Lot, ScheduleLine};
use domain::text::Line;
use rust_decimal::Decimal;

/// A line of the price schedule as typed. The fields of a row are named `line_description_1`, `line_unit_1`…
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScheduleLineInput {
    /// Code of a lot, or empty.
    pub lot: String,
    /// What is priced; an empty row has none.
    pub description: String,
    /// The unit of the quantity.
    pub unit: String,
    /// How many units.
    pub quantity: String,
    /// The period of performance, or empty.
    pub period: String,
    /// Whether it is an option.
    pub option: bool,
}

impl ScheduleLineInput {
    fn is_empty(&self) -> bool {
        [
            &self.lot,
            &self.description,
            &self.unit,
            &self.quantity,
            &self.period,
        ]
        .iter()
        .all(|text| text.trim().is_empty())
    }

    fn parsed(
        &self,
        row: usize,
        code: String,
        lots: &[Lot],
        wrong: &mut FieldErrors,
    ) -> Option<ScheduleLine> {
        let field = |stem: &str| format!("line_{stem}_{row}");
        let description = wrong.take(field("description"), Line::parse(&self.description));
        let unit: Option<Line<40>> = wrong.take(field("unit"), Line::parse(&self.unit));
        let quantity = parse_decimal(&self.quantity)
            .filter(|quantity| *quantity > Decimal::ZERO)
            .ok_or("Enter a quantity above 0.");
        let quantity = wrong.take(field("quantity"), quantity);
        let period = self.period.trim();
        if !period.is_empty() {
            let _: Option<Line<60>> = wrong.take(field("period"), Line::parse(period));
        }
        let lot = self.lot.trim().to_uppercase();
        if !lot.is_empty() && !lots.iter().any(|known| known.code == lot) {
            wrong.add(field("lot"), unknown_lot(lots));
        }
        Some(ScheduleLine {
            code,
            lot,
            description: description?,
            unit: unit?.into(),
            quantity: quantity?,
            period: period.to_owned(),
            option: self.option,
        })
    }
}

fn unknown_lot(lots: &[Lot]) -> String {
    match lots {
        [] => "There are no lots: leave this empty.".to_owned(),
        [only] => format!("Enter {}, or leave it empty.", only.code),
        [first, .., last] => format!("Enter {} to {}, or leave it empty.", first.code, last.code),
    }
}

/// The lines, with the codes `P1`, `P2`… in their order; wholly empty rows are left out.
pub(super) fn schedule(
    rows: &[ScheduleLineInput],
    lots: &[Lot],
    wrong: &mut FieldErrors,
) -> Vec<ScheduleLine> {
    let mut lines = Vec::new();
    for (index, row) in rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
        let code = format!("P{}", lines.len() + 1);
        lines.extend(row.parsed(index + 1, code, lots, wrong));
    }
    lines
}
