//! What signers do to a text as a whole: put something around it, or encode it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};

use super::Input;
use super::encodings::{to_hex, to_latin1};
use super::header::timestamps;
use super::row::Change;
use crate::json::BYTE_ORDER_MARK;

pub(super) fn with_bom(text: &[u8]) -> Option<Vec<u8>> {
    Some([BYTE_ORDER_MARK, text].concat())
}

pub(super) fn with_lf(text: &[u8]) -> Option<Vec<u8>> {
    Some([text, b"\n"].concat())
}

pub(super) fn with_crlf(text: &[u8]) -> Option<Vec<u8>> {
    Some([text, b"\r\n"].concat())
}

/// Decoded as Latin-1 and encoded as UTF-8 once more.
pub(super) fn latin1_twice(text: &[u8]) -> Option<Vec<u8>> {
    Some(text.iter().map(|&byte| char::from(byte)).collect::<String>().into())
}

/// Encoded as Latin-1, where that is not UTF-8 too.
pub(super) fn latin1(text: &[u8]) -> Option<Vec<u8>> {
    to_latin1(text).filter(|bytes| str::from_utf8(bytes).is_err())
}

/// As a JSON string: `QuoteJSONString` of ECMA-262.
pub(super) fn json_string(text: &[u8]) -> Option<Vec<u8>> {
    serde_json::to_vec(str::from_utf8(text).ok()?).ok()
}

/// Cut to as many bytes as it has units in UTF-16.
pub(super) fn shorter_by_utf16(text: &[u8]) -> Option<Vec<u8>> {
    Some(text.get(..text.len() - surplus(text, char::len_utf16)?)?.to_vec())
}

/// Cut to as many bytes as it has characters.
pub(super) fn shorter_by_characters(text: &[u8]) -> Option<Vec<u8>> {
    Some(text.get(..text.len() - surplus(text, |_| 1)?)?.to_vec())
}

/// By how much the bytes of a text outnumber its characters, each counted as `units` says.
pub(super) fn surplus(text: &[u8], units: fn(char) -> usize) -> Option<usize> {
    Some(text.len() - str::from_utf8(text).ok()?.chars().map(units).sum::<usize>())
}

pub(super) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    Some(STANDARD.encode(text).into())
}

/// The digest of a text, in hexadecimal digits.
pub(super) fn hash_hex(text: &[u8]) -> Option<Vec<u8>> {
    Some(to_hex(&Sha256::digest(text)))
}

pub(super) fn hash(text: &[u8]) -> Option<Vec<u8>> {
    Some(Sha256::digest(text).to_vec())
}

/// With the header's timestamp in front, in the manners of Stripe, Slack and others.
pub(super) fn timestamped(text: &[u8], input: &Input<'_>) -> Vec<Vec<u8>> {
    let manners = |time: &[u8]| {
        let dot = [time, b".", text].concat();
        [dot, [time, b":", text].concat(), [b"v0:", time, b":", text].concat(), [time, text].concat()]
    };
    timestamps(input.header).flat_map(manners).collect()
}

/// Other texts that stand for nothing: a body that was not there, or not yet.
pub(super) const NOTHING: [Change; 5] = [
    |_| Some(Vec::new()),
    |_| Some(b"{}".to_vec()),
    |_| Some(b"undefined".to_vec()),
    |_| Some(b"null".to_vec()),
    |_| Some(b"None".to_vec()),
];

pub(super) fn object_object(_: &[u8]) -> Option<Vec<u8>> {
    Some(b"[object Object]".to_vec())
}
