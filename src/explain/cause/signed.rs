//! Causes about how the text that was signed is written.

/// Hands these rows on, behind those before them.
macro_rules! signed_causes {
    ([$next:ident $($later:ident)*] $($before:tt)*) => {
        $next! {
            [$($later)*]
            $($before)*
            SignedSorted { id: "signed_sorted", text: "The signed text has its keys sorted; the body has not.",
                advice: "Pass the bytes as they were received. Signing it yourself? do not sort the keys.",
                repair: &[sorted], in_full: extent::signed_sorted, ..ORDER }
            SignedSortedByLength { id: "signed_sorted_by_length",
                text: "The signed text has its shorter keys first, as PostgreSQL and MySQL keep them.",
                advice: "Signing it yourself? keep the text in a column of type json or text, not jsonb.",
                repair: &[sorted_by_length], in_full: extent::signed_sorted, ..ORDER }
            SignedOrder { id: "signed_order", text: "The signed text has its keys in another order.",
                advice: "Signing it yourself? keep the order of the body: maps in Java, Perl, Lua and Go have another.",
                repairs: Some(in_any_order), cost: 2, more: 1, in_full: extent::body_keys_sorted, ..ORDER }
            SignedNullsLost { id: "signed_nulls_lost",
                text: "The signed text lacks members that are null in the body.",
                advice: "Signing it yourself? have the serialiser keep nulls: Gson has serializeNulls(), Jackson Include.ALWAYS.",
                repair: &[without_nulls], cost: 1, ..VALUES }
            SignedUnicode { id: "signed_unicode", text: "The signed text is Python's form, with `ensure_ascii=False`.",
                advice: "Pass the bytes as they were received. Signing it yourself? leave `ensure_ascii` on.",
                repair: &[unicode], cost: 0, ..TOKENS }
            SignedUpperHex { id: "signed_upper_hex",
                text: "The signed text has its escapes in upper case, as \\u00EB.",
                advice: "Signing it yourself? print with json.dumps, or without escapes.",
                repair: &[upper], ..TOKENS }
            SignedFloatsWritten { id: "signed_floats_written",
                text: "The signed text has floats as another language writes them, as 1.0E16.",
                advice: "Pass the bytes as they were received. Signing it yourself? in Python or JavaScript, 1e16 is written 1e+16.",
                repair: &[java, rust, ruby, php, dotnet_floats, plain], in_full: extent::signed_numbers, ..TOKENS }
            SignedNumbersQuoted { id: "signed_numbers_quoted",
                text: "The signed text has numbers as strings.",
                advice: "Signing it yourself? print numbers as numbers.",
                repair: &[|text| quoted(text, Which::Floats), |text| quoted(text, Which::Large), |text| quoted(text, Which::All)],
                in_full: extent::signed_numbers, cost: 2, ..TOKENS }
            SignedHtml { id: "signed_html", text: "The signed text has <, > and & escaped for HTML, as \\u003c.",
                advice: "Pass the bytes as they were received. Signing it yourself? Go's encoder has SetEscapeHTML(false).",
                repair: &[html, html_ascii], in_full: extent::signed_html, ..ESCAPES }
            SignedGson { id: "signed_gson",
                text: "The signed text has <, >, &, = and ' escaped, as Gson does.",
                advice: "Signing it yourself? Gson has disableHtmlEscaping().",
                repair: &[gson, html_quotes], ..ESCAPES }
            SignedDotnet { id: "signed_dotnet",
                text: "The signed text is escaped as .NET's System.Text.Json does it, with \\u0022 and \\u002B.",
                advice: "Signing it yourself? JavaScriptEncoder.UnsafeRelaxedJsonEscaping, or sign the bytes as they are.",
                repair: &[dotnet], ..ESCAPES }
            SignedPhpHex { id: "signed_php_hex",
                text: "The signed text has <, >, &, quotes or slashes escaped in upper case, as \\u003C by PHP's JSON_HEX_TAG.",
                advice: "Signing it yourself? Symfony's JsonResponse sets these: setEncodingOptions(0).",
                repair: &[php_hex, script], ..ESCAPES }
            SignedSlashes { id: "signed_slashes", text: "The signed text has its slashes escaped, as \\/.",
                advice: "Pass the bytes as they were received. Signing it yourself? PHP has JSON_UNESCAPED_SLASHES.",
                repair: &[slashes], ..TOKENS }
            SignedCompact { id: "signed_compact", text: "The signed text is the body without the white space that it has now.",
                advice: "Pass the bytes as they were received: something printed them anew.",
                repair: &[compact], in_full: extent::printed, ..LAYOUT }
            SignedSpaced { id: "signed_spaced", text: "The signed text has a space behind each comma and colon.",
                advice: "Pass the bytes as they were received. Signing it yourself? separators=(\",\", \":\").",
                repair: &[spaced], in_full: extent::printed, ..LAYOUT }
            SignedSeparators { id: "signed_separators",
                text: "The signed text has a space behind each comma, or behind each colon.",
                advice: "Signing it yourself? separators=(\",\", \":\").",
                repair: &[spaced_commas, spaced_colons], cost: 2, in_full: extent::printed, ..LAYOUT }
            SignedIndent2 { id: "signed_indent_2",
                text: "The signed text is indented by 2 spaces, as JSON.stringify and json.dumps do it.",
                advice: "Pass the bytes as they were received. Signing it yourself? print without indentation.",
                repair: &[indented_by_2], in_full: extent::printed, ..LAYOUT }
            SignedIndent4 { id: "signed_indent_4",
                text: "The signed text is indented by 4 spaces, as JSON.stringify and json.dumps do it.",
                advice: "Pass the bytes as they were received. Signing it yourself? print without indentation.",
                repair: &[indented_by_4], in_full: extent::printed, ..LAYOUT }
            SignedIndentTab { id: "signed_indent_tab",
                text: "The signed text is indented by tabs, as JSON.stringify and json.dumps do it.",
                advice: "Pass the bytes as they were received. Signing it yourself? print without indentation.",
                repair: &[indented_by_tab], in_full: extent::printed, ..LAYOUT }
            SignedIndentOther { id: "signed_indent_other",
                text: "The signed text is indented by 1 or 3 spaces, or has the brackets of empty arrays on two lines.",
                advice: "Signing it yourself? print without indentation.",
                repair: &[indented_by_1, indented_by_3, empty_on_lines], cost: 2, in_full: extent::printed, ..LAYOUT }
            SignedPrettyJackson { id: "signed_pretty_jackson",
                text: "The signed text is indented as Jackson's pretty printer does it, with spaces around colons.",
                advice: "Signing it yourself? print without indentation: no writerWithDefaultPrettyPrinter().",
                repair: &[jackson], in_full: extent::printed, ..LAYOUT }
            SignedPrettyPerl { id: "signed_pretty_perl",
                text: "The signed text is indented as Perl's JSON modules do it, by 3 spaces.",
                advice: "Signing it yourself? print without indentation: no pretty.",
                repair: &[perl], in_full: extent::printed, ..LAYOUT }
            SignedPrettyPostgres { id: "signed_pretty_postgres",
                text: "The signed text is indented as PostgreSQL's jsonb_pretty does it.",
                advice: "Signing it yourself? print without indentation, from a column of type json.",
                repair: &[postgres], in_full: extent::printed, ..LAYOUT }
            SignedPythonRepr { id: "signed_python_repr",
                text: "The signer signed Python's way to print a dict: str(dict).",
                advice: "Signing it yourself? json.dumps(data, separators=(\",\", \":\")).",
                repair: &[python], in_full: extent::signed_latin1, ..LAYOUT }
            BodyBomRemoved { id: "body_bom_removed", text: "The body lost a byte order mark.",
                advice: "Pass the bytes as they were received: decoding them drops it.", repair: &[with_bom], ..ENDING }
            BodyNewlineRemoved { id: "body_newline_removed", text: "The body lost a line break at its end.",
                advice: "Pass the bytes as they were received, without trimming; a signer that uses `echo` adds one.",
                repair: &[with_lf, with_crlf], cost: 1, ends_lines: true, ..ENDING }
            SignedCrlf { id: "signed_crlf",
                text: "The signed text has CRLF between its lines.",
                advice: "Signing it yourself? write line breaks as \\n, or print without indentation.",
                repair: &[lf_to_crlf], ..ENDING }
            SignedTimestamped { id: "signed_timestamped",
                text: "The signed text has a timestamp in front, as `1492774577.{…}`.",
                advice: "Heron signs the body alone: is it another sender's scheme?",
                repairs: Some(timestamped), cost: 1, ..ENDING }
            SignedLatin1Twice { id: "signed_latin1_twice", text: "The signer decoded the text as Latin-1 and encoded it again.",
                advice: "Signing it yourself? sign the text's UTF-8.", repair: &[latin1_twice], ..ENDING }
            SignedLatin1 { id: "signed_latin1", text: "The signer encoded the text as Latin-1.",
                advice: "Signing it yourself? sign the text's UTF-8, not `binary` or `latin1`.",
                repair: &[latin1], in_full: extent::signed_latin1, ..ENDING }
            SignedJsonString { id: "signed_json_string", text: "The signer encoded the text once more, as a JSON string.",
                advice: "Signing it yourself? it serialises twice.",
                repair: &[json_string], in_full: extent::signed_json_string, ..ENDING }
            SignedCutShort { id: "signed_cut_short",
                text: "The signer cut the text short: its length was counted in characters.",
                advice: "Signing it yourself? count bytes, each character beyond ASCII has several.",
                repair: &[shorter_by_utf16, shorter_by_characters], in_full: extent::signed_cut_short, ..ENDING }
            SignedBase64 { id: "signed_base64",
                text: "The signer encoded the text as base64 first.",
                advice: "Signing it yourself? sign the text itself.",
                repair: &[base64], ..ENDING }
            SignedHash { id: "signed_hash",
                text: "The signer signed the SHA-256 of the text.",
                advice: "Signing it yourself? sign the text itself: HMAC hashes it.",
                repair: &[hash_hex, hash], ..ENDING }
            SignedNothing { id: "signed_nothing",
                text: "The signer signed nothing, or {}, null, undefined: it had no body yet.",
                advice: "Signing it yourself? sign what is sent, after it was serialised.",
                repair: &NOTHING, cost: 3, ..ENDING }
            SignedObjectObject { id: "signed_object_object",
                text: "The signer signed `[object Object]`: an object made a string.",
                advice: "Signing it yourself? JSON.stringify(data) first.",
                repair: &[object_object], cost: 3, ..ENDING }
        }
    };
}
