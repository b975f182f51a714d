#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod json;
pub mod signature;
pub mod slack;

mod error;
mod event;
mod mismatch;
mod unicode;
mod webhook;

pub use error::Error;
pub use event::{DeletedTransaction, EndUser, EndUserStatus, Event, Topic, TransactionsDeleted};
pub use mismatch::{Cause, Difference, Explanation, Finding, FormText, Verdict, explain};
pub use webhook::{Verified, Webhook};

/// For verifiers that sign in their own way. Not part of the public API: it may change in any version.
#[doc(hidden)]
pub mod internal {
    pub use crate::webhook::{Candidates, Match};
}
