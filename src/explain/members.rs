//! The members of a text's objects: put in order, left out, added.

use super::Input;
use super::layout::compact;
use super::limits::{MAX_DEPTH, MAX_ORDERS};
use super::tokens::{Kind, Token, tokens, unquote};

/// Heron's documented order of keys.
const DOCUMENTED_ORDER: [&[u8]; 9] =
    [b"topic", b"created", b"data", b"meta", b"heron_id", b"end_user_id", b"status", b"transactions", b"reference_id"];

/// A member of an object.
struct Member {
    /// Where it comes before others; those of the same rank are in the order of their keys.
    rank: usize,
    /// The text that its key stands for.
    key: Vec<u8>,
    /// Key and value, as they are spelt.
    text: Vec<u8>,
}

impl Member {
    fn is_null(&self) -> bool {
        self.text.ends_with(b":null")
    }
}

/// Changes the members of an object, the innermost first; told whether it is in no other.
type Edit<'a> = &'a mut dyn FnMut(&mut Vec<Member>, bool);

/// With the keys of each object sorted.
pub(super) fn sorted(text: &[u8]) -> Option<Vec<u8>> {
    edited(text, &mut |members, _| sort(members, |_| Some(0)))
}

/// With the keys of each object in the order of PostgreSQL's `jsonb` and of MySQL: the shorter first.
pub(super) fn sorted_by_length(text: &[u8]) -> Option<Vec<u8>> {
    edited(text, &mut |members, _| sort(members, |key| Some(key.len())))
}

/// With the keys of each object in the documented order; those that are not documented behind them, as they stand.
pub(super) fn in_documented_order(text: &[u8]) -> Option<Vec<u8>> {
    edited(text, &mut |members, _| in_order(members))
}

fn in_order(members: &mut [Member]) {
    for (index, member) in members.iter_mut().enumerate() {
        let rank = DOCUMENTED_ORDER.iter().position(|&known| known == member.key);
        member.rank = rank.unwrap_or(DOCUMENTED_ORDER.len() + index);
    }
    sort_by_rank(members);
}

/// With the keys that are not documented in every order, behind those that are.
pub(super) fn in_documented_orders(text: &[u8], _: &Input<'_>) -> Vec<Vec<u8>> {
    in_orders(text, true)
}

/// With the keys in every order, if there are few.
pub(super) fn in_any_order(text: &[u8], _: &Input<'_>) -> Vec<Vec<u8>> {
    in_orders(text, false)
}

/// Of every object, the orders that its members can have; none if the text would have too many.
fn in_orders(text: &[u8], documented_first: bool) -> Vec<Vec<u8>> {
    let mut count = 1;
    let moved = |members: &[Member]| {
        let is_fixed = |member: &&Member| documented_first && DOCUMENTED_ORDER.contains(&&member.key[..]);
        members.iter().take_while(is_fixed).count()
    };
    let _ = edited(text, &mut |members, _| {
        in_order(members);
        let factors = 1..=members.len() - moved(members);
        count = factors.fold(count, usize::saturating_mul).min(MAX_ORDERS + 1);
    });
    if count > MAX_ORDERS {
        return Vec::new();
    }
    let order = |number: usize| {
        let mut left = number;
        edited(text, &mut |members, _| {
            in_order(members);
            for place in moved(members)..members.len() {
                let choices = members.len() - place;
                members[place..].rotate_left(left % choices);
                left /= choices;
            }
        })
    };
    (0..count).filter_map(order).collect()
}

/// By rank and key, if each has a rank.
fn sort(members: &mut [Member], rank: fn(&[u8]) -> Option<usize>) {
    for member in members.iter_mut() {
        let Some(rank) = rank(&member.key) else {
            return;
        };
        member.rank = rank;
    }
    sort_by_rank(members);
}

fn sort_by_rank(members: &mut [Member]) {
    members.sort_by(|one, other| (one.rank, &one.key).cmp(&(other.rank, &other.key)));
}

/// Without the members that are null.
pub(super) fn without_nulls(text: &[u8]) -> Option<Vec<u8>> {
    edited(text, &mut |members, _| members.retain(|member| !member.is_null()))
}

/// With the members that Heron documents as null: an event's meta, a transaction's reference.
pub(super) fn with_nulls(text: &[u8]) -> Option<Vec<u8>> {
    edited(text, &mut |members, is_outermost| {
        if is_outermost {
            add_null(members, b"topic", "meta");
        } else {
            add_null(members, b"heron_id", "reference_id");
        }
    })
}

/// Only with the event's meta.
pub(super) fn with_meta_null(text: &[u8]) -> Option<Vec<u8>> {
    edited(text, &mut |members, is_outermost| {
        if is_outermost {
            add_null(members, b"topic", "meta");
        }
    })
}

/// Adds a null to an object that has one key and not the other.
fn add_null(members: &mut Vec<Member>, beside: &[u8], key: &str) {
    let has = |key: &[u8]| members.iter().any(|member| member.key == key);
    if has(beside) && !has(key.as_bytes()) {
        members.push(Member { rank: 0, key: key.into(), text: ["\"", key, "\":null"].concat().into() });
    }
}

/// Without white space, and with every object edited; none if no object changes.
fn edited(text: &[u8], edit: Edit<'_>) -> Option<Vec<u8>> {
    let compact = compact(text)?;
    let edited = edited_compact(&compact, edit)?;
    (edited != compact).then_some(edited)
}

fn edited_compact(compact: &[u8], edit: Edit<'_>) -> Option<Vec<u8>> {
    let mut at = 0;
    value(compact, &mut at, edit, MAX_DEPTH).filter(|_| at == compact.len())
}

/// Whether the keys of a text can be sorted, in the one way that they have: beyond ASCII there are several.
pub(super) fn can_sort(text: &[u8]) -> bool {
    compact(text).is_some_and(|text| edited_compact(&text, &mut |_, _| {}).is_some())
        && keys(text).all(|key| key.is_ascii() && !key.contains(&b'\\'))
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
fn value(text: &[u8], at: &mut usize, edit: Edit<'_>, depth: usize) -> Option<Vec<u8>> {
    let first = Token::at(text, *at)?;
    *at = first.end;
    let (closing, object) = match first.text(text) {
        b"{" => (b'}', true),
        b"[" => (b']', false),
        other => return Some(other.to_vec()),
    };
    let mut members = Vec::new();
    while *text.get(*at)? != closing {
        *at += usize::from(!members.is_empty());
        let mut member = Member { rank: 0, key: Vec::new(), text: Vec::new() };
        if object {
            let key = Token::at(text, *at)?;
            *at = key.end + 1;
            member.key = unquote(key.text(text))?;
            member.text.extend_from_slice(text.get(key.start..*at)?);
        }
        member.text.extend(value(text, at, edit, depth.checked_sub(1)?)?);
        members.push(member);
    }
    *at += 1;
    if object {
        edit(&mut members, depth == MAX_DEPTH);
    }
    let mut out = vec![text[first.start]];
    for (index, member) in members.iter().enumerate() {
        if index > 0 {
            out.push(b',');
        }
        out.extend_from_slice(&member.text);
    }
    out.push(closing);
    Some(out)
}
