//! What platforms put around a body: where it lies in their events, and how to get at it.

use super::Input;
use super::encodings::{from_base64_lines, from_percent};
use super::limits::MAX_DEPTH;
use super::tokens::{Kind, Token, tokens, unquote};

/// `body` of an event that API Gateway and their like hand to a function.
pub(super) fn from_gateway(text: &[u8], _: &Input<'_>) -> Vec<Vec<u8>> {
    if has_key(text, b"\"requestContext\"") || has_key(text, b"\"isBase64Encoded\"") {
        values(text, &[b"body"])
    } else {
        Vec::new()
    }
}

/// `Message` of a notification by SNS, also as a record of a function's event; `body` of a message of SQS.
pub(super) fn from_sns(text: &[u8], _: &Input<'_>) -> Vec<Vec<u8>> {
    if has_key(text, b"\"TopicArn\"") || has_key(text, b"\"Records\"") {
        values(text, &[b"Message", b"body"])
    } else {
        Vec::new()
    }
}

/// `detail` of an event of EventBridge.
pub(super) fn from_event_bridge(text: &[u8], _: &Input<'_>) -> Vec<Vec<u8>> {
    if has_key(text, b"\"detail-type\"") { values(text, &[b"detail"]) } else { Vec::new() }
}

/// `message.data` of a push by Pub/Sub.
pub(super) fn from_pub_sub(text: &[u8], _: &Input<'_>) -> Vec<Vec<u8>> {
    if has_key(text, b"\"messageId\"") || has_key(text, b"\"subscription\"") {
        values(text, &[b"data"])
    } else {
        Vec::new()
    }
}

/// The member of any other object.
pub(super) fn from_member(text: &[u8], _: &Input<'_>) -> Vec<Vec<u8>> {
    values(text, &[b"body", b"rawBody", b"Body", b"payload", b"data", b"event", b"content", b"message", b"json"])
}

/// The only element of an array.
pub(super) fn from_array(text: &[u8]) -> Option<Vec<u8>> {
    let text = text.trim_ascii().strip_prefix(b"[")?.strip_suffix(b"]")?.trim_ascii();
    let is_one = text.first() == Some(&b'{') && value_end(text, 0)? == text.len();
    is_one.then(|| text.to_vec())
}

/// The value of a form's field, or of one without a name.
pub(super) fn from_form(text: &[u8]) -> Option<Vec<u8>> {
    let is_form = text.iter().all(u8::is_ascii_graphic) && text.contains(&b'%');
    let start = text.iter().position(|&byte| byte == b'=').map_or(0, |sign| sign + 1);
    let value = text[start..].split(|&byte| byte == b'&').next().filter(|_| is_form)?;
    let spaced: Vec<u8> = value.iter().map(|&byte| if byte == b'+' { b' ' } else { byte }).collect();
    from_percent(&spaced)
}

/// The body behind the head of an HTTP message.
pub(super) fn from_http(text: &[u8]) -> Option<Vec<u8>> {
    let line = text.split(|&byte| byte == b'\n').next()?;
    line.windows(5).any(|part| part == b"HTTP/").then_some(())?;
    let crlf = text.windows(4).position(|end| end == b"\r\n\r\n").map(|at| at + 4);
    let lf = text.windows(2).position(|end| end == b"\n\n").map(|at| at + 2);
    Some(text[crlf.or(lf)?..].to_vec())
}

/// The body of which each chunk has its length in front.
pub(super) fn from_chunks(text: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = text;
    loop {
        let end = rest.iter().position(|&byte| byte == b'\n').filter(|&at| at < 20)?;
        let digits = str::from_utf8(&rest[..end]).ok()?.trim_ascii().split(';').next()?;
        let len = usize::from_str_radix(digits, 16).ok()?;
        rest = &rest[end + 1..];
        if len == 0 {
            return (!out.is_empty()).then_some(out);
        }
        out.extend_from_slice(rest.get(..len)?);
        rest = &rest[len..];
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
    }
}

/// With HTML's names for characters put right.
pub(super) fn from_html(text: &[u8]) -> Option<Vec<u8>> {
    const NAMES: [(&[u8], u8); 7] = [
        (b"&quot;", b'"'),
        (b"&#34;", b'"'),
        (b"&#39;", b'\''),
        (b"&#x27;", b'\''),
        (b"&lt;", b'<'),
        (b"&gt;", b'>'),
        (b"&amp;", b'&'),
    ];
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, behind)) = rest.split_first() {
        let name = NAMES.iter().find(|(name, _)| rest.starts_with(name));
        out.push(name.map_or(first, |&(_, byte)| byte));
        rest = name.map_or(behind, |(name, _)| &rest[name.len()..]);
    }
    (out.len() < text.len()).then_some(out)
}

/// Without quotes around it, as a command line has them.
pub(super) fn from_quotes(text: &[u8]) -> Option<Vec<u8>> {
    let inside = text.trim_ascii().strip_prefix(b"'")?.strip_suffix(b"'")?;
    Some(inside.to_vec())
}

/// Without zeros, or other control characters, at its end.
pub(super) fn without_padding(text: &[u8]) -> Option<Vec<u8>> {
    let end = text.iter().rposition(|byte| !matches!(byte, 0 | 0x0b | 0x0c | 0x1a))?;
    (end + 1 < text.len()).then(|| text[..=end].to_vec())
}

fn has_key(text: &[u8], key: &[u8]) -> bool {
    tokens(text).any(|token| token.text(text) == key)
}

/// The values of these keys at any depth, outermost first, as the text that they hold: a string's, or that of its
/// base64; or as they are spelt.
fn values(text: &[u8], keys: &[&[u8]]) -> Vec<Vec<u8>> {
    /// The most values that are looked at.
    const MOST: usize = 8;
    let mut found = Vec::new();
    let mut last: Option<Token> = None;
    let mut is_value = false;
    for token in tokens(text).filter(|token| token.kind != Kind::Space) {
        let piece = token.text(text);
        let is_meant = is_value
            && last.is_some_and(|key| {
                let key = key.text(text);
                key.len() > 1 && keys.contains(&&key[1..key.len() - 1])
            });
        if is_meant && found.len() < MOST {
            if token.kind == Kind::String {
                let value = unquote(piece).unwrap_or_default();
                found.extend(
                    from_base64_lines(&value).filter(|text| text.first().is_some_and(|first| b"{[\"".contains(first))),
                );
                found.push(value);
            } else if piece == b"{" {
                found.extend(value_end(text, token.start).map(|end| text[token.start..end].to_vec()));
            }
        }
        is_value = piece == b":";
        if !is_value {
            last = Some(token);
        }
    }
    found
}

/// Where the value that begins at a bracket ends.
fn value_end(text: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    for token in tokens(&text[start..]) {
        match token.text(&text[start..]) {
            b"{" | b"[" => depth += 1,
            b"}" | b"]" => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if depth == 0 {
            return Some(start + token.end);
        }
        if depth > MAX_DEPTH {
            return None;
        }
    }
    None
}
