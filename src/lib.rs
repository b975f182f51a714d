#![doc = include_str!("../docs/crate.md")]
#![cfg_attr(docsrs, feature(doc_cfg))]
#![forbid(unsafe_code)]

pub mod json;
pub mod signature;
pub mod slack;

mod error;
mod event;
#[cfg(feature = "explain")]
mod explain;
mod malformed;
mod webhook;

pub use error::Error;
pub use event::{DeletedTransaction, EndUser, EndUserStatus, Event, Topic, TransactionsDeleted};
#[cfg(feature = "explain")]
#[cfg_attr(docsrs, doc(cfg(feature = "explain")))]
pub use explain::{
    Cause, Computed, Difference, Explanation, Finding, FormText, Place, SignedText, Step, Verdict, explain,
    explain_computed,
};
pub use webhook::{Verified, Webhook};

/// For the npm package's module, whose host may hash faster than Rust. Not part of the public API: it may change in any
/// version. A public one would leave the comparison of signatures, which has to take constant time, to each caller.
#[doc(hidden)]
pub mod internal {
    pub use crate::webhook::{Candidates, Match};
}
