//! Importing a publisher's file of rates: checked first, recorded then, told by line.

use crate::page::page;
use crate::post::{Go, Post, SHOWN};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, EmptyState, Field, Form, Help, KeyValue, Notice, NumTd, PageTitle, Panel, RowHead,
    Submit, SubmitKind, SummaryList, Table, Td, Th, Tone, When, format,
};
use backend::Error;
use backend::rates::{self, ImportReport, RateFile, RateProblem};
use domain::policy::Subject;
use domain::policy::actions::ImportRates;
use leptos::prelude::*;
use leptos_meta::Title;

/// The imports so far, and the form of a new one.
#[component]
pub fn Import() -> impl IntoView {
    page(
        async |rq| rates::imports(rq.ctx(), rq.actor()).await,
        |rq, imports| draw(&rq, imports),
    )
}

fn draw(rq: &Rq, imports: Vec<ImportReport>) -> AnyView {
    let checked = rq.form().value(SHOWN).map(str::to_owned);
    let checked = checked.and_then(|text| ImportReport::parse(&text));
    let asked = rq.query("import");
    let done = imports
        .iter()
        .find(|one| asked.is_some() && one.id.map(|id| id.to_string()).as_deref() == asked)
        .cloned();
    let form = rq.may::<ImportRates>(Subject::ANY).then(|| form(rq));
    let links = vec![("/rates".to_owned(), "Exchange rates".to_owned()).into()];
    view! {
        <Title text="Import exchange rates"/>
        <Breadcrumbs links=links here="Import"/>
        <PageTitle title="Import exchange rates" meta="The euro foreign exchange reference rates as the European Central Bank publishes them."/>
        {checked.or(done).map(report)}
        {form}
        <Help title="Which files are read?">
            <p>"The CSV files of the reference rates: the one of a day ("<code>"eurofxref.csv"</code>") and the one of every day ("<code>"eurofxref-hist.csv"</code>"). On the command line: "<code>"perigee rates import FILE"</code>"."</p>
            <p>"A rate that is recorded already stays as it is. Where the file says another figure, the line is refused here; an officer who believes the file proposes a correction, which a second officer approves."</p>
        </Help>
        {list(imports)}
    }
    .into_any()
}

fn form(rq: &Rq) -> AnyView {
    let key = rq.key();
    view! {
        <Panel title="Read a file">
            <Form act="import" key=key upload=true label="Read a file">
                <Field name="file" label="File" hint="CSV, taken out of the archive that the bank offers.">
                    <input type="file" id="import-file" name="file" accept=".csv,text/csv" required/>
                </Field>
                <Submit label="Only check it" kind=SubmitKind::Secondary name="what" value="check"/>
                <Submit label="Import the rates" name="what" value="import"/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn report(report: ImportReport) -> AnyView {
    let (title, new) = if report.id.is_some() {
        ("Imported", "New rates recorded")
    } else {
        (
            "Checked, nothing is recorded yet",
            "New rates it would record",
        )
    };
    let tone = if report.refused == 0 {
        Tone::Good
    } else {
        Tone::Attention
    };
    let days = report
        .first_day
        .zip(report.last_day)
        .map(|(first, last)| format!("{} to {}", format::date(first), format::date(last)));
    let problems = problems(report.problems, report.refused);
    view! {
        <Notice tone=tone title=title announced=true>{report.file_name}</Notice>
        <SummaryList>
            <KeyValue key=new>{report.added}</KeyValue>
            <KeyValue key="Recorded already with the same figure">{report.unchanged}</KeyValue>
            <KeyValue key="Cells without a rate">{report.without_rate}</KeyValue>
            <KeyValue key="Lines and cells refused">{report.refused}</KeyValue>
            <KeyValue key="Days">{days.unwrap_or_else(|| "none".to_owned())}</KeyValue>
            <KeyValue key="SHA-256 of the file"><code>{report.sha256}</code></KeyValue>
        </SummaryList>
        {problems}
    }
    .into_any()
}

fn problems(problems: Vec<RateProblem>, count: i64) -> Option<AnyView> {
    if problems.is_empty() {
        return None;
    }
    let shown = i64::try_from(problems.len()).unwrap_or(count);
    let more = (count > shown).then(|| format!("the first {shown} of {count}"));
    let rows = problems
        .into_iter()
        .map(|problem| {
            view! {
                <tr>
                    <RowHead>{problem.line}</RowHead>
                    <Td label="Currency">{problem.currency}</Td>
                    <Td label="What is wrong" lead=true>{problem.text}</Td>
                </tr>
            }
        })
        .collect_view();
    let view = view! {
        <Table caption="Not taken" note=more>
            <thead><tr><Th label="Line"/><Th label="Currency"/><Th label="What is wrong"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    };
    Some(view.into_any())
}

fn list(imports: Vec<ImportReport>) -> AnyView {
    if imports.is_empty() {
        return view! { <EmptyState title="No file was imported yet" text="Each import is kept here with its counts, what was refused and the SHA-256 of the file."/> }.into_any();
    }
    let rows = imports.into_iter().map(line).collect_view();
    view! {
        <Table caption="Imports" note="the newest twenty">
            <thead><tr>
                <Th label="File"/><Th label="Imported"/><Th label="By"/><Th label="New" num=true/><Th label="Unchanged" num=true/><Th label="Refused" num=true/>
            </tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn line(report: ImportReport) -> AnyView {
    let href = format!("/rates/import?import={}", report.id.unwrap_or_default());
    let by = report
        .importer
        .unwrap_or_else(|| "the command line".to_owned());
    let at = report.at;
    view! {
        <tr>
            <RowHead><a href=href>{report.file_name}</a></RowHead>
            <Td label="Imported" lead=true><When at=at/></Td>
            <Td label="By">{by}</Td>
            <NumTd label="New" lead=true>{report.added}</NumTd>
            <NumTd label="Unchanged">{report.unchanged}</NumTd>
            <NumTd label="Refused">{report.refused}</NumTd>
        </tr>
    }
    .into_any()
}

/// Checks or imports the file that was sent.
pub async fn post(post: Post) -> Result<Go, Error> {
    if post.act() != "import" {
        return Err(Error::NotFound);
    }
    post.permitted::<ImportRates>()?;
    let sent = post.files.iter().find(|file| !file.bytes.is_empty());
    let sent = sent.ok_or_else(|| Error::field("file", "choose the file"))?;
    let file = RateFile {
        name: &sent.file_name,
        content: &sent.bytes,
    };
    let ctx = post.rq.ctx();
    if post.value("what") == "check" {
        let report = rates::check(ctx, &post.call.actor, file).await?;
        return Ok(Go::show(report.text()?));
    }
    let report = rates::import(ctx, &post.call, file).await?;
    let id = report.id.unwrap_or_default();
    Ok(Go::to(format!("/rates/import?import={id}")))
}
