//! The report for programs.

use super::tokens::quote;
use super::{Difference, Explanation, Finding, FormText, Verdict, words::name};
use crate::{Error, json::Form};

impl Explanation {
    /// The report as one JSON object, in the shape that `pkg/explain.d.ts` declares; new members may be added.
    ///
    /// ```json
    /// {
    ///   "verdict": "mismatch", "form": null, "secretIndex": null,
    ///   "signatureError": {"code": "signature_malformed", "message": "…"},
    ///   "findings": [{
    ///     "proven": true, "form": "python", "secretIndex": 0,
    ///     "causes": [{"id": "secret_newline", "text": "…", "advice": "…"}]
    ///   }],
    ///   "ruledOut": [], "triedInPart": [], "exhaustive": true, "remains": [],
    ///   "forms": [{
    ///     "form": "raw", "length": 7, "text": "{\"a\":1}", "truncated": false, "identicalTo": null,
    ///     "signatures": ["…"], "error": null
    ///   }],
    ///   "differences": [{
    ///     "between": ["raw", "python"], "offset": 5, "line": 1, "column": 6,
    ///     "excerptOffset": 0, "excerpts": ["…", "…"], "reason": "…"
    ///   }],
    ///   "text": "…",
    ///   "payload": ["forms[].text", "differences[].excerpts[]", "differences[].reason", "text"]
    /// }
    /// ```
    ///
    /// `text` is the report in words; `payload` names the members that quote the body; no other does. `error` has an
    /// `offset`, in bytes, and a `message`.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut json = Json::default();
        json.open(b'{');
        let (verdict, form, secret) = match self.verdict {
            Verdict::Match { form, secret } => ("match", Some(form), Some(secret)),
            Verdict::Mismatch => ("mismatch", None, None),
        };
        json.key("verdict").string(verdict);
        json.form_and_secret(form, secret);
        json.key("signatureError");
        match &self.signature_error {
            None => json.null(),
            Some(error) => {
                json.open(b'{');
                json.key("code").string(match error {
                    Error::SignatureMissing => "signature_missing",
                    _ => "signature_malformed",
                });
                json.key("message").string(&error.to_string());
                json.close(b'}');
            }
        }
        json.list("findings", self.findings(), Json::finding);
        json.list("ruledOut", self.ruled_out(), |json, cause| json.string(cause.id()));
        json.list("triedInPart", self.tried_in_part(), |json, cause| json.string(cause.id()));
        json.key("exhaustive").boolean(self.is_exhaustive());
        json.list("remains", &self.remains(), |json, sentence| json.string(sentence));
        json.list("forms", &self.forms, Json::form);
        json.list("differences", &self.differences, Json::difference);
        json.key("text").string(&self.to_string());
        let payload = ["forms[].text", "differences[].excerpts[]", "differences[].reason", "text"];
        json.list("payload", &payload, |json, path| json.string(path));
        json.close(b'}');
        json.finish()
    }
}

/// Writes one JSON text.
#[derive(Default)]
struct Json(Vec<u8>);

impl Json {
    fn separate(&mut self) {
        if self.0.last().is_some_and(|byte| !b"{[:".contains(byte)) {
            self.0.push(b',');
        }
    }

    fn open(&mut self, bracket: u8) {
        self.separate();
        self.0.push(bracket);
    }

    fn close(&mut self, bracket: u8) {
        self.0.push(bracket);
    }

    fn key(&mut self, key: &str) -> &mut Self {
        self.string(key);
        self.0.push(b':');
        self
    }

    fn string(&mut self, text: &str) {
        self.separate();
        quote(text.as_bytes(), &mut self.0);
    }

    fn literal(&mut self, text: &str) {
        self.separate();
        self.0.extend_from_slice(text.as_bytes());
    }

    fn null(&mut self) {
        self.literal("null");
    }

    fn boolean(&mut self, value: bool) {
        self.literal(if value { "true" } else { "false" });
    }

    fn number(&mut self, value: usize) {
        self.literal(&value.to_string());
    }

    fn list<T>(&mut self, key: &str, items: &[T], write: fn(&mut Self, &T)) {
        self.key(key).open(b'[');
        for item in items {
            write(self, item);
        }
        self.close(b']');
    }

    fn optional_form(&mut self, form: Option<Form>) {
        match form {
            Some(form) => self.string(name(form)),
            None => self.null(),
        }
    }

    fn form_and_secret(&mut self, form: Option<Form>, secret: Option<usize>) {
        self.key("form").optional_form(form);
        self.key("secretIndex");
        match secret {
            Some(secret) => self.number(secret),
            None => self.null(),
        }
    }

    fn finding(&mut self, finding: &Finding) {
        self.open(b'{');
        self.key("proven").boolean(finding.is_proven());
        self.form_and_secret(finding.form, finding.secret);
        self.list("causes", &finding.causes, |json, cause| {
            json.open(b'{');
            json.key("id").string(cause.id());
            json.key("text").string(cause.text());
            json.key("advice").string(cause.advice());
            json.close(b'}');
        });
        self.close(b'}');
    }

    fn form(&mut self, form: &FormText) {
        self.open(b'{');
        self.key("form").string(name(form.form));
        self.key("length").number(form.len);
        self.key("text").string(&form.text);
        self.key("truncated").boolean(form.is_truncated());
        self.key("identicalTo").optional_form(form.identical_to);
        self.list("signatures", &form.signatures, |json, signature| match signature {
            Some(signature) => json.string(&signature.to_string()),
            None => json.null(),
        });
        self.key("error");
        match form.error {
            Some(error) => {
                self.open(b'{');
                self.key("offset").number(error.offset());
                self.key("message").string(&error.to_string());
                self.close(b'}');
            }
            None => self.null(),
        }
        self.close(b'}');
    }

    fn difference(&mut self, difference: &Difference) {
        self.open(b'{');
        self.list("between", &difference.between, |json, form| json.string(name(*form)));
        self.key("offset").number(difference.offset);
        self.key("line").number(difference.line);
        self.key("column").number(difference.column);
        self.key("excerptOffset").number(difference.excerpt_offset);
        self.list("excerpts", &difference.excerpts, |json, excerpt| json.string(excerpt));
        self.key("reason").string(&difference.reason);
        self.close(b'}');
    }

    fn finish(self) -> String {
        String::from_utf8(self.0).unwrap_or_default()
    }
}
