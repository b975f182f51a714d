//! Prints the causes of `explain`, as JSON: for tools/causes.mjs.

use heron_webhooks::Cause;

fn main() -> Result<(), serde_json::Error> {
    println!("{}", serde_json::to_string(Cause::ALL)?);
    Ok(())
}
