//! An event as a message for a Slack Incoming Webhook.
//!
//! Limits, escapes and the date token are those of Slack's documentation:
//! [header](https://docs.slack.dev/reference/block-kit/blocks/header-block) and
//! [section](https://docs.slack.dev/reference/block-kit/blocks/section-block) blocks,
//! [text objects](https://docs.slack.dev/reference/block-kit/composition-objects/text-object),
//! [formatting](https://docs.slack.dev/messaging/formatting-message-text).
//! Lengths are counted in bytes of the JSON: however Slack counts characters, it counts no more.

use crate::{
    Error,
    event::HEADLINES,
    json::{Form, Rewriter, Text},
};

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
/// [`Error::Json`] if the message cannot be rewritten to [`Form::Python`]; [`Error::Event`] if it is no object with a
/// `topic` that is a string.
pub fn slack_message<'a>(message: impl Into<Text<'a>>) -> Result<String, Error> {
    compose(Rewriter::new().rewrite(message.into(), Form::Python)?)
        .ok_or_else(|| Error::Event("it has no topic, or one that is not a string".to_owned()))
}

/// The message of an event in its Python form: ASCII, without white space, each key once, every digit kept.
pub(crate) fn compose(event: &[u8]) -> Option<String> {
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

/// What happened, in plain words.
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

/// A field behind a comma, labelled with its key. `verbatim`: Slack makes no link of what only looks like one.
#[inline(never)]
fn push_field(fields: &mut String, key: &[u8], value: &str) {
    let label = words("", key, MAX_LABEL);
    push(fields, &[",{\"type\":\"mrkdwn\",\"verbatim\":true,\"text\":\"*", &label, "*\\n", value, "\"}"]);
}

/// Slack's date token, or the text itself if it is no time.
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

/// A text as Slack and JSON escape it, cut to so many bytes between two characters. What would break the line becomes a
/// space; what is invisible and could hide or reorder its neighbours, a replacement character. The joiners stay, which
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

/// A string's characters, or any other scalar as it is written. A lone surrogate becomes a replacement character.
#[inline(never)]
fn decoded(scalar: &[u8]) -> String {
    let mut units = Vec::new();
    let mut bytes = unquoted(scalar).iter();
    while let Some(&byte) = bytes.next() {
        units.push(match byte {
            b'\\' => match bytes.next() {
                Some(b'u') => bytes.by_ref().take(4).fold(0, |unit, &digit| unit << 4 | hex(digit)),
                Some(b'n' | b'r' | b't') => b' '.into(),
                Some(b'b' | b'f') | None => 0,
                Some(&byte) => byte.into(),
            },
            byte => byte.into(),
        });
    }
    String::from_utf16_lossy(&units)
}

/// The value of a hexadecimal digit in lower case, as the Python form has it.
fn hex(digit: u8) -> u16 {
    u16::from(if digit < b'a' { digit - b'0' } else { digit - b'a' + 10 })
}

/// A string without its quotes.
fn unquoted(scalar: &[u8]) -> &[u8] {
    scalar.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(scalar)
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

#[inline(never)]
fn member<'t>(object: &'t [u8], name: &str) -> Option<&'t [u8]> {
    Members::of(object).find(|(key, _)| unquoted(key) == name.as_bytes()).map(|(_, value)| value)
}

/// The keys, with their quotes, and the values of an object; the values of an array, with empty keys.
struct Members<'t> {
    rest: &'t [u8],
    keyed: bool,
}

impl<'t> Members<'t> {
    fn of(container: &'t [u8]) -> Self {
        match container {
            [b'{', rest @ ..] => Self { rest, keyed: true },
            [b'[', rest @ ..] => Self { rest, keyed: false },
            _ => Self { rest: &[], keyed: false },
        }
    }

    /// Takes the value in front of a comma, a colon or a closing bracket, and that with it.
    #[inline(never)]
    fn take_value(&mut self) -> Option<&'t [u8]> {
        let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
        let ends = |&byte: &u8| {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = !in_string,
                _ if in_string => {}
                b',' | b':' | b'}' | b']' if depth == 0 => return true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            false
        };
        let end = self.rest.iter().position(ends).filter(|&end| end > 0)?;
        let value = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        Some(value)
    }
}

impl<'t> Iterator for Members<'t> {
    type Item = (&'t [u8], &'t [u8]);

    #[inline(never)]
    fn next(&mut self) -> Option<Self::Item> {
        let key = if self.keyed { self.take_value()? } else { &[] };
        Some((key, self.take_value()?))
    }
}

/// Seconds since 1970 of a time as Python's `isoformat` writes it: in UTC without saying so, or with an offset.
fn unix_time(text: &[u8]) -> Option<u64> {
    let (date_time, mut zone) = text.split_at_checked(19)?;
    if let Some(fraction) = zone.strip_prefix(b".") {
        let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
        zone = &fraction[digits..];
        if !(1..=9).contains(&digits) {
            return None;
        }
    }
    let offset = match zone {
        [] | b"Z" => 0,
        [sign @ (b'+' | b'-'), zone @ ..] => {
            let [hours, minutes, ..] = numbers(zone, b"00:00")?;
            let offset = (hours <= 23 && minutes <= 59).then_some(hours * 60 + minutes)?;
            if *sign == b'-' { -offset } else { offset }
        }
        _ => return None,
    };
    let [year, month, day, hour, minute, second] = numbers(date_time, b"0000-00-00T00:00:00")?;
    let leap = i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let last_day = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + leap,
        _ => return None,
    };
    if !(1..=last_day).contains(&day) || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    // `days_from_civil` of https://howardhinnant.github.io/date_algorithms.html: the year begins in March.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 719_469;
    let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second;
    seconds.try_into().ok()
}

/// The numbers in a text that has digits where the pattern has zeros, and is the same elsewhere.
#[inline(never)]
fn numbers(text: &[u8], pattern: &[u8]) -> Option<[i64; 6]> {
    let (mut numbers, mut index) = ([0; 6], 0);
    for (&byte, &expected) in text.iter().zip(pattern) {
        match expected {
            b'0' if byte.is_ascii_digit() => numbers[index] = numbers[index] * 10 + i64::from(byte - b'0'),
            b'0' => return None,
            _ if byte == expected => index += 1,
            _ => return None,
        }
    }
    (text.len() == pattern.len()).then_some(numbers)
}
