//! The contract of the story: milestones on time and late, orders, a modification, payments.

use super::{Cast, Stage, service};
use crate::contracts::{
    self, ContractInput, MilestoneInput, ModificationInput, OptionStep, OrderInput, PaymentInput,
    SignStep,
};
use crate::milestones::{self, DecisionInput, ForecastInput};
use crate::{Call, Error};
use domain::contracts::{ModificationKind, VehicleKind};
use domain::milestones::{Attribution, CauseCode, MilestoneClass};
use domain::text::{Line, Prose};

/// The base year of the awarded offer in øre: twelve months at 3 400 000 kroner.
const BASE: i64 = 12 * 340_000_000;

/// Steps of one contract: every change of the record is one version.
struct Delivery<'a> {
    stage: &'a Stage,
    cast: &'a Cast,
    contract: String,
    version: i64,
}

/// Makes the contract and lets a year of it pass; answers with its reference.
pub(super) async fn tell(stage: &Stage, cast: &Cast, solicitation: &str) -> Result<String, Error> {
    stage.at(-330, 10, 0);
    let call = stage.call(cast.who("officer")?, "contract make");
    let contract = contracts::make(&stage.ctx, &call, solicitation, input(stage)?).await?;
    let mut delivery = Delivery {
        stage,
        cast,
        contract,
        version: 1,
    };
    service::agreed(stage, cast, &delivery.contract).await?;
    delivery.catch_up().await?;
    for (day, step, word) in [
        (-328, SignStep::Contractor, "contractor"),
        (-326, SignStep::Purchaser, "purchaser"),
        (-320, SignStep::Effective, "effective"),
    ] {
        stage.at(day, 9, 0);
        let call = delivery.call("officer", word)?;
        delivery.change(
            contracts::sign(
                &stage.ctx,
                &call,
                &delivery.contract,
                delivery.version,
                step,
            )
            .await,
        )?;
    }
    delivery.first_data().await?;
    delivery.reported(-215).await?;
    delivery.modification().await?;
    delivery.drill().await?;
    delivery.reported(-135).await?;
    delivery.slip(-90).await?;
    delivery.reported(-60).await?;
    delivery.slip(-30).await?;
    delivery.reported(-28).await?;
    delivery.notice().await?;
    Ok(delivery.contract)
}

fn input(stage: &Stage) -> Result<ContractInput, Error> {
    let day = |days: i64| stage.day(days).date_naive();
    let milestone = |title: &str, class: MilestoneClass, share: i64, due: i64, criteria: &str| {
        Ok::<_, Error>(MilestoneInput {
            title: line(title)?,
            class,
            value_minor: BASE / 10 * share,
            due: day(due),
            criteria: prose(criteria)?,
        })
    };
    Ok(ContractInput {
        title: line("Assured SAR access, High North")?,
        vehicle: VehicleKind::FixedPrice,
        ceiling_minor: BASE + 12 * 330_000_000 + 12 * 320_000_000,
        effective_on: day(-320),
        ends_on: day(45),
        ordering_ends_on: None,
        guaranteed_minimum_minor: None,
        min_order_minor: None,
        max_order_minor: None,
        initial_obligation_minor: BASE,
        option_ends: vec![day(410), day(775)],
        notice_days: 60,
        milestones: vec![
            milestone(
                "First data",
                MilestoneClass::Ordinary,
                2,
                -262,
                "First useful product delivered to a NATO user and acknowledged.",
            )?,
            milestone(
                "Surge drill passed",
                MilestoneClass::Ordinary,
                2,
                -170,
                "Twice the usual acquisitions for thirty days, measured.",
            )?,
            milestone(
                "Initial operational capability",
                MilestoneClass::Key,
                4,
                -20,
                "First users can task, receive and use the product without the contractor's help.",
            )?,
            milestone(
                "Full operational capability",
                MilestoneClass::Ordinary,
                2,
                40,
                "All participating nations' users can task and receive.",
            )?,
        ],
        letter: None,
    })
}

impl Delivery<'_> {
    fn call(&self, who: &str, step: &str) -> Result<Call, Error> {
        Ok(self
            .stage
            .call(self.cast.who(who)?, &format!("contract {step}")))
    }

    fn change<T>(&mut self, done: Result<T, Error>) -> Result<(), Error> {
        done?;
        self.version += 1;
        Ok(())
    }

    /// The version after steps that were taken elsewhere.
    async fn catch_up(&mut self) -> Result<(), Error> {
        let officer = self.cast.who("officer")?;
        let sheet = contracts::sheet(&self.stage.ctx, officer, &self.contract, None).await?;
        self.version = sheet.record.version;
        Ok(())
    }

    async fn reported(&mut self, at: i64) -> Result<(), Error> {
        service::reported(self.stage, self.cast, &self.contract, at).await?;
        self.catch_up().await
    }

    async fn forecast(
        &mut self,
        number: i64,
        at: i64,
        day: i64,
        why: &str,
        cause: CauseCode,
        by: Attribution,
    ) -> Result<(), Error> {
        self.stage.at(at, 15, 40);
        let input = ForecastInput {
            day: self.stage.day(day).date_naive(),
            reason: prose(why)?,
            cause,
            attributable_to: by,
        };
        let call = self.call("provider", &format!("forecast {number} {at}"))?;
        let done = milestones::report_forecast(
            &self.stage.ctx,
            &call,
            &self.contract,
            number,
            self.version,
            input,
        )
        .await;
        self.change(done)
    }

    async fn deliver(
        &mut self,
        number: i64,
        submitted: i64,
        accepted: i64,
        statement: &str,
    ) -> Result<(), Error> {
        let ctx = &self.stage.ctx;
        self.stage.at(submitted, 11, 0);
        let call = self.call("provider", &format!("submit {number}"))?;
        let done = milestones::submit(
            ctx,
            &call,
            &self.contract,
            number,
            self.version,
            prose(statement)?,
            None,
        )
        .await;
        self.change(done)?;
        self.stage.at(accepted, 14, 0);
        let call = self.call("officer", &format!("accept {number}"))?;
        let delivered_on = self.stage.day(submitted).date_naive();
        let decision = DecisionInput::Accept {
            statement: prose("The criteria are met; test report on file.")?,
            delivered_on,
        };
        let done =
            milestones::decide(ctx, &call, &self.contract, number, self.version, decision).await;
        self.change(done)
    }

    async fn pay(&mut self, number: i64, at: i64, tenths: i64) -> Result<(), Error> {
        self.stage.at(at, 9, 30);
        let call = self.call("officer", &format!("pay {number}"))?;
        let input = PaymentInput {
            milestone: number,
            amount_minor: BASE / 10 * tenths,
            paid_on: self.stage.day(at).date_naive(),
            note: line(&format!("Invoice for milestone {number}, net 30"))?,
        };
        let done =
            contracts::pay(&self.stage.ctx, &call, &self.contract, self.version, input).await;
        self.change(done)
    }

    async fn first_data(&mut self) -> Result<(), Error> {
        let why = "The ground station's licence came two weeks later than planned.";
        self.forecast(
            1,
            -280,
            -250,
            why,
            CauseCode::SpectrumOrLicence,
            Attribution::Neither,
        )
        .await?;
        self.deliver(
            1,
            -250,
            -244,
            "First images delivered to the surveillance centre and acknowledged.",
        )
        .await?;
        self.pay(1, -220, 2).await
    }

    async fn modification(&mut self) -> Result<(), Error> {
        self.stage.at(-200, 9, 14);
        let call = self.call("officer2", "modification")?;
        let input = ModificationInput {
            kind: ModificationKind::Supplemental,
            title: line("Training moved, full operational capability rebaselined")?,
            reason: prose(
                "Users' training was moved by the purchaser; the approved date follows it, the price does not change.",
            )?,
            value_delta_minor: 0,
            ceiling_delta_minor: 0,
            ends_on: None,
            in_scope: true,
            baselines: vec![(4, self.stage.day(60).date_naive())],
        };
        let done =
            contracts::modify(&self.stage.ctx, &call, &self.contract, self.version, input).await;
        self.change(done)
    }

    async fn drill(&mut self) -> Result<(), Error> {
        self.deliver(
            2,
            -172,
            -165,
            "Thirty days at twice the usual acquisitions; log attached to the report.",
        )
        .await?;
        self.pay(2, -140, 2).await
    }

    async fn notice(&mut self) -> Result<(), Error> {
        self.stage.at(-25, 10, 2);
        let call = self.call("officer", "option notice")?;
        let done = contracts::exercise_option(
            &self.stage.ctx,
            &call,
            &self.contract,
            self.version,
            1,
            OptionStep::Notify,
        )
        .await;
        self.change(done)
    }

    async fn slip(&mut self, at: i64) -> Result<(), Error> {
        let (day, why, cause, by) = if at < -30 {
            (
                -5,
                "Integration with the users' system takes longer than planned.",
                CauseCode::GroundSegment,
                Attribution::Shared,
            )
        } else {
            (
                25,
                "The users' system is delivered later; training follows it.",
                CauseCode::PurchaserFurnishedItem,
                Attribution::Purchaser,
            )
        };
        self.forecast(3, at, day, why, cause, by).await
    }
}

/// A vehicle for orders: made, signed, and two orders issued; answers with its reference.
pub(super) async fn orders(
    stage: &Stage,
    cast: &Cast,
    solicitation: &str,
) -> Result<String, Error> {
    stage.at(-196, 10, 0);
    let call = stage.call(cast.who("officer2")?, "vehicle make");
    let contract = contracts::make(&stage.ctx, &call, solicitation, vehicle(stage)?).await?;
    let steps = [
        (-195, SignStep::Contractor, "contractor"),
        (-194, SignStep::Purchaser, "purchaser"),
        (-190, SignStep::Effective, "effective"),
    ];
    let mut version = 1;
    for (day, step, word) in steps {
        stage.at(day, 9, 0);
        let call = stage.call(cast.who("officer2")?, &format!("vehicle {word}"));
        contracts::sign(&stage.ctx, &call, &contract, version, step).await?;
        version += 1;
    }
    for (number, day, title, amount) in [
        (1, -150, "Terminals for two headquarters", 62_000_000),
        (2, -40, "Airtime for an exercise", 28_500_000),
    ] {
        stage.at(day, 11, 15);
        let order = OrderInput {
            title: line(title)?,
            amount_minor: amount,
            starts_on: stage.day(day + 5).date_naive(),
            ends_on: stage.day(day + 95).date_naive(),
        };
        let call = stage.call(cast.who("officer2")?, &format!("vehicle order {number}"));
        contracts::issue_order(&stage.ctx, &call, &contract, version, order).await?;
        version += 1;
    }
    Ok(contract)
}

fn vehicle(stage: &Stage) -> Result<ContractInput, Error> {
    let day = |days: i64| stage.day(days).date_naive();
    Ok(ContractInput {
        title: line("SATCOM terminals and airtime on call")?,
        vehicle: VehicleKind::Idiq,
        ceiling_minor: 480_000_000,
        effective_on: day(-190),
        ends_on: day(540),
        ordering_ends_on: Some(day(540)),
        guaranteed_minimum_minor: Some(20_000_000),
        min_order_minor: Some(1_000_000),
        max_order_minor: Some(150_000_000),
        initial_obligation_minor: 0,
        option_ends: Vec::new(),
        notice_days: 60,
        milestones: vec![MilestoneInput {
            title: line("Terminals delivered to two headquarters")?,
            class: MilestoneClass::Ordinary,
            value_minor: 0,
            due: day(30),
            criteria: prose(
                "Both headquarters have received and switched on every terminal of the first order.",
            )?,
        }],
        letter: None,
    })
}

fn line<const MOST: usize>(text: &str) -> Result<Line<MOST>, Error> {
    Line::parse(text).map_err(Error::not_now)
}

fn prose<const MOST: usize>(text: &str) -> Result<Prose<MOST>, Error> {
    Prose::parse(text).map_err(Error::not_now)
}
