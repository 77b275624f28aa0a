//! What was typed into the forms of a delivery that is accepted in stages.

use super::typed::{amount, day, optional_amount, optional_day, read};
use crate::post::Post;
use backend::contracts::record::Remedy;
use backend::contracts::{self, ContractRecord};
use backend::documents::NewFile;
use backend::milestones::{self, DefectInput, OpinionInput, StageInput, StageStepInput};
use backend::{Error, FieldErrors};
use domain::milestones::{DefectClass, RemedyKind, UserOpinion};
use domain::text::Prose;

/// Whether an act is one of these forms'.
pub fn is_own(act: &str) -> bool {
    act.starts_with("stage_") || matches!(act, "defect" | "mend" | "answer" | "opinion")
}

/// Takes a step, notes a defect, answers a rejection, or gives an opinion.
pub async fn post(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    match post.act() {
        "defect" => defect(post, reference, number).await,
        "mend" => mended(post, reference, number).await,
        "answer" => answered(post, reference, number).await,
        "opinion" => opined(post, reference, number).await,
        _ => stepped(post, reference, number).await,
    }
}

async fn stepped(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let (ctx, actor) = (post.rq.ctx(), post.rq.actor());
    let mut errors = FieldErrors::default();
    let statement = errors.take("statement", Prose::parse(post.value("statement")));
    let step = match post.act() {
        "stage_reserve" => {
            let record = contracts::sheet(ctx, actor, reference, None).await?.record;
            reserved(post, &mut errors, &record)
        }
        _ => step(post, &mut errors)?,
    };
    errors.finish()?;
    let input = StageStepInput {
        step: read(step)?,
        statement: read(statement)?,
    };
    let file = post.files.iter().find(|file| file.field == "file");
    let file = file.map(|file| NewFile {
        name: file.file_name.clone(),
        content: file.bytes.clone(),
    });
    let version = post.version()?;
    milestones::advance(ctx, &post.call, reference, number, version, input, file).await
}

fn step(post: &Post, errors: &mut FieldErrors) -> Result<Option<StageInput>, Error> {
    let whole = |errors: &mut FieldErrors, name: &str| {
        let read = post.value(name).parse::<u32>();
        errors.take(name, read.map_err(|_| "write a whole number"))
    };
    Ok(match post.act() {
        "stage_start" => {
            whole(errors, "test_days").map(|test_days| StageInput::Start { test_days })
        }
        "stage_accept" => day(post, errors, "delivered_on")
            .map(|delivered_on| StageInput::Accept { delivered_on }),
        "stage_reject" => Some(StageInput::Reject),
        "stage_clear" => Some(StageInput::Clear),
        "stage_fail_plan" => Some(StageInput::FailPlan),
        "stage_warranty" => {
            let (from, months) = (day(post, errors, "from"), whole(errors, "months"));
            from.zip(months)
                .map(|(from, months)| StageInput::Warranty { from, months })
        }
        "stage_final" => Some(StageInput::Final {
            residual: !post.value("residual").is_empty(),
        }),
        "stage_terminate" => Some(StageInput::Terminate),
        _ => return Err(Error::NotFound),
    })
}

fn reserved(post: &Post, errors: &mut FieldErrors, record: &ContractRecord) -> Option<StageInput> {
    let delivered_on = day(post, errors, "delivered_on");
    let kind = errors.take(
        "remedy",
        post.value("remedy")
            .parse::<RemedyKind>()
            .map_err(|_| "choose a plan or a price cut"),
    );
    let due_on = match kind {
        Some(RemedyKind::Plan) => day(post, errors, "due_on"),
        _ => optional_day(post, errors, "due_on"),
    };
    let cut_minor = match kind {
        Some(RemedyKind::PriceCut) => amount(post, errors, "cut", record.currency),
        _ => optional_amount(post, errors, "cut", record.currency),
    };
    let remedy = Remedy {
        kind: kind?,
        due_on: due_on.filter(|_| kind == Some(RemedyKind::Plan)),
        cut_minor: cut_minor.filter(|_| kind == Some(RemedyKind::PriceCut)),
    };
    Some(StageInput::Reserve {
        delivered_on: delivered_on?,
        remedy,
    })
}

async fn defect(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let class = errors.take(
        "class",
        post.value("class")
            .parse::<DefectClass>()
            .map_err(|_| "choose how serious it is"),
    );
    let text = errors.take("text", Prose::parse(post.value("text")));
    let found_on = day(post, &mut errors, "found_on");
    errors.finish()?;
    let input = DefectInput {
        class: read(class)?,
        text: read(text)?,
        found_on: read(found_on)?,
    };
    let version = post.version()?;
    milestones::note_defect(post.rq.ctx(), &post.call, reference, number, version, input).await
}

async fn mended(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let defect = errors.take(
        "defect",
        post.value("defect")
            .parse::<i64>()
            .map_err(|_| "choose a defect"),
    );
    let mended_on = day(post, &mut errors, "mended_on");
    errors.finish()?;
    let (ctx, version) = (post.rq.ctx(), post.version()?);
    milestones::mend_defect(
        ctx,
        &post.call,
        reference,
        number,
        version,
        read(defect)?,
        read(mended_on)?,
    )
    .await
}

async fn answered(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let text = Prose::parse(post.value("text")).map_err(|error| Error::field("text", error))?;
    let version = post.version()?;
    milestones::answer_rejection(post.rq.ctx(), &post.call, reference, number, version, text).await
}

async fn opined(post: &Post, reference: &str, number: i64) -> Result<String, Error> {
    let mut errors = FieldErrors::default();
    let opinion = errors.take(
        "opinion",
        post.value("opinion")
            .parse::<UserOpinion>()
            .map_err(|_| "choose an opinion"),
    );
    let text = errors.take("text", Prose::parse(post.value("text")));
    errors.finish()?;
    let input = OpinionInput {
        opinion: read(opinion)?,
        text: read(text)?,
    };
    let version = post.version()?;
    milestones::give_opinion(post.rq.ctx(), &post.call, reference, number, version, input).await
}
