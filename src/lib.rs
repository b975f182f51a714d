//! Signs and verifies Heron Data's webhooks.

#![forbid(unsafe_code)]

pub mod json;
