//! How other signers write a form of the body.

use super::encodings::to_latin1;
use super::limits::MAX_GROWTH;
use super::tokens::{Kind, tokens};
use crate::json::{BYTE_ORDER_MARK, Form, Rewriter};

pub(super) fn with_bom(text: &[u8]) -> Option<Vec<u8>> {
    Some([BYTE_ORDER_MARK, text].concat())
}

pub(super) fn with_lf(text: &[u8]) -> Option<Vec<u8>> {
    Some([text, b"\n"].concat())
}

pub(super) fn with_crlf(text: &[u8]) -> Option<Vec<u8>> {
    Some([text, b"\r\n"].concat())
}

/// Each string as JavaScript writes it.
pub(super) fn unicode(text: &[u8]) -> Option<Vec<u8>> {
    let mut rewriter = Rewriter::new();
    let mut out = Vec::with_capacity(text.len());
    for token in tokens(text) {
        let piece = token.text(text);
        out.extend_from_slice(match token.kind {
            Kind::String => rewriter.rewrite(piece.into(), Form::JavaScript).ok()?,
            _ => piece,
        });
    }
    Some(out)
}

/// As Go's `json.Marshal` escapes by default.
pub(super) fn html(text: &[u8]) -> Option<Vec<u8>> {
    let pairs: [(&[u8], &[u8]); 5] = [
        (b"<", b"\\u003c"),
        (b">", b"\\u003e"),
        (b"&", b"\\u0026"),
        ("\u{2028}".as_bytes(), b"\\u2028"),
        ("\u{2029}".as_bytes(), b"\\u2029"),
    ];
    Some(pairs.iter().fold(text.to_vec(), |text, (old, new)| replaced(&text, old, new)))
}

/// As PHP's `json_encode` escapes by default.
pub(super) fn slashes(text: &[u8]) -> Option<Vec<u8>> {
    Some(replaced(&replaced(text, b"\\/", b"/"), b"/", b"\\/"))
}

/// With other text for each place that has this one.
pub(super) fn replaced(text: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, behind)) = rest.split_first() {
        if let Some(behind) = rest.strip_prefix(old) {
            out.extend_from_slice(new);
            rest = behind;
        } else {
            out.push(first);
            rest = behind;
        }
    }
    out
}

/// Without white space between values.
pub(super) fn compact(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, [b",", b":"], None)
}

/// With a space behind each comma and colon, as Python's `json.dumps` prints by default.
pub(super) fn spaced(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, [b", ", b": "], None)
}

pub(super) fn indented_by_2(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, [b",", b": "], Some(b"  "))
}

pub(super) fn indented_by_4(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, [b",", b": "], Some(b"    "))
}

pub(super) fn indented_by_tab(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, [b",", b": "], Some(b"\t"))
}

/// Printed anew: with this between members and behind keys, and, if asked for, each value on its own line.
fn printed(text: &[u8], [comma, colon]: [&[u8]; 2], indent: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut opened = false;
    let line = |out: &mut Vec<u8>, depth: usize| {
        if let Some(indent) = indent {
            out.push(b'\n');
            (0..depth).for_each(|_| out.extend_from_slice(indent));
        }
    };
    for token in tokens(text).filter(|token| token.kind != Kind::Space) {
        let piece = token.text(text);
        let closes = matches!(piece, b"}" | b"]");
        if closes {
            depth = depth.checked_sub(1)?;
        }
        if closes != opened {
            line(&mut out, depth);
        }
        opened = matches!(piece, b"{" | b"[");
        match piece {
            b"," => {
                out.extend_from_slice(comma);
                line(&mut out, depth);
            }
            b":" => out.extend_from_slice(colon),
            _ => out.extend_from_slice(piece),
        }
        depth += usize::from(opened);
        if out.len() > MAX_GROWTH * (text.len() + 256) {
            return None;
        }
    }
    Some(out)
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
