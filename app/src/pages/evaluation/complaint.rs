//! A bidder's complaints about the award.

use super::complaint_parts::{answers, clock, state_tag};
use super::lots;
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::script::TickingCountdowns;
use crate::ui::{Breadcrumbs, Form, Help, PageTitle, Panel, Submit, SubmitKind, TextArea, format};
use backend::Error;
use backend::evaluation::{self, Complaint as Record, OwnComplaints};
use domain::policy::Subject;
use domain::policy::actions::LodgeComplaint;
use domain::states::ComplaintState;
use leptos::prelude::*;
use leptos_meta::Title;

/// The complaints of one's own organisation about an award.
#[component]
pub fn Complaint() -> impl IntoView {
    page(
        async |rq| evaluation::own_complaints(rq.ctx(), rq.actor(), lots::named(&rq)).await,
        |rq, sheet| draw(&rq, &sheet),
    )
}

fn draw(rq: &Rq, sheet: &OwnComplaints) -> AnyView {
    let offer = sheet.offer.clone();
    let notice = lots::same(rq, format!("/offers/{offer}/notice"));
    let panels: Vec<_> = sheet.complaints.iter().map(|one| panel(rq, one)).collect();
    let dates = sheet.dates.map(|dates| clock(rq, dates));
    let lot = sheet.lot.as_ref().map(|lot| format!(": {}", lot.label()));
    let lot = lot.unwrap_or_default();
    let meta = format!("{} {}{lot}", sheet.solicitation, sheet.title);
    let source = sheet
        .source
        .unwrap_or("the standstill that the authority chose");
    view! {
        <Title text=format!("Complaint for {offer}")/>
        <Breadcrumbs links=vec![(notice.as_str(), "Award notice").into()] here="Complaint"/>
        <PageTitle title="Complaint about the award" reference=offer.clone() meta=meta/>
        {dates}
        {panels}
        {lodging(rq, sheet)}
        <Help title="What happens then" source=source>
            <p>"The authority acknowledges it, looks into it and answers with reasons; two officers decide. The other bidders learn that a complaint is open where it suspends the award, never whose it is. Complain within the period even if you wait for a debrief."</p>
        </Help>
        <TickingCountdowns/>
    }
    .into_any()
}

fn lodging(rq: &Rq, sheet: &OwnComplaints) -> AnyView {
    let open = sheet.complaints.iter().any(Record::is_open);
    let today = rq.at().date_naive();
    let in_time = sheet.dates.is_some_and(|dates| today <= dates.last_day);
    let subject = rq
        .actor()
        .provider()
        .map_or(Subject::ANY, Subject::of_provider);
    if open || !in_time || !rq.may::<LodgeComplaint>(subject) {
        return ().into_any();
    }
    let key = rq.key();
    view! {
        <Panel title="Complain">
            <Form act="lodge" key=key label="Complain">
                <TextArea name="grounds" label="What is wrong" rows=8 hint="Which rule or published term was not kept, and what shows it."/>
                <TextArea name="sought" label="What you ask for" rows=3/>
                <Submit label="Lodge the complaint" kind=SubmitKind::Danger consequence="The authority gets it at once. It cannot be changed afterwards."/>
            </Form>
        </Panel>
    }
    .into_any()
}

fn panel(rq: &Rq, complaint: &Record) -> AnyView {
    let title = format!("Complaint {}", complaint.number);
    let meta = format!("Lodged {}.", format::date_time(complaint.lodged_at));
    let (grounds, sought) = (complaint.grounds.clone(), complaint.sought.clone());
    let (status, until) = (complaint.status, complaint.until.map(format::date));
    let again = (status == ComplaintState::RefileOpen).then(|| {
        let (key, until, typed) = (rq.key(), until.clone(), grounds.clone());
        view! {
            <Form act="refile" key=key label="File it again">
                <TextArea name="grounds" label="What is wrong" rows=8 value=typed/>
                <Submit label="File it again" consequence=until.map(|day| format!("Once, until {day} (UTC)."))/>
            </Form>
        }
    });
    let appeal = (status == ComplaintState::RejectedAppealable)
        .then_some(until)
        .flatten();
    let answered = answers(&complaint.answers);
    view! {
        <Panel title=title meta=meta>
            <p>{state_tag(status)}" "{status.meaning()}</p>
            {appeal.map(|day| view! { <p>{format!("Your delegation's letter to the committee must come by {day} (NCP App.1 20-24).")}</p> })}
            <h3>"What is wrong"</h3>
            <p class="quote">{grounds}</p>
            <h3>"What is asked for"</h3>
            <p class="quote">{sought}</p>
            {answered}
            {again}
        </Panel>
    }
    .into_any()
}

/// Lodges a complaint, or files it again.
pub async fn post(post: Post) -> Result<Go, Error> {
    let offer = post.rq.param("reference");
    let (ctx, call) = (post.rq.ctx(), &post.call);
    match post.act() {
        "lodge" => {
            let typed = (post.value("grounds"), post.value("sought"));
            evaluation::lodge(ctx, call, lots::named(&post.rq), typed).await?;
        }
        "refile" => evaluation::refile(ctx, call, offer, post.value("grounds")).await?,
        _ => return Err(Error::NotFound),
    }
    let page = format!("/offers/{offer}/complaint");
    Ok(Go::to(lots::same(&post.rq, page)))
}
