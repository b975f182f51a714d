//! The keys that a given secret may stand for.

use base64::{
    Engine as _,
    engine::{
        GeneralPurpose,
        general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD},
    },
};
use zeroize::Zeroizing;

use super::cause::{CAUSES, Cause};
use super::encodings::{from_base64, from_hex_lines, from_utf16, to_hex, unquoted};
use super::limits::MAX_JSON_VALUES;
use super::row::Change;
use super::tokens::{Kind, tokens, unquote};
use super::words::is_hidden;
use crate::json::{BYTE_ORDER_MARK, Form, rewrite};

/// A key, and the causes with which it is the signer's.
pub(super) struct Candidate {
    pub(super) key: Zeroizing<Vec<u8>>,
    pub(super) index: usize,
    pub(super) causes: Vec<Cause>,
    /// All layers around a secret count as one change; what was done to the secret itself is another.
    pub(super) changes: usize,
}

/// The secret as given; without the layers around it; decoded, and again without layers; encoded, and with or without
/// its prefix. None for an empty secret.
pub(super) fn candidates(secret: &[u8], index: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    if secret.is_empty() {
        return found;
    }
    let around = layers(&mut found, secret, index, &[], None);
    if let Some(text) = from_utf16(secret) {
        layers(&mut found, &text, index, &[], Some(Cause::SecretUtf16));
    }
    let core = core(secret);
    for row in CAUSES {
        for text in row.decode.iter().filter_map(|change| change(core)) {
            layers(&mut found, &text, index, &around, Some(row.cause));
        }
    }
    for value in json_values(core).take(MAX_JSON_VALUES) {
        layers(&mut found, &value, index, &around, Some(Cause::SecretJson));
        // An object within: `SecretString` of what a secrets manager answers.
        for value in json_values(&value).take(MAX_JSON_VALUES) {
            layers(&mut found, &value, index, &around, Some(Cause::SecretJson));
        }
    }
    let changes = usize::from(!around.is_empty()) + 1;
    for row in CAUSES {
        for key in row.encode.iter().filter_map(|change| change(core)) {
            let causes = around.iter().copied().chain([row.cause]).collect();
            push(&mut found, Candidate { key: key.into(), index, causes, changes });
        }
    }
    found
}

/// A text as it is, and with one layer less after the other; gives back the causes of its layers.
fn layers(found: &mut Vec<Candidate>, text: &[u8], index: usize, around: &[Cause], cause: Option<Cause>) -> Vec<Cause> {
    let mut causes: Vec<Cause> = around.iter().copied().chain(cause).collect();
    let mut rest = text;
    loop {
        let is_peeled = causes.len() > usize::from(cause.is_some());
        let changes = usize::from(is_peeled) + usize::from(cause.is_some());
        push(found, Candidate { key: rest.to_vec().into(), index, causes: causes.clone(), changes });
        let Some((inside, layer)) = peeled(rest) else {
            return causes;
        };
        rest = inside;
        if !causes.contains(&layer) {
            causes.push(layer);
        }
    }
}

fn push(found: &mut Vec<Candidate>, candidate: Candidate) {
    if !candidate.key.is_empty() && found.iter().all(|other| other.key != candidate.key) {
        found.push(candidate);
    }
}

/// The secret itself, without layers.
pub(super) fn core(mut secret: &[u8]) -> &[u8] {
    while let Some((inside, _)) = peeled(secret) {
        secret = inside;
    }
    secret
}

/// The secret without its outermost layer, and the cause of that layer.
fn peeled(secret: &[u8]) -> Option<(&[u8], Cause)> {
    if let Some(inside) = secret.strip_prefix(BYTE_ORDER_MARK) {
        return Some((inside, Cause::SecretBom));
    }
    if let Some(inside) = unquoted(secret).or_else(|| between_quotes(secret)) {
        return Some((inside, Cause::SecretQuotes));
    }
    if let Some(inside) = without_punctuation(secret) {
        return Some((inside, Cause::SecretPunctuation));
    }
    if let Some(space) = secret.windows(2).position(|start| start == b" #") {
        return Some((&secret[..space], Cause::SecretComment));
    }
    let escaped = [&b"\\r"[..], b"\\n"].into_iter().find_map(|escape| secret.strip_suffix(escape));
    if let Some(inside) = escaped {
        return Some((inside, Cause::SecretNewlineEscaped));
    }
    let is_break = |char| matches!(char, '\n'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let is_space = |char: char| char.is_whitespace() || is_hidden(char) && !char.is_control();
    let without = [(trimmed(secret, is_break), Cause::SecretNewline), (trimmed(secret, is_space), Cause::SecretSpace)];
    without.into_iter().find(|(inside, _)| !inside.is_empty() && inside.len() < secret.len())
}

/// Without typographic quotes around it.
fn between_quotes(secret: &[u8]) -> Option<&[u8]> {
    let text = str::from_utf8(secret).ok()?;
    let is_quote = |char| matches!(char, '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}' | '\u{2039}' | '\u{203a}');
    Some(text.strip_prefix(is_quote)?.strip_suffix(is_quote)?.as_bytes())
}

/// Without brackets around it, or the comma or semicolon behind it.
fn without_punctuation(secret: &[u8]) -> Option<&[u8]> {
    // A list, or a print of several words, is another thing.
    let is_one = |inside: &[u8]| !inside.iter().any(|byte| b" ,".contains(byte));
    match secret {
        [b'<', inside @ .., b'>'] | [b'[', inside @ .., b']'] | [inside @ .., b',' | b';'] if is_one(inside) => {
            Some(inside)
        }
        _ => None,
    }
}

/// Without such characters at either end; of bytes that are not a text, without such ASCII.
fn trimmed(secret: &[u8], is_stray: fn(char) -> bool) -> &[u8] {
    if let Ok(text) = str::from_utf8(secret) {
        return text.trim_matches(is_stray).as_bytes();
    }
    let is_kept = |byte: &u8| !byte.is_ascii() || !is_stray(char::from(*byte));
    let start = secret.iter().position(is_kept).unwrap_or_default();
    let end = secret.iter().rposition(is_kept).map_or(start, |last| last + 1);
    &secret[start..end]
}

/// The value behind `KEY=`, `export KEY=`, `$env:KEY = ` or `key: `.
pub(super) fn without_name(secret: &[u8]) -> Option<Vec<u8>> {
    let sign = secret.iter().position(|&byte| byte == b'=').filter(|&at| at > 0);
    let behind = |sign| behind_name(secret, sign);
    let colon = secret.iter().position(|&byte| byte == b':').filter(|&at| at > 0);
    sign.and_then(behind).or_else(|| colon.and_then(behind))
}

fn behind_name(secret: &[u8], sign: usize) -> Option<Vec<u8>> {
    let is_powershell = secret.starts_with(b"$env:");
    let name = if is_powershell { secret.get(5..sign)? } else { &secret[..sign] };
    let is_name = name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"_-. ".contains(byte));
    let value = secret[sign + 1..].trim_ascii_start();
    (is_name && value.iter().any(u8::is_ascii_alphanumeric)).then(|| value.to_vec())
}

/// The last word, as in `ENV KEY value`; or behind the comma of `v1,`.
pub(super) fn last_word(secret: &[u8]) -> Option<Vec<u8>> {
    let space = secret.iter().rposition(u8::is_ascii_whitespace);
    let version = secret.starts_with(b"v1,").then_some(2);
    Some(secret[space.or(version)? + 1..].to_vec())
}

/// The bytes that `<Buffer 73 65 …>` shows.
pub(super) fn from_buffer(secret: &[u8]) -> Option<Vec<u8>> {
    let inside = secret.strip_prefix(b"<Buffer ").or_else(|| secret.strip_prefix(b"Buffer "))?;
    from_hex_lines(inside.strip_suffix(b">").unwrap_or(inside))
}

/// Whether a secret is a JSON object.
pub(super) fn is_json_object(secret: &[u8]) -> bool {
    secret.starts_with(b"{") && rewrite(secret, Form::Python).is_ok()
}

/// The texts that a JSON object holds, not its keys.
pub(super) fn json_values(secret: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let mut tokens = tokens(secret).filter(|token| token.kind != Kind::Space).peekable();
    let is_object = is_json_object(secret);
    core::iter::from_fn(move || {
        loop {
            let token = tokens.next().filter(|_| is_object)?;
            let is_key = tokens.peek().is_some_and(|next| next.text(secret) == b":");
            if token.kind == Kind::String && !is_key {
                return Some(unquote(token.text(secret)).unwrap_or_default());
            }
        }
    })
}

/// The secret in base64, with either alphabet, padded or not.
pub(super) const BASE64: [Change; 4] = [
    |secret| Some(encoded(&STANDARD, secret)),
    |secret| Some(encoded(&STANDARD_NO_PAD, secret)),
    |secret| Some(encoded(&URL_SAFE, secret)),
    |secret| Some(encoded(&URL_SAFE_NO_PAD, secret)),
];

fn encoded(engine: &GeneralPurpose, secret: &[u8]) -> Vec<u8> {
    engine.encode(secret).into_bytes()
}

/// The secret in hexadecimal digits, in either case.
pub(super) const HEX: [Change; 2] = [|secret| Some(to_hex(secret)), |secret| Some(to_hex(secret).to_ascii_uppercase())];

pub(super) fn with_prefix(secret: &[u8]) -> Option<Vec<u8>> {
    Some([b"sec_", secret].concat())
}

pub(super) fn without_second_prefix(secret: &[u8]) -> Option<Vec<u8>> {
    secret.strip_prefix(b"sec_").filter(|rest| rest.starts_with(b"sec_")).map(<[u8]>::to_vec)
}

/// The rest behind `sec_`, `whsec_` or the like.
pub(super) fn without_prefix(secret: &[u8]) -> Option<Vec<u8>> {
    let end = secret.iter().take(8).position(|&byte| byte == b'_')?;
    Some(secret[end + 1..].to_vec())
}

pub(super) fn from_base64_behind_prefix(secret: &[u8]) -> Option<Vec<u8>> {
    from_base64(&without_prefix(secret)?)
}
