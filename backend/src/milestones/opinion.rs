//! What the users of a nation say of a delivery (NPP 17).

use super::report::milestone_of;
use crate::contracts::change::{Now, Told, change_telling};
use crate::contracts::record::{ContractRecord, Opinion};
use crate::{Call, Ctx, Error};
use domain::actor::NationCode;
use domain::milestones::UserOpinion;
use domain::policy::actions::GiveOpinion;
use domain::text::Prose;

/// An opinion.
#[derive(Clone, Debug)]
pub struct OpinionInput {
    /// Satisfied or not.
    pub opinion: UserOpinion,
    /// In the users' words.
    pub text: Prose<4_000>,
}

/// Gives the opinion of one's own nation's users on a delivery that is accepted in stages. A later one stands beside the
/// earlier ones; it decides nothing, the officer does.
///
/// # Errors
/// Without a nation; while the delivery is not accepted in stages; when somebody was faster, or the store fails.
pub async fn give_opinion(
    ctx: &Ctx,
    call: &Call,
    contract: &str,
    number: i64,
    version: i64,
    input: OpinionInput,
) -> Result<String, Error> {
    let nation = call.actor.person().and_then(|person| person.nation);
    let at = (contract, version);
    change_telling::<GiveOpinion>(ctx, call, at, "milestone.opinion", |record, now| {
        given(record, number, nation, &input, now)
    })
    .await
}

fn given(
    record: &mut ContractRecord,
    number: i64,
    nation: Option<NationCode>,
    input: &OpinionInput,
    now: &Now<'_>,
) -> Result<Told, Error> {
    let nation = nation.ok_or_else(|| {
        Error::not_now("your account belongs to no nation, for whose users it could speak")
    })?;
    let milestone = milestone_of(record, number)?;
    let staged = milestone.staged.as_mut();
    let staged = staged.filter(|staged| !staged.state.is_terminal());
    let staged = staged.ok_or_else(|| {
        Error::not_now("an opinion is asked for while a delivery is accepted in stages")
    })?;
    staged.opinions.push(Opinion {
        id: now.id(),
        nation: nation.as_str().to_owned(),
        opinion: input.opinion,
        text: input.text.as_str().to_owned(),
        at: now.at,
        by: now.by.clone(),
    });
    let words = format!(
        "Users of {nation} on milestone {number}, {}: {}",
        milestone.title,
        input.opinion.label().to_lowercase()
    );
    Ok(Told::that(words).because(input.text.as_str()))
}
