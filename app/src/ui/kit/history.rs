//! What happened, and the differences it made.

use leptos::prelude::*;

use crate::ui::{Change, Diff, Panel, Ref, Timeline, TimelineEntry};

#[component]
pub fn History() -> impl IntoView {
    view! {
        <div class="two">
            <Panel title="What happened" id="history">
                <Timeline label="History of CTR-2026-0012">
                    <TimelineEntry
                        when="2 May 2028, 09:14 UTC"
                        datetime="2028-05-02T09:14:00Z"
                        actor="Acquisition officer"
                        what="Modification 3, supplemental: 40 more images a month from order O-03"
                        changes=changes()
                    >
                        "ceiling unchanged · in scope, cumulative 18 % of 50 % · approved by a second officer · "
                        <Ref reference="CTR-2026-0012/M03" href="#m03"/>
                    </TimelineEntry>
                    <TimelineEntry
                        when="31 Mar 2028, 10:02 UTC"
                        actor="Şırnak Gözlem ve Uydu Görüntüleme Sistemleri Anonim Şirketi"
                        what="Option 1 exercised, 61 days before expiry"
                    />
                </Timeline>
            </Panel>
            <Panel title="Two versions">
                <Diff caption="Somebody saved first" before="Saved" after="Yours" changes=changes()/>
            </Panel>
        </div>
    }
}

fn changes() -> Vec<Change> {
    vec![
        Change::new("Images a month", "120", "160"),
        Change::new("Value", "EUR 3 000 000", "EUR 3 620 000"),
        Change::new("Reason", None::<String>, "surge in the Barents Sea"),
    ]
}
