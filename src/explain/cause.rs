//! The causes that are looked for: a row of one table for each.
//!
//! # How to add a cause
//!
//! 1. Add its row to the file for its kind. The order of the rows is that in which causes are tried, and told.
//! 2. Name the functions that put it right: `repair` (with `..TRIED`, `..VALUES`, `..TOKENS`, `..LAYOUT` or `..ENDING`
//!    for the stage at which the body is repaired), `digests`, `decode` or `encode`. A function returns none where the
//!    cause does not apply. A cause that depends on others, as quotes around a secret depend on line breaks around it,
//!    has no function: it is found beside the others in `secret` or `header`.
//! 3. If there are ways of it that are not tried, name a function of `extent` that says when there are none: `in_full`.
//! 4. If no signature can prove it, name a function of `looks` that recognises it, as `suspected`, with `..LOOKED_AT`.
//! 5. Add a complaint to `tools/vectors/mismatches/` and run `node tools/vectors/make_mismatches.mjs`: a test demands
//!    one for each cause that is tried.
//! 6. Run `npm run build`, then `node tools/causes.mjs`, which writes `docs/causes.md`: reports link to it.

use serde::{Serialize, Serializer};

use super::body::{
    completed, crlf_to_lf, from_byte_list, from_bytes_literal, from_json_string, from_latin1, from_utf16_line,
    lf_to_crlf, without_bom, without_line_break,
};
use super::dates::DATES;
use super::digest::{HMAC_SHA1, HMAC_SHA384, HMAC_SHA512, PLAIN, SWAPPED};
use super::encodings::{from_base64_lines, from_hex_lines, from_percent, from_utf16};
use super::ending::{
    NOTHING, base64, hash, hash_hex, json_string, latin1, latin1_twice, object_object, shorter_by_characters,
    shorter_by_utf16, timestamped, with_bom, with_crlf, with_lf,
};
use super::envelope::{
    from_array, from_chunks, from_event_bridge, from_form, from_gateway, from_html, from_http, from_member,
    from_pub_sub, from_quotes, from_sns, without_padding,
};
use super::floats::{dotnet as dotnet_floats, java, php, plain, ruby, rust};
use super::layout::{
    compact, empty_on_lines, indented_by_1, indented_by_2, indented_by_3, indented_by_4, indented_by_tab, jackson,
    perl, postgres, spaced, spaced_colons, spaced_commas,
};
use super::members::{
    in_any_order, in_documented_order, in_documented_orders, sorted, sorted_by_length, with_meta_null, with_nulls,
    without_nulls,
};
use super::printed::{from_node, from_python, from_ruby, python};
use super::row::{ENDING, ESCAPES, LAYOUT, LOOKED_AT, ORDER, Row, TOKENS, TRIED, VALUES};
use super::secret::{
    BASE64, HEX, from_base64_behind_prefix, from_buffer, last_word, with_prefix, without_name, without_prefix,
    without_second_prefix,
};
use super::strings::{dotnet, gson, html, html_ascii, html_quotes, php_hex, script, slashes, unicode, upper};
use super::values::{Which, floats, integers_again, negative_zeros, quoted, some_floats, without_quotes};
use super::{extent, looks};

#[macro_use]
mod secret;
#[macro_use]
mod header;
#[macro_use]
mod body;
#[macro_use]
mod signed;

macro_rules! causes {
    ([] $($cause:ident { id: $id:literal, text: $text:literal, advice: $advice:literal, $($how:tt)* })*) => {
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

        impl Cause {
            /// All of them, in the order in which they are tried, and told.
            ///
            /// ```
            /// use heron_webhooks::Cause;
            ///
            /// assert!(Cause::ALL.iter().any(|cause| cause.id() == "secret_newline"));
            /// ```
            pub const ALL: &[Self] = &[$(Self::$cause,)*];
        }

        /// In the order of [`Cause`].
        pub(super) static CAUSES: &[Row] = &[
            $(Row { cause: Cause::$cause, id: $id, text: $text, advice: $advice, $($how)* },)*
        ];
    };
}

secret_causes! { [header_causes body_causes signed_causes causes] }

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
