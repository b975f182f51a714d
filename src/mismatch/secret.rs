//! The keys that a given secret may stand for.

use base64::{Engine as _, engine::general_purpose};

use super::cause::Cause;
use super::tokens::{from_base64, from_hex, from_percent, push_hex, unquoted};
use crate::{json::BYTE_ORDER_MARK, signature::wipe};

/// A key, and what has to be wrong with the given secret for it to be the signer's.
pub(super) struct Candidate {
    pub(super) key: Vec<u8>,
    pub(super) index: usize,
    pub(super) causes: Vec<Cause>,
    /// What is around a secret is one change, however many layers it has; what was done to it is another.
    pub(super) changes: usize,
}

impl Drop for Candidate {
    fn drop(&mut self) {
        wipe(&mut self.key);
    }
}

/// The secret as given; without what is around it; and that decoded, encoded, and with or without its prefix.
pub(super) fn candidates(secret: &[u8], index: usize) -> Vec<Candidate> {
    let mut found = Vec::new();
    push(&mut found, secret.to_vec(), index, &[], None);
    let mut around = Vec::new();
    let mut core = secret;
    while let Some((inside, cause)) = peeled(core) {
        core = inside;
        if !around.contains(&cause) {
            around.push(cause);
        }
        push(&mut found, core.to_vec(), index, &around, None);
    }
    let recodings: [(Cause, Option<Vec<u8>>); 11] = [
        (Cause::SecretPercentEncoded, from_percent(core)),
        (Cause::SecretBase64Encoded, from_base64(core)),
        (Cause::SecretHexEncoded, from_hex(core)),
        (Cause::SecretBase64Decoded, Some(general_purpose::STANDARD.encode(core).into_bytes())),
        (Cause::SecretBase64Decoded, Some(general_purpose::URL_SAFE_NO_PAD.encode(core).into_bytes())),
        (Cause::SecretHexDecoded, Some(to_hex(core))),
        (Cause::SecretHexDecoded, Some(to_hex(core).to_ascii_uppercase())),
        (Cause::SecretPrefixMissing, Some([b"sec_", core].concat())),
        (Cause::SecretPrefixDecoded, without_prefix(core).map(<[u8]>::to_vec)),
        (Cause::SecretPrefixDecoded, without_prefix(core).and_then(from_base64)),
        (Cause::SecretNewlineSigned, Some([core, b"\n"].concat())),
    ];
    for (cause, key) in recodings {
        push(&mut found, key.unwrap_or_default(), index, &around, Some(cause));
    }
    found
}

fn push(found: &mut Vec<Candidate>, key: Vec<u8>, index: usize, around: &[Cause], cause: Option<Cause>) {
    let causes = around.iter().copied().chain(cause).collect();
    let changes = usize::from(!around.is_empty()) + usize::from(cause.is_some());
    let candidate = Candidate { key, index, causes, changes };
    if !candidate.key.is_empty() && found.iter().all(|other| other.key != candidate.key) {
        found.push(candidate);
    }
}

/// The secret itself, with nothing around it.
pub(super) fn core(mut secret: &[u8]) -> &[u8] {
    while let Some((inside, _)) = peeled(secret) {
        secret = inside;
    }
    secret
}

/// One layer less, and what it was.
fn peeled(secret: &[u8]) -> Option<(&[u8], Cause)> {
    if let Some(inside) = secret.strip_prefix(BYTE_ORDER_MARK) {
        return Some((inside, Cause::SecretBom));
    }
    if let Some(inside) = unquoted(secret) {
        return Some((inside, Cause::SecretQuotes));
    }
    for (stray, cause) in [(&b"\r\n"[..], Cause::SecretNewline), (&b" \t"[..], Cause::SecretSpace)] {
        let start = secret.iter().position(|byte| !stray.contains(byte))?;
        let end = secret.iter().rposition(|byte| !stray.contains(byte))? + 1;
        if end - start < secret.len() {
            return Some((&secret[start..end], cause));
        }
    }
    // A no-break space, as copying from a web page leaves it.
    let inside = secret.strip_suffix(b"\xc2\xa0").or_else(|| secret.strip_prefix(b"\xc2\xa0"))?;
    Some((inside, Cause::SecretSpace))
}

/// What follows `sec_`, `whsec_` or the like.
fn without_prefix(secret: &[u8]) -> Option<&[u8]> {
    let end = secret.iter().take(8).position(|&byte| byte == b'_')?;
    Some(&secret[end + 1..])
}

fn to_hex(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(2 * bytes.len());
    for &byte in bytes {
        push_hex(byte, &mut out);
    }
    out
}

/// Whether a secret looks like what the API takes: a user and a password, or an `Authorization` header.
pub(super) fn looks_like_api_credentials(secret: &[u8]) -> bool {
    let secret = core(secret);
    let begins = |word: &[u8]| secret.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    let pair = |text: &[u8]| {
        let colon = text.iter().position(|&byte| byte == b':');
        colon.is_some_and(|at| at > 0 && at + 1 < text.len()) && text.iter().all(u8::is_ascii_graphic)
    };
    !begins(b"sec_")
        && (begins(b"basic ")
            || begins(b"bearer ")
            || begins(b"authorization:")
            || secret.starts_with(b"eyJ")
            || pair(secret)
            || from_base64(secret).is_some_and(|text| pair(&text)))
}
