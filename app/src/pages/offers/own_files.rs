//! Files that the provider's browser encrypted: which submission has them, and that no draft does.

use crate::ui::{Notice, Tone};
use backend::offers::OfferSheet;
use leptos::prelude::*;

/// That files of the submission that counts are in no draft and in no copy; nothing where it has none.
pub(super) fn notice(sheet: &OfferSheet) -> Option<AnyView> {
    let count = match sheet.own_files {
        0 => return None,
        1 => "1 file that your browser encrypted".to_owned(),
        more => format!("{more} files that your browser encrypted"),
    };
    let view = view! {
        <Notice tone=Tone::Attention title="Files that are in no draft">
            "The offer that you submitted has "{count}". Neither the draft nor your copy of it has them: when you submit again, choose them again on the submit page, or the list of them that it saved. Without that the new submission does not have them."
        </Notice>
    };
    Some(view.into_any())
}
