//! Where two forms of a text first differ, and why, in words.

use core::fmt;

use serde::Serialize;

use super::encodings::push_hex;
use super::redact::Redactor;
use super::tokens::{Kind, Token, tokens};
use super::words::is_hidden;
use crate::json::{BYTE_ORDER_MARK, Form, Rewriter, unescape};

/// The characters of a text that are shown in front of the place, and from it on.
const SHOWN_BEFORE: usize = 24;
const SHOWN_BEHIND: usize = 48;

/// The most bytes of a number that are quoted.
const QUOTED: usize = 30;

/// A place in a text, as people and editors count.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Place {
    pub(super) offset: usize,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) excerpt_offset: usize,
    pub(super) excerpt: String,
}

impl Place {
    /// The byte, counted from 0.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// The line, counted from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column in that line, in characters, counted from 1.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// The byte at which the excerpt begins.
    #[must_use]
    pub const fn excerpt_offset(&self) -> usize {
        self.excerpt_offset
    }

    /// Some 70 characters of the text around the place: payload.
    #[must_use]
    pub fn excerpt(&self) -> &str {
        &self.excerpt
    }

    /// The place of a byte at which a character begins.
    pub(super) fn of(text: &[u8], offset: usize, redactor: &Redactor) -> Self {
        let before = &text[..offset];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let excerpt_offset = character_offset(before, SHOWN_BEFORE);
        let end = (offset..text.len()).filter(|&at| starts_character(text, at)).nth(SHOWN_BEHIND);
        Self {
            offset,
            line: before.split(|&byte| byte == b'\n').count(),
            column: 1 + characters(&before[line_start..]),
            excerpt_offset,
            excerpt: redactor.show(text, excerpt_offset..end.unwrap_or(text.len())),
        }
    }
}

/// Without the excerpt.
impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Place").field("offset", &self.offset).finish_non_exhaustive()
    }
}

/// Where two texts first differ: the first byte of the first character that is not the same in both.
pub(super) fn first_difference(left: &[u8], right: &[u8]) -> Option<usize> {
    let same = left.iter().zip(right).take_while(|(a, b)| a == b).count();
    if same == left.len().max(right.len()) {
        return None;
    }
    (0..=same).rev().find(|&at| starts_character(left, at) && starts_character(right, at))
}

/// The first place where two forms of the body differ.
#[derive(Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    pub(super) between: [Form; 2],
    pub(super) offset: usize,
    pub(super) line: usize,
    pub(super) column: usize,
    pub(super) excerpt_offset: usize,
    pub(super) excerpts: [String; 2],
    pub(super) reason: String,
}

impl Difference {
    /// The two forms.
    #[must_use]
    pub const fn between(&self) -> [Form; 2] {
        self.between
    }

    /// The first byte, counted from 0, of the character that is not the same in both.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// Its line in the first of the forms, counted from 1.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// Its column in that line, in characters, counted from 1.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }

    /// The byte of both forms at which the excerpts begin.
    #[must_use]
    pub const fn excerpt_offset(&self) -> usize {
        self.excerpt_offset
    }

    /// Some 70 characters of each form around the place: payload.
    #[must_use]
    pub fn excerpts(&self) -> [&str; 2] {
        self.excerpts.each_ref().map(String::as_str)
    }

    /// Why, in words: "Python writes é as \u00e9". It quotes the payload.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// None if the texts are the same.
    pub(super) fn of(between: [Form; 2], texts: [&[u8]; 2], redactor: &Redactor) -> Option<Self> {
        let [left, right] = texts;
        let offset = first_difference(left, right)?;
        let [place, other] = texts.map(|text| Place::of(text, offset, redactor));
        Some(Self {
            between,
            offset,
            line: place.line,
            column: place.column,
            excerpt_offset: place.excerpt_offset,
            excerpts: [place.excerpt, other.excerpt],
            reason: reason(between, texts, offset, redactor),
        })
    }
}

/// Without the excerpts.
impl fmt::Debug for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Difference")
            .field("between", &self.between)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}

/// Whether a character, or the end, is at this byte.
fn starts_character(text: &[u8], at: usize) -> bool {
    text.get(at).is_none_or(|byte| byte & 0xc0 != 0x80)
}

fn characters(text: &[u8]) -> usize {
    (0..text.len()).filter(|&at| starts_character(text, at)).count()
}

/// Where the last `count` characters of a text begin.
fn character_offset(text: &[u8], count: usize) -> usize {
    (0..text.len()).rev().filter(|&at| starts_character(text, at)).take(count).last().unwrap_or(text.len())
}

const fn name(form: Form) -> &'static str {
    match form {
        Form::Raw => "the body",
        Form::Python => "Python",
        Form::JavaScript => "JavaScript",
    }
}

/// Why the texts part at this byte. The second is never the raw one.
fn reason(between: [Form; 2], [left, right]: [&[u8]; 2], at: usize, redactor: &Redactor) -> String {
    let [first, second] = between.map(name);
    if between[0] == Form::Raw && left.starts_with(BYTE_ORDER_MARK) && at == 0 {
        return [second, " drops the byte order mark"].concat();
    }
    // Both texts are the same up to the token's start, but a number may end earlier in one of them.
    let start = token_start(left, at).min(token_start(right, at));
    let both = [left, right].map(|text| Token::at(text, start));
    if both.iter().flatten().any(|token| token.kind == Kind::Space) {
        return [second, " leaves out the white space between values"].concat();
    }
    if let [Some(left_token), Some(right_token)] = both
        && left_token.kind == right_token.kind
        && Rewriter::new().rewrite(left_token.text(left).into(), between[1]) == Ok(right_token.text(right))
    {
        let place = if left_token.kind == Kind::String { unit_start(left, start, at) } else { start };
        let [old, new] = [(left, left_token), (right, right_token)].map(|(text, token)| {
            let end = if token.kind == Kind::String { unit_end(text, place) } else { token.end };
            shown_unit(&redactor.show(text, place..end.min(place + QUOTED)))
        });
        return match between[0] {
            Form::Raw => [second, " writes ", &old, " as ", &new].concat(),
            _ => [first, " writes ", &old, ", ", second, " writes ", &new].concat(),
        };
    }
    let is_integer_key = |token: Token| {
        let digits = &token.text(right)[1..];
        let colon = right.get(token.end) == Some(&b':');
        token.kind == Kind::String
            && colon
            && digits.len() > 1
            && digits[..digits.len() - 1].iter().all(u8::is_ascii_digit)
    };
    if between[1] == Form::JavaScript && both[1].is_some_and(is_integer_key) {
        return "JavaScript moves keys that look like integers to the front, in ascending order".into();
    }
    [second, " keeps, of several equal keys, only the last value"].concat()
}

/// Where the token that holds this byte begins.
fn token_start(text: &[u8], at: usize) -> usize {
    tokens(text).find(|token| token.end > at).map_or(text.len(), |token| token.start)
}

/// Where the character or escape that holds this byte begins, in a string that begins at `start`.
fn unit_start(text: &[u8], start: usize, at: usize) -> usize {
    let mut unit = start + 1;
    while unit < at {
        match unit_end(text, unit) {
            end if end > at => break,
            end => unit = end,
        }
    }
    unit
}

/// Where the character or escape that begins here ends; a pair of surrogates is one.
fn unit_end(text: &[u8], at: usize) -> usize {
    let rest = &text[at..];
    let len = match rest[0] {
        b'\\' => match unescape(rest) {
            Some((_, len)) => len,
            // A lone surrogate.
            None if rest.starts_with(b"\\u") => 6,
            None => 2,
        },
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    };
    (at + len).min(text.len())
}

/// A character that cannot be seen, by its number.
fn shown_unit(unit: &str) -> String {
    let mut characters = unit.chars();
    match (characters.next(), characters.next()) {
        (Some(character), None) if is_hidden(character) => {
            let mut out = b"U+".to_vec();
            for byte in (character as u16).to_be_bytes() {
                push_hex(byte, &mut out);
            }
            String::from_utf8_lossy(&out).to_uppercase()
        }
        _ => unit.into(),
    }
}
