//! The fields of a cause's row.

use core::ops::Range;

use serde::Serialize;

use super::digest::Digest;
use super::{Cause, Input};

/// A text changed in one way; none where that way does not apply to it.
pub(super) type Change = fn(&[u8]) -> Option<Vec<u8>>;

/// The same in several ways.
pub(super) type Changes = fn(&[u8], &Input<'_>) -> Vec<Vec<u8>>;

/// When a repair has its turn on the way from the body that was given to the text that was signed. A chain of repairs
/// never goes back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stage {
    /// What is around the body is taken off, or what happened to its bytes undone: several times, in any order.
    Wrapping,
    /// The order of the keys: once.
    Order,
    /// The values. The forms of the result are made next.
    Values,
    /// How the signer writes the strings and numbers of a form,
    Tokens,
    /// which characters it escapes: in one way,
    Escapes,
    /// the white space between them: in one way,
    Layout,
    /// and what is around it, or done to its bytes.
    Ending,
}

impl Stage {
    /// Whether one repair of this stage excludes the others.
    pub(super) const fn is_single(self) -> bool {
        matches!(self, Self::Order | Self::Escapes | Self::Layout)
    }
}

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
    /// When the body is repaired.
    #[serde(skip)]
    pub(super) stage: Stage,
    /// How unlikely it is beside other causes: 1 for what keeps company, 3 for what is rare.
    #[serde(skip)]
    pub(super) cost: usize,
    /// Whether it costs nothing where a text has several lines.
    #[serde(skip)]
    pub(super) ends_lines: bool,
    /// How the body becomes the text that was signed, or comes nearer to it.
    #[serde(skip)]
    pub(super) repair: &'static [Change],
    /// The same in ways that are less likely, or that depend on more of the input.
    #[serde(skip)]
    pub(super) repairs: Option<Changes>,
    /// By how much these cost more.
    #[serde(skip)]
    pub(super) more: usize,
    /// Whether it was tried in every way that it can have with this input, once it was tried at all.
    #[serde(skip)]
    pub(super) in_full: fn(&Input<'_>) -> bool,
    /// Where the body looks like it, if nothing is proven; an empty stretch if it is all of it, or not the body.
    #[serde(skip)]
    pub(super) suspected: fn(&Input<'_>) -> Option<Range<usize>>,
}

impl Row {
    /// What it costs to repair this text.
    pub(super) fn cost_behind(&self, text: &[u8]) -> usize {
        if self.ends_lines && text.contains(&b'\n') { 0 } else { self.cost }
    }

    /// Whether it repairs the body.
    pub(super) fn makes_texts(&self) -> bool {
        !self.repair.is_empty() || self.repairs.is_some()
    }
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
    stage: Stage::Wrapping,
    cost: 2,
    ends_lines: false,
    repair: &[],
    repairs: None,
    more: 0,
    in_full: |_| true,
    suspected: |_| None,
};

/// A cause that is put right at another stage.
pub(super) const ORDER: Row = Row { stage: Stage::Order, cost: 1, ..TRIED };
pub(super) const VALUES: Row = Row { stage: Stage::Values, ..TRIED };
pub(super) const TOKENS: Row = Row { stage: Stage::Tokens, cost: 1, ..TRIED };
pub(super) const ESCAPES: Row = Row { stage: Stage::Escapes, ..TOKENS };
pub(super) const LAYOUT: Row = Row { stage: Stage::Layout, cost: 1, ..TRIED };
pub(super) const ENDING: Row = Row { stage: Stage::Ending, ..TRIED };

/// A cause that is only told by its look.
pub(super) const LOOKED_AT: Row = Row { tried: false, ..TRIED };
