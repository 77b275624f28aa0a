//! Reporting many values at once: by a file, or by a machine under a secret address.

use super::conflict::recorded;
use crate::page::page;
use crate::post::{Go, Post, SHOWN};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Field, Form, Help, Notice, PageTitle, Panel, Submit, SubmitKind, Table, Th, Tone,
};
use backend::Error;
use backend::contracts::record::ServiceLevel;
use backend::contracts::{self, ContractRecord, MEASUREMENT_COLUMNS};
use domain::policy::actions::ReportService;
use domain::policy::{Subject, permit};
use leptos::prelude::*;
use leptos_meta::Title;

/// The page.
#[component]
pub fn ReportMany() -> impl IntoView {
    page(
        async |rq| {
            let reference = rq.param("reference").to_ascii_uppercase();
            let record = contracts::sheet(rq.ctx(), rq.actor(), &reference, None)
                .await?
                .record;
            let own = record.provider.map_or(Subject::ANY, Subject::of_provider);
            permit::<ReportService>(rq.actor(), own)?;
            let maker = contracts::measurement_address_of(rq.ctx(), &record).await?;
            Ok((record, maker))
        },
        |rq, (record, maker)| draw(&rq, &record, maker),
    )
}

fn draw(rq: &Rq, record: &ContractRecord, maker: Option<String>) -> AnyView {
    let base = format!("/contracts/{}", record.reference);
    view! {
        <Title text="Report service"/>
        <div class="narrow">
            <Breadcrumbs links=vec![("/contracts", "Contracts").into(), (base.clone(), record.reference.clone()).into(), (format!("{base}?tab=service"), "Service").into()] here="Report"/>
            <PageTitle title="Report many values at once" reference=record.reference.clone() meta="The purchaser agrees to each value or disputes it. Single values are reported on the page of their period."/>
            {recorded(rq)}
            {secret(rq)}
            {file(rq, record)}
            {levels(record)}
            {machine(rq, record, maker)}
        </div>
    }
    .into_any()
}

/// The address, on the one answer that shows it.
fn secret(rq: &Rq) -> Option<AnyView> {
    let secret = rq.form().value(SHOWN).map(str::to_owned)?;
    let view = view! {
        <Notice tone=Tone::Good title="The machine’s address, shown once" announced=true>
            <p><code>{format!("/measurements/{secret}")}</code></p>
            <p>"Put this server’s name before it. Whoever has it can report values of this contract and read nothing: end it when it is lost. Only its SHA-256 is kept here."</p>
        </Notice>
    };
    Some(view.into_any())
}

fn file(rq: &Rq, record: &ContractRecord) -> AnyView {
    let (key, version) = (rq.key(), rq.version(record.version));
    let columns = MEASUREMENT_COLUMNS.join(", ");
    let example = record.service.levels.first().map(|level| {
        let period = level.window.name(level.window.first_day(level.from));
        format!(
            "{},{period},{},Monthly report 5",
            level.code(),
            level.promise.target.normalize()
        )
    });
    view! {
        <Panel title="From a file">
            <Form act="import" key=key version=version upload=true label="Report from a file">
                <Field name="file" label="File" hint="CSV in UTF-8 or XLSX. Where anything is wrong nothing is taken; each error names its row and column.">
                    <input type="file" id="import-file" name="file" accept=".csv,.xlsx,text/csv" required/>
                </Field>
                <Submit label="Report the values"/>
            </Form>
            <Help title="What stands in the file?">
                <p>"The first row names the columns: "<code>{columns}</code>". Leave out what was not measured: no row is “not measured”, never zero."</p>
                {example.map(|example| view! { <p><code>{example}</code></p> })}
            </Help>
        </Panel>
    }
    .into_any()
}

fn levels(record: &ContractRecord) -> AnyView {
    let row = |level: &ServiceLevel| {
        let example = level.window.name(level.window.first_day(level.from));
        view! {
            <tr>
                {super::cells::head(level.code())}
                {super::cells::lead("Metric", level.metric.clone())}
                {super::cells::td("Unit", level.unit.clone())}
                {super::cells::td("Periods are written", example)}
            </tr>
        }
    };
    let rows = record.levels_in_force().map(row).collect_view();
    view! {
        <Table caption="Levels in force">
            <thead><tr><Th label="Level"/><Th label="Metric"/><Th label="Unit"/><Th label="Periods are written"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn machine(rq: &Rq, record: &ContractRecord, maker: Option<String>) -> AnyView {
    let version = || rq.version(record.version);
    let made = maker.is_some();
    let words =
        maker.map(|name| format!("An address is in use, made by {name}. A new one ends it."));
    let label = if made {
        "Make a new address"
    } else {
        "Make an address"
    };
    let end = made.then(|| {
        let (key, version) = (rq.key(), version());
        view! {
            <Form act="close_address" key=key version=version label="End the address">
                <Submit label="End the address" kind=SubmitKind::Danger consequence="The machine can report nothing more."/>
            </Form>
        }
    });
    let (key, version) = (rq.key(), version());
    view! {
        <Panel title="From a machine">
            {words.map(|words| view! { <p>{words}</p> })}
            <Form act="open_address" key=key version=version label="Make an address">
                <Submit label=label kind=SubmitKind::Secondary consequence="It is shown once."/>
            </Form>
            {end}
            <Help title="What does the machine send?">
                <p>"A POST for each value, as JSON:"</p>
                <p><code>"{\"level\": \"SL-01\", \"period\": \"2027-05\", \"value\": \"99.2\", \"note\": \"Monthly report 5\"}"</code></p>
                <p>"Sent again, the same value changes nothing. Another value for a period that has one needs "<code>"\"correction\": true"</code>" and a note that says why."</p>
            </Help>
        </Panel>
    }
    .into_any()
}

/// Takes a file, or makes or ends the address.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let reference = post.rq.param("reference").to_ascii_uppercase();
    let version = post.version()?;
    match post.act() {
        "import" => {
            let sent = post.files.iter().find(|file| !file.bytes.is_empty());
            let sent = sent.ok_or_else(|| Error::field("file", "choose the file"))?;
            let content = sent.bytes.clone();
            contracts::import_measurements(ctx, call, &reference, version, content).await?;
            Ok(Go::to(format!("/contracts/{reference}?tab=service")))
        }
        "open_address" => {
            let secret = contracts::open_measurement_address(ctx, call, &reference, version);
            Ok(Go::show(secret.await?))
        }
        "close_address" => {
            contracts::close_measurement_address(ctx, call, &reference, version).await?;
            Ok(Go::to(format!("/contracts/{reference}/service/report")))
        }
        _ => Err(Error::NotFound),
    }
}
