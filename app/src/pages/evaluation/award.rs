//! The award: recommendation, a second person's approval, notices, standstill.

use super::tie::{self, TieState};
use super::{decisions, lots, origin_tag, places, tabs, tone};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::{Rq, address};
use crate::ui::{
    Choice, EmptyState, Fact, Facts, Form, Notice, NumberInput, PageTitle, Panel, RadioGroup,
    RowHead, Select, Submit, SubmitKind, Table, Tag, Td, TextArea, Th, Tone, format,
};
use backend::Error;
use backend::evaluation::{self, Award as Record, AwardPage};
use domain::policy::Subject;
use domain::policy::actions::{ApproveAward, ClearAward, RecommendAward, WaiveStandstill};
use domain::states::{AwardState, SolicitationState};
use domain::timetable::WaiverGround;
use leptos::prelude::*;
use leptos_meta::Title;

/// The award of a solicitation.
#[component]
pub fn Award() -> impl IntoView {
    page(
        async |rq| evaluation::award_page(rq.ctx(), rq.actor(), lots::named(&rq)).await,
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &AwardPage) -> AnyView {
    let process = &sheet.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let record = sheet.award.as_ref().map(|award| record(rq, sheet, award));
    let origin = origin_tag(&process.origin);
    let none =
        sheet.award.is_none() && sheet.run.is_some() && status == SolicitationState::Evaluating;
    let nothing = none.then(|| view! { <Notice title="Nothing is recommended yet">"An officer recommends an offer from the stored result; a second officer approves."</Notice> });
    view! {
        <Title text=format!("Award of {reference}")/>
        <PageTitle title="Award" reference=reference.clone() state=status.label() tone=tone(status.tone()) meta=process.title.clone()>
            {origin}</PageTitle>
        {tabs(rq, &reference)}
        {lots::choose(rq, process)}
        {record}
        {nothing}
        {places::places(sheet)}
        {recommendation(rq, sheet)}
        {notices(sheet)}
        {decisions::section(rq, sheet)}
    }
    .into_any()
}

fn recommendation(rq: &Rq, sheet: &AwardPage) -> AnyView {
    let waits = sheet
        .award
        .as_ref()
        .is_none_or(|award| award.status == AwardState::Recommended);
    if !waits || !rq.may::<RecommendAward>(Subject::ANY) {
        return ().into_any();
    }
    let reference = &sheet.process.reference;
    let (Some(figures), Some(run)) = (&sheet.figures, &sheet.run) else {
        let action = (
            lots::same(rq, format!("/solicitations/{reference}/compare")),
            "Go to the comparison".to_owned(),
        );
        return view! { <EmptyState title="No result is stored yet" text="An award rests on a stored result. Store one on the comparison." action=action/> }.into_any();
    };
    if sheet.process.status != SolicitationState::Evaluating {
        return ().into_any();
    }
    let name = |id: &String| {
        let offer = sheet.offers.iter().find(|offer| offer.reference == *id);
        offer.map_or(id.clone(), |offer| offer.provider_name.clone())
    };
    let options: Vec<Choice> = figures
        .may_win()
        .iter()
        .map(|id| {
            let place = figures.rank(id).map(|place| format!("{place}. "));
            let label = format!("{}{} {id}", place.unwrap_or_default(), name(id));
            Choice::new(id.clone(), label)
        })
        .collect();
    let tie = match tie::tie(rq, sheet, figures, run) {
        TieState::Settled(words) => words,
        TieState::Open(words) => {
            return view! { <Panel title="Settle the tie first" id="tie" meta=format!("Result run {} leaves the first place open.", run.number)>{words}</Panel> }.into_any();
        }
    };
    let first = figures.winner().map(str::to_owned);
    let (key, own) = (rq.key(), lots::own(rq, &sheet.process));
    let form = view! {
        {tie}
        <Form act="recommend" key=key action=own>
            <Select name="offer" label="Offer" options=options value=first/>
            <TextArea name="reason" label="Reason" optional=true rows=4
                hint="Needed for every offer but the one that the published formula puts first; it is shown wherever the award is."/>
            <Submit label="Recommend the award" consequence="A second officer approves it. Nobody outside is told yet."/>
        </Form>
    };
    if sheet.award.is_some() {
        let open = rq.form().value(crate::ui::ACT) == Some("recommend");
        return view! { <details class="help" open=open><summary>"Recommend again, in place of the recommendation above"</summary><div>{form}</div></details> }.into_any();
    }
    view! {
        <Panel title="Recommend an award" meta=format!("From result run {} of {}.", run.number, format::date_time(run.at))>{form}</Panel>
    }
    .into_any()
}

fn record(rq: &Rq, sheet: &AwardPage, award: &Record) -> AnyView {
    let winner = sheet.figures.as_ref().and_then(|figures| figures.winner());
    let first = winner == Some(award.offer.as_str());
    let title = if winner.is_some() {
        "Not the offer that the published formula puts first"
    } else {
        "The published method selects no offer: this one was chosen with a reason"
    };
    let other = (!first).then(|| {
        let reason = award.reason.clone();
        view! { <Notice tone=Tone::Attention title=title>{reason}</Notice> }
    });
    let price = award
        .value
        .map(|money| format::money(money.minor, money.currency.code()));
    let who = award.recommended_at.map(|at| {
        format!(
            "by {}, {}",
            award.recommender.clone().unwrap_or_default(),
            format::date_time(at)
        )
    });
    let (offer, name, reason) = (
        award.offer.clone(),
        award.provider_name.clone(),
        award.reason.clone(),
    );
    let (status, run) = (award.status, award.run);
    view! {
        {other}
        <Facts>
            <Fact label="Award" note=offer>{name}</Fact>
            <Fact label="Price, as submitted">{price}</Fact>
            <Fact label="State" note=status.meaning()><Tag tone=tone(status.tone()) label=status.label()/></Fact>
            <Fact label="Recommended" note=who>{run.map(|run| format!("on run {run}"))}</Fact>
        </Facts>
        {first.then(|| view! { <p>{reason}</p> })}
        {match award.status {
            AwardState::Recommended => approval(rq, sheet, award),
            AwardState::Standstill => standstill(rq, sheet, award),
            AwardState::Suspended => suspended(sheet, award),
            AwardState::Cleared => cleared(sheet, award),
            _ => ().into_any(),
        }}
    }
    .into_any()
}

fn approval(rq: &Rq, sheet: &AwardPage, award: &Record) -> AnyView {
    let subject = award.recommended_by.map_or(Subject::ANY, Subject::after);
    if !rq.may::<ApproveAward>(subject) {
        return view! { <Notice>"A second officer approves the award: whoever recommended it cannot."</Notice> }.into_any();
    }
    let (version, key, key_of_waiver) = (rq.version(award.version), rq.key(), rq.key());
    let version_of_waiver = version.clone();
    let own = lots::own(rq, &sheet.process);
    let own_of_waiver = own.clone();
    let (key_back, version_back, own_back) = (rq.key(), version.clone(), own.clone());
    let length = match sheet.standstill_days {
        Some(days) => view! { <p>{format!("The standstill is {days} calendar days: the estimate is above EFL E (NCP 28-29).")}</p> }.into_any(),
        None => view! {
            <NumberInput name="days" label="Length of the standstill" unit="days" size=4
                rule="Up to EFL E a standstill is mandatory and the authority chooses its length (NCP 28-29)"/>
        }
        .into_any(),
    };
    view! {
        <div class="two">
            <Panel title="Approve">
                <Form act="approve" key=key version=version action=own>
                    {length}
                    <Submit label="Approve and notify all bidders"  consequence="Every bidder gets a notice with its own figures. Afterwards the award can only be annulled, by two persons."/>
                </Form>
            </Panel>
            <Panel title="Send it back">
                <Form act="send_back" key=key_back version=version_back action=own_back>
                    <TextArea name="reason" label="Why" rows=2/>
                    <Submit label="Send the recommendation back" kind=SubmitKind::Secondary
                        consequence="It is void; your colleague reads the reason, and another offer can be recommended. No bidder is told."/>
                </Form>
            </Panel>
            <Panel title="Approve without a standstill">
                <Form act="waive" key=key_of_waiver version=version_of_waiver action=own_of_waiver>
                    {waiver_fields()}
                    <Submit label="Approve and waive the standstill" kind=SubmitKind::Danger
                        consequence="Bidders are notified, and the contract may be signed at once."/>
                </Form>
            </Panel>
        </div>
    }
    .into_any()
}

/// The ground of a waiver, and what makes it true here.
fn waiver_fields() -> AnyView {
    let grounds = WaiverGround::ALL
        .iter()
        .map(|ground| Choice::new(ground.as_str(), ground.label()).hint(ground.meaning()))
        .collect::<Vec<_>>();
    view! {
        <RadioGroup name="ground" legend="Ground" options=grounds
            rule="A standstill may be waived on these two grounds only; above EFL E the waiver is reported to the committee (NCP 28-29)"/>
        <TextArea name="waiver" label="Why the standstill is waived" rows=3/>
    }
    .into_any()
}

/// Lets another officer than the one who began the standstill end it at once.
fn running_waiver(rq: &Rq, sheet: &AwardPage, award: &Record) -> AnyView {
    let subject = award.approved_by.map_or(Subject::ANY, Subject::after);
    if !rq.may::<WaiveStandstill>(subject) {
        return ().into_any();
    }
    let (key, version, open) = (rq.key(), rq.version(award.version), rq.form().has_errors());
    let own = lots::own(rq, &sheet.process);
    view! {
        <details class="help" open=open>
            <summary>"Waive the standstill"</summary>
            <Form act="waive-running" key=key version=version action=own>
                {waiver_fields()}
                <Submit label="Waive the standstill" kind=SubmitKind::Danger
                    consequence="The contract may be signed at once. Bidders see that the standstill was waived."/>
            </Form>
        </details>
    }
    .into_any()
}

fn standstill(rq: &Rq, sheet: &AwardPage, award: &Record) -> AnyView {
    let today = rq.at().date_naive();
    let (Some(last), Some(earliest)) = (award.standstill_last_day, award.earliest_signature) else {
        return ().into_any();
    };
    let left = (earliest - today).num_days();
    let over = left <= 0;
    let words = if over {
        "The last day has passed.".to_owned()
    } else {
        format!("{} until the contract may be signed.", format::days(left))
    };
    let (approver, key) = (award.approver.clone(), rq.key());
    let own = lots::own(rq, &sheet.process);
    let waiver = (!over).then(|| running_waiver(rq, sheet, award));
    let clear = (over && rq.may::<ClearAward>(Subject::ANY)).then(|| {
        view! {
            <Form act="clear" key=key action=own><Submit label="Clear for signature"/></Form>
        }
    });
    view! {
        <Panel title="Standstill" meta="Bidders may complain; nothing may be signed (NCP 28-29). Days are UTC calendar days; the day after notice is the first.">
            <Facts>
                <Fact label="Last day">{format::date(last)}</Fact>
                <Fact label="Earliest signature">{format::date(earliest)}</Fact>
                <Fact label="Approved by">{approver}</Fact>
            </Facts>
            <p>{words}</p>
            {clear}
            {waiver}
        </Panel>
    }
    .into_any()
}

fn suspended(sheet: &AwardPage, award: &Record) -> AnyView {
    let href = format!("/solicitations/{}/complaints", sheet.process.reference);
    let since = award.suspended_on.map(format::date).unwrap_or_default();
    view! {
        <Notice tone=Tone::Bad title="Suspended by a complaint">
            <p>{format!("Since {since} the clock of the standstill is stopped, and nothing may be signed (NCP App.1 13-16).")}</p>
            <p><a href=href>"Read and answer the complaint"</a></p>
        </Notice>
    }
    .into_any()
}

fn cleared(sheet: &AwardPage, award: &Record) -> AnyView {
    let lot = sheet.process.lot.as_ref().map(|lot| lot.code.as_str());
    let mut pairs = vec![("award", sheet.process.reference.as_str())];
    pairs.extend(lot.map(|lot| ("lot", lot)));
    let href = address("/contracts/new", &pairs);
    let waived = award
        .waiver_reason
        .clone()
        .map(|reason| waived(sheet, award, reason));
    view! {
        {waived}
        <p><a class="button primary" href=href>"Make the contract"</a></p>
    }
    .into_any()
}

/// What a waiver says; above EFL E, where the rule fixes the length, the committee is to be told.
fn waived(sheet: &AwardPage, award: &Record, reason: String) -> AnyView {
    let ground = award.waiver_ground.map_or("", WaiverGround::label);
    let report = sheet.standstill_days.map(|_| {
        view! { <p>"The estimate is above EFL E: report this waiver to the committee (NCP 28-29)."</p> }
    });
    view! {
        <Notice tone=Tone::Attention title="The standstill was waived">
            <p>{[ground, &reason].iter().filter(|part| !part.is_empty()).map(|part| (*part).to_owned()).collect::<Vec<_>>().join(": ")}</p>
            {report}
        </Notice>
    }
    .into_any()
}

fn notices(sheet: &AwardPage) -> AnyView {
    if sheet.notices.is_empty() {
        return ().into_any();
    }
    let reference = &sheet.process.reference;
    let rows = sheet.notices.iter().map(|line| {
        let href = format!("/solicitations/{reference}/debrief/{}", line.offer);
        let href = lots::within(href, sheet.process.lot_code());
        let debrief = (!line.successful).then(|| view! { <a href=href>"Debrief"</a> });
        let (name, offer, read) = (line.provider_name.clone(), line.offer.clone(), line.read_at);
        let sent = format::date_time(line.sent_at);
        let (tone, label) = if line.successful {
            (Tone::Good, "chosen")
        } else {
            (Tone::Neutral, "not chosen")
        };
        view! {
            <tr>
                <RowHead>{name}" "<span class="ref">{offer}</span></RowHead>
                <Td label="Result" lead=true><Tag tone=tone label=label/></Td>
                <Td label="Sent">{sent}</Td>
                <Td label="First read">{read.map_or("not yet".to_owned(), format::date_time)}</Td>
                <Td label="Debrief">{debrief}</Td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Table caption="Notices sent">
            <thead><tr><Th label="Bidder"/><Th label="Result"/><Th label="Sent"/><Th label="First read"/><Th label="Debrief"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Recommends, approves, waives or clears.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference");
    let (ctx, call, at) = (post.rq.ctx(), &post.call, lots::named(&post.rq));
    match post.act() {
        "recommend" => {
            let (offer, reason) = (post.value("offer"), post.value("reason"));
            evaluation::recommend(ctx, call, at, offer, reason).await?;
        }
        "approve" => {
            let days = post.value("days").parse().ok();
            evaluation::approve(ctx, call, at, post.version()?, days).await?;
        }
        "send_back" => {
            let version = post.version()?;
            evaluation::send_back(ctx, call, at, version, post.value("reason")).await?;
        }
        "waive" => {
            let why = (post.value("ground"), post.value("waiver"));
            evaluation::waive(ctx, call, at, post.version()?, why).await?;
        }
        "waive-running" => {
            let why = (post.value("ground"), post.value("waiver"));
            evaluation::waive_running(ctx, call, at, post.version()?, why).await?;
        }
        "clear" => {
            evaluation::clear(ctx, call, at).await?;
        }
        _ if decisions::post(&post).await? => {}
        _ => return Err(Error::NotFound),
    }
    let award = format!("/solicitations/{reference}/award");
    Ok(Go::to(lots::same(&post.rq, award)))
}
