//! Which causes were tried in full, and which only in part: in some of the ways that they can have for this input.

use super::body::{bytes_of_list, bytes_of_literal, can_sort, has_all_floats, keys, printed};
use super::cause::Cause;
use super::search::FORMS;
use super::secret::{MAX_VALUES, core, json_values, without_prefix};
use super::tokens::{from_base64, from_hex, from_percent, from_utf16, unquote, without_white_space};
use crate::json::{Form, Text, rewrite};

/// Whether a cause was tried in every way that it can have, with these secrets and this body, once it was tried at all.
pub(super) fn is_full(cause: Cause, secrets: &[&[u8]], body: Text<'_>) -> bool {
    let all = |is_full: fn(&[u8]) -> bool| secrets.iter().all(|secret| is_full(core(secret)));
    let text = body.as_bytes();
    match cause {
        Cause::SecretUtf16 => secrets.iter().all(|secret| from_utf16(secret).is_some() || !secret.contains(&0)),
        Cause::SecretBom
        | Cause::SecretNewline
        | Cause::SecretNewlineEscaped
        | Cause::SecretSpace
        | Cause::SecretQuotes
        | Cause::SecretNamed => all(is_bare),
        Cause::SecretJson => {
            all(|secret| !secret.starts_with(b"{") || (1..=MAX_VALUES).contains(&json_values(secret).count()))
        }
        Cause::SecretPercentEncoded => {
            all(|secret| from_percent(secret).is_none_or(|decoded| from_percent(&decoded).is_none()))
        }
        Cause::SecretBase64Encoded => all(is_base64_or_not),
        Cause::SecretHexEncoded => all(is_hex_or_not),
        // Decoders differ in what they skip and drop; but the dashboard's own prefix is not decoded.
        Cause::SecretBase64Decoded | Cause::SecretHexDecoded => all(|secret| secret.starts_with(b"sec_")),
        Cause::SecretPrefixDecoded => {
            all(|secret| without_prefix(secret).is_none_or(|rest| from_base64(rest).is_some()))
        }
        Cause::BodyUtf16 => from_utf16(text).is_some() || !text.contains(&0),
        Cause::BodyLatin1 => !has(text, "\u{fffd}") && !has(text, "\\u"),
        Cause::BodyJsonString => unquote(text.trim_ascii()).is_some() || !text.trim_ascii().starts_with(b"\""),
        Cause::BodyBase64 => is_base64_or_not(text),
        Cause::BodyByteList => bytes_of_list(text).is_some() || rewrite(body, Form::Python).is_ok(),
        Cause::BodyBytesLiteral => bytes_of_literal(text).is_some() || !text.trim_ascii().starts_with(b"b"),
        // Each character beyond ASCII is one byte too few.
        Cause::BodyCutShort => text.is_ascii(),
        Cause::BodyFloatsLost => has_all_floats(text),
        // Which order they had is not known.
        Cause::BodyKeysSorted => keys(text).nth(1).is_none(),
        Cause::SignedSorted => can_sort(text),
        Cause::SignedHtml => !["\u{2028}", "\u{2029}", "\\u2028", "\\u2029"].iter().any(|escaped| has(text, escaped)),
        Cause::SignedCompact
        | Cause::SignedSpaced
        | Cause::SignedIndent2
        | Cause::SignedIndent4
        | Cause::SignedIndentTab => can_indent(body),
        Cause::SignedLatin1 => {
            !has(text, "\\u") && str::from_utf8(text).is_ok_and(|text| text.chars().all(|char| char <= '\u{ff}'))
        }
        Cause::SignedJsonString => text.is_ascii() && !has(text, "\\u"),
        Cause::SignedCutShort => str::from_utf8(text).is_ok(),
        _ => true,
    }
}

/// Whether there is nothing around a secret: all of it is letters, digits, and the other characters of base64.
fn is_bare(secret: &[u8]) -> bool {
    secret.iter().all(|&byte| is_base64(byte))
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
}

/// Not for what looks like base64 but cannot be decoded.
fn is_base64_or_not(text: &[u8]) -> bool {
    let compact = without_white_space(text);
    from_base64(&compact).is_some() || !compact.iter().all(|&byte| is_base64(byte))
}

/// Not for hexadecimal digits of an odd number, or with signs between them.
fn is_hex_or_not(text: &[u8]) -> bool {
    let compact = without_white_space(text);
    from_hex(&compact).is_some() || !compact.iter().all(|byte| byte.is_ascii_hexdigit() || b"xX:-,\\".contains(byte))
}

/// Whether each form can be printed with the widest indentation: a deep one would fill the memory.
fn can_indent(body: Text<'_>) -> bool {
    let mut forms = FORMS.iter().filter_map(|&form| rewrite(body, form).ok());
    forms.all(|form| printed(&form, [b",", b": "], Some(b"    ")).is_some())
}

fn has(text: &[u8], part: &str) -> bool {
    text.windows(part.len()).any(|window| window == part.as_bytes())
}
