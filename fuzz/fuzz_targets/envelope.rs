//! What a browser sends, ciphertexts and the texts inside them.

#![no_main]

#[expect(dead_code, reason = "every target calls one of its functions")]
#[path = "../../sealing/tests/hostile/mod.rs"]
mod hostile;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::envelope(bytes));
