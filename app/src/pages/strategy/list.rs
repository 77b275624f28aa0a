//! The whole Strategy.

use crate::page::page;
use crate::pages::programmes::parts::Source;
use crate::ui::{EmptyState, NumTd, PageTitle, Panel, RowHead, Table, Td, Th};
use backend::strategy::{self, ENDORSED, OFFICIAL_URL, StrategyItem, StrategyPage};
use leptos::prelude::*;
use leptos_meta::Title;

/// Objectives with their lines, tenets, functional areas.
#[component]
pub fn Strategy() -> impl IntoView {
    page(
        async |rq| strategy::all(rq.ctx(), rq.actor()).await,
        |_, found| draw(found),
    )
}

fn draw(found: StrategyPage) -> AnyView {
    if found.items.is_empty() {
        return view! {
            <Title text="Strategy"/>
            <PageTitle title="NATO Commercial Space Strategy"/>
            <EmptyState title="The Strategy is not loaded" text="The administrator of this server loads the reference data once; everything here follows from it."/>
        }
        .into_any();
    }
    let of = |kind: &'static str| {
        found
            .items
            .iter()
            .filter(move |item| item.kind == kind)
            .cloned()
            .collect::<Vec<_>>()
    };
    let (lines, objectives) = (of("line"), of("objective"));
    let rest: Vec<_> = lines
        .iter()
        .filter(|line| line.parent_code.is_none())
        .cloned()
        .collect();
    let objectives = objectives
        .into_iter()
        .map(|objective| self::objective(objective, &lines))
        .collect_view();
    view! {
        <Title text="Strategy"/>
        <PageTitle title="NATO Commercial Space Strategy" meta=ENDORSED>
            <p class="meta">
                "Headings are official; the sentences are paraphrases of this project, and so are the codes: the text numbers paragraphs only. Official text: "
                <Source source=OFFICIAL_URL/>
            </p>
        </PageTitle>
        {objectives}
        {table("Way forward", "what follows the Strategy", rest)}
        {table("Tenets", "derived from the text by this project", of("tenet"))}
        {table("Functional areas", "NATO's overarching Space Policy, paragraph 7", of("functional_area"))}
    }
    .into_any()
}

fn objective(objective: StrategyItem, lines: &[StrategyItem]) -> impl IntoView + use<> {
    let own: Vec<_> = lines
        .iter()
        .filter(|line| line.parent_code.as_ref() == Some(&objective.code))
        .cloned()
        .collect();
    let href = format!("/strategy/{}", objective.code);
    let paragraph = format!("Paragraph {}", objective.paragraph.unwrap_or_default());
    view! {
        <Panel title=format!("{} {}", objective.code, objective.title) meta=paragraph>
            <p>{objective.body} " " <a href=href>"What serves it"</a></p>
            {table("Lines", "headed paragraphs of part III", own)}
        </Panel>
    }
}

fn table(caption: &'static str, note: &'static str, items: Vec<StrategyItem>) -> AnyView {
    let rows = items.into_iter().map(row).collect_view();
    view! {
        <Table caption=caption note=note>
            <thead><tr><Th label="Code"/><Th label="Heading"/><Th label="In short"/><Th label="Paragraph"/><Th label="Solicitations" num=true/></tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn row(item: StrategyItem) -> impl IntoView {
    let href = format!("/strategy/{}", item.code);
    view! {
        <tr>
            <RowHead><a class="ref" href=href>{item.code}</a></RowHead>
            <Td label="Heading" lead=true>{item.title}</Td>
            <Td label="In short">{item.body}</Td>
            <Td label="Paragraph">{item.paragraph}</Td>
            <NumTd label="Solicitations">{item.solicitations}</NumTd>
        </tr>
    }
}
