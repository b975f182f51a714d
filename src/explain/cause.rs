//! The causes that are looked for, with their names, and their words.

use serde::{Serialize, Serializer, ser::SerializeStruct as _};

/// Why a signature does not match. Each has a stable [`id`](Self::id).
///
/// `Secret…` is about the secret that was given, `Signature…` about the header's value, `Digest…` about the function
/// that made the signature, `Body…` about what happened to the body on its way here, and `Signed…` about how the text
/// that was signed is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "`TABLE` says what each of them is")]
#[non_exhaustive]
#[repr(u8)]
pub enum Cause {
    SecretUtf16,
    SecretBom,
    SecretNewline,
    SecretNewlineEscaped,
    SecretSpace,
    SecretQuotes,
    SecretNamed,
    SecretJson,
    SecretPercentEncoded,
    SecretBase64Encoded,
    SecretHexEncoded,
    SecretBase64Decoded,
    SecretHexDecoded,
    SecretPrefixMissing,
    SecretPrefixTwice,
    SecretPrefixDecoded,
    SecretNewlineSigned,
    SignatureHex,
    SignatureBase64Url,
    SignatureUnpadded,
    SignatureQuoted,
    SignaturePrefixed,
    SignatureJoined,
    SignatureSpace,
    SignatureNamed,
    SignaturePercentEncoded,
    SignaturePlusLost,
    SignatureBase64OfHex,
    DigestSha1,
    DigestSha512,
    DigestPlain,
    DigestSwapped,
    BodyUtf16,
    BodyBomAdded,
    BodyBomRemoved,
    BodyCrlfAdded,
    BodyCrlfRemoved,
    BodyNewlineAdded,
    BodyNewlineRemoved,
    BodyLatin1,
    BodyJsonString,
    BodyBase64,
    BodyByteList,
    BodyBytesLiteral,
    BodyCutShort,
    BodyFloatsLost,
    BodyKeysSorted,
    SignedSorted,
    SignedUnicode,
    SignedHtml,
    SignedSlashes,
    SignedSpaced,
    SignedIndent2,
    SignedIndent4,
    SignedIndentTab,
    SignedCompact,
    SignedLatin1Twice,
    SignedLatin1,
    SignedJsonString,
    SignedCutShort,
    ApiCredentials,
    SecretEmpty,
    SignatureIsSecret,
    BodyEmpty,
    BodyGzip,
    BodyObjectObject,
    BodyReplacement,
}

use Cause as C;

/// The cause, its id, what it is, and what to do about it.
#[rustfmt::skip]
const TABLE: [(Cause, &str, &str, &str); 67] = [
    (C::SecretUtf16, "secret_utf16", "The secret is UTF-16.",
        "Save its file as UTF-8 or ASCII: Windows PowerShell's `>` and Out-File write UTF-16."),
    (C::SecretBom, "secret_bom", "The secret has a byte order mark in front.",
        "Save its file as UTF-8 without a byte order mark, or strip it where it is read."),
    (C::SecretNewline, "secret_newline", "The secret has a line break around it.",
        "Strip it where it is read: files and `echo` end with one."),
    (C::SecretNewlineEscaped, "secret_newline_escaped", "The secret has a line break around it, written as `\\n`.",
        "Remove these characters: a dashboard or a shell kept the backslash and the letter as they are."),
    (C::SecretSpace, "secret_space", "The secret has white space, or characters that cannot be seen, around it.",
        "Strip it where it is read: copying and .env files add some."),
    (C::SecretQuotes, "secret_quotes", "The secret has quotes around it.",
        "Remove them: Docker's --env-file and some dashboards keep them as part of the value."),
    (C::SecretNamed, "secret_named", "The secret has a name in front, as in `KEY=sec_…`.",
        "Pass only the value: the whole line of a .env or YAML file was taken."),
    (C::SecretJson, "secret_json", "The secret is a JSON object, of which the webhook's secret is one value.",
        "Pass only that value: AWS Secrets Manager and others keep a secret as an object."),
    (C::SecretPercentEncoded, "secret_percent_encoded", "The secret is percent-encoded.",
        "Decode it once, or take it from the dashboard again, not from a URL."),
    (C::SecretBase64Encoded, "secret_base64_encoded", "The secret is base64-encoded.",
        "Decode it once: Kubernetes keeps secrets so. Heron's is used as the dashboard shows it."),
    (C::SecretHexEncoded, "secret_hex_encoded", "The secret is hex-encoded.",
        "Decode it once. Heron's is used as the dashboard shows it."),
    (C::SecretBase64Decoded, "secret_base64_decoded", "The secret was base64-decoded.",
        "Do not decode it: its characters, as the dashboard shows them, are the key."),
    (C::SecretHexDecoded, "secret_hex_decoded", "The secret was hex-decoded.",
        "Do not decode it: its characters, as the dashboard shows them, are the key."),
    (C::SecretPrefixMissing, "secret_prefix_missing", "The secret lacks its prefix `sec_`.",
        "Pass all of it, with `sec_`, as the dashboard shows it."),
    (C::SecretPrefixTwice, "secret_prefix_twice", "The secret has the prefix `sec_` twice.",
        "Pass it as the dashboard shows it: it begins with `sec_` already."),
    (C::SecretPrefixDecoded, "secret_prefix_decoded",
        "The signer dropped the secret's prefix, or decoded what follows it, as Standard Webhooks does.",
        "If the signer is your own: all of the secret, as it is, is the key."),
    (C::SecretNewlineSigned, "secret_newline_signed", "The signer's secret ends with a line break.",
        "If the signer is your own: strip it there, `printf %s` instead of `echo`."),
    (C::SignatureHex, "signature_hex", "The signature is in hex.",
        "Heron writes base64: if the signer is your own, encode the digest so; else pass the header as it came."),
    (C::SignatureBase64Url, "signature_base64url", "The signature is in base64url, with `-` and `_`.",
        "Heron writes base64 with `+` and `/`: pass the header as it came."),
    (C::SignatureUnpadded, "signature_unpadded", "The signature lacks the `=` at its end.",
        "Pass the header as it came: do not split it at `=`."),
    (C::SignatureQuoted, "signature_quoted", "The signature has quotes around it.",
        "Remove them: the header's value has none."),
    (C::SignaturePrefixed, "signature_prefixed", "The signature has a prefix, such as `sha256=`.",
        "Remove it: Heron's header has none, other senders' have."),
    (C::SignatureJoined, "signature_joined", "The signature is several, joined by a comma.",
        "The header came twice, and was joined on the way: pass one of its values."),
    (C::SignatureSpace, "signature_space", "The signature has white space around it.",
        "Strip it: the header's value has none."),
    (C::SignatureNamed, "signature_named", "The signature has the header's name in front.",
        "Pass only the header's value."),
    (C::SignaturePercentEncoded, "signature_percent_encoded", "The signature is percent-encoded.",
        "Decode it once, or take it from the header, not from a URL."),
    (C::SignaturePlusLost, "signature_plus_lost", "The signature has spaces where `+` belongs.",
        "It was decoded as a form: take it from the header."),
    (C::SignatureBase64OfHex, "signature_base64_of_hex", "The signature is the base64 of hex digits.",
        "If the signer is your own: encode the digest's bytes, not its hex digits."),
    (C::DigestSha1, "digest_sha1", "The signature is an HMAC with SHA-1.",
        "Heron's is HMAC-SHA256: is it another sender's, or another header?"),
    (C::DigestSha512, "digest_sha512", "The signature is an HMAC with SHA-512.",
        "Heron's is HMAC-SHA256: is it another sender's, or another header?"),
    (C::DigestPlain, "digest_plain",
        "The signature is a plain SHA-256, not an HMAC: of the body, or of secret and body joined.",
        "If the signer is your own: use HMAC, with the secret as its key."),
    (C::DigestSwapped, "digest_swapped", "The signature has the secret and the message swapped.",
        "If the signer is your own: the secret is the HMAC's key, the body its message."),
    (C::BodyUtf16, "body_utf16", "The body is UTF-16.",
        "Pass the bytes as they were received: Windows PowerShell's `>` and Out-File write UTF-16."),
    (C::BodyBomAdded, "body_bom_added", "The body got a byte order mark in front.",
        "Pass the bytes as they were received: something wrote them as UTF-8 with a byte order mark."),
    (C::BodyBomRemoved, "body_bom_removed", "The body lost a byte order mark.",
        "Pass the bytes as they were received: decoding them drops it."),
    (C::BodyCrlfAdded, "body_crlf_added", "The body's line breaks became CRLF.",
        "Pass the bytes as they were received: Windows, an editor or git translated them."),
    (C::BodyCrlfRemoved, "body_crlf_removed", "The body's CRLF became plain line breaks.",
        "Pass the bytes as they were received: reading them as text translated them."),
    (C::BodyNewlineAdded, "body_newline_added", "The body got a line break at its end.",
        "Pass the bytes as they were received: an editor or `echo` added it."),
    (C::BodyNewlineRemoved, "body_newline_removed", "The body lost a line break at its end.",
        "Pass the bytes as they were received, without trimming; a signer that uses `echo` adds one."),
    (C::BodyLatin1, "body_latin1", "The body was decoded as Latin-1, or Windows-1252, and encoded again.",
        "Pass the bytes as they were received, or decode them as UTF-8."),
    (C::BodyJsonString, "body_json_string", "The body was encoded once more, as a JSON string.",
        "Pass the bytes as they were received: a string was given to `JSON.stringify` or `json.dumps`."),
    (C::BodyBase64, "body_base64", "The body is base64-encoded.",
        "Decode it first: API gateways and queues encode it (AWS: `isBase64Encoded`)."),
    (C::BodyByteList, "body_byte_list", "The body is a list of its bytes' numbers.",
        "Pass the buffer itself: it was printed by `JSON.stringify` or `String`."),
    (C::BodyBytesLiteral, "body_bytes_literal", "The body is Python's way to print bytes, b'…'.",
        "Pass the bytes themselves, not `str()` of them."),
    (C::BodyCutShort, "body_cut_short", "The body was cut short: its length was counted in characters.",
        "Count the Content-Length in bytes: each character beyond ASCII has several."),
    (C::BodyFloatsLost, "body_floats_lost", "The body went through JavaScript, which writes 1.0 as 1.",
        "Pass the bytes as they were received, before anything parses them (`express.raw`)."),
    (C::BodyKeysSorted, "body_keys_sorted", "The body's keys were put in another order.",
        "Pass the bytes as they were received: a map, a database or a serialiser moved the keys."),
    (C::SignedSorted, "signed_sorted", "What was signed has its keys sorted; the body has not.",
        "Pass the bytes as they were received; if the signer is your own: do not sort the keys."),
    (C::SignedUnicode, "signed_unicode", "What was signed is Python's form, with `ensure_ascii=False`.",
        "Pass the bytes as they were received; if the signer is your own: leave `ensure_ascii` on."),
    (C::SignedHtml, "signed_html", "What was signed has <, > and & escaped for HTML, as \\u003c.",
        "Pass the bytes as they were received; if the signer is your own: Go's encoder has SetEscapeHTML(false)."),
    (C::SignedSlashes, "signed_slashes", "What was signed has its slashes escaped, as \\/.",
        "Pass the bytes as they were received; if the signer is your own: PHP has JSON_UNESCAPED_SLASHES."),
    (C::SignedSpaced, "signed_spaced", "What was signed has a space behind each comma and colon.",
        "Pass the bytes as they were received; if the signer is your own: separators=(\",\", \":\")."),
    (C::SignedIndent2, "signed_indent_2",
        "What was signed is indented by 2 spaces, as JSON.stringify and json.dumps do it.",
        "Pass the bytes as they were received; if the signer is your own: print without indentation."),
    (C::SignedIndent4, "signed_indent_4",
        "What was signed is indented by 4 spaces, as JSON.stringify and json.dumps do it.",
        "Pass the bytes as they were received; if the signer is your own: print without indentation."),
    (C::SignedIndentTab, "signed_indent_tab",
        "What was signed is indented by tabs, as JSON.stringify and json.dumps do it.",
        "Pass the bytes as they were received; if the signer is your own: print without indentation."),
    (C::SignedCompact, "signed_compact", "What was signed is the body without the white space that it has now.",
        "Pass the bytes as they were received: something printed them anew."),
    (C::SignedLatin1Twice, "signed_latin1_twice", "The signer decoded the text as Latin-1 and encoded it again.",
        "If the signer is your own: sign the text's UTF-8."),
    (C::SignedLatin1, "signed_latin1", "The signer encoded the text as Latin-1.",
        "If the signer is your own: sign the text's UTF-8, not `binary` or `latin1`."),
    (C::SignedJsonString, "signed_json_string", "The signer encoded the text once more, as a JSON string.",
        "If the signer is your own: it serialises twice."),
    (C::SignedCutShort, "signed_cut_short", "The signer cut the text short: its length was counted in characters.",
        "If the signer is your own: count bytes, each character beyond ASCII has several."),
    (C::ApiCredentials, "api_credentials", "A secret looks like API credentials, not like a webhook's secret.",
        "Pass the webhook's own secret, `sec_…`, which the dashboard shows beside the webhook."),
    (C::SecretEmpty, "secret_empty", "A secret is empty, or none was given.",
        "Is the environment variable set, in this environment too?"),
    (C::SignatureIsSecret, "signature_is_secret", "The signature looks like a secret.",
        "Pass the value of the Heron-Signature header; has it been swapped with the secret?"),
    (C::BodyEmpty, "body_empty", "The body is empty.",
        "Something read the request before you, or no body parser kept it: keep the raw bytes."),
    (C::BodyGzip, "body_gzip", "The body is compressed, with gzip.",
        "Pass it decompressed, as your framework hands it on, or save it with `curl --compressed`."),
    (C::BodyObjectObject, "body_object_object", "The body is `[object Object]`: a parsed object made a string.",
        "Pass the bytes as they were received, before anything parses them (`express.raw`)."),
    (C::BodyReplacement, "body_replacement", "The body holds U+FFFD: bytes that were not UTF-8 for who read them.",
        "Pass the bytes as they were received: a decoder, or a chunk cut inside a character, lost some."),
];

impl Cause {
    /// Its name, which does not change: `secret_newline`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        TABLE[self as usize].1
    }

    /// What it is, in a sentence.
    #[must_use]
    pub const fn text(self) -> &'static str {
        TABLE[self as usize].2
    }

    /// What to do about it.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        TABLE[self as usize].3
    }

    /// Those that are tried, and found by a signature that then matches; the rest is told by its look.
    pub(super) fn tried() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|row| row.0).take(Self::ApiCredentials as usize)
    }
}

/// With its id, and its words.
impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut cause = serializer.serialize_struct("Cause", 3)?;
        cause.serialize_field("id", self.id())?;
        cause.serialize_field("text", self.text())?;
        cause.serialize_field("advice", self.advice())?;
        cause.end()
    }
}

/// Each row stands where its cause points.
const _: () = {
    let mut row = 0;
    while row < TABLE.len() {
        assert!(TABLE[row].0 as usize == row);
        row += 1;
    }
};
