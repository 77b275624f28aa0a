//! The auditor's desk: is the log sound, what is in it, a moment to go back to, a sample to check.

use super::{moment, subject};
use crate::page::{page, see_other};
use crate::pages::lists::{Filter, applied};
use crate::request::{Rq, address};
use crate::ui::{
    Choice, DateFilter, EmptyState, FilterBar, Hash, Notice, PageTitle, Panel, RowHead,
    SelectFilter, Table, TableFooter, Tag, Td, TextFilter, Th, Tone, When, format,
};
use backend::Error;
use backend::audit::{self, Integrity, LogInput, LogPage, LogRow, Sample};
use domain::policy::Subject;
use domain::policy::actions::{ALL, ReadAudit};
use domain::reference::Series;
use leptos::prelude::*;
use leptos_meta::Title;

/// Kinds of subjects, with their names.
const KINDS: [(&str, &str); 11] = [
    ("solicitation", "Solicitation"),
    ("offer", "Offer"),
    ("award", "Award"),
    ("contract", "Contract"),
    ("pledge", "Pledge"),
    ("provider", "Provider"),
    ("account", "Account"),
    ("rate", "Exchange rate"),
    ("programme", "Programme"),
    ("import", "Import"),
    ("log", "The log itself"),
];

/// What the desk shows.
enum Shown {
    Elsewhere(String),
    Desk(Box<Integrity>, Option<Below>),
}

/// What stands below the badge.
enum Below {
    Log(LogPage),
    Sample(Sample),
}

/// The auditor's desk.
#[component]
pub fn Desk() -> impl IntoView {
    page(
        async |rq| {
            let integrity = audit::integrity(rq.ctx(), rq.actor()).await?;
            Ok(match past_state(&rq) {
                Some(elsewhere) => Shown::Elsewhere(elsewhere),
                None => Shown::Desk(Box::new(integrity), below(&rq).await?),
            })
        },
        |rq, shown| match shown {
            Shown::Elsewhere(address) => {
                see_other(&address);
                view! { <p><a href=address.clone()>"Go to the past state"</a></p> }.into_any()
            }
            Shown::Desk(integrity, below) => draw(&rq, &integrity, below),
        },
    )
}

async fn below(rq: &Rq) -> Result<Option<Below>, Error> {
    if !rq.may::<ReadAudit>(Subject::ANY) {
        return Ok(None);
    }
    let number = |name| rq.query(name).and_then(|text| text.parse::<u64>().ok());
    Ok(Some(match number("sample") {
        Some(size) => {
            let size = usize::try_from(size).unwrap_or(usize::MAX);
            let of = number("of").and_then(|of| i64::try_from(of).ok());
            let seed = number("seed").unwrap_or(1);
            Below::Sample(audit::sample(rq.ctx(), rq.actor(), size, seed, of).await?)
        }
        None => Below::Log(audit::log(rq.ctx(), rq.actor(), &log_input(rq)).await?),
    }))
}

/// The filters of the log, as an address names them.
#[must_use]
pub fn log_input(rq: &Rq) -> LogInput {
    let text = |name| rq.query(name).map(str::to_owned);
    LogInput {
        text: text("q"),
        actor: text("actor"),
        action: text("action"),
        kind: text("kind"),
        from: rq.query("from").and_then(|day| day.parse().ok()),
        to: rq.query("to").and_then(|day| day.parse().ok()),
        after: rq.query("after").and_then(|key| key.parse().ok()),
    }
}

/// Where the form for a past moment leads, when it was filled in well.
fn past_state(rq: &Rq) -> Option<String> {
    let place = Series::address(rq.query("reference")?)?;
    let at = moment::read(rq.query("at")?)?;
    Some(address(&place, &[("as_of", &format::iso_moment(at))]))
}

fn draw(rq: &Rq, integrity: &Integrity, below: Option<Below>) -> AnyView {
    let misread = rq.query("reference").is_some() || rq.query("at").is_some();
    let reader = below.is_some();
    let below = match below {
        Some(Below::Log(page)) => log(rq, page),
        Some(Below::Sample(sample)) => drawn(rq, sample),
        None => view! { <Notice>"The log itself is read by auditors. You can verify it and see when that was done last."</Notice> }.into_any(),
    };
    view! {
        <Title text="Audit"/>
        <PageTitle title="Audit" meta="Every change of every record, who made it and why. The log is append-only and signed.">
            <a class="button" href="/overrides">"Departures from rules"</a>
        </PageTitle>
        {misread.then(|| view! {
            <Notice tone=Tone::Bad announced=true>"To see a past state, give a reference such as CTR-2026-0012 and a moment in UTC."</Notice>
        })}
        <div class="three">{badge(rq, integrity)} {reader.then(|| past_form(rq))} {reader.then(|| sample_form(rq))}</div>
        {below}
    }
    .into_any()
}

/// Whether the log is sound, as far as is known, with the button that finds out.
pub fn badge(rq: &Rq, integrity: &Integrity) -> AnyView {
    let (tone, label) = match &integrity.last {
        None => (Tone::Attention, "not yet verified"),
        Some(last) if last.verdict.intact() => (Tone::Good, "intact"),
        Some(_) => (Tone::Bad, "not intact"),
    };
    let when = integrity.last.as_ref().map(|last| {
        let (at, by, events) = (last.at, last.by.clone(), format::thousands(i64::try_from(last.verdict.events).unwrap_or(i64::MAX)));
        view! { <p class="meta">"Verified " <When at=at/> " by " {by} ", " {events} " events. " <a href="/audit/verify">"The result"</a></p> }
    });
    let sealed = integrity
        .signed_at
        .map(|at| view! { <p class="meta">"Last checkpoint signed " <When at=at/></p> });
    let root = integrity
        .root
        .clone()
        .map(|root| view! { <p>"Root " <Hash value=root/></p> });
    let counts = format!(
        "{} events, {} waiting for the next checkpoint",
        format::thousands(integrity.events),
        format::thousands(integrity.unsealed)
    );
    let verify = verify_button(rq);
    view! {
        <Panel title="Integrity">
            <p><Tag tone=tone label=label/></p>
            <p>{counts}</p>
            {root} {sealed} {when}
            {verify}
        </Panel>
    }
    .into_any()
}

/// The form that verifies the log.
pub fn verify_button(rq: &Rq) -> AnyView {
    view! {
        <form method="post" action="/audit/verify">
            <input type="hidden" name="act" value="verify"/>
            <input type="hidden" name="idempotency_key" value=rq.key()/>
            <button type="submit" class="button">"Verify now"</button>
        </form>
    }
    .into_any()
}

fn past_form(rq: &Rq) -> AnyView {
    let (reference, at) = (
        rq.query("reference").map(str::to_owned),
        rq.query("at").map(str::to_owned),
    );
    let at = at.unwrap_or_else(|| moment::boxed(rq.at()));
    view! {
        <Panel title="A record as it was" meta="As recorded at a moment, UTC.">
            <form method="get" action="/audit" class="filter-row">
                <div class="filter"><label for="past-reference">"Reference"</label>
                    <input type="text" id="past-reference" name="reference" value=reference size="16" placeholder="CTR-2026-0012"/></div>
                <div class="filter"><label for="past-at">"Moment, UTC"</label>
                    <input type="datetime-local" id="past-at" name="at" value=at/></div>
                <button type="submit" class="button">"Show"</button>
            </form>
        </Panel>
    }
    .into_any()
}

fn sample_form(rq: &Rq) -> AnyView {
    let value = |name: &str, usual: &str| rq.query(name).unwrap_or(usual).to_owned();
    let (size, seed) = (value("sample", "20"), value("seed", "7"));
    view! {
        <Panel title="Random sample" meta="The same seed draws the same events, whoever asks.">
            <form method="get" action="/audit" class="filter-row">
                <div class="filter"><label for="sample-size">"Events"</label>
                    <input type="number" id="sample-size" name="sample" min="1" max="500" value=size/></div>
                <div class="filter"><label for="sample-seed">"Seed"</label>
                    <input type="number" id="sample-seed" name="seed" min="0" value=seed/></div>
                <button type="submit" class="button">"Draw"</button>
            </form>
        </Panel>
    }
    .into_any()
}

fn drawn(rq: &Rq, sample: Sample) -> AnyView {
    let seed = rq.query("seed").unwrap_or("1").to_owned();
    let size = rq.query("sample").unwrap_or_default().to_owned();
    let of = sample.of.to_string();
    let again = address("/audit", &[("sample", &size), ("seed", &seed), ("of", &of)]);
    let count = sample.rows.len();
    let rows = sample.rows.into_iter().map(row).collect_view();
    view! {
        <Panel title="The sample" meta=format!("{count} of the first {of} sealed events, seed {seed}, in the order of the log")>
            {(count == 0).then(|| view! { <EmptyState title="Nothing to draw from" text="No event is sealed yet: the sealer takes new ones within a second."/> })}
            {table("Sampled events", rows)}
            <p><a href=again>"Address that draws this sample again"</a>" · "<a href="/audit">"Back to the log"</a></p>
        </Panel>
    }
    .into_any()
}

fn log(rq: &Rq, page: LogPage) -> AnyView {
    let count = page.rows.len();
    let next = page.next.map(|key| {
        let mut query = rq.queries().to_vec();
        query.retain(|(name, _)| name != "after");
        query.push(("after".to_owned(), key.to_string()));
        let pairs: Vec<(&str, &str)> = query
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect();
        address("/audit", &pairs)
    });
    let words = match (&next, rq.query("after")) {
        (None, None) => format::counted(count, "event", "events"),
        _ => format!("{} on this page", format::counted(count, "event", "events")),
    };
    let export = rq.file("/audit.csv");
    let rows = page.rows.into_iter().map(row).collect_view();
    view! {
        {filters(rq)}
        {(count == 0).then(|| view! { <EmptyState title="No event fits" text="Widen the filters, or clear them to see the newest events."/> })}
        <div>
            {table("The log, newest first", rows)}
            <TableFooter count=words next=next exports=vec![(export, "CSV").into()]/>
        </div>
    }
    .into_any()
}

fn filters(rq: &Rq) -> AnyView {
    let of = |name: &str| rq.query(name).map(str::to_owned);
    let kinds: Vec<Choice> = KINDS.into_iter().map(Choice::from).collect();
    let actions: Vec<Choice> = ALL
        .iter()
        .map(|rule| Choice::new(rule.code, rule.summary))
        .collect();
    let (text, actor, action, kind) = (of("q"), of("actor"), of("action"), of("kind"));
    let (from, to) = (of("from"), of("to"));
    let filters: [Filter<'_>; 6] = [
        ("q", "What", &[]),
        ("actor", "Who", &[]),
        ("action", "Action", &actions),
        ("kind", "Subject", &kinds),
        ("from", "From", &[]),
        ("to", "To", &[]),
    ];
    let applied = applied(rq, &filters);
    view! {
        <FilterBar action="/audit" label="Filter the log" clear="/audit" applied=applied>
            <TextFilter name="q" label="What, or reference" value=text/>
            <TextFilter name="actor" label="Who" value=actor/>
            <SelectFilter name="action" label="Action" options=actions value=action/>
            <SelectFilter name="kind" label="Subject" options=kinds value=kind/>
            <DateFilter name="from" label="From" value=from/>
            <DateFilter name="to" label="To" value=to/>
        </FilterBar>
    }
    .into_any()
}

/// A table of events.
pub fn table(caption: &'static str, rows: impl IntoView + 'static) -> AnyView {
    let rows = rows.into_any();
    view! {
        <Table caption=caption>
            <thead><tr><Th label="When, UTC"/><Th label="What"/><Th label="Who"/><Th label="Subject"/><Th label="Reason"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// A row of a table of events.
pub fn row(row: LogRow) -> AnyView {
    let reference = subject(row.subject_reference);
    let when = row.at.format("%-d %b %Y, %H:%M:%S").to_string();
    view! {
        <tr>
            <RowHead><a href=format!("/audit/events/{}", row.id)><time datetime=format::iso_moment(row.at)>{when}</time></a></RowHead>
            <Td label="What" lead=true>{row.summary}</Td>
            <Td label="Who" lead=true>{row.actor_name}</Td>
            <Td label="Subject">{reference}</Td>
            <Td label="Reason">{row.reason}</Td>
        </tr>
    }
    .into_any()
}
