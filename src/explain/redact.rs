//! Stretches of a text, without the secrets that may stand in it.

use core::ops::Range;

use base64::{Engine as _, engine::general_purpose};

use zeroize::Zeroizing;

use super::encodings::{from_hex, to_hex};
use super::limits::{MAX_ENCODED_LEN, MAX_TEXT, MIN_HIDDEN_LEN};
use super::secret::candidates;
use super::tokens::unescaped;

/// Shown instead of a secret.
const REDACTED: &str = "[secret]";

/// No escape of one byte is longer.
const LONGEST_ESCAPE: usize = 6;

/// The first bytes of a secret.
type Start = [u8; MIN_HIDDEN_LEN];

/// The secrets that are not shown, in the order of their first bytes: every key that a secret may stand for, as it is and encoded.
pub(super) struct Redactor {
    hidden: Vec<(Start, Vec<Zeroizing<Vec<u8>>>)>,
    longest: usize,
}

impl Redactor {
    pub(super) fn new(secrets: &[&[u8]]) -> Self {
        let mut redactor = Self { hidden: Vec::new(), longest: 0 };
        for secret in secrets {
            for candidate in candidates(secret, 0).iter().filter(|candidate| candidate.key.len() >= MIN_HIDDEN_LEN) {
                redactor.hide(candidate.key.clone());
                if candidate.key.len() <= MAX_ENCODED_LEN {
                    for encoded in encodings(&candidate.key) {
                        redactor.hide(encoded.into());
                    }
                }
            }
        }
        redactor
    }

    fn hide(&mut self, secret: Zeroizing<Vec<u8>>) {
        if let Some(start) = secret.first_chunk() {
            self.longest = self.longest.max(secret.len());
            let place = self.hidden.binary_search_by_key(start, |(start, _)| *start);
            if let Err(place) = place {
                self.hidden.insert(place, (*start, Vec::new()));
            }
            let (Ok(place) | Err(place)) = place;
            let others = &mut self.hidden[place].1;
            if !others.contains(&secret) {
                others.push(secret);
            }
        }
    }

    /// The beginning of a text, as much as a report holds, and whether there is more.
    pub(super) fn beginning(&self, text: &[u8]) -> (String, bool) {
        // Not within a character.
        let cut =
            (0..=text.len().min(MAX_TEXT)).rev().find(|&end| text.get(end).is_none_or(|byte| byte & 0xc0 != 0x80));
        (self.show(text, 0..cut.unwrap_or_default()), text.len() > MAX_TEXT)
    }

    /// A stretch of a text; of a secret that lies in it, even in part, nothing is shown.
    pub(super) fn show(&self, text: &[u8], range: Range<usize>) -> String {
        let mut out = String::new();
        let mut from = range.start;
        for hidden in self.found(text, &range) {
            out.push_str(&String::from_utf8_lossy(&text[from..hidden.start.max(from)]));
            out.push_str(REDACTED);
            from = hidden.end;
        }
        out.push_str(&String::from_utf8_lossy(&text[from.min(range.end)..range.end]));
        out
    }

    /// Where secrets lie in this stretch of the text, in order; those that touch as one.
    fn found(&self, text: &[u8], range: &Range<usize>) -> Vec<Range<usize>> {
        let margin = self.longest.saturating_mul(LONGEST_ESCAPE);
        let mut start = range.start.saturating_sub(margin);
        // Not behind a backslash: it may belong to an escape.
        while start > 0 && text[start - 1] == b'\\' {
            start -= 1;
        }
        let end = range.end.saturating_add(margin).min(text.len());
        let readings = [|_: &[u8]| None, unescaped, from_percent_unit].map(|unit| Reading::new(text, start..end, unit));
        let mut found: Vec<Range<usize>> = readings.iter().flat_map(|reading| self.found_in(reading)).collect();
        found.retain(|hidden| hidden.start < range.end && hidden.end > range.start);
        found.sort_unstable_by_key(|hidden| hidden.start);
        found.dedup_by(|next, last| {
            let touches = next.start <= last.end;
            if touches {
                last.end = last.end.max(next.end);
            }
            touches
        });
        found
    }

    fn found_in<'a>(&'a self, reading: &'a Reading) -> impl Iterator<Item = Range<usize>> {
        reading.bytes.windows(MIN_HIDDEN_LEN).enumerate().filter_map(|(at, start)| {
            let place = self.hidden.binary_search_by(|(known, _)| known[..].cmp(start)).ok()?;
            let known = self.hidden[place].1.iter().filter(|secret| reading.bytes[at..].starts_with(secret));
            let len = known.map(|secret| secret.len()).max()?;
            Some(reading.places[at]..reading.places[at + len])
        })
    }
}

/// The bytes of the escape that a text begins with, and its length.
type Unescape = fn(&[u8]) -> Option<(Vec<u8>, usize)>;

/// A stretch of a text with its escapes undone.
struct Reading {
    bytes: Zeroizing<Vec<u8>>,
    /// Where in the text each byte begins, and the last one ends.
    places: Vec<usize>,
}

impl Reading {
    fn new(text: &[u8], range: Range<usize>, unit: Unescape) -> Self {
        let mut reading =
            Self { bytes: Vec::with_capacity(range.len()).into(), places: Vec::with_capacity(range.len() + 1) };
        let mut at = range.start;
        while at < range.end {
            let (bytes, len) = unit(&text[at..]).unwrap_or_else(|| (vec![text[at]], 1));
            reading.places.extend(bytes.iter().map(|_| at));
            reading.bytes.extend(bytes);
            at += len;
        }
        reading.places.push(at);
        reading
    }
}

fn from_percent_unit(text: &[u8]) -> Option<(Vec<u8>, usize)> {
    Some((from_hex(text.strip_prefix(b"%")?.get(..2)?)?, 3))
}

/// A secret in the ways in which a text may hold it: base64 at any place of a longer one, hex, UTF-16 of ASCII, and the
/// numbers of its bytes.
fn encodings(secret: &[u8]) -> Vec<Vec<u8>> {
    let mut encoded = vec![to_hex(secret), to_hex(secret).to_ascii_uppercase()];
    for before in 0..3 {
        let padded = [&[0; 2][..before], secret].concat();
        // Of the characters, those that have no bit of another byte.
        let whole = (8 * before).div_ceil(6)..8 * padded.len() / 6;
        for engine in [general_purpose::STANDARD_NO_PAD, general_purpose::URL_SAFE_NO_PAD] {
            encoded.push(engine.encode(&padded).as_bytes()[whole.clone()].to_vec());
        }
    }
    encoded.push(secret.iter().flat_map(|&byte| [byte, 0]).take(2 * secret.len() - 1).collect());
    encoded.push(secret.iter().map(u8::to_string).collect::<Vec<_>>().join(",").into_bytes());
    encoded
}
