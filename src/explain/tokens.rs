//! JSON as tokens, and its strings as the bytes that they stand for.
//!
//! The reader of `json` does another job: it rewrites a whole text, and stops at the first byte that is not JSON. The
//! texts here may be cut short, JSON in part, or not JSON at all, such as a list of bytes, and their places are needed,
//! not another text. The escapes of strings are read by `json::unescape`.

use crate::json::unescape;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Space,
    String,
    /// A number or a literal.
    Scalar,
    /// A bracket, comma or colon.
    Mark,
}

/// A piece of a text.
#[derive(Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) start: usize,
    pub(super) end: usize,
}

impl Token {
    /// The token that begins at this byte; none at the end.
    ///
    /// Never inlined, as it is called from everywhere: the WebAssembly module stays small.
    #[inline(never)]
    pub(super) fn at(text: &[u8], start: usize) -> Option<Self> {
        let rest = text.get(start..)?;
        let run = |stop: fn(&u8) -> bool| rest.iter().position(stop).unwrap_or(rest.len());
        let (kind, len) = match rest.first()? {
            b'"' => (Kind::String, string_len(rest)),
            b' ' | b'\t' | b'\r' | b'\n' => (Kind::Space, run(|byte| !b" \t\r\n".contains(byte))),
            b'{' | b'}' | b'[' | b']' | b',' | b':' => (Kind::Mark, 1),
            _ => (Kind::Scalar, run(|byte| b" \t\r\n{}[],:\"".contains(byte))),
        };
        Some(Self { kind, start, end: start + len })
    }

    pub(super) fn text<'a>(&self, text: &'a [u8]) -> &'a [u8] {
        &text[self.start..self.end]
    }
}

/// Every token of a text.
pub(super) fn tokens(text: &[u8]) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

pub(super) struct Tokens<'a> {
    text: &'a [u8],
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    #[inline(never)]
    fn next(&mut self) -> Option<Token> {
        let token = Token::at(self.text, self.at)?;
        self.at = token.end;
        Some(token)
    }
}

/// The length of the string that a text begins with, quotes included.
fn string_len(text: &[u8]) -> usize {
    let mut at = 1;
    while at < text.len() {
        match text[at] {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}

/// The text of a JSON string; none for lone surrogates, which have no UTF-8.
pub(super) fn unquote(string: &[u8]) -> Option<Vec<u8>> {
    let inside = string.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut out = Vec::with_capacity(inside.len());
    let mut at = 0;
    while let Some(&byte) = inside.get(at) {
        if byte == b'\\' {
            let (bytes, len) = unescaped(&inside[at..])?;
            out.extend(bytes);
            at += len;
        } else {
            out.push(byte);
            at += 1;
        }
    }
    Some(out)
}

/// The bytes of the escape that a text begins with, and its length. A backslash stands for nothing in front of a
/// character that JSON does not escape: other languages do.
pub(super) fn unescaped(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    match (text, unescape(text)) {
        (_, Some((character, len))) => Some((character.encode_utf8(&mut [0; 4]).as_bytes().to_vec(), len)),
        ([b'\\', b'u', ..], None) => None,
        ([b'\\', other, ..], None) => Some((vec![*other], 2)),
        _ => None,
    }
}
