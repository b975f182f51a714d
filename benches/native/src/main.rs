//! Measures the crate's rewriting against serde_json, serde_json_canonicalizer and sonic-rs: `main FOLDER ROUNDS BATCH`.
//!
//! As `turns.mjs` does it, and for the same reason: a round times each contender once, for a batch of calls of BATCH
//! milliseconds, in a random order. Each file of the folder is a JSON text; prints, as JSON, microseconds a call.

use std::{collections::BTreeMap, env, fs, hint::black_box, path::Path, time::Instant};

use heron_webhooks::json::{Form, Rewriter};

type Times = BTreeMap<&'static str, Vec<f64>>;
type Call<'a> = Box<dyn FnMut() -> usize + 'a>;

/// How many rounds warm up, and do not count.
const WARMUP: usize = 3;

fn main() {
    let arguments: Vec<String> = env::args().collect();
    let [_, folder, rounds, batch] = &arguments[..] else { panic!("usage: main FOLDER ROUNDS BATCH") };
    let (rounds, batch) = (rounds.parse().expect("a number of rounds"), batch.parse().expect("milliseconds"));
    let mut results = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder of the inputs") {
        let path = entry.expect("an input").path();
        let text = fs::read(&path).expect("an input");
        results.insert(name(&path), measure(&text, rounds, batch));
    }
    println!("{}", serde_json::to_string(&results).expect("numbers"));
}

fn name(path: &Path) -> String {
    path.file_stem().expect("a name").to_string_lossy().into_owned()
}

/// The time of each contender, a number a round.
fn measure(text: &[u8], rounds: usize, batch: f64) -> Times {
    let (mut javascript, mut python) = (Rewriter::new(), Rewriter::new());
    let mut contenders: [(&'static str, Call<'_>); 5] = [
        ("heron-webhooks", Box::new(move || rewritten(&mut javascript, text, Form::JavaScript))),
        ("heron-webhooks, python", Box::new(move || rewritten(&mut python, text, Form::Python))),
        ("serde_json", Box::new(move || serde(text).len())),
        ("serde_json_canonicalizer", Box::new(move || canonical(text).len())),
        ("sonic-rs", Box::new(move || sonic(text).len())),
    ];
    check(text);

    let counts: Vec<u32> = contenders.iter_mut().map(|(_, call)| calibrated(call, batch)).collect();
    let mut times = Times::new();
    let mut order: Vec<usize> = (0..contenders.len()).collect();
    let mut random = 1_u32;
    for round in 0..WARMUP + rounds {
        shuffle(&mut order, &mut random);
        for &turn in &order {
            let (name, call) = &mut contenders[turn];
            let time = timed(call, counts[turn]);
            if round >= WARMUP {
                times.entry(name).or_default().push(time * 1000.0 / f64::from(counts[turn]));
            }
        }
    }
    times
}

fn rewritten(rewriter: &mut Rewriter, text: &[u8], form: Form) -> usize {
    rewriter.rewrite(text.into(), form).expect("JSON").len()
}

fn serde(text: &[u8]) -> Vec<u8> {
    let value: serde_json::Value = serde_json::from_slice(text).expect("JSON");
    serde_json::to_vec(&value).expect("JSON")
}

fn canonical(text: &[u8]) -> Vec<u8> {
    let value: serde_json::Value = serde_json::from_slice(text).expect("JSON");
    serde_json_canonicalizer::to_vec(&value).expect("JSON")
}

fn sonic(text: &[u8]) -> Vec<u8> {
    let value: sonic_rs::Value = sonic_rs::from_slice(text).expect("JSON");
    sonic_rs::to_vec(&value).expect("JSON")
}

/// Every printer has to print the same value: only JavaScript's order of keys and numbers differ.
fn check(text: &[u8]) {
    let value = |text: &[u8]| serde_json::from_slice::<serde_json::Value>(text).expect("JSON");
    let expected = value(text);
    assert_eq!(value(&serde(text)), expected, "serde_json");
    assert_eq!(value(&sonic(text)), expected, "sonic-rs");
    let mut rewriter = Rewriter::new();
    let python = rewriter.rewrite(text.into(), Form::Python).expect("JSON");
    assert_eq!(value(python), expected, "heron-webhooks, python");
    let javascript = rewriter.rewrite(text.into(), Form::JavaScript).expect("JSON");
    assert_eq!(canonical(javascript), canonical(text), "heron-webhooks");
}

/// How many calls take as long as a batch.
fn calibrated(call: &mut dyn FnMut() -> usize, batch: f64) -> u32 {
    let mut count = 1;
    loop {
        let time = timed(call, count);
        if time >= batch / 2.0 {
            return (f64::from(count) * batch / time).ceil().max(1.0) as u32;
        }
        count *= 2;
    }
}

/// Milliseconds.
fn timed(call: &mut dyn FnMut() -> usize, count: u32) -> f64 {
    let start = Instant::now();
    for _ in 0..count {
        black_box(call());
    }
    start.elapsed().as_secs_f64() * 1000.0
}

/// By xorshift32: any order will do that is another one each time.
fn shuffle(order: &mut [usize], random: &mut u32) {
    for last in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 17;
        *random ^= *random << 5;
        order.swap(last, *random as usize % (last + 1));
    }
}
