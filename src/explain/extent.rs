//! Which causes were tried in full, and which only in part: in some of the ways that they can have with this input.

use super::Input;
use super::body::{from_byte_list, from_bytes_literal};
use super::encodings::{from_base64, from_base64_lines, from_hex_lines, from_percent, from_utf16, without_white_space};
use super::layout::indented_by_4;
use super::limits::{MAX_FLOATS, MAX_FLOATS_LEN, MAX_JSON_VALUES};
use super::members::{can_sort, keys};
use super::secret::{core, json_values, without_prefix};
use super::tokens::{Kind, tokens, unquote};
use super::values::integers;
use crate::json::{Form, rewrite};

pub(super) fn secret_utf16(input: &Input<'_>) -> bool {
    !input.any_secret(|secret| from_utf16(secret).is_none() && secret.contains(&0))
}

/// There is nothing around a secret: all of it is letters, digits, and the other characters of base64.
pub(super) fn around_secret(input: &Input<'_>) -> bool {
    each_core(input, |secret| secret.iter().all(|&byte| is_base64(byte)))
}

pub(super) fn secret_json(input: &Input<'_>) -> bool {
    each_core(input, |secret| !secret.starts_with(b"{") || (1..=MAX_JSON_VALUES).contains(&json_values(secret).count()))
}

pub(super) fn secret_percent(input: &Input<'_>) -> bool {
    each_core(input, |secret| from_percent(secret).is_none_or(|decoded| from_percent(&decoded).is_none()))
}

pub(super) fn secret_base64(input: &Input<'_>) -> bool {
    each_core(input, is_base64_or_not)
}

pub(super) fn secret_hex(input: &Input<'_>) -> bool {
    each_core(input, is_hex_or_not)
}

/// Decoders differ in what they skip and drop; but the dashboard's own prefix is not decoded.
pub(super) fn secret_decoded(input: &Input<'_>) -> bool {
    each_core(input, |secret| secret.starts_with(b"sec_"))
}

pub(super) fn secret_prefix(input: &Input<'_>) -> bool {
    each_core(input, |secret| without_prefix(secret).is_none_or(|rest| from_base64(&rest).is_some()))
}

pub(super) fn body_utf16(input: &Input<'_>) -> bool {
    from_utf16(input.body()).is_some() || !input.body().contains(&0)
}

pub(super) fn body_latin1(input: &Input<'_>) -> bool {
    !has(input, "\u{fffd}") && !has(input, "\\u")
}

pub(super) fn body_json_string(input: &Input<'_>) -> bool {
    let body = input.body().trim_ascii();
    unquote(body).is_some() || !body.starts_with(b"\"")
}

pub(super) fn body_base64(input: &Input<'_>) -> bool {
    is_base64_or_not(input.body())
}

pub(super) fn body_byte_list(input: &Input<'_>) -> bool {
    from_byte_list(input.body()).is_some() || rewrite(input.text, Form::Python).is_ok()
}

pub(super) fn body_bytes_literal(input: &Input<'_>) -> bool {
    from_bytes_literal(input.body()).is_some() || !input.body().trim_ascii().starts_with(b"b")
}

/// A member may be deeper in a text within it, or have another name.
pub(super) fn body_member(input: &Input<'_>) -> bool {
    !input.body().trim_ascii().starts_with(b"{")
}

pub(super) fn body_form(input: &Input<'_>) -> bool {
    !input.body().contains(&b'%')
}

/// Objects within objects may be left out.
pub(super) fn body_inspected(input: &Input<'_>) -> bool {
    rewrite(input.text, Form::Python).is_ok()
}

/// Which members were null is only known of those that are documented.
pub(super) fn body_nulls_lost(input: &Input<'_>) -> bool {
    !input.body().contains(&b'{')
}

/// Which of the strings were numbers is not known.
pub(super) fn body_numbers_quoted(input: &Input<'_>) -> bool {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    tokens(input.body()).all(|token| token.kind != Kind::String || !token.text(input.body()).iter().any(is_digit))
}

/// There are no numbers, which languages write in many ways.
pub(super) fn signed_numbers(input: &Input<'_>) -> bool {
    tokens(input.body()).all(|token| token.kind != Kind::Scalar || !token.text(input.body())[0].is_ascii_digit())
}

/// There are no dates, which languages write in many ways.
pub(super) fn dates(input: &Input<'_>) -> bool {
    !input.body().windows(3).any(|part| part[0].is_ascii_digit() && part[1] == b'-' && part[2].is_ascii_digit())
}

pub(super) fn body_floats_added(input: &Input<'_>) -> bool {
    input.body().windows(2).filter(|part| part == b".0").count() < 2
}

pub(super) fn body_zero_sign(input: &Input<'_>) -> bool {
    tokens(input.body()).filter(|token| matches!(token.text(input.body()), b"0" | b"-0" | b"0.0")).count() < 2
}

/// Each character beyond ASCII is one byte too few.
pub(super) fn body_cut_short(input: &Input<'_>) -> bool {
    input.body().is_ascii()
}

/// `0` may have been `-0.0`.
pub(super) fn body_floats_lost(input: &Input<'_>) -> bool {
    let body = input.body();
    let is_few = integers(body).count() <= MAX_FLOATS && body.len() <= MAX_FLOATS_LEN;
    is_few && integers(body).all(|integer| integer.text(body) != b"0")
}

/// Which order they had is not known.
pub(super) fn body_keys_sorted(input: &Input<'_>) -> bool {
    keys(input.body()).nth(1).is_none()
}

pub(super) fn signed_sorted(input: &Input<'_>) -> bool {
    can_sort(input.body())
}

pub(super) fn signed_html(input: &Input<'_>) -> bool {
    !["\u{2028}", "\u{2029}", "\\u2028", "\\u2029"].iter().any(|escaped| has(input, escaped))
}

/// Each form can be printed with the widest indentation: a deep one would fill the memory.
pub(super) fn printed(input: &Input<'_>) -> bool {
    let mut forms = Form::ALL.iter().filter_map(|&form| rewrite(input.text, form).ok());
    forms.all(|form| indented_by_4(&form).is_some())
}

pub(super) fn signed_latin1(input: &Input<'_>) -> bool {
    let is_latin1 = |text: &str| text.chars().all(|char| char <= '\u{ff}');
    !has(input, "\\u") && str::from_utf8(input.body()).is_ok_and(is_latin1)
}

pub(super) fn signed_json_string(input: &Input<'_>) -> bool {
    input.body().is_ascii() && !has(input, "\\u")
}

pub(super) fn signed_cut_short(input: &Input<'_>) -> bool {
    str::from_utf8(input.body()).is_ok()
}

/// Whether this holds of each secret, without what is around it.
fn each_core(input: &Input<'_>, holds: fn(&[u8]) -> bool) -> bool {
    !input.any_secret(|secret| !holds(core(secret)))
}

const fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_' | b'=')
}

/// Not for what looks like base64 but cannot be decoded.
fn is_base64_or_not(text: &[u8]) -> bool {
    from_base64_lines(text).is_some() || !without_white_space(text).iter().all(|&byte| is_base64(byte))
}

/// Not for hexadecimal digits of an odd number, or with signs between them.
fn is_hex_or_not(text: &[u8]) -> bool {
    let is_hex = |byte: &u8| byte.is_ascii_hexdigit() || b"xX:-,\\".contains(byte);
    from_hex_lines(text).is_some() || !without_white_space(text).iter().all(is_hex)
}

fn has(input: &Input<'_>, part: &str) -> bool {
    input.body().windows(part.len()).any(|window| window == part.as_bytes())
}
