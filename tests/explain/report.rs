//! Where forms differ, and the report in words.

use heron_webhooks::{Webhook, explain, json::Form};

use crate::complaints;

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
    assert_eq!(explain(["sec_test\n"], body, &python).to_string(), include_str!("../vectors/explained.txt"));
}
