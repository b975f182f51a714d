//! From bytes and a header to the message that was signed.

use heron_webhooks::{
    Error, Webhook,
    json::{Form, Text},
};

const EXAMPLE: &str = concat!(
    r#"{"topic":"end_user.processed","created":"2021-05-20T09:23:53+00:00","data":{"#,
    r#""heron_id":"eus_Eqio3Y4dhyNiMphrXwG58p","end_user_id":"myenduser","status":"processed"},"meta":null}"#
);

fn webhook() -> Webhook {
    Webhook::new(["sec_test"]).unwrap()
}

#[test]
fn the_documented_example() {
    let signature = "mW8u2Aabqg9VzgiFrtj1q94kEKVMRm8K9QJ2HGCG2BM=";
    assert_eq!(webhook().sign(EXAMPLE, Form::Raw).unwrap().to_string(), signature);
    let pretty = EXAMPLE.replace(":{", " : {\n  ").replace(',', ",\n  ");
    for form in [Form::Python, Form::JavaScript] {
        assert_eq!(webhook().sign(&pretty, form).unwrap().to_string(), signature);
    }
    let verified = webhook().verify(&pretty, signature).unwrap();
    assert_eq!((verified.message(), verified.form(), verified.secret()), (EXAMPLE.as_bytes(), Form::Python, 0));
}

#[test]
fn the_form_and_the_secret_that_match() {
    let body = r#"{ "10": "é", "9": 1.0 }"#;
    let several = Webhook::new(["sec_new", "sec_old"]).unwrap();
    let messages =
        [(Form::Raw, body), (Form::Python, r#"{"10":"\u00e9","9":1.0}"#), (Form::JavaScript, r#"{"9":1,"10":"é"}"#)];
    for (form, message) in messages {
        for (index, secret) in ["sec_new", "sec_old"].into_iter().enumerate() {
            let signature = Webhook::new([secret]).unwrap().sign(body, form).unwrap();
            let verified = several.verify(body, signature.encode()).unwrap();
            assert_eq!((verified.message(), verified.form(), verified.secret()), (message.as_bytes(), form, index));
        }
        let other = [Form::Raw, Form::Python, Form::JavaScript].into_iter().filter(|&other| other != form);
        let without = webhook().with_forms(&other.collect::<Vec<_>>());
        let signature = webhook().sign(body, form).unwrap();
        assert_eq!(without.verify(body, signature.encode()).unwrap_err(), Error::SignatureMismatch);
    }
}

#[test]
fn a_form_that_cannot_be_had_does_not_hide_another() {
    for body in [&b"not json"[..], b"\xff\xfe", b"", b"[NaN]"] {
        let signature = webhook().sign(body, Form::Raw).unwrap();
        assert_eq!(webhook().verify(body, signature.encode()).unwrap().form(), Form::Raw);
        assert_eq!(webhook().verify(body, [b'A'; 44]).unwrap_err(), Error::SignatureMalformed(not_canonical()));
    }
    let nan = webhook().sign("[NaN]", Form::Raw).unwrap();
    let verified = webhook().verify("[ NaN ]", nan.encode()).unwrap();
    assert_eq!((verified.message(), verified.form()), (&b"[NaN]"[..], Form::Python));
    assert!(matches!(verified.event().unwrap_err(), Error::Json(error) if error.offset() == 1));
}

fn not_canonical() -> heron_webhooks::signature::MalformedSignature {
    heron_webhooks::signature::MalformedSignature::NotCanonical
}

#[test]
fn a_byte_order_mark_belongs_to_bytes() {
    let signature = webhook().sign("[1]", Form::Raw).unwrap();
    assert_eq!(webhook().verify(b"\xef\xbb\xbf[1]", signature.encode()).unwrap().message(), b"[1]");
    let refused = webhook().verify(Text::Str("\u{feff}[1]"), signature.encode());
    assert_eq!(refused.unwrap_err(), Error::SignatureMismatch);
}

#[test]
fn limits_and_secrets() {
    let small = webhook().with_max_body_len(4);
    assert_eq!(small.sign("12345", Form::Raw).unwrap_err(), Error::BodyTooLarge { len: 5, limit: 4 });
    assert_eq!(small.verify("12345", "").unwrap_err(), Error::BodyTooLarge { len: 5, limit: 4 });
    assert_eq!(small.verify("1234", "").unwrap_err(), Error::SignatureMissing);
    assert_eq!(Webhook::new([""; 0]).unwrap_err(), Error::NoSecret);
    assert_eq!(Webhook::new(["sec", ""]).unwrap_err(), Error::EmptySecret);
}

#[test]
fn nothing_secret_is_printed() {
    let webhook = Webhook::new(["sec_do_not_show"]).unwrap();
    let body = r#"{"name":"payload_do_not_show"}"#;
    let signature = webhook.sign(body, Form::Raw).unwrap();
    let verified = webhook.verify(body, signature.encode()).unwrap();
    let errors = [webhook.verify(body, [b'x'; 9]).unwrap_err(), webhook.verify("1", signature.encode()).unwrap_err()];
    for printed in [format!("{webhook:?}"), format!("{verified:?}"), format!("{errors:?}")] {
        assert!(!printed.contains("do_not_show"), "{printed}");
    }
}

/// Which form was found before decides what is tried first, never what is found.
#[test]
fn the_order_of_events_does_not_matter() {
    let bodies = [
        r#"{"a":1}"#,
        r#"{"a": 1}"#,
        r#"{"a":"é"}"#,
        r#"{ "a":"é"}"#,
        r#"["\u00e9"]"#,
        "[1.0]",
        "[ 1.0]",
        "[ 1.5e0]",
        "[ 1e-7]",
        "[ 1.25E-12]",
        r#"{"a":1e-7, "a":1}"#,
        "[100 ]",
        r#"{"b":1,"2":3}"#,
        r#"{"2":1, "b":3}"#,
        r#"{"a":"é", "a":1}"#,
        r#"{"a":1.0,"a":1}"#,
        r#"{"b":{"a":1.0,"c":2}, "b":1}"#,
        r#"{"b":1.0,"2":1, "b":2}"#,
        r#"[{"2":1.0, "1":2, "2":3}]"#,
        "[1e400 ]",
        "[NaN ]",
        "[1",
        "",
    ];
    let forms = [Form::Raw, Form::Python, Form::JavaScript];
    let subsets =
        (1..8_u8).map(|bits| forms.into_iter().filter(|&form| bits & 1 << form as u8 != 0).collect::<Vec<_>>());
    for subset in subsets {
        for before in forms {
            for body in bodies {
                for form in forms {
                    let Ok(signature) = webhook().sign(body, form) else { continue };
                    let [fresh, used] = [(); 2].map(|()| webhook().with_forms(&subset));
                    // A body that has three forms.
                    let earlier = webhook().sign(r#"{ "10": "é", "9": 1.0 }"#, before).unwrap();
                    let _ = used.verify(r#"{ "10": "é", "9": 1.0 }"#, earlier.encode());
                    let [fresh, used] = [fresh, used].map(|webhook| {
                        let verified = webhook.verify(body, signature.encode());
                        verified.map(|verified| (verified.form(), verified.message().to_vec()))
                    });
                    assert_eq!(fresh, used, "{body}, signed as {form:?}, {subset:?}, after {before:?}");
                }
            }
        }
    }
}
