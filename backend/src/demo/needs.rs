//! The pipeline of the story: needs at every step, and a market that was asked.

use super::Stage;
use super::people::Cast;
use crate::Error;
use crate::needs::requests::{self, RequestInput};
use crate::needs::{self, FundingInput, NeedDraft, NeedInput};
use crate::solicitations::{DayInput, MomentInput};
use domain::states::NeedEvent;

/// A need of the story.
struct Need {
    key: &'static str,
    title: &'static str,
    description: &'static str,
    area: &'static str,
    strategy: &'static str,
    programme: &'static str,
    method: &'static str,
    /// In whole euros; empty where nobody has estimated yet.
    range: [&'static str; 2],
    /// Days from today; none where nothing is planned.
    expected: Option<[i64; 2]>,
    public: bool,
    /// Programme, nation, amount, standing.
    funding: &'static [[&'static str; 4]],
    steps: &'static [NeedEvent],
}

const NEEDS: &[Need] = &[
    Need {
        key: "weather",
        title: "Space weather warning for satellite operators",
        description: "Operators of Allied satellites learn of a solar storm early enough to protect them, with a probability that they can act on.",
        area: "FA-SSA",
        strategy: "CSS-2.1",
        programme: "",
        method: "ncp",
        range: ["4 000 000", "6 500 000"],
        expected: Some([120, 200]),
        public: true,
        funding: &[
            ["", "NO", "1 500 000", "committed"],
            ["", "DE", "2 000 000", "planned"],
        ],
        steps: &[NeedEvent::Plan, NeedEvent::Research],
    },
    Need {
        key: "archive",
        title: "Radio frequency mapping of shipping lanes",
        description: "Analysts see which ships transmit where no other signal is expected, with positions that are at most an hour old.",
        area: "FA-ISR",
        strategy: "CSS-1.1",
        programme: "APSS",
        method: "pca",
        range: ["2 400 000", "3 000 000"],
        expected: Some([45, 75]),
        public: true,
        funding: &[["APSS", "", "3 000 000", "committed"]],
        steps: &[NeedEvent::Plan, NeedEvent::MakeReady],
    },
    Need {
        key: "ground",
        title: "Ground station time in the southern hemisphere",
        description: "Satellites that support operations pass a station at least every second orbit.",
        area: "FA-SATCOM",
        strategy: "CSS-2.1",
        programme: "",
        method: "",
        range: ["900 000", "1 500 000"],
        expected: Some([210, 300]),
        public: true,
        funding: &[],
        steps: &[NeedEvent::Plan],
    },
    Need {
        key: "timing",
        title: "Timing from low orbit as a second source",
        description: "",
        area: "",
        strategy: "",
        programme: "",
        method: "",
        range: ["", ""],
        expected: None,
        public: false,
        funding: &[],
        steps: &[],
    },
];

impl Need {
    fn draft(&self, stage: &Stage) -> Result<NeedDraft, Error> {
        let day = |at: Option<i64>| {
            at.map_or_else(DayInput::default, |days| {
                DayInput::of(stage.day(days).date_naive())
            })
        };
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let draft = NeedDraft::try_from(NeedInput {
            title: self.title.into(),
            description: self.description.into(),
            functional_area: self.area.into(),
            strategy: some(self.strategy).into_iter().collect(),
            programme: self.programme.into(),
            authority: "ncia".into(),
            method: self.method.into(),
            commercial_service: true,
            low: self.range[0].into(),
            high: self.range[1].into(),
            currency: "EUR".into(),
            expected_from: day(self.expected.map(|days| days[0])),
            expected_to: day(self.expected.map(|days| days[1])),
            public: self.public,
            funding: self.funding.iter().map(line).collect(),
        })?;
        Ok(draft.of_the_demonstration())
    }
}

fn line([programme, nation, amount, status]: &[&str; 4]) -> FundingInput {
    FundingInput {
        programme: (*programme).to_owned(),
        nation: (*nation).to_owned(),
        amount: (*amount).to_owned(),
        status: (*status).to_owned(),
    }
}

/// Tells the pipeline; the first need's market was asked, and two providers answered.
pub(super) async fn tell(stage: &Stage, cast: &Cast) -> Result<(), Error> {
    let officer = cast.who("officer")?;
    for (number, need) in (0..).zip(NEEDS) {
        stage.at(-20, 9, number);
        let step = |what: &str| stage.call(officer, &format!("need {} {what}", need.key));
        let draft = need.draft(stage)?;
        let reference = needs::create(&stage.ctx, &step("name"), draft).await?;
        for (version, event) in (1..).zip(need.steps) {
            let call = step(event.as_str());
            needs::advance(&stage.ctx, &call, &reference, version, *event, "").await?;
        }
        if need.steps.contains(&NeedEvent::Research) {
            market(stage, cast, &reference).await?;
        }
    }
    Ok(())
}

async fn market(stage: &Stage, cast: &Cast, need: &str) -> Result<(), Error> {
    let officer = cast.who("officer")?;
    let input = RequestInput {
        title: "Warning times and false alarms".into(),
        introduction: "We want to learn what warning the market can give today, before we write requirements. Answers bind nobody.".into(),
        questions: vec![
            "How long before its arrival do you announce a storm, and how certain are you?".into(),
            "How often did you warn in vain during the last two years?".into(),
            "By which pricing model do you offer the service?".into(),
        ],
        closes_at: MomentInput {
            day: DayInput::of(stage.day(25).date_naive()),
            time: "17:00".into(),
            zone: "Europe/Brussels".into(),
        },
    };
    stage.at(-18, 10, 0);
    let call = stage.call(officer, "market ask");
    let reference = requests::ask(&stage.ctx, &call, need, input).await?;
    let answers: [(&str, [&str; 3]); 2] = [
        (
            "provider",
            [
                "18 to 36 hours, with 70 % certainty.",
                "Four times.",
                "A yearly subscription for each operator.",
            ],
        ),
        ("provider2", ["12 hours, with 85 % certainty.", "Once.", ""]),
    ];
    for (who, texts) in answers {
        stage.at(-12, 11, 0);
        let texts = texts.map(str::to_owned);
        let call = stage.call(cast.who(who)?, &format!("market answer {who}"));
        requests::answer(&stage.ctx, &call, &reference, &texts).await?;
    }
    Ok(())
}
