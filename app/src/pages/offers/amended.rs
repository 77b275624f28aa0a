//! An offer that was sealed before an amendment.

use crate::request::Rq;
use crate::ui::{Form, Notice, Submit, Tone};
use backend::offers::OfferSheet;
use backend::solicitations::amendment_number;
use domain::states::OfferState;
use leptos::prelude::*;

/// What the provider does about it while that is possible; afterwards that it stands as it was made.
pub fn notice(rq: &Rq, sheet: &OfferSheet, amendment: i64) -> AnyView {
    let number = amendment_number(amendment);
    let versions = format!(
        "/solicitations/{}/versions",
        sheet.sought.solicitation_reference
    );
    let title = format!("Made before amendment {number}");
    let open = sheet.status == OfferState::Submitted && sheet.may_change(rq.at());
    if !open {
        return view! {
            <Notice tone=Tone::Attention title=title>
                <p>"It stands as it was sealed and was neither confirmed nor replaced. "<a href=versions>"What was amended"</a></p>
            </Notice>
        }
        .into_any();
    }
    let key = rq.key();
    view! {
        <Notice tone=Tone::Attention title=title>
            <p>"Read "<a href=versions>"what was amended"</a>". Confirm that your sealed offer stands under it, or change a volume and submit again. Until you do either, it stays as it is and is marked at the opening."</p>
            <Form act="confirm" key=key label="Confirm the sealed offer">
                <Submit label="Confirm the offer" consequence="Nothing is sealed anew: the receipt stays valid, and the log says that you confirmed."/>
            </Form>
        </Notice>
    }
    .into_any()
}
