//! The steps of a capability's story, each one version of its record.

use crate::capabilities::{
    self, CapabilityDraft, CapabilityInput, DateInput, DeclareInput, LineInput, MilestoneInput,
    ReservationInput,
};
use crate::contracts::record::WhichDate;
use crate::demo::{Cast, Stage};
use crate::{Call, Error};
use domain::capabilities::{CapabilityMilestoneKind, LineOfWork, WorkStatus};
use domain::milestones::{Attribution, CauseCode, Excusable, Rag};
use domain::text::{Line, Prose};

/// A capability while it is told: every step is one version.
pub(super) struct Telling<'a> {
    stage: &'a Stage,
    cast: &'a Cast,
    reference: String,
    version: i64,
}

/// What is known of a milestone at first: kind, authority, approved day and decision, forecast, needed from, meaning.
pub(super) type Milestone = (
    CapabilityMilestoneKind,
    &'static str,
    Option<(i64, &'static str)>,
    Option<i64>,
    Option<i64>,
    &'static str,
);

/// Work on a line: line, what, who, state, by, the milestone that it gates.
pub(super) type Work = (
    LineOfWork,
    &'static str,
    &'static str,
    WorkStatus,
    i64,
    Option<i64>,
);

impl<'a> Telling<'a> {
    pub(super) async fn begin(
        stage: &'a Stage,
        cast: &'a Cast,
        word: &str,
        input: CapabilityInput,
    ) -> Result<Self, Error> {
        let call = stage.call(cast.who("officer2")?, &format!("capability {word}"));
        let draft = CapabilityDraft::try_from(input)?.of_the_demonstration();
        let reference = capabilities::create(&stage.ctx, &call, draft).await?;
        Ok(Self {
            stage,
            cast,
            reference,
            version: 1,
        })
    }

    /// The next step's call and version.
    fn next(&mut self) -> Result<(Call, (String, i64)), Error> {
        let step = format!("capability {} {}", self.reference, self.version);
        let call = self.stage.call(self.cast.who("officer2")?, &step);
        let at = (self.reference.clone(), self.version);
        self.version += 1;
        Ok((call, at))
    }

    pub(super) async fn milestones(&mut self, told: &[Milestone], day: i64) -> Result<(), Error> {
        for (kind, authority, approved, forecast, need, meaning) in told {
            self.stage.at(day, 9, 30);
            let on = |after: i64| self.stage.day(after).date_naive();
            let approved = match approved {
                Some((after, decision)) => Some((on(*after), line(decision)?)),
                None => None,
            };
            let input = MilestoneInput {
                kind: *kind,
                title: None,
                definition: Prose::parse(meaning).ok(),
                authority: line(authority)?,
                need_date: need.map(on),
                approved,
                forecast: forecast.map(on),
            };
            let (call, (reference, version)) = self.next()?;
            let at = (reference.as_str(), version);
            capabilities::add_milestone(&self.stage.ctx, &call, at, input).await?;
        }
        Ok(())
    }

    pub(super) async fn work(&mut self, told: &[Work], day: i64) -> Result<(), Error> {
        for (of, text, owner, status, due, gates) in told {
            self.stage.at(day, 10, 0);
            let input = LineInput {
                text: line(text)?,
                owner: line(owner)?,
                status: *status,
                due: Some(self.stage.day(*due).date_naive()),
                gates: *gates,
                remark: None,
            };
            let (call, (reference, version)) = self.next()?;
            let at = (reference.as_str(), version);
            capabilities::add_line(&self.stage.ctx, &call, at, *of, input).await?;
        }
        Ok(())
    }

    pub(super) async fn gate(
        &mut self,
        number: i64,
        name: &str,
        day: i64,
        why: &str,
    ) -> Result<(), Error> {
        self.stage.at(day, 10, 0);
        let (call, (reference, version)) = self.next()?;
        let at = (reference.as_str(), version);
        capabilities::gate(&self.stage.ctx, &call, at, number, name, prose(why)?).await?;
        Ok(())
    }

    pub(super) async fn brings(
        &mut self,
        contract: &str,
        day: i64,
        what: &str,
    ) -> Result<(), Error> {
        self.stage.at(day, 10, 0);
        let (call, (reference, version)) = self.next()?;
        let at = (reference.as_str(), version);
        capabilities::link_contract(&self.stage.ctx, &call, at, contract, line(what)?).await?;
        Ok(())
    }

    pub(super) async fn date(
        &mut self,
        number: i64,
        (which, to): (WhichDate, i64),
        day: i64,
        why: &str,
        decision: Option<&str>,
        cause: CauseCode,
    ) -> Result<(), Error> {
        self.stage.at(day, 15, 0);
        let input = DateInput {
            which,
            day: self.stage.day(to).date_naive(),
            reason: prose(why)?,
            cause: Some(cause),
            attributable_to: Some(Attribution::Shared),
            excusable: Some(Excusable::Undecided),
            decision: decision.map(line).transpose()?,
        };
        let (call, (reference, version)) = self.next()?;
        let at = (reference.as_str(), version);
        capabilities::set_date(&self.stage.ctx, &call, at, number, input).await?;
        Ok(())
    }

    pub(super) async fn met(
        &mut self,
        number: i64,
        day: i64,
        on: i64,
        evidence: &str,
        decision: &str,
    ) -> Result<(), Error> {
        self.stage.at(day, 11, 0);
        let (call, (reference, version)) = self.next()?;
        let at = (reference.as_str(), version);
        capabilities::add_evidence(&self.stage.ctx, &call, at, number, prose(evidence)?).await?;
        self.stage.at(day, 11, 20);
        let input = DeclareInput {
            on: self.stage.day(on).date_naive(),
            decision: line(decision)?,
            coverage: prose("The whole of it.")?,
        };
        let (call, (reference, version)) = self.next()?;
        let at = (reference.as_str(), version);
        capabilities::declare(&self.stage.ctx, &call, at, number, input).await?;
        Ok(())
    }

    pub(super) async fn judge(
        &mut self,
        number: i64,
        rag: Rag,
        day: i64,
        why: &str,
    ) -> Result<(), Error> {
        self.stage.at(day, 16, 0);
        let (call, (reference, version)) = self.next()?;
        let at = (reference.as_str(), version);
        let judged = (Some(rag), prose(why)?);
        capabilities::override_rag(&self.stage.ctx, &call, at, number, judged).await?;
        Ok(())
    }

    pub(super) async fn reserve(
        &mut self,
        number: i64,
        about: &str,
        day: i64,
        text: &str,
    ) -> Result<(), Error> {
        self.stage.at(day, 16, 0);
        let (call, (reference, version)) = self.next()?;
        let at = (reference.as_str(), version);
        let input = ReservationInput {
            about: about.to_owned(),
            text: prose(text)?,
        };
        capabilities::reserve(&self.stage.ctx, &call, at, number, input).await?;
        Ok(())
    }
}

fn line<const MOST: usize>(text: &str) -> Result<Line<MOST>, Error> {
    Line::parse(text).map_err(Error::not_now)
}

fn prose<const MOST: usize>(text: &str) -> Result<Prose<MOST>, Error> {
    Prose::parse(text).map_err(Error::not_now)
}
