//! Properties of every header, message and body: the signature's base64, the envelope, and verifying in several forms.

use heron_webhooks::{
    Error, Event, Webhook,
    json::{self, ErrorKind, Form, Text},
    signature::{MalformedSignature, Signature},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

use crate::oracle::{self, Value};

/// The 32 bytes of a header, one bit after the other.
fn decoded(header: &[u8]) -> Option<[u8; 32]> {
    let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (text, padding) = header.split_at_checked(43)?;
    if padding != b"=" {
        return None;
    }
    let mut bits = Vec::new();
    for byte in text {
        let value = digits.iter().position(|digit| digit == byte)?;
        bits.extend((0..6).rev().map(|bit| value >> bit & 1 == 1));
    }
    let (bytes, left_over) = bits.split_at(256);
    if left_over.contains(&true) {
        return None;
    }
    let mut signature = [0; 32];
    for (index, &bit) in bytes.iter().enumerate() {
        signature[index / 8] |= u8::from(bit) << (7 - index % 8);
    }
    Some(signature)
}

/// Strict: exactly what encodes 32 bytes; anything else says what it looks like.
pub fn header(data: &[u8]) {
    match (Signature::parse(data), decoded(data)) {
        (Ok(signature), Some(bytes)) => {
            assert_eq!(signature.as_bytes(), &bytes);
            assert_eq!(signature.encode(), data);
            assert_eq!(signature.to_string().as_bytes(), data);
        }
        (Err(Error::SignatureMissing), None) => assert_eq!(data, b""),
        (Err(Error::SignatureMalformed(why)), None) => {
            match why {
                MalformedSignature::Character(offset) => {
                    assert!(!data[offset].is_ascii_alphanumeric() && !b"+/=".contains(&data[offset]));
                }
                MalformedSignature::Length(len) => assert_eq!(len, data.len()),
                MalformedSignature::Hex => assert_eq!(data.len(), 64),
                _ => {}
            }
            assert!(why.to_string().is_ascii());
        }
        (parsed, expected) => panic!("{parsed:?}, and the oracle: {expected:?}"),
    }
}

/// A string without lone surrogates.
fn text(units: &[u16]) -> Option<String> {
    String::from_utf16(units).ok()
}

/// Topic, time, data and meta.
type Envelope = (String, Option<String>, Option<Value>, Option<Value>);

/// The envelope of a message, if it has one: the last of equal keys, but each with the right type.
fn envelope(message: &[u8]) -> Option<Envelope> {
    let Value::Object(members) = oracle::read(Text::Str(core::str::from_utf8(message).ok()?), Form::JavaScript)? else {
        return None;
    };
    let (mut topic, mut created, mut data, mut meta) = (None, None, None, None);
    for (key, value) in members {
        match (text(&key)?.as_str(), value) {
            ("topic", Value::String(units)) => topic = Some(text(&units)?),
            ("created", Value::Literal("null")) => created = None,
            ("created", Value::String(units)) => created = Some(text(&units)?),
            ("topic" | "created", _) => return None,
            ("data", value) => data = Some(value),
            ("meta", value) => meta = Some(value),
            _ => {}
        }
    }
    Some((topic?, created, data, meta))
}

/// The envelope is read as the oracle reads it; `data` and `meta` keep their text; no error holds payload.
pub fn event(data: &[u8]) {
    let show = |value: &Value| oracle::print(value, Form::Python);
    let rewritten = |text: &str| String::from_utf8(json::rewrite(text, Form::Python).unwrap_or_default());
    match (Event::parse(data), envelope(data)) {
        (Ok(event), Some((topic, created, data, meta))) => {
            assert_eq!(event.topic.as_str(), topic);
            assert_eq!(event.created.as_deref(), created.as_deref());
            // Python refuses huge integers, which are JSON all the same.
            let printable = |value: &Option<Value>| value.as_ref().is_none_or(|value| show(value).len() < 4300);
            if printable(&data) && printable(&meta) {
                assert_eq!(rewritten(event.data.get()), Ok(data.as_ref().map_or("null".to_owned(), show)));
                assert_eq!(event.meta.map(|meta| rewritten(meta.get())), meta.as_ref().map(show).map(Ok));
            }
        }
        (Err(Error::Json(error)), None) => match core::str::from_utf8(data) {
            Ok(_) => assert_eq!(json::rewrite(data, Form::JavaScript), Err(error)),
            Err(invalid) => assert_eq!((error.kind(), error.offset()), (ErrorKind::InvalidUtf8, invalid.valid_up_to())),
        },
        (Err(Error::Event(why)), None) => {
            let rewritten = json::rewrite(data, Form::JavaScript);
            assert!(rewritten.is_ok() || rewritten.is_err_and(|error| error.kind() == ErrorKind::TooDeep));
            let words: String = why.chars().filter(|character| !character.is_ascii_digit()).collect();
            let known = ["a field is missing or has another type than documented", "it is not JSON"];
            assert!(known.iter().any(|kind| words == format!("{kind}, at line  column ")), "{why}");
        }
        (parsed, expected) => panic!("{parsed:?}, and the oracle: {expected:?}"),
    }
}

fn hmac(secret: &[u8], message: &[u8]) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length");
    mac.update(message);
    mac.finalize().into_bytes().into()
}

/// The first form and secret that give the signature are found, with the text that was signed, however often one
/// verifies before. The first byte says which forms are tried, which one was signed with which secret, and whether the
/// signature was broken; the rest is the body.
pub fn verify(data: &[u8]) {
    const SECRETS: [&[u8]; 3] = [b"sec_new", b"sec_old", b"sec_new"];
    let Some((&plan, body)) = data.split_first() else {
        return;
    };
    let all = [Form::Raw, Form::Python, Form::JavaScript];
    let forms: Vec<Form> =
        all.into_iter().enumerate().filter(|(bit, _)| plan >> bit & 1 == 1).map(|(_, form)| form).collect();
    let texts: Vec<Option<Vec<u8>>> = all.iter().map(|&form| oracle::rewrite(Text::Bytes(body), form)).collect();
    let signed_form = all[usize::from(plan >> 3) % 3];
    let secret = SECRETS[usize::from(plan >> 5 & 1)];

    let signed = Webhook::new([secret]).and_then(|webhook| webhook.sign(body, signed_form));
    let Some(message) = &texts[signed_form as usize] else {
        assert!(matches!(signed, Err(Error::Json(_))), "{signed:?}");
        return;
    };
    let mut signature = hmac(secret, message);
    assert_eq!(signed.map(|signature| *signature.as_bytes()), Ok(signature));
    if plan & 0x80 != 0 {
        signature[usize::from(plan >> 2 & 31)] ^= 1;
    }
    let header = Signature::from(signature).encode();
    let expected = forms.iter().find_map(|&form| {
        let text = texts[form as usize].as_ref()?;
        let secret = SECRETS.iter().position(|secret| hmac(secret, text) == signature)?;
        Some((form, secret, text.clone()))
    });

    let webhook = Webhook::new(SECRETS).expect("secrets").with_forms(&forms);
    for _ in 0..2 {
        match (webhook.verify(body, header), &expected) {
            (Ok(verified), Some((form, secret, text))) => {
                assert_eq!((verified.form(), verified.secret()), (*form, *secret));
                assert!(verified.message() == text);
            }
            (Err(Error::SignatureMismatch), None) => {}
            (verified, expected) => panic!("{verified:?}, and the oracle: {expected:?}"),
        }
        // Another message changes which form is tried first.
        let other = webhook.sign("[1.0]", signed_form).expect("JSON");
        let _ = webhook.verify("[1.0]", other.encode());
    }
}
