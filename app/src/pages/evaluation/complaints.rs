//! The complaints about an award, for the officers who answer them and for auditors.

use super::complaint_parts::{answers, clock, state_tag};
use super::{lots, origin_tag, tabs, tone};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::script::TickingCountdowns;
use crate::ui::{
    Checkbox, Choice, EmptyState, Fact, Facts, Form, Help, PageTitle, Panel, RadioGroup, Submit,
    SubmitKind, TextArea, format,
};
use backend::Error;
use backend::evaluation::{self, Agreement, Answering, Complaint, ComplaintAnswer, ComplaintsPage};
use chrono::Days;
use domain::awards::{ACKNOWLEDGE_DAYS, DECIDE_DAYS, Outcome};
use domain::policy::Subject;
use domain::policy::actions::{
    AcknowledgeComplaint, AnswerComplaint, DecideComplaint, MoveComplaint,
};
use domain::states::ComplaintState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The complaints about the award of a solicitation.
#[component]
pub fn Complaints() -> impl IntoView {
    page(
        async |rq| evaluation::complaints_page(rq.ctx(), rq.actor(), lots::named(&rq)).await,
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &ComplaintsPage) -> AnyView {
    let process = &sheet.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let origin = origin_tag(&process.origin);
    let dates = sheet.dates.map(|dates| clock(rq, dates));
    let award = sheet.award.as_ref().map(|award| {
        let (name, label) = (award.provider_name.clone(), award.status.label());
        let since = award.suspended_on.map(|day| format!("suspended since {}", format::date(day)));
        view! { <Facts><Fact label="Award" note=since>{format!("{name}: {}", label.to_lowercase())}</Fact></Facts> }
    });
    let empty = sheet.complaints.is_empty().then(|| {
        view! { <EmptyState title="No complaint was lodged" text="A bidder complains from the notice of its offer. You are told at once."/> }
    });
    let panels: Vec<_> = sheet.complaints.iter().map(|one| panel(rq, one)).collect();
    view! {
        <Title text=format!("Complaints about {reference}")/>
        <PageTitle title="Complaints" reference=reference.clone() state=status.label() tone=tone(status.tone()) meta=process.title.clone()>
            {origin}</PageTitle>
        {tabs(rq, &reference)}
        {lots::choose(rq, process)}
        {award}
        {dates}
        {empty}
        {panels}
        {help()}
        <TickingCountdowns/>
    }
    .into_any()
}

fn help() -> AnyView {
    view! {
        <Help title="How a complaint is dealt with" source="NCP App.1 11-29; DISP 3-4">
            <p>"Acknowledge it within 2 days, decide within 14 days: both are aims. The award is suspended while it is disputed, and the days of the standstill that were left are left again afterwards (our reading). An officer writes the answer, another one decides. Above EFL E a rejected bidder's delegation may bring it before the committee within 20 days."</p>
        </Help>
    }
    .into_any()
}

fn panel(rq: &Rq, complaint: &Complaint) -> AnyView {
    let about = match complaint.lot.as_str() {
        "" => String::new(),
        lot => format!(", {lot}"),
    };
    let title = format!(
        "Complaint {} of {}{about}",
        complaint.number, complaint.provider_name
    );
    let meta = format!(
        "Lodged {} for {}; last day {}.",
        format::date_time(complaint.lodged_at),
        complaint.offer,
        format::date(complaint.last_day)
    );
    let id = format!("complaint-{}", complaint.number);
    let (grounds, sought) = (complaint.grounds.clone(), complaint.sought.clone());
    let (due, state) = (aim(complaint), state_tag(complaint.status));
    let (answered, acts) = (answers(&complaint.answers), acts(rq, complaint));
    view! {
        <Panel title=title meta=meta id=id>
            <p>{state}" "{due}</p>
            <h3>"What is wrong"</h3>
            <p class="quote">{grounds}</p>
            <h3>"What is asked for"</h3>
            <p class="quote">{sought}</p>
            {answered}
            {acts}
        </Panel>
    }
    .into_any()
}

/// By when the next step is aimed at or ends.
fn aim(complaint: &Complaint) -> Option<String> {
    let lodged = complaint.lodged_at.date_naive();
    let after = |days| lodged.checked_add_days(Days::new(days)).map(format::date);
    match complaint.status {
        ComplaintState::Lodged => Some(format!("Acknowledge by {}.", after(ACKNOWLEDGE_DAYS)?)),
        ComplaintState::Acknowledged | ComplaintState::Screened => {
            Some(format!("Decide by {}.", after(DECIDE_DAYS)?))
        }
        _ => Some(format!(
            "Its time runs until {}.",
            format::date(complaint.until?)
        )),
    }
}

fn acts(rq: &Rq, complaint: &Complaint) -> AnyView {
    if let Some(answer) = complaint.waiting() {
        return second_person(rq, complaint, answer);
    }
    let number = complaint.number;
    match complaint.status {
        ComplaintState::Lodged if rq.may::<AcknowledgeComplaint>(Subject::ANY) => {
            let (act, key) = (format!("acknowledge-{number}"), rq.key());
            view! { <Form act=act key=key label="Acknowledge"><Submit label="Acknowledge" consequence="The bidder is told that you have it."/></Form> }.into_any()
        }
        ComplaintState::RefileOpen | ComplaintState::RejectedAppealable
            if rq.may::<MoveComplaint>(Subject::ANY) =>
        {
            waiting(rq, complaint)
        }
        _ => answering(rq, complaint),
    }
}

/// What waits for the bidder: its time passes, or its delegation writes.
fn waiting(rq: &Rq, complaint: &Complaint) -> AnyView {
    let number = complaint.number;
    let over = complaint
        .until
        .is_some_and(|last| rq.at().date_naive() > last);
    let (expire, escalate) = (format!("expire-{number}"), format!("escalate-{number}"));
    let (key, other) = (rq.key(), rq.key());
    if over {
        return view! { <Form act=expire key=key label="End it"><Submit label="End it: its time has passed" consequence="The standstill goes on, unless another complaint is open."/></Form> }.into_any();
    }
    if complaint.status == ComplaintState::RefileOpen {
        return view! { <p>"The bidder may file it again."</p> }.into_any();
    }
    view! {
        <Form act=escalate key=other label="Before the committee">
            <TextArea name="letter" label="Which delegation wrote, and when" rows=2/>
            <Submit label="Bring it before the committee" kind=SubmitKind::Secondary consequence="The award stays suspended until the committee stage ends."/>
        </Form>
    }
    .into_any()
}

fn answering(rq: &Rq, complaint: &Complaint) -> AnyView {
    let outcomes: Vec<Choice> = Outcome::open_in(complaint.status)
        .map(|one| Choice::new(one.as_str(), one.label()).hint(one.meaning()))
        .collect();
    if outcomes.is_empty() || !rq.may::<AnswerComplaint>(Subject::ANY) {
        return ().into_any();
    }
    let (act, key) = (format!("answer-{}", complaint.number), rq.key());
    view! {
        <Form act=act key=key label="Answer">
            <RadioGroup name="outcome" legend="Decision" options=outcomes/>
            <Checkbox name="reopen" label="If the award is annulled: open the scores again" hint="Otherwise another offer can be recommended on the figures as they stand."/>
            <TextArea name="text" label="Reasons" rows=6 hint="The bidder reads them once a second officer has agreed. Name no other bidder but the winner, and none of its prices."/>
            <Submit label="Write the answer" consequence="A second officer decides. The bidder reads nothing before that."/>
        </Form>
    }
    .into_any()
}

fn second_person(rq: &Rq, complaint: &Complaint, answer: &ComplaintAnswer) -> AnyView {
    let subject = answer.answered_by.map_or(Subject::ANY, Subject::after);
    if !rq.may::<DecideComplaint>(subject) {
        return view! { <p>"A second officer decides on the answer: whoever wrote it cannot."</p> }
            .into_any();
    }
    let number = complaint.number;
    let (agree, back) = (format!("agree-{number}"), format!("return-{number}"));
    let (key, other) = (rq.key(), rq.key());
    let consequence = match answer.outcome.annuls() {
        true => "The award is annulled, every bidder is told, and the bidder reads the reasons.",
        false => "The bidder reads the reasons at once.",
    };
    view! {
        <Form act=agree key=key label="Agree">
            <Submit label="Agree and send it" kind=SubmitKind::Danger consequence=consequence/>
        </Form>
        <Form act=back key=other label="Give back">
            <TextArea name="note" label="What is missing" rows=2/>
            <Submit label="Give it back" kind=SubmitKind::Secondary/>
        </Form>
    }
    .into_any()
}

/// Acknowledges, answers, decides, moves on: the act names the complaint by its number.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference");
    let (ctx, call) = (post.rq.ctx(), &post.call);
    let (act, number) = post.act().split_once('-').ok_or(Error::NotFound)?;
    let number = number.parse().map_err(|_| Error::NotFound)?;
    match act {
        "acknowledge" => evaluation::acknowledge(ctx, call, reference, number).await?,
        "answer" => {
            let typed = Answering {
                outcome: post.value("outcome"),
                reopen: !post.value("reopen").is_empty(),
                text: post.value("text"),
            };
            evaluation::answer_complaint(ctx, call, reference, number, typed).await?;
        }
        "agree" => {
            evaluation::decide_complaint(ctx, call, reference, number, Agreement::Agreed).await?;
        }
        "return" => {
            let said = Agreement::Returned(post.value("note"));
            evaluation::decide_complaint(ctx, call, reference, number, said).await?;
        }
        "expire" => evaluation::expire(ctx, call, reference, number).await?,
        "escalate" => {
            let letter = post.value("letter");
            evaluation::escalate(ctx, call, reference, number, letter).await?;
        }
        _ => return Err(Error::NotFound),
    }
    let page = format!("/solicitations/{reference}/complaints");
    Ok(Go::to(lots::same(&post.rq, page)))
}
