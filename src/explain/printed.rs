//! Values as languages print them for people, read as JSON; and printed like that.

use super::encodings::push_hex;
use super::strings::first_character;
use super::tokens::{Kind, tokens, unquote};
use super::words::is_hidden;

/// Whose print a text is.
#[derive(Clone, Copy, PartialEq)]
enum Printer {
    Python,
    Node,
    Ruby,
}

/// The JSON of Python's `str(dict)`.
pub(super) fn from_python(text: &[u8]) -> Option<Vec<u8>> {
    read(text, Printer::Python)
}

/// The JSON of Node's `util.inspect`, which `console.log` and template strings print.
pub(super) fn from_node(text: &[u8]) -> Option<Vec<u8>> {
    read(text, Printer::Node)
}

/// The JSON of Ruby's `inspect`.
pub(super) fn from_ruby(text: &[u8]) -> Option<Vec<u8>> {
    read(text, Printer::Ruby)
}

/// None if it is JSON already, or another's print, or holds what cannot be read back.
fn read(text: &[u8], printer: Printer) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    // Whether something was read that only this printer writes.
    let mut is_its = false;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let rest = &text[at..];
        at += match byte {
            b' ' | b'\n' | b'\r' | b'\t' => 1,
            b'{' | b'}' | b'[' | b']' | b',' | b':' => {
                out.push(byte);
                1
            }
            b'(' | b')' if printer == Printer::Python => {
                out.push(if byte == b'(' { b'[' } else { b']' });
                1
            }
            b'\'' | b'"' | b'`' => {
                is_its |= byte == b'\'' && printer == Printer::Python;
                is_its |= byte != b'"' && printer == Printer::Node;
                string(rest, &mut out)?
            }
            b'=' if printer == Printer::Ruby && rest.starts_with(b"=>") => {
                is_its = true;
                out.push(b':');
                2
            }
            b'+' if printer == Printer::Node && rest.starts_with(b"+ ") => {
                // A string over several lines goes on.
                out.pop_if(|quote| *quote == b'"')?;
                let next = rest.iter().position(|byte| b"'\"`".contains(byte))?;
                let start = out.len();
                let len = string(&rest[next..], &mut out)?;
                out.remove(start);
                next + len
            }
            b'-' | b'+' | b'.' | b'0'..=b'9' => {
                let len = rest.iter().position(|byte| !byte.is_ascii_alphanumeric() && !b"+-.".contains(byte));
                let len = len.unwrap_or(rest.len());
                out.extend_from_slice(&rest[..len]);
                len
            }
            _ => {
                let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"_$".contains(byte);
                let len = rest.iter().position(|byte| !is_word(byte)).unwrap_or(rest.len());
                let literal: &[u8] = match &rest[..len] {
                    b"None" | b"nil" | b"undefined" | b"null" => b"null",
                    b"True" | b"true" => b"true",
                    b"False" | b"false" => b"false",
                    b"NaN" | b"nan" => b"NaN",
                    b"Infinity" | b"inf" => b"Infinity",
                    key if printer == Printer::Node && rest.get(len) == Some(&b':') && !key.is_empty() => {
                        is_its = true;
                        out.push(b'"');
                        out.extend_from_slice(key);
                        b"\""
                    }
                    _ => return None,
                };
                out.extend_from_slice(literal);
                len
            }
        };
    }
    is_its.then_some(out)
}

/// Writes the string that a text begins with as JSON; gives back its length.
fn string(text: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let quote = text[0];
    out.push(b'"');
    let mut at = 1;
    loop {
        let rest = text.get(at..)?;
        match *rest.first()? {
            byte if byte == quote => break,
            b'\\' => {
                let escaped = *rest.get(1)?;
                let digits = match escaped {
                    b'x' => 2,
                    b'u' => 4,
                    b'U' => 8,
                    _ => 0,
                };
                at += 2 + digits;
                match escaped {
                    _ if digits > 0 => {
                        let code = u32::from_str_radix(str::from_utf8(rest.get(2..2 + digits)?).ok()?, 16).ok()?;
                        push_character(char::from_u32(code)?, out);
                    }
                    b'n' | b't' | b'r' | b'b' | b'f' | b'\\' | b'"' => out.extend_from_slice(&rest[..2]),
                    b'v' => out.extend_from_slice(b"\\u000b"),
                    b'a' => out.extend_from_slice(b"\\u0007"),
                    b'e' => out.extend_from_slice(b"\\u001b"),
                    b'0' => out.extend_from_slice(b"\\u0000"),
                    _ => out.push(escaped),
                }
            }
            _ => {
                let character = first_character(rest)?;
                push_character(character, out);
                at += character.len_utf8();
            }
        }
    }
    out.push(b'"');
    Some(at + 1)
}

/// A character within a JSON string.
fn push_character(character: char, out: &mut Vec<u8>) {
    match character {
        '"' | '\\' => out.extend_from_slice(&[b'\\', character as u8]),
        '\0'..'\u{20}' => {
            out.extend_from_slice(b"\\u00");
            push_hex(character as u8, out);
        }
        _ => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// As Python's `str(dict)` prints it.
pub(super) fn python(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    for token in tokens(text) {
        let piece = token.text(text);
        match piece {
            b"null" => out.extend_from_slice(b"None"),
            b"true" => out.extend_from_slice(b"True"),
            b"false" => out.extend_from_slice(b"False"),
            b"," => out.extend_from_slice(b", "),
            b":" => out.extend_from_slice(b": "),
            _ if token.kind == Kind::String => push_python(&String::from_utf8(unquote(piece)?).ok()?, &mut out),
            _ if token.kind == Kind::Space => {}
            _ => out.extend_from_slice(piece),
        }
    }
    Some(out)
}

fn push_python(text: &str, out: &mut Vec<u8>) {
    let quote = if text.contains('\'') && !text.contains('"') { '"' } else { '\'' };
    out.push(quote as u8);
    for character in text.chars() {
        match character {
            '\n' => out.extend_from_slice(b"\\n"),
            '\r' => out.extend_from_slice(b"\\r"),
            '\t' => out.extend_from_slice(b"\\t"),
            '\\' => out.extend_from_slice(b"\\\\"),
            _ if character == quote => out.extend_from_slice(&[b'\\', quote as u8]),
            _ if is_hidden(character) => {
                let code = u32::from(character).to_be_bytes();
                let (prefix, digits) = if code[2] == 0 { (b"\\x", &code[3..]) } else { (b"\\u", &code[2..]) };
                out.extend_from_slice(prefix);
                for &byte in digits {
                    push_hex(byte, out);
                }
            }
            _ => out.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes()),
        }
    }
    out.push(quote as u8);
}
