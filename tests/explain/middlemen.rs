//! Real programs that print an event anew, as `vectors/middlemen` has them: the signature verifies, or `explain` proves
//! what the program did, or the case is in the list of those that have no cause. docs/explain.md has the reasons.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::Path,
};

use heron_webhooks::{Finding, Verdict, explain};
use serde::Deserialize;

use crate::sign;

#[derive(Deserialize)]
struct Program {
    program: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
struct Case {
    event: String,
    /// Who signed what the program then printed; or how the original was sent whose print was signed.
    #[serde(alias = "wire", default)]
    signer: String,
    signed: Option<String>,
    received: Option<String>,
}

fn programs() -> Vec<Program> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/middlemen");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.iter().map(|file| serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()).collect()
}

/// Whether it verifies, or a cause is proven.
fn is_explained(signed: &str, received: &str) -> bool {
    let explanation = explain(["sec_test"], received, sign("sec_test", signed));
    explanation.verdict() != Verdict::Mismatch || explanation.findings().iter().any(Finding::is_proven)
}

/// The same list, by every fifteenth case.
#[test]
fn some_prints_are_explained_as_listed() {
    check(15);
}

#[test]
#[ignore = "half a minute"]
fn every_print_is_explained_as_listed() {
    check(1);
}

fn check(step: usize) {
    let listed: BTreeMap<String, String> = serde_json::from_str(include_str!("../vectors/unexplained.json")).unwrap();
    let mut known: HashMap<(String, String), bool> = HashMap::new();
    let mut wrong = Vec::new();
    let programs = programs();
    let cases = programs.iter().flat_map(|program| program.cases.iter().map(move |case| (&program.program, case)));
    for (program, case) in cases.step_by(step) {
        let (Some(signed), Some(received)) = (&case.signed, &case.received) else {
            continue;
        };
        let pair = (signed.clone(), received.clone());
        let is_explained = *known.entry(pair).or_insert_with(|| is_explained(signed, received));
        let name = format!("{program}, {}", case.signer);
        let has_no_cause = listed.get(&name).is_some_and(|events| events.split(' ').any(|event| event == case.event));
        if is_explained == has_no_cause {
            wrong.push(format!("{name}, {}: {is_explained}", case.event));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
