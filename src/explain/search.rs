//! The search for what would make the signature match: keys, texts and digests, in few changes before many.

use super::body::{Change, REPAIRS, SPELLINGS, floats};
use super::cause::Cause;
use super::digest::{DIGESTS, Digest};
use super::{Finding, extent, header, secret};
use crate::json::{Form, Rewriter, Text};

/// Heron signs one of these.
pub(super) const FORMS: [Form; 3] = [Form::Raw, Form::Python, Form::JavaScript];

/// So many bytes are made and hashed at most.
const WORK: usize = 128 << 20;

/// What one text costs apart from its length.
const OVERHEAD: usize = 256;

/// Changes of key, text and digest that are tried together.
const MAX_CHANGES: usize = 2;

/// Only the first secrets are diagnosed; more are verified with, no less than by [`Webhook`](crate::Webhook).
pub(super) const MAX_SECRETS: usize = 8;

/// So many ways to make the signature match are told.
const MAX_FINDINGS: usize = 3;

/// What the search came to.
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

/// Whether there were a secret and a signature to compare.
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

/// Of all the secrets, the first ones are tried.
pub(super) fn search(all_secrets: &[&[u8]], body: Text<'_>, header: &[u8]) -> Outcome {
    let secrets = diagnosed(all_secrets);
    let (signatures, is_understood) = header::candidates(header);
    let mut search = Search {
        keys: secrets.iter().enumerate().flat_map(|(index, secret)| secret::candidates(secret, index)).collect(),
        signatures,
        work: WORK,
        findings: Vec::new(),
    };
    let compared = match (search.keys.is_empty(), search.signatures.is_empty()) {
        (true, _) => Compared::NoSecret,
        (_, true) if header.is_empty() => Compared::NoSignature,
        (_, true) => Compared::Unreadable,
        _ => Compared::Yes,
    };
    if compared != Compared::Yes {
        return Outcome { compared, ..Outcome::default() };
    }
    let mut each_was_tried = false;
    for changes in 0..=MAX_CHANGES {
        search.messages(body, changes);
        if !search.findings.is_empty() {
            return Outcome { exhaustive: search.work > 0, findings: search.findings, ..Outcome::default() };
        }
        each_was_tried |= changes == 1 && search.work > 0;
    }
    let is_full = each_was_tried && is_understood && secrets.len() == all_secrets.len();
    let (ruled_out, tried_in_part) =
        Cause::tried().partition(|&cause| is_full && extent::is_full(cause, secrets, body));
    Outcome { exhaustive: search.work > 0, ruled_out, tried_in_part, ..Outcome::default() }
}

/// The secrets that are diagnosed.
pub(super) fn diagnosed<'a, 'b>(secrets: &'a [&'b [u8]]) -> &'a [&'b [u8]] {
    &secrets[..secrets.len().min(MAX_SECRETS)]
}

impl Search {
    /// Tries every combination of exactly so many changes.
    fn messages(&mut self, body: Text<'_>, changes: usize) {
        let mut rewriter = Rewriter::new();
        if changes > 0 {
            let combined = changes > 1;
            let repaired = REPAIRS.iter().filter_map(|repair| Some((repair.cause, (repair.apply)(body.as_bytes())?)));
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
        for form in FORMS {
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
                for spelling in &SPELLINGS {
                    self.spelling(spelling, message, form, repair, changes);
                }
            }
            tried.push(message.to_vec());
        }
    }

    fn spelling(&mut self, spelling: &Change, text: &[u8], form: Form, repair: Option<Cause>, changes: usize) {
        let both = [repair.unwrap_or(spelling.cause), spelling.cause];
        let causes = &both[usize::from(repair.is_none())..];
        if self.spend(text.len())
            && let Some(spelt) = (spelling.apply)(text)
            && spelt != text
        {
            self.message(&Message { text: &spelt, form, causes }, changes);
            // Who leaves one argument of `json.dumps` at its default may well do so with another.
            if spelling.cause == Cause::SignedUnicode && changes > causes.len() {
                for other in &SPELLINGS {
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
        for digest in &DIGESTS {
            let Some(left) = left.checked_sub(usize::from(digest.cause.is_some())) else {
                continue;
            };
            if self.signatures.iter().any(|signature| signature.digest.len() == digest.len) {
                for key in 0..self.keys.len() {
                    if self.keys[key].changes == left {
                        self.attempt(message, digest, key);
                    }
                }
            }
        }
    }

    fn attempt(&mut self, message: &Message<'_>, digest: &Digest, key: usize) {
        let causes = [&self.keys[key].causes[..], digest.cause.as_slice(), message.causes].concat();
        if self.findings.len() == MAX_FINDINGS || !self.spend(message.text.len()) {
            return;
        }
        let made = (digest.make)(&self.keys[key].key, message.text);
        let Some(signature) = self.signatures.iter().find(|signature| signature.digest == made) else {
            return;
        };
        let causes = [&causes[..], &signature.causes].concat();
        if self.findings.iter().all(|finding| finding.causes != causes) {
            self.findings.push(Finding::proven(causes, message.form, self.keys[key].index));
        }
    }

    /// Whether there is work left for a text of so many bytes; once there is not, there is none for a shorter one.
    fn spend(&mut self, len: usize) -> bool {
        self.work = self.work.saturating_sub(len + OVERHEAD);
        self.work > 0
    }
}
