//! The digests that a header's value may stand for.

use super::cause::Cause;
use super::encodings::{from_base64, from_hex, from_percent, replaced, unquoted};
use super::limits::{MAX_HEADER_LEN, MAX_HEADER_VALUES};
use super::words::is_hidden;
use crate::signature::Signature;

/// A digest, and what has to be wrong with the header for it to be the signer's.
pub(super) struct Candidate {
    pub(super) digest: Vec<u8>,
    pub(super) causes: Vec<Cause>,
}

/// The header as it is; otherwise without what is around its values, and these decoded. And whether every value of it
/// is understood.
pub(super) fn candidates(header: &[u8]) -> (Vec<Candidate>, bool) {
    if let Ok(signature) = Signature::parse(header) {
        return (vec![Candidate { digest: signature.as_bytes().to_vec(), causes: Vec::new() }], true);
    }
    let mut found = Vec::new();
    if header.len() > MAX_HEADER_LEN {
        return (found, false);
    }
    let mut causes = Vec::new();
    let mut value = trimmed(header, &mut causes);
    if let Some(colon) = value.iter().position(|&byte| byte == b':')
        && value[..colon].eq_ignore_ascii_case(b"heron-signature")
    {
        causes.push(Cause::SignatureNamed);
        value = value[colon + 1..].trim_ascii();
    }
    if let Some(inside) = value.strip_prefix(b"[").and_then(|value| value.strip_suffix(b"]")) {
        causes.push(Cause::SignatureQuoted);
        value = inside.trim_ascii();
    }
    let decoded = from_percent(value);
    if let Some(decoded) = &decoded {
        causes.push(Cause::SignaturePercentEncoded);
        value = decoded;
    }
    let time = timestamps(header).next();
    // Of Standard Webhooks: `v1,` and the signature, several with spaces between them.
    let is_versioned = value.starts_with(b"v1,");
    let (cause, separators) = match (time, is_versioned) {
        (Some(_), _) => (Some(Cause::SignatureTimestamped), &b",;"[..]),
        (None, true) => (Some(Cause::SignaturePrefixed), &b", "[..]),
        (None, false) => (value.contains(&b',').then_some(Cause::SignatureJoined), &b","[..]),
    };
    causes.extend(cause);
    let mut is_understood = true;
    let parts = value.split(|byte| separators.contains(byte)).map(<[u8]>::trim_ascii);
    let parts = parts.filter(|part| !(is_versioned && *part == b"v1" || time.is_some() && is_timestamp(part)));
    for (index, part) in parts.enumerate() {
        let before = found.len();
        if index < MAX_HEADER_VALUES {
            digests(part, &causes, &mut found);
        }
        is_understood &= found.len() > before;
    }
    (found, is_understood)
}

/// The times of a header in the manner of Stripe: `t=1492774577,v1=…`.
pub(super) fn timestamps(header: &[u8]) -> impl Iterator<Item = &[u8]> {
    let parts = header.split(|byte| b",;".contains(byte)).map(<[u8]>::trim_ascii);
    parts.filter(|part| header.len() <= MAX_HEADER_LEN && is_timestamp(part)).take(1).map(|part| {
        let start = part.iter().position(u8::is_ascii_digit).unwrap_or_default();
        &part[start..]
    })
}

fn is_timestamp(part: &[u8]) -> bool {
    [&b"t="[..], b"ts=", b"timestamp="].iter().any(|name| {
        part.strip_prefix(*name)
            .is_some_and(|time| (9..=13).contains(&time.len()) && time.iter().all(u8::is_ascii_digit))
    })
}

fn trimmed<'a>(header: &'a [u8], causes: &mut Vec<Cause>) -> &'a [u8] {
    let is_stray = |char: char| char.is_whitespace() || is_hidden(char);
    let value = match str::from_utf8(header) {
        Ok(text) => text.trim_matches(is_stray).as_bytes(),
        Err(_) => header.trim_ascii(),
    };
    if value.len() < header.len() {
        causes.push(Cause::SignatureSpace);
    }
    value
}

/// The digests that one value may stand for.
fn digests(part: &[u8], causes: &[Cause], found: &mut Vec<Candidate>) {
    let mut causes = causes.to_vec();
    let mut value = part;
    if let Some(inside) = unquoted(value) {
        if !causes.contains(&Cause::SignatureQuoted) {
            causes.push(Cause::SignatureQuoted);
        }
        value = trimmed(inside, &mut causes);
    }
    // `sha256=`, `v1=`, `HMAC-SHA2-256(stdin)= `: more than padding has to follow the sign.
    let openssl = value.windows(3).position(|sign| sign == b")= ").map(|at| at + 1);
    let short = value.iter().take(12).position(|&byte| byte == b'=' || byte == b':');
    let is_hex_with_colons = value.get(2) == Some(&b':') && value.get(5) == Some(&b':');
    if let Some(sign) = openssl.or(short.filter(|_| !is_hex_with_colons))
        && value[sign + 1..].iter().any(u8::is_ascii_alphanumeric)
    {
        causes.push(Cause::SignaturePrefixed);
        value = &value[sign + 1..];
        value = if openssl.is_some() { value.trim_ascii() } else { trimmed(value, &mut causes) };
    }
    // `0b21…  -`, as `sha256sum` and `openssl -r` print it.
    let file = value.windows(2).position(|space| matches!(space, b"  " | b" *" | b" -")).filter(|&at| at >= 40);
    if let Some(space) = file {
        causes.push(Cause::SignatureSuffixed);
        value = &value[..space];
    }
    let plus: Vec<u8> = value.iter().map(|&byte| if byte == b' ' { b'+' } else { byte }).collect();
    if plus != value {
        causes.push(Cause::SignaturePlusLost);
    }
    let mut add = |digest: Option<Vec<u8>>, cause: &[Cause]| {
        if let Some(digest) = digest
            && [20, 32, 48, 64].contains(&digest.len())
        {
            found.push(Candidate { digest, causes: [&causes[..], cause].concat() });
        }
    };
    let hex: Vec<u8> = plus.iter().copied().filter(|&byte| byte != b':').collect();
    add(from_hex(hex.strip_prefix(b"0x").unwrap_or(&hex)), &[Cause::SignatureHex]);
    let decoded = from_base64(&replaced(&replaced(&plus, b"\\u003d", b"="), b"&#x3D;", b"="));
    let hex = decoded.as_deref().and_then(from_hex);
    let mut spelling = Vec::new();
    if plus.iter().any(|byte| b"&\\".contains(byte)) {
        spelling.push(Cause::SignatureEscaped);
    }
    if plus.iter().any(|byte| b"-_".contains(byte)) {
        spelling.push(Cause::SignatureBase64Url);
    }
    if spelling.first() != Some(&Cause::SignatureEscaped) && !plus.len().is_multiple_of(4) {
        spelling.push(Cause::SignatureUnpadded);
    }
    add(decoded, &spelling);
    spelling.push(Cause::SignatureBase64OfHex);
    add(hex, &spelling);
}
