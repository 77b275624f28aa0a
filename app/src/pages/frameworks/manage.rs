//! Holders that join and leave, and the windows in which they may.

use super::call_off::recorded;
use super::words::{named, way, windows};
use crate::page::page;
use crate::pages::contracts::cells::{kv, panel, summary};
use crate::pages::contracts::typed::{day, read};
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Breadcrumbs, Choice, DateFields, EmptyState, Form, Help, PageTitle, RadioGroup, Select, Submit,
    SubmitKind, TextArea,
};
use backend::frameworks::{self, FrameworkSheet, Joinable, RampKind};
use backend::{Error, FieldErrors};
use chrono::NaiveDate;
use domain::frameworks::{OffRampGround, Ramp, may_join};
use domain::policy::Subject;
use domain::policy::actions::KeepFramework;
use domain::policy::permit;
use domain::text::Prose;
use leptos::prelude::*;
use leptos_meta::Title;

/// The forms for holders and windows.
#[component]
pub fn Holders() -> impl IntoView {
    page(
        async |rq| {
            permit::<KeepFramework>(rq.actor(), Subject::ANY)?;
            let sheet = frameworks::sheet(rq.ctx(), rq.actor(), &named(&rq), None).await?;
            let joinable = frameworks::joinable(rq.ctx(), rq.actor()).await?;
            Ok((sheet, joinable))
        },
        |rq, (sheet, joinable)| draw(&rq, &sheet, joinable),
    )
}

fn draw(rq: &Rq, sheet: &FrameworkSheet, joinable: Vec<Joinable>) -> AnyView {
    let record = &sheet.record;
    view! {
        <Title text=format!("Holders and windows · {}", record.reference)/>
        <div class="narrow">
            <Breadcrumbs links=way(record) here="Holders and windows"/>
            <PageTitle title="Holders and windows" reference=record.reference.clone() meta=record.title.clone()/>
            {summary(view! {
                {kv("Holders join", windows(&record.on_ramps))}
                {kv("Holders leave", windows(&record.off_ramps))}
             })}
            {recorded(rq)}
            {join(rq, sheet, joinable, rq.at().date_naive())}
            {leave(rq, sheet)}
            {ramp(rq, sheet)}
        </div>
    }
    .into_any()
}

fn join(rq: &Rq, sheet: &FrameworkSheet, joinable: Vec<Joinable>, today: NaiveDate) -> AnyView {
    let record = &sheet.record;
    let title = "Let a holder join";
    if let Err(refused) = may_join(&record.on_ramps, today) {
        return panel(title, view! { <p>{refused.to_string()}</p> });
    }
    let (kind, currency) = (record.kind.as_str(), record.currency.code());
    let fitting = joinable
        .into_iter()
        .filter(|one| one.vehicle == kind && one.currency == currency);
    let fitting: Vec<Choice> = fitting.map(contract).collect();
    if fitting.is_empty() {
        let text = format!(
            "A holder joins with a signed contract of the same kind ({}) in {currency} that belongs to no framework.",
            record.kind.label()
        );
        return panel(
            title,
            view! { <EmptyState title="No contract fits" text=text/> },
        );
    }
    let (key, version) = (rq.key(), rq.version(record.version));
    panel(
        title,
        view! {
            <Form act="join" key=key version=version label=title>
                <Select name="contract" label="Its signed contract" options=fitting/>
                <Submit label="Let it join" consequence="It is the last in rank and in turn. Its contract takes orders only through the framework from now on."/>
            </Form>
        },
    )
}

/// A contract to choose.
pub fn contract(one: Joinable) -> Choice {
    let words = format!("{} {}, {}", one.reference, one.provider_name, one.title);
    Choice::new(one.reference, words)
}

fn leave(rq: &Rq, sheet: &FrameworkSheet) -> AnyView {
    let record = &sheet.record;
    let members: Vec<Choice> = record
        .members()
        .map(|holder| {
            let declined = record.declined(holder.number);
            let words = format!(
                "{}, declined {declined} in a row",
                sheet.name(holder.number)
            );
            Choice::new(holder.number.to_string(), words)
        })
        .collect();
    if members.is_empty() {
        return ().into_any();
    }
    let grounds = OffRampGround::ALL
        .iter()
        .map(|ground| Choice::new(ground.as_str(), ground.label()).hint(ground.meaning()));
    let grounds: Vec<Choice> = grounds.collect();
    let (key, version) = (rq.key(), rq.version(record.version));
    let title = "Take a holder off";
    panel(
        title,
        view! {
            <Form act="leave" key=key version=version label=title>
                <Select name="holder" label="Holder" options=members/>
                <RadioGroup name="ground" legend="On what ground" options=grounds/>
                <TextArea name="reason" label="Why" rows=3 maxlength=2000/>
                <Submit label="Take it off" kind=SubmitKind::Danger consequence="It gets no further call-offs and does not come back with this contract. Orders that it has go on, and still count towards the ceiling."/>
            </Form>
            <Help title="Does anything end by itself?" source="ESA-PR 8, 27">
                <p>"No. Declining three requests in a row can end a holder’s place; an officer decides, on a ground that holds that day, and says why."</p>
            </Help>
        },
    )
}

fn ramp(rq: &Rq, sheet: &FrameworkSheet) -> AnyView {
    let (key, version) = (rq.key(), rq.version(sheet.record.version));
    let kinds = vec![
        Choice::new("on", "On-ramp: holders may join"),
        Choice::new("off", "Off-ramp: holders may leave"),
    ];
    let title = "Announce a window";
    panel(
        title,
        view! {
            <Form act="ramp" key=key version=version label=title>
                <RadioGroup name="ramp" legend="Which window" options=kinds/>
                <DateFields name="ramp_from" legend="First day"/>
                <DateFields name="ramp_to" legend="Last day"/>
                <TextArea name="reason" label="Why" rows=2 maxlength=2000/>
                <Submit label="Announce it" kind=SubmitKind::Secondary consequence="What was announced is not taken back."/>
            </Form>
        },
    )
}

/// Lets a holder join or leave, or announces a window.
pub async fn post(post: Post) -> Result<Go, Error> {
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let reference = named(&post.rq);
    post.permitted::<KeepFramework>()?;
    let version = post.version()?;
    let mut errors = FieldErrors::default();
    match post.act() {
        "join" => {
            let contract = post.value("contract").to_ascii_uppercase();
            frameworks::join(ctx, call, &reference, version, &contract).await?;
        }
        "leave" => {
            let holder = post.value("holder").parse::<i64>();
            let holder = errors.take("holder", holder.map_err(|_| "choose a holder"));
            let ground = post.value("ground").parse::<OffRampGround>();
            let ground = errors.take("ground", ground.map_err(|_| "choose a ground"));
            let reason = errors.take("reason", Prose::parse(post.value("reason")));
            errors.finish()?;
            let why = (read(ground)?, read(reason)?);
            frameworks::leave(ctx, call, &reference, version, read(holder)?, why).await?;
        }
        "ramp" => {
            let kind = match post.value("ramp") {
                "on" => Some(RampKind::On),
                "off" => Some(RampKind::Off),
                _ => {
                    errors.add("ramp", "choose which window");
                    None
                }
            };
            let from = day(&post, &mut errors, "ramp_from");
            let to = day(&post, &mut errors, "ramp_to");
            let reason = errors.take("reason", Prose::parse(post.value("reason")));
            errors.finish()?;
            let ramp = Ramp {
                from: read(from)?,
                to: read(to)?,
            };
            let window = (read(kind)?, ramp);
            frameworks::add_ramp(ctx, call, &reference, version, window, read(reason)?).await?;
        }
        _ => return Err(Error::NotFound),
    }
    Ok(Go::to(format!("/frameworks/{reference}")))
}
