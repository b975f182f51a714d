//! Changes that may have happened to the body, undone. The forms of the result are tried.

use super::encodings::{from_hex, from_utf16, replaced, to_latin1, unquoted};
use super::ending::surplus;
use super::tokens::{Kind, tokens, unquote};
use crate::json::BYTE_ORDER_MARK;

/// UTF-16 with a line break at its end: PowerShell adds one to everything it writes.
pub(super) fn from_utf16_line(body: &[u8]) -> Option<Vec<u8>> {
    without_line_break(&from_utf16(body)?)
}

pub(super) fn without_bom(body: &[u8]) -> Option<Vec<u8>> {
    body.strip_prefix(BYTE_ORDER_MARK).map(<[u8]>::to_vec)
}

pub(super) fn from_json_string(body: &[u8]) -> Option<Vec<u8>> {
    unquote(body.trim_ascii())
}

/// UTF-8 that was decoded as Latin-1 or Windows-1252.
pub(super) fn from_latin1(body: &[u8]) -> Option<Vec<u8>> {
    to_latin1(body).filter(|bytes| str::from_utf8(bytes).is_ok())
}

pub(super) fn crlf_to_lf(body: &[u8]) -> Option<Vec<u8>> {
    Some(replaced(body, b"\r\n", b"\n"))
}

pub(super) fn lf_to_crlf(body: &[u8]) -> Option<Vec<u8>> {
    Some(replaced(&replaced(body, b"\r\n", b"\n"), b"\n", b"\r\n"))
}

pub(super) fn without_line_break(text: &[u8]) -> Option<Vec<u8>> {
    Some(text.strip_suffix(b"\r\n").or_else(|| text.strip_suffix(b"\n"))?.to_vec())
}

/// With the end that a length counted in characters cut off, if it is the documented end of an event or only brackets.
pub(super) fn completed(body: &[u8]) -> Option<Vec<u8>> {
    let closing = closing(body);
    [surplus(body, char::len_utf16)?, surplus(body, |_| 1)?].into_iter().find_map(|lost| {
        let ends = [&b",\"meta\":null}"[..], b", \"meta\": null}"].map(|end| {
            let split = end.len().checked_sub(lost)?;
            body.ends_with(&end[..split]).then_some(&end[split..])
        });
        let end = ends.into_iter().flatten().chain([&closing[..]]).find(|end| end.len() == lost && lost > 0)?;
        Some([body, end].concat())
    })
}

/// The quote and the brackets that a text leaves open.
fn closing(text: &[u8]) -> Vec<u8> {
    let mut open = Vec::new();
    let mut quote = false;
    for token in tokens(text) {
        let piece = token.text(text);
        match piece {
            b"{" => open.push(b'}'),
            b"[" => open.push(b']'),
            b"}" | b"]" => {
                open.pop();
            }
            _ => quote = token.kind == Kind::String && unquote(piece).is_none(),
        }
    }
    if quote {
        open.push(b'"');
    }
    open.reverse();
    open
}

/// The bytes of Python's `b'…'`.
pub(super) fn from_bytes_literal(body: &[u8]) -> Option<Vec<u8>> {
    let inside = unquoted(body.trim_ascii().strip_prefix(b"b")?)?;
    let mut out = Vec::with_capacity(inside.len());
    let mut at = 0;
    while let Some(&byte) = inside.get(at) {
        let (byte, len) = match (byte, inside.get(at + 1)) {
            (b'\\', Some(b'x')) => (from_hex(inside.get(at + 2..at + 4)?)?[0], 4),
            (b'\\', Some(b'n')) => (b'\n', 2),
            (b'\\', Some(b'r')) => (b'\r', 2),
            (b'\\', Some(b't')) => (b'\t', 2),
            (b'\\', Some(&other)) => (other, 2),
            _ => (byte, 1),
        };
        out.push(byte);
        at += len;
    }
    Some(out)
}

/// The bytes of a list of their numbers, signed or not: `{"type":"Buffer","data":[123,…]}`, as `JSON.stringify` prints
/// a buffer, `{"0":123,…}`, as it prints a `Uint8Array`, `[123, …]`, or `123,…`, as `String` prints one.
pub(super) fn from_byte_list(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for token in tokens(body) {
        let text = token.text(body);
        match token.kind {
            Kind::Scalar => {
                let number: i16 = str::from_utf8(text).ok()?.parse().ok()?;
                bytes.push(u8::try_from(number).ok().or_else(|| Some(i8::try_from(number).ok()?.cast_unsigned()))?);
            }
            Kind::String if !matches!(text, br#""type""# | br#""Buffer""# | br#""data""#) => {
                unquote(text)?.iter().all(u8::is_ascii_digit).then_some(())?;
            }
            _ => {}
        }
    }
    (bytes.len() > 1).then_some(bytes)
}
