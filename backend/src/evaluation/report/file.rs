//! The report as a file.

use super::book;
use crate::evaluation::InLot;
use crate::spreadsheet::{CSV, XLSX, csv, xlsx};
use crate::{Ctx, Error};
use domain::actor::Actor;

/// The kind of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// Everything, for machines.
    Json,
    /// The table of offers.
    Csv,
    /// A workbook whose formulas recompute the result.
    Xlsx,
}

impl ReportFormat {
    /// The format that the end of a file's name asks for.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        match name {
            "report.json" => Some(Self::Json),
            "report.csv" => Some(Self::Csv),
            "report.xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// The report as a file.
#[derive(Clone, Debug)]
pub struct ReportFile {
    /// Its name.
    pub name: String,
    /// Its type.
    pub media_type: &'static str,
    /// Its content.
    pub content: Vec<u8>,
}

/// The report of an evaluation as a file.
///
/// # Errors
/// As [`super::report`]; when it cannot be written.
pub async fn report_file(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
    format: ReportFormat,
) -> Result<ReportFile, Error> {
    let at = solicitation.into();
    let report = super::report(ctx, actor, at).await?;
    let (ending, media_type, content) = match format {
        ReportFormat::Json => (
            "json",
            "application/json",
            serde_json::to_vec_pretty(&report)?,
        ),
        ReportFormat::Csv => ("csv", CSV, csv(&book::table(&report))?),
        ReportFormat::Xlsx => ("xlsx", XLSX, xlsx(&book::sheets(&report))?),
    };
    Ok(ReportFile {
        name: format!("{}-evaluation-run-{}.{ending}", at.reference, report.run),
        media_type,
        content,
    })
}
