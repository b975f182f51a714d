//! Slack messages: what they say, and that no event makes one that breaks a limit or that Slack takes for more than text.

#![allow(unreachable_pub, reason = "the properties are also those of the fuzz targets")]
#![allow(dead_code, reason = "not all of them are needed here")]

#[path = "properties/oracle.rs"]
mod oracle;
#[path = "properties/slack.rs"]
mod properties;
mod random;

use heron_webhooks::{Error, Topic, slack::slack_message};
use serde_json::{Value, json};

use random::Random;

fn message(event: &Value) -> Value {
    serde_json::from_str(&slack_message(&event.to_string()).unwrap()).unwrap()
}

fn header(message: &Value) -> &str {
    message["blocks"][0]["text"]["text"].as_str().unwrap()
}

fn fields(message: &Value) -> Vec<&str> {
    message["blocks"][1]["fields"].as_array().unwrap().iter().map(|field| field["text"].as_str().unwrap()).collect()
}

/// The text that is shown for a customer's id.
fn shown(id: &Value) -> String {
    let message = message(&json!({"topic": "pdf.parsed", "data": {"end_user_id": id}}));
    fields(&message)[0].strip_prefix("*End user id*\n").unwrap().to_owned()
}

fn sent(created: &str) -> String {
    let message = message(&json!({"topic": "pdf.parsed", "created": created}));
    fields(&message)[0].strip_prefix("*Sent*\n").unwrap().to_owned()
}

#[test]
fn the_documented_example() {
    let event = r#"{"topic": "end_user.processed", "created": "2021-05-20T09:23:53+00:00", "data": {"heron_id":
        "eus_Eqio3Y4dhyNiMphrXwG58p", "end_user_id": "myenduser", "status": "processed", "score": 1.5}, "meta": {"a_id": 1}}"#;
    let field = |text: &str| json!({"type": "mrkdwn", "verbatim": true, "text": text});
    let expected = json!({
        "text": "An end user was processed: `eus_Eqio3Y4dhyNiMphrXwG58p`, `myenduser`",
        "blocks": [
            {"type": "header", "text": {"type": "plain_text", "text": "An end user was processed"}},
            {"type": "section", "fields": [
                field("*Heron id*\n`eus_Eqio3Y4dhyNiMphrXwG58p`"),
                field("*End user id*\n`myenduser`"),
                field("*Status*\n`processed`"),
                field("*Sent*\n<!date^1621502633^{date_short_pretty} {time}|2021-05-20T09:23:53+00:00>"),
                field("*Topic*\n`end_user.processed`"),
            ]},
        ],
    });
    assert_eq!(serde_json::from_str::<Value>(&slack_message(event).unwrap()).unwrap(), expected);
}

#[test]
fn transactions_are_counted_and_named() {
    let transactions = json!([{"heron_id": "txn_1", "reference_id": "mine"}, {"heron_id": "txn_2", "reference_id": null},
        {"heron_id": "txn_3", "reference_id": 7}, [["no object"]], null]);
    let message = message(&json!({"topic": "transactions.deleted", "data": {"transactions": transactions}}));
    assert_eq!(message["text"], "Transactions were deleted");
    let expected = ["*Transactions*\n5", "*Heron id*\n`txn_1, txn_2, txn_3`", "*Reference id*\n`mine, 7`"];
    assert_eq!(fields(&message)[..3], expected);
}

#[test]
fn every_published_topic_has_a_headline_and_any_other_topic_its_words() {
    let mut headlines: Vec<_> = Topic::PUBLISHED.iter().map(|topic| message(&json!({"topic": topic}))).collect();
    headlines.push(message(&json!({"topic": "debt_summary.processed"})));
    let headlines: Vec<_> = headlines.iter().map(header).collect();
    let derived: Vec<_> = headlines.iter().filter(|headline| headline.starts_with("Heron event")).collect();
    assert_eq!(derived, [&"Heron event: debt summary processed"]);
    assert_eq!(headlines[7], "An end user needs a review");
}

#[test]
fn values_that_are_not_shown() {
    let ids = json!({"heron_id": "", "end_user_id": null, "status": {"a": 1}, "a_id": ["b"], "paid": 1, "id": "seen", "transactions": 3});
    let message = message(&json!({"topic": "", "created": null, "data": ids}));
    assert_eq!(message["text"], "Heron event: : `seen`");
    assert_eq!(fields(&message), ["*Id*\n`seen`", "*Topic*\n``"]);
}

#[test]
fn customer_text_stays_text() {
    for (id, expected) in [
        ("<!channel> <@U1> <#C1>", "`&lt;!channel&gt; &lt;@U1&gt; &lt;#C1&gt;`"),
        ("<https://a.example|https://b.example>", "`&lt;https://a.example|https://b.example&gt;`"),
        ("<!date^1^{date}|x>", "`&lt;!date^1^{date}|x&gt;`"),
        ("&lt; &amp;", "`&amp;lt; &amp;amp;`"),
        ("`*bold*`", "`ˋ*bold*ˋ`"),
        ("\"\\/\u{e9}😀", "`\"\\/é😀`"),
        ("a\r\nb\tc\u{2028}d", "`a  b c d`"),
        ("a\0b\u{8}c\u{7f}d\u{9b}e", "`a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}e`"),
        ("\u{202e}txt\u{202c}\u{2066}\u{200b}\u{feff}", "`\u{fffd}txt\u{fffd}\u{fffd}\u{fffd}\u{fffd}`"),
        ("👩\u{200d}💻 می\u{200c}خواهم", "`👩\u{200d}💻 می\u{200c}خواهم`"),
    ] {
        assert_eq!(shown(&json!(id)), expected);
    }
}

#[test]
fn escapes_are_read_and_numbers_keep_their_digits() {
    for (id, expected) in [
        (r#""\ud83d\ude00\ud83d\u003C\n\/""#, "`😀\u{fffd}&lt; /`"),
        ("123456789012345678901234567890", "`123456789012345678901234567890`"),
        ("1.50", "`1.5`"),
        ("NaN", "`NaN`"),
        ("true", "`true`"),
    ] {
        let event = format!(r#"{{"topic":"pdf.parsed","data":{{"end_user_id":"first","end_user\u005fid":{id}}}}}"#);
        let message: Value = serde_json::from_str(&slack_message(&event).unwrap()).unwrap();
        assert_eq!(fields(&message)[0], format!("*End user id*\n{expected}"));
    }
}

#[test]
fn long_text_is_cut_between_characters() {
    assert_eq!(shown(&json!("x".repeat(1_000))), format!("`{}`", "x".repeat(1_000)));
    assert_eq!(shown(&json!("x".repeat(1_001))), format!("`{}…`", "x".repeat(997)));
    assert_eq!(shown(&json!("&".repeat(201))), format!("`{}…`", "&amp;".repeat(199)));
    assert_eq!(shown(&json!("😀".repeat(251))), format!("`{}…`", "😀".repeat(249)));
}

#[test]
fn the_longest_message_fits() {
    let long = "\"".repeat(100_000);
    let id = |index: usize| (format!("{index}{long}_id"), json!(long));
    let mut data: serde_json::Map<_, _> = (0..20).map(id).collect();
    data.insert("transactions".to_owned(), json!([{"heron_id": long, "reference_id": long}]));
    let json = slack_message(&json!({"topic": long, "created": long, "data": data}).to_string()).unwrap();
    let message: Value = serde_json::from_str(&json).unwrap();
    assert_eq!(fields(&message).len(), 10);
    let blocks = message["blocks"].to_string().len();
    assert!((9_000..=13_200).contains(&blocks), "{blocks}");
}

#[test]
fn times() {
    let token = |created: &str, seconds: u64| format!("<!date^{seconds}^{{date_short_pretty}} {{time}}|{created}>");
    for (created, seconds) in [
        ("1970-01-01T00:00:00", 0),
        ("2000-02-29T23:59:59Z", 951_868_799),
        ("2026-08-14T12:24:38.137886", 1_786_710_278),
        ("2026-08-14T12:24:38.137886+00:00", 1_786_710_278),
        ("2026-08-14T17:54:38+05:30", 1_786_710_278),
        ("2026-08-14T07:24:38-05:00", 1_786_710_278),
        ("9999-12-31T23:59:59", 253_402_300_799),
    ] {
        assert_eq!(sent(created), token(created, seconds));
    }
    for created in [
        "yesterday",
        "2026-08-14",
        "2026-08-14 12:24:38",
        "2026-02-29T00:00:00",
        "2026-00-01T00:00:00",
        "2026-13-01T00:00:00",
        "2026-01-00T00:00:00",
        "2026-01-01T24:00:00",
        "2026-01-01T00:60:00",
        "2026-01-01T00:00:60",
        "2026-01-01T00:00:00.",
        "2026-01-01T00:00:00.1234567890",
        "2026-01-01T00:00:00+0000",
        "2026-01-01T00:00:00+24:00",
        "2026-01-01T00:00:00|x",
        "1969-12-31T23:59:59",
        "1970-01-01T00:00:00+00:01",
    ] {
        assert_eq!(sent(created), format!("`{created}`"));
    }
    assert_eq!(sent("<2026>"), "`&lt;2026&gt;`");
}

#[test]
fn a_text_that_is_not_an_event_says_so() {
    for event in ["[]", "1", "{}", r#"{"topic":1}"#, r#"["topic","a"]"#] {
        assert!(matches!(slack_message(event), Err(Error::Event(_))), "{event}");
    }
    assert!(matches!(slack_message(b"{\"topic\":\"\xff\"}"), Err(Error::Json(_))));
}

impl Random {
    /// The JSON of a string of what is dangerous, mostly short and sometimes far too long.
    fn string(&mut self) -> String {
        const PIECES: &[&str] = &[
            "<!channel>",
            "<!here|x>",
            "<@U024BE7LH>",
            "<#C1>",
            "<https://a.example|b>",
            "<!date^1^{date}|x>",
            "https://a.example",
            "@channel",
            "&",
            "<",
            ">",
            "&amp;",
            "&lt;",
            "`",
            "```",
            "*",
            "_",
            "~",
            "|",
            "^",
            ":skull:",
            "é",
            "中",
            "😀",
            "👩\u{200d}💻",
            "\u{202e}",
            "\u{2066}",
            "\u{200b}",
            "\u{feff}",
            "\u{2028}",
            "\u{7f}",
            "\u{85}",
            "\\u0000",
            "\\u001b",
            "\\u003c!channel\\u003E",
            "\\u0026",
            "\\ud83d\\ude00",
            "\\ud83d",
            "\\ude00",
            "\\n",
            "\\r\\n",
            "\\t",
            "\\b",
            "\\f",
            "\\\\",
            "\\\"",
            "\\/",
            "a",
            "Z",
            "0",
            " ",
        ];
        let mut json = String::from("\"");
        let pieces = [3, 3, 3, 3, 30, 30, 300, 900][self.below(8)];
        for _ in 0..self.below(pieces) {
            json += self.pick(PIECES);
        }
        json + "\""
    }

    fn value(&mut self, depth: usize) -> String {
        match self.below(if depth == 0 { 6 } else { 8 }) {
            0 => self
                .pick(&["null", "true", "NaN", "-Infinity", "1e999", "-0.0", "12345678901234567890123", "[]", "{}"])
                .to_owned(),
            1 => self.below(1 << 40).to_string(),
            6 => self.object(depth - 1),
            7 => {
                let elements: Vec<_> = (0..self.below(8)).map(|_| self.value(depth - 1)).collect();
                format!("[{}]", elements.join(" , "))
            }
            _ => self.string(),
        }
    }

    fn object(&mut self, depth: usize) -> String {
        let mut members = Vec::new();
        for _ in 0..self.below(10) {
            let key = match self.below(10) {
                0 => self.string(),
                1 => self.string().strip_suffix('"').unwrap().to_owned() + "_id\"",
                _ => format!(
                    "\"{}\"",
                    self.pick(&["heron_id", "end_user_id", "reference_id", "id", "status", "transactions"])
                ),
            };
            members.push(format!("{key} : {}", self.value(depth)));
        }
        format!("{{{}}}", members.join(", "))
    }

    fn created(&mut self) -> String {
        match self.below(4) {
            0 => self.value(0),
            1 => format!("\"{:04}-{:02}-{:02}T09:23:53\"", self.below(10_000), self.below(14), self.below(33)),
            2 => r#""2021-05-20T09:23:53+00:00""#.to_owned(),
            _ => r#""2026-08-14T12:24:38.137886""#.to_owned(),
        }
    }

    fn event(&mut self) -> String {
        let topic = match self.below(3) {
            0 => self.string(),
            _ => format!("\"{}\"", Topic::PUBLISHED[self.below(Topic::PUBLISHED.len())]),
        };
        let (created, data, meta) = (self.created(), self.object(2), self.value(1));
        format!(r#"{{"topic": {topic}, "created": {created}, "data": {data}, "meta": {meta}}}"#)
    }
}

#[test]
fn no_event_breaks_a_limit_or_out_of_its_text() {
    let mut random = Random::new(2026);
    let (mut dates, mut cuts) = (0, 0);
    for index in 0..10_000 {
        let event = random.event();
        let json = slack_message(&event).unwrap_or_else(|error| panic!("event {index}: {error}"));
        assert_eq!(slack_message(&event).unwrap(), json, "twice the same");
        let seen = properties::assert_message(&json);
        (dates, cuts) = (dates + seen.dates, cuts + seen.cuts);
    }
    assert!(dates > 1_000 && cuts > 1_000, "{dates} dates, {cuts} cuts");
}
