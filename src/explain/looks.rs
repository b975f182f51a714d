//! Causes that the input looks like, though no signature proves them.

use super::Input;
use super::encodings::{from_base64, from_utf16};
use super::secret::{core, is_json_object, without_name};

pub(super) fn secret_empty(input: &Input<'_>) -> bool {
    input.secrets.is_empty() || input.any_secret(|secret| core(secret).is_empty())
}

pub(super) fn secret_utf16(input: &Input<'_>) -> bool {
    input.any_secret(|secret| from_utf16(secret).is_some())
}

pub(super) fn secret_json(input: &Input<'_>) -> bool {
    input.any_secret(|secret| is_json_object(core(secret)))
}

/// A secret is what the API takes: a user and a password, or an `Authorization` header.
pub(super) fn api_credentials(input: &Input<'_>) -> bool {
    input.any_secret(|secret| {
        let secret = core(secret);
        let begins = |word: &[u8]| secret.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
        let pair = |text: &[u8]| {
            let colon = text.iter().position(|&byte| byte == b':');
            colon.is_some_and(|at| at > 0 && at + 1 < text.len()) && text.iter().all(u8::is_ascii_graphic)
        };
        let is_webhooks =
            begins(b"sec_") || without_name(secret).is_some_and(|value| core(&value).starts_with(b"sec_"));
        !(is_webhooks || is_json_object(secret))
            && (begins(b"basic ")
                || begins(b"bearer ")
                || begins(b"authorization:")
                || secret.starts_with(b"eyJ")
                || pair(secret)
                || from_base64(secret).is_some_and(|text| pair(&text)))
    })
}

/// The header holds a secret.
pub(super) fn signature_is_secret(input: &Input<'_>) -> bool {
    let header = input.header.trim_ascii();
    header.starts_with(b"sec_") || input.any_secret(|secret| !secret.is_empty() && secret == header)
}

pub(super) fn body_empty(input: &Input<'_>) -> bool {
    input.body().is_empty()
}

pub(super) fn body_utf16(input: &Input<'_>) -> bool {
    from_utf16(input.body()).is_some()
}

/// As it is, or with U+FFFD where bytes that are not UTF-8 were replaced.
pub(super) fn body_gzip(input: &Input<'_>) -> bool {
    [b"\x1f\x8b\x08", "\u{1f}\u{fffd}\u{8}".as_bytes()].iter().any(|magic| input.body().starts_with(magic))
}

pub(super) fn body_object_object(input: &Input<'_>) -> bool {
    input.body().trim_ascii() == b"[object Object]"
}

pub(super) fn body_replacement(input: &Input<'_>) -> bool {
    input.body().windows(3).any(|bytes| bytes == "\u{fffd}".as_bytes())
}
