//! How serialisers write the strings of a text: which characters they escape.

use super::encodings::{push_hex, replaced};

use super::tokens::{Kind, Token, tokens, unquote};
use crate::json::{Form, Rewriter, unescape};

/// What a family of serialisers escapes beyond what JSON demands.
struct Family {
    characters: &'static str,
    /// Whether every character beyond ASCII is escaped.
    beyond_ascii: bool,
    /// Whether the digits of its escapes are in upper case.
    upper: bool,
}

/// Each string as JavaScript writes it.
pub(super) fn unicode(text: &[u8]) -> Option<Vec<u8>> {
    let mut rewriter = Rewriter::new();
    rewritten(text, &mut |token, _, out| {
        let piece = token.text(text);
        out.extend_from_slice(match token.kind {
            Kind::String => rewriter.rewrite(piece.into(), Form::JavaScript).ok()?,
            _ => piece,
        });
        Some(())
    })
}

/// As Go's `json.Marshal` escapes by default, and Rails.
pub(super) fn html(text: &[u8]) -> Option<Vec<u8>> {
    escaped(text, &Family { characters: "<>&\u{2028}\u{2029}", beyond_ascii: false, upper: false })
}

/// Go's, but for the separators of lines, as other serialisers do it.
pub(super) fn html_ascii(text: &[u8]) -> Option<Vec<u8>> {
    escaped(text, &Family { characters: "<>&", beyond_ascii: false, upper: false })
}

/// As Gson escapes by default.
pub(super) fn gson(text: &[u8]) -> Option<Vec<u8>> {
    escaped(text, &Family { characters: "<>&='\u{2028}\u{2029}", beyond_ascii: false, upper: false })
}

/// As Newtonsoft's EscapeHtml does it.
pub(super) fn html_quotes(text: &[u8]) -> Option<Vec<u8>> {
    escaped(text, &Family { characters: "<>&'\"", beyond_ascii: false, upper: false })
}

/// As .NET's `System.Text.Json` escapes by default.
pub(super) fn dotnet(text: &[u8]) -> Option<Vec<u8>> {
    escaped(text, &Family { characters: "<>&'\"+`\u{7f}", beyond_ascii: true, upper: true })
}

/// As PHP's JSON_HEX_TAG, _APOS, _AMP and _QUOT do it, which Symfony and Laravel set.
pub(super) fn php_hex(text: &[u8]) -> Option<Vec<u8>> {
    escaped(text, &Family { characters: "<>&'\"", beyond_ascii: false, upper: true })
}

/// As `serialize-javascript` does it.
pub(super) fn script(text: &[u8]) -> Option<Vec<u8>> {
    escaped(text, &Family { characters: "<>/\u{2028}\u{2029}", beyond_ascii: false, upper: true })
}

/// Everything beyond ASCII escaped, in upper case.
pub(super) fn upper(text: &[u8]) -> Option<Vec<u8>> {
    escaped(text, &Family { characters: "\u{7f}", beyond_ascii: true, upper: true })
}

/// As PHP's `json_encode` escapes by default.
pub(super) fn slashes(text: &[u8]) -> Option<Vec<u8>> {
    Some(replaced(&replaced(text, b"\\/", b"/"), b"/", b"\\/"))
}

/// Writes a token, none if the text is not one that can be written.
type Write<'a> = &'a mut dyn FnMut(Token, bool, &mut Vec<u8>) -> Option<()>;

/// Every token as `write` writes it, which is told whether it is a key.
pub(super) fn rewritten(text: &[u8], write: Write<'_>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    for token in tokens(text) {
        let is_key = token.kind == Kind::String
            && text[token.end..].iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b':');
        write(token, is_key, &mut out)?;
    }
    Some(out)
}

/// The strings of a text as a family writes them.
fn escaped(text: &[u8], family: &Family) -> Option<Vec<u8>> {
    rewritten(text, &mut |token, _, out| {
        let piece = token.text(text);
        match token.kind {
            Kind::String if piece.len() > 1 => escape(piece, family, out),
            _ => out.extend_from_slice(piece),
        }
        Some(())
    })
}

fn escape(string: &[u8], family: &Family, out: &mut Vec<u8>) {
    let end = string.len() - 1;
    out.push(b'"');
    let mut at = 1;
    while at < end {
        let rest = &string[at..end];
        let (character, len) = match unescape(rest) {
            Some((character, len)) => (Some(character), len),
            None => match first_character(rest) {
                Some(character) => (Some(character), character.len_utf8()),
                None => (None, 1),
            },
        };
        match character {
            Some(character)
                if family.characters.contains(character) || family.beyond_ascii && !character.is_ascii() =>
            {
                for unit in character.encode_utf16(&mut [0; 2]) {
                    push_escape(*unit, family.upper, out);
                }
            }
            _ => out.extend_from_slice(&rest[..len]),
        }
        at += len;
    }
    out.extend_from_slice(&string[end..]);
}

/// The character that a text begins with, unless it is not UTF-8.
pub(super) fn first_character(text: &[u8]) -> Option<char> {
    let len = text.len().min(4);
    (1..=len).find_map(|len| str::from_utf8(&text[..len]).ok()).and_then(|text| text.chars().next())
}

/// `\u00eb`.
fn push_escape(unit: u16, upper: bool, out: &mut Vec<u8>) {
    out.extend_from_slice(b"\\u");
    let start = out.len();
    for byte in unit.to_be_bytes() {
        push_hex(byte, out);
    }
    if upper {
        out[start..].make_ascii_uppercase();
    }
}

/// The text of a string token that is a value.
pub(super) fn string_value(token: Token, is_key: bool, text: &[u8]) -> Option<Vec<u8>> {
    if is_key || token.kind != Kind::String {
        return None;
    }
    unquote(token.text(text))
}
