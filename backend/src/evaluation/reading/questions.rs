//! What an offer answers, in the order of its volumes.

use super::prices::price_questions;
use super::{Question, Reply};
use crate::evaluation::sheet::{CriterionLine, OfferLine, Process};
use domain::offers::{Partner, Volume};
use domain::solicitations::Requirement;

/// The questions with the answers of the shown offers; those of the price volume only where it may be read.
pub(super) fn questions(process: &Process, shown: &[&OfferLine], priced: bool) -> Vec<Question> {
    let mut all = administration(shown);
    all.extend(technical(process, shown));
    all.extend(experience(shown));
    if priced {
        all.extend(price_questions(process, shown));
        all.extend(files(Volume::Price, shown));
    }
    all
}

pub(super) fn question(
    volume: Volume,
    code: impl Into<String>,
    title: impl Into<String>,
    shown: &[&OfferLine],
    reply: impl Fn(&OfferLine) -> Reply,
) -> Question {
    Question {
        code: code.into(),
        volume,
        title: title.into(),
        asked: None,
        replies: shown.iter().map(|offer| reply(offer)).collect(),
        hidden: false,
    }
}

/// A question to which some offer says something; none where all are silent.
fn if_any(question: Question) -> Option<Question> {
    let silent = Reply::default();
    question
        .replies
        .iter()
        .any(|reply| *reply != silent)
        .then_some(question)
}

fn administration(shown: &[&OfferLine]) -> Vec<Question> {
    let volume = Volume::Administration;
    let ask = |code: &str, title: &str, say: &dyn Fn(&OfferLine) -> String| {
        question(volume, code, title, shown, |offer| Reply::words(say(offer)))
    };
    let first = |offer: &OfferLine| offer.content.administration.clone();
    let nation = |offer: &OfferLine| {
        if offer.veiled {
            return "hidden".to_owned();
        }
        let nation = first(offer).nation_of_origin;
        nation.map_or_else(String::new, |nation| nation.as_str().to_owned())
    };
    let terms = |offer: &OfferLine| match first(offer).accepts_terms {
        true => "accepted without exception".to_owned(),
        false => "not accepted".to_owned(),
    };
    let stands = |offer: &OfferLine| {
        let days = first(offer).validity_days;
        days.map_or_else(String::new, |days| format!("{days} calendar days"))
    };
    let partners = |offer: &OfferLine| {
        let lines: Vec<String> = first(offer).partners.iter().map(partner).collect();
        lines.join("\n")
    };
    let asked = [
        Some(Question {
            hidden: shown.iter().any(|offer| offer.veiled),
            ..ask("nation", "Nation of origin", &nation)
        }),
        Some(ask("terms", "Terms of the contract", &terms)),
        Some(ask("validity", "How long the offer stands", &stands)),
        if_any(ask("partners", "Consortium and subcontractors", &partners)),
        if_any(ask("remarks", "Remarks", &|offer| first(offer).remarks)),
        files(volume, shown),
    ];
    asked.into_iter().flatten().collect()
}

fn partner(partner: &Partner) -> String {
    let nation = partner.nation.as_ref().map(|nation| nation.as_str());
    let share = partner
        .share
        .map(|share| format!("{} % of the work", share.normalize()));
    let parts = [
        Some(partner.role.label().to_owned()),
        nation.map(str::to_owned),
        share,
        (!partner.work.is_empty()).then(|| partner.work.clone()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    format!("{}: {}", partner.name, parts.join(", "))
}

fn technical(process: &Process, shown: &[&OfferLine]) -> Vec<Question> {
    let volume = Volume::Technical;
    let summary = question(volume, "solution", "The solution", shown, |offer| {
        Reply::words(offer.content.technical.summary.clone())
    });
    let requirements = process.requirements.iter();
    let criteria = process.criteria().into_iter();
    let mut all = vec![summary];
    all.extend(requirements.map(|requirement| declared(requirement, shown)));
    all.extend(
        criteria
            .filter(|line| !line.is_experience())
            .map(|line| answered(line, shown)),
    );
    all.extend(files(volume, shown));
    all
}

fn declared(requirement: &Requirement, shown: &[&OfferLine]) -> Question {
    let code = &requirement.code;
    let title = format!("{code} {}", requirement.name.as_str());
    let reply = |offer: &OfferLine| {
        let mut all = offer.content.technical.declared.iter();
        let line = all.find(|line| line.requirement == *code);
        let evidence = line.map(|line| line.evidence.clone());
        Reply {
            words: line.and_then(|line| requirement.said(line)),
            standing: Some(requirement.standing(line)),
            evidence: evidence.filter(|evidence| !evidence.is_empty()),
            ..Reply::default()
        }
    };
    Question {
        asked: Some(format!("Wanted: {}", requirement.words())),
        ..question(
            Volume::Technical,
            format!("value-{code}"),
            title,
            shown,
            reply,
        )
    }
}

fn answered(line: CriterionLine, shown: &[&OfferLine]) -> Question {
    let code = line.code;
    let reply = |offer: &OfferLine| {
        let mut all = offer.content.technical.answers.iter();
        let answer = all.find(|answer| answer.criterion == code);
        answer.map_or_else(Reply::default, |answer| Reply::words(answer.text.clone()))
    };
    let title = format!("{code} {}", line.name);
    Question {
        asked: line.guidance,
        ..question(
            Volume::Technical,
            format!("answer-{code}"),
            title,
            shown,
            reply,
        )
    }
}

fn experience(shown: &[&OfferLine]) -> Vec<Question> {
    let volume = Volume::Experience;
    let contracts = |offer: &OfferLine| {
        let past = offer.content.experience.references.iter().map(|past| {
            let year = past.last_year;
            let until = year.map_or_else(String::new, |year| format!(" (until {year})"));
            format!("{}: {}{until}", past.customer, past.description)
        });
        Reply::words(past.collect::<Vec<_>>().join("\n"))
    };
    let asked = question(volume, "contracts", "Past contracts", shown, contracts);
    [Some(asked), files(volume, shown)]
        .into_iter()
        .flatten()
        .collect()
}

/// The files of a volume; none where no shown offer has any.
fn files(volume: Volume, shown: &[&OfferLine]) -> Option<Question> {
    let code = format!("files-{}", volume.as_str());
    let title = format!("Files: {}", volume.label());
    if_any(question(volume, code, title, shown, |offer| Reply {
        files: offer.content.attachments(volume).to_vec(),
        ..Reply::default()
    }))
}
