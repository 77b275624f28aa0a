//! What the story's contracts are for: two capabilities, one that comes late because of a contract, one that waits for people.

mod telling;

use super::{Cast, Stage};
use crate::Error;
use crate::capabilities::CapabilityInput;
use crate::contracts::record::WhichDate;
use crate::solicitations::DayInput;
use domain::capabilities::CapabilityMilestoneKind::{Foc, Ioc, RequirementApproved, ServiceStart};
use domain::capabilities::LineOfWork::{
    Doctrine, Facilities, Interoperability, Organisation, Personnel, Training,
};
use domain::capabilities::WorkStatus::{Closed, InWork, Planned};
use domain::milestones::{CauseCode, Rag};
use telling::{Milestone, Telling, Work};

/// Tells both capabilities from their requirement to today.
pub(super) async fn tell(
    stage: &Stage,
    cast: &Cast,
    service: &str,
    vehicle: &str,
) -> Result<(), Error> {
    watch(stage, cast, service, vehicle).await?;
    headquarters(stage, cast, vehicle).await
}

const WATCH: &[Milestone] = &[
    (
        RequirementApproved,
        "Requirement board",
        Some((-350, "Board decision 4")),
        None,
        None,
        "The board has approved the requirement.",
    ),
    (
        Ioc,
        "Commander of the surveillance centre",
        Some((-10, "Board decision 11")),
        None,
        None,
        "",
    ),
    (
        Foc,
        "Commander of the surveillance centre",
        Some((70, "Board decision 11")),
        None,
        Some(120),
        "",
    ),
];

const WATCH_WORK: &[Work] = &[
    (
        Organisation,
        "Watch rota by day and night",
        "Surveillance centre",
        Closed,
        -60,
        Some(2),
    ),
    (
        Training,
        "Course for the first two watches",
        "Training staff",
        InWork,
        5,
        Some(2),
    ),
    (
        Personnel,
        "Four further image analysts",
        "Personnel staff",
        InWork,
        30,
        Some(3),
    ),
    (
        Facilities,
        "Second receiving room",
        "Host nation",
        Closed,
        -45,
        None,
    ),
    (
        Doctrine,
        "Procedure for tasking across nations",
        "Operations staff",
        Planned,
        60,
        Some(3),
    ),
    (
        Interoperability,
        "Products tested with all nations’ systems",
        "Capability group",
        InWork,
        75,
        Some(3),
    ),
];

fn watch_input(stage: &Stage) -> CapabilityInput {
    CapabilityInput {
        name: "Persistent radar watch, High North".to_owned(),
        effect: "Watch officers see every larger ship in the area within six hours, in any weather and light.".to_owned(),
        functional_area: "FA-ISR".to_owned(),
        strategy: ["CSS-1.1", "CSS-1.2", "CSS-2.1"].map(str::to_owned).to_vec(),
        programme: "APSS".to_owned(),
        owner: "Maritime command, operations staff".to_owned(),
        requirement: "Operational requirement 17, edition 2".to_owned(),
        need_date: DayInput::of(stage.day(10).date_naive()),
        ioc_definition: "One surveillance centre tasks, receives and uses images by day and night with its own watches, and keeps the chain running without the contractor’s help.".to_owned(),
        foc_definition: "All participating nations’ centres do, and products reach deployed headquarters within the hour.".to_owned(),
        ..CapabilityInput::default()
    }
}

/// Radar watch: its contract's first users come later than they are needed.
async fn watch(stage: &Stage, cast: &Cast, service: &str, vehicle: &str) -> Result<(), Error> {
    stage.at(-340, 9, 0);
    let input = watch_input(stage);
    let mut telling = Telling::begin(stage, cast, "watch", input).await?;
    telling.milestones(WATCH, -338).await?;
    telling
        .met(
            1,
            -337,
            -350,
            "Minutes of the board, item 4.",
            "Board decision 4",
        )
        .await?;
    telling
        .gate(
            2,
            &format!("{service}/3"),
            -315,
            "First users are those of the contract’s third milestone.",
        )
        .await?;
    telling
        .gate(
            3,
            &format!("{service}/4"),
            -315,
            "All nations’ users task and receive through the service.",
        )
        .await?;
    telling.work(WATCH_WORK, -300).await?;
    telling
        .brings(
            service,
            -299,
            "Radar images, tasking and training of first users",
        )
        .await?;
    watch_moves(&mut telling, vehicle).await
}

/// How the dates of radar watch moved, and how they are judged.
async fn watch_moves(telling: &mut Telling<'_>, vehicle: &str) -> Result<(), Error> {
    let why = "Users’ training was moved; the board follows the contract’s modification.";
    telling
        .date(
            3,
            (WhichDate::CurrentBaseline, 90),
            -198,
            why,
            Some("Board decision 23"),
            CauseCode::PurchaserDecision,
        )
        .await?;
    telling
        .gate(
            3,
            &format!("{vehicle}/1"),
            -180,
            "Two headquarters receive the products through these terminals only.",
        )
        .await?;
    telling
        .brings(vehicle, -179, "Terminals and airtime for two headquarters")
        .await?;
    let why = "Integration with the users’ system takes longer than planned.";
    telling
        .date(
            2,
            (WhichDate::Forecast, 0),
            -88,
            why,
            None,
            CauseCode::GroundSegment,
        )
        .await?;
    let why = "Interoperability tests at the second headquarters have no date yet.";
    telling.judge(3, Rag::Amber, -6, why).await
}

const SATCOM: &[Milestone] = &[
    (
        ServiceStart,
        "Communications staff",
        Some((-38, "Staff note 31")),
        None,
        None,
        "Airtime is used in an exercise.",
    ),
    (
        Ioc,
        "Commander of the joint command",
        Some((45, "Staff note 31")),
        None,
        None,
        "",
    ),
    (
        Foc,
        "Commander of the joint command",
        None,
        Some(210),
        None,
        "",
    ),
];

const SATCOM_WORK: &[Work] = &[
    (
        Training,
        "Operators of both headquarters trained",
        "Signal school",
        InWork,
        35,
        Some(2),
    ),
    (
        Personnel,
        "Six operators for each headquarters",
        "Personnel staff",
        InWork,
        25,
        Some(2),
    ),
    (
        Facilities,
        "Antenna sites cleared",
        "Host nations",
        Closed,
        -20,
        Some(2),
    ),
    (
        Doctrine,
        "Priorities of traffic in crisis",
        "Operations staff",
        Planned,
        150,
        Some(3),
    ),
];

fn headquarters_input(stage: &Stage) -> CapabilityInput {
    CapabilityInput {
        name: "Assured communications for deployed headquarters".to_owned(),
        effect: "Two headquarters and the forces under them keep voice and data links within a day of deploying, and in crisis.".to_owned(),
        functional_area: "FA-SATCOM".to_owned(),
        strategy: ["CSS-1.3", "CSS-2.1"].map(str::to_owned).to_vec(),
        owner: "Joint command, communications staff".to_owned(),
        need_date: DayInput::of(stage.day(60).date_naive()),
        ioc_definition: "Both headquarters set up their terminals within a day, with their own operators.".to_owned(),
        foc_definition: "Forces under both headquarters use the links, and surge airtime has been called up once.".to_owned(),
        ..CapabilityInput::default()
    }
}

/// Communications: terminals come in time, people are short, which a reservation says.
async fn headquarters(stage: &Stage, cast: &Cast, vehicle: &str) -> Result<(), Error> {
    stage.at(-185, 9, 0);
    let input = headquarters_input(stage);
    let mut telling = Telling::begin(stage, cast, "headquarters", input).await?;
    telling.milestones(SATCOM, -184).await?;
    telling
        .gate(
            2,
            &format!("{vehicle}/1"),
            -183,
            "Without terminals no headquarters is connected.",
        )
        .await?;
    telling
        .brings(vehicle, -182, "Terminals and airtime")
        .await?;
    telling.work(SATCOM_WORK, -170).await?;
    telling
        .met(
            1,
            -34,
            -35,
            "Exercise log: 11 days of airtime used by both headquarters.",
            "Staff note 44",
        )
        .await?;
    let text = "Two of twelve operators are missing; a neighbouring command lends them until their course ends.";
    telling.reserve(2, "line 2", -3, text).await
}
