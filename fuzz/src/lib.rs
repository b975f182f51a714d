//! The properties of `tests/properties`, for the fuzz targets.

#[path = "../../tests/properties/explain.rs"]
pub mod explain;
#[path = "../../tests/properties/json.rs"]
pub mod json;
#[path = "../../tests/properties/oracle.rs"]
mod oracle;
#[path = "../../tests/properties/slack.rs"]
pub mod slack;
#[path = "../../tests/properties/webhook.rs"]
pub mod webhook;
