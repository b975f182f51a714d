//! The texts that may have been signed, made from the body that is at hand: what happened to it undone, and its forms
//! written as other signers write them.

use super::cause::Cause;
use super::tokens::{
    Kind, Token, from_base64, from_hex, from_utf16, quote, tokens, unquote, unquoted, without_white_space,
};
use crate::json::{BYTE_ORDER_MARK, Form, Rewriter};

/// A change of a text, and the cause that it stands for. It gives nothing where it does not apply.
pub(super) struct Change {
    pub(super) cause: Cause,
    pub(super) apply: fn(&[u8]) -> Option<Vec<u8>>,
}

const fn change(cause: Cause, apply: fn(&[u8]) -> Option<Vec<u8>>) -> Change {
    Change { cause, apply }
}

/// What may have happened to the body, undone. The forms of the result are tried.
pub(super) const REPAIRS: [Change; 15] = [
    change(Cause::BodyUtf16, from_utf16),
    // PowerShell ends what it writes with a line break.
    change(Cause::BodyUtf16, |body| without_line_break(&from_utf16(body)?)),
    change(Cause::BodyBomAdded, |body| body.strip_prefix(BYTE_ORDER_MARK).map(<[u8]>::to_vec)),
    change(Cause::BodyBytesLiteral, bytes_of_literal),
    change(Cause::BodyByteList, bytes_of_list),
    change(Cause::BodyJsonString, |body| unquote(body.trim_ascii())),
    change(Cause::BodyBase64, |body| from_base64(&without_white_space(body))),
    change(Cause::BodyLatin1, |body| to_latin1(body).filter(|bytes| str::from_utf8(bytes).is_ok())),
    change(Cause::BodyCrlfAdded, |body| Some(replaced(body, b"\r\n", b"\n"))),
    change(Cause::BodyCrlfRemoved, |body| Some(replaced(&replaced(body, b"\r\n", b"\n"), b"\n", b"\r\n"))),
    change(Cause::BodyNewlineAdded, without_line_break),
    change(Cause::BodyCutShort, completed),
    change(Cause::SignedSorted, |body| reordered(body, |_| Some(0))),
    change(Cause::BodyKeysSorted, |body| {
        reordered(body, |key| DOCUMENTED_ORDER.iter().position(|&known| known == key))
    }),
    change(Cause::SignedCompact, |body| printed(body, [b",", b":"], None)),
];

/// How other signers write a form.
pub(super) const SPELLINGS: [Change; 15] = [
    change(Cause::BodyBomRemoved, |text| Some([BYTE_ORDER_MARK, text].concat())),
    change(Cause::BodyNewlineRemoved, |text| Some([text, b"\n"].concat())),
    change(Cause::BodyNewlineRemoved, |text| Some([text, b"\r\n"].concat())),
    change(Cause::SignedUnicode, unicode),
    change(Cause::SignedHtml, |text| Some(html(text))),
    change(Cause::SignedSlashes, |text| Some(replaced(&replaced(text, b"\\/", b"/"), b"/", b"\\/"))),
    change(Cause::SignedSpaced, |text| printed(text, [b", ", b": "], None)),
    change(Cause::SignedIndent2, |text| printed(text, [b",", b": "], Some(b"  "))),
    change(Cause::SignedIndent4, |text| printed(text, [b",", b": "], Some(b"    "))),
    change(Cause::SignedIndentTab, |text| printed(text, [b",", b": "], Some(b"\t"))),
    change(Cause::SignedLatin1Twice, |text| Some(text.iter().map(|&byte| char::from(byte)).collect::<String>().into())),
    change(Cause::SignedLatin1, |text| to_latin1(text).filter(|bytes| str::from_utf8(bytes).is_err())),
    change(Cause::SignedJsonString, |text| {
        let mut quoted = Vec::new();
        quote(text, &mut quoted);
        Some(quoted)
    }),
    change(Cause::SignedCutShort, |text| Some(text.get(..text.len() - surplus(text, char::len_utf16)?)?.to_vec())),
    change(Cause::SignedCutShort, |text| Some(text.get(..text.len() - surplus(text, |_| 1)?)?.to_vec())),
];

/// Objects of more keys are not reordered, nor texts that are nested deeper.
const MAX_KEYS: usize = 4096;
const MAX_DEPTH: usize = 64;

/// A text that grows more than so many times is not worth a try: deep nesting, indented, would fill the memory.
const MAX_GROWTH: usize = 16;

/// So many integers or fewer, in a body of so many bytes, are made floats in every combination; more only all at once.
const MAX_FLOATS: usize = 8;
const MAX_FLOATS_LEN: usize = 1 << 16;

/// Heron's documented order of keys.
const DOCUMENTED_ORDER: [&[u8]; 9] =
    [b"topic", b"created", b"data", b"meta", b"heron_id", b"end_user_id", b"status", b"transactions", b"reference_id"];

fn integers(body: &[u8]) -> impl Iterator<Item = Token> {
    tokens(body).filter(|token| {
        let text = token.text(body);
        token.kind == Kind::Scalar
            && text.last().is_some_and(u8::is_ascii_digit)
            && !text.iter().any(|byte| b".eE".contains(byte))
    })
}

/// Whether [`floats`] has every text that may have become this one: `0` may have been `-0.0`.
pub(super) fn has_all_floats(body: &[u8]) -> bool {
    let is_few = integers(body).count() <= MAX_FLOATS && body.len() <= MAX_FLOATS_LEN;
    is_few && integers(body).all(|integer| integer.text(body) != b"0")
}

/// The integers of a body that went through JavaScript as the floats that they may have been: first all of them.
pub(super) fn floats(body: &[u8]) -> impl Iterator<Item = Vec<u8>> {
    let integers: Vec<Token> = integers(body).collect();
    let few = integers.len() <= MAX_FLOATS && body.len() <= MAX_FLOATS_LEN;
    let sets = match integers.len() {
        0 => 0,
        len if few => (1 << len) - 1,
        _ => 1,
    };
    (0..sets).map(move |kept| {
        let mut out = Vec::with_capacity(body.len() + 2 * integers.len());
        let mut from = 0;
        let chosen = integers.iter().enumerate().filter(|(index, _)| !few || kept >> index & 1 == 0);
        for (_, integer) in chosen {
            out.extend_from_slice(&body[from..integer.end]);
            out.extend_from_slice(b".0");
            from = integer.end;
        }
        out.extend_from_slice(&body[from..]);
        out
    })
}

fn without_line_break(text: &[u8]) -> Option<Vec<u8>> {
    Some(text.strip_suffix(b"\r\n").or_else(|| text.strip_suffix(b"\n"))?.to_vec())
}

/// With other text for each place that has this one.
fn replaced(text: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, behind)) = rest.split_first() {
        if let Some(behind) = rest.strip_prefix(old) {
            out.extend_from_slice(new);
            rest = behind;
        } else {
            out.push(first);
            rest = behind;
        }
    }
    out
}

/// Printed anew: with this between members and behind keys, and, if asked for, each value on its own line.
pub(super) fn printed(text: &[u8], [comma, colon]: [&[u8]; 2], indent: Option<&[u8]>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    let mut depth = 0_usize;
    let mut opened = false;
    let line = |out: &mut Vec<u8>, depth: usize| {
        if let Some(indent) = indent {
            out.push(b'\n');
            (0..depth).for_each(|_| out.extend_from_slice(indent));
        }
    };
    for token in tokens(text).filter(|token| token.kind != Kind::Space) {
        let piece = token.text(text);
        let closes = matches!(piece, b"}" | b"]");
        if closes {
            depth = depth.checked_sub(1)?;
        }
        if closes != opened {
            line(&mut out, depth);
        }
        opened = matches!(piece, b"{" | b"[");
        match piece {
            b"," => {
                out.extend_from_slice(comma);
                line(&mut out, depth);
            }
            b":" => out.extend_from_slice(colon),
            _ => out.extend_from_slice(piece),
        }
        depth += usize::from(opened);
        if out.len() > MAX_GROWTH * (text.len() + 256) {
            return None;
        }
    }
    Some(out)
}

/// Each string as JavaScript writes it.
fn unicode(text: &[u8]) -> Option<Vec<u8>> {
    let mut rewriter = Rewriter::new();
    let mut out = Vec::with_capacity(text.len());
    for token in tokens(text) {
        let piece = token.text(text);
        out.extend_from_slice(match token.kind {
            Kind::String => rewriter.rewrite(piece.into(), Form::JavaScript).ok()?,
            _ => piece,
        });
    }
    Some(out)
}

/// As Go's `json.Marshal` escapes by default.
fn html(text: &[u8]) -> Vec<u8> {
    let pairs: [(&[u8], &[u8]); 5] = [
        (b"<", b"\\u003c"),
        (b">", b"\\u003e"),
        (b"&", b"\\u0026"),
        ("\u{2028}".as_bytes(), b"\\u2028"),
        ("\u{2029}".as_bytes(), b"\\u2029"),
    ];
    pairs.iter().fold(text.to_vec(), |text, (old, new)| replaced(&text, old, new))
}

/// Each character as one byte: of Latin-1, or of Windows-1252.
fn to_latin1(text: &[u8]) -> Option<Vec<u8>> {
    /// What Windows-1252 has at 0x80 to 0x9f; where it has nothing, Latin-1's control character stands.
    const WINDOWS_1252: [u16; 32] = [
        0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d,
        0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d,
        0x17e, 0x178,
    ];
    let byte = |character: char| {
        let code = u16::try_from(u32::from(character)).ok()?;
        let windows = WINDOWS_1252.iter().position(|&known| known == code).map(|at| at + 0x80);
        u8::try_from(windows.unwrap_or(usize::from(code))).ok()
    };
    str::from_utf8(text).ok()?.chars().map(byte).collect()
}

/// By how much the bytes of a text outnumber its characters, each counted as `units` says.
fn surplus(text: &[u8], units: fn(char) -> usize) -> Option<usize> {
    Some(text.len() - str::from_utf8(text).ok()?.chars().map(units).sum::<usize>())
}

/// What a length counted in characters cut off, if it was the documented end of an event or nothing but brackets.
fn completed(body: &[u8]) -> Option<Vec<u8>> {
    let closing = closing(body);
    [surplus(body, char::len_utf16)?, surplus(body, |_| 1)?].into_iter().find_map(|lost| {
        let ends = [&b",\"meta\":null}"[..], b", \"meta\": null}"].map(|end| {
            let split = end.len().checked_sub(lost)?;
            body.ends_with(&end[..split]).then_some(&end[split..])
        });
        let end = ends.into_iter().flatten().chain([&closing[..]]).find(|end| end.len() == lost && lost > 0)?;
        Some([body, end].concat())
    })
}

/// The quote and the brackets that a text leaves open.
fn closing(text: &[u8]) -> Vec<u8> {
    let mut open = Vec::new();
    let mut quote = false;
    for token in tokens(text) {
        let piece = token.text(text);
        match piece {
            b"{" => open.push(b'}'),
            b"[" => open.push(b']'),
            b"}" | b"]" => {
                open.pop();
            }
            _ => quote = token.kind == Kind::String && unquote(piece).is_none(),
        }
    }
    if quote {
        open.push(b'"');
    }
    open.reverse();
    open
}

/// With the keys of each object in the order of their ranks. Nothing if no key moves.
fn reordered(text: &[u8], rank: fn(&[u8]) -> Option<usize>) -> Option<Vec<u8>> {
    in_order(text, rank).filter(|out| Some(out) != printed(text, [b",", b":"], None).as_ref())
}

/// Without white space, and with the keys of each object in the order of their ranks and then of their bytes; an object
/// with a key that has no rank stays as it is.
fn in_order(text: &[u8], rank: fn(&[u8]) -> Option<usize>) -> Option<Vec<u8>> {
    let compact = printed(text, [b",", b":"], None)?;
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
        members = sorted(members)?;
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

/// By insertion: there are few, and the standard sort is large.
fn sorted<K: Ord, V>(members: Vec<(K, V)>) -> Option<Vec<(K, V)>> {
    let mut sorted: Vec<(K, V)> = Vec::with_capacity(members.len());
    if members.len() > MAX_KEYS {
        return None;
    }
    for member in members {
        let place = sorted.partition_point(|other| other.0 <= member.0);
        sorted.insert(place, member);
    }
    Some(sorted)
}

/// The bytes of Python's `b'…'`.
pub(super) fn bytes_of_literal(body: &[u8]) -> Option<Vec<u8>> {
    let inside = unquoted(body.trim_ascii().strip_prefix(b"b")?)?;
    let mut out = Vec::with_capacity(inside.len());
    let mut at = 0;
    while let Some(&byte) = inside.get(at) {
        let (byte, len) = match (byte, inside.get(at + 1)) {
            (b'\\', Some(b'x')) => (from_hex(inside.get(at + 2..at + 4)?)?[0], 4),
            (b'\\', Some(b'n')) => (b'\n', 2),
            (b'\\', Some(b'r')) => (b'\r', 2),
            (b'\\', Some(b't')) => (b'\t', 2),
            (b'\\', Some(&other)) => (other, 2),
            _ => (byte, 1),
        };
        out.push(byte);
        at += len;
    }
    Some(out)
}

/// The bytes of a list of their numbers, signed or not: `{"type":"Buffer","data":[123,…]}`, as `JSON.stringify` prints
/// a buffer, `{"0":123,…}`, as it prints a `Uint8Array`, `[123, …]`, or `123,…`, as `String` prints one.
pub(super) fn bytes_of_list(body: &[u8]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for token in tokens(body) {
        let text = token.text(body);
        match token.kind {
            Kind::Scalar => {
                let number: i16 = str::from_utf8(text).ok()?.parse().ok()?;
                bytes.push(u8::try_from(number).ok().or_else(|| Some(i8::try_from(number).ok()?.cast_unsigned()))?);
            }
            Kind::String if !matches!(text, br#""type""# | br#""Buffer""# | br#""data""#) => {
                unquote(text)?.iter().all(u8::is_ascii_digit).then_some(())?;
            }
            _ => {}
        }
    }
    (bytes.len() > 1).then_some(bytes)
}
