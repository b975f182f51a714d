#![doc = include_str!("../README.md")]
#![forbid(unsafe_code)]

pub mod json;
pub mod signature;
pub mod slack;

mod error;
mod event;
#[cfg(feature = "explain")]
mod explain;
mod webhook;

pub use error::Error;
pub use event::{DeletedTransaction, EndUser, EndUserStatus, Event, Topic, TransactionsDeleted};
#[cfg(feature = "explain")]
pub use explain::{Cause, Difference, Explanation, Finding, FormText, Verdict, explain};
pub use webhook::{Verified, Webhook};

/// For verifiers that sign in their own way. Not part of the public API: it may change in any version.
#[doc(hidden)]
pub mod internal {
    pub use crate::webhook::{Candidates, Match};
}
