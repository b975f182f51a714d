//! The fields of a cause's row.

use serde::Serialize;

use super::digest::Digest;
use super::{Cause, Input};

/// A text changed in one way; none where that way does not apply to it.
pub(super) type Change = fn(&[u8]) -> Option<Vec<u8>>;

/// All about one cause.
#[derive(Serialize)]
pub(super) struct Row {
    #[serde(skip)]
    pub(super) cause: Cause,
    /// Its name, which does not change.
    pub(super) id: &'static str,
    /// A sentence that says what is wrong.
    pub(super) text: &'static str,
    /// A sentence that says what to do about it.
    pub(super) advice: &'static str,
    /// Whether it is put right and tried; otherwise it is only suspected.
    #[serde(skip)]
    pub(super) tried: bool,
    /// How a given secret becomes the signer's, which may have layers around it.
    #[serde(skip)]
    pub(super) decode: &'static [Change],
    /// How a given secret, without layers, becomes the signer's key.
    #[serde(skip)]
    pub(super) encode: &'static [Change],
    /// The functions that the signer may have used.
    #[serde(skip)]
    pub(super) digests: &'static [Digest],
    /// How the body becomes one whose forms may have been signed.
    #[serde(skip)]
    pub(super) repair: &'static [Change],
    /// How a form of the body becomes the text that was signed.
    #[serde(skip)]
    pub(super) spell: &'static [Change],
    /// Whether it was tried in every way that it can have with this input, once it was tried at all.
    #[serde(skip)]
    pub(super) in_full: fn(&Input<'_>) -> bool,
    /// Whether the input looks like it, if nothing is proven.
    #[serde(skip)]
    pub(super) suspected: fn(&Input<'_>) -> bool,
}

/// A cause that is tried, and proven by a signature that then matches.
pub(super) const TRIED: Row = Row {
    cause: Cause::SecretEmpty,
    id: "",
    text: "",
    advice: "",
    tried: true,
    decode: &[],
    encode: &[],
    digests: &[],
    repair: &[],
    spell: &[],
    in_full: |_| true,
    suspected: |_| false,
};

/// A cause that is only told by its look.
pub(super) const LOOKED_AT: Row = Row { tried: false, ..TRIED };
