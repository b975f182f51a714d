//! `explain`, against the complaints of `vectors/mismatches.json`, and against mismatches that have no cause.

mod random;

use std::collections::BTreeSet;

use heron_webhooks::{Cause, Explanation, Verdict, Webhook, explain, json::Form};
use serde::Deserialize;
use serde_json::Value;

use random::Random;

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Case {
    name: String,
    causes: Vec<String>,
    secret: Option<String>,
    secret_hex: Option<String>,
    body: Option<String>,
    body_hex: Option<String>,
    signature: String,
}

impl Case {
    fn secret(&self) -> Vec<u8> {
        bytes(self.secret.as_ref(), self.secret_hex.as_ref())
    }

    fn body(&self) -> Vec<u8> {
        bytes(self.body.as_ref(), self.body_hex.as_ref())
    }
}

fn bytes(text: Option<&String>, hex: Option<&String>) -> Vec<u8> {
    match (text, hex) {
        (Some(text), None) => text.clone().into_bytes(),
        (None, Some(hex)) => {
            (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
        }
        _ => panic!("either text or hex"),
    }
}

fn complaints() -> Vec<Case> {
    let vectors: Vectors = serde_json::from_str(include_str!("vectors/mismatches.json")).unwrap();
    vectors.cases
}

fn sign(secret: &str, message: &str) -> String {
    Webhook::new([secret]).unwrap().with_max_body_len(usize::MAX).sign(message, Form::Raw).unwrap().to_string()
}

fn first_causes(explanation: &Explanation) -> Vec<&'static str> {
    let first = explanation.findings().first();
    first.map_or(Vec::new(), |finding| finding.causes().iter().map(|cause| cause.id()).collect())
}

impl Random {
    fn secret(&mut self) -> String {
        let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
        let secret: Vec<u8> = (0..24).map(|_| self.pick(digits)).collect();
        format!("sec_{}", String::from_utf8(secret).unwrap())
    }

    fn body(&mut self) -> String {
        let values =
            ["1.0", "2", "\"Zo\u{eb}\"", "\"a\\/b <\\u00e9>\"", "null", "[1, 2.50, {}]", "{\"10\": 1, \"9\": []}"];
        let separators = [", ", ",", ",\n  ", " ,\r\n"];
        let members: Vec<String> =
            (0..self.below(6)).map(|index| format!("\"k{index}\": {}", self.pick(&values))).collect();
        let body = format!("{{{}}}", members.join(self.pick(&separators)));
        let (start, end) = self.pick(&[("", ""), ("", "\n"), ("\u{feff}", ""), ("", "}"), ("", "")]);
        format!("{start}{body}{end}")
    }
}

#[test]
fn each_complaint_has_its_cause_named_first() {
    for case in complaints() {
        let explanation = explain([case.secret()], &case.body(), &case.signature);
        assert_eq!(explanation.verdict(), Verdict::Mismatch, "{}", case.name);
        assert_eq!(first_causes(&explanation), case.causes, "{}\n{explanation}", case.name);
    }
}

#[test]
fn each_cause_has_a_complaint() {
    let named: BTreeSet<String> = complaints().into_iter().flat_map(|case| case.causes).collect();
    let unrelated = explain(["sec_test"], "{}", sign("sec_other", "{}"));
    let tried = unrelated.ruled_out().iter().chain(unrelated.tried_in_part()).map(|cause| cause.id().to_owned());
    let missing: Vec<String> = tried.filter(|cause| !named.contains(cause)).collect();
    assert_eq!(missing, [""; 0]);
    assert!(complaints().len() >= 25);
}

/// Webhooks that do not match, by a cause which is not found: it is not among those that are ruled out.
#[test]
fn the_very_cause_is_never_ruled_out() {
    let secret = "sec_b3Jkcy1vZi1hLXBlYWNl";
    let body = r#"{"topic":"pdf.parsed","data":{"name":"Zo\u00eb"},"meta":null}"#;
    let plain: Vec<String> = (0..9).map(|index| format!("\"{index}\":{index}.0")).collect();
    let integers: Vec<String> = (0..9).map(|index| format!("\"{index}\":{index}")).collect();
    let plain = format!("{{\"n\":5,{}}}", plain.join(","));
    let integers = format!("{{\"n\":5,{}}}", integers.join(","));
    let with = |text: &dyn Fn(&str) -> String| text(secret);
    let base64_twice = "UTI5eVpRPT0";
    let latin1 = |text: &str| text.bytes().map(char::from).collect::<String>();
    let cases: [(Cause, String, String, String); 19] = [
        (Cause::BodyFloatsLost, secret.into(), integers, sign(secret, &plain)),
        (Cause::BodyFloatsLost, secret.into(), "[0]".into(), sign(secret, "[-0.0]")),
        (Cause::BodyKeysSorted, secret.into(), r#"{"a":1,"b":2,"c":3}"#.into(), sign(secret, r#"{"b":2,"c":3,"a":1}"#)),
        (
            Cause::BodyCutShort,
            secret.into(),
            r#"{"b":"Zo\u{eb}"#.replace("\\u{eb}", "\u{eb}"),
            sign(secret, "{\"b\":\"Zo\u{eb}\u{eb}x\"}"),
        ),
        (Cause::BodyLatin1, secret.into(), latin1("\u{eb}") + "\u{fffd}", sign(secret, "\u{eb}\u{20ac}")),
        (Cause::BodyLatin1, secret.into(), r#"["\u00c3\u00ab"]"#.into(), sign(secret, "[\"\u{eb}\"]")),
        (Cause::BodyByteList, secret.into(), "Uint8Array(3) [ 91, 49, 93 ]".into(), sign(secret, "[1]")),
        (Cause::BodyJsonString, secret.into(), r#""["\ud800"]"#.into(), sign(secret, "[1]")),
        (Cause::BodyUtf16, secret.into(), "[\u{0}1\u{0}]\u{0}\n".into(), sign(secret, "[1]\r\n\r\n")),
        (Cause::SecretQuotes, with(&|s| format!("\u{201c}{s}\u{201d}")), body.into(), sign(secret, body)),
        (Cause::SecretQuotes, with(&|s| format!("\"{s}")), body.into(), sign(secret, body)),
        (Cause::SecretNamed, with(&|s| format!("v1,{s}")), body.into(), sign(secret, body)),
        (Cause::SecretPercentEncoded, "sec%255Fa".into(), body.into(), sign("sec_a", body)),
        (Cause::SecretBase64Encoded, base64_twice[..9].into(), body.into(), sign("secret", body)),
        (Cause::SecretBase64Decoded, "secret".into(), body.into(), sign("sec_cmV0", body)),
        (Cause::SecretHexEncoded, "73:65:63".into(), body.into(), sign("sec", body)),
        (Cause::SignedLatin1, secret.into(), "[\"\u{20ac}\u{107}\"]".into(), sign(secret, "[1]")),
        (Cause::SignedSorted, secret.into(), "{\"\u{1f600}\":1,\"\u{ff5e}\":2}".into(), sign(secret, "[1]")),
        (Cause::SignedJsonString, secret.into(), "[\"\u{eb}\"]".into(), sign(secret, r#""[\"\u00eb\"]""#)),
    ];
    for (cause, secret, body, signature) in cases {
        let explanation = explain([&secret], body.as_bytes(), &signature);
        assert!(explanation.findings().iter().all(|finding| !finding.is_proven()), "{}\n{explanation}", cause.id());
        assert!(!explanation.ruled_out().contains(&cause), "{}\n{explanation}", cause.id());
        assert!(explanation.tried_in_part().contains(&cause), "{}\n{explanation}", cause.id());
    }
}

#[test]
fn a_cause_is_ruled_out_or_was_tried_in_part() {
    let all = explain(["sec_test"], "{}", sign("sec_other", "{}"));
    assert_eq!(all.tried_in_part(), []);
    // More secrets than are diagnosed, a header of which a value is not understood, and work that ran out.
    let many: Vec<String> = (0..9).map(|index| format!("sec_{index}")).collect();
    let large = format!("[{}1]", "1,".repeat(2 << 20));
    let explanations = [
        explain(&many, "{}", sign("sec_other", "{}")),
        explain(["sec_test"], "{}", format!("t=1492774577,v1={}", sign("sec_other", "{}"))),
        explain(["sec_test"], large.as_bytes(), sign("sec_other", "{}")),
    ];
    for explanation in &explanations {
        assert_eq!(explanation.ruled_out(), []);
        assert_eq!(explanation.tried_in_part(), all.ruled_out());
    }
    assert!(explanations[0].to_string().replace("\n ", "").contains("the first 8 secrets only"));
    assert!(!explanations[2].is_exhaustive());
}

#[test]
fn a_suspected_cause_is_not_ruled_out() {
    let utf16 =
        |text: &str| -> Vec<u8> { ["\u{feff}", text].concat().encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let json = explain([r#"{"HERON":"sec_another"}"#], "{}", sign("sec_other", "{}"));
    let secret = explain([utf16("sec_another\r\n")], "{}", sign("sec_other", "{}"));
    let body = explain(["sec_test"], &utf16("{}\r\n"), sign("sec_other", "{}"));
    for (explanation, cause) in [(json, Cause::SecretJson), (secret, Cause::SecretUtf16), (body, Cause::BodyUtf16)] {
        assert_eq!(explanation.findings()[0].causes(), [cause]);
        assert_eq!(explanation.findings().len(), 1, "{explanation}");
        assert!(!explanation.findings()[0].is_proven());
        assert!(!explanation.ruled_out().contains(&cause) && !explanation.tried_in_part().contains(&cause));
    }
}

#[test]
fn what_could_not_be_compared_is_said() {
    let unreadable = "No cause was tried: the header cannot be read as a signature";
    for (secret, header, expected) in [
        ("sec_test", "\u{201c}abc\u{201d}", unreadable),
        ("sec_test", &"a".repeat(5000), unreadable),
        ("sec_test", "", "No cause was tried: no signature is given."),
        ("", &sign("sec_other", "{}"), "No cause was tried: no secret is given, or only empty ones."),
    ] {
        let explanation = explain([secret], "{}", header);
        let words = explanation.to_string().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(words.contains(expected), "{words}");
        assert_eq!((explanation.ruled_out(), explanation.tried_in_part()), (&[][..], &[][..]));
    }
}

/// The cause stands among several secrets as it does alone.
#[test]
fn the_secret_that_it_is_about_is_named() {
    for case in complaints() {
        let secrets = [b"sec_of_another_webhook".to_vec(), case.secret()];
        let explanation = explain(&secrets, &case.body(), &case.signature);
        assert_eq!(first_causes(&explanation), case.causes, "{}", case.name);
        let finding = &explanation.findings()[0];
        if finding.is_proven() && !finding.causes().contains(&Cause::DigestPlain) {
            assert_eq!(finding.secret(), Some(1), "{}", case.name);
        }
    }
}

#[test]
fn a_thousand_unrelated_mismatches_have_no_cause() {
    let mut random = Random::new(5);
    for round in 0..1_000 {
        let (secret, other, body) = (random.secret(), random.secret(), random.body());
        let form = if round % 2 == 0 { random.body() } else { body.clone() };
        let explanation = explain([&secret], body.as_bytes(), sign(&other, &form));
        assert_eq!(explanation.verdict(), Verdict::Mismatch);
        assert_eq!(explanation.findings(), [], "{round}: {body:?}\n{explanation}");
        let tried = explanation.ruled_out().len() + explanation.tried_in_part().len();
        assert!(
            explanation.is_exhaustive() && tried == 60 && explanation.ruled_out().len() > 45,
            "{round}\n{explanation}"
        );
        assert!(explanation.to_string().contains("What remains: "), "{round}");
    }
}

#[test]
fn what_matches_is_a_match_as_verify_says() {
    let mut random = Random::new(6);
    for _ in 0..200 {
        let (old, new, body) = (random.secret(), random.secret(), random.body());
        for form in [Form::Raw, Form::Python, Form::JavaScript] {
            let Ok(signature) = Webhook::new([&old]).unwrap().sign(body.as_bytes(), form) else {
                continue;
            };
            let verified = Webhook::new([&new, &old]).unwrap().verify(body.as_bytes(), signature.encode()).unwrap();
            // An empty secret never signs anything, and keeps its place.
            let explanation = explain([&new, "", &old], body.as_bytes(), signature.encode());
            assert_eq!(explanation.verdict(), Verdict::Match { form: verified.form(), secret: 2 });
            assert_eq!((explanation.findings(), explanation.ruled_out()), (&[][..], &[][..]));
            let text = &explanation.forms()[form as usize];
            assert_eq!((text.form(), text.signatures()[1], text.signatures()[2]), (form, None, Some(signature)));
        }
    }
}

#[test]
fn no_report_holds_a_secret() {
    let mut random = Random::new(7);
    let kinds: [fn(String) -> String; 8] = [
        |secret| secret,
        |secret| format!("\u{feff}\"{secret}\"\r\n"),
        |secret| secret.replace('_', "%5F"),
        |secret| secret[4..].to_owned(),
        |secret| format!("user:{secret}"),
        |secret| format!("{secret}\"\\/\u{eb}"),
        |secret| format!("Basic {secret}"),
        |secret| secret.bytes().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}")),
    ];
    for round in 0..400 {
        let secret = kinds[round % kinds.len()](random.secret());
        let inside = serde_json::to_string(&secret).unwrap();
        let bodies = [
            random.body(),
            secret.clone(),
            format!("{{\"a\": {inside}, \"b\": 1.0, {inside}: \"\u{eb}{}\"}}", &inside[1..]),
            format!("{}{secret}", " ".repeat((1 << 16) - 9)),
        ];
        let body = random.pick(&bodies.each_ref());
        let headers =
            [sign(&secret, body), sign("sec_other", body), secret.clone(), format!("sha256={secret}"), String::new()];
        let explanation = explain([&secret, "sec_other"], body.as_bytes(), random.pick(&headers.each_ref()));
        let json = serde_json::to_value(&explanation).unwrap();
        let bare = secret.trim_matches(['\u{feff}', '"', '\r', '\n']);
        for report in [
            explanation.to_string(),
            serde_json::to_string(&explanation).unwrap(),
            strings(&json),
            format!("{explanation:?}"),
        ] {
            assert!(!report.contains(bare), "{round}: {bare:?}\n{report}");
            assert!(!report.contains(&inside[1..inside.len() - 1]), "{round}: {bare:?}\n{report}");
        }
    }
}

/// Whatever a secret may stand for, in whatever way a body holds it.
#[test]
fn no_report_holds_a_variation_of_a_secret() {
    let secret = "sec_b3Jk/y1v+i1hLXBlYWNl";
    let escaped = |prefix: &str| secret.bytes().fold(String::new(), |out, byte| format!("{out}{prefix}{byte:02x}"));
    let given = [
        format!("KEY={secret}"),
        format!("export HERON_SECRET='{secret}'\n"),
        format!("{{\"a\": 1, \"b\": [\"{secret}\"]}}"),
        format!("sec_{secret}"),
        base64(secret.as_bytes()),
        base64(format!("{secret}\n").as_bytes()),
        escaped(""),
        secret[4..].to_owned(),
        secret.to_owned(),
    ];
    let held = [
        secret.to_owned(),
        base64(secret.as_bytes()),
        base64(format!("a{secret}").as_bytes()),
        base64(format!("ab{secret}c").as_bytes()),
        escaped(""),
        escaped("").to_uppercase(),
        escaped("\\u00"),
        escaped("%"),
        secret.replace('/', "\\/"),
        secret.replace('/', "%2F").replace('+', "%2B"),
        secret.chars().flat_map(|char| [char, '\0']).collect(),
        secret.bytes().map(|byte| byte.to_string()).collect::<Vec<_>>().join(","),
    ];
    for given in &given {
        for held in &held {
            let body = format!("{{\"a\":\"{held}\",\"b\":1.0}}");
            let explanation = explain([given], body.as_bytes(), sign("sec_other", &body));
            let json = serde_json::to_value(&explanation).unwrap();
            for report in [explanation.to_string(), strings(&json)] {
                // Of the encodings, a stretch in the middle: around it may stand what belongs to the text.
                let middle = &held[held.len() / 4..held.len() * 3 / 4];
                assert!(!report.contains(middle), "{given:?} {held:?}\n{report}");
            }
        }
    }
}

fn base64(bytes: &[u8]) -> String {
    bytes.chunks(3).fold(String::new(), |mut out, chunk| {
        const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let bits = chunk.iter().fold(0_usize, |bits, &byte| bits << 8 | usize::from(byte)) << (8 * (3 - chunk.len()));
        for digit in 0..4 {
            let digit = if digit > chunk.len() { b'=' } else { DIGITS[bits >> (18 - 6 * digit) & 63] };
            out.push(char::from(digit));
        }
        out
    })
}

/// Every string in a value, one a line.
fn strings(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text}\n"),
        Value::Array(items) => items.iter().map(strings).collect(),
        Value::Object(members) => members.values().map(strings).collect(),
        _ => String::new(),
    }
}

#[test]
fn where_forms_differ_and_why() {
    let reasons: [(&str, Form, Form, usize, &str); 17] = {
        use Form::{JavaScript as J, Python as P, Raw as R};
        [
            (r#"{"a":"é"}"#, R, P, 6, r"Python writes é as \u00e9"),
            (r#"{"a":"\u00e9"}"#, R, J, 6, r"JavaScript writes \u00e9 as é"),
            (r#"{"a": "é"}"#, P, J, 6, r"Python writes \u00e9, JavaScript writes é"),
            (r#"{"a":"x😀"}"#, R, P, 7, r"Python writes 😀 as \ud83d\ude00"),
            (r#"{"a":"\ud83d\ude00"}"#, R, J, 6, r"JavaScript writes \ud83d\ude00 as 😀"),
            (r#"{"a\/b":1}"#, R, P, 3, r"Python writes \/ as /"),
            ("[\"\u{7f}\"]", R, P, 2, r"Python writes U+007F as \u007f"),
            ("[1.0]", R, J, 2, "JavaScript writes 1.0 as 1"),
            ("[1.50,2]", R, P, 4, "Python writes 1.50 as 1.5"),
            ("[12345678901234567890]", R, J, 18, "JavaScript writes 12345678901234567890 as 12345678901234567000"),
            ("[1E5]", R, P, 2, "Python writes 1E5 as 100000.0"),
            (
                r#"{"b":1,"2":3}"#,
                R,
                J,
                2,
                "JavaScript moves keys that look like integers to the front, in ascending order",
            ),
            (
                r#"{"10":1,"1":3}"#,
                R,
                J,
                3,
                "JavaScript moves keys that look like integers to the front, in ascending order",
            ),
            (r#"{"a":1,"a":2}"#, R, P, 5, "Python keeps, of several equal keys, only the last value"),
            (r#"{"a":1,"b":3,"a":2}"#, R, P, 5, "Python keeps, of several equal keys, only the last value"),
            ("{\"a\": 1}", R, P, 5, "Python leaves out the white space between values"),
            ("\u{feff}[]\n", R, P, 0, "Python drops the byte order mark"),
        ]
    };
    for (body, left, right, offset, reason) in reasons {
        let explanation = explain(["sec_test"], body.as_bytes(), "");
        let difference = explanation.differences().iter().find(|difference| difference.between() == [left, right]);
        let difference = difference.unwrap_or_else(|| panic!("{body}"));
        assert_eq!((difference.reason(), difference.offset()), (reason, offset), "{body}");
    }
}

#[test]
fn lines_columns_and_excerpts() {
    let long = "é".repeat(100);
    let body = format!("{{\n  \"é\": \"{long}\",\n  \"ü\": [1.0]\n}}");
    let explanation = explain(["sec_test"], body.as_bytes(), "");
    let [raw, python, javascript] = explanation.forms().each_ref().map(|form| form.text().to_owned());
    assert_eq!(raw, body);
    assert_eq!(python, format!(r#"{{"\u00e9":"{}","\u00fc":[1.0]}}"#, r"\u00e9".repeat(100)));
    assert_eq!(javascript, format!(r#"{{"é":"{long}","ü":[1]}}"#));
    let places: Vec<_> =
        explanation.differences().iter().map(|place| (place.offset(), place.line(), place.column())).collect();
    assert_eq!(places, [(1, 1, 2), (1, 1, 2), (2, 1, 3)]);
    assert_eq!(explanation.differences()[2].excerpts()[1], &javascript[..javascript.char_indices().nth(50).unwrap().0]);

    let compact = format!(r#"["{long}",[1.0]]"#);
    let explanation = explain(["sec_test"], compact.as_bytes(), "");
    let place = &explanation.differences()[1];
    assert_eq!((place.between(), place.offset(), place.column()), ([Form::Raw, Form::JavaScript], 206, 107));
    assert_eq!(place.excerpts(), [format!("{}\",[1.0]]", "é".repeat(20)), format!("{}\",[1]]", "é".repeat(20))]);
    assert_eq!(place.excerpt_offset(), 2 + 2 * 80);
}

#[test]
fn a_body_that_is_no_json_says_where() {
    let explanation = explain(["sec_test"], "{\"a\":1,}", "");
    let [raw, python, javascript] = explanation.forms();
    assert_eq!((raw.error(), raw.len()), (None, 8));
    assert_eq!(python.error().unwrap().offset(), 7);
    assert_eq!(javascript.error(), python.error());
    assert!(python.signatures().is_empty() && explanation.differences().is_empty());
}

/// Cut anywhere: within a token, behind a key, an escape or a character's first byte.
#[test]
fn every_beginning_of_a_body_is_explained() {
    let body = "[{\"b\":[1.0,\"\\u00e9\\n\"],\"a\":{\"é\":-1e5,\"0\":NaN}, \"\":true}]".as_bytes();
    for end in 0..body.len() {
        let explanation = explain(["sec_test"], &body[..end], sign("sec_other", "{}"));
        assert!(explanation.findings().iter().all(|finding| !finding.is_proven()), "{end}");
        assert!(
            explanation.to_string().contains("No match") && !serde_json::to_string(&explanation).unwrap().is_empty(),
            "{end}"
        );
    }
}

#[test]
fn the_bounds_hold() {
    let deep = format!("{}{}", "[".repeat(9_000), "]".repeat(9_000));
    let keys: Vec<String> = (0..100_000).map(|index| format!("\"key{index}\": 1.0")).collect();
    let large = format!("{{{}}}", keys.join(", "));
    let many: Vec<String> = (0..500).map(|index| format!("sec_{index}")).collect();
    for body in [deep, large] {
        let explanation = explain(&many, body.as_bytes(), sign("sec_other", &body));
        assert_eq!(explanation.findings(), []);
        assert_eq!(explanation.forms()[0].signatures().len(), 8);
        assert_eq!(explanation.is_exhaustive(), body.len() < 1 << 20);
        assert!(
            serde_json::to_string(&explanation).unwrap().len() < 1 << 20 && explanation.to_string().len() < 1 << 14
        );
        // With the last of many secrets it is a match all the same.
        let matched = explain(&many, body.as_bytes(), sign("sec_499", &body)).verdict();
        assert_eq!(matched, Verdict::Match { form: Form::Raw, secret: 499 });
    }
}

#[test]
fn the_text_report_is_narrow_and_marks_payload() {
    for case in complaints() {
        let explanation = explain([case.secret(), b"sec_other".to_vec()], &case.body(), &case.signature);
        for line in explanation.to_string().lines() {
            assert!(line.chars().count() <= 80, "{line}");
            assert!(line.starts_with("  |") || !line.ends_with(' '), "{line:?}");
            assert!(!line.chars().any(char::is_control), "{line:?}");
            assert!(line.starts_with("  |") || !line.contains("Eqio3Y4dhyNiMphrXwG58p"), "{line}");
        }
    }
}

#[test]
fn the_report_in_words() {
    let body = "{\"topic\": \"pdf.parsed\", \"data\": {\"name\": \"Zo\u{eb}\", \"amount\": 1.0}}";
    let python = Webhook::new(["sec_test"]).unwrap().sign(body, Form::Python).unwrap().to_string();
    assert_eq!(explain(["sec_test\n"], body, &python).to_string(), include_str!("vectors/explained.txt"));
}
