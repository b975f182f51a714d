//! Every text of `vectors/serialisers.json`, and of the collections that others wrote, through the rewriter, against
//! what V8 and `CPython` print for it. Where this project means to differ from them, the vector says how and why.

#![allow(unreachable_pub, reason = "the oracle is also that of other tests")]

#[path = "properties/oracle.rs"]
mod oracle;

use std::collections::BTreeMap;

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
    /// The result that this project gives instead of an engine's, by the form's name, and why.
    #[serde(default)]
    deviates: BTreeMap<String, Option<Long>>,
    /// The bits of the double that is nearest to a number, as its source says.
    double: Option<String>,
    /// The fewest digits that tell a double apart, as its source says.
    digits: Option<String>,
}

/// The files, and how many cases each has at least.
const FILES: [(&str, &str, usize); 8] = [
    ("serialisers", include_str!("vectors/serialisers.json"), 386),
    ("json-test-suite", include_str!("vectors/json-test-suite.json"), 340),
    ("test262", include_str!("vectors/test262.json"), 516),
    ("cpython-json", include_str!("vectors/cpython-json.json"), 415),
    ("rfc8785", include_str!("vectors/rfc8785.json"), 73),
    ("decimals", include_str!("vectors/decimals.json"), 2052),
    ("shortest", include_str!("vectors/shortest.json"), 2131),
    // Grows by itself.
    ("found", include_str!("vectors/found.json"), 4),
];

fn cases() -> impl Iterator<Item = (&'static str, Vec<Case>)> {
    FILES.into_iter().map(|(name, text, count)| {
        let vectors: Vectors = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(vectors.cases.len() >= count, "{name}: cases were lost");
        (name, vectors.cases)
    })
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

    /// The printed form; `None`: the text is refused.
    fn expected(&self, form: Form) -> Option<String> {
        let (name, engine) = match form {
            Form::JavaScript => ("javascript", &self.javascript),
            _ => ("python", &self.python),
        };
        self.deviates.get(name).unwrap_or(engine).as_ref().map(Long::join)
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
    let mut kept = Rewriter::new();
    let mut failures = Vec::new();
    for (file, cases) in cases() {
        let (mut accepted, mut refused) = (0, 0);
        for case in &cases {
            let input = case.input();
            for form in [Form::JavaScript, Form::Python] {
                let expected = case.expected(form);
                let printed = json::rewrite(input.text(), form);
                if printed.as_deref().ok() != expected.as_deref().map(str::as_bytes) {
                    let shown = show(&printed);
                    failures.push(format!("{file}: {}\n  {form:?}: {shown}\n  expected: {expected:?}", case.label()));
                }
                let again = kept.rewrite(input.text(), form).map(<[u8]>::to_vec);
                assert_eq!(again, printed, "{}: a used rewriter differs from a new one", case.label());
                match expected {
                    Some(_) => accepted += 1,
                    None => refused += 1,
                }
            }
        }
        println!("{file}: {} vectors in two forms: {accepted} accepted, {refused} refused", cases.len());
    }
    assert!(failures.is_empty(), "{} failures:\n{}", failures.len(), failures.join("\n"));
}

/// The oracle of the property tests is held against the engines' answers itself. It is recursive, and does not go deep.
#[test]
fn the_oracle_prints_as_the_engines_print() {
    for case in cases().flat_map(|(_, cases)| cases) {
        let input = case.input();
        let text = input.text();
        if text.as_bytes().iter().filter(|byte| b"[{".contains(byte)).count() > 1_000 {
            continue;
        }
        for form in [Form::JavaScript, Form::Python] {
            let printed = oracle::rewrite(text, form);
            assert!(printed == case.expected(form).map(String::into_bytes), "{} as {form:?}", case.label());
        }
    }
}

#[test]
fn numbers_agree_with_their_sources() {
    let (mut doubles, mut digits) = (0, 0);
    for case in cases().flat_map(|(_, cases)| cases) {
        let Some(bits) = &case.double else {
            continue;
        };
        let double = f64::from_bits(u64::from_str_radix(bits, 16).expect("hexadecimal bits"));
        let printed = json::rewrite(case.input().text(), Form::JavaScript).expect("a number");
        let printed = core::str::from_utf8(&printed).expect("ASCII");
        if double.is_finite() {
            // JavaScript prints no sign of a zero.
            let double = if double == 0.0 { 0.0 } else { double };
            assert_eq!(printed.parse::<f64>().map(f64::to_bits), Ok(double.to_bits()), "{}", case.label());
        } else {
            assert_eq!(printed, "null", "{}", case.label());
        }
        doubles += 1;
        if let Some(expected) = &case.digits {
            let mantissa = printed.split('e').next().unwrap_or_default();
            let found: String = mantissa.chars().filter(char::is_ascii_digit).collect();
            let found = found.trim_matches('0');
            assert_eq!(if found.is_empty() { "0" } else { found }, expected, "{}", case.label());
            digits += 1;
        }
    }
    println!("{doubles} doubles, {digits} with their digits");
    assert_eq!((doubles, digits), (3178, 2131), "cases were lost");
}

#[test]
fn canonical_texts_are_not_copied() {
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
