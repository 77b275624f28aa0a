//! The opening: two officers, one after the other.

use crate::program::Program;
use crate::provider::Outcome;
use crate::stage::Stage;
use crate::{Load, Trouble, say};
use backend::testing::openers::{PASSPHRASE, PASSWORD};
use std::time::Instant;

/// Opens everything; answers what does not hold.
pub async fn open(
    load: &Load,
    stage: &Stage,
    program: &Program,
    outcomes: &[Outcome],
) -> Result<Vec<String>, Trouble> {
    let path = format!("/solicitations/{}/opening", stage.asked.reference);
    let fields = [
        ("act", "consent"),
        ("password", PASSWORD),
        ("passphrase", PASSPHRASE),
    ];
    let mut faults = Vec::new();
    for opener in &stage.openers {
        let begun = Instant::now();
        let answer = opener.post(&path, &fields).await?;
        say(&format!("consent answered after {:?}", begun.elapsed()));
        if answer.status != 303 {
            faults.push(format!("a consent was answered with {}", answer.status));
        }
    }
    let opened: i64 = stage
        .world
        .ctx
        .db()
        .query("SELECT offer_count FROM solicitation WHERE id = $1")
        .bind(stage.asked.id.0)
        .scalar()
        .await?;
    let taken = outcomes
        .iter()
        .filter(|outcome| outcome.taken.is_some())
        .count();
    say(&format!(
        "{opened} of {} offers opened; memory {} MB",
        load.offers,
        program.peak_megabytes()
    ));
    if usize::try_from(opened) != Ok(taken) {
        faults.push(format!(
            "{opened} offers were opened, {taken} were acknowledged"
        ));
    }
    Ok(faults)
}
