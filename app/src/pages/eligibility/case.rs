//! May this provider bid on this? For the provider itself, or for each.

use super::case_forms::{ask, settings};
use super::named::panel;
use super::words::{answer, verdict};
use crate::page::page;
use crate::pages::clocks::deadline;
use crate::pages::lists::{Filter, SortHead, applied, order};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, EmptyState, Fact, Facts, FilterBar, Help, Notice, PageTitle, Panel, Ref,
    RowHead, SelectFilter, Table, TableFooter, Tag, Td, TextFilter, Th, format,
};
use backend::eligibility::{self, CaseInput, CaseRow, Eligibility};
use backend::solicitations::{NamedOfferors, named_offerors};
use domain::eligibility::{Fact as Known, Verdict};
use domain::policy::Subject;
use domain::policy::actions::ReadDraftSolicitations;
use leptos::prelude::*;
use leptos_meta::Title;

/// The filters in the address.
#[must_use]
pub fn input(rq: &Rq) -> CaseInput {
    let one = rq.query("provider").or_else(|| rq.query("q"));
    CaseInput {
        text: one.unwrap_or_default().to_owned(),
        nation: rq.query("nation").map(str::to_owned),
        verdict: rq.query("verdict").and_then(|code| code.parse().ok()),
        descending: rq.query("sort") == Some("-name"),
    }
}

/// The page of the question.
#[component]
pub fn Case() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_owned();
            let sheet =
                eligibility::eligibility(rq.ctx(), rq.actor(), &reference, &input(&rq)).await?;
            let reads = sheet.limited && rq.may::<ReadDraftSolicitations>(Subject::ANY);
            let named = match reads {
                true => Some(named_offerors(rq.ctx(), rq.actor(), &reference).await?),
                false => None,
            };
            Ok((sheet, named))
        },
        |rq, (sheet, named)| draw(&rq, sheet, named.as_ref()),
    )
}

fn draw(rq: &Rq, mut sheet: Eligibility, named: Option<&NamedOfferors>) -> AnyView {
    let href = format!("/solicitations/{}", sheet.reference);
    let own = format!("{href}/eligibility");
    let one = sheet.own || rq.query("provider").is_some();
    let title = if sheet.own {
        "May we bid on this?"
    } else {
        "Who may bid on this?"
    };
    let (about, rules) = (about(&sheet), rules());
    let fit = sheet.own.then(
        || view! { <a class="button" href=format!("{href}/fit")>"Does our profile fit?"</a> },
    );
    let forms = settings(rq, &sheet);
    let named = named.filter(|_| !one).and_then(|list| panel(rq, list));
    let body = if one && sheet.rows.len() == 1 {
        sheet.rows.pop().map(|row| single(rq, &sheet, row))
    } else {
        Some(list(rq, &sheet, &own))
    };
    let back = (one && !sheet.own).then(|| view! { <p><a href=own>"All providers"</a></p> });
    view! {
        <Title text=format!("{title} {}", sheet.reference)/>
        <Breadcrumbs links=vec![("/solicitations", "Solicitations").into(), (href, sheet.reference.clone()).into()] here="Eligibility"/>
        <PageTitle title=title reference=sheet.reference.clone() meta=sheet.title.clone()>{fit}</PageTitle>
        {about}
        {rules}
        {named}
        {back}
        {body}
        {forms}
    }
    .into_any()
}

fn about(sheet: &Eligibility) -> AnyView {
    let codes: Vec<&str> = sheet
        .participating
        .nations
        .iter()
        .map(|nation| nation.as_str())
        .collect();
    let nations = codes.join(" ");
    let as_of = sheet
        .participating
        .true_on
        .map(|day| format!("as of {}", format::date(day)));
    let source = sheet.participating.source.clone();
    let note = as_of.map_or(source.clone(), |day| format!("{day}; {source}"));
    let (needed, why) = sheet.need.clone();
    let asked = if needed { "asked for" } else { "not asked for" };
    let closes = sheet.closes_at.map(|at| deadline(at, &sheet.zone));
    let admitted = sheet.exception.clone().map(|one| {
        let nations: Vec<&str> = one.nations.iter().map(|nation| nation.as_str()).collect();
        let note = format!(
            "{} of {}, {}; NPP 46",
            one.approved_by,
            format::date(one.approved_on),
            one.decision
        );
        let nations = nations.join(" ");
        view! { <Fact label="Also admitted in a crisis" note=note>{nations}</Fact> }
    });
    let taking_part = format!("Nations that take part in {}", sheet.participating.of);
    view! {
        <Facts>
            <Fact label=taking_part note=note>{nations}</Fact>
            {admitted}
            <Fact label="Declaration of eligibility" note=why>{asked}</Fact>
            <Fact label="Closes">{closes.unwrap_or_else(|| "not set".to_owned())}</Fact>
        </Facts>
    }
    .into_any()
}

fn rules() -> AnyView {
    view! {
        <Help title="Does a missing declaration stop an offer?" source="NCP 14; GBI 1.4">
            <p>"No. The closing date does not move for a declaration that is missing, and an offer can be submitted without one. \
                Eligibility is checked in the evaluation, with the facts of that day."</p>
        </Help>
    }
    .into_any()
}

fn single(rq: &Rq, sheet: &Eligibility, row: CaseRow) -> AnyView {
    let judgement = row.judgement.clone();
    let rows = judgement.facts.clone().into_iter().map(fact).collect_view();
    let declaration = row.declaration.clone().map(|(reference, state)| {
        let href = format!("/eligibility/declarations/{reference}");
        view! { <p>"Declaration "<Ref reference=reference href=href/>": "{state.label()}</p> }
    });
    let ask = sheet.own.then(|| ask(rq, sheet, &row));
    let (reference, name) = (row.reference.clone(), row.name.clone());
    view! {
        <Panel title=name>
            <p><Ref href=format!("/providers/{reference}") reference=reference/></p>
            <Notice tone=verdict(judgement.verdict) title=judgement.verdict.label()>{judgement.sentence()}</Notice>
            <Table caption="Facts" note="each with its source and the day on which it was true">
                <thead><tr><Th label="Asked"/><Th label="Answer"/><Th label="Fact"/><Th label="Source and rule"/><Th label="True on"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            {declaration}
        </Panel>
        {ask}
    }
    .into_any()
}

fn fact(one: Known) -> AnyView {
    let mut words = one.words;
    if let Some(first) = words.get_mut(0..1) {
        first.make_ascii_uppercase();
    }
    let day = one
        .true_on
        .map_or_else(|| "no day recorded".to_owned(), format::date);
    view! {
        <tr>
            <RowHead>{one.question}</RowHead>
            <Td label="Answer" lead=true><Tag tone=answer(one.answer) label=one.answer.label()/></Td>
            <Td label="Fact" lead=true>{words}</Td>
            <Td label="Source and rule">{one.source}</Td>
            <Td label="True on">{day}</Td>
        </tr>
    }
    .into_any()
}

fn list(rq: &Rq, sheet: &Eligibility, own: &str) -> AnyView {
    let bar = filter_bar(rq, own);
    if sheet.rows.is_empty() {
        return view! {
            {bar}
            <EmptyState title="No provider" text="No organisation of the registry fits. Imported organisations are not asked about: nobody speaks for them here."/>
        }
        .into_any();
    }
    let shown = sheet.rows.len();
    let file = rq.file("/eligibility.csv");
    let sign = if file.contains('?') { '&' } else { '?' };
    let exports = vec![
        (
            format!("{file}{sign}solicitation={}", sheet.reference),
            "CSV",
        )
            .into(),
    ];
    let rows = sheet
        .rows
        .clone()
        .into_iter()
        .map(|row| line(own, row))
        .collect_view();
    view! {
        {bar}
        <div>
            <Table caption="Providers" caption_hidden=true>
                <thead><tr><SortHead label="Provider" name="name" usual="name"/><Th label="Nation"/><Th label="Verdict"/><Th label="Because"/><Th label="Declaration"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
            <TableFooter count=format::counted(shown, "provider", "providers") exports=exports/>
        </div>
    }
    .into_any()
}

fn line(own: &str, row: CaseRow) -> AnyView {
    let href = format!("{own}?provider={}", row.reference);
    let found = row.judgement.verdict;
    let because = row.judgement.sentence();
    let declaration = row.declaration.map(|(reference, state)| {
        let href = format!("/eligibility/declarations/{reference}");
        view! { <Ref reference=reference href=href/>" "{state.label()} }
    });
    view! {
        <tr>
            <RowHead><a href=href>{row.name}</a></RowHead>
            <Td label="Nation">{row.nation}</Td>
            <Td label="Verdict" lead=true><Tag tone=verdict(found) label=found.label()/></Td>
            <Td label="Because" lead=true>{because}</Td>
            <Td label="Declaration">{declaration}</Td>
        </tr>
    }
    .into_any()
}

fn filter_bar(rq: &Rq, own: &str) -> AnyView {
    let verdicts: Vec<Choice> = Verdict::ALL
        .iter()
        .map(|one| (one.as_str(), one.label()).into())
        .collect();
    let filters: [Filter<'_>; 3] = [
        ("q", "Text", &[]),
        ("nation", "Nation", &[]),
        ("verdict", "Verdict", &verdicts),
    ];
    let applied = applied(rq, &filters);
    let [q, nation, verdict] =
        ["q", "nation", "verdict"].map(|name| rq.query(name).map(str::to_owned));
    view! {
        <FilterBar action=own.to_owned() label="Filter providers" clear=own.to_owned() applied=applied keep=order(rq)>
            <TextFilter name="q" label="Name or reference" value=q/>
            <TextFilter name="nation" label="Nation, two letters" value=nation/>
            <SelectFilter name="verdict" label="Verdict" options=verdicts value=verdict/>
        </FilterBar>
    }
    .into_any()
}
