//! Every text of `vectors/serialisers.json` through the rewriter, against what V8 and `CPython` print for it.

use heron_webhooks::json::{self, Form, Rewriter, Text};
use serde::Deserialize;

#[derive(Deserialize)]
struct Vectors {
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    group: String,
    name: Option<String>,
    text: Option<Long>,
    hex: Option<String>,
    javascript: Option<Long>,
    python: Option<Long>,
}

/// A text, whole or in parts.
#[derive(Deserialize)]
#[serde(untagged)]
enum Long {
    Whole(String),
    Parts(Vec<Part>),
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Part {
    Once(String),
    Run { repeat: String, times: usize },
}

impl Long {
    fn join(&self) -> String {
        match self {
            Self::Whole(text) => text.clone(),
            Self::Parts(parts) => parts
                .iter()
                .map(|part| match part {
                    Part::Once(text) => text.clone(),
                    Part::Run { repeat, times } => repeat.repeat(*times),
                })
                .collect(),
        }
    }
}

enum Input {
    Bytes(Vec<u8>),
    Str(String),
}

impl Input {
    fn text(&self) -> Text<'_> {
        match self {
            Self::Bytes(bytes) => bytes.into(),
            Self::Str(text) => text.into(),
        }
    }
}

impl Case {
    fn input(&self) -> Input {
        match (&self.text, &self.hex) {
            (Some(text), None) => Input::Str(text.join()),
            (None, Some(hex)) => Input::Bytes(from_hex(hex)),
            _ => panic!("{}: a case has either text or hex", self.label()),
        }
    }

    fn label(&self) -> String {
        let input = match (&self.name, &self.text, &self.hex) {
            (Some(name), _, _) => name.clone(),
            (None, Some(text), _) => format!("{:?}", text.join()),
            (None, None, hex) => format!("bytes {}", hex.as_deref().unwrap_or_default()),
        };
        format!("{}: {input}", self.group)
    }
}

fn from_hex(hex: &str) -> Vec<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).expect("a hex digit") as u8;
    hex.as_bytes().chunks_exact(2).map(|pair| digit(pair[0]) * 16 + digit(pair[1])).collect()
}

fn show(result: &Result<Vec<u8>, json::Error>) -> String {
    match result {
        Ok(printed) => format!("{:?}", String::from_utf8_lossy(printed)).chars().take(200).collect(),
        Err(error) => format!("refused ({error})"),
    }
}

#[test]
fn every_vector_is_printed_as_the_engines_print_it() {
    let vectors: Vectors =
        serde_json::from_str(include_str!("vectors/serialisers.json")).expect("the vectors can be read");
    let mut kept = Rewriter::new();
    let (mut accepted, mut refused) = (0, 0);
    let mut failures = Vec::new();
    for case in &vectors.cases {
        let input = case.input();
        for (form, expected) in [(Form::JavaScript, &case.javascript), (Form::Python, &case.python)] {
            let expected = expected.as_ref().map(Long::join);
            let printed = json::rewrite(input.text(), form);
            if printed.as_deref().ok() != expected.as_deref().map(str::as_bytes) {
                failures.push(format!("{}\n  {form:?}: {}\n  expected: {expected:?}", case.label(), show(&printed)));
            }
            let again = kept.rewrite(input.text(), form).map(<[u8]>::to_vec);
            assert_eq!(again, printed, "{}: a used rewriter differs from a new one", case.label());
            match expected {
                Some(_) => accepted += 1,
                None => refused += 1,
            }
        }
    }
    println!("{} vectors in two forms: {accepted} accepted, {refused} refused", vectors.cases.len());
    assert_eq!(vectors.cases.len(), 386, "cases were lost");
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn forms_that_are_said_to_agree_do() {
    let vectors: Vectors =
        serde_json::from_str(include_str!("vectors/serialisers.json")).expect("the vectors can be read");
    let mut rewriter = Rewriter::new();
    for case in &vectors.cases {
        let input = case.input();
        for (form, other) in [(Form::Python, Form::JavaScript), (Form::JavaScript, Form::Python)] {
            let Ok(printed) = rewriter.rewrite(input.text(), form).map(<[u8]>::to_vec) else {
                continue;
            };
            if let Some(agree) = rewriter.forms_agree(input.text()) {
                let same = json::rewrite(input.text(), other) == Ok(printed);
                assert_eq!(same, agree, "{}, {form:?}", case.label());
            }
        }
    }
}

#[test]
fn what_is_canonical_is_not_copied() {
    let mut rewriter = Rewriter::new();
    for members in [0, 1, 31, 32, 1000] {
        let members: Vec<_> = (0..members).map(|index| format!("\"k{index}\":[{index},\"\",0.5]")).collect();
        let text = format!("{{{}}}", members.join(","));
        for form in [Form::Python, Form::JavaScript] {
            let result = rewriter.rewrite(Text::Str(&text), form).expect("it is JSON");
            assert!(std::ptr::eq(result, text.as_bytes()), "{form:?}, {} members", members.len());
        }
    }
}
