//! The npm package's `heron-webhooks/explain`: why a signature does not match, for people at a desk.
//!
//! Nobody waits for it, so it is written to be read: JavaScript's values come in, the report goes out as JSON. The
//! package gives every call its own instance and overwrites the instance's memory afterwards; nothing is wiped
//! here.

#![allow(unreachable_pub, reason = "exports have to be `pub`, and nothing in Rust reaches them")]

use heron_webhooks::json::Text;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::*;

/// Explains why `signature` does not match `body`: the report, as JSON. `is_text`: whether the body was a string, which
/// decides what a byte order mark means. `computed`: the signature that other code computed, if it is to be
/// explained too.
///
/// # Errors
///
/// A report holds nothing that JSON lacks, so none is expected.
#[wasm_bindgen]
#[allow(clippy::needless_pass_by_value, reason = "wasm-bindgen hands over owned values")]
pub fn explain(
    secrets: Vec<Uint8Array>,
    body: &[u8],
    is_text: bool,
    signature: &str,
    computed: Option<String>,
) -> Result<String, JsError> {
    let secrets: Vec<Vec<u8>> = secrets.iter().map(Uint8Array::to_vec).collect();
    let text = if is_text { core::str::from_utf8(body).ok() } else { None };
    let text = text.map_or(Text::Bytes(body), Text::Str);
    let report = match computed {
        Some(computed) => heron_webhooks::explain_computed(&secrets, text, signature, computed),
        None => heron_webhooks::explain(&secrets, text, signature),
    };
    Ok(serde_json::to_string(&report)?)
}

/// Empty, but required: the glue calls it on every new instance.
#[wasm_bindgen(start)]
pub fn start() {}
