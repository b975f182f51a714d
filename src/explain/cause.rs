//! The causes that are looked for: a row of one table for each.
//!
//! # How to add a cause
//!
//! 1. Add its row. The order of the rows is that in which causes are tried, and told.
//! 2. Name the functions that put it right, in the field for their kind: `repair` (they are in `body`), `spell` (in
//!    `spelling`), `digests` (in `digest`), `decode` or `encode` (in `secret`). A function returns none where the cause
//!    does not apply. A cause that depends on others, as quotes around a secret depend on line breaks around it, has no
//!    function: it is found beside the others in `secret` or `header`.
//! 3. If there are ways of it that are not tried, name a function of `extent` that says when there are none: `in_full`.
//! 4. If no signature can prove it, name a function of `looks` that recognises it, as `suspected`, with `..LOOKED_AT`
//!    instead of `..TRIED`.
//! 5. Add a complaint to `tools/vectors/make_mismatches.mjs` and run that: a test demands one for each cause that is
//!    tried.

use serde::{Serialize, Serializer};

use super::body::{
    completed, crlf_to_lf, from_byte_list, from_bytes_literal, from_json_string, from_latin1, from_utf16_line,
    lf_to_crlf, without_bom, without_line_break,
};
use super::digest::{HMAC_SHA1, HMAC_SHA512, PLAIN, SWAPPED};
use super::encodings::{from_base64_lines, from_hex_lines, from_percent, from_utf16};
use super::keys::{in_documented_order, sorted};
use super::row::{LOOKED_AT, Row, TRIED};
use super::secret::{
    BASE64, HEX, from_base64_behind_prefix, with_prefix, without_name, without_prefix, without_second_prefix,
};
use super::spelling::{
    compact, html, indented_by_2, indented_by_4, indented_by_tab, json_string, latin1, latin1_twice,
    shorter_by_characters, shorter_by_utf16, slashes, spaced, unicode, with_bom, with_crlf, with_lf,
};
use super::{extent, looks};

macro_rules! causes {
    ($($cause:ident { id: $id:literal, text: $text:literal, advice: $advice:literal, $($how:tt)* })*) => {
        /// Why a signature does not match. Each has a stable [`id`](Self::id).
        ///
        /// `Secret…` is about the secret that was given, `Signature…` about the header's value, `Digest…` about the
        /// function that made the signature, `Body…` about what happened to the body on its way here, and `Signed…`
        /// about how the text that was signed is written.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Cause {
            $(#[doc = $text] $cause,)*
        }

        /// In the order of [`Cause`].
        pub(super) static CAUSES: &[Row] = &[
            $(Row { cause: Cause::$cause, id: $id, text: $text, advice: $advice, $($how)* },)*
        ];
    };
}

causes! {
    SecretEmpty { id: "secret_empty", text: "A secret is empty, or none was given.",
        advice: "Is the environment variable set, in this environment too?",
        suspected: looks::secret_empty, ..LOOKED_AT }
    SecretUtf16 { id: "secret_utf16", text: "The secret is UTF-16.",
        advice: "Save its file as UTF-8 or ASCII: Windows PowerShell's `>` and Out-File write UTF-16.",
        in_full: extent::secret_utf16, suspected: looks::secret_utf16, ..TRIED }
    SecretBom { id: "secret_bom", text: "The secret has a byte order mark in front.",
        advice: "Save its file as UTF-8 without a byte order mark, or strip it where it is read.",
        in_full: extent::around_secret, ..TRIED }
    SecretNewline { id: "secret_newline", text: "The secret has a line break around it.",
        advice: "Strip it where it is read: files and `echo` end with one.", in_full: extent::around_secret, ..TRIED }
    SecretNewlineEscaped { id: "secret_newline_escaped",
        text: "The secret has a line break around it, written as `\\n`.",
        advice: "Remove these characters: a dashboard or a shell kept the backslash and the letter as they are.",
        in_full: extent::around_secret, ..TRIED }
    SecretSpace { id: "secret_space", text: "The secret has white space, or characters that cannot be seen, around it.",
        advice: "Strip it where it is read: copying and .env files add some.", in_full: extent::around_secret, ..TRIED }
    SecretQuotes { id: "secret_quotes", text: "The secret has quotes around it.",
        advice: "Remove them: Docker's --env-file and some dashboards keep them as part of the value.",
        in_full: extent::around_secret, ..TRIED }
    SecretNamed { id: "secret_named", text: "The secret has a name in front, as in `KEY=sec_…`.",
        advice: "Pass only the value: the whole line of a .env or YAML file was taken.",
        decode: &[without_name], in_full: extent::around_secret, ..TRIED }
    SecretPercentEncoded { id: "secret_percent_encoded", text: "The secret is percent-encoded.",
        advice: "Decode it once, or take it from the dashboard again, not from a URL.",
        decode: &[from_percent], in_full: extent::secret_percent, ..TRIED }
    SecretBase64Encoded { id: "secret_base64_encoded", text: "The secret is base64-encoded.",
        advice: "Decode it once: Kubernetes keeps secrets so. Heron's is used as the dashboard shows it.",
        decode: &[from_base64_lines], in_full: extent::secret_base64, ..TRIED }
    SecretHexEncoded { id: "secret_hex_encoded", text: "The secret is hex-encoded.",
        advice: "Decode it once. Heron's is used as the dashboard shows it.",
        decode: &[from_hex_lines], in_full: extent::secret_hex, ..TRIED }
    SecretJson { id: "secret_json", text: "The secret is a JSON object, of which the webhook's secret is one value.",
        advice: "Pass only that value: AWS Secrets Manager and others keep a secret as an object.",
        in_full: extent::secret_json, suspected: looks::secret_json, ..TRIED }
    SecretBase64Decoded { id: "secret_base64_decoded", text: "The secret was base64-decoded.",
        advice: "Do not decode it: its characters, as the dashboard shows them, are the key.",
        encode: &BASE64, in_full: extent::secret_decoded, ..TRIED }
    SecretHexDecoded { id: "secret_hex_decoded", text: "The secret was hex-decoded.",
        advice: "Do not decode it: its characters, as the dashboard shows them, are the key.",
        encode: &HEX, in_full: extent::secret_decoded, ..TRIED }
    SecretPrefixMissing { id: "secret_prefix_missing", text: "The secret lacks its prefix `sec_`.",
        advice: "Pass all of it, with `sec_`, as the dashboard shows it.", encode: &[with_prefix], ..TRIED }
    SecretPrefixTwice { id: "secret_prefix_twice", text: "The secret has the prefix `sec_` twice.",
        advice: "Pass it as the dashboard shows it: it begins with `sec_` already.",
        encode: &[without_second_prefix], ..TRIED }
    SecretPrefixDecoded { id: "secret_prefix_decoded",
        text: "The signer dropped the secret's prefix, or decoded what follows it, as Standard Webhooks does.",
        advice: "Signing it yourself? all of the secret, as it is, is the key.",
        encode: &[without_prefix, from_base64_behind_prefix], in_full: extent::secret_prefix, ..TRIED }
    SecretNewlineSigned { id: "secret_newline_signed", text: "The signer's secret ends with a line break.",
        advice: "Signing it yourself? strip it there, `printf %s` instead of `echo`.",
        encode: &[with_lf, with_crlf], ..TRIED }
    ApiCredentials { id: "api_credentials", text: "A secret looks like API credentials, not like a webhook's secret.",
        advice: "Pass the webhook's own secret, `sec_…`, which the dashboard shows beside the webhook.",
        suspected: looks::api_credentials, ..LOOKED_AT }
    SignatureHex { id: "signature_hex", text: "The signature is in hex.",
        advice: "Signing it yourself? Encode the digest as base64. Otherwise pass the header unchanged.",
        ..TRIED }
    SignatureBase64Url { id: "signature_base64url", text: "The signature is in base64url, with `-` and `_`.",
        advice: "Heron writes base64 with `+` and `/`: pass the header as it came.", ..TRIED }
    SignatureUnpadded { id: "signature_unpadded", text: "The signature lacks the `=` at its end.",
        advice: "Pass the header as it came: do not split it at `=`.", ..TRIED }
    SignatureQuoted { id: "signature_quoted", text: "The signature has quotes around it.",
        advice: "Remove them: the header's value has none.", ..TRIED }
    SignaturePrefixed { id: "signature_prefixed", text: "The signature has a prefix, such as `sha256=`.",
        advice: "Remove it: Heron's header has none, other senders' have.", ..TRIED }
    SignatureJoined { id: "signature_joined", text: "The signature is several, joined by a comma.",
        advice: "The header came twice, and was joined on the way: pass one of its values.", ..TRIED }
    SignatureSpace { id: "signature_space", text: "The signature has white space around it.",
        advice: "Strip it: the header's value has none.", ..TRIED }
    SignatureNamed { id: "signature_named", text: "The signature has the header's name in front.",
        advice: "Pass only the header's value.", ..TRIED }
    SignaturePercentEncoded { id: "signature_percent_encoded", text: "The signature is percent-encoded.",
        advice: "Decode it once, or take it from the header, not from a URL.", ..TRIED }
    SignaturePlusLost { id: "signature_plus_lost", text: "The signature has spaces where `+` belongs.",
        advice: "It was decoded as a form: take it from the header.", ..TRIED }
    SignatureBase64OfHex { id: "signature_base64_of_hex", text: "The signature is the base64 of hex digits.",
        advice: "Signing it yourself? encode the digest's bytes, not its hex digits.", ..TRIED }
    SignatureIsSecret { id: "signature_is_secret", text: "The signature looks like a secret.",
        advice: "Pass the value of the Heron-Signature header; has it been swapped with the secret?",
        suspected: looks::signature_is_secret, ..LOOKED_AT }
    DigestSha1 { id: "digest_sha1", text: "The signature is an HMAC with SHA-1.",
        advice: "Heron's is HMAC-SHA256: is it another sender's, or another header?", digests: &[HMAC_SHA1], ..TRIED }
    DigestSha512 { id: "digest_sha512", text: "The signature is an HMAC with SHA-512.",
        advice: "Heron's is HMAC-SHA256: is it another sender's, or another header?",
        digests: &[HMAC_SHA512], ..TRIED }
    DigestPlain { id: "digest_plain",
        text: "The signature is a plain SHA-256, not an HMAC: of the body, or of secret and body joined.",
        advice: "Signing it yourself? use HMAC, with the secret as its key.", digests: &PLAIN, ..TRIED }
    DigestSwapped { id: "digest_swapped", text: "The signature has the secret and the message swapped.",
        advice: "Signing it yourself? the secret is the HMAC's key, the body its message.",
        digests: &[SWAPPED], ..TRIED }
    BodyEmpty { id: "body_empty", text: "The body is empty.",
        advice: "Something read the request before you, or no body parser kept it: keep the raw bytes.",
        suspected: looks::body_empty, ..LOOKED_AT }
    BodyUtf16 { id: "body_utf16", text: "The body is UTF-16.",
        advice: "Pass the bytes as they were received: Windows PowerShell's `>` and Out-File write UTF-16.",
        repair: &[from_utf16, from_utf16_line], in_full: extent::body_utf16, suspected: looks::body_utf16, ..TRIED }
    BodyGzip { id: "body_gzip", text: "The body is compressed, with gzip.",
        advice: "Pass it decompressed, as your framework hands it on, or save it with `curl --compressed`.",
        suspected: looks::body_gzip, ..LOOKED_AT }
    BodyObjectObject { id: "body_object_object", text: "The body is `[object Object]`: a parsed object made a string.",
        advice: "Pass the bytes as they were received, before anything parses them (`express.raw`).",
        suspected: looks::body_object_object, ..LOOKED_AT }
    BodyReplacement { id: "body_replacement",
        text: "The body holds U+FFFD: its reader met bytes that are not UTF-8.",
        advice: "Pass the bytes as they were received: a decoder, or a chunk cut inside a character, lost some.",
        suspected: looks::body_replacement, ..LOOKED_AT }
    BodyBomAdded { id: "body_bom_added", text: "The body got a byte order mark in front.",
        advice: "Pass the bytes as they were received: something wrote them as UTF-8 with a byte order mark.",
        repair: &[without_bom], ..TRIED }
    BodyBytesLiteral { id: "body_bytes_literal", text: "The body is Python's way to print bytes, b'…'.",
        advice: "Pass the bytes themselves, not `str()` of them.",
        repair: &[from_bytes_literal], in_full: extent::body_bytes_literal, ..TRIED }
    BodyByteList { id: "body_byte_list", text: "The body is a list of its bytes' numbers.",
        advice: "Pass the buffer itself: it was printed by `JSON.stringify` or `String`.",
        repair: &[from_byte_list], in_full: extent::body_byte_list, ..TRIED }
    BodyJsonString { id: "body_json_string", text: "The body was encoded once more, as a JSON string.",
        advice: "Pass the bytes as they were received: a string was given to `JSON.stringify` or `json.dumps`.",
        repair: &[from_json_string], in_full: extent::body_json_string, ..TRIED }
    BodyBase64 { id: "body_base64", text: "The body is base64-encoded.",
        advice: "Decode it first: API gateways and queues encode it (AWS: `isBase64Encoded`).",
        repair: &[from_base64_lines], in_full: extent::body_base64, ..TRIED }
    BodyLatin1 { id: "body_latin1", text: "The body was decoded as Latin-1, or Windows-1252, and encoded again.",
        advice: "Pass the bytes as they were received, or decode them as UTF-8.",
        repair: &[from_latin1], in_full: extent::body_latin1, ..TRIED }
    BodyCrlfAdded { id: "body_crlf_added", text: "The body's line breaks became CRLF.",
        advice: "Pass the bytes as they were received: Windows, an editor or git translated them.",
        repair: &[crlf_to_lf], ..TRIED }
    BodyCrlfRemoved { id: "body_crlf_removed", text: "The body's CRLF became plain line breaks.",
        advice: "Pass the bytes as they were received: reading them as text translated them.",
        repair: &[lf_to_crlf], ..TRIED }
    BodyNewlineAdded { id: "body_newline_added", text: "The body got a line break at its end.",
        advice: "Pass the bytes as they were received: an editor or `echo` added it.",
        repair: &[without_line_break], ..TRIED }
    BodyCutShort { id: "body_cut_short", text: "The body was cut short: its length was counted in characters.",
        advice: "Count the Content-Length in bytes: each character beyond ASCII has several.",
        repair: &[completed], in_full: extent::body_cut_short, ..TRIED }
    SignedSorted { id: "signed_sorted", text: "The signed text has its keys sorted; the body has not.",
        advice: "Pass the bytes as they were received. Signing it yourself? do not sort the keys.",
        repair: &[sorted], in_full: extent::signed_sorted, ..TRIED }
    BodyKeysSorted { id: "body_keys_sorted", text: "The body's keys were put in another order.",
        advice: "Pass the bytes as they were received: a map, a database or a serialiser moved the keys.",
        repair: &[in_documented_order], in_full: extent::body_keys_sorted, ..TRIED }
    SignedCompact { id: "signed_compact", text: "The signed text is the body without the white space that it has now.",
        advice: "Pass the bytes as they were received: something printed them anew.",
        repair: &[compact], in_full: extent::printed, ..TRIED }
    BodyFloatsLost { id: "body_floats_lost", text: "The body went through JavaScript, which writes 1.0 as 1.",
        advice: "Pass the bytes as they were received, before anything parses them (`express.raw`).",
        in_full: extent::body_floats_lost, ..TRIED }
    BodyBomRemoved { id: "body_bom_removed", text: "The body lost a byte order mark.",
        advice: "Pass the bytes as they were received: decoding them drops it.", spell: &[with_bom], ..TRIED }
    BodyNewlineRemoved { id: "body_newline_removed", text: "The body lost a line break at its end.",
        advice: "Pass the bytes as they were received, without trimming; a signer that uses `echo` adds one.",
        spell: &[with_lf, with_crlf], ..TRIED }
    SignedUnicode { id: "signed_unicode", text: "The signed text is Python's form, with `ensure_ascii=False`.",
        advice: "Pass the bytes as they were received. Signing it yourself? leave `ensure_ascii` on.",
        spell: &[unicode], ..TRIED }
    SignedHtml { id: "signed_html", text: "The signed text has <, > and & escaped for HTML, as \\u003c.",
        advice: "Pass the bytes as they were received. Signing it yourself? Go's encoder has SetEscapeHTML(false).",
        spell: &[html], in_full: extent::signed_html, ..TRIED }
    SignedSlashes { id: "signed_slashes", text: "The signed text has its slashes escaped, as \\/.",
        advice: "Pass the bytes as they were received. Signing it yourself? PHP has JSON_UNESCAPED_SLASHES.",
        spell: &[slashes], ..TRIED }
    SignedSpaced { id: "signed_spaced", text: "The signed text has a space behind each comma and colon.",
        advice: "Pass the bytes as they were received. Signing it yourself? separators=(\",\", \":\").",
        spell: &[spaced], in_full: extent::printed, ..TRIED }
    SignedIndent2 { id: "signed_indent_2",
        text: "The signed text is indented by 2 spaces, as JSON.stringify and json.dumps do it.",
        advice: "Pass the bytes as they were received. Signing it yourself? print without indentation.",
        spell: &[indented_by_2], in_full: extent::printed, ..TRIED }
    SignedIndent4 { id: "signed_indent_4",
        text: "The signed text is indented by 4 spaces, as JSON.stringify and json.dumps do it.",
        advice: "Pass the bytes as they were received. Signing it yourself? print without indentation.",
        spell: &[indented_by_4], in_full: extent::printed, ..TRIED }
    SignedIndentTab { id: "signed_indent_tab",
        text: "The signed text is indented by tabs, as JSON.stringify and json.dumps do it.",
        advice: "Pass the bytes as they were received. Signing it yourself? print without indentation.",
        spell: &[indented_by_tab], in_full: extent::printed, ..TRIED }
    SignedLatin1Twice { id: "signed_latin1_twice", text: "The signer decoded the text as Latin-1 and encoded it again.",
        advice: "Signing it yourself? sign the text's UTF-8.", spell: &[latin1_twice], ..TRIED }
    SignedLatin1 { id: "signed_latin1", text: "The signer encoded the text as Latin-1.",
        advice: "Signing it yourself? sign the text's UTF-8, not `binary` or `latin1`.",
        spell: &[latin1], in_full: extent::signed_latin1, ..TRIED }
    SignedJsonString { id: "signed_json_string", text: "The signer encoded the text once more, as a JSON string.",
        advice: "Signing it yourself? it serialises twice.",
        spell: &[json_string], in_full: extent::signed_json_string, ..TRIED }
    SignedCutShort { id: "signed_cut_short",
        text: "The signer cut the text short: its length was counted in characters.",
        advice: "Signing it yourself? count bytes, each character beyond ASCII has several.",
        spell: &[shorter_by_utf16, shorter_by_characters], in_full: extent::signed_cut_short, ..TRIED }
}

impl Cause {
    const fn row(self) -> &'static Row {
        &CAUSES[self as usize]
    }

    /// Its name, which does not change: `secret_newline`.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.row().id
    }

    /// A sentence that says what is wrong.
    #[must_use]
    pub const fn text(self) -> &'static str {
        self.row().text
    }

    /// A sentence that says how to put it right.
    #[must_use]
    pub const fn advice(self) -> &'static str {
        self.row().advice
    }
}

/// As an object with its `id`, `text` and `advice`.
impl Serialize for Cause {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.row().serialize(serializer)
    }
}
