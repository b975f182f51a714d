//! Numbers that became something else on their way: integers, floats, strings.

use super::Input;
use super::limits::{MAX_FLOATS, MAX_FLOATS_LEN};
use super::strings::{rewritten, string_value};
use super::tokens::{Kind, Token, tokens};

/// Which numbers are meant.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Which {
    /// Those with a point or an exponent.
    Floats,
    /// Those beyond what a double holds exactly.
    Large,
    All,
}

impl Which {
    fn has(self, number: &[u8]) -> bool {
        let is_number = number.iter().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(byte))
            && number.last().is_some_and(u8::is_ascii_digit);
        let is_float = number.iter().any(|byte| b".eE".contains(byte));
        is_number
            && match self {
                Self::All => true,
                Self::Floats => is_float,
                Self::Large => !is_float && number.len() > 15,
            }
    }
}

/// Numbers as strings.
pub(super) fn quoted(text: &[u8], which: Which) -> Option<Vec<u8>> {
    rewritten(text, &mut |token, _, out| {
        let piece = token.text(text);
        let quote: &[u8] = if token.kind == Kind::Scalar && which.has(piece) { b"\"" } else { b"" };
        out.extend_from_slice(&[quote, piece, quote].concat());
        Some(())
    })
}

/// Strings that hold numbers as numbers.
pub(super) fn without_quotes(text: &[u8], which: Which) -> Option<Vec<u8>> {
    rewritten(text, &mut |token, is_key, out| {
        let value = string_value(token, is_key, text).filter(|value| which.has(value));
        out.extend_from_slice(value.as_deref().unwrap_or(token.text(text)));
        Some(())
    })
}

/// The integers of a body, as tokens.
pub(super) fn integers(body: &[u8]) -> impl Iterator<Item = Token> {
    tokens(body).filter(|token| is_integer(*token, body))
}

fn is_integer(token: Token, body: &[u8]) -> bool {
    let text = token.text(body);
    token.kind == Kind::Scalar
        && text.last().is_some_and(u8::is_ascii_digit)
        && !text.iter().any(|byte| b".eE".contains(byte))
}

/// The integers of a body that went through JavaScript as the floats that they may have been: all of them,
pub(super) fn floats(body: &[u8]) -> Option<Vec<u8>> {
    Some(with_floats(body, |_| true))
}

/// and some of them: of few integers every combination, of more those with the same keys.
pub(super) fn some_floats(body: &[u8], _: &Input<'_>) -> Vec<Vec<u8>> {
    let Some(groups) = groups(body) else {
        return Vec::new();
    };
    let count = groups.iter().max().map_or(0, |last| last + 1);
    let kept = 1..(1_usize << count).saturating_sub(1);
    kept.map(|kept| with_floats(body, |index| kept >> groups[index] & 1 == 0)).collect()
}

/// The group of each integer: itself, or, if there are many, those with the same key. None if there are many groups.
fn groups(body: &[u8]) -> Option<Vec<usize>> {
    if body.len() > MAX_FLOATS_LEN {
        return None;
    }
    let count = integers(body).count();
    if count <= MAX_FLOATS {
        return Some((0..count).collect());
    }
    let mut groups = Vec::with_capacity(count);
    let mut keys: Vec<&[u8]> = Vec::new();
    let (mut string, mut key): (&[u8], &[u8]) = (b"", b"");
    for token in tokens(body) {
        let piece = token.text(body);
        if token.kind == Kind::String {
            string = piece;
        } else if piece == b":" {
            key = string;
        } else if is_integer(token, body) {
            let group = keys.iter().position(|known| *known == key).unwrap_or(keys.len());
            if group == keys.len() {
                keys.push(key);
            }
            groups.push(group);
        }
        if keys.len() > MAX_FLOATS {
            return None;
        }
    }
    Some(groups)
}

/// With a point behind those integers; those that are 0 were -0.0 if they were printed so.
fn with_floats(body: &[u8], is_float: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 64);
    let mut from = 0;
    for (index, integer) in integers(body).enumerate() {
        if is_float(index) {
            out.extend_from_slice(&body[from..integer.end]);
            out.extend_from_slice(b".0");
            from = integer.end;
        }
    }
    out.extend_from_slice(&body[from..]);
    out
}

/// Floats without a fraction as integers.
pub(super) fn integers_again(text: &[u8]) -> Option<Vec<u8>> {
    rewritten(text, &mut |token, _, out| {
        let piece = token.text(text);
        let whole = piece.strip_suffix(b".0").filter(|_| token.kind == Kind::Scalar);
        out.extend_from_slice(whole.unwrap_or(piece));
        Some(())
    })
}

/// Zero as the negative one that it may have been.
pub(super) fn negative_zeros(text: &[u8]) -> Option<Vec<u8>> {
    rewritten(text, &mut |token, _, out| {
        let piece = token.text(text);
        out.extend_from_slice(if matches!(piece, b"0" | b"-0" | b"0.0") { b"-0.0" } else { piece });
        Some(())
    })
}
