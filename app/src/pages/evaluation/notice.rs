//! A bidder's notice and debrief.

use super::{debrief, lots, origin_tag, tone};
use crate::page::page;
use crate::request::Rq;
use crate::ui::{
    Fact, Facts, Help, Notice as Words, NumTd, PageTitle, RowHead, TabLink, Table, Tabs, Td, Th,
    Tone, format,
};
use backend::evaluation::{self, Debrief, NoticePage, Scores};
use domain::money::Money;
use domain::states::AwardState;
use leptos::prelude::*;
use leptos_meta::Title;
use rust_decimal::Decimal;

/// The notice of one's own offer.
#[component]
pub fn Notice() -> impl IntoView {
    page(
        async |rq| evaluation::notice(rq.ctx(), rq.actor(), lots::named(&rq)).await,
        |rq, sheet| draw(&rq, sheet),
    )
}

fn money(money: Option<Money>) -> String {
    money.map_or("none".to_owned(), |money| {
        format::money(money.minor, money.currency.code())
    })
}

fn draw(_: &Rq, sheet: NoticePage) -> AnyView {
    let debrief = sheet.debrief.clone();
    let (levels, criteria) = (levels(&debrief, sheet.successful), criteria(&debrief));
    let document = sheet.document.as_ref().map(debrief::document);
    let origin = origin_tag(&sheet.origin);
    let complain = lots::within(format!("/offers/{}/complaint", sheet.offer), &sheet.lot);
    let others = others(&sheet);
    let (result, colour) = if sheet.status == AwardState::Annulled {
        (
            "The award was annulled. The evaluation goes on; you will be told of its result.",
            Tone::Attention,
        )
    } else if sheet.successful {
        (
            "Your offer was chosen. The contract may be signed after the standstill.",
            Tone::Good,
        )
    } else {
        ("Your offer was not chosen.", Tone::Neutral)
    };
    let rank = debrief
        .rank
        .map_or("none".to_owned(), |rank| rank.to_string());
    let ineligible = debrief.ineligible.clone();
    let standstill = debrief.standstill_last_day.map_or_else(
        || "waived".to_owned(),
        |day| format!("until {}", format::date(day)),
    );
    let until = debrief
        .standstill_last_day
        .map(|day| format!(", until {}", format::date(day)));
    view! {
        <Title text=format!("Award notice for {}", sheet.offer)/>
        <PageTitle title="Award notice" reference=sheet.offer.clone() state=sheet.status.label() tone=tone(sheet.status.tone())
            meta=format!("{} {}, sent {}", sheet.solicitation, sheet.title, format::date_time(sheet.sent_at))>
            {origin}</PageTitle>
        {others}
        <Words tone=colour title=result>{ineligible.map(|reason| format!("It could not win: {reason}."))}</Words>
        <Facts>
            <Fact label="Your rank" note=format!("of {} opened offers", debrief.offers)>{rank}</Fact>
            <Fact label="Your price, as submitted">{money(debrief.own_price)}</Fact>
            <Fact label="Chosen offer" note=money(debrief.winner_price)>{debrief.winner_name.clone()}</Fact>
            <Fact label="Standstill" note=debrief.earliest_signature.map(|day| format!("signature from {}", format::date(day)))>{standstill}</Fact>
        </Facts>
        {levels}
        {criteria}
        {document}
        <p><a href=complain>"Complain about the award"</a>{until}</p>
        <Help title="What you can do" source="NATO Competitive Procurement 28-29 and appendix 1, 11">
            <p>"Figures of other bidders than the chosen one are not disclosed. If you find that a rule or a published term was not kept, you may complain until the day that the page of complaints shows."</p>
        </Help>
    }
    .into_any()
}

/// The notices of the offer's other lots.
fn others(sheet: &NoticePage) -> Option<AnyView> {
    let path = format!("/offers/{}/notice", sheet.offer);
    let mut told = sheet.lots.clone();
    told.sort_unstable();
    let links = told
        .iter()
        .map(|lot| TabLink::from((lots::within(&path, lot), lot.clone())));
    let (links, current): (Vec<TabLink>, String) =
        (links.collect(), lots::within(&path, &sheet.lot));
    (!links.is_empty())
        .then(|| view! { <Tabs tabs=links current=current label="Lots"/> }.into_any())
}

fn points(value: Option<Decimal>) -> String {
    value.map_or("none".to_owned(), format::score)
}

fn levels(debrief: &Debrief, successful: bool) -> AnyView {
    let Some(own) = &debrief.own else {
        return ().into_any();
    };
    let winner = debrief.winner.as_ref().filter(|_| !successful);
    type Level = fn(&Scores) -> Option<Decimal>;
    let lines: [(&str, Level); 4] = [
        ("Technical", |scores| scores.technical),
        ("Experience", |scores| scores.experience),
        ("Price", |scores| scores.price),
        ("Final", |scores| scores.final_score),
    ];
    let said = lines.into_iter().filter(|(_, level)| {
        level(own).is_some() || winner.is_some_and(|winner| level(winner).is_some())
    });
    let rows = said.map(|(name, level)| {
        let mine = points(level(own));
        let theirs = winner.map(|winner| points(level(winner))).map(|theirs| view! { <NumTd label="Chosen offer">{theirs}</NumTd> });
        view! { <tr><RowHead>{name}</RowHead><NumTd label="Your offer" lead=true>{mine}</NumTd>{theirs}</tr> }
    });
    let head = winner.map(|_| view! { <Th label="Chosen offer" num=true/> });
    let rows = rows.collect_view();
    view! {
        <Table caption="Scores, points of 0 to 100">
            <thead><tr><Th label="Score"/><Th label="Your offer" num=true/>{head}</tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}

fn criteria(debrief: &Debrief) -> AnyView {
    let reasoned = debrief
        .by_criterion
        .iter()
        .any(|score| score.reason.is_some());
    let rows = debrief.by_criterion.iter().cloned().map(|score| {
        let reason = reasoned.then(|| view! { <Td label="The panel's reason">{score.reason}</Td> });
        view! {
            <tr>
                <RowHead>{score.name}</RowHead>
                <NumTd label="Score" lead=true>{format::score(score.value)}</NumTd>
                {reason}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let head = reasoned.then(|| view! { <Th label="The panel's reason"/> });
    view! {
        <Table caption="Your scores by criterion" note="points of 0 to 100; the confidence rating from 1 to 5">
            <thead><tr><Th label="Criterion"/><Th label="Score" num=true/>{head}</tr></thead>
            <tbody>{rows}</tbody>
        </Table>
    }
    .into_any()
}
