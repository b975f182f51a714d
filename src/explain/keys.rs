//! The order of an object's keys.

use super::limits::MAX_DEPTH;
use super::spelling::compact;
use super::tokens::{Kind, Token, tokens, unquote};

/// Heron's documented order of keys.
const DOCUMENTED_ORDER: [&[u8]; 9] =
    [b"topic", b"created", b"data", b"meta", b"heron_id", b"end_user_id", b"status", b"transactions", b"reference_id"];

/// With the keys of each object sorted. None if no key moves.
pub(super) fn sorted(text: &[u8]) -> Option<Vec<u8>> {
    reordered(text, |_| Some(0))
}

/// With the keys of each object in the documented order. None if no key moves.
pub(super) fn in_documented_order(text: &[u8]) -> Option<Vec<u8>> {
    reordered(text, |key| DOCUMENTED_ORDER.iter().position(|&known| known == key))
}

/// With the keys of each object in the order of their ranks. None if no key moves.
fn reordered(text: &[u8], rank: fn(&[u8]) -> Option<usize>) -> Option<Vec<u8>> {
    in_order(text, rank).filter(|out| Some(out) != compact(text).as_ref())
}

/// Without white space, and with the keys of each object in the order of their ranks and then of their bytes; an object
/// with a key that has no rank stays as it is.
fn in_order(text: &[u8], rank: fn(&[u8]) -> Option<usize>) -> Option<Vec<u8>> {
    let compact = compact(text)?;
    let mut at = 0;
    value(&compact, &mut at, rank, MAX_DEPTH).filter(|_| at == compact.len())
}

/// Whether the keys of a text can be sorted, in the one way that they have: beyond ASCII there are several.
pub(super) fn can_sort(text: &[u8]) -> bool {
    in_order(text, |_| Some(0)).is_some() && keys(text).all(|key| key.is_ascii() && !key.contains(&b'\\'))
}

/// The keys of a text's objects, as they are spelt.
pub(super) fn keys(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut last: &[u8] = b"";
    tokens(text).filter(|token| token.kind != Kind::Space).filter_map(move |token| {
        let before = core::mem::replace(&mut last, token.text(text));
        (last == b":").then_some(before)
    })
}

/// The value that begins at `at`, which moves behind it.
fn value(text: &[u8], at: &mut usize, rank: fn(&[u8]) -> Option<usize>, depth: usize) -> Option<Vec<u8>> {
    let first = Token::at(text, *at)?;
    *at = first.end;
    let (closing, object) = match first.text(text) {
        b"{" => (b'}', true),
        b"[" => (b']', false),
        other => return Some(other.to_vec()),
    };
    let mut members = Vec::new();
    let mut ranked = object;
    while *text.get(*at)? != closing {
        *at += usize::from(!members.is_empty());
        let mut member = Vec::new();
        let mut order = (0, Vec::new());
        if object {
            let key = Token::at(text, *at)?;
            *at = key.end + 1;
            order.1 = unquote(key.text(text))?;
            match rank(&order.1) {
                Some(rank) => order.0 = rank,
                None => ranked = false,
            }
            member.extend_from_slice(text.get(key.start..*at)?);
        }
        member.extend(value(text, at, rank, depth.checked_sub(1)?)?);
        members.push((order, member));
    }
    *at += 1;
    if ranked {
        members.sort_by(|one: &((usize, Vec<u8>), Vec<u8>), other| one.0.cmp(&other.0));
    }
    let mut out = vec![text[first.start]];
    for (index, (_, member)) in members.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.extend_from_slice(member);
    }
    out.push(closing);
    Some(out)
}
