//! The digests that a header's value may stand for.

use super::cause::Cause;
use super::encodings::{from_base64, from_hex, from_percent, unquoted};
use super::limits::{MAX_HEADER_LEN, MAX_HEADER_VALUES};
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
    let decoded = from_percent(value);
    if let Some(decoded) = &decoded {
        causes.push(Cause::SignaturePercentEncoded);
        value = decoded;
    }
    if value.contains(&b',') {
        causes.push(Cause::SignatureJoined);
    }
    let mut is_understood = true;
    for (index, part) in value.split(|&byte| byte == b',').enumerate() {
        let before = found.len();
        if index < MAX_HEADER_VALUES {
            digests(part.trim_ascii(), &causes, &mut found);
        }
        is_understood &= found.len() > before;
    }
    (found, is_understood)
}

fn trimmed<'a>(header: &'a [u8], causes: &mut Vec<Cause>) -> &'a [u8] {
    let value = header.trim_ascii();
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
        causes.push(Cause::SignatureQuoted);
        value = trimmed(inside, &mut causes);
    }
    // `sha256=`, `v1=`: more than padding has to follow the sign.
    if let Some(sign) = value.iter().take(12).position(|&byte| byte == b'=' || byte == b':')
        && value[sign + 1..].iter().any(u8::is_ascii_alphanumeric)
    {
        causes.push(Cause::SignaturePrefixed);
        value = trimmed(&value[sign + 1..], &mut causes);
    }
    let plus: Vec<u8> = value.iter().map(|&byte| if byte == b' ' { b'+' } else { byte }).collect();
    if plus != value {
        causes.push(Cause::SignaturePlusLost);
    }
    let mut add = |digest: Option<Vec<u8>>, cause: &[Cause]| {
        if let Some(digest) = digest
            && [20, 32, 64].contains(&digest.len())
        {
            found.push(Candidate { digest, causes: [&causes[..], cause].concat() });
        }
    };
    add(from_hex(&plus), &[Cause::SignatureHex]);
    let decoded = from_base64(&plus);
    let hex = decoded.as_deref().and_then(from_hex);
    let mut spelling = Vec::new();
    if plus.iter().any(|byte| b"-_".contains(byte)) {
        spelling.push(Cause::SignatureBase64Url);
    }
    if !plus.len().is_multiple_of(4) {
        spelling.push(Cause::SignatureUnpadded);
    }
    add(decoded, &spelling);
    spelling.push(Cause::SignatureBase64OfHex);
    add(hex, &spelling);
}
