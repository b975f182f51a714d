//! The white space that serialisers put between values.

use super::limits::MAX_GROWTH;
use super::tokens::{Kind, tokens};

/// How a text is laid out.
struct Layout {
    comma: &'static str,
    colon: &'static str,
    /// In front of each value on its own line, for each level; none if all is one line.
    indent: Option<&'static str>,
    empty: Empty,
    /// Whether the elements of an array stay on its line.
    inline_arrays: bool,
}

/// What is between the brackets of an empty object or array.
#[derive(Clone, Copy)]
enum Empty {
    Nothing,
    Space,
    Line,
}

const COMPACT: Layout = Layout { comma: ",", colon: ":", indent: None, empty: Empty::Nothing, inline_arrays: false };
const INDENTED: Layout = Layout { colon: ": ", indent: Some("  "), ..COMPACT };

/// Without white space between values.
pub(super) fn compact(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &COMPACT)
}

/// With a space behind each comma and colon, as Python's `json.dumps` prints by default.
pub(super) fn spaced(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { comma: ", ", colon: ": ", ..COMPACT })
}

pub(super) fn spaced_commas(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { comma: ", ", ..COMPACT })
}

pub(super) fn spaced_colons(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { colon: ": ", ..COMPACT })
}

pub(super) fn indented_by_2(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &INDENTED)
}

pub(super) fn indented_by_4(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { indent: Some("    "), ..INDENTED })
}

pub(super) fn indented_by_tab(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { indent: Some("\t"), ..INDENTED })
}

pub(super) fn indented_by_1(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { indent: Some(" "), ..INDENTED })
}

pub(super) fn indented_by_3(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { indent: Some("   "), ..INDENTED })
}

/// As Perl's JSON modules print it.
pub(super) fn perl(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { indent: Some("   "), colon: " : ", ..INDENTED })
}

/// As Jackson's default pretty printer does it.
pub(super) fn jackson(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { colon: " : ", empty: Empty::Space, inline_arrays: true, ..INDENTED })
}

/// As PostgreSQL's `jsonb_pretty`.
pub(super) fn postgres(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { indent: Some("    "), empty: Empty::Line, ..INDENTED })
}

/// By 2 spaces, with the brackets of what is empty on two lines.
pub(super) fn empty_on_lines(text: &[u8]) -> Option<Vec<u8>> {
    printed(text, &Layout { empty: Empty::Line, ..INDENTED })
}

/// Printed anew. None if it would be many times as long.
fn printed(text: &[u8], layout: &Layout) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len());
    // The brackets that are open.
    let mut open: Vec<u8> = Vec::new();
    // Of these, those that indent.
    let mut depth = 0_usize;
    let mut is_first = false;
    let line = |out: &mut Vec<u8>, depth: usize| {
        if let Some(indent) = layout.indent {
            out.push(b'\n');
            (0..depth).for_each(|_| out.extend_from_slice(indent.as_bytes()));
        }
    };
    for token in tokens(text).filter(|token| token.kind != Kind::Space) {
        let piece = token.text(text);
        let is_inline = layout.inline_arrays && open.last() == Some(&b'[');
        let closes = matches!(piece, b"}" | b"]");
        if closes {
            open.pop()?;
            depth -= usize::from(!is_inline);
        }
        match (is_first && closes, layout.empty) {
            (true, Empty::Space) => out.push(b' '),
            (true, Empty::Line) => line(&mut out, depth),
            (true, Empty::Nothing) => {}
            _ if is_first == closes => {}
            _ if is_inline => out.push(b' '),
            _ => line(&mut out, depth),
        }
        is_first = matches!(piece, b"{" | b"[");
        match piece {
            b"," if is_inline => out.extend_from_slice(b", "),
            b"," => {
                out.extend_from_slice(layout.comma.as_bytes());
                line(&mut out, depth);
            }
            b":" => out.extend_from_slice(layout.colon.as_bytes()),
            _ => out.extend_from_slice(piece),
        }
        if is_first {
            open.push(piece[0]);
            depth += usize::from(!(layout.inline_arrays && piece == b"["));
        }
        if out.len() > MAX_GROWTH * (text.len() + 256) {
            return None;
        }
    }
    Some(out)
}
