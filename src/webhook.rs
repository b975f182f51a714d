//! From bytes and a header to the message that was signed.

use std::{
    borrow::Cow,
    sync::atomic::{AtomicUsize, Ordering},
};

use crate::{
    Error, Event,
    json::{BYTE_ORDER_MARK, Form, Rewriter, Text},
    signature::{Key, Signature},
};

/// The largest body that is accepted by default: 1 MiB. Heron keeps its webhooks small.
const MAX_BODY_LEN: usize = 1 << 20;

/// Signs webhooks, and verifies received ones, with one secret or with several while they are rotated.
///
/// ```
/// use heron_webhooks::{Webhook, json::Form};
///
/// let webhook = Webhook::new(["sec_new", "sec_old"])?;
/// let signature = Webhook::new(["sec_old"])?.sign(r#"{"amount": 1.0}"#, Form::Python)?;
///
/// let verified = webhook.verify(r#"{"amount": 1.0}"#, signature.encode())?;
/// assert_eq!(verified.message(), br#"{"amount":1.0}"#);
/// assert_eq!((verified.form(), verified.secret()), (Form::Python, 1));
/// # Ok::<(), heron_webhooks::Error>(())
/// ```
#[derive(Debug)]
pub struct Webhook {
    keys: Vec<Key>,
    forms: [bool; Form::ALL.len()],
    likely: AtomicUsize,
    max_body_len: usize,
}

impl Webhook {
    /// A webhook with these secrets, the current one first. Each is used as its bytes are: `sec_…` in UTF-8.
    ///
    /// # Errors
    ///
    /// [`Error::NoSecret`], [`Error::EmptySecret`].
    pub fn new<S: AsRef<[u8]>>(secrets: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let keys = secrets.into_iter().map(|secret| Key::new(secret.as_ref())).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() {
            return Err(Error::NoSecret);
        }
        Ok(Self { keys, forms: [true; Form::ALL.len()], likely: AtomicUsize::new(0), max_body_len: MAX_BODY_LEN })
    }

    /// Only these forms are tried, still in the order raw, Python, JavaScript.
    #[must_use]
    pub fn with_forms(mut self, forms: &[Form]) -> Self {
        self.forms = Form::ALL.map(|form| forms.contains(&form));
        self
    }

    /// Accepts bodies of up to `max` bytes instead of 1 MiB.
    #[must_use]
    pub fn with_max_body_len(mut self, max: usize) -> Self {
        self.max_body_len = max;
        self
    }

    /// Signs a body in one of its forms, with the first secret.
    ///
    /// # Errors
    ///
    /// [`Error::BodyTooLarge`]; [`Error::Json`] if the body cannot be rewritten to that form.
    pub fn sign<'a>(&self, body: impl Into<Text<'a>>, form: Form) -> Result<Signature, Error> {
        let body = self.check(body.into())?;
        let key = self.keys.first().ok_or(Error::NoSecret)?;
        Ok(key.sign(Rewriter::new().rewrite(body, form)?))
    }

    /// Verifies a body against the value of its `Heron-Signature` header and gives back what was signed: the body
    /// itself, or its Python or JavaScript form. Trust nothing but that.
    ///
    /// # Errors
    ///
    /// [`Error::BodyTooLarge`]; [`Error::SignatureMissing`], [`Error::SignatureMalformed`] (answer 400);
    /// [`Error::SignatureMismatch`] (answer 401).
    pub fn verify<'a>(&self, body: impl Into<Text<'a>>, signature: impl AsRef<[u8]>) -> Result<Verified<'a>, Error> {
        let body = self.check(body.into())?;
        let expected = Signature::parse(signature.as_ref())?;
        let mut rewriter = Rewriter::new();
        let likely = Form::ALL[self.likely.load(Ordering::Relaxed)];
        let found = Candidates { text: body, forms: self.forms, likely }
            .find(&mut rewriter, |message| self.keys.iter().position(|key| key.sign(message) == expected))
            .ok_or(Error::SignatureMismatch)?;
        self.likely.store(found.form as usize, Ordering::Relaxed);
        let message = match found.form {
            Form::Raw => Cow::Borrowed(body.as_bytes()),
            _ => Cow::Owned(rewriter.last(body).to_vec()),
        };
        Ok(Verified { message, form: found.form, secret: found.secret })
    }

    fn check<'a>(&self, body: Text<'a>) -> Result<Text<'a>, Error> {
        match body.as_bytes().len() {
            len if len > self.max_body_len => Err(Error::BodyTooLarge { len, limit: self.max_body_len }),
            _ => Ok(body),
        }
    }
}

/// A message whose signature is genuine.
#[derive(Clone)]
pub struct Verified<'a> {
    message: Cow<'a, [u8]>,
    form: Form,
    secret: usize,
}

impl Verified<'_> {
    /// The bytes that were signed.
    #[must_use]
    pub fn message(&self) -> &[u8] {
        &self.message
    }

    /// The form of the body that they are.
    #[must_use]
    pub const fn form(&self) -> Form {
        self.form
    }

    /// Which secret signed them, counted from 0: once it is always 0, the others can go.
    #[must_use]
    pub const fn secret(&self) -> usize {
        self.secret
    }

    /// The message as an event. A byte order mark, which bytes may begin with, is skipped.
    ///
    /// # Errors
    ///
    /// [`Error::Json`] if the message is not JSON (Python signs `NaN`), [`Error::Event`] if it is not an event.
    pub fn event(&self) -> Result<Event<'_>, Error> {
        Event::parse(self.message.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&self.message))
    }
}

/// Without the message: a payload does not belong in a log.
impl core::fmt::Debug for Verified<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Verified").field("form", &self.form).field("secret", &self.secret).finish_non_exhaustive()
    }
}

/// The form and the secret that give a signature.
pub struct Match {
    /// The first form that has the text that was signed.
    pub form: Form,
    /// Which secret, as `secret_of` counts them.
    pub secret: usize,
}

/// Where to look for the form and the secret that give a signature.
pub struct Candidates<'a> {
    /// The body.
    pub text: Text<'a>,
    /// Whether each form may have been signed: raw, Python, JavaScript.
    pub forms: [bool; 3],
    /// The form to try first: the one that was found last. It changes the time that the search takes, not its result.
    pub likely: Form,
}

impl Candidates<'_> {
    /// Looks for the first of the forms whose text `secret_of` knows the secret of; that text is then
    /// `rewriter.last(text)`. A form that the text does not have is left out.
    pub fn find(&self, rewriter: &mut Rewriter, mut secret_of: impl FnMut(&[u8]) -> Option<usize>) -> Option<Match> {
        let raw = self.text.as_bytes();
        let mut raw_tried = false;
        let others = Form::ALL.into_iter().filter(|&form| form != self.likely);
        for form in [self.likely].into_iter().chain(others).filter(|&form| self.has(form)) {
            let Ok(message) = rewriter.rewrite(self.text, form) else {
                continue;
            };
            let is_raw = core::ptr::eq(message, raw) || message == raw;
            if is_raw && raw_tried {
                continue;
            }
            if let Some(secret) = secret_of(message) {
                let first = if form == self.likely { self.first_alike(form, message) } else { form };
                return Some(Match { form: first, secret });
            }
            raw_tried |= is_raw;
        }
        None
    }

    fn has(&self, form: Form) -> bool {
        self.forms[form as usize]
    }

    /// The first of the forms that has this message, which is the text in `form`.
    fn first_alike(&self, form: Form, message: &[u8]) -> Form {
        let mut rewriter = Rewriter::new();
        let before = Form::ALL.into_iter().take_while(|&other| other != form).filter(|&other| self.has(other));
        // Python's text is ASCII: this halves the time of a delivery in the JavaScript form that is not.
        let possible = before.filter(|&other| other != Form::Python || message.is_ascii());
        let mut alike = possible.filter(|&other| rewriter.rewrite(self.text, other) == Ok(message));
        let first = alike.next().unwrap_or(form);
        rewriter.clear();
        first
    }
}
