//! The ways to what buyers and providers say to each other about a solicitation.

use crate::request::Rq;
use backend::solicitations::Sheet;
use domain::policy::Subject;
use domain::policy::actions::{AmendSolicitation, ReadQuestions};
use domain::states::SolicitationState;
use leptos::prelude::*;

/// Links to questions, answers and amendments, once it is public.
pub fn links(rq: &Rq, sheet: &Sheet) -> Option<AnyView> {
    let record = &sheet.record;
    if record.origin == "imported" || record.published_at.is_none() {
        return None;
    }
    let waiting = rq.may::<ReadQuestions>(Subject::ANY) && sheet.unanswered > 0;
    let label = match (waiting, sheet.answers) {
        (true, _) => format!("Questions ({} unanswered)", sheet.unanswered),
        (false, 0) => "Questions and answers".to_owned(),
        (false, 1) => "Questions and 1 answer".to_owned(),
        (false, count) => format!("Questions and {count} answers"),
    };
    let at = |page: &str| format!("/solicitations/{}/{page}", record.reference);
    let amendments = match sheet.amendments {
        0 => None,
        1 => Some("1 amendment".to_owned()),
        count => Some(format!("{count} amendments")),
    };
    let versions =
        amendments.map(|label| view! { <a class="button" href=at("versions")>{label}</a> });
    let open =
        sheet.state == SolicitationState::Published && rq.may::<AmendSolicitation>(Subject::ANY);
    let amend = open.then(|| view! { <a class="button" href=at("amend")>"Amend"</a> });
    Some(view! { <a class="button" href=at("questions")>{label}</a>{versions}{amend} }.into_any())
}
