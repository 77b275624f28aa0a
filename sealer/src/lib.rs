//! The wasm module of the submit page: it seals an offer in the browser, with the same code as the server.

use sealing::order::{Order, written};
use wasm_bindgen::prelude::wasm_bindgen;

/// Seals what the page hands over and answers with what the form sends.
///
/// # Errors
/// A sentence for people, when the page's text is no order or the browser has no random numbers.
#[wasm_bindgen]
pub fn seal(order: &str) -> Result<String, String> {
    let order: Order = serde_json::from_str(order).map_err(|error| error.to_string())?;
    let parts = order.sealed().map_err(|error| error.to_string())?;
    written(&parts).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_order_is_told() {
        assert!(seal("{}").is_err_and(|words| words.contains("missing field")));
    }
}
