//! The search for what would make the signature match: keys, texts and digests, in few changes before many.

use super::body::floats;
use super::cause::{CAUSES, Cause};
use super::digest::{Digest, HMAC_SHA256};
use super::limits::{MAX_CHANGES, MAX_FINDINGS, OVERHEAD, WORK};
use super::row::{Change, Row};
use super::{Finding, Input, header, secret};
use crate::json::{Form, Rewriter, Text};

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

struct Search {
    keys: Vec<secret::Candidate>,
    signatures: Vec<header::Candidate>,
    work: usize,
    findings: Vec<Finding>,
}

/// A text that may have been signed.
struct Message<'a> {
    text: &'a [u8],
    form: Form,
    causes: &'a [Cause],
}

/// Looks for what makes the signature match. `all_given`: no secret was left out of the input.
pub(super) fn search(input: &Input<'_>, all_given: bool) -> Outcome {
    let (signatures, is_understood) = header::candidates(input.header);
    let mut search = Search {
        keys: input.secrets.iter().enumerate().flat_map(|(index, secret)| secret::candidates(secret, index)).collect(),
        signatures,
        work: WORK,
        findings: Vec::new(),
    };
    let compared = match (search.keys.is_empty(), search.signatures.is_empty()) {
        (true, _) => Compared::NoSecret,
        (_, true) if input.header.is_empty() => Compared::NoSignature,
        (_, true) => Compared::Unreadable,
        _ => Compared::Yes,
    };
    if compared != Compared::Yes {
        return Outcome { compared, ..Outcome::default() };
    }
    let mut each_was_tried = false;
    for changes in 0..=MAX_CHANGES {
        search.messages(input.text, changes);
        if !search.findings.is_empty() {
            return Outcome { exhaustive: search.work > 0, findings: search.findings, ..Outcome::default() };
        }
        each_was_tried |= changes == 1 && search.work > 0;
    }
    let all_tried = each_was_tried && is_understood && all_given;
    let tried = CAUSES.iter().filter(|row| row.tried);
    let (ruled_out, in_part): (Vec<&Row>, Vec<&Row>) = tried.partition(|row| all_tried && (row.in_full)(input));
    Outcome {
        exhaustive: search.work > 0,
        ruled_out: ruled_out.iter().map(|row| row.cause).collect(),
        tried_in_part: in_part.iter().map(|row| row.cause).collect(),
        ..Outcome::default()
    }
}

/// How other signers write a form.
fn spellings() -> impl Iterator<Item = (Cause, &'static Change)> {
    CAUSES.iter().flat_map(|row| row.spell.iter().map(|spell| (row.cause, spell)))
}

/// The functions that make signatures, with the cause that each stands for: Heron's first.
fn digests() -> impl Iterator<Item = (Option<Cause>, &'static Digest)> {
    let others = CAUSES.iter().flat_map(|row| row.digests.iter().map(|digest| (Some(row.cause), digest)));
    [(None, &HMAC_SHA256)].into_iter().chain(others)
}

impl Search {
    /// Tries every combination of exactly this number of changes.
    fn messages(&mut self, body: Text<'_>, changes: usize) {
        let mut rewriter = Rewriter::new();
        if changes > 0 {
            let combined = changes > 1;
            let repairs = CAUSES.iter().flat_map(|row| row.repair.iter().map(|repair| (row.cause, repair)));
            let repaired = repairs.filter_map(|(cause, repair)| Some((cause, repair(body.as_bytes())?)));
            let floats = floats(body.as_bytes()).take(if combined { 1 } else { usize::MAX });
            for (cause, text) in repaired.chain(floats.map(|text| (Cause::BodyFloatsLost, text))) {
                if text != body.as_bytes() {
                    self.forms((&text).into(), Some(cause), changes, &mut rewriter);
                }
            }
        }
        self.forms(body, None, changes, &mut rewriter);
    }

    /// The distinct forms of a text, as they are and as other signers write them.
    fn forms(&mut self, text: Text<'_>, repair: Option<Cause>, changes: usize, rewriter: &mut Rewriter) {
        let mut tried: Vec<Vec<u8>> = Vec::new();
        for form in Form::ALL {
            if !self.spend(text.as_bytes().len()) {
                return;
            }
            let Ok(message) = rewriter.rewrite(text, form) else {
                continue;
            };
            if tried.iter().any(|other| other == message) {
                continue;
            }
            self.message(&Message { text: message, form, causes: repair.as_slice() }, changes);
            if changes > repair.as_slice().len() {
                for spelling in spellings() {
                    self.spelling(spelling, message, form, repair, changes);
                }
            }
            tried.push(message.to_vec());
        }
    }

    fn spelling(
        &mut self,
        (cause, spell): (Cause, &Change),
        text: &[u8],
        form: Form,
        repair: Option<Cause>,
        changes: usize,
    ) {
        let both = [repair.unwrap_or(cause), cause];
        let causes = &both[usize::from(repair.is_none())..];
        if self.spend(text.len())
            && let Some(spelt) = spell(text)
            && spelt != text
        {
            self.message(&Message { text: &spelt, form, causes }, changes);
            // A signer that leaves one argument of `json.dumps` at its default may leave another.
            if cause == Cause::SignedUnicode && changes > causes.len() {
                for other in spellings() {
                    self.spelling(other, &spelt, form, Some(Cause::SignedUnicode), changes);
                }
            }
        }
    }

    /// Tries a text with the keys and digests that make up for the changes which are left.
    fn message(&mut self, message: &Message<'_>, changes: usize) {
        let Some(left) = changes.checked_sub(message.causes.len()) else {
            return;
        };
        for (cause, digest) in digests() {
            let Some(left) = left.checked_sub(usize::from(cause.is_some())) else {
                continue;
            };
            if self.signatures.iter().any(|signature| signature.digest.len() == digest.len) {
                for key in 0..self.keys.len() {
                    if self.keys[key].changes == left {
                        self.attempt(message, cause, digest, key);
                    }
                }
            }
        }
    }

    fn attempt(&mut self, message: &Message<'_>, cause: Option<Cause>, digest: &Digest, key: usize) {
        if self.findings.len() == MAX_FINDINGS || !self.spend(message.text.len()) {
            return;
        }
        let key = &self.keys[key];
        let made = (digest.make)(&key.key, message.text);
        let Some(signature) = self.signatures.iter().find(|signature| signature.digest == made) else {
            return;
        };
        let causes = [&key.causes[..], cause.as_slice(), message.causes, &signature.causes].concat();
        if self.findings.iter().all(|finding| finding.causes != causes) {
            self.findings.push(Finding::proven(causes, message.form, key.index));
        }
    }

    /// Whether there is work left for a text of `len` bytes. Once there is none, there is none for shorter texts either.
    fn spend(&mut self, len: usize) -> bool {
        self.work = self.work.saturating_sub(len + OVERHEAD);
        self.work > 0
    }
}
