//! Why a signature does not match. Built on what the crate's users can import, and on nothing else of it.
//!
//! `cause` is the table of causes, and says how to add one; `search` tries them.

#![allow(clippy::unnecessary_wraps, reason = "the changes in a cause's row have one shape: a text, or none")]

mod body;
mod cause;
mod dates;
mod difference;
mod digest;
mod encodings;
mod ending;
mod envelope;
mod explanation;
mod extent;
mod finding;
mod floats;
mod header;
mod layout;
mod limits;
mod looks;
mod members;
mod met;
mod outcome;
mod printed;
mod redact;
mod report;
mod row;
mod search;
mod secret;
mod strings;
mod tokens;
mod values;
mod words;

pub use cause::Cause;
pub use difference::{Difference, Place};
pub use explanation::{Computed, Explanation, FormText, Verdict};
pub use finding::{Finding, SignedText, Step};

use crate::{
    Webhook,
    json::{Error as JsonError, Form, Text, rewrite},
    signature::{Key, Signature},
};
use cause::CAUSES;
use limits::MAX_SECRETS;
use outcome::Outcome;
use redact::Redactor;
use search::search;

/// Says why a signature does not match: which mistake with the secret, the header or the body would make it match, and
/// where the forms of the body differ. The report can be had [in words](Explanation#impl-Display-for-Explanation) and,
/// by `serde`, [as JSON](Explanation#impl-Serialize-for-Explanation).
///
/// It is for people at a desk, never for the path of a request: it takes thousands of times as long as verifying, and
/// its report holds the payload and signatures that are valid for it. It never holds a secret: where one stands in the
/// payload, in any of the ways that are tried, and also escaped or as base64, hex, UTF-16 or the numbers of its bytes,
/// `[secret]` is shown. That holds for 4 bytes to 4 KiB; a longer secret is found as it is and escaped, a shorter one
/// not.
///
/// ```
/// use heron_webhooks::{Cause, Webhook, explain, json::Form};
///
/// let body = r#"{"topic": "end_user.processed", "data": {"name": "Zoë"}}"#;
/// let signature = Webhook::new(["sec_test"])?.sign(body, Form::Python)?.to_string();
///
/// let explanation = explain(["sec_test\n"], body, &signature);
/// let finding = &explanation.findings()[0];
/// assert_eq!(finding.causes(), [Cause::SecretNewline]);
/// assert_eq!(finding.causes()[0].advice(), "Strip it where it is read: files and `echo` end with one.");
/// assert_eq!(finding.form(), Some(Form::Python));
/// assert_eq!(explanation.differences()[2].reason(), r"Python writes \u00eb, JavaScript writes ë");
/// # Ok::<(), heron_webhooks::Error>(())
/// ```
///
/// # How it searches
///
/// Every [`Cause`] is tried alone, with every form and secret, and so are chains of them: several repairs of the body,
/// one after the other, as a serialiser that sorts keys, indents and ends with a line break needs; and a cause of the
/// secret or of the digest beside them. A cause has a cost: 1 for what often comes together with others, such as an
/// indentation, 3 for what is rare. Behind the causes alone, the search goes from the cheapest chains to those that cost 3 for the body, or 6 in
/// all. The header is put right each time. The first that match end the search.
///
/// A match is **proof**: that text was signed. [`Finding::signed`] has it, and how the body becomes it, step by step. If
/// nothing matches, causes are suspected by the look of the input, with [the place](Finding::place) where it shows; these
/// are [not proven](Finding::is_proven).
///
/// [`ruled_out`](Explanation::ruled_out) has the causes that were tried alone in every way that they can have;
/// [`tried_in_part`](Explanation::tried_in_part) those of which some ways remain, such as the place where a body was
/// cut.
///
/// # Bounds
///
/// The verdict takes any body and any number of secrets, in linear time. The rest is bounded: the first 8 secrets;
/// 64 MiB of text made and hashed ([`work`](Explanation::work)), which covers all chains up to about 1 KiB of body and
/// every cause alone up to some 64 KiB ([`is_exhaustive`](Explanation::is_exhaustive) says whether it came to the end);
/// 64 values of a secret that is a JSON object; 4 values of a joined header of up to 4096 bytes; the combinations of 8
/// floats, or keys of floats, that lost their `.0`; 256 orders of keys; 4 wrappings around a body; 64 levels of nesting
/// for the order of keys. The report holds 64 KiB of each text, and excerpts of some 70 characters.
#[must_use]
pub fn explain<'a, S: AsRef<[u8]>>(
    secrets: impl IntoIterator<Item = S>,
    body: impl Into<Text<'a>>,
    signature: impl AsRef<[u8]>,
) -> Explanation {
    let secrets: Vec<S> = secrets.into_iter().collect();
    let secrets: Vec<&[u8]> = secrets.iter().map(AsRef::as_ref).collect();
    explained(&secrets, body.into(), signature.as_ref())
}

/// As [`explain`](explain()), and says besides how your own code came to another signature: of which form or text it is,
/// with which secret, or which mistake gives it. `computed` is that signature, in base64 or hex.
///
/// ```
/// use heron_webhooks::{Cause, Webhook, explain_computed, json::Form};
///
/// let body = r#"{"amount": 1.0}"#;
/// let webhook = Webhook::new(["sec_test"])?;
/// let signature = webhook.sign(body, Form::Python)?.to_string();
/// let computed = webhook.sign([body, "\n"].concat().as_str(), Form::Raw)?.to_string();
///
/// let explanation = explain_computed(["sec_test"], body, &signature, &computed);
/// let computed = explanation.computed().expect("it was given");
/// assert_eq!(computed.findings()[0].causes(), [Cause::BodyNewlineRemoved]);
/// # Ok::<(), heron_webhooks::Error>(())
/// ```
#[must_use]
pub fn explain_computed<'a, S: AsRef<[u8]>>(
    secrets: impl IntoIterator<Item = S>,
    body: impl Into<Text<'a>>,
    signature: impl AsRef<[u8]>,
    computed: impl AsRef<[u8]>,
) -> Explanation {
    let secrets: Vec<S> = secrets.into_iter().collect();
    let secrets: Vec<&[u8]> = secrets.iter().map(AsRef::as_ref).collect();
    let text = body.into();
    let mut explanation = explained(&secrets, text, signature.as_ref());
    let Explanation { verdict, outcome, .. } = explained(&secrets, text, computed.as_ref());
    explanation.computed = Some(Computed { verdict, outcome });
    explanation
}

/// The input of a diagnosis.
struct Input<'a> {
    /// The first of the secrets.
    secrets: &'a [&'a [u8]],
    text: Text<'a>,
    header: &'a [u8],
}

impl Input<'_> {
    fn body(&self) -> &[u8] {
        self.text.as_bytes()
    }

    fn any_secret(&self, holds: impl Fn(&[u8]) -> bool) -> bool {
        self.secrets.iter().any(|secret| holds(secret))
    }
}

fn explained(secrets: &[&[u8]], text: Text<'_>, header: &[u8]) -> Explanation {
    let input = Input { secrets: &secrets[..secrets.len().min(MAX_SECRETS)], text, header };
    let verdict = verdict(secrets, text, header);
    let redactor = Redactor::new(secrets);
    let texts = Form::ALL.map(|form| rewrite(text, form));
    let forms = [0, 1, 2].map(|form| form_text(&texts, form, input.secrets, &redactor));
    let outcome = match verdict {
        Verdict::Match { .. } => Outcome::default(),
        Verdict::Mismatch => diagnosed(&input, secrets.len(), &redactor),
    };
    Explanation {
        verdict,
        signature_error: Signature::parse(header).err(),
        differences: differences(&texts, &forms, &redactor),
        forms,
        secrets: secrets.len(),
        known_prefix: secrets.iter().any(|secret| secret::core(secret).starts_with(b"sec_")),
        outcome,
        computed: None,
    }
}

fn verdict(secrets: &[&[u8]], text: Text<'_>, header: &[u8]) -> Verdict {
    // An empty secret keeps its number, and signs nothing.
    let given = secrets.iter().enumerate().filter(|(_, secret)| !secret.is_empty());
    let (numbers, given): (Vec<usize>, Vec<&[u8]>) = given.unzip();
    let verified = Webhook::new(given).and_then(|webhook| webhook.with_max_body_len(usize::MAX).verify(text, header));
    verified.map_or(Verdict::Mismatch, |verified| Verdict::Match {
        form: verified.form(),
        secret: numbers[verified.secret()],
    })
}

/// The result of the search; if it found nothing, the causes that are suspected.
fn diagnosed(input: &Input<'_>, secrets: usize, redactor: &Redactor) -> Outcome {
    let mut outcome = search(input, input.secrets.len() == secrets, redactor);
    if outcome.findings.is_empty() {
        for row in CAUSES {
            if let Some(place) = (row.suspected)(input) {
                outcome.ruled_out.retain(|cause| *cause != row.cause);
                outcome.tried_in_part.retain(|cause| *cause != row.cause);
                outcome.findings.push(Finding::suspected(row.cause, input.body(), &place, redactor));
            }
        }
    }
    outcome
}

/// Where the distinct forms differ.
fn differences(texts: &[Result<Vec<u8>, JsonError>; 3], forms: &[FormText; 3], redactor: &Redactor) -> Vec<Difference> {
    let pairs = [[0, 1], [0, 2], [1, 2]].into_iter();
    let distinct = pairs.filter(|pair| pair.iter().all(|&form| forms[form].identical_to.is_none()));
    let differences = distinct.filter_map(|pair| {
        let [Ok(left), Ok(right)] = pair.map(|form| &texts[form]) else {
            return None;
        };
        Difference::of(pair.map(|form| Form::ALL[form]), [left, right], redactor)
    });
    differences.collect()
}

fn form_text(texts: &[Result<Vec<u8>, JsonError>; 3], form: usize, secrets: &[&[u8]], redactor: &Redactor) -> FormText {
    let text = texts[form].as_deref().unwrap_or_default();
    let same = (0..form).find(|&other| texts[other].as_deref() == Ok(text) && texts[form].is_ok());
    let (shown, truncated) = redactor.beginning(text);
    let signatures = secrets.iter().map(|secret| Some(Key::new(secret).ok()?.sign(text)));
    FormText {
        form: Form::ALL[form],
        len: text.len(),
        text: shown,
        truncated,
        signatures: if texts[form].is_ok() { signatures.collect() } else { Vec::new() },
        identical_to: same.map(|other| Form::ALL[other]),
        error: texts[form].as_ref().err().copied(),
    }
}
