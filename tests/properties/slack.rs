//! Properties of every Slack message: no limit of Slack's is broken, and nothing in it is more than text.

use heron_webhooks::{
    Error,
    json::{Form, Text},
    slack::slack_message,
};
use serde_json::Value as Message;

use crate::oracle::{self, Value};

/// Of a message: how many dates it has, how many values were cut, and how long its blocks are.
pub struct Seen {
    pub dates: usize,
    pub cuts: usize,
    pub blocks: usize,
}

/// Every object with a topic that is a string has a message, and the message keeps to the rules.
pub fn slack(data: &[u8]) {
    let topic = match oracle::read(Text::Bytes(data), Form::Python) {
        None => None,
        Some(Value::Object(members)) => {
            let topic = members.into_iter().rfind(|(key, _)| String::from_utf16_lossy(key) == "topic");
            Some(matches!(topic, Some((_, Value::String(_)))))
        }
        Some(_) => Some(false),
    };
    match (slack_message(data), topic) {
        (Ok(json), Some(true)) => drop(assert_message(&json)),
        (Err(Error::Json(_)), None) | (Err(Error::Event(_)), Some(false)) => {}
        (message, topic) => panic!("{message:?}, topic: {topic:?}"),
    }
}

/// Without the entities; nothing of what Slack or a terminal would act on may then be left.
fn assert_inert(text: &str) {
    let plain = text.replace("&amp;", "").replace("&lt;", "").replace("&gt;", "");
    let hidden =
        |character: char| character.is_control() || "<>&\u{200b}\u{2028}\u{202e}\u{2066}\u{feff}".contains(character);
    assert_eq!(plain.find(hidden), None, "{text:?}");
}

/// The date token, which is the only markup: digits, Slack's own format, and a time in plain characters.
fn is_date_token(text: &str) -> bool {
    let token = text.strip_prefix("<!date^").and_then(|token| token.strip_suffix('>'));
    let parts = token.and_then(|token| token.split_once("^{date_short_pretty} {time}|"));
    parts.is_some_and(|(seconds, time)| {
        seconds.bytes().all(|byte| byte.is_ascii_digit())
            && time.bytes().all(|byte| byte.is_ascii_digit() || b"-:.+TZ".contains(&byte))
    })
}

/// Fails unless a message keeps to the rules.
pub fn assert_message(json: &str) -> Seen {
    let mut seen = Seen { dates: 0, cuts: 0, blocks: 0 };
    assert_eq!(json.find(char::is_control), None, "{json:?}");
    let message: Message = serde_json::from_str(json).unwrap_or_else(|error| panic!("{error} in {json}"));
    let text = message["text"].as_str().unwrap();
    assert!((1..=40_000).contains(&text.len()));
    assert_inert(text);
    let header = message["blocks"][0]["text"]["text"].as_str().unwrap();
    assert!((1..=150).contains(&header.len()));
    assert_inert(header);

    let fields = message["blocks"][1]["fields"].as_array().unwrap();
    assert!((1..=10).contains(&fields.len()));
    for field in fields.iter().map(|field| field["text"].as_str().unwrap()) {
        assert!(field.len() <= 2_000);
        let (label, value) = field.strip_prefix('*').and_then(|field| field.split_once("*\n")).unwrap();
        assert_inert(label);
        if is_date_token(value) {
            seen.dates += 1;
            continue;
        }
        seen.cuts += usize::from(value.ends_with("…`"));
        assert_inert(value);
        let code = value.strip_prefix('`').and_then(|value| value.strip_suffix('`'));
        let is_count = value.bytes().all(|byte| byte.is_ascii_digit());
        assert!(is_count || code.is_some_and(|code| !code.contains('`')), "{value:?}");
    }
    assert_eq!(message["blocks"].as_array().unwrap().len(), 2);
    seen.blocks = message["blocks"].to_string().len();
    assert!(seen.blocks <= 13_200, "{}", seen.blocks);
    seen
}
