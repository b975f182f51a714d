//! Properties of any input, on random texts and on the inputs that fuzzing found (`fuzz/corpus`). The fuzz
//! targets check the same, guided by coverage.

#![allow(unreachable_pub, reason = "these modules are also the fuzz targets'")]

mod explain;
mod json;
mod oracle;
#[path = "../random/mod.rs"]
mod random;
mod slack;
mod texts;
mod webhook;

use std::panic;

use random::Random;

/// A property, the inputs that fuzzing found, and how many random ones are made.
struct Property {
    name: &'static str,
    check: fn(&[u8]),
    corpus: &'static str,
    make: fn(&mut Random) -> Vec<u8>,
    count: usize,
}

macro_rules! property {
    ($name:literal, $check:path, $make:path, $count:literal) => {
        Property {
            name: $name,
            check: $check,
            corpus: include_str!(concat!("../../fuzz/corpus/", $name, ".txt")),
            make: $make,
            count: $count,
        }
    };
}

const PROPERTIES: [Property; 8] = [
    property!("reader", json::reader, texts::document, 30_000),
    property!("serialisers", json::serialisers, texts::document, 30_000),
    property!("reuse", json::reuse, texts::several, 5_000),
    property!("header", webhook::header, texts::header, 30_000),
    property!("event", webhook::event, texts::event, 30_000),
    property!("verify", webhook::verify, texts::planned, 10_000),
    property!("slack", slack::slack, texts::event, 10_000),
    property!("explain", explain::explanation, texts::complaint, 300),
];

/// Lines of a corpus: each an input as a JSON string of bytes.
fn inputs(corpus: &str) -> impl Iterator<Item = Vec<u8>> {
    corpus.lines().map(|line| {
        let text: String = serde_json::from_str(line).expect("a JSON string");
        text.chars().map(|byte| u8::try_from(byte).expect("a byte")).collect()
    })
}

fn check(property: &Property, input: &[u8]) {
    if let Err(failure) = panic::catch_unwind(|| (property.check)(input)) {
        eprintln!("{}: fails for \"{}\"", property.name, input.escape_ascii());
        panic::resume_unwind(failure);
    }
}

#[test]
fn hold_for_inputs_that_fuzzing_found() {
    for property in PROPERTIES {
        let mut count = 0;
        for input in inputs(property.corpus) {
            check(&property, &input);
            count += 1;
        }
        println!("{}: {count} inputs", property.name);
        assert!(count > 10, "{}: the corpus was lost", property.name);
    }
}

#[test]
fn hold_for_random_inputs() {
    for property in PROPERTIES {
        let mut random = Random::new(2026);
        for _ in 0..property.count {
            check(&property, &(property.make)(&mut random));
        }
    }
}
