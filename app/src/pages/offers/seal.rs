//! Sealing in the browser: the order, the module and the script. Only the submit page carries them.

use crate::request::Rq;
use crate::ui::format;
use backend::documents::Limits;
use domain::offers::Volume;
use leptos::prelude::*;
use sealing::order::Order;

/// One script in two files: the files that are chosen, and the form.
const SCRIPT: &str = concat!(include_str!("own_files.js"), include_str!("seal.js"));

/// What the form sends sealed: the field, what goes into it, and who fills it in. With `files`, files can be chosen that the
/// browser encrypts, too.
pub fn in_browser(rq: &Rq, order: Order, files: bool) -> Option<AnyView> {
    let receipt = format!("/offers/{}/receipt", order.offer);
    let limits = rq.ctx().documents().limits();
    let files = files.then(|| own_files(&order.offer, limits));
    let order = escaped(&domain::canonical::text(&order).ok()?);
    let (script, module) = (rq.asset("sealer.js"), rq.asset("sealer.wasm"));
    let nonce = rq.nonce().to_owned();
    let view = view! {
        {files}
        <input type="hidden" id="sealed" name="sealed" data-script=script data-module=module data-receipt=receipt/>
        <p id="sealing-status" class="meta" role="status">"Without script the server seals the offer at receipt, in memory; the receipt will say so."</p>
        <script type="application/json" id="order" inner_html=order></script>
        <script type="module" nonce=nonce inner_html=SCRIPT></script>
    };
    Some(view.into_any())
}

/// Where files are chosen that the browser encrypts. The script shows it; what is chosen has no name and is never sent as it is.
fn own_files(offer: &str, limits: Limits) -> AnyView {
    let to = format!("/offers/{offer}/attachments");
    let (file, all) = (format::bytes(limits.file), format::bytes(limits.offer));
    let limit = file.clone();
    let volumes = Volume::ALL
        .map(|volume| view! { <option value=volume.as_str() selected=volume == Volume::Technical>{volume.label()}</option> });
    view! {
        <fieldset class="field" id="own-files" data-to=to data-most=limits.file data-limit=limit hidden>
            <legend>"More files, encrypted in your browser"</legend>
            <p class="hint" id="own-hint">"The server gets these encrypted and never has their keys. They belong to this submission alone: no draft and no copy has them. Each is sent in pieces; when the connection breaks, sending goes on where it stopped. At most "{file}" each and "{all}" together with those of the draft. No file of another volume than the price may name a price."</p>
            <div class="parts">
                <div class="field"><label for="own-volume">"Volume"</label><select id="own-volume">{volumes}</select></div>
                <div class="field"><label for="own-picker">"Files for this volume"</label><input type="file" id="own-picker" multiple aria-describedby="own-hint"/></div>
            </div>
            <ul id="own-list"></ul>
            <div class="field" id="own-save" hidden>
                <div class="choice"><input type="checkbox" id="own-save-now" checked/><label for="own-save-now">"When I submit, save the list of these files with their keys on my side"</label></div>
            </div>
            <div class="field">
                <label for="own-saved">"Files of an earlier submission"</label>
                <p class="hint" id="own-saved-hint">"The list that this page saved when you submitted them, ending in -own-files.json. It is read here and not sent; the files are not sent again."</p>
                <input type="file" id="own-saved" accept=".json,application/json" aria-describedby="own-saved-hint"/>
            </div>
        </fieldset>
    }
    .into_any()
}

/// JSON that nothing inside a script element can end.
fn escaped(json: &str) -> String {
    json.replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_answer_ends_the_script_element() {
        assert_eq!(escaped("\"</script>\""), "\"\\u003c/script>\"");
    }
}
