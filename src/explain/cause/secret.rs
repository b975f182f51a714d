//! Causes about the secret that was given.

/// Hands these rows on, behind those before them.
macro_rules! secret_causes {
    ([$next:ident $($later:ident)*] $($before:tt)*) => {
        $next! {
            [$($later)*]
            $($before)*
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
            SecretPunctuation { id: "secret_punctuation",
                text: "The secret has brackets around it, or a comma or semicolon behind it.",
                advice: "Remove them: they belong to the document or the list that it was copied from.",
                in_full: extent::around_secret, ..TRIED }
            SecretComment { id: "secret_comment",
                text: "The secret has a comment behind it, as in `sec_… # production`.",
                advice: "Remove it: not every reader of .env files knows comments behind a value.",
                in_full: extent::around_secret, ..TRIED }
            SecretNamed { id: "secret_named", text: "The secret has a name in front, as in `KEY=sec_…`.",
                advice: "Pass only the value: the whole line of a .env or YAML file was taken.",
                decode: &[without_name, last_word], in_full: extent::around_secret, ..TRIED }
            SecretPercentEncoded { id: "secret_percent_encoded", text: "The secret is percent-encoded.",
                advice: "Decode it once, or take it from the dashboard again, not from a URL.",
                decode: &[from_percent], in_full: extent::secret_percent, ..TRIED }
            SecretBytesPrinted { id: "secret_bytes_printed",
                text: "The secret is a language's way to print bytes, as b'sec_…' or <Buffer 73 …>.",
                advice: "Decode the bytes to a string, or pass them as bytes, not as their print.",
                decode: &[from_bytes_literal, from_byte_list, from_buffer], in_full: extent::around_secret, ..TRIED }
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
                advice: "Signing it yourself? Use the whole secret, unchanged, as the key.",
                encode: &[without_prefix, from_base64_behind_prefix], in_full: extent::secret_prefix, ..TRIED }
            SecretNewlineSigned { id: "secret_newline_signed", text: "The signer's secret ends with a line break.",
                advice: "Signing it yourself? strip it there, `printf %s` instead of `echo`.",
                encode: &[with_lf, with_crlf], ..TRIED }
            ApiCredentials { id: "api_credentials", text: "A secret looks like API credentials, not like a webhook's secret.",
                advice: "Pass the webhook's own secret, `sec_…`, which the dashboard shows beside the webhook.",
                suspected: looks::api_credentials, ..LOOKED_AT }
        }
    };
}
