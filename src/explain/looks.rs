//! Causes that the input looks like, though no signature proves them.

use core::ops::Range;

use super::Input;
use super::encodings::{from_base64, from_utf16};
use super::secret::{core, is_json_object, without_name};
use super::tokens::{Kind, Token, tokens};
use crate::json::{ErrorKind, Form, rewrite};

/// Where in the body it is: an empty stretch if it is no place of it.
type Place = Option<Range<usize>>;

const EVERYWHERE: Range<usize> = 0..0;

fn everywhere(is_so: bool) -> Place {
    is_so.then_some(EVERYWHERE)
}

fn found(body: &[u8], part: &[u8]) -> Place {
    body.windows(part.len()).position(|window| window == part).map(|at| at..at + part.len())
}

pub(super) fn secret_empty(input: &Input<'_>) -> Place {
    everywhere(input.secrets.is_empty() || input.any_secret(|secret| core(secret).is_empty()))
}

pub(super) fn secret_utf16(input: &Input<'_>) -> Place {
    everywhere(input.any_secret(|secret| from_utf16(secret).is_some()))
}

pub(super) fn secret_json(input: &Input<'_>) -> Place {
    everywhere(input.any_secret(|secret| is_json_object(core(secret))))
}

/// A secret is what the API takes: a user and a password, or an `Authorization` header.
pub(super) fn api_credentials(input: &Input<'_>) -> Place {
    everywhere(input.any_secret(|secret| {
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
    }))
}

/// The header holds a secret.
pub(super) fn signature_is_secret(input: &Input<'_>) -> Place {
    let header = input.header.trim_ascii();
    everywhere(header.starts_with(b"sec_") || input.any_secret(|secret| !secret.is_empty() && secret == header))
}

pub(super) fn body_empty(input: &Input<'_>) -> Place {
    everywhere(input.body().is_empty())
}

pub(super) fn body_utf16(input: &Input<'_>) -> Place {
    everywhere(from_utf16(input.body()).is_some())
}

/// As it is, or with U+FFFD where bytes that are not UTF-8 were replaced.
pub(super) fn body_gzip(input: &Input<'_>) -> Place {
    let magics = [b"\x1f\x8b\x08", "\u{1f}\u{fffd}\u{8}".as_bytes()];
    everywhere(magics.iter().any(|magic| input.body().starts_with(magic)))
}

/// By the first bytes of zlib and zstd; Brotli has none that are its own.
pub(super) fn body_compressed(input: &Input<'_>) -> Place {
    let is_zlib = matches!(input.body(), [0x78, 0x01 | 0x5e | 0x9c | 0xda, ..]);
    everywhere(is_zlib || input.body().starts_with(b"\x28\xb5\x2f\xfd"))
}

pub(super) fn body_object_object(input: &Input<'_>) -> Place {
    everywhere(input.body().trim_ascii() == b"[object Object]")
}

pub(super) fn body_replacement(input: &Input<'_>) -> Place {
    found(input.body(), "\u{fffd}".as_bytes())
}

pub(super) fn body_ellipsis(input: &Input<'_>) -> Place {
    let body = input.body().trim_ascii_end();
    let end = |mark: &[u8]| body.ends_with(mark).then(|| body.len() - mark.len()..body.len());
    end(b"...").or_else(|| end("\u{2026}".as_bytes())).or_else(|| found(body, b"[truncated]"))
}

/// It begins as JSON and ends where more has to come.
pub(super) fn body_ends_early(input: &Input<'_>) -> Place {
    let body = input.body();
    let error = rewrite(input.text, Form::Python).err()?;
    let is_end = matches!(error.kind(), ErrorKind::UnexpectedEnd) && !body.trim_ascii().is_empty();
    is_end.then(|| body.len().saturating_sub(1)..body.len())
}

/// How prints of maps begin that have a name in front: Go's, PHP's and Python's.
const NAMED_PRINTS: [&[u8]; 5] = [b"map[", b"Array\n", b"array (", b"array(", b"OrderedDict("];

/// Not JSON, but with an object's brackets and what only prints have: a name in front, keys in single quotes or in none,
/// and arrows.
pub(super) fn body_print_out(input: &Input<'_>) -> Place {
    let body = input.body();
    let text = body.trim_ascii_start();
    let error = rewrite(text, Form::Python).err()?;
    let start = body.len() - text.len() + error.offset();
    let place = start..(start + 1).min(body.len());
    if NAMED_PRINTS.iter().any(|name| text.starts_with(name)) {
        return Some(place);
    }
    let first = text.strip_prefix(b"{").or_else(|| text.strip_prefix(b"["))?.trim_ascii_start().first();
    let has_bare_key = text.starts_with(b"{") && first.is_some_and(|&byte| byte.is_ascii_alphabetic() || byte == b'\'');
    let is_print = has_bare_key || found(text, b"=>").is_some() || found(text, b"[Object]").is_some();
    is_print.then_some(place)
}

/// An event whose topic is not first, where Heron has it.
pub(super) fn body_keys_sorted(input: &Input<'_>) -> Place {
    let body = input.body();
    let _ = outermost(body, b"\"topic\"")?;
    let first = tokens(body).find(|token| token.kind == Kind::String)?;
    (first.text(body) != b"\"topic\"").then_some(first.start..first.end)
}

/// An event whose date is written as Heron does not write it: with `Z`, or as a number.
pub(super) fn dates(input: &Input<'_>) -> Place {
    let body = input.body();
    let _ = outermost(body, b"\"topic\"")?;
    let date = outermost(body, b"\"created\"")?;
    let is_other = date.text(body).ends_with(b"Z\"") || date.text(body).iter().all(u8::is_ascii_digit);
    is_other.then_some(date.start..date.end)
}

/// The value of a member of the outermost object, by its key as it is spelt.
fn outermost(body: &[u8], key: &[u8]) -> Option<Token> {
    let mut depth = 0_usize;
    let mut before: [&[u8]; 2] = [b"", b""];
    tokens(body).filter(|token| token.kind != Kind::Space).find(|token| {
        let is_value = depth == 1 && before == [key, b":"];
        match token.text(body) {
            b"{" | b"[" => depth += 1,
            b"}" | b"]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        before = [before[1], token.text(body)];
        is_value
    })
}

/// An integer that no double tells from its neighbours, and that ends in zeros as JavaScript prints it.
pub(super) fn body_rounded(input: &Input<'_>) -> Place {
    let body = input.body();
    let rounded = tokens(body).find(|token| {
        let digits = token.text(body).strip_prefix(b"-").unwrap_or(token.text(body));
        token.kind == Kind::Scalar
            && digits.iter().all(u8::is_ascii_digit)
            && (digits.len() > 16 && digits.ends_with(b"0") || digits.len() == 16 && *digits >= b"9007199254740992"[..])
    })?;
    // As JavaScript prints it, the number is the same: its digits were lost there, or before.
    let number = rounded.text(body);
    let is_its_print = rewrite(number, Form::JavaScript).is_ok_and(|printed| printed == number);
    is_its_print.then_some(rounded.start..rounded.end)
}

/// A question mark within a word, or at the end of a text of one word; not of an address.
pub(super) fn body_question_mark(input: &Input<'_>) -> Place {
    let body = input.body();
    tokens(body).filter(|token| token.kind == Kind::String).find_map(|token| {
        let text = token.text(body);
        let is_letter = |at: usize| text.get(at).is_some_and(u8::is_ascii_lowercase);
        let is_word = !text.contains(&b' ');
        let is_lost = |at: &usize| {
            text[*at] == b'?' && is_letter(at - 1) && (is_letter(at + 1) || is_word && at + 2 == text.len())
        };
        let at = (1..text.len()).find(is_lost).filter(|_| !text.iter().any(|byte| b"/=".contains(byte)))?;
        Some(token.start + at..token.start + at + 1)
    })
}
