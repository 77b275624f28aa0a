//! Sealing in the browser: the order, the module and the script. Only the submit page carries them.

use crate::request::Rq;
use leptos::prelude::*;
use sealing::order::Order;

/// What the form sends sealed: the field, what goes into it, and who fills it in.
pub fn in_browser(rq: &Rq, order: Order) -> Option<AnyView> {
    let order = escaped(&domain::canonical::text(&order).ok()?);
    let (script, module) = (rq.asset("sealer.js"), rq.asset("sealer.wasm"));
    let nonce = rq.nonce().to_owned();
    let view = view! {
        <input type="hidden" id="sealed" name="sealed" data-script=script data-module=module/>
        <p id="sealing-status" class="meta" role="status">"Without script the server seals the offer at receipt, in memory; the receipt will say so."</p>
        <script type="application/json" id="order" inner_html=order></script>
        <script type="module" nonce=nonce inner_html=include_str!("seal.js")></script>
    };
    Some(view.into_any())
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
