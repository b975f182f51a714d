//! What a report says, without the escapes of JSON.

use serde_json::Value;

/// Every string in a value, one a line.
pub(crate) fn strings(value: &Value) -> String {
    match value {
        Value::String(text) => format!("{text}\n"),
        Value::Array(items) => items.iter().map(strings).collect(),
        Value::Object(members) => members.values().map(strings).collect(),
        _ => String::new(),
    }
}
