//! Stretches of a text, without the secrets that may stand in it.

use core::ops::Range;

use super::secret::core;
use super::tokens::quote;
use crate::{
    json::{Form, rewrite},
    signature::wipe,
};

/// What is shown instead of a secret.
const REDACTED: &str = "[secret]";

/// A shorter secret is not looked for: any text holds its characters.
const MIN_LEN: usize = 4;

/// Knows the secrets that are not to be shown.
pub(super) struct Redactor(Vec<Vec<u8>>);

impl Redactor {
    /// Of these secrets, without the white space and quotes around them: as they are, and as a JSON string has them.
    pub(super) fn new(secrets: &[&[u8]]) -> Self {
        let mut hidden = Vec::new();
        for secret in secrets.iter().map(|secret| core(secret)).filter(|secret| secret.len() >= MIN_LEN) {
            let mut quoted = Vec::new();
            quote(secret, &mut quoted);
            for form in [Form::Python, Form::JavaScript] {
                if let Ok(string) = rewrite(&quoted, form) {
                    hidden.push(string[1..string.len() - 1].to_vec());
                }
            }
            hidden.push(secret.to_vec());
        }
        Self(hidden)
    }

    /// A stretch of a text; of a secret that lies in it, even in part, nothing is shown.
    pub(super) fn show(&self, text: &[u8], range: Range<usize>) -> String {
        let mut out = String::new();
        let mut from = range.start;
        for hidden in self.hidden(text, &range) {
            out.push_str(&String::from_utf8_lossy(&text[from..hidden.start.max(from)]));
            out.push_str(REDACTED);
            from = hidden.end;
        }
        out.push_str(&String::from_utf8_lossy(&text[from.min(range.end)..range.end]));
        out
    }

    /// Where secrets lie in this stretch of the text, in order; those that touch as one.
    fn hidden(&self, text: &[u8], range: &Range<usize>) -> Vec<Range<usize>> {
        let mut hidden: Vec<Range<usize>> = Vec::new();
        let longest = self.0.iter().map(Vec::len).max().unwrap_or_default();
        for at in range.start.saturating_sub(longest)..range.end {
            let found = self.0.iter().filter(|secret| text[at..].starts_with(secret));
            let end = at + found.map(Vec::len).max().unwrap_or_default();
            match hidden.last_mut() {
                Some(last) if at <= last.end => last.end = last.end.max(end),
                _ if end > at.max(range.start) => hidden.push(at..end),
                _ => {}
            }
        }
        hidden
    }
}

impl Drop for Redactor {
    fn drop(&mut self) {
        self.0.iter_mut().for_each(|secret| wipe(secret));
    }
}
