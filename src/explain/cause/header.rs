//! Causes about the header's value, and the function that made the signature.

/// Hands these rows on, behind those before them.
macro_rules! header_causes {
    ([$next:ident $($later:ident)*] $($before:tt)*) => {
        $next! {
            [$($later)*]
            $($before)*
            SignatureHex { id: "signature_hex", text: "The signature is in hex.",
                advice: "Signing it yourself? Encode the digest as base64. Otherwise pass the header unchanged.",
                ..TRIED }
            SignatureBase64Url { id: "signature_base64url", text: "The signature is in base64url, with `-` and `_`.",
                advice: "Heron writes base64 with `+` and `/`: pass the header as it came.", ..TRIED }
            SignatureUnpadded { id: "signature_unpadded", text: "The signature lacks the `=` at its end.",
                advice: "Pass the header as it came: do not split it at `=`.", ..TRIED }
            SignatureQuoted { id: "signature_quoted", text: "The signature has quotes or brackets around it.",
                advice: "Remove them: the header's value has none.", ..TRIED }
            SignaturePrefixed { id: "signature_prefixed", text: "The signature has a prefix, such as `sha256=`.",
                advice: "Remove it: Heron's header has none, other senders' have.", ..TRIED }
            SignatureSuffixed { id: "signature_suffixed",
                text: "The signature has a file name behind it, as sha256sum and `openssl dgst -r` print it.",
                advice: "Remove it: cut the line at its first space.",
                ..TRIED }
            SignatureTimestamped { id: "signature_timestamped",
                text: "The header has a timestamp beside the signature, as in `t=…,v1=…`.",
                advice: "Heron's header holds the signature alone: is it another sender's?",
                ..TRIED }
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
            SignatureEscaped { id: "signature_escaped",
                text: "The signature has its `=` escaped, as `\\u003d` or `&#x3D;`.",
                advice: "Take it from the header, not from JSON or HTML that holds it.",
                ..TRIED }
            SignatureBase64OfHex { id: "signature_base64_of_hex", text: "The signature is the base64 of hex digits.",
                advice: "Signing it yourself? encode the digest's bytes, not its hex digits.", ..TRIED }
            SignatureIsSecret { id: "signature_is_secret", text: "The signature looks like a secret.",
                advice: "Pass the value of the Heron-Signature header; has it been swapped with the secret?",
                suspected: looks::signature_is_secret, ..LOOKED_AT }
            DigestSha1 { id: "digest_sha1", text: "The signature is an HMAC with SHA-1.",
                advice: "Heron's is HMAC-SHA256: is it another sender's, or another header?", digests: &[HMAC_SHA1], ..TRIED }
            DigestSha384 { id: "digest_sha384",
                text: "The signature is an HMAC with SHA-384.",
                advice: "Heron's is HMAC-SHA256: is it another sender's, or another header?",
                digests: &[HMAC_SHA384], ..TRIED }
            DigestSha512 { id: "digest_sha512", text: "The signature is an HMAC with SHA-512.",
                advice: "Heron's is HMAC-SHA256: is it another sender's, or another header?",
                digests: &[HMAC_SHA512], ..TRIED }
            DigestPlain { id: "digest_plain",
                text: "The signature is a plain SHA-256, not an HMAC: of the body, or of secret and body joined.",
                advice: "Signing it yourself? use HMAC, with the secret as its key.", digests: &PLAIN, ..TRIED }
            DigestSwapped { id: "digest_swapped", text: "The signature has the secret and the message swapped.",
                advice: "Signing it yourself? the secret is the HMAC's key, the body its message.",
                digests: &[SWAPPED], ..TRIED }
        }
    };
}
