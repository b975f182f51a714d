//! An event as a message for a Slack Incoming Webhook.
//!
//! Limits, escapes and the date token are those of Slack's documentation:
//! [header](https://docs.slack.dev/reference/block-kit/blocks/header-block) and
//! [section](https://docs.slack.dev/reference/block-kit/blocks/section-block) blocks,
//! [text objects](https://docs.slack.dev/reference/block-kit/composition-objects/text-object),
//! [formatting](https://docs.slack.dev/messaging/formatting-message-text).
//! Lengths are counted in bytes of the JSON: however Slack counts characters, it counts no more.

mod time;

use crate::{
    Error,
    event::HEADLINES,
    json::{
        Form, Rewriter, Text,
        value::{Members, decoded, member, unquoted},
    },
};
use time::unix_time;

/// Slack takes 150.
const MAX_HEADER: usize = 150;

/// Slack takes 2,000 in each of the 10 fields of a section, but only about 13,200 in all blocks together.
const MAX_VALUE: usize = 1_000;

/// A field's label.
const MAX_LABEL: usize = 60;

/// With three fields for transactions, one for the time and one for the topic, the 10 that a section may have.
const MAX_IDS: usize = 5;

/// An event, given as the message that was signed, as the JSON of a Slack message: what happened, the identifiers and
/// the `status` among its `data`, and when, in each reader's own time zone. It shows nothing else of `data`, and
/// nothing of `meta`.
///
/// The event's text stays text: it pings nobody, links nowhere and does not change how the rest reads.
///
/// ```
/// use heron_webhooks::slack::slack_message;
///
/// let message = slack_message(
///     r#"{"topic":"end_user.review_required","created":"2021-05-20T09:23:53+00:00","data":{"end_user_id":"<!here>"}}"#,
/// )?;
/// assert!(message.starts_with(r#"{"text":"An end user needs a review: `&lt;!here&gt;`","blocks":["#));
/// assert!(message.contains(r"*End user id*\n`&lt;!here&gt;`"));
/// assert!(message.contains("<!date^1621502633^{date_short_pretty} {time}|2021-05-20T09:23:53+00:00>"));
/// # Ok::<(), heron_webhooks::Error>(())
/// ```
///
/// # Errors
///
/// [`Error::Json`] if the message cannot be rewritten to [`Form::Python`]; [`Error::Event`] if it is not an object
/// with a `topic` that is a string.
pub fn slack_message<'a>(message: impl Into<Text<'a>>) -> Result<String, Error> {
    compose(Rewriter::new().rewrite(message.into(), Form::Python)?)
        .ok_or_else(|| Error::Event("it has no topic, or one that is not a string".to_owned()))
}

/// The message of an event in its Python form: ASCII, without white space, each key once, every digit kept.
fn compose(event: &[u8]) -> Option<String> {
    let topic = member(event, "topic").filter(|topic| topic.starts_with(b"\""))?;
    let data = member(event, "data").unwrap_or_default();
    let (mut subject, mut fields) = (String::new(), String::new());
    for (key, value) in Members::of(data).filter(|(key, value)| is_id(key) && is_shown(value)).take(MAX_IDS) {
        let value = code(value);
        push_field(&mut fields, key, &value);
        if key != STATUS {
            let separator = if subject.is_empty() { ": " } else { ", " };
            push(&mut subject, &[separator, &value]);
        }
    }
    if let Some(transactions) = member(data, "transactions").filter(|list| list.starts_with(b"[")) {
        push_field(&mut fields, b"transactions", &decimal(Members::of(transactions).count() as u64));
        push_ids(&mut fields, transactions, "heron_id");
        push_ids(&mut fields, transactions, "reference_id");
    }
    if let Some(created) = member(event, "created").filter(|created| is_shown(created)) {
        push_field(&mut fields, b"sent", &time(created));
    }
    push_field(&mut fields, b"topic", &code(topic));

    let (mut message, headline) = (String::new(), headline(topic));
    let header = "\",\"blocks\":[{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\"";
    let section = "\"}},{\"type\":\"section\",\"fields\":[";
    let fields = fields.strip_prefix(',')?;
    push(&mut message, &["{\"text\":\"", &headline, &subject, header, &headline, section, fields, "]}]}"]);
    Some(message)
}

/// The topic in plain words.
fn headline(topic: &[u8]) -> String {
    match HEADLINES.iter().find(|(published, _)| published.as_bytes() == unquoted(topic)) {
        Some((_, headline)) => (*headline).to_owned(),
        None => words("Heron event: ", topic, MAX_HEADER),
    }
}

/// The ids that the elements of a list have, as far as there is room.
#[inline(never)]
fn push_ids(fields: &mut String, list: &[u8], name: &str) {
    let mut ids = String::new();
    for id in Members::of(list).filter_map(|(_, element)| member(element, name)) {
        if is_shown(id) && ids.len() <= MAX_VALUE {
            let separator = if ids.is_empty() { "" } else { ", " };
            push(&mut ids, &[separator, &decoded(id)]);
        }
    }
    if !ids.is_empty() {
        push_field(fields, name.as_bytes(), &in_code(&ids));
    }
}

/// A field behind a comma, labelled with its key. `verbatim`: Slack turns nothing into a link that only looks like one.
#[inline(never)]
fn push_field(fields: &mut String, key: &[u8], value: &str) {
    let label = words("", key, MAX_LABEL);
    push(fields, &[",{\"type\":\"mrkdwn\",\"verbatim\":true,\"text\":\"*", &label, "*\\n", value, "\"}"]);
}

/// Slack's date token, or the text itself if it is not a time.
fn time(created: &[u8]) -> String {
    let Some(seconds) = unix_time(unquoted(created)) else {
        return code(created);
    };
    let mut token = String::new();
    push(&mut token, &["<!date^", &decimal(seconds), "^{date_short_pretty} {time}|", &decoded(created), ">"]);
    token
}

/// A scalar as code, in which Slack formats nothing.
fn code(scalar: &[u8]) -> String {
    in_code(&decoded(scalar))
}

#[inline(never)]
fn in_code(text: &str) -> String {
    let mut code = String::new();
    push(&mut code, &["`", &escaped(text, MAX_VALUE), "`"]);
    code
}

/// The words of a name; the first one with a capital, unless others come before.
#[inline(never)]
fn words(before: &str, name: &[u8], most: usize) -> String {
    let mut words = before.to_owned();
    for character in decoded(name).chars() {
        words.push(match character {
            '_' | '.' => ' ',
            _ if words.is_empty() => character.to_ascii_uppercase(),
            _ => character,
        });
    }
    escaped(&words, most)
}

#[inline(never)]
fn decimal(number: u64) -> String {
    number.to_string()
}

/// Not inlined, as what else is called from several places: the module is downloaded more often than this runs.
#[inline(never)]
fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// A text as Slack and JSON escape it, cut to `most` bytes between two characters. Line breaks become spaces. Invisible
/// characters that could hide or reorder their neighbours become replacement characters, except for the joiners, which
/// emoji and Persian need.
#[inline(never)]
fn escaped(text: &str, most: usize) -> String {
    const ELLIPSIS: char = '…';
    let (mut out, mut cut, mut buffer) = (String::new(), 0, [0; 4]);
    for character in text.chars() {
        let entity = match character {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "\\\"",
            '\\' => "\\\\",
            '`' => "ˋ", // a look-alike: it would end the code
            '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => " ",
            '\0'..' '
            | '\u{7f}'..'\u{a0}'
            | '\u{ad}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => "\u{fffd}",
            _ => character.encode_utf8(&mut buffer),
        };
        out.push_str(entity);
        if out.len() > most {
            out.truncate(cut);
            out.push(ELLIPSIS);
            break;
        }
        if out.len() + ELLIPSIS.len_utf8() <= most {
            cut = out.len();
        }
    }
    out
}

const STATUS: &[u8] = b"\"status\"";

/// A key of an identifier, or of the status.
fn is_id(key: &[u8]) -> bool {
    key == STATUS || key == b"\"id\"" || key.ends_with(b"_id\"")
}

/// A scalar that says something.
#[inline(never)]
fn is_shown(value: &[u8]) -> bool {
    !matches!(value, b"\"\"" | b"null" | [b'{' | b'[', ..])
}
