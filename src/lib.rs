#![doc = include_str!("../README.md")]
#![cfg_attr(not(feature = "wasm"), forbid(unsafe_code))]
#![deny(unsafe_code)]

pub mod json;
pub mod signature;
pub mod slack;

mod error;
mod event;
#[cfg(feature = "explain")]
mod explain;
#[cfg(feature = "wasm")]
mod wasm;
mod webhook;

pub use error::Error;
pub use event::{DeletedTransaction, EndUser, EndUserStatus, Event, Topic, TransactionsDeleted};
#[cfg(feature = "explain")]
pub use explain::{Cause, Difference, Explanation, Finding, FormText, Verdict, explain};
pub use webhook::{Verified, Webhook};
