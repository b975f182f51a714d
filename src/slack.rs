//! An event as a message for a Slack Incoming Webhook.
//!
//! Limits, escapes and the date token are those of Slack's documentation:
//! [header](https://docs.slack.dev/reference/block-kit/blocks/header-block) and
//! [section](https://docs.slack.dev/reference/block-kit/blocks/section-block) blocks,
//! [text objects](https://docs.slack.dev/reference/block-kit/composition-objects/text-object),
//! [formatting](https://docs.slack.dev/messaging/formatting-message-text).
//! Lengths are counted in bytes of the JSON: however Slack counts characters, it counts no more.

use core::{char, iter, ops::RangeInclusive};

use crate::{
    Error,
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
    let topic = member(event, b"\"topic\"").filter(|topic| topic.starts_with(b"\""))?;
    let data = member(event, b"\"data\"").unwrap_or_default();
    let ids = || members(data).filter(|(key, value)| is_id(key) && is_shown(value)).take(MAX_IDS);

    let mut out = String::from("{\"text\":\"");
    push_headline(&mut out, topic);
    for (index, (_, id)) in ids().filter(|(key, _)| *key != STATUS).take(2).enumerate() {
        out.push_str(if index == 0 { ": " } else { ", " });
        push_code(&mut out, iter::once(id));
    }
    out.push_str("\",\"blocks\":[{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\"");
    push_headline(&mut out, topic);
    out.push_str("\"}},{\"type\":\"section\",\"fields\":[");
    for (key, id) in ids() {
        open_field(&mut out, key);
        push_code(&mut out, iter::once(id));
        out.push_str("\"},");
    }
    if let Some(transactions) = member(data, b"\"transactions\"").filter(|list| list.starts_with(b"[")) {
        push_transactions(&mut out, transactions);
    }
    if let Some(created) = member(event, b"\"created\"").filter(|created| is_shown(created)) {
        open_field(&mut out, b"sent");
        push_time(&mut out, created);
        out.push_str("\"},");
    }
    open_field(&mut out, b"topic");
    push_code(&mut out, iter::once(topic));
    out.push_str("\"}]}]}");
    Some(out)
}

/// What happened, in plain words.
fn push_headline(out: &mut String, topic: &[u8]) {
    match HEADLINES.iter().find(|(published, _)| published.as_bytes() == unquoted(topic)) {
        Some((_, headline)) => out.push_str(headline),
        None => push_cut(out, MAX_HEADER, "Heron event: ".chars().chain(words(topic))),
    }
}

/// How many, and their ids as far as there is room.
fn push_transactions(out: &mut String, transactions: &[u8]) {
    open_field(out, b"transactions");
    out.push_str(&members(transactions).count().to_string());
    out.push_str("\"},");
    for (key, label) in [(&b"\"heron_id\""[..], &b"heron ids"[..]), (b"\"reference_id\"", b"reference ids")] {
        let mut ids = members(transactions)
            .filter_map(|(_, transaction)| member(transaction, key))
            .filter(|id| is_shown(id))
            .peekable();
        if ids.peek().is_some() {
            open_field(out, label);
            push_code(out, ids);
            out.push_str("\"},");
        }
    }
}

/// A field up to its value, labelled with the words of a name. `verbatim`: Slack makes no links of what looks like one.
fn open_field(out: &mut String, name: &[u8]) {
    out.push_str("{\"type\":\"mrkdwn\",\"verbatim\":true,\"text\":\"*");
    let first = |(index, character): (usize, char)| if index == 0 { character.to_ascii_uppercase() } else { character };
    push_cut(out, MAX_LABEL, words(name).enumerate().map(first));
    out.push_str("*\\n");
}

/// Values as code, in which Slack formats nothing.
fn push_code<'t>(out: &mut String, values: impl Iterator<Item = &'t [u8]>) {
    out.push('`');
    push_cut(out, MAX_VALUE, values.flat_map(|value| ", ".chars().chain(characters(value))).skip(2));
    out.push('`');
}

/// Slack's date token, or the text itself if it is no time.
fn push_time(out: &mut String, created: &[u8]) {
    let Some(seconds) = unix_time(unquoted(created)) else {
        return push_code(out, iter::once(created));
    };
    out.push_str("<!date^");
    out.push_str(&seconds.to_string());
    out.push_str("^{date_short_pretty} {time}|");
    out.extend(characters(created));
    out.push('>');
}

/// Text in at most `most` bytes of JSON, with an ellipsis if it was cut; never cut inside an escape.
fn push_cut(out: &mut String, most: usize, text: impl Iterator<Item = char>) {
    const ELLIPSIS: char = '…';
    let end = out.len() + most;
    let mut cut = out.len();
    for character in text {
        push_escaped(out, character);
        if out.len() > end {
            out.truncate(cut);
            out.push(ELLIPSIS);
            return;
        }
        if out.len() + ELLIPSIS.len_utf8() <= end {
            cut = out.len();
        }
    }
}

/// A character as Slack's text and as JSON. What would break the line becomes a space; what is invisible and could
/// reorder or hide its neighbours, a replacement character (the joiners stay, which emoji and Persian need).
fn push_escaped(out: &mut String, character: char) {
    match character {
        '&' => out.push_str("&amp;"),
        '<' => out.push_str("&lt;"),
        '>' => out.push_str("&gt;"),
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '`' => out.push('ˋ'), // a look-alike: it would end the code
        '\t' | '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
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
        | '\u{e0000}'..='\u{e007f}' => out.push(char::REPLACEMENT_CHARACTER),
        _ => out.push(character),
    }
}

/// A name's characters, as words.
fn words(name: &[u8]) -> impl Iterator<Item = char> {
    characters(name).map(|character| if matches!(character, '_' | '.') { ' ' } else { character })
}

/// The characters of a string, or of any other scalar as it is written. A lone surrogate is a replacement character.
fn characters(scalar: &[u8]) -> impl Iterator<Item = char> {
    let mut bytes = unquoted(scalar).iter();
    let units = iter::from_fn(move || {
        let byte = *bytes.next()?;
        if byte != b'\\' {
            return Some(u16::from(byte));
        }
        let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u16::try_from(digit).ok());
        match *bytes.next()? {
            b'u' => bytes.by_ref().take(4).try_fold(0, |unit, byte| Some(unit << 4 | digit(byte)?)),
            b'n' | b'r' | b't' => Some(u16::from(b' ')),
            b'b' | b'f' => Some(0),
            byte => Some(u16::from(byte)),
        }
    });
    char::decode_utf16(units).map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
}

fn unquoted(scalar: &[u8]) -> &[u8] {
    scalar.strip_prefix(b"\"").and_then(|text| text.strip_suffix(b"\"")).unwrap_or(scalar)
}

const STATUS: &[u8] = b"\"status\"";

fn is_id(key: &[u8]) -> bool {
    key == STATUS || key == b"\"id\"" || key.ends_with(b"_id\"")
}

/// A scalar that says something.
fn is_shown(value: &[u8]) -> bool {
    !matches!(value, b"\"\"" | b"null" | [b'{' | b'[', ..])
}

fn member<'t>(object: &'t [u8], key: &[u8]) -> Option<&'t [u8]> {
    members(object).find(|(other, _)| *other == key).map(|(_, value)| value)
}

/// The keys, with their quotes, and the values of an object; the values of an array, each with an empty key.
fn members(container: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    let (is_object, mut rest) = match container {
        [b'{', rest @ ..] => (true, rest),
        [b'[', rest @ ..] => (false, rest),
        _ => (false, &[][..]),
    };
    iter::from_fn(move || {
        let mut key: &[u8] = &[];
        if is_object {
            (key, rest) = rest.split_at(value_len(rest));
            rest = rest.get(1..)?;
        }
        let (value, behind) = rest.split_at(value_len(rest));
        rest = behind.get(1..)?;
        (!value.is_empty()).then_some((key, value))
    })
}

/// The length of the value in front of a comma, a colon or a closing bracket.
fn value_len(text: &[u8]) -> usize {
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
    text.iter().position(ends).unwrap_or(text.len())
}

/// Seconds since 1970 of a time as Python's `isoformat` writes it: UTC, or with an offset.
fn unix_time(text: &[u8]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2, b'T', time @ ..] = text else { return None };
    let [h1, h2, b':', n1, n2, b':', s1, s2, zone @ ..] = time else { return None };
    let zone = match zone {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=9).contains(&digits) {
                return None;
            }
            &fraction[digits..]
        }
        _ => zone,
    };
    let offset = match zone {
        [] | [b'Z'] => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', n1, n2] => {
            let minutes = number(&[h1, h2], 0..=23)? * 60 + number(&[n1, n2], 0..=59)?;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => return None,
    };
    let (year, month) = (number(&[y1, y2, y3, y4], 1970..=9999)?, number(&[m1, m2], 1..=12)?);
    let leap = i64::from(year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
    let last_day = match month {
        2 => 28 + leap,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let day = number(&[d1, d2], 1..=last_day)?;
    let (hour, minute) = (number(&[h1, h2], 0..=23)?, number(&[n1, n2], 0..=59)?);
    let second = number(&[s1, s2], 0..=59)?;
    // `days_from_civil` of https://howardhinnant.github.io/date_algorithms.html: the year begins in March.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468;
    let seconds = ((days * 24 + hour) * 60 + minute - offset) * 60 + second;
    (seconds >= 0).then_some(seconds)
}

/// Decimal digits, if what they say is in the range.
fn number(digits: &[&u8], range: RangeInclusive<i64>) -> Option<i64> {
    let digits = digits.iter().map(|digit| char::from(**digit).to_digit(10));
    let number = digits.into_iter().try_fold(0, |number, digit| Some(number * 10 + i64::from(digit?)))?;
    range.contains(&number).then_some(number)
}

/// The published topics, in plain words.
const HEADLINES: [(&str, &str); 44] = [
    ("data_source.enabled", "A data source was enabled"),
    ("data_source.disabled", "A data source was disabled"),
    ("data_source_account_summary.created", "An account summary of a data source was created"),
    ("end_user.created", "An end user was created"),
    ("end_user.processed", "An end user was processed"),
    ("end_user.failed", "Processing an end user failed"),
    ("end_user.reviewed", "An end user was reviewed"),
    ("end_user.review_required", "An end user needs a review"),
    ("end_user.transactions_updated", "An end user's transactions were updated"),
    ("end_user.files_changed", "An end user's files changed"),
    ("end_user.files_classified", "An end user's files were classified"),
    ("end_user.policy_workflow_finished", "An end user's policy workflow finished"),
    ("end_user.policy_workflow_failed", "An end user's policy workflow failed"),
    ("end_user_information.updated", "An end user's information was updated"),
    ("end_user_email.processed", "An end user's email was processed"),
    ("end_user_email.failed", "Processing an end user's email failed"),
    ("end_user_file.parsed", "An end user's file was parsed"),
    ("end_user_file.parse_failed", "Parsing an end user's file failed"),
    ("end_user_file.processed_standalone", "An end user's file was processed on its own"),
    ("end_user_file.deleted", "An end user's file was deleted"),
    ("end_user_files.processing_failed", "Processing an end user's files failed"),
    ("enrich_workflow.finished", "An enrichment workflow finished"),
    ("enricher.succeeded", "An enricher succeeded"),
    ("enricher.failed", "An enricher failed"),
    ("integration_link.erroring", "An integration link has errors"),
    ("iso_application.created", "An ISO application was created"),
    ("iso_application.processed", "An ISO application was processed"),
    ("iso_application.processed_simple", "An ISO application was processed (simple)"),
    ("iso_application.failed", "Processing an ISO application failed"),
    ("pdf.processed", "A PDF was processed"),
    ("pdf.parsed", "A PDF was parsed"),
    ("pdf.failed", "No transactions could be extracted from a PDF"),
    ("pdf.checks_passed", "A PDF passed its checks"),
    ("pdf.checks_failed", "A PDF failed its checks"),
    ("pdf.transactions_loaded", "A PDF's transactions were loaded"),
    ("pdf.human_reviewing", "A PDF is being reviewed by a person"),
    ("pdf.approved", "A PDF was approved"),
    ("pricing_template.generation_succeeded", "A pricing template was generated"),
    ("pricing_template.generation_failed", "Generating a pricing template failed"),
    ("pricing_template.delivery_succeeded", "A pricing template was delivered"),
    ("pricing_template.delivery_failed", "Delivering a pricing template failed"),
    ("transactions.deleted", "Transactions were deleted"),
    ("transactions.updated", "An end user's transactions were updated"),
    ("workflow.event", "A workflow reported an event"),
];
