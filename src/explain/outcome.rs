//! The result of a search.

use super::{Cause, Finding};

/// The result of a search.
#[derive(Clone)]
pub(super) struct Outcome {
    pub(super) findings: Vec<Finding>,
    /// The causes that were tried in full, each alone with every form and every secret, if none is it.
    pub(super) ruled_out: Vec<Cause>,
    /// Those that were tried in part.
    pub(super) tried_in_part: Vec<Cause>,
    /// Whether the search came to its end.
    pub(super) exhaustive: bool,
    /// The bytes that were made and hashed.
    pub(super) work: usize,
    pub(super) compared: Compared,
}

/// Of a search that was not needed, or not possible.
impl Default for Outcome {
    fn default() -> Self {
        Self {
            findings: Vec::new(),
            ruled_out: Vec::new(),
            tried_in_part: Vec::new(),
            exhaustive: true,
            work: 0,
            compared: Compared::Yes,
        }
    }
}

/// Whether a secret and a signature could be compared.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Compared {
    Yes,
    /// No secret is given, or only empty ones.
    NoSecret,
    NoSignature,
    /// The header cannot be read as a signature, however it is spelt.
    Unreadable,
}
