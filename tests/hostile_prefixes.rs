//! Every prefix and every one-byte mutation of documents that cover the whole syntax: an error that points into the
//! text, or a text that another parser reads too and that the rewriter leaves as it is. Never a panic.

use heron_webhooks::json::{ErrorKind, Form, Rewriter, Text};
use serde::de::IgnoredAny;

const DOCUMENTS: [&str; 14] = [
    r#"{"topic":"end_user.processed","data":{"heron_id":"eus_1","n":-1.50e+3},"meta":null}"#,
    r#" [ true , false , null , { } , [ ] , "" , 0 , -0 , 1.0 , 1E-7 ] "#,
    r#"{"10":0,"9":1,"b":2,"9":[3],"4294967294":4,"4294967295":5,"01":6,"\u0031":7}"#,
    r#"{"a":1,"\u0061":2,"b":{"a":3,"a":4},"__proto__":{"c":5},"":6,"":7,"b":8}"#,
    r#""\"\\\/\b\f\n\r\t\u0000\u001f\u007F\u00e9\u2028""#,
    r#"["\ud83d\ude00","\ud800","\udc00x","\uDBFF\uDFFF","\ude00\ud83d","\ud800\u0041"]"#,
    "[\"\u{7f}\u{80}\u{e9}\u{7ff}\",\"\u{800}\u{2028}\u{feff}\u{ffff}\",\"\u{10000}\u{1f600}\u{10ffff}\"]",
    "[NaN,Infinity,-Infinity,{\"NaN\":NaN}]",
    "[0.1,123456789012345678901,1e21,1e16,1e-5,5e-324,1.7976931348623157e308,1e400,-0.0]",
    "[9007199254740993,-9007199254740993.0,0.30000000000000004,2.4703282292062327e-324]",
    "\t[\r\n[[[[[[[[]]]]]]],{\"a\":{\"b\":{\"c\":[{}]}}}\n]\r\t ",
    "\"a longer string, of plain characters that are copied many at a time, with \\\" and \u{e9} in it\"",
    "-12.75E+02",
    "\u{feff}{\"a\":[1,2]}",
];

struct Checker {
    first: Rewriter,
    second: Rewriter,
    accepted: usize,
    refused: usize,
}

impl Checker {
    /// Rewrites the text in both forms, as bytes and, where it can be one, as a string.
    fn check(&mut self, bytes: &[u8]) {
        let as_bytes = self.check_text(Text::Bytes(bytes));
        let Ok(text) = core::str::from_utf8(bytes) else {
            assert_eq!(as_bytes, [false, false], "accepted bytes that are not UTF-8: {bytes:?}");
            return;
        };
        let as_str = self.check_text(Text::Str(text));
        let parses = serde_json::from_str::<IgnoredAny>(text).is_ok();
        assert_eq!(as_str[1], parses, "serde_json disagrees that {text:?} is JSON");
        if !text.starts_with('\u{feff}') {
            assert_eq!(as_bytes, as_str, "{text:?} is not the same as bytes and as a string");
        }
    }

    /// Whether the python and the javascript form accept the text.
    fn check_text(&mut self, text: Text<'_>) -> [bool; 2] {
        let accepted = [Form::Python, Form::JavaScript].map(|form| self.check_form(text, form));
        if accepted[0] && !accepted[1] {
            let kind = self.first.rewrite(text, Form::JavaScript).map_err(|error| error.kind());
            assert_eq!(kind, Err(ErrorKind::NonFinite), "{}", text.as_bytes().escape_ascii());
        }
        accepted
    }

    fn check_form(&mut self, text: Text<'_>, form: Form) -> bool {
        let shown = || format!("{form:?} of {:?} {}", text, text.as_bytes().escape_ascii());
        match self.first.rewrite(text, form) {
            Ok(printed) => {
                self.accepted += 1;
                let printed = core::str::from_utf8(printed).unwrap_or_else(|_| panic!("not UTF-8: {}", shown()));
                let again = self.second.rewrite(Text::Str(printed), form);
                assert_eq!(again, Ok(printed.as_bytes()), "not idempotent: {}", shown());
                true
            }
            Err(error) => {
                self.refused += 1;
                assert!(error.offset() <= text.as_bytes().len(), "{error}: {}", shown());
                false
            }
        }
    }
}

#[test]
fn prefixes_and_one_byte_mutations() {
    let mut checker = Checker { first: Rewriter::new(), second: Rewriter::new(), accepted: 0, refused: 0 };
    for document in DOCUMENTS {
        for end in 0..=document.len() {
            checker.check(&document.as_bytes()[..end]);
        }
        let mut mutated = document.as_bytes().to_vec();
        for at in 0..mutated.len() {
            let original = mutated[at];
            for value in 0..=u8::MAX {
                mutated[at] = value;
                checker.check(&mutated);
            }
            mutated[at] = original;
        }
        for at in 0..mutated.len() {
            let removed = mutated.remove(at);
            checker.check(&mutated);
            mutated.insert(at, removed);
        }
    }
    println!("{} rewrites accepted, {} refused", checker.accepted, checker.refused);
    assert!(checker.accepted > 100_000 && checker.refused > 100_000, "the documents no longer cover both outcomes");
}
