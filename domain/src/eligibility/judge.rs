//! The tests of eligibility, one fact each (NPP 32 and 46, NCP 14, GBI 1.4).

use super::{Answer, Case, Excluded, Exclusion, Fact, Judgement, Verdict};
use crate::actor::NationCode;
use crate::states::DeclarationState;

/// Decides whether the organisation may bid. One fact against it decides; otherwise one missing fact leaves it open.
#[must_use]
pub fn judge(case: &Case) -> Judgement {
    let usual = [
        origin(case),
        ownership(case),
        restriction(case),
        exclusions(case),
        declaration(case),
    ];
    let facts: Vec<Fact> = admission(case).into_iter().chain(usual).collect();
    let any = |answer: Answer| facts.iter().any(|fact| fact.answer == answer);
    let verdict = if any(Answer::Against) {
        Verdict::NotEligible
    } else if any(Answer::Missing) {
        Verdict::NotYetShown
    } else {
        Verdict::Eligible
    };
    Judgement { verdict, facts }
}

/// The buyer named it, where the method admits only those (NPP 20 to 22, 25).
fn admission(case: &Case) -> Option<Fact> {
    let admitted = case.admission?;
    let (answer, words) = match admitted.named_on {
        Some(_) => (Answer::Shown, "the buyer named it to offer"),
        None => (
            Answer::Against,
            "only vendors that the buyer named may offer, and it is not among them",
        ),
    };
    Some(Fact {
        question: "Who may offer",
        answer,
        words: words.to_owned(),
        source: admitted.source.to_owned(),
        true_on: admitted.named_on.or(Some(case.on)),
    })
}

/// The nation of origin is a participating nation, or admitted in a crisis (NPP 32, 46).
fn origin(case: &Case) -> Fact {
    let question = "Nation of origin";
    let rule = format!("{}; NPP 32", case.participating.source);
    let Some((nation, recorded)) = case.origin else {
        return Fact {
            question,
            answer: Answer::Missing,
            words: "its nation of origin is not recorded".to_owned(),
            source: "Registry of providers; NPP 32".to_owned(),
            true_on: None,
        };
    };
    if case.participating.nations.contains(&nation) {
        return Fact {
            question,
            answer: Answer::Shown,
            words: format!(
                "it comes from {nation}, which takes part in {}",
                case.participating.of
            ),
            source: rule,
            true_on: case.participating.true_on.or(Some(recorded)),
        };
    }
    match &case.exception {
        Some(exception) if exception.nations.contains(&nation) => Fact {
            question,
            answer: Answer::Shown,
            words: format!(
                "it comes from {nation}, whose vendors are admitted by {} ({})",
                exception.approved_by, exception.decision
            ),
            source: "Prior approval of governance; NPP 46".to_owned(),
            true_on: Some(exception.approved_on),
        },
        _ => Fact {
            question,
            answer: Answer::Against,
            words: format!(
                "it comes from {nation}, which does not take part in {}",
                case.participating.of
            ),
            source: rule,
            true_on: case.participating.true_on.or(Some(recorded)),
        },
    }
}

/// Production, management and beneficial ownership lie in no excluded nation (NPP 32).
fn ownership(case: &Case) -> Fact {
    let question = "Ownership and control";
    let Some(statement) = &case.ownership else {
        return Fact {
            question,
            answer: Answer::Missing,
            words: "it has made no statement of ownership and control".to_owned(),
            source: "Statement of the provider; NPP 32".to_owned(),
            true_on: None,
        };
    };
    let hit = statement
        .nations()
        .find_map(|(nation, what)| Some((nation, what, excluding(case, nation)?)));
    match hit {
        Some((nation, what, entry)) => Fact {
            question,
            answer: Answer::Against,
            words: format!(
                "its {what} lies in {nation}, which {} excludes",
                list(entry)
            ),
            source: format!(
                "Statement {} of the provider; {}; NPP 32",
                statement.number, entry.source
            ),
            true_on: Some(statement.stated_on),
        },
        None => Fact {
            question,
            answer: Answer::Shown,
            words: format!(
                "its owners are in {}, it is managed from {} and produces in {}",
                codes(&statement.owners),
                statement.managed_from,
                statement.produces_in
            ),
            source: format!("Statement {} of the provider; NPP 32", statement.number),
            true_on: Some(statement.stated_on),
        },
    }
}

/// Restricted ownership is for people to judge: it leaves the answer open and says why (NPP 32).
fn restriction(case: &Case) -> Fact {
    let question = "Restricted ownership";
    match &case.ownership {
        None => Fact {
            question,
            answer: Answer::Missing,
            words: "it has not said whether its ownership is restricted".to_owned(),
            source: "Statement of the provider; NPP 32".to_owned(),
            true_on: None,
        },
        Some(statement) => {
            let (answer, words) = if statement.restricted {
                (
                    Answer::Missing,
                    format!(
                        "its ownership or control is restricted, which the buyer has to judge: {}",
                        statement.explanation
                    ),
                )
            } else {
                (
                    Answer::Shown,
                    "nothing restricts its ownership or control".to_owned(),
                )
            };
            Fact {
                question,
                answer,
                words,
                source: format!("Statement {} of the provider; NPP 32", statement.number),
                true_on: Some(statement.stated_on),
            }
        }
    }
}

/// No list excludes the organisation or its nation on the day of the question.
fn exclusions(case: &Case) -> Fact {
    let question = "Exclusions";
    let hit = case.exclusions.iter().find(|entry| {
        entry.holds_on(case.on)
            && match entry.what {
                Excluded::Organisation => true,
                Excluded::Nation(nation) => case.origin.is_some_and(|(origin, _)| origin == nation),
            }
    });
    match hit {
        Some(entry) => Fact {
            question,
            answer: Answer::Against,
            words: format!("{} excludes it since {}", list(entry), entry.from),
            source: entry.source.clone(),
            true_on: Some(entry.dated),
        },
        None => Fact {
            question,
            answer: Answer::Shown,
            words: "no list that is recorded here excludes it".to_owned(),
            source: "Exclusions recorded in the registry".to_owned(),
            true_on: Some(case.on),
        },
    }
}

/// The nation's declaration, where one is asked for (NCP 14, GBI 1.4).
fn declaration(case: &Case) -> Fact {
    use DeclarationState as S;
    let (needed, why) = &case.declaration_needed;
    let fact = |answer, words: String, true_on| Fact {
        question: "Declaration of eligibility",
        answer,
        words,
        source: format!("{why}; NCP 14, GBI 1.4"),
        true_on,
    };
    let open = if *needed {
        Answer::Missing
    } else {
        Answer::NotNeeded
    };
    let Some(declaration) = &case.declaration else {
        let words = if *needed {
            "its nation has not been asked for a declaration of eligibility"
        } else {
            "no declaration of eligibility is asked for"
        };
        return fact(open, words.to_owned(), None);
    };
    let (nation, since) = (declaration.nation, Some(declaration.since));
    match declaration.state {
        S::Issued if declaration.expires_on.is_some_and(|last| last < case.on) => {
            let last = declaration.expires_on.unwrap_or(case.on);
            fact(
                open,
                format!("the declaration of {nation} expired on {last}"),
                Some(last),
            )
        }
        S::Issued => fact(
            Answer::Shown,
            format!("{nation} has issued its declaration"),
            since,
        ),
        S::Requested => fact(open, format!("{nation} has not decided yet"), since),
        S::Rejected => fact(
            Answer::Against,
            format!(
                "{nation} refused to declare it eligible: {}",
                declaration.reason
            ),
            since,
        ),
        S::Withdrawn if declaration.reason.is_empty() => fact(
            open,
            "the request for a declaration was taken back".to_owned(),
            since,
        ),
        S::Withdrawn => fact(
            Answer::Against,
            format!("{nation} withdrew its declaration: {}", declaration.reason),
            since,
        ),
    }
}

fn excluding(case: &Case, nation: NationCode) -> Option<&Exclusion> {
    case.exclusions
        .iter()
        .find(|entry| entry.what == Excluded::Nation(nation) && entry.holds_on(case.on))
}

fn list(entry: &Exclusion) -> String {
    format!(
        "{}, version {} of {},",
        entry.list, entry.version, entry.dated
    )
}

fn codes(nations: &[NationCode]) -> String {
    nations
        .iter()
        .map(NationCode::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}
