//! Several causes at once, the text that was signed, and what your own code computed.

use heron_webhooks::{Cause, Explanation, Finding, Verdict, Webhook, explain, explain_computed, json::Form};

use crate::{first_causes, sign};

const SECRET: &str = "sec_test";
const BODY: &str = r#"{"topic":"pdf.parsed","data":{"url":"https://a.example","n":1},"meta":null}"#;

fn explained(body: &str, signed: &str) -> Explanation {
    explain([SECRET], body, sign(SECRET, signed))
}

#[test]
fn chains_are_told_in_their_order_with_what_each_changes() {
    let signed = "{\n    \"data\": {\n        \"n\": 1.0,\n        \"url\": \"https:\\/\\/a.example\"\n    },\n    \
                  \"meta\": null,\n    \"topic\": \"pdf.parsed\"\n}";
    let explanation = explained(&BODY.replace("1}", "1.0}"), signed);
    assert_eq!(first_causes(&explanation), ["signed_sorted", "signed_slashes", "signed_indent_4"]);
    let finding = &explanation.findings()[0];
    let text = finding.signed().unwrap();
    assert_eq!((text.text(), text.len(), text.is_truncated()), (signed, signed.len(), false));
    let steps: Vec<_> = text.steps().iter().map(|step| (step.cause().unwrap(), step.places()[0].offset())).collect();
    assert_eq!(steps, [(Cause::SignedSorted, 2), (Cause::SignedSlashes, 30), (Cause::SignedIndent4, 1)]);
    let [before, after] = text.steps()[1].places();
    assert!(before.excerpt().contains("https://a") && after.excerpt().contains("https:\\/\\/a"));
    assert_eq!((before.line(), before.column(), before.excerpt_offset()), (1, 31, 6));
    let words = explanation.to_string();
    assert!(words.contains("signed_slashes changes it at byte 30, line 1, column 31:\n  | "), "{words}");
}

#[test]
fn a_form_is_a_step_without_a_cause() {
    let body = "{\"a\": \"\u{eb}\"}";
    let signature = Webhook::new([SECRET]).unwrap().sign(body, Form::Python).unwrap().to_string();
    let explanation = explain(["sec_test\n"], body, signature);
    let text = explanation.findings()[0].signed().unwrap();
    let steps: Vec<_> = text.steps().iter().map(|step| (step.cause(), step.form())).collect();
    assert_eq!((steps, text.text()), (vec![(None, Some(Form::Python))], r#"{"a":"\u00eb"}"#));
}

/// As far as a chain goes: what several serialisers do together, and a secret and a header beside it.
#[test]
fn what_is_wrong_in_several_places_is_found() {
    let pretty = "{\n  \"data\": {\n    \"n\": 1,\n    \"url\": \"https://a.example\"\n  },\n  \"meta\": null,\n  \
                  \"topic\": \"pdf.parsed\"\n}\n";
    let compact = r#"{"data":{"n":1,"url":"https://a.example"},"meta":null,"topic":"pdf.parsed"}"#;
    let floats = r#"{"topic":"pdf.parsed","data":{"url":"https://a.example","n":1.0},"meta":null}"#;
    let cases: [(&str, &str, &[&str]); 4] = [
        (BODY, pretty, &["signed_sorted", "signed_indent_2", "body_newline_removed"]),
        (compact, floats, &["body_keys_sorted", "body_floats_lost"]),
        (&format!("{compact}\n"), BODY, &["body_keys_sorted"]),
        (&serde_json::to_string(&format!("{BODY}\n")).unwrap(), BODY, &["body_json_string"]),
    ];
    for (body, signed, causes) in cases {
        assert_eq!(first_causes(&explained(body, signed)), causes);
    }
    let explanation = explain(["sec_test\n"], BODY, format!("sha256={}", sign(SECRET, compact)));
    assert_eq!(first_causes(&explanation), ["secret_newline", "signed_sorted", "signature_prefixed"]);
}

#[test]
fn what_is_suspected_has_its_place() {
    let body = "{\n \"id\": 12345678901234567000}";
    let explanation = explained(body, "{\"id\":12345678901234567891}");
    let finding = &explanation.findings()[0];
    assert_eq!((finding.causes(), finding.is_proven(), finding.signed()), (&[Cause::BodyRounded][..], false, None));
    let place = finding.place().unwrap();
    assert_eq!((place.offset(), place.line(), place.column()), (9, 2, 8));
    let words = explanation.to_string();
    assert!(words.contains("Not proven, but it looks like this:"), "{words}");
    assert!(words.contains("In the body at byte 9, line 2, column 8:"), "{words}");
}

#[test]
fn an_event_that_was_printed_anew_is_suspected() {
    let cases = [
        (r#"{"created":"2021-05-20T09:23:53+00:00","topic":"a.b"}"#, &[Cause::BodyKeysSorted][..], &[1][..]),
        (r#"{"topic":"a.b","data":{"created":"2021Z"},"created":"2021-05-20T09:23:53Z"}"#, &[Cause::Dates], &[52]),
        (r#"{ "created": 1621502633, "topic": "a.b" }"#, &[Cause::BodyKeysSorted, Cause::Dates], &[2, 13]),
        (r#"{"topic":"a.b","created":"2021-05-20T09:23:53.120000"}"#, &[], &[]),
        (r#"{"data":{"topic":"a.b"},"id":1}"#, &[], &[]),
        ("map[topic:a.b data:map[n:1]]", &[Cause::BodyPrintOut], &[0]),
        (" Array\n(\n    [topic] => a.b\n)\n", &[Cause::BodyPrintOut], &[1]),
        ("Arrays are not objects", &[], &[]),
    ];
    for (body, causes, places) in cases {
        let explanation = explain([SECRET], body, sign("sec_other", body));
        let found = explanation.findings().iter().flat_map(Finding::causes).copied().collect::<Vec<_>>();
        assert_eq!(found, causes, "{body}");
        let offsets = explanation.findings().iter().map(|finding| finding.place().unwrap().offset());
        assert_eq!(offsets.collect::<Vec<_>>(), places, "{body}");
    }
}

#[test]
fn the_work_is_told_and_bounded() {
    let large = format!("[{}1]", "1,".repeat(2 << 20));
    for (body, most) in [("{}", 1 << 20), (&large[..], 64 << 20)] {
        let explanation = explain([SECRET], body, sign("sec_other", "{}"));
        assert!((1..=most).contains(&explanation.work()), "{}", explanation.work());
        let words = explanation.to_string().replace("\n  ", " ");
        assert!(words.contains(&format!("Work: {} bytes", explanation.work())), "{words}");
    }
    assert_eq!(explained(BODY, BODY).work(), 0);
}

#[test]
fn what_your_code_computed_is_explained_too() {
    let webhook = Webhook::new([SECRET]).unwrap();
    let body = "{\"a\": 1.0}";
    let signature = webhook.sign(body, Form::Python).unwrap().to_string();
    assert!(explain([SECRET], body, &signature).computed().is_none());
    let javascript = webhook.sign(body, Form::JavaScript).unwrap().to_string();
    let explanation = explain_computed([SECRET], body, &signature, javascript);
    assert_eq!(explanation.verdict(), Verdict::Match { form: Form::Python, secret: 0 });
    let computed = explanation.computed().unwrap();
    assert_eq!(computed.verdict(), Verdict::Match { form: Form::JavaScript, secret: 0 });
    assert!(explanation.to_string().contains("The signature of the JavaScript form of the body."));

    let explanation = explain_computed([SECRET], body, &signature, sign(SECRET, "[object Object]"));
    assert_eq!(explanation.computed().unwrap().findings()[0].causes(), [Cause::SignedObjectObject]);
    let json = serde_json::to_value(&explanation).unwrap();
    assert_eq!(json["computed"]["findings"][0]["causes"][0]["id"], "signed_object_object");
    let explanation = explain_computed([SECRET], body, &signature, sign("sec_other", "another"));
    assert!(explanation.computed().unwrap().findings().is_empty());
    assert!(explanation.to_string().contains("No form, secret, digest or mistake that is known gives it."));
}
