#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "wasm"), forbid(unsafe_code))]
#![deny(unsafe_code)]

pub mod json;
pub mod signature;
pub mod slack;

mod error;
mod event;
mod mismatch;
#[cfg(feature = "wasm")]
mod wasm;
mod webhook;

pub use error::Error;
pub use event::{DeletedTransaction, EndUser, EndUserStatus, Event, Topic, TransactionsDeleted};
pub use mismatch::{Cause, Difference, Explanation, Finding, FormText, Verdict, explain};
pub use webhook::{Verified, Webhook};
