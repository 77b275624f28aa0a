//! Tags, notices, panels, the tracker, and the empty page.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::ui::{
    Bar, Countdown, EmptyState, Hash, KeyValue, Notice, Panel, Ref, Step, StepState, Steps,
    SummaryList, Tag, Tone,
};

#[component]
pub fn States() -> impl IntoView {
    view! {
        <Steps
            label="Procedure"
            steps=vec![
                Step::new("Planning", StepState::Done).note("12 Jan 2026"),
                Step::new("Market research", StepState::Skipped).note("waived, level B"),
                Step::new("Solicitation", StepState::Done).note("closed 3 Mar 2026"),
                Step::new("Evaluation", StepState::Current).note("target 30 Apr 2026"),
                Step::new("Standstill", StepState::Ahead),
                Step::new("Award", StepState::Ahead).note("target 1 Jun 2026"),
            ]
        />
        <Bar label="Actions of the record">
            <button type="button" class="button primary">"Recommend award to Aurora"</button>
            <button type="button" class="button">"Evaluation report"</button>
            <button type="button" class="button" disabled>"Open prices"</button>
            <span class="meta">"Run 4 of 14 Mar 2026, 10:22 UTC · inputs "<Hash value="9f2c5d0a7b3e41d09f2c5d0a7b3e41d0"/></span>
        </Bar>
        <div class="three">
            <Panel title="States" meta="word, glyph and colour">
                <div class="stack">
                    <Tag label="Draft"/>
                    <Tag tone=Tone::Good label="Accepted"/>
                    <Tag tone=Tone::Attention label="Due in 4 days"/>
                    <Tag tone=Tone::Bad label="9 days overdue"/>
                    <Tag tone=Tone::Sealed label="Sealed until opening"/>
                </div>
                <Near/>
            </Panel>
            <Panel title="Notices">
                <Notice>"Play only. The award follows the published 50 / 20 / 30."</Notice>
                <Notice tone=Tone::Good announced=true>"Published. Bidders were told at 10:22 UTC."</Notice>
                <Notice tone=Tone::Attention title="Two officers must sign">"One has. The second may not be the author."</Notice>
                <Notice tone=Tone::Bad title="The log does not verify">"Event 18 244 differs from the signed head."</Notice>
                <Notice tone=Tone::Sealed title="Sealed until 3 Mar 2027, 17:00 Brussels (16:00 UTC)">
                    "Nobody can read the offers before, administrators included."
                </Notice>
            </Panel>
            <Panel title="Nothing here yet">
                <EmptyState
                    title="No orders yet"
                    text="An order is placed against a line of this contract, up to its ceiling."
                    action=("#order".to_owned(), "Place an order".to_owned())
                />
            </Panel>
        </div>
        <Panel title="Check the answers">
            <SummaryList>
                <KeyValue key="Title" change="#title">"Persistent SAR monitoring, High North"</KeyValue>
                <KeyValue key="Buyer">"Εθνικό Κέντρο Διαστημικών Εφαρμογών"</KeyValue>
                <KeyValue key="Provider" change="#provider">
                    "Şırnak Gözlem ve Uydu Görüntüleme Sistemleri Anonim Şirketi, İstanbul"
                </KeyValue>
                <KeyValue key="Reference"><Ref reference="SOL-2026-0007" href="#sol"/></KeyValue>
                <KeyValue key="Closing day"><a href="#closes">"Enter the closing day"</a></KeyValue>
            </SummaryList>
        </Panel>
    }
}

/// A deadline ahead and one behind, against a fixed present.
#[component]
fn Near() -> impl IntoView {
    let moment = |seconds: i64| {
        DateTime::<Utc>::from_timestamp(1_804_000_000 + seconds, 0).unwrap_or_default()
    };
    view! {
        <p class="meta">"Closes "<Countdown at=moment(187_200) now=moment(0) shown="3 Mar 2027, 17:00 Brussels (16:00 UTC)"/></p>
        <p class="meta">"Opened "<Countdown at=moment(-11_100) now=moment(0)/></p>
    }
}
