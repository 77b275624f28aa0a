//! What waits for a second person.

use crate::post::Post;
use crate::request::Rq;
use crate::ui::{Form, KeyValue, Panel, Submit, SubmitKind, SummaryList, TextArea, format};
use backend::Error;
use backend::overrides::Decision;
use backend::rates::{self, ProposedRate};
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::DecideRate;
use leptos::prelude::*;

pub(super) fn panel(rq: &Rq, proposed: &[ProposedRate]) -> Option<AnyView> {
    if proposed.is_empty() {
        return None;
    }
    let rates = proposed.iter().map(|rate| one(rq, rate)).collect_view();
    let view = view! {
        <Panel id="proposed" title="Waits for a second person" meta="None of these converts anything yet.">{rates}</Panel>
    };
    Some(view.into_any())
}

fn one(rq: &Rq, rate: &ProposedRate) -> AnyView {
    let name = format!("{} on {}", rate.currency, format::date(rate.on_day));
    let units = rate.units_per_eur.0;
    let corrects = rate.corrects.map(|earlier| {
        let reason = rate.reason.clone();
        view! { <KeyValue key="Corrects">{earlier.0.to_string()}" "{reason}</KeyValue> }
    });
    let typed = format!(
        "{}, {}",
        rate.recorder.clone().unwrap_or_default(),
        format::date_time(rate.recorded_at)
    );
    let author = rate.recorded_by.map(AccountId);
    let decides = rq.may::<DecideRate>(author.map_or(Subject::ANY, Subject::after));
    let form = if decides {
        form(rq, rate, &name)
    } else {
        view! { <p class="meta">"Another officer than who typed it decides."</p> }.into_any()
    };
    let source = rate.source.clone();
    view! {
        <h3>{name}</h3>
        <SummaryList>
            <KeyValue key="Units for one euro">{units.to_string()}</KeyValue>
            {corrects}
            <KeyValue key="Source">{source}</KeyValue>
            <KeyValue key="Typed by">{typed}</KeyValue>
        </SummaryList>
        {form}
    }
    .into_any()
}

fn form(rq: &Rq, rate: &ProposedRate, name: &str) -> AnyView {
    let (key, act, label) = (
        rq.key(),
        format!("decide-{}", rate.id),
        format!("Decide on {name}"),
    );
    view! {
        <Form act=act key=key label=label>
            <TextArea name="note" label="Note" hint="Needed to refuse: the officer who typed it reads it." rows=2 optional=true/>
            <Submit label="Approve the rate" name="decision" value="approve"/>
            <Submit label="Refuse" kind=SubmitKind::Secondary name="decision" value="refuse"/>
        </Form>
    }
    .into_any()
}

pub(super) async fn post(post: &Post) -> Result<(), Error> {
    post.permitted::<DecideRate>()?;
    let id = post.act().strip_prefix("decide-").ok_or(Error::NotFound)?;
    let id = id.parse().map_err(|_| Error::NotFound)?;
    let decision = Decision::from_code(post.value("decision")).ok_or(Error::NotFound)?;
    rates::decide(post.rq.ctx(), &post.call, id, decision, post.value("note")).await
}
