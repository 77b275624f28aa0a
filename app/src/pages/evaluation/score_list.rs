//! An evaluator's own list: first the declaration, then the offers to score.

use super::{origin_tag, tabs, tone};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    Choice, EmptyState, Form, Notice, NumTd, PageTitle, RadioGroup, RowHead, Submit, Table, Tag,
    Td, TextArea, Th, Tone,
};
use backend::Error;
use backend::evaluation::{self, Declaration, ScoreLine};
use leptos::prelude::*;
use leptos_meta::Title;

/// What an evaluator has to score.
#[component]
pub fn ScoreList() -> impl IntoView {
    page(
        async |rq| evaluation::score_list(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, list| draw(&rq, list),
    )
}

fn draw(rq: &Rq, list: evaluation::ScoreList) -> AnyView {
    let reference = list.process.reference.clone();
    let body = match list.member.declaration {
        None => declaration(rq),
        Some(Declaration::Conflict) => view! {
            <Notice title="You declared a conflict of interest">"You do not score these offers, and they stay locked for you. Tell the acquisition officer if this was an error."</Notice>
        }
        .into_any(),
        Some(Declaration::None) => offers(&reference, list.offers, list.criteria),
    };
    let (status, origin) = (list.process.status, origin_tag(&list.process.origin));
    view! {
        <Title text=format!("Score the offers of {reference}")/>
        <PageTitle title="Score the offers" reference=reference.clone() state=status.label() tone=tone(status.tone())
            meta=list.process.title.clone()>{origin}</PageTitle>
        {tabs(rq, &reference)}
        {body}
    }
    .into_any()
}

fn declaration(rq: &Rq) -> AnyView {
    let key = rq.key();
    let options = vec![
        Choice::new("none", "I have no conflict of interest").hint("The offers open to you."),
        Choice::new("conflict", "I have a conflict of interest")
            .hint("You do not score, and the offers stay locked for you."),
    ];
    view! {
        <section class="panel">
            <h2>"Declare your interests first"</h2>
            <Form act="declare" key=key>
                <RadioGroup name="declaration" legend="Your declaration" options=options
                    rule="Evaluators declare before they have access to offers (GBI, conflict rules; NSPA OI 4200-01)"/>
                <TextArea name="note" label="What the conflict is" hint="Only for a conflict." optional=true rows=3/>
                <Submit label="Record my declaration" consequence="It is kept with your name and the time."/>
            </Form>
        </section>
    }
    .into_any()
}

fn offers(solicitation: &str, lines: Vec<ScoreLine>, criteria: usize) -> AnyView {
    if lines.is_empty() {
        return view! { <EmptyState title="There is nothing to score yet" text="Offers appear here once two opening officers have opened them after closing."/> }.into_any();
    }
    let rows = lines.into_iter().map(|line| {
        let state = match (line.handed_in, line.scored) {
            (true, _) => view! { <Tag tone=Tone::Good label="handed in"/> },
            (false, 0) => view! { <Tag label="to do"/> },
            (false, _) => view! { <Tag tone=Tone::Attention label="draft"/> },
        };
        let href = format!("/solicitations/{solicitation}/score/{}", line.reference);
        view! {
            <tr>
                <RowHead><a href=href>{line.provider_name}</a>" "<span class="ref">{line.reference}</span></RowHead>
                <NumTd label="Criteria scored" lead=true>{format!("{} of {criteria}", line.scored)}</NumTd>
                <Td label="Your scores">{state}</Td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Table caption="Offers to score" note="Colleagues' scores of an offer show once yours are in.">
            <thead><tr><Th label="Offer"/><Th label="Criteria scored" num=true/><Th label="Your scores"/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

/// Records the declaration.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference");
    let declaration = Declaration::from_code(post.value("declaration"))
        .ok_or_else(|| Error::field("declaration", "choose one of the two"))?;
    let note = post.value("note");
    evaluation::declare(post.rq.ctx(), &post.call, reference, declaration, note).await?;
    Ok(Go::to(format!("/solicitations/{reference}/score")))
}
