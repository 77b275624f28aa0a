//! The evaluation report: what was published, who judged, what came out, what was decided; as a page and as data.

mod book;
mod facts;
mod file;

pub use facts::{Report, ReportDecision, ReportLine, ReportMember, ReportRemark, ReportScore};
pub use file::{ReportFile, ReportFormat, report_file};

use super::award;
use super::complaints;
use super::decisions;
use super::inquiries;
use super::lots::InLot;
use super::read::Source;
use super::sheet::Sheet;
use crate::{Ctx, Error};
use domain::actor::Actor;
use domain::policy::actions::ReadRecommendation;
use domain::policy::{Subject, permit};

/// The report on an evaluation as it stands now, on its newest stored result.
///
/// # Errors
/// When the rules refuse, there is no such solicitation, no result is stored yet, or the store fails.
pub async fn report(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
) -> Result<Report, Error> {
    permit::<ReadRecommendation>(actor, Subject::ANY)?;
    let mut source = Source::Db(ctx.db());
    let sheet = Sheet::shown(&mut source, solicitation.into()).await?;
    let awards = award::read_all(&mut source, &sheet.process).await?;
    let decisions = decisions::of_process(&mut source, &sheet.process).await?;
    let mut complaints = complaints::of_process(&mut source, sheet.process.id).await?;
    complaints.retain(|one| one.lot == sheet.process.lot_code());
    let inquiries = inquiries::of_process(&mut source, sheet.process.id).await?;
    let awards = awards.into_iter().map(|(award, _, _)| award).collect();
    Report::of(
        &sheet,
        awards,
        decisions,
        (complaints, inquiries),
        ctx.now(),
    )
}
