//! `serde_json`, whose `Value` keeps the members of an object sorted.

use serde_json::{Value, json, value::RawValue};

/// As Cargo.toml asks for it.
const VERSION: &str = "1.0.150";

type Print = fn(&str) -> serde_json::Result<String>;

const PROGRAMS: [(&str, &str, Print); 3] = [
    ("serde_json Value", "serde_json::to_string of a Value", |text| {
        serde_json::to_string(&serde_json::from_str::<Value>(text)?)
    }),
    ("serde_json Value, pretty", "serde_json::to_string_pretty of a Value", |text| {
        serde_json::to_string_pretty(&serde_json::from_str::<Value>(text)?)
    }),
    ("serde_json RawValue", "serde_json::to_string of a RawValue", |text| {
        serde_json::to_string(&serde_json::from_str::<Box<RawValue>>(text)?)
    }),
];

fn main() -> serde_json::Result<()> {
    let texts: Vec<String> = serde_json::from_reader(std::io::stdin())?;
    let answers: Vec<Value> = PROGRAMS
        .iter()
        .map(|(program, command, print)| {
            let printed = |text: &String| match print(text) {
                Ok(printed) => Value::from(printed),
                Err(error) => json!({ "refused": error.to_string() }),
            };
            let prints: Vec<Value> = texts.iter().map(printed).collect();
            json!({ "program": program, "version": VERSION, "command": command, "prints": prints })
        })
        .collect();
    println!("{}", Value::from(answers));
    Ok(())
}
