//! The report for people.

use core::fmt;

use super::limits::{MAX_SECRETS, WORK};
use super::outcome::Compared;
use super::{Cause, Computed, Difference, Explanation, Finding, FormText, Place, Verdict};
use crate::json::Form;

/// No line is longer, in characters.
const WIDTH: usize = 80;

/// The most characters of a form that are shown.
const SHOWN: usize = 74;

const fn described(form: Form) -> &'static str {
    match form {
        Form::Raw => "the body as it is",
        Form::Python => "the Python form of the body",
        Form::JavaScript => "the JavaScript form of the body",
    }
}

/// The report in words, in lines of at most 80 characters. Those that quote the payload begin with `|`, and show
/// control characters as their pictures: a line break as `␊`.
impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut words = Words::default();
        match self.verdict {
            Verdict::Match { form, secret } => {
                words.paragraph(
                    "",
                    &["Match: it is the signature of ", described(form), &self.with_secret(secret), "."],
                );
            }
            Verdict::Mismatch => {
                words.paragraph("", &["No match: no form of the body has this signature."]);
                if let Some(error) = &self.signature_error {
                    words.paragraph("", &["As a header, ", &error.to_string(), "."]);
                }
                self.write_why(&mut words);
            }
        }
        if let Some(computed) = &self.computed {
            self.write_computed(computed, &mut words);
        }
        words.heading("The forms of the body, and their signatures (lines with | show payload)");
        self.forms.iter().for_each(|form| form.write(&mut words));
        if !self.differences.is_empty() {
            words.heading("Where they first differ");
            self.differences.iter().for_each(|difference| difference.write(&mut words));
        }
        f.write_str(&words.0)
    }
}

impl Explanation {
    /// Suspicions that are left when nothing was found, as sentences.
    pub(super) fn remains(&self) -> Vec<&'static str> {
        let mut remains = Vec::new();
        if self.verdict != Verdict::Mismatch || self.findings().iter().any(Finding::is_proven) {
            return remains;
        }
        match self.outcome.compared {
            Compared::Yes => {
                remains.push("It is the signature of another text, or made with another secret.");
                remains.push("Compare the secret with this webhook's own in the dashboard, and its environment.");
                remains.push(
                    "Pass the body's bytes as they were received: if a parser changed digits or the order of keys, the \
                     original cannot always be recovered.",
                );
            }
            Compared::NoSecret => remains.push("No cause was tried: no secret is given, or only empty ones."),
            Compared::NoSignature => remains.push("No cause was tried: no signature is given."),
            Compared::Unreadable => remains.push(
                "No cause was tried: the header cannot be read as a signature, in base64, hex or any other spelling \
                 that is known. Pass its value as it was received.",
            ),
        }
        if self.secrets > MAX_SECRETS {
            remains.push("Causes were tried with the first 8 secrets only: try the others apart.");
        }
        if !self.is_exhaustive() {
            remains.push("The body is so large that not everything was tried: try a smaller one.");
        }
        if !self.known_prefix {
            remains.push("No secret begins with `sec_`, as Heron's do.");
        }
        remains
    }

    /// Nothing if there is only one.
    fn with_secret(&self, secret: usize) -> String {
        if self.secrets < 2 {
            return String::new();
        }
        [" with secret ", &(secret + 1).to_string(), " of ", &self.secrets.to_string()].concat()
    }

    fn write_computed(&self, computed: &Computed, words: &mut Words) {
        words.heading("What your code computed");
        match computed.verdict {
            Verdict::Match { form, secret } => {
                words.paragraph("  ", &["The signature of ", described(form), &self.with_secret(secret), "."]);
            }
            Verdict::Mismatch if computed.findings().iter().any(Finding::is_proven) => {
                self.write_findings(computed.findings(), words);
            }
            Verdict::Mismatch => words.paragraph("  ", &["No form, secret, digest or mistake that is known gives it."]),
        }
    }

    fn write_why(&self, words: &mut Words) {
        words.heading("Why");
        self.write_findings(self.findings(), words);
        if self.findings().is_empty() {
            words.list("Ruled out, each put right alone:", self.ruled_out());
            words.list("Tried in part, each may still be it:", self.tried_in_part());
        }
        if !self.findings().iter().any(Finding::is_proven) {
            let [work, most] = [self.work(), WORK].map(|bytes| bytes.to_string());
            words.paragraph("  ", &["Work: ", &work, " bytes of text were made and hashed, of at most ", &most, "."]);
        }
        let remains = self.remains();
        if !remains.is_empty() {
            words.0.push('\n');
            words.paragraph("  ", &["Still possible: ", &remains.join(" ")]);
        }
    }

    fn write_findings(&self, findings: &[Finding], words: &mut Words) {
        for (index, finding) in findings.iter().enumerate() {
            if index > 0 {
                words.0.push('\n');
            }
            let or = if index > 0 { "Or: the" } else { "The" };
            match (finding.form, finding.secret) {
                (Some(form), Some(secret)) => {
                    let secret = self.with_secret(secret);
                    words.paragraph(
                        "  ",
                        &[or, " signature is that of ", described(form), &secret, ", once this is put right:"],
                    );
                }
                _ => words.paragraph("  ", &["Not proven, but it looks like this:"]),
            }
            for cause in finding.causes() {
                words.0.push('\n');
                words.paragraph("  * ", &[cause.text(), " [", cause.id(), "]"]);
                words.paragraph("    ", &[cause.advice()]);
            }
            if let Some(place) = &finding.place {
                place.write(words, "    In the body");
            }
            let repairs = finding.signed.iter().flat_map(|signed| &signed.steps);
            for (step, cause) in repairs.filter_map(|step| Some((step, step.cause?))) {
                words.0.push('\n');
                step.before.write(words, &["    ", cause.id(), " changes it"].concat());
                words.quoted(&step.after.excerpt, "");
            }
        }
    }
}

impl Place {
    fn write(&self, words: &mut Words, what: &str) {
        let [offset, line, column] = [self.offset, self.line, self.column].map(|number| number.to_string());
        words.paragraph("", &[what, " at byte ", &offset, ", line ", &line, ", column ", &column, ":"]);
        words.quoted(&self.excerpt, "");
    }
}

impl FormText {
    fn write(&self, words: &mut Words) {
        if let Some(error) = self.error {
            words.paragraph("  ", &[self.form.name(), ": not available, ", &error.to_string()]);
            return;
        }
        if let Some(other) = self.identical_to {
            words.paragraph("  ", &[self.form.name(), ": the same text as ", other.name()]);
            return;
        }
        words.paragraph("  ", &[self.form.name(), ": ", &self.len.to_string(), " bytes"]);
        for (index, signature) in self.signatures.iter().enumerate() {
            let secret = if self.signatures.len() > 1 {
                ["secret ", &(index + 1).to_string(), ": "].concat()
            } else {
                String::new()
            };
            let signature = signature.as_ref().map_or("none, the secret is empty".into(), ToString::to_string);
            words.paragraph("    ", &[&secret, &signature]);
        }
        words.quoted(&self.text, if self.text.chars().nth(SHOWN).is_some() { "…" } else { "" });
    }
}

impl Difference {
    fn write(&self, words: &mut Words) {
        let [first, second] = self.between.map(Form::name);
        let [offset, line, column] = [self.offset, self.line, self.column].map(|number| number.to_string());
        words.paragraph("  ", &[first, " and ", second, ": byte ", &offset, ", line ", &line, ", column ", &column]);
        words.quoted(&self.reason, "");
        self.excerpts.iter().for_each(|excerpt| words.quoted(excerpt, ""));
        let shown = self.excerpts[0].bytes().zip(self.excerpts[1].bytes()).take_while(|(a, b)| a == b).count();
        let before = (0..=shown).rev().find_map(|end| self.excerpts[0].get(..end)).unwrap_or_default();
        words.0.push_str("    ");
        before.chars().for_each(|_| words.0.push(' '));
        words.0.push_str("^\n");
    }
}

/// The report while it grows.
#[derive(Default)]
struct Words(String);

impl Words {
    fn heading(&mut self, heading: &str) {
        self.0.push('\n');
        self.paragraph("", &[heading]);
        self.0.push('\n');
    }

    /// The names of some causes, unless there are none.
    fn list(&mut self, heading: &str, causes: &[Cause]) {
        if !causes.is_empty() {
            let ids: Vec<&str> = causes.iter().map(|cause| cause.id()).collect();
            self.paragraph("  ", &[heading, " ", &ids.join(", "), "."]);
        }
    }

    /// Lines broken between words, the first behind `first`, the others behind as many spaces.
    fn paragraph(&mut self, first: &str, parts: &[&str]) {
        self.0.push_str(first);
        let mut column = first.len();
        let text = parts.concat();
        for (index, word) in text.split(' ').enumerate() {
            let len = word.chars().count();
            if index > 0 && column + 1 + len > WIDTH {
                self.0.push('\n');
                first.chars().for_each(|_| self.0.push(' '));
                column = first.len();
            } else if index > 0 {
                self.0.push(' ');
                column += 1;
            }
            self.0.push_str(word);
            column += len;
        }
        self.0.push('\n');
    }

    /// A line of payload.
    fn quoted(&mut self, text: &str, end: &str) {
        self.0.push_str(if text.is_empty() { "  |" } else { "  | " });
        self.0.extend(text.chars().take(SHOWN).map(visible));
        self.0.push_str(end);
        self.0.push('\n');
    }
}

/// The character that is shown for one that would move the others, or cannot be seen.
fn visible(character: char) -> char {
    match character {
        '\0'..'\u{20}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('·'),
        '\u{7f}' => '␡',
        _ if is_hidden(character) => '·',
        _ => character,
    }
}

/// Whether a character cannot be seen, or turns the direction of others.
pub(super) fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{a0}' | '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202f}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{feff}')
}
