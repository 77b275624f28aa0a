use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 of the canonical text: keys sorted by their bytes, no white space, numbers as written. Two files that
/// differ only in layout or in the order of keys have the same fingerprint; `1.0` and `1` differ.
pub(super) fn fingerprint(value: &Value) -> [u8; 32] {
    let mut text = String::new();
    write(value, &mut text);
    Sha256::digest(text.as_bytes()).into()
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut sorted: Vec<_> = fields.iter().collect();
            sorted.sort_unstable_by_key(|(key, _)| key.as_str());
            enclose(out, '{', '}', sorted, |(key, field), out| {
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push(':');
                write(field, out);
            });
        }
        Value::Array(elements) => enclose(out, '[', ']', elements, write),
        scalar => out.push_str(&scalar.to_string()),
    }
}

fn enclose<T>(
    out: &mut String,
    open: char,
    close: char,
    parts: impl IntoIterator<Item = T>,
    each: impl Fn(T, &mut String),
) {
    out.push(open);
    for (index, part) in parts.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        each(part, out);
    }
    out.push(close);
}
