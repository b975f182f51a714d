//! `explain`, against the complaints of `vectors/mismatches.json`, and against mismatches that have no cause.

mod chains;
mod middlemen;
#[path = "../random/mod.rs"]
mod random;
mod report;
mod secrets;

use std::collections::BTreeSet;

use heron_webhooks::{Cause, Explanation, Verdict, Webhook, explain, json::Form};
use serde::Deserialize;

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
    let vectors: Vectors = serde_json::from_str(include_str!("../vectors/mismatches.json")).unwrap();
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
    let mut wrong = Vec::new();
    for case in complaints() {
        let explanation = explain([case.secret()], &case.body(), &case.signature);
        assert_eq!(explanation.verdict(), Verdict::Mismatch, "{}", case.name);
        if first_causes(&explanation) != case.causes {
            wrong.push(format!("{}: {:?}, not {:?}", case.name, first_causes(&explanation), case.causes));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
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
    let keys = |keys: &str| {
        let members: Vec<String> = keys.chars().map(|key| format!("\"{key}\":1")).collect();
        format!("{{{}}}", members.join(","))
    };
    let base64_twice = "UTI5eVpRPT0";
    let latin1 = |text: &str| text.bytes().map(char::from).collect::<String>();
    let cases: [(Cause, String, String, String); 19] = [
        (Cause::BodyFloatsLost, secret.into(), integers, sign(secret, &plain)),
        (Cause::BodyZeroSign, secret.into(), "[0,0]".into(), sign(secret, "[0,-0.0]")),
        (Cause::BodyKeysSorted, secret.into(), keys("abcdefg"), sign(secret, &keys("bcdefga"))),
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
        (Cause::SecretQuotes, with(&|s| format!("\u{201c}{s}\"")), body.into(), sign(secret, body)),
        (Cause::SecretQuotes, with(&|s| format!("\"{s}")), body.into(), sign(secret, body)),
        (Cause::SecretNamed, with(&|s| format!("a!b={s}")), body.into(), sign(secret, body)),
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
    let all = explain(["sec_test"], "[]", sign("sec_other", "{}"));
    assert_eq!(all.tried_in_part(), []);
    // More secrets than are diagnosed, a header of which a value is not understood, and work that ran out.
    let many: Vec<String> = (0..9).map(|index| format!("sec_{index}")).collect();
    let large = format!("[{}1]", "1,".repeat(2 << 20));
    let explanations = [
        explain(&many, "{}", sign("sec_other", "{}")),
        explain(["sec_test"], "{}", format!("another=one,{}", sign("sec_other", "{}"))),
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
fn it_says_why_nothing_was_compared() {
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
    let all = explain(["sec_test"], "[]", sign("sec_other", "{}")).ruled_out().len();
    for round in 0..1_000 {
        let (secret, other, body) = (random.secret(), random.secret(), random.body());
        let form = if round % 2 == 0 { random.body() } else { body.clone() };
        let explanation = explain([&secret], body.as_bytes(), sign(&other, &form));
        assert_eq!(explanation.verdict(), Verdict::Mismatch);
        assert_eq!(explanation.findings(), [], "{round}: {body:?}\n{explanation}");
        let tried = explanation.ruled_out().len() + explanation.tried_in_part().len();
        assert!(
            explanation.is_exhaustive() && tried == all && explanation.ruled_out().len() > 80,
            "{round}\n{explanation}"
        );
        assert!(explanation.to_string().contains("Still possible: "), "{round}");
    }
}

#[test]
fn a_match_is_the_one_that_verify_finds() {
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
fn the_keys_of_large_objects_are_put_in_order() {
    let object = |keys: &mut dyn Iterator<Item = u32>| {
        let members: Vec<String> = keys.map(|key| format!("\"key{key:05}\":0")).collect();
        format!("{{{}}}", members.join(","))
    };
    let (sorted, body) = (object(&mut (0..10_000)), object(&mut (0..10_000).rev()));
    assert_eq!(first_causes(&explain(["sec_test"], &body, sign("sec_test", &sorted))), ["signed_sorted"]);
}
