//! `src/explain`, compiled once more in another crate: it has only what the crate's users can import.

#![allow(dead_code, unreachable_pub, reason = "of another crate's module, one function is used")]

#[path = "../src/explain/mod.rs"]
mod explain;

// `crate::json` in the module is this one.
use heron_webhooks::{Error, Webhook, json, signature};

#[test]
fn it_explains_the_same_without_private_items() {
    let body = r#"{"topic": "end_user.processed", "data": {"name": "Zoë"}}"#;
    let signature = Webhook::new(["sec_test"]).unwrap().sign(body, json::Form::Python).unwrap().to_string();
    let report = explain::explain(["sec_test\n"], body, &signature);
    assert_eq!(report.to_string(), heron_webhooks::explain(["sec_test\n"], body, &signature).to_string());
    assert_eq!(report.findings()[0].causes(), [explain::Cause::SecretNewline]);
}
