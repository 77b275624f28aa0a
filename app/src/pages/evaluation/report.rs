//! The evaluation report, to be read and printed.

use super::explain_record::total;
use super::why::{linked, number_link};
use super::{lots, origin_tag, remarks, tabs};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, ExportLink, Fact, Facts, Hash, Notice, NumTd, PageTitle, Panel, RowHead, Table,
    TableFooter, Td, Th, Tone, format,
};
use backend::evaluation::{
    self, CellSource, Figure, Report as Record, ReportDecision, ReportLine, ReportRemark,
    ReportScore,
};
use leptos::prelude::*;
use leptos_meta::Title;

/// The report on an evaluation.
#[component]
pub fn Report() -> impl IntoView {
    page(
        async |rq| evaluation::report(rq.ctx(), rq.actor(), lots::named(&rq)).await,
        |rq, report| draw(&rq, &report),
    )
}

fn draw(rq: &Rq, report: &Record) -> AnyView {
    let reference = report.solicitation.clone();
    let (title, origin) = (report.title.clone(), origin_tag(&report.origin));
    let at = format!("/solicitations/{reference}");
    let tie = report.open_tie.clone().map(|words| {
        view! { <Notice tone=Tone::Attention title="Settled by a person: the published rule does not">{words}</Notice> }
    });
    view! {
        <Title text=format!("Evaluation report on {reference}")/>
        <Breadcrumbs links=vec![(at.as_str(), reference.as_str()).into()] here="Evaluation report"/>
        <PageTitle title="Evaluation report" reference=reference.clone() state=report.status.clone() meta=title>{origin}</PageTitle>
        {tabs(rq, &reference)}
        {report.lot.clone().map(|lot| view! { <p>"This report is about "<strong>{lot}</strong>"; every lot has its own."</p> })}
        {basis(report)}
        {files(rq, &reference)}
        {result(report)}
        {tie}
        {scores(report)}
        {noted(report)}
        {panel(report)}
        {awards(report)}
        {decisions(&report.decisions)}
        {inquiries(report)}
        {complaints(report)}
    }
    .into_any()
}

fn basis(report: &Record) -> AnyView {
    let computed = format!(
        "{} by {}, Perigee {}",
        format::date_time(report.run_at),
        report.run_by,
        report.software
    );
    let weights = report.weights.map(|[technical, experience, price]| {
        format!("technical {technical} %, experience {experience} %, price {price} %")
    });
    let minimum = format!("{} points", report.minimum.normalize());
    let (method, hash) = (report.method.clone(), report.inputs_sha256.clone());
    let (as_of, run) = (format::date_time(report.as_of), report.run);
    let rates = report.rates.iter().map(|rate| {
        format!(
            "{} {} for one euro on {}, {}",
            rate.units_per_eur.normalize(),
            rate.currency,
            format::date(rate.day),
            rate.source
        )
    });
    let rates = rates.collect::<Vec<_>>();
    let rates = if rates.is_empty() {
        "every price is in euro".to_owned()
    } else {
        rates.join("; ")
    };
    view! {
        <Facts>
            <Fact label="As of">{as_of}</Fact>
            <Fact label="Method" note=weights>{method}</Fact>
            <Fact label="Result run" note=computed>{run}</Fact>
            <Fact label="Technical minimum">{minimum}</Fact>
        </Facts>
        <p>"Rate set: "{rates}"."</p>
        <p>"SHA-256 of the inputs: "<Hash value=hash/></p>
        <p>"Figures are compared unrounded and shown rounded."</p>
    }
    .into_any()
}

fn files(rq: &Rq, reference: &str) -> AnyView {
    let at = |ending: &str| {
        let file = format!("/solicitations/{reference}/report/report.{ending}");
        lots::same(rq, file)
    };
    let links = vec![
        ExportLink::from((at("xlsx"), "XLSX, with formulas")),
        ExportLink::from((at("csv"), "CSV")),
        ExportLink::from((at("json"), "JSON")),
    ];
    view! { <TableFooter count="The same report as data" exports=links/> }.into_any()
}

fn none() -> AnyView {
    "none".into_any()
}

fn result(report: &Record) -> AnyView {
    let kind = report.total;
    let row = |line: &ReportLine| {
        let (name, offer, status) = (
            line.provider.clone(),
            line.offer.clone(),
            line.status.clone(),
        );
        let price = line
            .price
            .map(|price| format::money(price.minor, price.currency.code()));
        let why = |figure: Figure, shown: Option<String>| {
            let link = number_link(report.run, &line.offer, &figure);
            shown.map(|shown| linked(Some(link), shown.into_any()))
        };
        let euro = why(Figure::PriceEur, line.price_eur.map(super::matrix::euro));
        let out = line.out.clone().or_else(|| line.compliance.clone());
        let rank = why(Figure::Rank, line.rank.map(|rank| rank.to_string()));
        let technical = why(Figure::Technical, line.technical.map(format::score));
        let experience = why(Figure::Experience, line.experience.map(format::score));
        let price_score = why(Figure::PriceScore, line.price_score.map(format::score));
        let total = why(Figure::Total, line.total.map(|figure| total(kind, figure)));
        view! {
            <tr>
                <RowHead>{name}" "<span class="ref">{offer}</span></RowHead>
                <NumTd label="Rank" lead=true>{rank}</NumTd>
                <NumTd label="Price, as submitted">{price}</NumTd>
                <NumTd label="Price, EUR">{euro}</NumTd>
                <NumTd label="Technical">{technical.unwrap_or_else(none)}</NumTd>
                <NumTd label="Experience">{experience.unwrap_or_else(none)}</NumTd>
                <NumTd label="Price score">{price_score.unwrap_or_else(none)}</NumTd>
                <NumTd label=kind.label()>{total.unwrap_or_else(none)}</NumTd>
                <Td label="State">{status}</Td>
                <Td label="Why">{out}</Td>
            </tr>
        }
        .into_any()
    };
    let rows: Vec<AnyView> = report.offers.iter().map(row).collect();
    let note = kind.meaning();
    view! {
        <Table caption="Result" note=note>
            <thead><tr><Th label="Offer"/><Th label="Rank" num=true/><Th label="Price, as submitted" num=true/><Th label="Price, EUR" num=true/>
                <Th label="Technical" num=true/><Th label="Experience" num=true/><Th label="Price score" num=true/><Th label=kind.label() num=true/>
                <Th label="State"/><Th label="Why"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// The name of a criterion.
fn name_of(report: &Record, code: &str) -> String {
    let found = report.criteria.iter().find(|(one, _, _)| one == code);
    found.map_or_else(|| code.to_owned(), |(_, name, _)| name.clone())
}

/// Strengths, weaknesses, deficiencies and risks.
fn noted(report: &Record) -> AnyView {
    let row = |line: &ReportLine, score: &ReportScore, remark: &ReportRemark| {
        let (provider, criterion) = (line.provider.clone(), name_of(report, &score.criterion));
        let (author, text, kind) = (
            remark.author(),
            remark.text.clone(),
            remarks::tag(remark.kind),
        );
        view! {
            <tr>
                <RowHead>{provider}</RowHead>
                <Td label="Criterion" lead=true>{criterion}</Td>
                <Td label="Kind">{kind}</Td>
                <Td label="Remark" lead=true>{text}</Td>
                <Td label="By">{author}</Td>
            </tr>
        }
        .into_any()
    };
    let mut rows: Vec<AnyView> = Vec::new();
    for line in &report.offers {
        for score in &line.scores {
            let noted = score.remarks.iter();
            rows.extend(noted.map(|remark| row(line, score, remark)));
        }
    }
    if rows.is_empty() {
        return ().into_any();
    }
    view! {
        <Table caption="Remarks of the panel" note="what the panel agreed on, and what each evaluator handed in">
            <thead><tr><Th label="Bidder"/><Th label="Criterion"/><Th label="Kind"/><Th label="Remark"/><Th label="By"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn scores(report: &Record) -> AnyView {
    let lines = report
        .offers
        .iter()
        .flat_map(|line| line.scores.iter().map(move |score| (line, score)));
    let row = lines.map(|(line, score)| {
        let (provider, criterion) = (line.provider.clone(), name_of(report, &score.criterion));
        let source = match score.source {
            CellSource::Moderated => "agreed by the panel",
            CellSource::Mean => "mean",
        };
        let individual: Vec<String> = score.individual.iter().map(ToString::to_string).collect();
        let (value, reason) = (format::score(score.value), score.reason.clone());
        view! {
            <tr>
                <RowHead>{provider}</RowHead>
                <Td label="Criterion" lead=true>{criterion}</Td>
                <NumTd label="Score" lead=true>{value}</NumTd>
                <Td label="Source">{source}</Td>
                <Td label="Individual scores">{individual.join(", ")}</Td>
                <Td label="Reason">{reason}</Td>
            </tr>
        }
        .into_any()
    });
    let rows: Vec<AnyView> = row.collect();
    view! {
        <Table caption="Scores that entered the result" note="points of 0 to 100; the confidence rating from 1 to 5">
            <thead><tr><Th label="Bidder"/><Th label="Criterion"/><Th label="Score" num=true/><Th label="Source"/><Th label="Individual scores"/><Th label="Reason"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn panel(report: &Record) -> AnyView {
    let lines = report.panel.iter().map(|member| {
        let when = member
            .declared_at
            .map(format::date_time)
            .unwrap_or_default();
        format!("{}: {} {when}", member.name, member.declaration)
    });
    let lines: Vec<_> = lines.map(|line| view! { <li>{line}</li> }).collect();
    view! { <Panel title="Panel and declarations"><ul>{lines}</ul></Panel> }.into_any()
}

fn awards(report: &Record) -> AnyView {
    let lines = report.awards.iter().map(|award| {
        let standstill = award.standstill_last_day.map_or_else(String::new, |day| {
            format!(" Standstill until {}.", format::date(day))
        });
        let people = [
            ("Recommended by", &award.recommender),
            ("approved by", &award.approver),
        ];
        let people = people
            .into_iter()
            .filter_map(|(verb, name)| Some(format!("{verb} {}", name.as_ref()?)))
            .collect::<Vec<_>>()
            .join(", ");
        let head = format!(
            "{} {}: {}.",
            award.provider_name,
            award.offer,
            award.status.label().to_lowercase()
        );
        let reason = award.reason.clone();
        view! { <li><strong>{head}</strong>" "{people}"."{standstill}<p class="quote">{reason}</p></li> }
    });
    let lines: Vec<_> = lines.collect();
    let none = lines.is_empty().then_some("No award is recommended.");
    view! { <Panel title="Award"><ul>{lines}</ul>{none}</Panel> }.into_any()
}

fn decisions(decisions: &[ReportDecision]) -> AnyView {
    if decisions.is_empty() {
        return ().into_any();
    }
    let line = |decision: &ReportDecision| {
        let (who, at) = &decision.proposed;
        let decided = decision.decided.as_ref();
        let decided = decided.map(|(who, at)| format!("; {who}, {}", format::date_time(*at)));
        let head = format!("{}: {}.", decision.decision, decision.status.to_lowercase());
        let meta = format!(
            "{who}, {}{}",
            format::date_time(*at),
            decided.unwrap_or_default()
        );
        let reason = decision.reason.clone();
        let tie = decision.tie.clone().map(|tie| view! { <p>{tie}</p> });
        view! { <li><strong>{head}</strong>" "{meta}{tie}<p class="quote">{reason}</p></li> }
    };
    let lines: Vec<_> = decisions.iter().map(line).collect();
    view! { <Panel title="Decisions of two persons"><ul>{lines}</ul></Panel> }.into_any()
}

fn inquiries(report: &Record) -> AnyView {
    if report.inquiries.is_empty() {
        return ().into_any();
    }
    let lines = report.inquiries.iter().map(|one| {
        let found = one
            .finding
            .map_or(one.status.label(), |finding| finding.label());
        let head = format!(
            "Inquiry {} to {}, {}: {}.",
            one.number,
            one.provider_name,
            one.kind.label().to_lowercase(),
            found.to_lowercase()
        );
        let reason = one.conclusion.clone();
        view! { <li>{head}{reason.map(|reason| view! { <p class="quote">{reason}</p> })}</li> }
    });
    let lines: Vec<_> = lines.collect();
    view! { <Panel title="Inquiries to bidders"><ul>{lines}</ul></Panel> }.into_any()
}

fn complaints(report: &Record) -> AnyView {
    if report.complaints.is_empty() {
        return ().into_any();
    }
    let lines = report.complaints.iter().map(|one| {
        let lodged = format::date_time(one.lodged_at);
        let status = one.status.label().to_lowercase();
        format!(
            "Complaint {} of {}, lodged {lodged}: {status}.",
            one.number, one.provider_name
        )
    });
    let lines: Vec<_> = lines.map(|line| view! { <li>{line}</li> }).collect();
    view! { <Panel title="Complaints"><ul>{lines}</ul></Panel> }.into_any()
}
