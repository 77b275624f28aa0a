//! The panel: who scores, what they declared, how far they are.

use super::{origin_tag, tabs, tone};
use crate::page::page;
use crate::post::{Go, Post};
use crate::request::Rq;
use crate::ui::{
    CheckboxGroup, Choice, EmptyState, Form, PageTitle, Panel as Area, RowHead, Submit, Table, Tag,
    Td, Th, Tone, format,
};
use backend::Error;
use backend::evaluation::{self, Declaration, Member, OfferLine, PanelPage};
use domain::id::AccountId;
use domain::policy::Subject;
use domain::policy::actions::AssignPanel;
use leptos::prelude::*;
use leptos_meta::Title;

/// The panel of a solicitation.
#[component]
pub fn Panel() -> impl IntoView {
    page(
        async |rq| evaluation::panel_page(rq.ctx(), rq.actor(), rq.param("reference")).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn draw(rq: &Rq, sheet: PanelPage) -> AnyView {
    let process = &sheet.process;
    let (reference, status) = (process.reference.clone(), process.status);
    let (origin, title) = (origin_tag(&process.origin), process.title.clone());
    let may = rq.may::<AssignPanel>(Subject::ANY);
    view! {
        <Title text=format!("Panel of {reference}")/>
        <PageTitle title="Evaluation panel" reference=reference.clone() state=status.label() tone=tone(status.tone())
            meta=title>{origin}</PageTitle>
        {tabs(rq, &reference)}
        {declarations(&sheet.members)}
        {progress(&sheet.members, &sheet.offers)}
        {may.then(|| choose(rq, &sheet))}
    }
    .into_any()
}

fn declarations(members: &[Member]) -> AnyView {
    if members.is_empty() {
        return view! { <EmptyState title="Nobody is on the panel yet" text="The acquisition officer chooses evaluators below; each declares interests before reading an offer."/> }.into_any();
    }
    let rows = members.iter().cloned().map(|member| {
        let (tone, label) = match member.declaration {
            None => (Tone::Attention, "not declared yet"),
            Some(Declaration::None) => (Tone::Good, "no conflict"),
            Some(Declaration::Conflict) => (Tone::Bad, "conflict, does not score"),
        };
        view! {
            <tr>
                <RowHead>{member.name.clone()}</RowHead>
                <Td label="Declaration" lead=true><Tag tone=tone label=label/></Td>
                <Td label="Declared">{member.declared_at.map(format::date_time)}</Td>
                <Td label="Note">{member.note.clone()}</Td>
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Area title="Declarations of interest" meta="Offers stay locked for a member until there is a declaration of no conflict.">
            <Table caption="Declarations of interest" caption_hidden=true>
                <thead><tr><Th label="Evaluator"/><Th label="Declaration"/><Th label="Declared"/><Th label="Note"/></tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Area>
    }
    .into_any()
}

fn progress(members: &[Member], offers: &[OfferLine]) -> AnyView {
    if members.is_empty() || offers.is_empty() {
        return ().into_any();
    }
    let heads = members
        .iter()
        .map(|member| view! { <Th label=member.name.clone()/> });
    let heads = heads.collect_view();
    let rows = offers.iter().cloned().map(|offer| {
        let cells = members.iter().map(|member| {
            let state = match member.declaration {
                _ if member.handed_in.contains(&offer.id) => view! { <Tag tone=Tone::Good label="in"/> }.into_any(),
                Some(Declaration::Conflict) => "does not score".into_any(),
                _ if !offer.takes_part() => "not scored".into_any(),
                _ => view! { <Tag label="to do"/> }.into_any(),
            };
            view! { <Td label=member.name.clone()>{state}</Td> }
        });
        let (cells, status) = (cells.collect_view(), offer.status);
        view! {
<tr><RowHead>{offer.provider_name.clone()}" "<span class="ref">{offer.reference.clone()}</span></RowHead>
                <Td label="State" lead=true><Tag tone=tone(status.tone()) label=status.label()/></Td>
                {cells}
            </tr>
        }
    });
    let rows = rows.collect_view();
    view! {
        <Area title="Progress" meta="Offers against evaluators. What was scored shows nowhere here.">
            <Table caption="Scores handed in" caption_hidden=true>
                <thead><tr><Th label="Offer"/><Th label="State"/>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </Table>
        </Area>
    }
    .into_any()
}

fn choose(rq: &Rq, sheet: &PanelPage) -> AnyView {
    let options: Vec<Choice> = sheet
        .evaluators
        .iter()
        .map(|(id, name)| Choice::new(id.to_string(), name.clone()))
        .collect();
    if options.is_empty() {
        return view! { <EmptyState title="There are no evaluators" text="An administrator gives accounts the role “Evaluator”; then they can be chosen here."/> }.into_any();
    }
    let key = rq.key();
    let values: Vec<String> = sheet
        .members
        .iter()
        .map(|member| member.account.to_string())
        .collect();
    view! {
        <Area title="Choose the panel">
            <Form act="assign" key=key>
                <CheckboxGroup name="members" legend="Evaluators" options=options values=values
                    hint="Who has declared already stays on the record."
                    rule="At least two evaluators from EUR 2 M (NSPA OI 4200-01 8.1.3.5); NCIA fixes no number"/>
                <Submit label="Record the panel"/>
            </Form>
        </Area>
    }
    .into_any()
}

/// Chooses the panel.
pub async fn post(post: Post) -> Result<Go, Error> {
    let reference = post.rq.param("reference");
    let accounts: Result<Vec<AccountId>, _> =
        post.values("members").iter().map(|id| id.parse()).collect();
    let accounts = accounts.map_err(|_| Error::NotFound)?;
    evaluation::assign_panel(post.rq.ctx(), &post.call, reference, &accounts).await?;
    Ok(Go::to(format!("/solicitations/{reference}/panel")))
}
