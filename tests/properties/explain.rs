//! Properties of every explanation: it says what `verify` says, its reports are bounded, and hold no secret.

#[path = "strings.rs"]
mod strings;

use heron_webhooks::{Verdict, Webhook, explain};
use serde_json::Value;
use strings::strings;

/// A secret of this length is in no report by chance.
const TELLING: usize = 12;

/// Secret, header and body, with a byte between them that is in no UTF-8; in the header and the body another such byte
/// stands for the secret, and in the header a third for the right signature.
pub fn explanation(data: &[u8]) {
    let mut parts = data.splitn(3, |&byte| byte == 0xff);
    let mut part = || parts.next().unwrap_or_default();
    let (secret, header, body) = (part(), part(), part());
    let body = filled(body, 0xfe, secret);
    let signature = Webhook::new([secret]).and_then(|webhook| webhook.sign(&body, heron_webhooks::json::Form::Raw));
    let header = filled(header, 0xfe, secret);
    let header = filled(&header, 0xfd, signature.map(|signature| signature.to_string()).unwrap_or_default().as_bytes());

    let secrets = [secret, b"sec_other"];
    let explanation = explain(secrets, &body, &header);
    let verified = Webhook::new(secrets.into_iter().filter(|secret| !secret.is_empty()))
        .and_then(|webhook| webhook.verify(&body, &header).map(|verified| verified.form()));
    match (explanation.verdict(), &verified) {
        (Verdict::Match { form, .. }, Ok(expected)) => assert_eq!(form, *expected),
        (Verdict::Mismatch, Err(_)) => {}
        (verdict, verified) => panic!("{verdict:?}, and verify: {verified:?}"),
    }

    let (words, json) = (explanation.to_string(), serde_json::to_string(&explanation).unwrap());
    assert!(words.len() < 1 << 15 && json.len() < 1 << 20, "{} and {} bytes", words.len(), json.len());
    for line in words.lines() {
        assert!(line.starts_with("  |") || !line.ends_with(' '), "{line:?}");
        assert!(!line.chars().any(char::is_control), "{line:?}");
    }
    let value: Value = serde_json::from_str(&json).unwrap_or_else(|error| panic!("{error} in {json}"));
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    if secret.len() >= TELLING && secret.iter().all(plain) {
        let secret = core::str::from_utf8(secret).expect("ASCII");
        // In the JSON as a text, the digits of an escape and what is behind it may look like one.
        for report in [words, strings(&value), format!("{explanation:?}")] {
            assert!(!report.contains(secret), "the secret {secret:?} is in the report\n{report}");
        }
    }
}

fn filled(text: &[u8], placeholder: u8, value: &[u8]) -> Vec<u8> {
    text.split(|&byte| byte == placeholder).collect::<Vec<_>>().join(value)
}
