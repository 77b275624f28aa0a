//! The evaluation at a glance: every step from the opening to the award, what it came to, and what comes next.

use super::award::{self, Award};
use super::compare::{Comparison, Filter, compared};
use super::lots::InLot;
use super::panel::Declaration;
use super::read::Source;
use super::robust::steadiness;
use super::sheet::{Process, Sheet};
use crate::{Ctx, Error};
use chrono::{DateTime, Utc};
use domain::actor::{Actor, Role};
use domain::policy::actions::{CompareOffers, ReadRecommendation};
use domain::policy::{Subject, permit};
use domain::states::OfferState;

/// Everything that the page tells.
#[derive(Clone, Debug)]
pub struct Glance {
    /// The solicitation.
    pub process: Process,
    /// When the offers were opened; none while they are sealed.
    pub opened_at: Option<DateTime<Utc>>,
    /// How compliance stands.
    pub compliance: Standings,
    /// How far the panel is.
    pub panel: PanelStands,
    /// The result with its figures; none for who may not see them yet.
    pub comparison: Option<Comparison>,
    /// The award that is not annulled; none where there is none, or who reads may not know it.
    pub award: Option<Award>,
    /// Whether the reader may know who is recommended.
    pub knows_award: bool,
}

/// Opened offers by what was decided of their compliance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// All that were opened.
    pub opened: usize,
    /// Those that wait for a decision.
    pub undecided: usize,
    /// Those that take no part.
    pub out: usize,
    /// Those that take part although something that must be met is not shown: the bidder, and what.
    pub not_shown: Vec<(String, String)>,
}

/// How far the panel is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelStands {
    /// Its members.
    pub members: usize,
    /// Those who have not declared their interests.
    pub undeclared: usize,
    /// Those with a conflict of interest.
    pub conflicts: usize,
    /// Score sheets that are in.
    pub sheets_in: usize,
    /// Score sheets that are asked for.
    pub sheets: usize,
    /// Names of those whose sheets are out.
    pub late: Vec<String>,
    /// Scores further apart than may stand without discussion, and not moderated; counted where every sheet is in.
    pub apart: usize,
}

/// The page.
///
/// # Errors
/// When the rules refuse; [`Error::NotFound`] for an evaluator of another panel.
pub async fn glance(
    ctx: &Ctx,
    actor: &Actor,
    solicitation: impl Into<InLot<'_>>,
) -> Result<Glance, Error> {
    permit::<CompareOffers>(actor, Subject::ANY)?;
    let mut source = Source::Db(ctx.db());
    let sheet = Sheet::shown(&mut source, solicitation.into()).await?;
    let sheet = sheet.read_by(actor);
    let sees_all = actor.has(Role::Officer) || actor.has(Role::Auditor);
    if sheet.member(actor.account()).is_none() && !sees_all {
        return Err(Error::NotFound);
    }
    let knows_award = permit::<ReadRecommendation>(actor, Subject::ANY).is_ok();
    let award = match knows_award {
        true => award::read(&mut source, &sheet.process).await?,
        false => None,
    };
    let opened = sheet.offers.iter().filter_map(|offer| offer.opened_at);
    let mut found = Glance {
        process: sheet.process.clone(),
        opened_at: opened.min(),
        compliance: sheet.standings(),
        panel: sheet.panel_stands(),
        comparison: None,
        award: award.map(|(award, _, _)| award),
        knows_award,
    };
    if sheet.must_be_open_to(actor).is_ok() {
        let whole = Filter {
            whole: true,
            ..Filter::default()
        };
        let mut comparison = compared(sheet, &whole)?;
        if let Some(figures) = &comparison.figures {
            comparison.steadiness = steadiness(figures, &comparison.sheet)?;
        }
        found.comparison = Some(comparison);
    }
    Ok(found)
}

impl Sheet {
    fn standings(&self) -> Standings {
        let count = |of: &dyn Fn(&&super::OfferLine) -> bool| self.offers.iter().filter(of).count();
        Standings {
            opened: self.offers.len(),
            undecided: count(&|offer| offer.status == OfferState::Opened),
            out: count(&|offer| !offer.takes_part()),
            not_shown: self
                .offers
                .iter()
                .filter(|offer| offer.takes_part())
                .map(|offer| (offer.provider_name.clone(), offer.not_shown(&self.process)))
                .filter(|(_, lines)| !lines.is_empty())
                .map(|(name, lines)| (name, lines.join("; ")))
                .collect(),
        }
    }

    fn panel_stands(&self) -> PanelStands {
        let count = |declared: Option<Declaration>| {
            let members = self.members.iter();
            members.filter(|one| one.declaration == declared).count()
        };
        let conflicts = count(Some(Declaration::Conflict));
        let taking = || self.offers.iter().filter(|offer| offer.takes_part());
        let out: usize = taking().map(|offer| self.late(offer.id).count()).sum();
        let sheets = taking().count() * (self.members.len() - conflicts);
        let mut late: Vec<String> = taking()
            .flat_map(|offer| self.late(offer.id))
            .map(str::to_owned)
            .collect();
        late.sort_unstable();
        late.dedup();
        PanelStands {
            members: self.members.len(),
            undeclared: count(None),
            conflicts,
            sheets_in: sheets - out,
            sheets,
            apart: match late.is_empty() {
                true => self.apart(),
                false => 0,
            },
            late,
        }
    }

    /// Scores that lie further apart than may stand without discussion, and that the panel has not agreed on.
    fn apart(&self) -> usize {
        let criteria = self.process.criteria();
        let taking = self.offers.iter().filter(|offer| offer.takes_part());
        let pairs = taking.flat_map(|offer| criteria.iter().map(move |line| (offer, line)));
        let open = pairs.filter(|(offer, line)| {
            let spread = self.spread(offer.id, &line.code);
            let wide = spread.is_some_and(|spread| spread > line.scale.discussed_beyond());
            wide && self.agreed(offer.id, &line.code).is_none()
        });
        open.count()
    }
}
