//! No report holds a secret.

#[path = "../properties/strings.rs"]
mod strings;

use heron_webhooks::explain;

use crate::{random::Random, sign};
use strings::strings;

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

/// Every key that a secret may stand for, in every way that a body may hold it.
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
