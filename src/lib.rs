#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod json;
pub mod signature;
pub mod slack;

mod error;
mod event;
#[cfg(feature = "wasm")]
mod wasm;
mod webhook;

pub use error::Error;
pub use event::{DeletedTransaction, EndUser, EndUserStatus, Event, Topic, TransactionsDeleted};
pub use webhook::{Verified, Webhook};
